#include "service/cold_leg.h"

#include "audit/checkpoint.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/signatures.h"
#include "service/station_log.h"
#include "service/withdrawal_words.h"
#include "treasury/receipt.h"

#include <algorithm>

namespace strongroom::service {

using treasury::WithdrawalState;

namespace {

/// The console says where its own log stands; the station countersigns by citing it (DESIGN.md §3).
Outcome<treasury::Travel> whatTravels(State& state) {
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

Outcome<void> record(State& state, const std::string& kind, const WithdrawalView& view,
                     base::Json::Object fields) {
    SignerRequest request{
        "record", {{"kind", kind}, {"subject", hexOf(view.record.id)}, {"fields", std::move(fields)}}, {}};
    STRONGROOM_TRY(askSigner(state, request));
    return pullLog(state);
}

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

/// Nothing but signatures may be new in an input.
psbt::PsbtInput withoutSignatures(psbt::PsbtInput input) {
    input.partialSigs.clear();
    input.tapKeySig.reset();
    input.tapScriptSigs.clear();
    return input;
}

/// The same transaction and, apart from signatures and our own fields, the same description of it.
Outcome<void> checkSameTransaction(const psbt::Psbt& sent, const psbt::Psbt& reply) {
    if (reply.tx.txid() != sent.tx.txid()) {
        const auto spendsOurs = [&](const bitcoin::TxIn& input) {
            return std::any_of(sent.tx.inputs.begin(), sent.tx.inputs.end(),
                               [&](const bitcoin::TxIn& own) { return own.prevout == input.prevout; });
        };
        const bool related = std::any_of(reply.tx.inputs.begin(), reply.tx.inputs.end(), spendsOurs);
        return refuse(related ? WithdrawalError::coldChangedTransaction : WithdrawalError::coldForeignWallet);
    }
    const psbt::Psbt ours = treasury::stripTravel(sent);
    const psbt::Psbt theirs = treasury::stripTravel(reply);
    if (theirs.xpubs != ours.xpubs || theirs.outputs != ours.outputs || theirs.unknown != ours.unknown ||
        theirs.proprietary != ours.proprietary || theirs.inputs.size() != ours.inputs.size())
        return refuse(WithdrawalError::coldExtraData);
    for (std::size_t i = 0; i < ours.inputs.size(); ++i) {
        if (withoutSignatures(theirs.inputs[i]) != withoutSignatures(ours.inputs[i]))
            return refuse(WithdrawalError::coldExtraData);
    }
    return {};
}

/// What people said, and where logs stand, comes back as it went, with receipts added and nothing else.
Outcome<void> checkTravel(State& state, const psbt::Psbt& sent, const psbt::Psbt& reply,
                          const WithdrawalView& view, const authority::AuthorityState& authority) {
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
                          treasury::verifyReceipt(object, reply, view.digest, authority));
        STRONGROOM_TRY(checkStationLog(receipt, earlier, authority));
    }
    return {};
}

/// What `whatTravels` added to the request comes back as it went: heads that are ours, and places where this
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

/// The reply as it may be combined: checked against what was sent, receipts kept, heads and checkpoints left
/// behind.
Outcome<psbt::Psbt> acceptReply(State& state, const Standpoint& standpoint, const WithdrawalView& view,
                                base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt reply, psbt::parsePsbtText(bytes));
    STRONGROOM_TRY(checkSameTransaction(view.psbt, reply));
    STRONGROOM_TRY(checkTravel(state, view.psbt, reply, view, standpoint.authority()));
    STRONGROOM_TRY(checkCompany(state, reply, standpoint.authority()));
    if (!psbt::checkAllSignatures(reply))
        return refuse(WithdrawalError::coldInvalidSignature);
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(reply));
    treasury::Travel receipts;
    receipts.receipts = travel.receipts;
    STRONGROOM_ASSIGN(const psbt::Psbt signatures,
                      treasury::addTravel(treasury::stripTravel(reply), receipts));
    const auto combined = psbt::combine(view.psbt, signatures);
    if (!combined)
        return refuse(WithdrawalError::coldExtraData);
    if (signatureCount(*combined) == signatureCount(view.psbt))
        return refuse(WithdrawalError::coldNothingAdded);
    return *combined;
}

std::string replySentence(const StationReply& reply) {
    const int missing = reply.signaturesNeeded - reply.signaturesHave;
    if (missing <= 0)
        return "All signatures are there.";
    return std::to_string(reply.signaturesHave) + " of " + std::to_string(reply.signaturesNeeded) +
           " signatures. Show the transaction to another station.";
}

} // namespace

Outcome<base::Bytes> exportForStation(Workspace& workspace, const std::string& withdrawalId) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    if (view.phase != WithdrawalState::authorized && view.phase != WithdrawalState::signing) {
        STRONGROOM_TRY(reevaluate(state, standpoint, view));
        if (view.phase != WithdrawalState::authorized)
            return refuse(WithdrawalError::coldNotApproved);
    }
    STRONGROOM_ASSIGN(const treasury::Travel travel, whatTravels(state));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(view.psbt, travel));
    // From the first export on a signature may come back: coins stay reserved until a block decides.
    view.record.exported = store::Exported::yes;
    STRONGROOM_TRY(apply(view, treasury::WithdrawalEvent::startSigning));
    STRONGROOM_TRY(saveWithdrawal(state, view));
    STRONGROOM_TRY(record(state, "cold.exported", view, {{"txid", bitcoin::toText(view.record.txid)}}));
    return psbt::serialize(psbt);
}

Outcome<StationReply> importFromStation(Workspace& workspace, const std::string& withdrawalId,
                                        base::ByteSpan reply) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    if (view.phase != WithdrawalState::signing)
        return refuse(WithdrawalError::coldNotExported);
    auto accepted = acceptReply(state, standpoint, view, reply);
    if (!accepted) {
        STRONGROOM_TRY(record(state, "cold.reply_refused", view,
                              {{"code", accepted.error().code}, {"sha256", hexOf(crypto::sha256(reply))}}));
        return base::Unexpected(accepted.error());
    }
    view.psbt = *std::move(accepted);
    STRONGROOM_ASSIGN(view.travel, treasury::readTravel(view.psbt));
    STRONGROOM_TRY(saveWithdrawal(state, view, {view.travel.receipts, {}, "station"}));
    const SignatureMeter meter = signaturesOf(standpoint, view);
    StationReply result{hexOf(view.record.id), meter.have, meter.needed, ""};
    result.sentence = replySentence(result);
    STRONGROOM_TRY(record(state, "cold.reply_accepted", view,
                          {{"signatures", meter.have}, {"sha256", hexOf(crypto::sha256(reply))}}));
    return result;
}

} // namespace strongroom::service
