#include "service/withdrawals.h"

#include "service/spend_flow.h"
#include "service/withdrawal_rows.h"
#include "service/withdrawal_verdict.h"
#include "service/withdrawal_words.h"
#include "store/log.h"

#include <algorithm>
#include <array>

namespace strongroom::service {

namespace {

constexpr std::size_t MAX_PAGE = 1'000;

std::vector<std::string> storedNames(const std::vector<WithdrawalPhase>& phases) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < treasury::WITHDRAWAL_STATES; ++i) {
        const auto state = static_cast<treasury::WithdrawalState>(i);
        if (std::find(phases.begin(), phases.end(), phaseOf(state)) != phases.end())
            names.emplace_back(treasury::name(state));
    }
    return names;
}

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::vector<base::Bytes> payeesNamed(const std::string& text, const authority::AuthorityState& authority) {
    std::vector<base::Bytes> ids;
    for (const authority::PayeeEntry& payee : authority.payees()) {
        if (lowerCase(payee.record.name).find(lowerCase(text)) != std::string::npos)
            ids.push_back(base::toBytes(payee.record.id.span()));
    }
    return ids;
}

/// A row that does not verify is listed as what it is.
WithdrawalRow damagedRow(const store::WithdrawalRecord& record, const base::Failure& failure) {
    WithdrawalRow row;
    row.id = hexOf(record.id);
    row.phase = WithdrawalPhase::notAllowed;
    row.sentence = failure.message;
    row.proposedAt = record.proposedAt;
    return row;
}

Outcome<std::vector<TimelineLine>> timelineOf(State& state, const WithdrawalView& view) {
    STRONGROOM_ASSIGN(const auto versions, versionsOf(state, view.record));
    std::vector<TimelineLine> lines;
    for (const store::WithdrawalRecord& version : versions) {
        STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).about(version.id.span()));
        for (const store::LeafRow& leaf : leaves)
            lines.push_back({leaf.at, leaf.actor, leaf.sentence});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const TimelineLine& a, const TimelineLine& b) { return a.at < b.at; });
    return lines;
}

Outcome<std::vector<VersionLine>> versionLines(State& state, const Standpoint& standpoint,
                                               const WithdrawalView& view) {
    STRONGROOM_ASSIGN(const auto versions, versionsOf(state, view.record));
    std::vector<VersionLine> lines;
    for (const store::WithdrawalRecord& version : versions) {
        const auto one = viewOf(standpoint, version);
        if (one)
            lines.push_back({hexOf(version.id), kindOf(one->intent), feeOf(one->review), phaseOf(one->phase),
                             sentenceOf(standpoint, *one)});
    }
    return lines.size() > 1 ? std::move(lines) : std::vector<VersionLine>();
}

/// What waits for a block may be sped up while it has change, and stopped as long as it is not in one; one
/// replacement after the other.
void offerReplacing(WithdrawalActions& actions, const Standpoint& standpoint, const WithdrawalView& view,
                    const std::vector<VersionLine>& versions) {
    using Phase = WithdrawalPhase;
    const quorum::Person* viewer = standpoint.viewer();
    if (viewer == nullptr || !viewer->hasRole(quorum::Role::officer) ||
        !treasury::mayStillConfirm(view.phase) || view.phase == treasury::WithdrawalState::confirmed)
        return;
    const bool busy = std::any_of(versions.begin(), versions.end(), [](const VersionLine& version) {
        return version.phase == Phase::confirmed || version.phase == Phase::waitingForApprovals ||
               version.phase == Phase::cooling || version.phase == Phase::authorized ||
               version.phase == Phase::notAllowed;
    });
    const bool stops = std::any_of(versions.begin(), versions.end(), [](const VersionLine& version) {
        return version.kind == WithdrawalKind::stop && version.phase != Phase::rejected &&
               version.phase != Phase::withdrawn && version.phase != Phase::expired;
    });
    const bool hasChange =
        std::any_of(view.review.outputs.begin(), view.review.outputs.end(),
                    [](const auto& output) { return output.outputClass == policy::OutputClass::change; });
    actions.speedUp = !busy && hasChange;
    actions.stop = !busy && !stops && kindOf(view.intent) != WithdrawalKind::consolidation;
}

WithdrawalActions actionsOf(const Standpoint& standpoint, const WithdrawalView& view, Access access) {
    WithdrawalActions actions;
    const quorum::Person* viewer = standpoint.viewer();
    actions.whyNotApprove = whyNotApprove(standpoint, view, viewer);
    if (access == Access::readOnly)
        actions.whyNotApprove = base::ErrorInfo(describe(Error::readOnly)).sentence;
    if (viewer == nullptr || !viewer->isActive() || access == Access::readOnly)
        return actions;
    const bool open = isOpen(view.phase);
    const bool mine = viewer->id == view.intent.initiator;
    const bool paused = view.record.paused == store::Paused::yes;
    const bool officer = viewer->hasRole(quorum::Role::officer) || viewer->hasRole(quorum::Role::compliance);
    const auto needed = stillNeeded(view);
    const bool eligible = officer || std::find(needed.begin(), needed.end(), viewer->id) != needed.end();
    const bool unsent = open || view.phase == treasury::WithdrawalState::signing ||
                        view.phase == treasury::WithdrawalState::fullySigned;
    actions.approve = actions.whyNotApprove.empty();
    actions.reject = eligible && unsent && !mine;
    actions.ask = eligible && open && !mine && !paused;
    actions.answer = paused && open && officer;
    actions.takeBack = mine && unsent;
    const bool hot = isHot(standpoint, view);
    const bool ready = view.phase == treasury::WithdrawalState::authorized ||
                       view.phase == treasury::WithdrawalState::cooling;
    actions.advance = (hot && ready) || view.phase == treasury::WithdrawalState::fullySigned ||
                      view.phase == treasury::WithdrawalState::broadcast ||
                      (hot && view.phase == treasury::WithdrawalState::signing);
    actions.exportForStation = !hot && (view.phase == treasury::WithdrawalState::authorized ||
                                        view.phase == treasury::WithdrawalState::signing);
    actions.handOut =
        !view.record.finalTransaction.empty() && (view.phase == treasury::WithdrawalState::fullySigned ||
                                                  view.phase == treasury::WithdrawalState::broadcast);
    actions.importFromStation = !hot && view.phase == treasury::WithdrawalState::signing;
    return actions;
}

/// All counted approvals came into being at this very seat.
Outcome<bool> madeOnOneComputer(State& state, const WithdrawalView& view) {
    if (!view.judgement)
        return false;
    STRONGROOM_ASSIGN(const auto objects, store::Objects(state.database).about(view.record.id.span()));
    std::size_t here = 0;
    for (const treasury::Standing& standing : view.judgement->tally().counted) {
        here += static_cast<std::size_t>(
            std::any_of(objects.begin(), objects.end(), [&](const store::StoredObject& object) {
                return object.id == standing.object && object.origin == state.log;
            }));
    }
    return here > 1 && here == view.judgement->tally().counted.size();
}

void sayWhoIsNext(WithdrawalDetail& detail, const Standpoint& standpoint, const WithdrawalView& view) {
    detail.nextSentence = sentenceOf(standpoint, view);
    const authority::AuthorityState& authority = standpoint.authority();
    if (view.record.paused == store::Paused::yes && isOpen(view.phase)) {
        detail.nextPerson = nameOfPerson(authority, view.intent.initiator);
        return;
    }
    const auto people = stillNeeded(view);
    if (!people.empty() && isOpen(view.phase)) {
        if (people.size() == 1)
            detail.nextPerson = nameOfPerson(authority, people.front());
        detail.nextSentence = "Approval needed from " + wantedPeople(view, authority) + ".";
    }
}

} // namespace

Outcome<std::vector<WithdrawalRow>> listWithdrawals(Workspace& workspace, const WithdrawalFilter& filter) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    store::WithdrawalQuery query;
    query.text = filter.text;
    if (!filter.text.empty())
        query.payees = payeesNamed(filter.text, standpoint.authority());
    query.phases = storedNames(filter.phases);
    query.offset = filter.offset;
    query.limit = std::min(filter.limit, MAX_PAGE);
    STRONGROOM_ASSIGN(auto records, store::Withdrawals(state.database).query(query));
    std::vector<WithdrawalRow> rows;
    for (store::WithdrawalRecord& record : records) {
        const auto view = viewOf(standpoint, record);
        rows.push_back(view ? rowOf(standpoint, *view, paymentsOf(state, *view))
                            : damagedRow(record, view.error()));
    }
    return rows;
}

Outcome<WithdrawalDetail> showWithdrawal(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const WithdrawalView view, findWithdrawal(state, standpoint, id));
    WithdrawalDetail detail = detailOf(standpoint, view, paymentsOf(state, view));
    STRONGROOM_ASSIGN(detail.timeline, timelineOf(state, view));
    STRONGROOM_ASSIGN(detail.allOnOneComputer, madeOnOneComputer(state, view));
    sayWhoIsNext(detail, standpoint, view);
    STRONGROOM_ASSIGN(detail.versions, versionLines(state, standpoint, view));
    detail.actions = actionsOf(standpoint, view, state.access);
    if (state.access == Access::write)
        offerReplacing(detail.actions, standpoint, view, detail.versions);
    return detail;
}

} // namespace strongroom::service
