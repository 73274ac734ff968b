#include "psbt/field_map.h"

#include "base/check.h"

namespace strongroom::psbt {

namespace {

constexpr std::size_t COMPRESSED_KEY_SIZE = 33;
constexpr std::size_t UNCOMPRESSED_KEY_SIZE = 65;
constexpr std::size_t INDEX_SIZE = 4;

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

base::Result<FieldMap, Error> readSection(base::ByteReader& reader, std::size_t maxFields) {
    FieldMap fields;
    for (;;) {
        STRONGROOM_ASSIGN(const base::ByteSpan key, lift(reader.takeWithLength()));
        if (key.empty())
            return fields;
        STRONGROOM_ASSIGN(const base::ByteSpan value, lift(reader.takeWithLength()));
        if (fields.size() == maxFields)
            return base::Unexpected(Error::tooManyFields);
        if (!fields.emplace(base::toBytes(key), base::toBytes(value)).second)
            return base::Unexpected(Error::duplicateKey);
    }
}

void writeSection(base::ByteWriter& writer, const FieldMap& fields) {
    for (const auto& [key, value] : fields)
        writer.bytesWithLength(key).bytesWithLength(value);
    writer.u8(0);
}

base::Result<FieldKey, Error> splitKey(const base::Bytes& key) {
    base::ByteReader reader(key);
    const auto type = reader.compactSize();
    if (!type)
        return base::Unexpected(Error::keyType);
    return FieldKey{*type, base::ByteSpan(key).subspan(reader.position())};
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

void addProprietary(FieldMap& fields, const ProprietaryMap& proprietary) {
    for (const auto& [key, value] : proprietary) {
        const base::Bytes data = base::ByteWriter()
                                     .bytesWithLength(key.identifier)
                                     .compactSize(key.subtype)
                                     .bytes(key.data)
                                     .take();
        fields.emplace(makeKey(PROPRIETARY_TYPE, data), value);
    }
}

base::Result<void, Error> expectNoKeyData(base::ByteSpan keyData) {
    if (!keyData.empty())
        return base::Unexpected(Error::keyLength);
    return {};
}

base::Result<crypto::PublicKey, Error> readPublicKey(base::ByteSpan keyData) {
    if (keyData.size() == UNCOMPRESSED_KEY_SIZE)
        return base::Unexpected(Error::uncompressedPublicKey);
    if (keyData.size() != COMPRESSED_KEY_SIZE)
        return base::Unexpected(Error::keyLength);
    const auto key = crypto::PublicKey::parse(keyData);
    if (!key)
        return base::Unexpected(Error::badPublicKey);
    return *key;
}

base::Result<crypto::XOnlyPublicKey, Error> readXOnly(base::ByteSpan data) {
    const auto key = crypto::XOnlyPublicKey::parse(data);
    if (!key)
        return base::Unexpected(Error::badPublicKey);
    return *key;
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

} // namespace strongroom::psbt
