// Bitcoin Core's digests of legacy inputs, for random transactions, scripts and hash types of 32 bits.
#include "bitcoin/sighash.h"

#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

TEST_CASE("Bitcoin Core's legacy digests are computed, and the one that signs no transaction refused") {
    const auto vectors = test::readJsonVectors("core/sighash.json");
    if (!vectors)
        return;
    // What consensus signs in the place of a transaction when SINGLE has no output of its number.
    const std::string one = std::string(63, '0') + "1";
    std::size_t computed = 0;
    std::size_t refused = 0;
    for (const json& item : *vectors) {
        if (item.size() != 5)
            continue; // the heading
        const auto transaction = Transaction::parse(test::hex(item.at(0).get<std::string>()));
        REQUIRE(transaction);
        const SighashContext context(*transaction,
                                     std::vector<const TxOut*>(transaction->inputs.size(), nullptr));
        const auto type = static_cast<std::uint32_t>(item.at(3).get<std::int32_t>());
        const auto digest =
            context.legacy(item.at(2).get<std::size_t>(), test::hex(item.at(1).get<std::string>()), type);
        if (item.at(4).get<std::string>() == one) {
            CHECK(digest.error() == Error::sighashNoMatchingOutput);
            ++refused;
            continue;
        }
        REQUIRE(digest);
        CHECK(toReversedHex(digest->span()) == item.at(4).get<std::string>());
        ++computed;
    }
    CHECK(computed + refused == 300);
    CHECK(computed > 250);
}
