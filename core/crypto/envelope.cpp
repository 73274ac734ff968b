#include "crypto/envelope.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <utility>

namespace strongroom::crypto {

namespace {

constexpr std::int64_t VERSION = 1;
constexpr std::size_t TREASURY_ID_LENGTH = 64;

bool isLowerHex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isType(std::string_view text) {
    return !text.empty() && text.size() <= MAX_ENVELOPE_TYPE_LENGTH &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
                      c == '/';
           });
}

bool isTreasuryOf(std::string_view treasury, std::string_view type) {
    if (type == GENESIS_TYPE)
        return treasury.empty();
    return treasury.size() == TREASURY_ID_LENGTH && isLowerHex(treasury);
}

bool isWellFormed(const Unsigned& object) {
    return isType(object.type) && isTreasuryOf(object.treasury, object.type) &&
           object.body.object() != nullptr;
}

base::Json::Object signedMembers(const Unsigned& object) {
    return {{"body", object.body}, {"treasury", object.treasury}, {"type", object.type}, {"v", VERSION}};
}

std::string signedText(const Unsigned& object) {
    return base::Json(signedMembers(object)).canonical();
}

base::Json toJson(const Signature& signature) {
    return base::Json::Object{{"alg", signature.algorithm},
                              {"aux", base::toHex(signature.aux)},
                              {"key_id", base::toHex(signature.keyId.span())},
                              {"sig", base::toHex(signature.signature)}};
}

base::Result<Signature, Error> parseSignature(const base::Json& json) {
    base::JsonFields fields(json);
    const auto algorithm = fields.string("alg");
    const auto aux = fields.hex("aux");
    const auto keyIdBytes = fields.hex("key_id");
    const auto bytes = fields.hex("sig");
    if (!fields.done())
        return base::Unexpected(Error::envelopeMalformed);
    if (*algorithm != ALGORITHM_ED25519)
        return base::Unexpected(Error::envelopeAlgorithmUnknown);
    const auto keyId = KeyId::from(*keyIdBytes);
    if (!keyId || bytes->size() != Ed25519Signature::SIZE || !aux->empty())
        return base::Unexpected(Error::envelopeMalformed);
    return Signature{*algorithm, *keyId, *bytes, *aux};
}

base::Result<std::vector<Signature>, Error> parseSignatures(const base::Json::Array& array) {
    if (array.empty() || array.size() > MAX_ENVELOPE_SIGNATURES)
        return base::Unexpected(Error::envelopeMalformed);
    std::vector<Signature> signatures;
    signatures.reserve(array.size());
    for (const base::Json& json : array) {
        STRONGROOM_ASSIGN(Signature signature, parseSignature(json));
        if (!signatures.empty() && signatures.back().keyId >= signature.keyId)
            return base::Unexpected(Error::envelopeSignatureOrder);
        signatures.push_back(std::move(signature));
    }
    return signatures;
}

} // namespace

KeyId keyIdOf(const Ed25519PublicKey& key) {
    constexpr std::uint8_t SEPARATOR = 0;
    const Hash256 hash = taggedSha256("strongroom/key-id/1")
                             .update(base::asBytes(ALGORITHM_ED25519))
                             .update({&SEPARATOR, 1})
                             .update(key.span())
                             .finish();
    return *KeyId::from(hash.span().first(KeyId::SIZE));
}

Hash256 Unsigned::digest() const {
    return taggedHash("strongroom/envelope/1", base::asBytes(signedText(*this)));
}

Hash256 Unsigned::id() const {
    return taggedHash("strongroom/object/1", base::asBytes(signedText(*this)));
}

Signature signWith(const Unsigned& object, const Ed25519KeyPair& key) {
    const Ed25519Signature signature = key.sign(object.digest().span());
    return {std::string(ALGORITHM_ED25519), keyIdOf(key.publicKey()), base::toBytes(signature.span()), {}};
}

SignedObject::SignedObject(Unsigned object, std::vector<Signature> signatures, base::Bytes bytes)
    : m_unsigned(std::move(object)),
      m_signatures(std::move(signatures)),
      m_bytes(std::move(bytes)),
      m_id(m_unsigned.id()),
      m_digest(m_unsigned.digest()) {}

base::Result<SignedObject, Error> SignedObject::parse(base::ByteSpan bytes, std::size_t maxBytes) {
    if (bytes.size() > maxBytes)
        return base::Unexpected(Error::envelopeTooLarge);
    const auto json = base::Json::parseCanonical(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::envelopeNotCanonical);
    base::JsonFields fields(*json);
    const base::Json* const body = fields.object("body");
    const base::Json* const signatureArray = fields.array("sigs");
    auto treasury = fields.string("treasury");
    auto type = fields.string("type");
    const auto version = fields.integer("v");
    if (version && *version != VERSION)
        return base::Unexpected(Error::envelopeVersionUnknown);
    if (!fields.done())
        return base::Unexpected(Error::envelopeMalformed);
    Unsigned object{std::move(*type), std::move(*treasury), *body};
    if (!isWellFormed(object))
        return base::Unexpected(Error::envelopeMalformed);
    STRONGROOM_ASSIGN(std::vector<Signature> signatures, parseSignatures(*signatureArray->array()));
    return SignedObject(std::move(object), std::move(signatures), base::toBytes(bytes));
}

SignedObject assemble(Unsigned object, std::vector<Signature> signatures) {
    STRONGROOM_CHECK(isWellFormed(object));
    STRONGROOM_CHECK(!signatures.empty());
    std::sort(signatures.begin(), signatures.end(),
              [](const Signature& a, const Signature& b) { return a.keyId < b.keyId; });
    signatures.erase(std::unique(signatures.begin(), signatures.end(),
                                 [](const Signature& a, const Signature& b) { return a.keyId == b.keyId; }),
                     signatures.end());
    STRONGROOM_CHECK(signatures.size() <= MAX_ENVELOPE_SIGNATURES);
    base::Json::Array array;
    for (const Signature& signature : signatures)
        array.push_back(toJson(signature));
    base::Json::Object members = signedMembers(object);
    members.emplace("sigs", std::move(array));
    const std::string text = base::Json(std::move(members)).canonical();
    return {std::move(object), std::move(signatures), base::toBytes(base::asBytes(text))};
}

bool verifies(const SignedObject& object, std::size_t index, const Ed25519PublicKey& key) {
    if (index >= object.signatures().size())
        return false;
    const Signature& signature = object.signatures()[index];
    const auto bytes = Ed25519Signature::from(signature.signature);
    return signature.algorithm == ALGORITHM_ED25519 && signature.keyId == keyIdOf(key) && bytes &&
           verifyEd25519(key, object.digest().span(), *bytes);
}

} // namespace strongroom::crypto
