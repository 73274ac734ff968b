#include "keys/extended_private_key.h"

#include "base/check.h"
#include "crypto/kdf.h"
#include "keys/secret_base58.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::keys {

namespace {

constexpr std::size_t MIN_SEED = 16;
constexpr std::size_t MAX_SEED = 64;
// Where the fields of the 78 bytes begin (BIP32, serialisation format).
constexpr std::size_t DEPTH_AT = 4;
constexpr std::size_t PARENT_AT = 5;
constexpr std::size_t CHILD_AT = 9;
constexpr std::size_t CHAIN_CODE_AT = 13;
constexpr std::size_t KEY_AT = 45;

constexpr std::uint32_t XPRV = 0x0488ade4;
constexpr std::uint32_t TPRV = 0x04358394;
constexpr std::uint32_t XPUB = 0x0488b21e;
constexpr std::uint32_t TPUB = 0x043587cf;

std::uint32_t readBigEndian(base::ByteSpan bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = value << 8U | bytes[i];
    return value;
}

void writeBigEndian(std::span<std::uint8_t> target, std::uint32_t value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
        target[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

Result<bitcoin::KeyNetwork> networkOf(std::uint32_t version) {
    if (version == XPRV)
        return bitcoin::KeyNetwork::main;
    if (version == TPRV)
        return bitcoin::KeyNetwork::test;
    return base::Unexpected(version == XPUB || version == TPUB ? Error::extendedKeyPublic
                                                               : Error::extendedKeyVersion);
}

std::uint32_t versionOf(bitcoin::KeyNetwork network) {
    switch (network) {
    case bitcoin::KeyNetwork::main:
        return XPRV;
    case bitcoin::KeyNetwork::test:
        return TPRV;
    }
    base::checkFailed("KeyNetwork");
}

/// What HMAC-SHA-512 of BIP32 gives: a key or tweak, and a chain code.
using Halves = secret::SecretArray<64>;

base::ByteSpan left(const Halves& halves) {
    return halves.span().first(32);
}

bitcoin::ChainCode right(const Halves& halves) {
    return *bitcoin::ChainCode::from(halves.span().last(32));
}

} // namespace

Result<ExtendedPrivateKey> ExtendedPrivateKey::fromSeed(base::ByteSpan seed, bitcoin::KeyNetwork network,
                                                        const crypto::SecretKeyContext& context) {
    if (seed.size() < MIN_SEED || seed.size() > MAX_SEED)
        return base::Unexpected(Error::seedLength);
    const Halves halves = crypto::hmacSha512Secret(base::asBytes("Bitcoin seed"), seed);
    auto key = crypto::SecretKey::copyOf(left(halves));
    const auto publicKey = context.publicKey(key);
    if (!publicKey)
        return base::Unexpected(Error::seedUnusable);
    return ExtendedPrivateKey(std::move(key), {network, 0, {}, 0, right(halves), *publicKey});
}

Result<ExtendedPrivateKey> ExtendedPrivateKey::parse(const secret::SecretText& text,
                                                     const crypto::SecretKeyContext& context) {
    STRONGROOM_ASSIGN(const ExtendedKeyBytes bytes, decodeSecretBase58Check(text));
    return fromBytes(bytes.span(), context);
}

Result<ExtendedPrivateKey> ExtendedPrivateKey::fromBytes(base::ByteSpan bytes,
                                                         const crypto::SecretKeyContext& context) {
    if (bytes.size() != ExtendedKeyBytes::SIZE)
        return base::Unexpected(Error::extendedKeyEncoding);
    STRONGROOM_ASSIGN(const bitcoin::KeyNetwork network, networkOf(readBigEndian(bytes)));
    const std::uint8_t depth = bytes[DEPTH_AT];
    const auto parent = *bitcoin::Fingerprint::from(bytes.subspan(PARENT_AT, bitcoin::Fingerprint::SIZE));
    const std::uint32_t childNumber = readBigEndian(bytes.subspan(CHILD_AT));
    if (depth == 0 && (!parent.isZero() || childNumber != 0))
        return base::Unexpected(Error::extendedKeyRootFields);
    if (bytes[KEY_AT] != 0)
        return base::Unexpected(Error::extendedKeyInvalid);
    auto key = crypto::SecretKey::copyOf(bytes.last(crypto::SecretKey::SIZE));
    const auto publicKey = context.publicKey(key);
    if (!publicKey)
        return base::Unexpected(Error::extendedKeyInvalid);
    const auto chainCode = *bitcoin::ChainCode::from(bytes.subspan(CHAIN_CODE_AT, bitcoin::ChainCode::SIZE));
    return ExtendedPrivateKey(std::move(key), {network, depth, parent, childNumber, chainCode, *publicKey});
}

secret::SecretArray<78> ExtendedPrivateKey::bytes() const {
    ExtendedKeyBytes result;
    const auto target = result.mutableSpan();
    writeBigEndian(target, versionOf(m_public.network));
    target[DEPTH_AT] = m_public.depth;
    std::copy_n(m_public.parent.span().begin(), bitcoin::Fingerprint::SIZE, target.begin() + PARENT_AT);
    writeBigEndian(target.subspan(CHILD_AT), m_public.childNumber);
    std::copy_n(m_public.chainCode.span().begin(), bitcoin::ChainCode::SIZE, target.begin() + CHAIN_CODE_AT);
    std::copy_n(m_key.span().begin(), crypto::SecretKey::SIZE, target.begin() + KEY_AT + 1);
    return result;
}

secret::SecretText ExtendedPrivateKey::text() const {
    return encodeSecretBase58Check(bytes());
}

Result<ExtendedPrivateKey> ExtendedPrivateKey::derive(std::uint32_t index,
                                                      const crypto::SecretKeyContext& context) const {
    if (m_public.depth == MAX_DEPTH)
        return base::Unexpected(Error::depthExceeded);
    secret::SecretArray<crypto::PublicKey::SIZE + 4> data;
    const auto target = data.mutableSpan();
    if (index >= bitcoin::HARDENED) // 0x00 ‖ private key; else the public key
        std::copy_n(m_key.span().begin(), crypto::SecretKey::SIZE, target.begin() + 1);
    else
        std::copy_n(m_public.key.span().begin(), crypto::PublicKey::SIZE, target.begin());
    writeBigEndian(target.subspan(crypto::PublicKey::SIZE), index);
    const Halves halves = crypto::hmacSha512Secret(m_public.chainCode.span(), data.span());
    auto key = context.tweakAdd(m_key, left(halves));
    if (!key)
        return base::Unexpected(Error::invalidChild);
    const auto publicKey = context.publicKey(*key);
    STRONGROOM_CHECK(publicKey.has_value());
    return ExtendedPrivateKey(std::move(*key),
                              {m_public.network, static_cast<std::uint8_t>(m_public.depth + 1), fingerprint(),
                               index, right(halves), *publicKey});
}

Result<ExtendedPrivateKey> ExtendedPrivateKey::derive(const std::vector<std::uint32_t>& steps,
                                                      const crypto::SecretKeyContext& context) const {
    ExtendedPrivateKey node(m_key.clone(), m_public);
    for (const std::uint32_t step : steps) {
        STRONGROOM_ASSIGN(node, node.derive(step, context));
    }
    return node;
}

bitcoin::ExtendedPubKey ExtendedPrivateKey::neuter() const {
    const auto result = bitcoin::ExtendedPubKey::fromFields(m_public);
    STRONGROOM_CHECK(result.has_value()); // the same rules were held when this key was made
    return *result;
}

} // namespace strongroom::keys
