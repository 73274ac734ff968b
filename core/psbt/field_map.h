// One section of a PSBT (global, one input, one output) as key-value pairs, and the parts that values share.
// Internal to the module: what the fields mean is in the codecs.
#pragma once

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

namespace strongroom::psbt {

/// The reader's failures in this module's words.
[[nodiscard]] Error fromReadError(base::ReadError error);

template <typename T>
[[nodiscard]] base::Result<T, Error> lift(base::ReadResult<T> read) {
    if (!read)
        return base::Unexpected(fromReadError(read.error()));
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return std::move(read).value();
}

/// Reads up to and including the separator, at most `maxFields`. Errors: truncated, nonMinimalCompactSize,
/// duplicateKey, tooManyFields.
[[nodiscard]] base::Result<FieldMap, Error> readSection(base::ByteReader& reader, std::size_t maxFields);
void writeSection(base::ByteWriter& writer, const FieldMap& fields);

struct FieldKey {
    std::uint64_t type;
    base::ByteSpan data; ///< Views the key it was split from.
};
[[nodiscard]] base::Result<FieldKey, Error> splitKey(const base::Bytes& key);
[[nodiscard]] base::Bytes makeKey(std::uint64_t type, base::ByteSpan data = {});

inline constexpr std::uint64_t PROPRIETARY_TYPE = 0xFC; ///< The same in every section.
[[nodiscard]] base::Result<ProprietaryKey, Error> readProprietaryKey(base::ByteSpan keyData);
void addProprietary(FieldMap& fields, const ProprietaryMap& proprietary);

// Keys

[[nodiscard]] base::Result<void, Error> expectNoKeyData(base::ByteSpan keyData);
[[nodiscard]] base::Result<crypto::PublicKey, Error> readPublicKey(base::ByteSpan keyData);
[[nodiscard]] base::Result<crypto::XOnlyPublicKey, Error> readXOnly(base::ByteSpan data);

// Values

[[nodiscard]] base::Result<std::uint32_t, Error> readU32(base::ByteSpan value);
[[nodiscard]] base::Bytes writeU32(std::uint32_t value);
[[nodiscard]] base::Result<bitcoin::KeyOrigin, Error> readKeyOrigin(base::ByteSpan value);
[[nodiscard]] base::Bytes writeKeyOrigin(const bitcoin::KeyOrigin& origin);
[[nodiscard]] base::Result<TapDerivation, Error> readTapDerivation(base::ByteSpan value);
[[nodiscard]] base::Bytes writeTapDerivation(const TapDerivation& derivation);

} // namespace strongroom::psbt
