#include "psbt/message_sign.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "psbt/finalize.h"
#include "psbt/message_verify.h"
#include "psbt/signatures.h"

namespace strongroom::psbt {

namespace {

using base::ByteSpan;
using base::Failure;
using base::Result;
using base::Unexpected;
using bitcoin::Transaction;

ProofLocks locksOf(const Transaction& toSign) {
    return {toSign.lockTime, toSign.inputs.front().sequence};
}

std::string encode(ProofFormat format, const Finalized& final) {
    switch (format) {
    case ProofFormat::simple:
        return encodeSimple(final.tx->inputs.front().witness);
    case ProofFormat::full:
        return encodeFull(*final.tx);
    case ProofFormat::proofOfFunds:
        return encodeProofOfFunds(final.psbt);
    }
    base::checkFailed("ProofFormat");
}

} // namespace

Result<MessagePsbt, MessageError> readMessagePsbt(const Psbt& psbt) {
    const auto message = messageOf(psbt);
    const auto challenged = spentOutput(psbt, 0);
    if (!message || !challenged || challenged->amount != base::Amount())
        return Unexpected(MessageError::notAProof);
    STRONGROOM_TRY(checkMessage(*message));
    STRONGROOM_TRY(checkToSign(psbt.tx, toSpend(*message, challenged->scriptPubKey)));
    return MessagePsbt{*message, challenged->scriptPubKey};
}

Result<void, MessageError> checkFormat(ProofFormat format, const Transaction& toSign, ByteSpan scriptPubKey) {
    const bool hasCoins = toSign.inputs.size() > 1;
    switch (format) {
    case ProofFormat::simple:
        if (!bitcoin::witnessProgram(scriptPubKey) &&
            bitcoin::classify(scriptPubKey) != bitcoin::ScriptType::p2sh)
            return Unexpected(MessageError::simpleNeedsSegwit);
        if (hasCoins || locksOf(toSign).any() || toSign.version != 0)
            return Unexpected(MessageError::formatTooNarrow);
        return {};
    case ProofFormat::full:
        if (hasCoins)
            return Unexpected(MessageError::formatTooNarrow);
        return {};
    case ProofFormat::proofOfFunds:
        if (!hasCoins)
            return Unexpected(MessageError::noCoins);
        return {};
    }
    base::checkFailed("ProofFormat");
}

ProofFormat formatFor(const Transaction& toSign, ByteSpan scriptPubKey, ByteSpan redeemScript) {
    if (toSign.inputs.size() > 1)
        return ProofFormat::proofOfFunds;
    const bool segwit = bitcoin::witnessProgram(scriptPubKey) || bitcoin::witnessProgram(redeemScript);
    return segwit && checkFormat(ProofFormat::simple, toSign, scriptPubKey) ? ProofFormat::simple
                                                                            : ProofFormat::full;
}

Result<ProofProgress, Failure> finishProof(const Psbt& psbt, std::optional<ProofFormat> format) {
    STRONGROOM_ASSIGN(MessagePsbt about, readMessagePsbt(psbt));
    const base::Bytes redeemScript = psbt.inputs.front().redeemScript.value_or(base::Bytes());
    const ProofFormat chosen = format.value_or(formatFor(psbt.tx, about.scriptPubKey, redeemScript));
    STRONGROOM_TRY(checkFormat(chosen, psbt.tx, about.scriptPubKey));
    STRONGROOM_ASSIGN(Finalized final, finalize(psbt));
    ProofProgress progress{std::move(about), final.psbt, chosen, std::nullopt};
    if (!final.complete())
        return progress;
    std::string signature = encode(chosen, final);
    STRONGROOM_ASSIGN(const MessageVerdict verdict,
                      verifyMessage(progress.about.scriptPubKey, progress.about.message, signature));
    if (verdict.reason)
        return Unexpected(Failure(std::string(verdict.reason->code), std::string(verdict.reason->sentence)));
    progress.signature = std::move(signature);
    return progress;
}

} // namespace strongroom::psbt
