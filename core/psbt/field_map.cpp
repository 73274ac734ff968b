#include "psbt/field_map.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

constexpr std::size_t UNCOMPRESSED_KEY_SIZE = 65;
constexpr std::size_t INDEX_SIZE = 4;

bool keyBefore(const FieldView& a, const FieldView& b) {
    return std::ranges::lexicographical_compare(a.key, b.key);
}

} // namespace

Error fromReadError(base::ReadError error) {
    switch (error) {
    case base::ReadError::endOfData:
        return Error::truncated;
    case base::ReadError::nonMinimalCompactSize:
        return Error::nonMinimalCompactSize;
    case base::ReadError::trailingData:
        return Error::trailingData;
    }
    STRONGROOM_CHECK(false);
}

base::Result<std::vector<FieldView>, Error> readSection(base::ByteReader& reader, std::size_t maxFields) {
    std::vector<FieldView> fields;
    bool ascending = true;
    for (;;) {
        STRONGROOM_ASSIGN(const base::ByteSpan key, lift(reader.takeWithLength()));
        if (key.empty())
            break;
        STRONGROOM_ASSIGN(const base::ByteSpan value, lift(reader.takeWithLength()));
        if (fields.size() == maxFields)
            return base::Unexpected(Error::tooManyFields);
        ascending = ascending && (fields.empty() || keyBefore(fields.back(), {key, value}));
        fields.push_back({key, value});
    }
    if (ascending) // as we write them ourselves: then no two are equal
        return fields;
    std::vector<FieldView> sorted = fields;
    std::ranges::sort(sorted, keyBefore);
    const auto sameKey = [](const FieldView& a, const FieldView& b) {
        return std::ranges::equal(a.key, b.key);
    };
    if (std::ranges::adjacent_find(sorted, sameKey) != sorted.end())
        return base::Unexpected(Error::duplicateKey);
    return fields;
}

void FieldList::add(std::uint64_t type, base::ByteSpan keyData, base::Bytes value) {
    m_entries.push_back({makeKey(type, keyData), std::move(value), {}});
}

void FieldList::addView(std::uint64_t type, base::ByteSpan value) {
    m_entries.push_back({makeKey(type), {}, value});
}

void FieldList::addAll(const FieldMap& fields) {
    for (const auto& [key, value] : fields)
        m_entries.push_back({key, {}, value});
}

void FieldList::addAll(const ProprietaryMap& proprietary) {
    for (const auto& [key, value] : proprietary)
        m_entries.push_back({makeKey(PROPRIETARY_TYPE, base::ByteWriter()
                                                           .bytesWithLength(key.identifier)
                                                           .compactSize(key.subtype)
                                                           .bytes(key.data)
                                                           .take()),
                             {},
                             value});
}

void FieldList::write(base::ByteWriter& writer) {
    std::ranges::sort(m_entries, {}, &Entry::key);
    for (const Entry& entry : m_entries)
        writer.bytesWithLength(entry.key).bytesWithLength(entry.own.empty() ? entry.viewed : entry.own);
    writer.u8(0);
}

base::Result<FieldKey, Error> splitKey(base::ByteSpan key) {
    base::ByteReader reader(key);
    const auto type = reader.compactSize();
    if (!type)
        return base::Unexpected(Error::keyType);
    return FieldKey{*type, key.subspan(reader.position())};
}

base::Bytes makeKey(std::uint64_t type, base::ByteSpan data) {
    return base::ByteWriter().compactSize(type).bytes(data).take();
}

base::Result<ProprietaryKey, Error> readProprietaryKey(base::ByteSpan keyData) {
    base::ByteReader reader(keyData);
    const auto identifier = reader.takeWithLength();
    if (!identifier)
        return base::Unexpected(Error::badProprietaryKey);
    const auto subtype = reader.compactSize();
    if (!subtype)
        return base::Unexpected(Error::badProprietaryKey);
    return ProprietaryKey{base::toBytes(*identifier), *subtype,
                          base::toBytes(keyData.subspan(reader.position()))};
}

base::Result<void, Error> expectNoKeyData(base::ByteSpan keyData) {
    if (!keyData.empty())
        return base::Unexpected(Error::keyLength);
    return {};
}

base::Result<StatedKey, Error> readPublicKey(base::ByteSpan keyData) {
    if (keyData.size() == UNCOMPRESSED_KEY_SIZE)
        return base::Unexpected(Error::uncompressedPublicKey);
    if (keyData.size() != StatedKey::SIZE)
        return base::Unexpected(Error::keyLength);
    const auto key = StatedKey::from(keyData);
    if (!key)
        return base::Unexpected(Error::badPublicKey);
    return *key;
}

base::Result<StatedXOnlyKey, Error> readXOnly(base::ByteSpan data) {
    const auto key = StatedXOnlyKey::from(data);
    if (!key)
        return base::Unexpected(Error::keyLength);
    return *key;
}

base::Result<crypto::Hash256, Error> readHash256(base::ByteSpan keyData) {
    const auto hash = crypto::Hash256::from(keyData);
    if (!hash)
        return base::Unexpected(Error::keyLength);
    return *hash;
}

base::Result<std::uint32_t, Error> readU32(base::ByteSpan value) {
    base::ByteReader reader(value);
    const auto number = reader.u32();
    if (!number || reader.remaining() != 0)
        return base::Unexpected(Error::valueLength);
    return *number;
}

base::Bytes writeU32(std::uint32_t value) {
    return base::ByteWriter().u32(value).take();
}

base::Result<bitcoin::KeyOrigin, Error> readKeyOrigin(base::ByteSpan value) {
    if (value.size() < bitcoin::Fingerprint::SIZE || value.size() % INDEX_SIZE != 0)
        return base::Unexpected(Error::valueLength);
    base::ByteReader reader(value);
    bitcoin::KeyOrigin origin;
    STRONGROOM_ASSIGN(origin.fingerprint, lift(reader.fixed<bitcoin::Fingerprint>()));
    std::vector<std::uint32_t> indices;
    indices.reserve(reader.remaining() / INDEX_SIZE);
    while (reader.remaining() > 0) {
        STRONGROOM_ASSIGN(const std::uint32_t index, lift(reader.u32()));
        indices.push_back(index);
    }
    if (indices.size() > bitcoin::DerivationPath::MAX_STEPS)
        return base::Unexpected(Error::valueLength);
    origin.path = bitcoin::DerivationPath(std::move(indices));
    return origin;
}

base::Bytes writeKeyOrigin(const bitcoin::KeyOrigin& origin) {
    base::ByteWriter writer;
    writer.bytes(origin.fingerprint.span());
    for (const std::uint32_t index : origin.path.steps())
        writer.u32(index);
    return writer.take();
}

base::Result<TapDerivation, Error> readTapDerivation(base::ByteSpan value) {
    base::ByteReader reader(value);
    TapDerivation derivation;
    STRONGROOM_ASSIGN(const std::uint64_t count, lift(reader.compactSize()));
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(const crypto::Hash256 leaf, lift(reader.fixed<crypto::Hash256>()));
        derivation.leafHashes.push_back(leaf);
    }
    STRONGROOM_ASSIGN(derivation.origin, readKeyOrigin(value.subspan(reader.position())));
    return derivation;
}

base::Bytes writeTapDerivation(const TapDerivation& derivation) {
    base::ByteWriter writer;
    writer.compactSize(derivation.leafHashes.size());
    for (const crypto::Hash256& leaf : derivation.leafHashes)
        writer.bytes(leaf.span());
    return writer.bytes(writeKeyOrigin(derivation.origin)).take();
}

base::Result<std::vector<StatedKey>, Error> readParticipants(base::ByteSpan value) {
    if (value.empty() || value.size() % StatedKey::SIZE != 0)
        return base::Unexpected(Error::valueLength);
    std::vector<StatedKey> participants;
    participants.reserve(value.size() / StatedKey::SIZE);
    for (; !value.empty(); value = value.subspan(StatedKey::SIZE)) {
        STRONGROOM_ASSIGN(const StatedKey key, readPublicKey(value.first(StatedKey::SIZE)));
        participants.push_back(key);
    }
    return participants;
}

base::Bytes writeParticipants(const std::vector<StatedKey>& participants) {
    base::ByteWriter writer;
    for (const StatedKey& key : participants)
        writer.bytes(key.span());
    return writer.take();
}

} // namespace strongroom::psbt
