#include "bitcoin/transaction.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "crypto/hash.h"

#include <algorithm>

namespace strongroom::bitcoin {

namespace {

using base::ByteReader;
using base::ByteWriter;
using base::Unexpected;

// The least bytes an element takes, so that no count makes us reserve more than the data could hold.
constexpr std::size_t SMALLEST_INPUT = 32 + 4 + 1 + 4;
constexpr std::size_t SMALLEST_OUTPUT = 8 + 1;
constexpr std::size_t SMALLEST_WITNESS_ITEM = 1;

std::size_t reservable(std::uint64_t count, const ByteReader& reader, std::size_t smallest) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(count, reader.remaining() / smallest));
}

base::ReadResult<TxIn> readInput(ByteReader& reader) {
    TxIn input;
    STRONGROOM_ASSIGN(input.prevout.txid, reader.fixed<Txid>());
    STRONGROOM_ASSIGN(input.prevout.vout, reader.u32());
    STRONGROOM_ASSIGN(const ByteSpan script, reader.takeWithLength());
    input.scriptSig = base::toBytes(script);
    STRONGROOM_ASSIGN(input.sequence, reader.u32());
    return input;
}

base::ReadResult<std::vector<TxIn>> readInputs(ByteReader& reader, std::uint64_t count) {
    std::vector<TxIn> inputs;
    inputs.reserve(reservable(count, reader, SMALLEST_INPUT));
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(TxIn input, readInput(reader));
        inputs.push_back(std::move(input));
    }
    return inputs;
}

struct WireOutput {
    std::uint64_t amount;
    ByteSpan script;
};

base::ReadResult<WireOutput> readWireOutput(ByteReader& reader) {
    STRONGROOM_ASSIGN(const std::uint64_t amount, reader.u64());
    STRONGROOM_ASSIGN(const ByteSpan script, reader.takeWithLength());
    return WireOutput{amount, script};
}

/// Reads one step in this module's errors.
template <typename T>
Result<T> inModule(base::ReadResult<T> result) {
    if (!result)
        return Unexpected(fromReadError(result.error()));
    return std::move(result).value();
}

Result<std::vector<TxOut>> readOutputs(ByteReader& reader) {
    STRONGROOM_ASSIGN(const std::uint64_t count, inModule(reader.compactSize()));
    std::vector<TxOut> outputs;
    outputs.reserve(reservable(count, reader, SMALLEST_OUTPUT));
    Amount sum;
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(const WireOutput output, inModule(readWireOutput(reader)));
        const auto amount = Amount::fromSatoshi(static_cast<std::int64_t>(output.amount));
        const auto total = amount ? sum.plus(*amount) : std::nullopt;
        if (!total)
            return Unexpected(Error::amountRange);
        sum = *total;
        outputs.push_back({*amount, base::toBytes(output.script)});
    }
    return outputs;
}

base::ReadResult<std::vector<Bytes>> readWitness(ByteReader& reader) {
    STRONGROOM_ASSIGN(const std::uint64_t count, reader.compactSize());
    std::vector<Bytes> witness;
    witness.reserve(reservable(count, reader, SMALLEST_WITNESS_ITEM));
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(const ByteSpan item, reader.takeWithLength());
        witness.push_back(base::toBytes(item));
    }
    return witness;
}

Result<void> readWitnesses(ByteReader& reader, std::vector<TxIn>& inputs) {
    for (TxIn& input : inputs) {
        STRONGROOM_ASSIGN(input.witness, inModule(readWitness(reader)));
    }
    if (std::all_of(inputs.begin(), inputs.end(), [](const TxIn& input) { return input.witness.empty(); }))
        return Unexpected(Error::superfluousWitness);
    return {};
}

enum class Witness : std::uint8_t { left, taken };

void write(ByteWriter& writer, const Transaction& transaction, Witness witness) {
    writer.u32(static_cast<std::uint32_t>(transaction.version));
    if (witness == Witness::taken)
        writer.u8(0).u8(1); // BIP144 marker and flag
    writer.compactSize(transaction.inputs.size());
    for (const TxIn& input : transaction.inputs) {
        writer.bytes(input.prevout.txid.span()).u32(input.prevout.vout);
        writer.bytesWithLength(input.scriptSig).u32(input.sequence);
    }
    writer.compactSize(transaction.outputs.size());
    for (const TxOut& output : transaction.outputs) {
        writer.u64(static_cast<std::uint64_t>(output.amount.satoshi()));
        writer.bytesWithLength(output.scriptPubKey);
    }
    if (witness == Witness::taken) {
        for (const TxIn& input : transaction.inputs) {
            writer.compactSize(input.witness.size());
            for (const Bytes& item : input.witness)
                writer.bytesWithLength(item);
        }
    }
    writer.u32(transaction.lockTime);
}

template <typename Id>
Id idOf(ByteSpan serialized) {
    return Id(crypto::sha256d(serialized).array());
}

} // namespace

std::string toReversedHex(ByteSpan bytes) {
    return base::toHex(Bytes(bytes.rbegin(), bytes.rend()));
}

std::string toText(const Txid& txid) {
    return toReversedHex(txid.span());
}

std::string toText(const OutPoint& outpoint) {
    return toText(outpoint.txid) + ":" + std::to_string(outpoint.vout);
}

std::optional<Txid> txidFromText(std::string_view text) {
    auto bytes = base::fromHex(text);
    if (!bytes)
        return std::nullopt;
    std::reverse(bytes->begin(), bytes->end());
    return Txid::from(*bytes);
}

Result<Transaction> Transaction::parse(ByteSpan bytes, TransactionFormat format) {
    if (bytes.size() > MAX_SIZE)
        return Unexpected(Error::transactionTooLarge);
    ByteReader reader(bytes);
    STRONGROOM_ASSIGN(Transaction transaction, read(reader, format));
    if (reader.remaining() != 0)
        return Unexpected(Error::trailingData);
    return transaction;
}

Result<Transaction> Transaction::read(ByteReader& reader, TransactionFormat format) {
    Transaction transaction;
    STRONGROOM_ASSIGN(const std::uint32_t version, inModule(reader.u32()));
    transaction.version = static_cast<std::int32_t>(version);
    STRONGROOM_ASSIGN(std::uint64_t inputCount, inModule(reader.compactSize()));
    Witness witness = Witness::left;
    if (inputCount == 0 && format == TransactionFormat::network) {
        STRONGROOM_ASSIGN(const std::uint8_t flag, inModule(reader.u8()));
        if (flag == 0)
            return Unexpected(Error::noInputs);
        if (flag != 1)
            return Unexpected(Error::unknownWitnessFlag);
        witness = Witness::taken;
        STRONGROOM_ASSIGN(inputCount, inModule(reader.compactSize()));
        if (inputCount == 0)
            return Unexpected(Error::noInputs);
    }
    STRONGROOM_ASSIGN(transaction.inputs, inModule(readInputs(reader, inputCount)));
    STRONGROOM_ASSIGN(transaction.outputs, readOutputs(reader));
    if (transaction.outputs.empty() && format == TransactionFormat::network)
        return Unexpected(Error::noOutputs);
    if (witness == Witness::taken)
        STRONGROOM_TRY(readWitnesses(reader, transaction.inputs));
    STRONGROOM_ASSIGN(transaction.lockTime, inModule(reader.u32()));
    return transaction;
}

Bytes Transaction::serialize() const {
    ByteWriter writer;
    write(writer, *this, hasWitness() ? Witness::taken : Witness::left);
    return writer.take();
}

Bytes Transaction::serializeWithoutWitness() const {
    ByteWriter writer;
    write(writer, *this, Witness::left);
    return writer.take();
}

Txid Transaction::txid() const {
    return idOf<Txid>(serializeWithoutWitness());
}

Wtxid Transaction::wtxid() const {
    return idOf<Wtxid>(serialize());
}

bool Transaction::hasWitness() const {
    return std::any_of(inputs.begin(), inputs.end(),
                       [](const TxIn& input) { return !input.witness.empty(); });
}

Transaction Transaction::withoutSignatures() const {
    Transaction bare = *this;
    for (TxIn& input : bare.inputs) {
        input.scriptSig.clear();
        input.witness.clear();
    }
    return bare;
}

std::int64_t Transaction::weight() const {
    const auto base = static_cast<std::int64_t>(serializeWithoutWitness().size());
    const auto total = static_cast<std::int64_t>(serialize().size());
    return base * (WITNESS_SCALE - 1) + total;
}

std::int64_t Transaction::virtualSize() const {
    return (weight() + WITNESS_SCALE - 1) / WITNESS_SCALE;
}

std::optional<Amount> Transaction::outputSum() const {
    Amount sum;
    for (const TxOut& output : outputs) {
        const auto total = sum.plus(output.amount);
        if (!total)
            return std::nullopt;
        sum = *total;
    }
    return sum;
}

} // namespace strongroom::bitcoin
