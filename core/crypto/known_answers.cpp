#include "crypto/known_answers.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "crypto/aead.h"
#include "crypto/aes_ctr.h"
#include "crypto/argon2.h"
#include "crypto/ed25519.h"
#include "crypto/hash.h"
#include "crypto/kdf.h"
#include "crypto/secp256k1.h"
#include "crypto/secret_key_context.h"
#include "crypto/selftest.h"

#include <algorithm>
#include <array>

namespace strongroom::crypto {

namespace {

using base::asBytes;
using base::Bytes;
using base::toHex;

Bytes hex(std::string_view text) {
    auto bytes = base::fromHex(text);
    STRONGROOM_CHECK(bytes);
    return *std::move(bytes);
}

template <std::size_t N>
secret::SecretArray<N> secretHex(std::string_view text) {
    return secret::SecretArray<N>::copyOf(hex(text));
}

/// Blinds the test's own context. Known answers do not depend on it, and no key of anybody is involved.
class FixedBlinding final : public base::Random {
public:
    void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), 0x42); }
};

SecretKeyContext makeContext() {
    FixedBlinding blinding;
    return SecretKeyContext(blinding);
}

/// "accepted, altered refused" when `verify` says yes to a signature and no to it with one bit flipped.
template <typename SignatureBytes, typename Verify>
std::string verdict(SignatureBytes signature, std::uint8_t& bitToFlip, Verify verify) {
    const std::string genuine = verify(signature) ? "accepted" : "refused";
    bitToFlip ^= 1U;
    return genuine + (verify(signature) ? ", altered accepted" : ", altered refused");
}

constexpr std::string_view SATOSHI_DER =
    "3045022100934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
    "02202442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
constexpr std::string_view ONE = "0000000000000000000000000000000000000000000000000000000000000001";
constexpr std::string_view GENERATOR = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
constexpr std::string_view BIP340_SIGNATURE =
    "6896bd60eeae296db48a229ff71dfe071bde413e6d43f917dc8dcf8c78de3341"
    "8906d11ac976abccb20b091292bff4ea897efcb639ea871cfa95f6de339e4b0a";
constexpr std::string_view BIP340_PUBLIC = "dff1d77f2a671c5f36183726db2341be58feae1da2deced843240f7b502ba659";
constexpr std::string_view BIP340_MESSAGE =
    "243f6a8885a308d313198a2e03707344a4093822299f31d0082efa98ec4e6c89";
constexpr std::string_view RFC8032_SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr std::string_view RFC8032_PUBLIC =
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr std::string_view RFC8032_SIGNATURE =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
constexpr std::string_view XCHACHA_KEY = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
constexpr std::string_view XCHACHA_NONCE = "404142434445464748494a4b4c4d4e4f5051525354555657";
constexpr std::string_view XCHACHA_AD = "50515253c0c1c2c3c4c5c6c7";
constexpr std::string_view XCHACHA_PLAINTEXT =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
    "would be it.";
constexpr std::string_view XCHACHA_CIPHERTEXT =
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
    "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
    "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";

std::string computeSha256() {
    return toHex(sha256(asBytes("abc")).span());
}

std::string computeSha256InPieces() {
    const Sha256 midstate = Sha256().update(asBytes("ab"));
    return toHex(Sha256(midstate).update(asBytes("c")).finish().span());
}

std::string computeSha256Secret() {
    return toHex(sha256Secret(asBytes("abc")).span());
}

std::string computeSha512() {
    return toHex(sha512(asBytes("abc")).span());
}

std::string computeHash160() {
    return toHex(hash160(hex(GENERATOR)).span());
}

std::string computeHmacSha256() {
    return toHex(hmacSha256(asBytes("Jefe"), asBytes("what do ya want for nothing?")).span());
}

std::string computeHmacSha512() {
    return toHex(hmacSha512(asBytes("Jefe"), asBytes("what do ya want for nothing?")).span());
}

std::string computeHmacSha512Secret() {
    return toHex(hmacSha512Secret(asBytes("Jefe"), asBytes("what do ya want for nothing?")).span());
}

std::string computeHkdf() {
    return toHex(
        hkdfSha256<42>(Bytes(22, 0x0b), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"))
            .span());
}

std::string computePbkdf2() {
    constexpr std::string_view MNEMONIC = "abandon abandon abandon abandon abandon abandon abandon abandon "
                                          "abandon abandon abandon about";
    return toHex(pbkdf2HmacSha512<64>(asBytes(MNEMONIC), asBytes("mnemonicTREZOR"), 2'048).span());
}

std::string computeAeadSeal() {
    return toHex(xchacha20Poly1305Seal(secretHex<32>(XCHACHA_KEY), *AeadNonce::from(hex(XCHACHA_NONCE)),
                                       hex(XCHACHA_AD), asBytes(XCHACHA_PLAINTEXT)));
}

std::string computeAeadOpen() {
    Bytes ciphertext = hex(XCHACHA_CIPHERTEXT);
    return verdict<Bytes&>(ciphertext, ciphertext.back(), [](const Bytes& sealed) {
        const auto opened = xchacha20Poly1305Open(
            secretHex<32>(XCHACHA_KEY), *AeadNonce::from(hex(XCHACHA_NONCE)), hex(XCHACHA_AD), sealed);
        return opened && base::asText(opened->span()) == XCHACHA_PLAINTEXT;
    });
}

std::string computeArgon2id() {
    const KdfSalt salt = *KdfSalt::from(hex("000102030405060708090a0b0c0d0e0f"));
    const auto key = argon2id(asBytes("password"), salt, KdfProfile::training());
    return key ? toHex(key->span()) : "no memory";
}

std::string computeEd25519Sign() {
    const auto pair = Ed25519KeyPair::fromSeed(secretHex<32>(RFC8032_SEED));
    return toHex(pair.publicKey().span()) + toHex(pair.sign(hex("72")).span());
}

std::string computeEd25519Verify() {
    Ed25519Signature signature = *Ed25519Signature::from(hex(RFC8032_SIGNATURE));
    return verdict<Ed25519Signature&>(signature, signature.mutableSpan()[0], [](const Ed25519Signature& s) {
        return verifyEd25519(*Ed25519PublicKey::from(hex(RFC8032_PUBLIC)), hex("72"), s);
    });
}

std::string computePublicKey() {
    const auto key = makeContext().publicKey(secretHex<32>(ONE));
    return key ? toHex(key->span()) : "no key";
}

std::string computeAesCtr() {
    std::array<std::uint8_t, AES_BLOCK_SIZE> counter{};
    std::ranges::copy(hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), counter.begin());
    return toHex(aes256Ctr(hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"), counter,
                           hex("6bc1bee22e409f96e93d7e117393172a")));
}

std::string computeEcdsaSign() {
    const auto der =
        makeContext().ecdsaSign(secretHex<32>(ONE), sha256(asBytes("Satoshi Nakamoto")), EcdsaNonce::plain);
    return der ? toHex(*der) : "no signature";
}

std::string computeEcdsaVerify() {
    Bytes der = hex(SATOSHI_DER);
    return verdict<Bytes&>(der, der.back(), [](const Bytes& signature) {
        return verifyEcdsa(*PublicKey::parse(hex(GENERATOR)), sha256(asBytes("Satoshi Nakamoto")), signature);
    });
}

std::string computeSchnorrSign() {
    const auto signature = makeContext().schnorrSign(
        secretHex<32>("b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef"), std::nullopt,
        hex(BIP340_MESSAGE), *SchnorrAux::from(hex(ONE)));
    return signature ? toHex(signature->span()) : "no signature";
}

std::string computeSchnorrVerify() {
    SchnorrSignature signature = *SchnorrSignature::from(hex(BIP340_SIGNATURE));
    return verdict<SchnorrSignature&>(signature, signature.mutableSpan()[0], [](const SchnorrSignature& s) {
        return verifySchnorr(*XOnlyPublicKey::parse(hex(BIP340_PUBLIC)), hex(BIP340_MESSAGE), s);
    });
}

std::string computePublicTweak() {
    const auto sum = tweakAdd(*PublicKey::parse(hex(GENERATOR)), *Tweak::from(hex(ONE)));
    return sum ? toHex(sum->span()) : "no point";
}

std::string computeSecretTweak() {
    const auto sum = makeContext().tweakAdd(secretHex<32>(ONE), hex(ONE));
    return sum ? toHex(sum->span()) : "no key";
}

std::string computeTaprootTweak() {
    const auto internal =
        *XOnlyPublicKey::parse(hex("cc8a4bc64d897bddc5fbc2f670f7a8ba0b386779106cf1223c6fc5d7cd6fc115"));
    const auto output = tweakAdd(internal, tapTweak(internal, {}));
    return output ? toHex(output->key.span()) : "no point";
}

constexpr std::string_view SHA256_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view HMAC_SHA512_JEFE =
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
constexpr std::string_view VERIFIED = "accepted, altered refused";

constexpr std::array WITHOUT_KEYS{
    KnownAnswer{"SHA-256", "FIPS 180-4", computeSha256, SHA256_ABC},
    KnownAnswer{"SHA-256 midstate", "FIPS 180-4", computeSha256InPieces, SHA256_ABC},
    KnownAnswer{"SHA-256 of secrets", "FIPS 180-4", computeSha256Secret, SHA256_ABC},
    KnownAnswer{"SHA-512", "FIPS 180-4", computeSha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    KnownAnswer{"HASH160", "BIP173", computeHash160, "751e76e8199196d454941c45d1b3a323f1433bd6"},
    KnownAnswer{"HMAC-SHA-256", "RFC 4231 case 2", computeHmacSha256,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    KnownAnswer{"HMAC-SHA-512", "RFC 4231 case 2", computeHmacSha512, HMAC_SHA512_JEFE},
    KnownAnswer{"HMAC-SHA-512 of secrets", "RFC 4231 case 2", computeHmacSha512Secret, HMAC_SHA512_JEFE},
    KnownAnswer{"HKDF-SHA-256", "RFC 5869 A.1", computeHkdf,
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
    KnownAnswer{"PBKDF2-HMAC-SHA-512", "BIP39 reference vectors", computePbkdf2,
                "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"
                "1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04"},
    KnownAnswer{"XChaCha20-Poly1305 seal", "draft-irtf-cfrg-xchacha A.3.1", computeAeadSeal,
                XCHACHA_CIPHERTEXT},
    KnownAnswer{"XChaCha20-Poly1305 open", "draft-irtf-cfrg-xchacha A.3.1", computeAeadOpen, VERIFIED},
    KnownAnswer{"AES-256-CTR", "SP 800-38A F.5.5", computeAesCtr, "601ec313775789a5b7a7f504bbf3d228"},
    // RFC 9106's own answer has four lanes; this one was computed by two independent implementations.
    KnownAnswer{"Argon2id", "m = 8 MiB, t = 1, p = 1", computeArgon2id,
                "6708f1faf7314dfc009386f5258b181f70f6190926363475fadec630a1bde67a"},
    KnownAnswer{"Ed25519 verify", "RFC 8032 7.1 test 2", computeEd25519Verify, VERIFIED},
    KnownAnswer{"ECDSA verify", "RFC 6979 with secp256k1", computeEcdsaVerify, VERIFIED},
    KnownAnswer{"Schnorr verify", "BIP340 vector 1", computeSchnorrVerify, VERIFIED},
    KnownAnswer{"public tweak", "2·G", computePublicTweak,
                "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"},
    KnownAnswer{"taproot tweak", "BIP86", computeTaprootTweak,
                "a60869f0dbcf1dc659c9cecbaf8050135ea9e8cdc487053f1dc6880949dc684c"},
};

// A table of their own: programs that must not hold code for private keys never refer to it, so the linker
// leaves all of it out.
constexpr std::array WITH_KEYS{
    KnownAnswer{"Ed25519 sign", "RFC 8032 7.1 test 2", computeEd25519Sign,
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    KnownAnswer{"secp256k1 public key", "SEC 2", computePublicKey, GENERATOR},
    KnownAnswer{"ECDSA sign", "RFC 6979 with secp256k1", computeEcdsaSign, SATOSHI_DER},
    KnownAnswer{"Schnorr sign", "BIP340 vector 1", computeSchnorrSign, BIP340_SIGNATURE},
    KnownAnswer{"secret tweak", "1 + 1", computeSecretTweak,
                "0000000000000000000000000000000000000000000000000000000000000002"},
};

constexpr auto KNOWN_ANSWERS = [] {
    std::array<KnownAnswer, WITHOUT_KEYS.size() + WITH_KEYS.size()> all{};
    std::copy(WITHOUT_KEYS.begin(), WITHOUT_KEYS.end(), all.begin());
    std::copy(WITH_KEYS.begin(), WITH_KEYS.end(), all.begin() + WITHOUT_KEYS.size());
    return all;
}();

} // namespace

std::span<const KnownAnswer> knownAnswers() {
    return KNOWN_ANSWERS;
}

base::Result<void, Error> checkKnownAnswers(std::span<const KnownAnswer> answers) {
    for (const KnownAnswer& answer : answers)
        if (answer.compute() != answer.expected)
            return base::Unexpected(Error::selfTestFailed);
    return {};
}

base::Result<void, Error> selfTest() {
    return checkKnownAnswers(KNOWN_ANSWERS);
}

base::Result<void, Error> selfTestWithoutKeys() {
    return checkKnownAnswers(WITHOUT_KEYS);
}

std::size_t knownAnswersWithoutKeys() {
    return WITHOUT_KEYS.size();
}

} // namespace strongroom::crypto
