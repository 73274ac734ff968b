#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "bitcoin/base58check.h"
#include "bitcoin/bip32.h"

#include <algorithm>
#include <array>

namespace strongroom::bitcoin {

namespace {

using base::ByteSpan;
using base::Unexpected;

constexpr std::uint32_t XPUB = 0x0488b21e;
constexpr std::uint32_t TPUB = 0x043587cf;
constexpr std::uint32_t XPRV = 0x0488ade4;
constexpr std::uint32_t TPRV = 0x04358394;

/// SLIP132's registered versions for Bitcoin: y, Y, z, Z on main; u, U, v, V on the test networks.
constexpr std::array<std::uint32_t, 8> SLIP132_PUBLIC{0x049d7cb2, 0x0295b43f, 0x04b24746, 0x02aa7ed3,
                                                      0x044a5262, 0x024289ef, 0x045f1cf6, 0x02575483};
constexpr std::array<std::uint32_t, 8> SLIP132_PRIVATE{0x049d7878, 0x0295b005, 0x04b2430c, 0x02aa7a99,
                                                       0x044a4e28, 0x024285b5, 0x045f18bc, 0x02575048};

Result<KeyNetwork> networkOfVersion(std::uint32_t version) {
    if (version == XPUB)
        return KeyNetwork::main;
    if (version == TPUB)
        return KeyNetwork::test;
    if (version == XPRV || version == TPRV ||
        std::ranges::find(SLIP132_PRIVATE, version) != SLIP132_PRIVATE.end())
        return Unexpected(Error::extendedKeyPrivate);
    if (std::ranges::find(SLIP132_PUBLIC, version) != SLIP132_PUBLIC.end())
        return Unexpected(Error::extendedKeySlip132);
    return Unexpected(Error::extendedKeyVersion);
}

std::uint32_t versionOf(KeyNetwork network) {
    return network == KeyNetwork::main ? XPUB : TPUB;
}

struct Layout {
    std::uint32_t version;
    std::uint8_t depth;
    Fingerprint parent;
    std::uint32_t childNumber;
    ChainCode chainCode;
    ByteSpan key;
};

base::ReadResult<Layout> readLayout(ByteSpan bytes) {
    base::ByteReader reader(bytes);
    Layout layout{};
    STRONGROOM_ASSIGN(layout.version, reader.u32BigEndian());
    STRONGROOM_ASSIGN(layout.depth, reader.u8());
    STRONGROOM_ASSIGN(layout.parent, reader.fixed<Fingerprint>());
    STRONGROOM_ASSIGN(layout.childNumber, reader.u32BigEndian());
    STRONGROOM_ASSIGN(layout.chainCode, reader.fixed<ChainCode>());
    STRONGROOM_ASSIGN(layout.key, reader.take(33));
    STRONGROOM_TRY(reader.expectEnd());
    return layout;
}

/// BIP32: HMAC-SHA512 of key and index under the chain code; the left half is the tweak.
crypto::Hash512 childHash(const ChainCode& chainCode, const crypto::PublicKey& key, std::uint32_t index) {
    std::array<std::uint8_t, 37> data{};
    std::ranges::copy(key.span(), data.begin());
    for (std::size_t i = 0; i < 4; ++i)
        data[33 + i] = static_cast<std::uint8_t>(index >> (24 - 8 * i));
    return crypto::hmacSha512(chainCode.span(), data);
}

Result<crypto::PublicKey> addTweak(const crypto::PublicKey& key, const crypto::Hash512& hash) {
    const auto child = crypto::tweakAdd(key, *crypto::Tweak::from(hash.span().first(32)));
    if (!child)
        return Unexpected(Error::invalidChild);
    return *child;
}

} // namespace

Result<ExtendedPubKey> ExtendedPubKey::parse(std::string_view text) {
    if (text.size() > MAX_TEXT_LENGTH)
        return Unexpected(Error::extendedKeyTooLong);
    const auto bytes = decodeBase58Check(text);
    if (!bytes) {
        const bool mistyped = bytes.error() == Error::base58Checksum;
        return Unexpected(mistyped ? Error::extendedKeyChecksum : Error::extendedKeyEncoding);
    }
    return fromBytes(*bytes);
}

Result<ExtendedPubKey> ExtendedPubKey::fromBytes(ByteSpan bytes) {
    const auto layout = readLayout(bytes);
    if (!layout)
        return Unexpected(Error::extendedKeyLength);
    STRONGROOM_ASSIGN(const KeyNetwork network, networkOfVersion(layout->version));
    const auto key = crypto::PublicKey::parse(layout->key);
    if (!key)
        return Unexpected(Error::extendedKeyPoint);
    return fromFields({network, layout->depth, layout->parent, layout->childNumber, layout->chainCode, *key});
}

Result<ExtendedPubKey> ExtendedPubKey::fromFields(const Fields& fields) {
    if (fields.depth == 0 && (!fields.parent.isZero() || fields.childNumber != 0))
        return Unexpected(Error::extendedKeyRootFields);
    return ExtendedPubKey(fields);
}

base::Bytes ExtendedPubKey::bytes() const {
    base::ByteWriter writer;
    writer.reserve(SERIALIZED_SIZE);
    writer.u32BigEndian(versionOf(m_fields.network)).u8(m_fields.depth).bytes(m_fields.parent.span());
    writer.u32BigEndian(m_fields.childNumber).bytes(m_fields.chainCode.span()).bytes(m_fields.key.span());
    return writer.take();
}

std::string ExtendedPubKey::text() const {
    return encodeBase58Check(bytes());
}

Result<ExtendedPubKey> ExtendedPubKey::derive(std::uint32_t index) const {
    if (index >= HARDENED)
        return Unexpected(Error::hardenedDerivation);
    if (m_fields.depth == 0xff)
        return Unexpected(Error::depthExceeded);
    const crypto::Hash512 hash = childHash(m_fields.chainCode, m_fields.key, index);
    STRONGROOM_ASSIGN(const crypto::PublicKey key, addTweak(m_fields.key, hash));
    const auto depth = static_cast<std::uint8_t>(m_fields.depth + 1);
    return ExtendedPubKey(
        Fields{m_fields.network, depth, fingerprint(), index, *ChainCode::from(hash.span().last(32)), key});
}

Result<ExtendedPubKey> ExtendedPubKey::derive(const std::vector<std::uint32_t>& steps) const {
    ExtendedPubKey key = *this;
    for (const std::uint32_t step : steps) {
        STRONGROOM_ASSIGN(key, key.derive(step));
    }
    return key;
}

Result<crypto::PublicKey> ExtendedPubKey::deriveKey(std::uint32_t index) const {
    if (index >= HARDENED)
        return Unexpected(Error::hardenedDerivation);
    if (m_fields.depth == 0xff)
        return Unexpected(Error::depthExceeded);
    return addTweak(m_fields.key, childHash(m_fields.chainCode, m_fields.key, index));
}

bool ExtendedPubKey::sameKey(const ExtendedPubKey& other) const {
    return m_fields.key == other.m_fields.key && m_fields.chainCode == other.m_fields.chainCode;
}

} // namespace strongroom::bitcoin
