#include "service/message_leg.h"

#include "psbt/codec.h"
#include "service/cold_reply.h"
#include "service/message_view.h"

#include <algorithm>

namespace strongroom::service {

namespace {

/// Each new receipt, with all signatures so far under its id, in one transaction.
Outcome<void> keepReply(State& state, const MessageView& view, const psbt::Psbt& accepted,
                        const std::vector<crypto::SignedObject>& receipts) {
    const base::Bytes signatures = psbt::serialize(treasury::stripTravel(accepted));
    const base::UnixTime now = state.ports.clock->now();
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Objects objects(state.database);
    for (const crypto::SignedObject& receipt : receipts) {
        STRONGROOM_TRY(objects.putDocument(receipt.id(), signatures));
        STRONGROOM_TRY(objects.put({receipt.hash(), receipt.id(), receipt.type(),
                                    base::toBytes(view.digest.span()), receipt.bytes(), now, "station"}));
    }
    STRONGROOM_TRY(transaction.commit());
    return {};
}

/// The reply's signatures with what was there, and the receipts that came with them.
struct Accepted {
    psbt::Psbt psbt;
    std::vector<crypto::SignedObject> receipts;
};
Outcome<Accepted> accept(State& state, const Standpoint& standpoint, const MessageView& view,
                         base::ByteSpan reply) {
    STRONGROOM_ASSIGN(const psbt::Psbt sent, carriageOf(view));
    STRONGROOM_ASSIGN(psbt::Psbt psbt,
                      acceptReply(state, standpoint.authority(), {sent, view.digest}, reply));
    STRONGROOM_ASSIGN(treasury::Travel travel, treasury::readTravel(psbt));
    std::erase_if(travel.receipts, [&](const crypto::SignedObject& receipt) {
        return std::ranges::find(view.receipts, receipt) != view.receipts.end();
    });
    if (travel.receipts.empty())
        return base::Unexpected(WithdrawalError::coldReceiptMissing);
    return Accepted{std::move(psbt), std::move(travel.receipts)};
}

} // namespace

Outcome<base::Bytes> exportMessageForStation(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const MessageView view, findMessage(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(view));
    if (!view.isCold() || !view.judgement || !view.judgement->isApproved())
        return base::Unexpected(WithdrawalError::coldNotApproved);
    STRONGROOM_ASSIGN(const psbt::Psbt carriage, carriageOf(view));
    STRONGROOM_ASSIGN(const treasury::Travel company, companyOf(state));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(carriage, company));
    STRONGROOM_TRY(recordLeg(state, "cold.exported", view.digest,
                             {{"message_hash", hexOf(psbt::messageHash(view.intent.request.message))}}));
    return psbt::serialize(psbt);
}

Outcome<StationReply> importMessageFromStation(Workspace& workspace, const std::string& id,
                                               base::ByteSpan reply) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(MessageView view, findMessage(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(view));
    if (phaseOf(view) != MessagePhase::signing)
        return base::Unexpected(WithdrawalError::coldNotExported);
    auto accepted = accept(state, standpoint, view, reply);
    if (!accepted) {
        STRONGROOM_TRY(
            recordLeg(state, "cold.reply_refused", view.digest,
                      {{"code", accepted.error().code}, {"sha256", hexOf(crypto::sha256(reply))}}));
        return base::Unexpected(accepted.error());
    }
    STRONGROOM_TRY(keepReply(state, view, accepted->psbt, accepted->receipts));
    const SignatureMeter meter = signaturesOf(view.vault, accepted->psbt);
    StationReply result{hexOf(view.digest), meter.have, meter.needed, ""};
    result.sentence = replySentence(result);
    STRONGROOM_TRY(recordLeg(state, "cold.reply_accepted", view.digest,
                             {{"signatures", meter.have}, {"sha256", hexOf(crypto::sha256(reply))}}));
    return result;
}

} // namespace strongroom::service
