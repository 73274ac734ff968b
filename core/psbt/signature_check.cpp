#include "psbt/signature_check.h"

#include "bitcoin/script_reader.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::ByteSpan;
using base::Result;
using base::Unexpected;
using bitcoin::SighashType;

constexpr std::size_t SCHNORR_SIZE = crypto::SchnorrSignature::SIZE;

} // namespace

std::optional<SighashType> tapHashType(ByteSpan signature) {
    if (signature.size() == SCHNORR_SIZE)
        return SighashType::defaultAll;
    if (signature.size() != SCHNORR_SIZE + 1 || signature.back() == 0)
        return std::nullopt;
    return bitcoin::sighashTypeFrom(signature.back());
}

bool namesKey(ByteSpan script, const StatedXOnlyKey& key) {
    const crypto::Hash160 hash = crypto::hash160(key.span());
    bitcoin::ScriptReader reader(script);
    while (const auto operation = reader.next())
        if (std::ranges::equal(operation->data, key.span()) ||
            std::ranges::equal(operation->data, hash.span()))
            return true;
    return false;
}

Result<void, Error> verifyEcdsaSignature(const SignedPlace& place, const SigningScript& script,
                                         const StatedKey& key, ByteSpan signature) {
    if (signature.empty())
        return Unexpected(Error::signatureInvalid);
    if (bitcoin::sighashTypeFrom(signature.back()) != SighashType::all)
        return Unexpected(Error::sighashNotAllowed);
    const auto point = key.point();
    if (!point)
        return Unexpected(Error::signatureInvalid);
    const auto digest = script.digestAll(place.context, place.input);
    if (!digest)
        return Unexpected(digest.error() == bitcoin::Error::sighashType ? Error::foreignSignatureKey
                                                                        : Error::missingUtxo);
    if (!crypto::verifyEcdsa(*point, *digest, signature.first(signature.size() - 1)))
        return Unexpected(Error::signatureInvalid);
    return {};
}

Result<void, Error> verifySchnorrSignature(const SignedPlace& place, const crypto::XOnlyPublicKey& key,
                                           const crypto::Hash256* leafHash, ByteSpan signature) {
    const auto type = tapHashType(signature);
    if (!type)
        return Unexpected(Error::signatureInvalid);
    if (*type != SighashType::defaultAll && *type != SighashType::all)
        return Unexpected(Error::sighashNotAllowed);
    const auto digest = leafHash != nullptr ? place.context.tapscript(place.input, *type, *leafHash)
                                            : place.context.taprootKeyPath(place.input, *type);
    if (!digest)
        return Unexpected(Error::missingUtxo);
    const auto schnorr = crypto::SchnorrSignature::from(signature.first(SCHNORR_SIZE));
    if (!crypto::verifySchnorr(key, *digest, *schnorr))
        return Unexpected(Error::signatureInvalid);
    return {};
}

} // namespace strongroom::psbt
