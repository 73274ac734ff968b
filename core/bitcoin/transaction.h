// Bitcoin transactions as values: strict parsing, serialising, ids, weights. BIP141 and BIP144.
//
// Parsing accepts what the network could relay and nothing else: shortest lengths, amounts within 0 to 21
// million bitcoin one by one and in sum (ATTACKS A08, A49), at least one input and one output, no witness
// marker without a witness, nothing after the end (A53). It allocates in proportion to the bytes present,
// never to a length that is only claimed (A47). Plain values: no shared state, any thread.
#pragma once

#include "base/amount.h"
#include "base/bytes.h"
#include "bitcoin/errors.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::bitcoin {

using base::Amount;
using base::Bytes;
using base::ByteSpan;
using base::FeeRate;

/// Transaction ids in wire order; people see them reversed, see `toText`.
using Txid = base::FixedBytes<32, struct TxidTag>;
/// The id that covers the witness too (BIP141).
using Wtxid = base::FixedBytes<32, struct WtxidTag>;

/// Hash bytes as people and the RPC interface write them: reversed, lower-case hex.
[[nodiscard]] std::string toReversedHex(ByteSpan bytes);
[[nodiscard]] std::string toText(const Txid& txid);
/// Exactly 64 hex digits of either case.
[[nodiscard]] std::optional<Txid> txidFromText(std::string_view text);

struct OutPoint {
    Txid txid;
    std::uint32_t vout = 0;

    friend bool operator==(const OutPoint&, const OutPoint&) = default;
    friend auto operator<=>(const OutPoint&, const OutPoint&) = default;
};
/// "txid:vout".
[[nodiscard]] std::string toText(const OutPoint& outpoint);

struct TxIn {
    OutPoint prevout;
    Bytes scriptSig;
    std::uint32_t sequence = 0xffffffff;
    std::vector<Bytes> witness;

    friend bool operator==(const TxIn&, const TxIn&) = default;
};

struct TxOut {
    Amount amount;
    Bytes scriptPubKey;

    friend bool operator==(const TxOut&, const TxOut&) = default;
};

/// Which serialisations `Transaction::parse` takes.
enum class TransactionFormat : std::uint8_t {
    network,        ///< BIP144: with a witness where there is one.
    withoutWitness, ///< The old format only, as BIP174 puts unsigned transactions: a zero where the inputs
                    ///< are counted means no inputs (allowed here, as is having no outputs), not a witness
                    ///< marker.
};

struct Transaction {
    /// No block can hold a larger one: its weight would exceed 4,000,000 (BIP141).
    static constexpr std::size_t MAX_SIZE = 4'000'000;
    static constexpr std::int64_t WITNESS_SCALE = 4; ///< BIP141: weight of a byte outside the witness.

    std::int32_t version = 2;
    std::vector<TxIn> inputs;
    std::vector<TxOut> outputs;
    std::uint32_t lockTime = 0;

    /// The whole of `bytes` is one transaction.
    [[nodiscard]] static Result<Transaction> parse(ByteSpan bytes,
                                                   TransactionFormat format = TransactionFormat::network);
    /// One transaction at the reader's position, as in a block; the reader stands behind it afterwards.
    [[nodiscard]] static Result<Transaction> read(base::ByteReader& reader, TransactionFormat format);

    /// BIP144: with witnesses when any input has one.
    [[nodiscard]] Bytes serialize() const;
    [[nodiscard]] Bytes serializeWithoutWitness() const;

    [[nodiscard]] Txid txid() const;
    [[nodiscard]] Wtxid wtxid() const;
    [[nodiscard]] bool hasWitness() const;
    /// Without scriptSigs and witnesses, as PSBTs have it (BIP174).
    [[nodiscard]] Transaction withoutSignatures() const;

    /// Weight units: 4 × bytes without witness + bytes of marker and witnesses.
    [[nodiscard]] std::int64_t weight() const;
    /// Weight / 4, rounded up.
    [[nodiscard]] std::int64_t virtualSize() const;
    /// The sum of the outputs; nothing when it exceeds MAX_MONEY (never after `parse`).
    [[nodiscard]] std::optional<Amount> outputSum() const;

    friend bool operator==(const Transaction&, const Transaction&) = default;
};

} // namespace strongroom::bitcoin

/// The txid is a hash already.
template <>
struct std::hash<strongroom::bitcoin::OutPoint> {
    std::size_t operator()(const strongroom::bitcoin::OutPoint& outpoint) const noexcept {
        return std::hash<strongroom::bitcoin::Txid>{}(outpoint.txid) ^
               (outpoint.vout * 0x9e3779b97f4a7c15ULL);
    }
};
