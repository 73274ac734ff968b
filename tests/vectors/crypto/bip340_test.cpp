// BIP340's own vectors: signing for those with a secret key, verification for all.
#include "crypto/secp256k1.h"
#include "crypto/secret_key_context.h"

#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <vector>

using namespace strongroom;
using namespace strongroom::crypto;

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result(1);
    for (const char c : line) {
        if (c == ',')
            result.emplace_back();
        else if (c != '\r')
            result.back() += c;
    }
    return result;
}

} // namespace

TEST_CASE("BIP340: every signature of the vectors is made and judged as they say") {
    const auto text = test::readVectors("bips/bip340_test-vectors.csv");
    if (!text)
        return;
    test::CountingRandom random;
    const SecretKeyContext context(random);
    std::istringstream lines(*text);
    std::string line;
    std::getline(lines, line); // the names of the columns
    int judged = 0;
    int made = 0;
    while (std::getline(lines, line)) {
        const auto row = cells(line);
        REQUIRE(row.size() >= 7);
        CAPTURE(row[0]);
        const base::Bytes message = test::hex(row[4]);
        const auto key = XOnlyPublicKey::parse(test::hex(row[2]));
        const auto signature = SchnorrSignature::from(test::hex(row[5]));
        const bool valid = key && signature && verifySchnorr(*key, message, *signature);
        CHECK(valid == (row[6] == "TRUE"));
        ++judged;
        if (row[1].empty())
            continue;
        const auto secret = SecretKey::copyOf(test::hex(row[1]));
        const auto aux = test::fromHex<SchnorrAux>(row[3]);
        CHECK(context.schnorrSign(secret, std::nullopt, message, aux).value() == *signature);
        CHECK(context.publicKey(secret).value().xOnly() == *key);
        ++made;
    }
    CHECK(judged == 19);
    CHECK(made == 8);
}
