// ECDSA over secp256k1 from outside Wycheproof: RFC 6979 nonces, the encoding of signatures, and signatures
// with chosen nonces.
#include "crypto/secp256k1.h"
#include "crypto/secret_key_context.h"

#include "fakes/counting_random.h"
#include "support/der.h"
#include "support/hex.h"
#include "support/vectors.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using nlohmann::json;

namespace {

struct Fixture {
    test::CountingRandom random;
    SecretKeyContext context{random};
};

const base::Bytes ORDER = test::hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
/// Half of the group order: S up to here is low.
const base::Bytes HALF_ORDER = test::hex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

} // namespace

TEST_CASE_FIXTURE(Fixture, "RFC 6979: plain signing gives the published signatures") {
    const auto text = test::readVectors("misc/rfc6979_secp256k1.json");
    if (!text)
        return;
    int made = 0;
    const json document = json::parse(*text);
    for (const json& row : document["cases"]) {
        const auto key = SecretKey::copyOf(test::hex(row["key"].get<std::string>()));
        const Hash256 digest = sha256(base::asBytes(row["msg"].get_ref<const std::string&>()));
        const base::Bytes signature = context.ecdsaSign(key, digest, EcdsaNonce::plain).value();
        CHECK(base::toHex(signature) == row["sig_der"].get<std::string>());
        CHECK(verifyEcdsa(context.publicKey(key).value(), digest, signature));
        ++made;
    }
    CHECK(made == 6);
}

TEST_CASE("signature encodings are judged as the vectors say, and trailing bytes are refused besides") {
    const auto text = test::readVectors("misc/ecdsa_der_parse.json");
    if (!text)
        return;
    int judged = 0;
    const json document = json::parse(*text);
    for (const json& row : document["cases"]) {
        CAPTURE(row["name"].get<std::string>());
        const bool expected = row["valid"].get<bool>() && row["name"] != "trailing crap.";
        const bool accepted = isEcdsaSignature(test::hex(row["sig_hex"].get<std::string>()));
        CHECK(accepted == expected);
        ++judged;
    }
    CHECK(judged == 23);
}

TEST_CASE_FIXTURE(Fixture,
                  "signatures with chosen nonces verify when S is low and are refused when it is high") {
    const auto text = test::readVectors("libwally/ecdsa_secp256k1_vectors.txt");
    if (!text)
        return;
    std::istringstream lines(*text);
    int low = 0;
    int high = 0;
    int outOfRange = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream row(line);
        std::string key;
        std::string message;
        std::string nonce;
        std::string r;
        std::string s;
        REQUIRE((row >> key >> message >> nonce >> r >> s));
        CAPTURE(line);
        const auto parsed = context.publicKey(SecretKey::copyOf(test::hex(key)));
        CHECK(parsed.has_value() == (test::hex(key) < ORDER));
        if (!parsed) {
            ++outOfRange;
            continue;
        }
        const PublicKey& publicKey = *parsed;
        const auto digest = test::fromHex<Hash256>(message);
        const bool isLow = test::hex(s) <= HALF_ORDER;
        CHECK(verifyEcdsa(publicKey, digest, test::derSignature(test::hex(r), test::hex(s))) == isLow);
        Hash256 otherDigest = digest;
        otherDigest.mutableSpan()[0] ^= 1U;
        CHECK_FALSE(verifyEcdsa(publicKey, otherDigest, test::derSignature(test::hex(r), test::hex(s))));
        ++(isLow ? low : high);
    }
    const int verified = low + high;
    CHECK(verified == 298);
    CHECK(outOfRange == 13);
}
