#include "keys/slip39.h"

#include "fakes/counting_random.h"
#include "keys/extended_private_key.h"
#include "keys/slip39_words.h"
#include "support/secret_text.h"
#include "support/vectors.h"

#include "base/text_encoding.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using nlohmann::json;

namespace {

Result<Slip39Value> combineWords(const json& mnemonics) {
    std::vector<Slip39Share> shares;
    for (const json& words : mnemonics) {
        STRONGROOM_ASSIGN(Slip39Share share, Slip39Share::parse(test::secretText(words.get<std::string>())));
        CHECK(test::reveal(share.words()) == words.get<std::string>());
        shares.push_back(std::move(share));
    }
    return combineShares(shares, test::secretText("TREZOR"));
}

} // namespace

TEST_CASE("SLIP-0039: shares give the secret and the master key of the vectors, or are refused") {
    const auto text = test::readVectors("slip/slip39_vectors.json");
    if (!text)
        return;
    test::CountingRandom random;
    const crypto::SecretKeyContext context(random);
    int valid = 0;
    int invalid = 0;
    std::set<Error> reasons;
    for (const json& row : json::parse(*text)) {
        CAPTURE(row[0].get<std::string>());
        const auto secret = combineWords(row[1]);
        const auto expected = row[2].get<std::string>();
        REQUIRE(secret.has_value() == !expected.empty());
        ++(expected.empty() ? invalid : valid);
        if (!secret) {
            reasons.insert(secret.error());
            continue;
        }
        CHECK(base::toHex(secret->span()) == expected);
        const auto master = ExtendedPrivateKey::fromSeed(secret->span(), bitcoin::KeyNetwork::main, context);
        CHECK(test::reveal(master->text()) == row[3].get<std::string>());
    }
    CHECK(valid > 0);
    CHECK(invalid > 0);
    CHECK(valid + invalid == 27);
    // What a split made here never has.
    CHECK(reasons.contains(Error::slip39Padding));
    CHECK(reasons.contains(Error::slip39GroupThreshold));
}

TEST_CASE("SLIP-0039: the word list is the standard's") {
    const auto text = test::readVectors("slip/slip39_wordlist.txt");
    if (!text)
        return;
    std::string ours;
    for (const std::string_view word : SLIP39_ENGLISH)
        ours += std::string(word) + "\n";
    CHECK(ours == *text);
}
