// Project Wycheproof: the known ways of getting these primitives wrong.
#include "crypto/aead.h"
#include "crypto/ed25519.h"
#include "crypto/hash.h"
#include "crypto/kdf.h"
#include "crypto/secp256k1.h"

#include "support/der.h"
#include "support/hex.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using nlohmann::json;

namespace {

base::Bytes bytes(const json& object, const char* member) {
    return test::hex(object.at(member).get_ref<const std::string&>());
}

/// Calls `judge(group, test)` for every case of a file and holds its verdict against the file's. Gives the
/// number of cases.
int forEachCase(const char* file, const std::function<bool(const json& group, const json& test)>& judge) {
    const auto text = test::readVectors(std::string("wycheproof/") + file);
    if (!text)
        return -1;
    int count = 0;
    const json document = json::parse(*text);
    for (const json& group : document.at("testGroups"))
        for (const json& test : group.at("tests")) {
            CAPTURE(test.at("tcId").get<int>());
            CAPTURE(test.at("comment").get<std::string>());
            CHECK(judge(group, test) == (test.at("result") == "valid"));
            ++count;
        }
    return count;
}

void checkCount(int actual, int expected) {
    CHECK((actual == expected || test::vectorsWereMissing()));
}

/// The DER form of 64 bytes of R and S (IEEE P1363); nothing for another length.
std::optional<base::Bytes> derOf(base::ByteSpan fixedLength) {
    if (fixedLength.size() != 64)
        return std::nullopt;
    return test::derSignature(fixedLength.first(32), fixedLength.subspan(32));
}

/// True when S of a strictly encoded signature is above half the group order.
bool hasHighS(const base::Bytes& der) {
    const std::size_t rLength = der.at(3);
    base::Bytes s(der.begin() + static_cast<std::ptrdiff_t>(6 + rLength), der.end());
    if (s.front() == 0)
        s.erase(s.begin());
    static const base::Bytes HALF =
        test::hex("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
    return s.size() == HALF.size() && s > HALF;
}

} // namespace

TEST_CASE("Wycheproof: ECDSA over secp256k1, with Bitcoin's rule that S is low") {
    int highS = 0;
    const int count =
        forEachCase("ecdsa_secp256k1_sha256_test.json", [&](const json& group, const json& test) {
            const auto key = PublicKey::parseAnyForm(bytes(group.at("publicKey"), "uncompressed"));
            const base::Bytes signature = bytes(test, "sig");
            const bool accepted = key && verifyEcdsa(*key, sha256(bytes(test, "msg")), signature);
            if (test.at("result") == "valid" && hasHighS(signature)) {
                // A valid signature that Bitcoin does not relay: refused by us, and counted.
                ++highS;
                return !accepted;
            }
            return accepted;
        });
    checkCount(count, 476);
    CHECK((highS > 0 || test::vectorsWereMissing()));
}

TEST_CASE("Wycheproof: ECDSA over secp256k1 whose R and S have a fixed length, rewritten as DER") {
    int highS = 0;
    const int count =
        forEachCase("ecdsa_secp256k1_sha256_p1363_test.json", [&](const json& group, const json& test) {
            const auto key = PublicKey::parseAnyForm(bytes(group.at("publicKey"), "uncompressed"));
            const auto signature = derOf(bytes(test, "sig"));
            const bool accepted =
                key && signature && verifyEcdsa(*key, sha256(bytes(test, "msg")), *signature);
            if (test.at("result") == "valid" && hasHighS(signature.value())) {
                ++highS;
                return !accepted;
            }
            return accepted;
        });
    checkCount(count, 252);
    CHECK((highS > 0 || test::vectorsWereMissing()));
}

TEST_CASE("Wycheproof: Ed25519") {
    const int count = forEachCase("ed25519_test.json", [](const json& group, const json& test) {
        const auto key = Ed25519PublicKey::from(bytes(group.at("publicKey"), "pk"));
        const auto signature = Ed25519Signature::from(bytes(test, "sig"));
        return key && signature && verifyEd25519(*key, bytes(test, "msg"), *signature);
    });
    checkCount(count, 151);
}

TEST_CASE("Wycheproof: XChaCha20-Poly1305, opening and sealing") {
    const int count = forEachCase("xchacha20_poly1305_test.json", [](const json&, const json& test) {
        const auto key = AeadKey::copyOf(bytes(test, "key"));
        const auto nonce = AeadNonce::from(bytes(test, "iv"));
        if (!nonce)
            return false; // the type has no nonce of another size
        base::Bytes sealed = bytes(test, "ct");
        const base::Bytes tag = bytes(test, "tag");
        sealed.insert(sealed.end(), tag.begin(), tag.end());
        const base::Bytes ad = bytes(test, "aad");
        const base::Bytes message = bytes(test, "msg");
        const auto opened = xchacha20Poly1305Open(key, *nonce, ad, sealed);
        return opened && base::toBytes(opened->span()) == message &&
               xchacha20Poly1305Seal(key, *nonce, ad, message) == sealed;
    });
    checkCount(count, 315);
}

TEST_CASE("Wycheproof: HMAC-SHA-256 and HMAC-SHA-512") {
    const int count256 = forEachCase("hmac_sha256_test.json", [](const json& group, const json& test) {
        const Hash256 mac = hmacSha256(bytes(test, "key"), bytes(test, "msg"));
        return base::toBytes(mac.span().first(group.at("tagSize").get<std::size_t>() / 8)) ==
               bytes(test, "tag");
    });
    checkCount(count256, 174);
    const int count512 = forEachCase("hmac_sha512_test.json", [](const json& group, const json& test) {
        const std::size_t size = group.at("tagSize").get<std::size_t>() / 8;
        const base::Bytes key = bytes(test, "key");
        const base::Bytes message = bytes(test, "msg");
        const base::Bytes mac = base::toBytes(hmacSha512(key, message).span().first(size));
        const auto secretMac = hmacSha512Secret(key, message);
        CHECK(base::toBytes(secretMac.span().first(size)) == mac);
        return mac == bytes(test, "tag");
    });
    checkCount(count512, 174);
}

TEST_CASE("Wycheproof: HKDF-SHA-256") {
    constexpr std::size_t MAX_SIZE = 255 * 32;
    const int count = forEachCase("hkdf_sha256_test.json", [](const json&, const json& test) {
        const auto size = test.at("size").get<std::size_t>();
        if (size > MAX_SIZE)
            return false; // asking for more is a broken invariant of the caller
        base::Bytes output(size);
        hkdfSha256Into(bytes(test, "ikm"), bytes(test, "salt"), bytes(test, "info"), output);
        return output == bytes(test, "okm");
    });
    checkCount(count, 86);
}

TEST_CASE("Wycheproof: PBKDF2-HMAC-SHA-512") {
    const int count = forEachCase("pbkdf2_hmacsha512_test.json", [](const json&, const json& test) {
        base::Bytes output(test.at("dkLen").get<std::size_t>());
        pbkdf2HmacSha512Into(bytes(test, "password"), bytes(test, "salt"),
                             test.at("iterationCount").get<std::uint32_t>(), output);
        return output == bytes(test, "dk");
    });
    checkCount(count, 58);
}
