#include "crypto/secp256k1.h"

#include "base/check.h"
#include "crypto/secp256k1_access.h"

#include <algorithm>
#include <secp256k1_schnorrsig.h>
#include <vector>

namespace strongroom::crypto {

static_assert(sizeof(secp256k1_pubkey) == 64 && sizeof(secp256k1_xonly_pubkey) == 64);

namespace {

/// Public operations need no randomised context.
const secp256k1_context* context() {
    return secp256k1_context_static;
}

constexpr std::size_t MAX_DER_SIZE = 72;
constexpr std::uint8_t DER_SEQUENCE = 0x30;
constexpr std::uint8_t DER_INTEGER = 0x02;

/// One DER integer at `position`: minimal, not negative, not empty. Gives the position after it, zero on
/// failure.
std::size_t derIntegerEnd(base::ByteSpan der, std::size_t position) {
    if (position + 2 >= der.size() || der[position] != DER_INTEGER)
        return 0;
    const std::size_t length = der[position + 1];
    const std::size_t start = position + 2;
    if (length == 0 || start + length > der.size())
        return 0;
    const bool negative = (der[start] & 0x80U) != 0;
    const bool padded = length > 1 && der[start] == 0 && (der[start + 1] & 0x80U) == 0;
    return negative || padded ? 0 : start + length;
}

/// BIP66's rule, whatever the library's own parser lets through.
bool isStrictDer(base::ByteSpan der) {
    if (der.size() < 8 || der.size() > MAX_DER_SIZE || der[0] != DER_SEQUENCE ||
        std::size_t{der[1]} + 2 != der.size())
        return false;
    const std::size_t rEnd = derIntegerEnd(der, 2);
    return rEnd != 0 && derIntegerEnd(der, rEnd) == der.size();
}

bool isZero(std::span<const std::uint8_t> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// Strict DER with R and S in range; the library's parser turns what is out of range into zero.
std::optional<secp256k1_ecdsa_signature> parseStrict(base::ByteSpan der) {
    secp256k1_ecdsa_signature signature;
    if (!isStrictDer(der) ||
        secp256k1_ecdsa_signature_parse_der(context(), &signature, der.data(), der.size()) != 1)
        return std::nullopt;
    std::array<std::uint8_t, 64> compact{};
    secp256k1_ecdsa_signature_serialize_compact(context(), compact.data(), &signature);
    const std::span<const std::uint8_t> bytes(compact);
    if (isZero(bytes.first(32)) || isZero(bytes.last(32)))
        return std::nullopt;
    return signature;
}

} // namespace

secp256k1_pubkey Secp256k1Access::point(const PublicKey& key) {
    secp256k1_pubkey result;
    std::copy(key.m_point.begin(), key.m_point.end(), result.data);
    return result;
}

secp256k1_xonly_pubkey Secp256k1Access::point(const XOnlyPublicKey& key) {
    secp256k1_xonly_pubkey result;
    std::copy(key.m_point.begin(), key.m_point.end(), result.data);
    return result;
}

PublicKey Secp256k1Access::wrap(const secp256k1_pubkey& point) {
    PublicKey result;
    std::size_t length = PublicKey::SIZE;
    STRONGROOM_CHECK(secp256k1_ec_pubkey_serialize(context(), result.m_compressed.data(), &length, &point,
                                                   SECP256K1_EC_COMPRESSED) == 1);
    std::copy(std::begin(point.data), std::end(point.data), result.m_point.begin());
    return result;
}

XOnlyPublicKey Secp256k1Access::wrap(const secp256k1_xonly_pubkey& point) {
    XOnlyPublicKey result;
    STRONGROOM_CHECK(secp256k1_xonly_pubkey_serialize(context(), result.m_x.data(), &point) == 1);
    std::copy(std::begin(point.data), std::end(point.data), result.m_point.begin());
    return result;
}

std::optional<PublicKey> PublicKey::parse(base::ByteSpan bytes) {
    return bytes.size() == SIZE ? parseAnyForm(bytes) : std::nullopt;
}

std::optional<PublicKey> PublicKey::parseAnyForm(base::ByteSpan bytes) {
    constexpr std::size_t UNCOMPRESSED_SIZE = 65;
    constexpr std::uint8_t UNCOMPRESSED = 0x04;
    // The library takes hybrid keys too.
    if (bytes.size() != SIZE && (bytes.size() != UNCOMPRESSED_SIZE || bytes[0] != UNCOMPRESSED))
        return std::nullopt;
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_parse(context(), &point, bytes.data(), bytes.size()) != 1)
        return std::nullopt;
    return Secp256k1Access::wrap(point);
}

XOnlyPublicKey PublicKey::xOnly() const {
    const secp256k1_pubkey full = Secp256k1Access::point(*this);
    secp256k1_xonly_pubkey point;
    STRONGROOM_CHECK(secp256k1_xonly_pubkey_from_pubkey(context(), &point, nullptr, &full) == 1);
    return Secp256k1Access::wrap(point);
}

std::optional<XOnlyPublicKey> XOnlyPublicKey::parse(base::ByteSpan bytes) {
    secp256k1_xonly_pubkey point;
    if (bytes.size() != SIZE || secp256k1_xonly_pubkey_parse(context(), &point, bytes.data()) != 1)
        return std::nullopt;
    return Secp256k1Access::wrap(point);
}

bool isEcdsaSignature(base::ByteSpan der) {
    return parseStrict(der).has_value();
}

bool verifyEcdsa(const PublicKey& key, const Hash256& digest, base::ByteSpan der) {
    const auto signature = parseStrict(der);
    const secp256k1_pubkey point = Secp256k1Access::point(key);
    // secp256k1_ecdsa_verify takes low S only.
    return signature && secp256k1_ecdsa_verify(context(), &*signature, digest.span().data(), &point) == 1;
}

bool verifySchnorr(const XOnlyPublicKey& key, base::ByteSpan message, const SchnorrSignature& signature) {
    const secp256k1_xonly_pubkey point = Secp256k1Access::point(key);
    return secp256k1_schnorrsig_verify(context(), signature.span().data(), message.data(), message.size(),
                                       &point) == 1;
}

std::optional<PublicKey> tweakAdd(const PublicKey& key, const Tweak& tweak) {
    secp256k1_pubkey point = Secp256k1Access::point(key);
    if (secp256k1_ec_pubkey_tweak_add(context(), &point, tweak.span().data()) != 1)
        return std::nullopt;
    return Secp256k1Access::wrap(point);
}

std::optional<PublicKey> tweakMultiply(const PublicKey& key, const Tweak& factor) {
    secp256k1_pubkey point = Secp256k1Access::point(key);
    if (secp256k1_ec_pubkey_tweak_mul(context(), &point, factor.span().data()) != 1)
        return std::nullopt;
    return Secp256k1Access::wrap(point);
}

std::optional<PublicKey> combine(std::span<const PublicKey> keys) {
    STRONGROOM_CHECK(!keys.empty());
    std::vector<secp256k1_pubkey> points;
    points.reserve(keys.size());
    for (const PublicKey& key : keys)
        points.push_back(Secp256k1Access::point(key));
    std::vector<const secp256k1_pubkey*> pointers;
    pointers.reserve(points.size());
    for (const secp256k1_pubkey& point : points)
        pointers.push_back(&point);
    secp256k1_pubkey sum;
    if (secp256k1_ec_pubkey_combine(context(), &sum, pointers.data(), pointers.size()) != 1)
        return std::nullopt;
    return Secp256k1Access::wrap(sum);
}

std::optional<TweakedXOnlyKey> tweakAdd(const XOnlyPublicKey& key, const Tweak& tweak) {
    const secp256k1_xonly_pubkey internal = Secp256k1Access::point(key);
    secp256k1_pubkey full;
    if (secp256k1_xonly_pubkey_tweak_add(context(), &full, &internal, tweak.span().data()) != 1)
        return std::nullopt;
    secp256k1_xonly_pubkey output;
    int odd = 0;
    STRONGROOM_CHECK(secp256k1_xonly_pubkey_from_pubkey(context(), &output, &odd, &full) == 1);
    return TweakedXOnlyKey{Secp256k1Access::wrap(output),
                           odd == 0 ? TweakedXOnlyKey::Parity::even : TweakedXOnlyKey::Parity::odd};
}

Tweak tapTweak(const XOnlyPublicKey& internalKey, base::ByteSpan merkleRoot) {
    static const Sha256 MIDSTATE = taggedSha256("TapTweak");
    return Tweak(Sha256(MIDSTATE).update(internalKey.span()).update(merkleRoot).finish().array());
}

} // namespace strongroom::crypto
