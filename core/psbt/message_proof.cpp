#include "psbt/message_proof.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/opcode.h"
#include "psbt/codec.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;
using bitcoin::OutPoint;
using bitcoin::Transaction;

constexpr std::string_view TAG = "BIP0322-signed-message";
constexpr std::uint32_t NO_OUTPUT = 0xffffffff;
constexpr std::size_t PREFIX_SIZE = 3;
const Bytes MESSAGE_FIELD{0x09}; ///< The whole key of PSBT_GLOBAL_GENERIC_SIGNED_MESSAGE.

struct FormatRow {
    ProofFormat format;
    std::string_view name;
    std::string_view prefix;
};
constexpr std::array FORMATS{FormatRow{ProofFormat::simple, "simple", "smp"},
                             FormatRow{ProofFormat::full, "full", "ful"},
                             FormatRow{ProofFormat::proofOfFunds, "pof", "pof"}};

const FormatRow& rowOf(ProofFormat format) {
    return FORMATS[static_cast<std::size_t>(format)];
}

std::string encode(ProofFormat format, ByteSpan bytes) {
    return std::string(rowOf(format).prefix) + base::toBase64(bytes);
}

/// The consensus encoding of a witness, and nothing behind it.
base::ReadResult<std::vector<Bytes>> readWitness(ByteSpan bytes) {
    base::ByteReader reader(bytes);
    STRONGROOM_ASSIGN(const std::uint64_t count, reader.compactSize());
    std::vector<Bytes> witness;
    for (std::uint64_t i = 0; i < count; ++i) { // ends with the data at the latest
        STRONGROOM_ASSIGN(const ByteSpan item, reader.takeWithLength());
        witness.push_back(base::toBytes(item));
    }
    STRONGROOM_TRY(reader.expectEnd());
    return witness;
}

bool isToNobody(const bitcoin::TxOut& output) {
    return output.amount == base::Amount() && output.scriptPubKey == Bytes{bitcoin::OP_RETURN};
}

} // namespace

crypto::Hash256 messageHash(ByteSpan message) {
    return crypto::taggedHash(TAG, message);
}

Result<void, MessageError> checkMessage(ByteSpan message) {
    if (message.size() > MAX_MESSAGE_SIZE)
        return Unexpected(MessageError::textTooLong);
    std::string text(message.begin(), message.end());
    std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    if (!base::isPlainUtf8(text))
        return Unexpected(MessageError::notText);
    return {};
}

Result<void, MessageError> checkMessageToSign(ByteSpan message, Characters characters) {
    STRONGROOM_TRY(checkMessage(message));
    const bool ascii = std::ranges::all_of(message, [](std::uint8_t byte) { return byte < 0x80; });
    if (!ascii && characters == Characters::ascii)
        return Unexpected(MessageError::notAscii);
    return {};
}

Transaction toSpend(ByteSpan message, ByteSpan scriptPubKey) {
    base::ByteWriter scriptSig;
    scriptSig.u8(bitcoin::OP_0).bytesWithLength(messageHash(message).span());
    Transaction transaction;
    transaction.version = 0;
    transaction.inputs.push_back({{bitcoin::Txid(), NO_OUTPUT}, scriptSig.take(), 0, {}});
    transaction.outputs.push_back({base::Amount(), base::toBytes(scriptPubKey)});
    return transaction;
}

Transaction toSign(const Transaction& challenge, std::span<const OutPoint> coins, const ProofLocks& locks) {
    Transaction transaction;
    transaction.version = locks.any() ? 2 : 0;
    transaction.lockTime = locks.lockTime;
    transaction.inputs.push_back({{challenge.txid(), 0}, {}, locks.sequence, {}});
    for (const OutPoint& coin : coins)
        transaction.inputs.push_back({coin, {}, locks.sequence, {}});
    transaction.outputs.push_back({base::Amount(), {bitcoin::OP_RETURN}});
    return transaction;
}

Result<void, MessageError> checkToSign(const Transaction& transaction, const Transaction& challenge) {
    if (transaction.inputs.empty() || transaction.outputs.size() != 1 ||
        !isToNobody(transaction.outputs.front()))
        return Unexpected(MessageError::notAProof);
    if (transaction.inputs.front().prevout != OutPoint{challenge.txid(), 0})
        return Unexpected(MessageError::otherMessage);
    std::unordered_set<OutPoint> seen;
    for (const bitcoin::TxIn& input : transaction.inputs) {
        if (input.prevout.vout == NO_OUTPUT && input.prevout.txid == bitcoin::Txid())
            return Unexpected(MessageError::notAProof); // only a block's first transaction spends nothing
        if (!seen.insert(input.prevout).second)
            return Unexpected(MessageError::duplicateCoin);
    }
    return {};
}

std::string_view name(ProofFormat format) {
    return rowOf(format).name;
}

std::optional<ProofFormat> proofFormat(std::string_view name) {
    const auto found = std::ranges::find(FORMATS, name, &FormatRow::name);
    return found == FORMATS.end() ? std::nullopt : std::optional(found->format);
}

std::string encodeSimple(const std::vector<Bytes>& witness) {
    base::ByteWriter writer;
    writer.compactSize(witness.size());
    for (const Bytes& item : witness)
        writer.bytesWithLength(item);
    return encode(ProofFormat::simple, writer.data());
}

std::string encodeFull(const Transaction& signedToSign) {
    return encode(ProofFormat::full, signedToSign.serialize());
}

std::string encodeProofOfFunds(const Psbt& final) {
    return encode(ProofFormat::proofOfFunds, serialize(final));
}

Result<DecodedProof, MessageError> decodeProof(std::string_view text) {
    if (text.empty())
        return Unexpected(MessageError::signatureEmpty);
    if (text.size() > MAX_PROOF_SIZE)
        return Unexpected(MessageError::signatureTooLarge);
    const auto prefixed = std::ranges::find(FORMATS, text.substr(0, PREFIX_SIZE), &FormatRow::prefix);
    DecodedProof proof{.format = ProofFormat::simple};
    if (prefixed != FORMATS.end()) {
        proof.format = prefixed->format;
        text.remove_prefix(PREFIX_SIZE);
    }
    const auto bytes = base::fromBase64(text);
    if (!bytes)
        return Unexpected(MessageError::notBase64);
    switch (proof.format) {
    case ProofFormat::simple: {
        auto witness = readWitness(*bytes);
        if (!witness)
            return Unexpected(MessageError::malformed);
        proof.witness = std::move(witness).value();
        return proof;
    }
    case ProofFormat::full: {
        auto transaction = Transaction::parse(*bytes);
        if (!transaction)
            return Unexpected(MessageError::malformed);
        proof.signedToSign = std::move(transaction).value();
        return proof;
    }
    case ProofFormat::proofOfFunds: {
        auto psbt = parsePsbt(*bytes);
        if (!psbt)
            return Unexpected(MessageError::malformed);
        proof.psbt = std::move(psbt).value();
        return proof;
    }
    }
    base::checkFailed("ProofFormat");
}

std::optional<Bytes> messageOf(const Psbt& psbt) {
    const auto found = psbt.unknown.find(MESSAGE_FIELD);
    return found == psbt.unknown.end() ? std::nullopt : std::optional(found->second);
}

void setMessage(Psbt& psbt, ByteSpan message) {
    psbt.unknown.insert_or_assign(MESSAGE_FIELD, base::toBytes(message));
}

} // namespace strongroom::psbt
