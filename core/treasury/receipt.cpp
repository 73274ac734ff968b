#include "treasury/receipt.h"

#include "base/byte_writer.h"
#include "base/fixed_hex.h"
#include "base/text_encoding.h"

namespace strongroom::treasury {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

constexpr std::size_t MAX_LOG_NAME = 40;

void writeSignature(base::ByteWriter& writer, std::size_t input, base::ByteSpan key,
                    base::ByteSpan signature) {
    writer.u32(static_cast<std::uint32_t>(input)).bytesWithLength(key).bytesWithLength(signature);
}

} // namespace

crypto::Unsigned toUnsigned(const Receipt& receipt, const std::string& treasuryText) {
    return {std::string(RECEIPT_TYPE), treasuryText,
            Json(Json::Object{{"at", receipt.at.seconds},
                              {"authority_version", receipt.authorityVersion},
                              {"checkpoint", receipt.checkpoint},
                              {"fingerprint", bitcoin::toText(receipt.fingerprint)},
                              {"intent", base::toHex(receipt.intent.span())},
                              {"log", receipt.log},
                              {"log_key", base::toHex(receipt.logKey.span())},
                              {"signatures", base::toHex(receipt.signatures.span())},
                              {"txid", bitcoin::toText(receipt.txid)}})};
}

Result<Receipt, Error> parseReceipt(const crypto::SignedObject& object) {
    if (object.type() != RECEIPT_TYPE)
        return Unexpected(Error::wrongType);
    if (object.signatures().size() != 1)
        return Unexpected(Error::severalSignatures);
    JsonFields fields(object.body());
    const auto at = fields.integer("at");
    const auto authorityVersion = fields.integer("authority_version");
    const auto checkpoint = fields.string("checkpoint");
    const auto fingerprint = fixedMember<bitcoin::Fingerprint>(fields, "fingerprint");
    const auto intent = fixedMember<crypto::Hash256>(fields, "intent");
    const auto log = fields.string("log");
    const auto logKey = fixedMember<crypto::Ed25519PublicKey>(fields, "log_key");
    const auto signatures = fixedMember<crypto::Hash256>(fields, "signatures");
    const auto txidText = fields.string("txid");
    const auto txid = bitcoin::txidFromText(txidText.value_or(""));
    if (!fields.done() || !fingerprint || !intent || !logKey || !signatures || !txid)
        return Unexpected(Error::malformed);
    if (bitcoin::toText(*txid) != *txidText || *at < 0 || *authorityVersion < 1 || log->empty() ||
        log->size() > MAX_LOG_NAME || checkpoint->size() > MAX_RECEIPT_CHECKPOINT ||
        object.bytes().size() > MAX_RECEIPT_BYTES)
        return Unexpected(Error::malformed);
    return Receipt{*intent, *txid,   *fingerprint, *signatures, *authorityVersion, base::UnixTime{*at},
                   *log,    *logKey, *checkpoint};
}

crypto::Hash256 signaturesHash(const psbt::Psbt& psbt, const bitcoin::Fingerprint& fingerprint) {
    base::ByteWriter writer;
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const psbt::PsbtInput& input = psbt.inputs[i];
        for (const auto& [key, signature] : input.partialSigs) {
            const auto origin = input.bip32.find(key);
            if (origin != input.bip32.end() && origin->second.fingerprint == fingerprint)
                writeSignature(writer, i, key.span(), signature);
        }
        for (const auto& [signer, signature] : input.tapScriptSigs) {
            const auto origin = input.tapBip32.find(signer.key);
            if (origin == input.tapBip32.end() || origin->second.origin.fingerprint != fingerprint)
                continue;
            const base::Bytes key =
                base::ByteWriter().bytes(signer.key.span()).bytes(signer.leafHash.span()).take();
            writeSignature(writer, i, key, signature);
        }
        if (!input.tapKeySig || !input.tapInternalKey)
            continue;
        const auto origin = input.tapBip32.find(*input.tapInternalKey);
        if (origin != input.tapBip32.end() && origin->second.origin.fingerprint == fingerprint)
            writeSignature(writer, i, input.tapInternalKey->span(), *input.tapKeySig);
    }
    return crypto::taggedHash("strongroom/receipt-signatures/1", writer.data());
}

Result<Receipt, Error> verifyReceipt(const crypto::SignedObject& object, const psbt::Psbt& psbt,
                                     const crypto::Hash256& intent, const authority::AuthorityState& state) {
    STRONGROOM_ASSIGN(Receipt receipt, parseReceipt(object));
    if (object.treasury() != state.treasuryText())
        return Unexpected(Error::wrongTreasury);
    if (!crypto::verifies(object, 0, receipt.logKey))
        return Unexpected(Error::badSignature);
    const authority::LogRecord* registered = state.findLog(receipt.log);
    if (registered != nullptr &&
        (registered->key != receipt.logKey || registered->state != authority::RecordState::active))
        return Unexpected(Error::unknownKey);
    if (receipt.intent != intent)
        return Unexpected(Error::otherIntent);
    if (receipt.txid != psbt.tx.txid())
        return Unexpected(Error::otherTransaction);
    if (receipt.signatures != signaturesHash(psbt, receipt.fingerprint))
        return Unexpected(Error::receiptMismatch);
    return receipt;
}

} // namespace strongroom::treasury
