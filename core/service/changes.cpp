#include "service/changes.h"

#include "policy/policy.h"
#include "policy/wording.h"
#include "service/authority_changes.h"
#include "service/change_words.h"
#include "service/enrolments.h"

#include <algorithm>

namespace strongroom::service {

namespace {

ChangeProgress progressOf(ChangeStep step) {
    switch (step) {
    case ChangeStep::waiting:
        return ChangeProgress::waiting;
    case ChangeStep::cooling:
        return ChangeProgress::cooling;
    case ChangeStep::adopted:
        return ChangeProgress::inForce;
    }
    base::checkFailed("ChangeStep");
}

ChangeRow rowOf(const PendingChange& change, const authority::AuthorityState& authority,
                const quorum::Person* me) {
    ChangeRow row;
    row.id = hexOf(change.change.head.id());
    row.kind = authority::name(change.kind);
    row.sentences = sentencesOf(change.kind, change.change.document, authority);
    row.signedBy = namesOfPeople(authority, change.signedBy);
    row.since = change.since;
    if (change.signers.isMet()) {
        row.sentence = "Signed by enough people: in force when its waiting time is over.";
        return row;
    }
    row.canSign = namesOfPeople(authority, change.couldStill);
    row.sentence = "Waiting for " +
                   (row.canSign.empty() ? "nobody who could sign" : policy::listWords(row.canSign, "or")) +
                   ".";
    row.iMaySign = me != nullptr && std::find(change.couldStill.begin(), change.couldStill.end(), me->id) !=
                                        change.couldStill.end();
    return row;
}

} // namespace

Outcome<ChangeProgress> proposeChange(State& state, const ChangeProposal& proposal,
                                      const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const ChangeStep step, signChange(state, proposal, passphrase));
    STRONGROOM_TRY(settleEnrolments(state));
    return progressOf(step);
}

Outcome<std::vector<ChangeRow>> listChanges(Workspace& workspace, const std::string& kind) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const quorum::Person* me = registry->state().roster().findByHandle(state.person);
    STRONGROOM_ASSIGN(const auto changes, pendingChanges(state));
    std::vector<ChangeRow> rows;
    for (const PendingChange& change : changes) {
        if (kind.empty() || authority::name(change.kind) == kind)
            rows.push_back(rowOf(change, registry->state(), me));
    }
    return rows;
}

Outcome<ChangeProgress> approveChange(Workspace& workspace, const std::string& kind,
                                      const std::string& changeId, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const quorum::Person* const me, personAtDesk(state, *registry));
    STRONGROOM_ASSIGN(const auto changes, pendingChanges(state));
    for (const PendingChange& change : changes) {
        if (authority::name(change.kind) != kind || hexOf(change.change.head.id()) != changeId)
            continue;
        if (std::find(change.signedBy.begin(), change.signedBy.end(), me->id) != change.signedBy.end())
            return base::Unexpected(Error::changeSignedAlready);
        return proposeChange(state, {change.kind, change.change.document, change.subject}, passphrase);
    }
    return base::Unexpected(Error::changeNotFound);
}

} // namespace strongroom::service
