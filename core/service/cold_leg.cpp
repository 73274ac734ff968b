#include "service/cold_leg.h"

#include "psbt/codec.h"
#include "service/cold_reply.h"
#include "service/withdrawal_words.h"

namespace strongroom::service {

using treasury::WithdrawalState;

Outcome<base::Bytes> exportForStation(Workspace& workspace, const std::string& withdrawalId) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    if (view.phase != WithdrawalState::authorized && view.phase != WithdrawalState::signing) {
        STRONGROOM_TRY(reevaluate(state, standpoint, view));
        if (view.phase != WithdrawalState::authorized)
            return base::Unexpected(WithdrawalError::coldNotApproved);
    }
    STRONGROOM_ASSIGN(const treasury::Travel travel, companyOf(state));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(view.psbt, travel));
    // From the first export on a signature may come back: coins stay reserved until a block decides.
    view.record.exported = store::Exported::yes;
    STRONGROOM_TRY(apply(view, treasury::WithdrawalEvent::startSigning));
    STRONGROOM_TRY(saveWithdrawal(state, view));
    STRONGROOM_TRY(
        recordLeg(state, "cold.exported", view.record.id, {{"txid", bitcoin::toText(view.record.txid)}}));
    return psbt::serialize(psbt);
}

Outcome<StationReply> importFromStation(Workspace& workspace, const std::string& withdrawalId,
                                        base::ByteSpan reply) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    if (view.phase != WithdrawalState::signing)
        return base::Unexpected(WithdrawalError::coldNotExported);
    auto accepted = acceptReply(state, standpoint.authority(), {view.psbt, view.digest}, reply);
    if (!accepted) {
        STRONGROOM_TRY(
            recordLeg(state, "cold.reply_refused", view.record.id,
                      {{"code", accepted.error().code}, {"sha256", hexOf(crypto::sha256(reply))}}));
        return base::Unexpected(accepted.error());
    }
    view.psbt = *std::move(accepted);
    STRONGROOM_ASSIGN(view.travel, treasury::readTravel(view.psbt));
    STRONGROOM_TRY(saveWithdrawal(state, view, {view.travel.receipts, {}, "station"}));
    const SignatureMeter meter = signaturesOf(standpoint, view);
    StationReply result{hexOf(view.record.id), meter.have, meter.needed, ""};
    result.sentence = replySentence(result);
    STRONGROOM_TRY(recordLeg(state, "cold.reply_accepted", view.record.id,
                             {{"signatures", meter.have}, {"sha256", hexOf(crypto::sha256(reply))}}));
    return result;
}

} // namespace strongroom::service
