#include "bitcoin/sighash.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/script_reader.h"

#include <algorithm>
#include <array>

namespace strongroom::bitcoin {

namespace {

using base::ByteWriter;
using base::Unexpected;
using crypto::Hash256;

constexpr std::uint8_t ANYONE_CAN_PAY = 0x80;
constexpr std::uint32_t LEGACY_OUTPUT_BITS = 0x1f;
constexpr std::uint8_t TAPSCRIPT_KEY_VERSION = 0;          // BIP342
constexpr std::uint32_t NO_CODE_SEPARATOR = 0xffffffff;    // BIP342
constexpr std::size_t TAPROOT_MESSAGE_SIZE = 206 + 1 + 37; // BIP341's longest, with epoch and extension

enum class Outputs : std::uint8_t { all, none, single };

Outputs outputsOf(SighashType type) {
    switch (type) {
    case SighashType::defaultAll:
    case SighashType::all:
    case SighashType::allAnyoneCanPay:
        return Outputs::all;
    case SighashType::none:
    case SighashType::noneAnyoneCanPay:
        return Outputs::none;
    case SighashType::single:
    case SighashType::singleAnyoneCanPay:
        return Outputs::single;
    }
    base::checkFailed("SighashType");
}

bool anyoneCanPay(SighashType type) {
    return (static_cast<std::uint8_t>(type) & ANYONE_CAN_PAY) != 0;
}

void write(ByteWriter& writer, const OutPoint& outpoint) {
    writer.bytes(outpoint.txid.span()).u32(outpoint.vout);
}

void write(ByteWriter& writer, const TxOut& output) {
    writer.u64(static_cast<std::uint64_t>(output.amount.satoshi())).bytesWithLength(output.scriptPubKey);
}

Hash256 hashOutputs(std::span<const TxOut> outputs) {
    ByteWriter writer;
    for (const TxOut& output : outputs)
        write(writer, output);
    return crypto::sha256(writer.data());
}

Hash256 hashPrevouts(const Transaction& transaction) {
    ByteWriter writer;
    for (const TxIn& input : transaction.inputs)
        write(writer, input.prevout);
    return crypto::sha256(writer.data());
}

Hash256 hashSequences(const Transaction& transaction) {
    ByteWriter writer;
    for (const TxIn& input : transaction.inputs)
        writer.u32(input.sequence);
    return crypto::sha256(writer.data());
}

/// What a legacy signature hashes of a script: all but its OP_CODESEPARATORs.
Bytes withoutCodeSeparators(ByteSpan script) {
    constexpr std::uint8_t OP_CODESEPARATOR = 0xab;
    ByteWriter writer;
    writer.reserve(script.size());
    ScriptReader reader(script);
    while (const auto operation = reader.next())
        if (operation->code != OP_CODESEPARATOR)
            writer.bytes(operation->bytes);
    return writer.bytes(reader.rest()).take();
}

/// BIP143 hashes twice what BIP341 hashes once.
Hash256 again(const Hash256& hash) {
    return crypto::sha256(hash.span());
}

std::vector<const TxOut*> pointersTo(std::span<const TxOut> outputs) {
    std::vector<const TxOut*> pointers;
    pointers.reserve(outputs.size());
    for (const TxOut& output : outputs)
        pointers.push_back(&output);
    return pointers;
}

} // namespace

std::optional<SighashType> sighashTypeFrom(std::uint32_t value) {
    constexpr std::array KNOWN{SighashType::defaultAll,
                               SighashType::all,
                               SighashType::none,
                               SighashType::single,
                               SighashType::allAnyoneCanPay,
                               SighashType::noneAnyoneCanPay,
                               SighashType::singleAnyoneCanPay};
    for (const SighashType type : KNOWN) {
        if (static_cast<std::uint32_t>(type) == value)
            return type;
    }
    return std::nullopt;
}

SighashContext::SighashContext(const Transaction& transaction, std::span<const TxOut> prevouts)
    : SighashContext(transaction, pointersTo(prevouts)) {}

SighashContext::SighashContext(const Transaction& transaction, std::vector<const TxOut*> prevouts)
    : m_transaction(transaction),
      m_prevouts(std::move(prevouts)),
      m_shaPrevouts(hashPrevouts(transaction)),
      m_shaSequences(hashSequences(transaction)),
      m_shaOutputs(hashOutputs(transaction.outputs)),
      m_hashPrevouts(again(m_shaPrevouts)),
      m_hashSequences(again(m_shaSequences)),
      m_hashOutputs(again(m_shaOutputs)) {
    STRONGROOM_CHECK(m_prevouts.size() == transaction.inputs.size());
    if (std::ranges::find(m_prevouts, nullptr) != m_prevouts.end())
        return;
    ByteWriter amounts;
    ByteWriter scripts;
    for (const TxOut* prevout : m_prevouts) {
        amounts.u64(static_cast<std::uint64_t>(prevout->amount.satoshi()));
        scripts.bytesWithLength(prevout->scriptPubKey);
    }
    m_spent = SpentOutputs{crypto::sha256(amounts.data()), crypto::sha256(scripts.data())};
}

Result<Hash256> SighashContext::legacy(std::size_t inputIndex, ByteSpan scriptCode,
                                       std::uint32_t type) const {
    if (inputIndex >= m_transaction.inputs.size())
        return Unexpected(Error::sighashInputIndex);
    const std::uint32_t commits = type & LEGACY_OUTPUT_BITS;
    const bool none = commits == static_cast<std::uint32_t>(SighashType::none);
    const bool single = commits == static_cast<std::uint32_t>(SighashType::single);
    if (single && inputIndex >= m_transaction.outputs.size())
        return Unexpected(Error::sighashNoMatchingOutput);

    const bool alone = (type & ANYONE_CAN_PAY) != 0;
    const std::size_t firstInput = alone ? inputIndex : 0;
    const std::size_t lastInput = alone ? inputIndex + 1 : m_transaction.inputs.size();
    const std::size_t outputs = none ? 0 : single ? inputIndex + 1 : m_transaction.outputs.size();
    const Bytes script = withoutCodeSeparators(scriptCode);
    ByteWriter writer;
    writer.reserve((lastInput - firstInput) * 41 + script.size() + outputs * 34 + 32);
    writer.u32(static_cast<std::uint32_t>(m_transaction.version)).compactSize(lastInput - firstInput);
    for (std::size_t i = firstInput; i < lastInput; ++i) {
        const TxIn& input = m_transaction.inputs[i];
        write(writer, input.prevout);
        writer.bytesWithLength(i == inputIndex ? ByteSpan(script) : ByteSpan());
        writer.u32(i != inputIndex && (none || single) ? 0 : input.sequence);
    }
    writer.compactSize(outputs);
    for (std::size_t i = 0; i < outputs; ++i) {
        if (single && i != inputIndex)
            writer.u64(~std::uint64_t{0}).u8(0); // an amount of −1 and no script stand for the others
        else
            write(writer, m_transaction.outputs[i]);
    }
    writer.u32(m_transaction.lockTime).u32(type);
    return crypto::sha256d(writer.data());
}

Result<Hash256> SighashContext::segwitV0(std::size_t inputIndex, ByteSpan scriptCode,
                                         SighashType type) const {
    if (inputIndex >= m_transaction.inputs.size())
        return Unexpected(Error::sighashInputIndex);
    if (type == SighashType::defaultAll)
        return Unexpected(Error::sighashType);
    const TxOut* prevout = m_prevouts[inputIndex];
    if (prevout == nullptr)
        return Unexpected(Error::sighashPrevoutUnknown);

    const Hash256 zero;
    const Outputs outputs = outputsOf(type);
    Hash256 outputsHash = outputs == Outputs::all ? m_hashOutputs : zero;
    // BIP143: SINGLE beyond the last output hashes zero.
    if (outputs == Outputs::single && inputIndex < m_transaction.outputs.size())
        outputsHash = again(hashOutputs(std::span(m_transaction.outputs).subspan(inputIndex, 1)));
    const bool sequences = !anyoneCanPay(type) && outputs == Outputs::all;

    const TxIn& input = m_transaction.inputs[inputIndex];
    ByteWriter writer;
    writer.reserve(4 + 32 + 32 + 36 + 9 + scriptCode.size() + 8 + 4 + 32 + 4 + 4);
    writer.u32(static_cast<std::uint32_t>(m_transaction.version));
    writer.bytes((anyoneCanPay(type) ? zero : m_hashPrevouts).span());
    writer.bytes((sequences ? m_hashSequences : zero).span());
    write(writer, input.prevout);
    writer.bytesWithLength(scriptCode);
    writer.u64(static_cast<std::uint64_t>(prevout->amount.satoshi())).u32(input.sequence);
    writer.bytes(outputsHash.span()).u32(m_transaction.lockTime).u32(static_cast<std::uint32_t>(type));
    return crypto::sha256d(writer.data());
}

Result<Hash256> SighashContext::taprootKeyPath(std::size_t inputIndex, SighashType type) const {
    return taproot(inputIndex, type, nullptr);
}

Result<Hash256> SighashContext::tapscript(std::size_t inputIndex, SighashType type,
                                          const Hash256& leafHash) const {
    return taproot(inputIndex, type, &leafHash);
}

Result<Hash256> SighashContext::taproot(std::size_t inputIndex, SighashType type,
                                        const Hash256* leafHash) const {
    static const crypto::Sha256 MIDSTATE = crypto::taggedSha256("TapSighash");
    constexpr std::uint8_t EPOCH = 0;
    constexpr std::uint8_t KEY_PATH_WITHOUT_ANNEX = 0;
    constexpr std::uint8_t SCRIPT_PATH_WITHOUT_ANNEX = 2;
    if (inputIndex >= m_transaction.inputs.size())
        return Unexpected(Error::sighashInputIndex);
    const TxOut* prevout = m_prevouts[inputIndex];
    if (prevout == nullptr || (!anyoneCanPay(type) && !m_spent))
        return Unexpected(Error::sighashPrevoutUnknown);
    const Outputs outputs = outputsOf(type);
    if (outputs == Outputs::single && inputIndex >= m_transaction.outputs.size())
        return Unexpected(Error::sighashNoMatchingOutput);

    const TxIn& input = m_transaction.inputs[inputIndex];
    ByteWriter writer;
    writer.reserve(TAPROOT_MESSAGE_SIZE);
    writer.u8(EPOCH).u8(static_cast<std::uint8_t>(type));
    writer.u32(static_cast<std::uint32_t>(m_transaction.version)).u32(m_transaction.lockTime);
    if (!anyoneCanPay(type)) {
        writer.bytes(m_shaPrevouts.span()).bytes(m_spent->amounts.span()).bytes(m_spent->scripts.span());
        writer.bytes(m_shaSequences.span());
    }
    if (outputs == Outputs::all)
        writer.bytes(m_shaOutputs.span());
    writer.u8(leafHash == nullptr ? KEY_PATH_WITHOUT_ANNEX : SCRIPT_PATH_WITHOUT_ANNEX);
    if (anyoneCanPay(type)) {
        write(writer, input.prevout);
        write(writer, *prevout);
        writer.u32(input.sequence);
    } else {
        writer.u32(static_cast<std::uint32_t>(inputIndex));
    }
    if (outputs == Outputs::single)
        writer.bytes(hashOutputs(std::span(m_transaction.outputs).subspan(inputIndex, 1)).span());
    if (leafHash != nullptr)
        writer.bytes(leafHash->span()).u8(TAPSCRIPT_KEY_VERSION).u32(NO_CODE_SEPARATOR);
    return crypto::Sha256(MIDSTATE).update(writer.data()).finish();
}

} // namespace strongroom::bitcoin
