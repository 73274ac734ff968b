// What each byte of a serialised transaction means, read by a reader of the tests' own.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <vector>

namespace strongroom::test {

enum class TxPart {
    version,
    marker,
    count,
    txid,
    vout,
    length,
    scriptSig,
    sequence,
    amount,
    script,
    witness,
    lockTime
};

struct TxByte {
    TxPart part;
    std::size_t item;   ///< Number of the input or output.
    std::size_t offset; ///< Within the part.
};

/// One entry for each byte. Aborts on what is no transaction.
[[nodiscard]] std::vector<TxByte> mapTransaction(base::ByteSpan tx);

[[nodiscard]] std::uint64_t littleEndian(base::ByteSpan bytes);
/// The amounts of the outputs, as unsigned numbers.
[[nodiscard]] std::vector<std::uint64_t> amountsIn(base::ByteSpan tx, const std::vector<TxByte>& map);

inline constexpr std::uint64_t MOST_MONEY = 2'100'000'000'000'000; ///< 21 million bitcoin in satoshi.

} // namespace strongroom::test
