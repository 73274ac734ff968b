#include "service/cold_reply.h"

#include "audit/checkpoint.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/reopen.h"
#include "psbt/signatures.h"
#include "service/station_log.h"
#include "service/withdrawal_errors.h"
#include "store/objects.h"
#include "treasury/receipt.h"

#include <algorithm>

namespace strongroom::service {

namespace {

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

Outcome<void> checkSameTransaction(const bitcoin::Transaction& sent, const bitcoin::Transaction& reply) {
    if (reply.txid() == sent.txid())
        return {};
    const auto spendsOurs = [&](const bitcoin::TxIn& input) {
        return std::any_of(sent.inputs.begin(), sent.inputs.end(),
                           [&](const bitcoin::TxIn& own) { return own.prevout == input.prevout; });
    };
    const bool related = std::any_of(reply.inputs.begin(), reply.inputs.end(), spendsOurs);
    return refuse(related ? WithdrawalError::coldChangedTransaction : WithdrawalError::coldForeignWallet);
}

/// Binary or hex, as wallets hand out the transaction that their signature has finished.
std::optional<bitcoin::Transaction> finishedTransaction(base::ByteSpan bytes) {
    const std::string_view text = base::asText(bytes);
    const auto hex = base::fromHex(text.substr(0, text.find_last_not_of("\r\n ") + 1));
    auto tx = bitcoin::Transaction::parse(hex ? base::ByteSpan(*hex) : bytes);
    return tx ? std::optional(std::move(*tx)) : std::nullopt;
}

Outcome<psbt::Psbt> reopened(const psbt::Psbt& sent, const psbt::Psbt& reply) {
    const auto opened = psbt::reopen(sent, reply);
    if (!opened)
        return refuse(opened.error() == psbt::Error::finalWitnessInvalid
                          ? WithdrawalError::coldInvalidSignature
                          : WithdrawalError::coldExtraData);
    if (!treasury::sameButForSignatures(sent, *opened))
        return refuse(WithdrawalError::coldExtraData);
    return *opened;
}

/// A PSBT of the same transaction, in which whoever signed last may have finalized; or that transaction.
Outcome<psbt::Psbt> readReply(const psbt::Psbt& sent, base::ByteSpan bytes) {
    const auto stated = psbt::parsePsbtText(bytes);
    if (!stated) {
        const auto tx = finishedTransaction(bytes);
        if (!tx)
            return base::Unexpected(base::Failure(stated.error()));
        STRONGROOM_TRY(checkSameTransaction(sent.tx, tx->withoutSignatures()));
        STRONGROOM_ASSIGN(const psbt::Psbt finished, psbt::withFinalFields(sent, *tx));
        return reopened(sent, finished);
    }
    STRONGROOM_TRY(checkSameTransaction(sent.tx, stated->tx));
    return reopened(sent, *stated);
}

/// What people said, and where logs stand, comes back as it went, with receipts added and nothing else.
Outcome<void> checkTravel(State& state, const psbt::Psbt& sent, const psbt::Psbt& reply,
                          const crypto::Hash256& digest, const authority::AuthorityState& authority) {
    const auto travel = treasury::readTravel(reply);
    if (!travel)
        return refuse(WithdrawalError::coldExtraData);
    STRONGROOM_ASSIGN(const treasury::Travel own, treasury::readTravel(sent));
    const auto isKnown = [](const auto& list, const auto& item) {
        return std::find(list.begin(), list.end(), item) != list.end();
    };
    for (const crypto::SignedObject& statement : travel->statements) {
        if (!isKnown(own.statements, statement))
            return refuse(WithdrawalError::coldExtraData);
    }
    if (travel->intent && travel->intent != own.intent)
        return refuse(WithdrawalError::coldChangedTransaction);
    const auto exportedOnly = [&](const base::Bytes& value) { return isKnown(own.preimages, value); };
    if (!std::all_of(travel->preimages.begin(), travel->preimages.end(), exportedOnly))
        return refuse(WithdrawalError::coldExtraData);
    STRONGROOM_ASSIGN(const std::vector<treasury::Receipt> earlier, stationReceipts(state));
    for (const crypto::SignedObject& object : travel->receipts) {
        if (isKnown(own.receipts, object))
            continue;
        STRONGROOM_ASSIGN(const treasury::Receipt receipt,
                          treasury::verifyReceipt(object, reply, digest, authority));
        STRONGROOM_TRY(checkStationLog(receipt, earlier, authority));
    }
    return {};
}

/// What `companyOf` added to the request comes back as it went: heads that are ours, and places where this
/// seat's own log stood. Nothing of it is kept, but nobody's additions pass for it either.
Outcome<void> checkCompany(State& state, const psbt::Psbt& reply,
                           const authority::AuthorityState& authority) {
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(reply));
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> heads, store::Objects(state.database).heads());
    const auto isOurs = [&](const crypto::SignedObject& head) {
        return std::find(heads.begin(), heads.end(), head.bytes()) != heads.end();
    };
    const authority::LogRecord* log = authority.findLog(state.log);
    const std::string origin = audit::LogName{state.card.treasuryId, state.log}.origin();
    const auto isOurLog = [&](const base::Bytes& note) {
        return log != nullptr && audit::verifyCheckpoint(base::asText(note), origin, log->key).has_value();
    };
    if (!std::all_of(travel.heads.begin(), travel.heads.end(), isOurs) ||
        !std::all_of(travel.checkpoints.begin(), travel.checkpoints.end(), isOurLog))
        return refuse(WithdrawalError::coldExtraData);
    return {};
}

std::size_t signatureCount(const psbt::Psbt& psbt) {
    std::size_t count = 0;
    for (const psbt::PsbtInput& input : psbt.inputs)
        count += input.partialSigs.size() + input.tapScriptSigs.size() + (input.tapKeySig ? 1U : 0U);
    return count;
}

} // namespace

Outcome<treasury::Travel> companyOf(State& state) {
    treasury::Travel travel;
    STRONGROOM_ASSIGN(const auto heads, store::Objects(state.database).heads());
    if (!heads.empty()) {
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(heads.back(), authority::MAX_HEAD_BYTES));
        if (head.type() == authority::HEAD_TYPE)
            travel.heads.push_back(std::move(head));
    }
    STRONGROOM_ASSIGN(const signer::Frame status, askSigner(state, {"status", {}, {}}));
    STRONGROOM_ASSIGN(const std::string checkpoint, textOf(status, "checkpoint"));
    travel.checkpoints.push_back(base::toBytes(base::asBytes(checkpoint)));
    return travel;
}

Outcome<psbt::Psbt> acceptReply(State& state, const authority::AuthorityState& authority,
                                const ColdRequest& request, base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt reply, readReply(request.sent, bytes));
    STRONGROOM_TRY(checkTravel(state, request.sent, reply, request.digest, authority));
    STRONGROOM_TRY(checkCompany(state, reply, authority));
    if (!psbt::checkAllSignatures(reply))
        return refuse(WithdrawalError::coldInvalidSignature);
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(reply));
    treasury::Travel receipts;
    receipts.receipts = travel.receipts;
    STRONGROOM_ASSIGN(const psbt::Psbt signatures,
                      treasury::addTravel(treasury::stripTravel(reply), receipts));
    const auto combined = psbt::combine(request.sent, signatures);
    if (!combined)
        return refuse(WithdrawalError::coldExtraData);
    if (signatureCount(*combined) == signatureCount(request.sent))
        return refuse(WithdrawalError::coldNothingAdded);
    return *combined;
}

Outcome<void> recordLeg(State& state, const std::string& kind, const crypto::Hash256& subject,
                        base::Json::Object fields) {
    SignerRequest request{
        "record", {{"kind", kind}, {"subject", hexOf(subject)}, {"fields", std::move(fields)}}, {}};
    STRONGROOM_TRY(askSigner(state, request));
    return pullLog(state);
}

std::string replySentence(const StationReply& reply) {
    const int missing = reply.signaturesNeeded - reply.signaturesHave;
    if (missing <= 0)
        return "All signatures are there.";
    return std::to_string(reply.signaturesHave) + " of " + std::to_string(reply.signaturesNeeded) +
           " signatures. Show it to another station.";
}

} // namespace strongroom::service
