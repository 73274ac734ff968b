#include "service/message_desk.h"

#include "psbt/codec.h"

namespace strongroom::service {

namespace {

/// Judged with what was said, as if it were here already.
Outcome<void> refuseWhatMeansNothing(const Standpoint& standpoint, const MessageView& view,
                                     const crypto::SignedObject& object) {
    std::vector<crypto::SignedObject> statements = view.statements;
    statements.push_back(object);
    STRONGROOM_ASSIGN(const MessageView after, viewOf(standpoint, view.object, std::move(statements)));
    return after.judgement ? refuseMeaningless(after.judgement->tally(), object) : Outcome<void>();
}

} // namespace

Outcome<base::Bytes> deskRequestOf(const MessageView& view) {
    STRONGROOM_TRY(requireOpen(view));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, carriageOf(view));
    return psbt::serialize(psbt);
}

Outcome<void> takeAnswer(State& state, const Standpoint& standpoint, const MessageView& view,
                         const ReadAnswer& answer) {
    STRONGROOM_TRY(requireOpen(view));
    if (answer.statement.kind == treasury::StatementKind::question ||
        answer.statement.kind == treasury::StatementKind::answer)
        return base::Unexpected(WithdrawalError::approvalDoesNotCount);
    STRONGROOM_TRY(refuseWhatMeansNothing(standpoint, view, answer.object));
    if (answer.note)
        STRONGROOM_TRY(store::Objects(state.database).putDocument(*answer.statement.note, answer.noteBytes));
    STRONGROOM_TRY(storeObject(state, answer.object.bytes(), view.digest.span(), "imported"));
    STRONGROOM_TRY(askSigner(state, importRecord(standpoint, view.digest, answer)));
    return pullLog(state);
}

} // namespace strongroom::service
