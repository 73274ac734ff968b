#include "service/advance_withdrawal.h"

#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/finalize.h"
#include "service/conflicts.h"
#include "service/failpoint.h"
#include "service/follow_chain.h"
#include "service/sent_record.h"
#include "service/withdrawal_words.h"

#include <algorithm>

namespace strongroom::service {

using treasury::WithdrawalEvent;
using treasury::WithdrawalState;

namespace {

constexpr std::size_t MAX_OPEN = 10'000; ///< Withdrawals that are not closed, at one time.

/// `leave`: the hot tier is not armed, and asking it would only fill the log with refusals.
enum class Signing : std::uint8_t { ask, leave };

/// Asks the signer process, which judges everything itself. The same request gives the same answer, so a lost
/// reply loses nothing.
Outcome<void> signHot(State& state, WithdrawalView& view) {
    SignerRequest request;
    request.verb = "spend";
    request.fields = {{"subject", hexOf(view.record.id)}};
    request.blobs = {psbt::serialize(view.psbt)};
    const auto reply = askSigner(state, request);
    failpoint("spend.signed");
    STRONGROOM_TRY(pullLog(state));
    if (!reply)
        return base::Unexpected(reply.error());
    if (reply->blobs.empty())
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(const psbt::Psbt answer, psbt::parsePsbt(reply->blobs.front()));
    STRONGROOM_ASSIGN(view.psbt, psbt::combine(view.psbt, answer));
    view.record.exported = store::Exported::yes;
    STRONGROOM_TRY(apply(view, WithdrawalEvent::startSigning));
    return saveWithdrawal(state, view);
}

/// The wait starts when the signer first sees the approvals complete, by its own clock: for a hot vault's
/// payment it is the signer's own, for a cold one's it comes before the export, and each station has one more
/// of its own.
Outcome<void> startWait(State& state, const Standpoint& standpoint, WithdrawalView& view) {
    SignerRequest request;
    request.verb = "hear";
    request.fields = {{"subject", hexOf(view.record.id)}};
    request.blobs = {psbt::serialize(view.psbt)};
    const auto reply = askSigner(state, request);
    STRONGROOM_TRY(pullLog(state));
    if (!reply)
        return base::Unexpected(reply.error());
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    return saveWithdrawal(state, view);
}

Outcome<void> finalizeSigned(State& state, const Standpoint& standpoint, WithdrawalView& view) {
    STRONGROOM_ASSIGN(const psbt::Finalized finalized, psbt::finalize(view.psbt));
    if (!finalized.complete()) {
        STRONGROOM_TRY(reevaluate(state, standpoint, view)); // an end that is pending
        return view.phase == WithdrawalState::signing ? Outcome<void>() : saveWithdrawal(state, view);
    }
    STRONGROOM_CHECK(finalized.tx->txid() == view.record.txid);
    view.record.finalTransaction = finalized.tx->serialize();
    STRONGROOM_TRY(apply(view, WithdrawalEvent::completeSignatures));
    return saveWithdrawal(state, view);
}

Outcome<void> send(State& state, WithdrawalView& view) {
    const auto transaction = bitcoin::Transaction::parse(view.record.finalTransaction);
    if (!transaction || transaction->txid() != view.record.txid)
        return base::Unexpected(base::Failure(WithdrawalError::damaged));
    STRONGROOM_ASSIGN(chain::Backend * backend, chainOf(state));
    STRONGROOM_ASSIGN(const chain::Acceptance acceptance, backend->testAccept(*transaction));
    if (acceptance.verdict == chain::Acceptance::Verdict::rejected) {
        base::Failure failure("chain.rejected", "The node would not take the transaction.");
        failure.data.emplace_back("reason", acceptance.reason);
        return base::Unexpected(std::move(failure));
    }
    failpoint("send.before");
    if (acceptance.verdict == chain::Acceptance::Verdict::allowed)
        STRONGROOM_TRY(backend->broadcast(*transaction));
    failpoint("send.after");
    if (view.phase == WithdrawalState::broadcast)
        return {}; // sent again
    STRONGROOM_TRY(recordSent(state, view.record.id, view.record.txid));
    failpoint("send.recorded");
    STRONGROOM_TRY(apply(view, WithdrawalEvent::sendOut));
    return saveWithdrawal(state, view);
}

/// A version that pays a higher fee was sent, too.
Outcome<bool> isOutbid(State& state, const store::WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(const auto versions, versionsOf(state, record));
    return std::any_of(versions.begin(), versions.end(), [&](const store::WithdrawalRecord& one) {
        return one.id != record.id && one.fee > record.fee &&
               (one.phase == treasury::name(WithdrawalState::broadcast) ||
                one.phase == treasury::name(WithdrawalState::confirmed));
    });
}

/// Blocks are followed in one place, which also confirms withdrawals; what fell out of the mempool is sent
/// again.
Outcome<void> confirm(Workspace& workspace, const Standpoint& standpoint, WithdrawalView& view) {
    STRONGROOM_TRY(followChain(workspace));
    State& state = workspace.state();
    STRONGROOM_ASSIGN(view, findWithdrawal(state, standpoint, hexOf(view.record.id)));
    if (view.phase != WithdrawalState::broadcast)
        return {};
    STRONGROOM_ASSIGN(const bool outbid, isOutbid(state, view.record));
    if (outbid)
        return {}; // a later version has taken its place; nodes would not have it back
    STRONGROOM_ASSIGN(const bool lost, isLost(state, view.record));
    if (lost)
        return {}; // it waits for the conflict to be buried
    STRONGROOM_ASSIGN(chain::Backend * backend, chainOf(state));
    STRONGROOM_ASSIGN(const auto waiting, backend->mempoolTransaction(view.record.txid));
    return waiting ? Outcome<void>() : send(state, view);
}

/// Another version is in a block; all that can still happen to this one happens in the chain.
Outcome<void> followOnly(Workspace& workspace, const Standpoint& standpoint, WithdrawalView& view) {
    STRONGROOM_TRY(followChain(workspace));
    STRONGROOM_ASSIGN(view, findWithdrawal(workspace.state(), standpoint, hexOf(view.record.id)));
    return {};
}

/// Approved and nothing to wait for: the hot tier signs, the cold tier is carried by people.
Outcome<void> sign(State& state, const Standpoint& standpoint, WithdrawalView& view, Signing signing) {
    if (signing == Signing::leave)
        return {};
    if (standpoint.authority().isFrozen())
        return base::Unexpected(base::Failure("signer.frozen", "The treasury is frozen. Nothing is signed."));
    return isHot(standpoint, view) ? signHot(state, view) : Outcome<void>();
}

/// One step of what waits for people or time.
Outcome<void> judgeOpen(State& state, const Standpoint& standpoint, WithdrawalView& view, Signing signing) {
    const WithdrawalState before = view.phase;
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    if (view.phase != before)
        return saveWithdrawal(state, view);
    if (view.phase == WithdrawalState::authorized)
        return sign(state, standpoint, view, signing);
    if (view.phase == WithdrawalState::cooling) {
        STRONGROOM_ASSIGN(const auto since, coolingSince(state, view));
        return since ? Outcome<void>() : startWait(state, standpoint, view);
    }
    return {};
}

Outcome<void> step(Workspace& workspace, const Standpoint& standpoint, WithdrawalView& view,
                   Signing signing) {
    State& state = workspace.state();
    if (view.phase != WithdrawalState::confirmed) {
        STRONGROOM_ASSIGN(const bool overtaken, isOvertaken(state, view.record));
        if (overtaken)
            return view.phase == WithdrawalState::broadcast ? followOnly(workspace, standpoint, view)
                                                            : Outcome<void>();
    }
    switch (view.phase) {
    case WithdrawalState::draft:
    case WithdrawalState::proposed:
    case WithdrawalState::notAllowed:
    case WithdrawalState::waitingForApprovals:
    case WithdrawalState::cooling:
    case WithdrawalState::authorized:
        return judgeOpen(state, standpoint, view, signing);
    case WithdrawalState::signing:
        return finalizeSigned(state, standpoint, view);
    case WithdrawalState::fullySigned: {
        STRONGROOM_TRY(reevaluate(state, standpoint, view));
        return view.phase == WithdrawalState::fullySigned ? send(state, view) : saveWithdrawal(state, view);
    }
    case WithdrawalState::broadcast:
        return confirm(workspace, standpoint, view);
    case WithdrawalState::confirmed:
    case WithdrawalState::rejectedPending:
    case WithdrawalState::takenBackPending:
    case WithdrawalState::expiredPending:
    case WithdrawalState::rejected:
    case WithdrawalState::takenBack:
    case WithdrawalState::expired:
    case WithdrawalState::replaced:
        return {};
    }
    base::checkFailed("WithdrawalState");
}

bool movesByItself(WithdrawalState phase) {
    return !treasury::isFinal(phase) && phase != WithdrawalState::confirmed;
}

std::vector<std::string> movingPhases() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < treasury::WITHDRAWAL_STATES; ++i) {
        const auto phase = static_cast<WithdrawalState>(i);
        if (movesByItself(phase))
            names.emplace_back(treasury::name(phase));
    }
    return names;
}

Outcome<Advance> advance(Workspace& workspace, const std::string& withdrawalId, Signing signing) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    const WithdrawalState before = view.phase;
    STRONGROOM_TRY(step(workspace, standpoint, view, signing));
    return Advance{phaseOf(before), phaseOf(view.phase), sentenceOf(standpoint, view)};
}

} // namespace

Outcome<Advance> advanceWithdrawal(Workspace& workspace, const std::string& withdrawalId) {
    STRONGROOM_TRY(requireWriter(workspace.state()));
    return advance(workspace, withdrawalId, Signing::ask);
}

Outcome<std::vector<Advance>> advanceAll(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const signer::Frame status, askSigner(state, {"status", {}, {}}));
    const auto phase = textOf(status, "phase");
    const Signing signing = phase && *phase == "armed" ? Signing::ask : Signing::leave;
    store::WithdrawalQuery query;
    query.phases = movingPhases();
    query.limit = MAX_OPEN;
    STRONGROOM_ASSIGN(const auto records, store::Withdrawals(state.database).query(query));
    std::vector<Advance> moves;
    for (const store::WithdrawalRecord& record : records) {
        // At most as many steps as there are states; one that is refused waits for the next call.
        for (std::size_t i = 0; i < treasury::WITHDRAWAL_STATES; ++i) {
            auto move = advance(workspace, hexOf(record.id), signing);
            if (!move || move->before == move->after)
                break;
            moves.push_back(*std::move(move));
        }
    }
    return moves;
}

} // namespace strongroom::service
