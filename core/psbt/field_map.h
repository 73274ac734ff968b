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

/// One field as it was read; views the PSBT.
struct FieldView {
    base::ByteSpan key; ///< Type and key data; never empty.
    base::ByteSpan value;
};
/// Reads up to and including the separator, at most `maxFields`. Errors: truncated, nonMinimalCompactSize,
/// duplicateKey, tooManyFields.
[[nodiscard]] base::Result<std::vector<FieldView>, Error> readSection(base::ByteReader& reader,
                                                                      std::size_t maxFields);

/// The fields of one section to be written, in any order.
class FieldList {
public:
    void add(std::uint64_t type, base::ByteSpan keyData, base::Bytes value);
    void add(std::uint64_t type, base::Bytes value) { add(type, {}, std::move(value)); }
    /// Without a copy: `value` must outlive the list.
    void addView(std::uint64_t type, base::ByteSpan value);
    void addAll(const FieldMap& fields);
    void addAll(const ProprietaryMap& proprietary);

    /// All of them in the order of their keys, and the separator.
    void write(base::ByteWriter& writer);

private:
    struct Entry {
        base::Bytes key;
        base::Bytes own; ///< Empty where the value is only viewed.
        base::ByteSpan viewed;
    };
    std::vector<Entry> m_entries;
};

struct FieldKey {
    std::uint64_t type;
    base::ByteSpan data; ///< Views what the key was split from.
};
[[nodiscard]] base::Result<FieldKey, Error> splitKey(base::ByteSpan key);
[[nodiscard]] base::Bytes makeKey(std::uint64_t type, base::ByteSpan data = {});

inline constexpr std::uint64_t PROPRIETARY_TYPE = 0xFC; ///< The same in every section.
[[nodiscard]] base::Result<ProprietaryKey, Error> readProprietaryKey(base::ByteSpan keyData);

// Keys

[[nodiscard]] base::Result<void, Error> expectNoKeyData(base::ByteSpan keyData);
[[nodiscard]] base::Result<StatedKey, Error> readPublicKey(base::ByteSpan keyData);
[[nodiscard]] base::Result<StatedXOnlyKey, Error> readXOnly(base::ByteSpan data);
/// Error: keyLength.
[[nodiscard]] base::Result<crypto::Hash256, Error> readHash256(base::ByteSpan keyData);

// Values

[[nodiscard]] base::Result<std::uint32_t, Error> readU32(base::ByteSpan value);
[[nodiscard]] base::Bytes writeU32(std::uint32_t value);
[[nodiscard]] base::Result<bitcoin::KeyOrigin, Error> readKeyOrigin(base::ByteSpan value);
[[nodiscard]] base::Bytes writeKeyOrigin(const bitcoin::KeyOrigin& origin);
[[nodiscard]] base::Result<TapDerivation, Error> readTapDerivation(base::ByteSpan value);
[[nodiscard]] base::Bytes writeTapDerivation(const TapDerivation& derivation);
/// One or more compressed keys in a row (BIP373). Errors: valueLength, badPublicKey.
[[nodiscard]] base::Result<std::vector<StatedKey>, Error> readParticipants(base::ByteSpan value);
[[nodiscard]] base::Bytes writeParticipants(const std::vector<StatedKey>& participants);

} // namespace strongroom::psbt
