#include "treasury/tally.h"

#include "base/check.h"
#include "treasury/approvals.h"

#include <algorithm>
#include <set>

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

namespace {

/// One statement with the vote that its signature is.
struct Cast {
    Standing standing;
    quorum::Vote vote;
};

struct Sorted {
    std::vector<Cast> valid;
    std::vector<Dismissed> dismissed;
};

/// Whoever added a payee cannot approve its first use.
std::vector<quorum::PersonId> addersOf(const std::vector<crypto::Hash256>& payees,
                                       const authority::AuthorityState& state) {
    std::vector<quorum::PersonId> adders;
    for (const crypto::Hash256& id : payees) {
        if (const authority::PayeeEntry* entry = state.findPayee(id))
            adders.push_back(entry->record.addedBy);
    }
    return adders;
}

/// What the policy asks for; and one officer where it asks for nobody, but a finding does: whoever proposes
/// does not answer it alone (POLICY §11).
std::vector<policy::ApprovalsObligation> approvalsFor(const policy::Decision& decision,
                                                      const std::vector<std::string>& acknowledged) {
    std::vector<policy::ApprovalsObligation> approvals;
    for (const policy::Obligation& obligation : decision.obligations()) {
        if (const auto* one = std::get_if<policy::ApprovalsObligation>(&obligation))
            approvals.push_back(*one);
    }
    if (approvals.empty() && !acknowledged.empty()) {
        approvals.emplace_back();
        approvals.back().k = 1;
        approvals.back().role = quorum::name(quorum::Role::officer);
    }
    return approvals;
}

struct Demands {
    std::vector<policy::ApprovalsObligation> approvals;
    std::vector<quorum::Obligation> obligations; ///< As many, in the same order.
};

Demands demandsOf(const policy::Decision& decision, const std::vector<std::string>& acknowledged,
                  const authority::AuthorityState& state) {
    Demands demands{approvalsFor(decision, acknowledged), {}};
    const std::vector<quorum::PersonId> adders = addersOf(decision.firstUsePayees(), state);
    for (const policy::ApprovalsObligation& one : demands.approvals) {
        demands.obligations.push_back(toQuorum(one));
        std::vector<quorum::PersonId>& exclude = demands.obligations.back().exclude;
        exclude.insert(exclude.end(), adders.begin(), adders.end());
    }
    return demands;
}

/// What is wrong with a statement whose signature is good; nothing when it may be weighed.
std::optional<Error> problemOf(const Statement& statement, const TallySubject& intent, base::UnixTime now) {
    if (statement.intent != intent.digest)
        return Error::otherIntent;
    if (statement.authorityVersion < intent.authorityVersion)
        return Error::olderAuthority;
    if (statement.at > now + CLOCK_TOLERANCE)
        return Error::statementFromFuture;
    if (statement.expires && *statement.expires <= now)
        return Error::statementExpired;
    return std::nullopt;
}

/// Verifies one object; fails only with newerAuthority.
Result<void, Error> sortIn(Sorted& sorted, const crypto::SignedObject& object, const TallySubject& intent,
                           const authority::AuthorityState& state, base::UnixTime now) {
    const auto dismiss = [&](std::optional<quorum::PersonId> person, base::ErrorInfo why) {
        sorted.dismissed.push_back({object.id(), person, why});
        return Result<void, Error>();
    };
    const auto statement = parseStatement(object);
    if (!statement)
        return dismiss(std::nullopt, describe(statement.error()));
    if (object.treasury() != state.treasuryText())
        return dismiss(std::nullopt, describe(Error::wrongTreasury));
    const quorum::Roster* then = state.rosterAt(statement->authorityVersion);
    const quorum::CastVotes cast = quorum::castVotes(object, then != nullptr ? *then : state.roster());
    if (!cast.uncounted.empty())
        return dismiss(cast.uncounted.front().person, describe(cast.uncounted.front().reason));
    const quorum::Vote& vote = cast.votes.front();
    if (vote.person() != statement->person)
        return dismiss(vote.person(), describe(Error::notTheSigner));
    if (then == nullptr)
        return Unexpected(Error::newerAuthority);
    if (const auto problem = problemOf(*statement, intent, now))
        return dismiss(vote.person(), describe(*problem));
    sorted.valid.push_back({{object.id(), *statement}, vote});
    return {};
}

/// Active now with an active device, and then; in the role of an officer or one that is asked for.
bool mayStop(const quorum::Vote& vote, const authority::AuthorityState& state,
             const std::vector<quorum::Obligation>& obligations) {
    const auto holder = state.roster().holderOf(vote.key());
    if (!holder || !holder->person->isActive() || holder->device->state != quorum::DeviceState::active ||
        vote.rolesThen().empty())
        return false;
    if (holder->person->hasRole(quorum::Role::officer))
        return true;
    return std::any_of(obligations.begin(), obligations.end(), [&](const quorum::Obligation& obligation) {
        return std::any_of(obligation.parts.begin(), obligation.parts.end(),
                           [&](const quorum::SubQuorum& part) { return holder->person->hasRole(part.role); });
    });
}

bool isClosed(const Standing& question, const std::vector<Standing>& answers,
              const std::vector<Standing>& approvals) {
    const auto answered = [&](const Standing& answer) { return answer.statement.answers == question.object; };
    const auto approvedSince = [&](const Standing& approval) {
        return approval.statement.person == question.statement.person &&
               approval.statement.at >= question.statement.at;
    };
    return std::any_of(answers.begin(), answers.end(), answered) ||
           std::any_of(approvals.begin(), approvals.end(), approvedSince);
}

void noteWaits(Tally& tally, const policy::Decision& decision) {
    for (const policy::Obligation& obligation : decision.obligations()) {
        if (const auto* delay = std::get_if<policy::DelayObligation>(&obligation))
            tally.wait = std::max(tally.wait.value_or(base::Seconds{0}), delay->wait);
        if (std::holds_alternative<policy::ColdLegObligation>(obligation))
            tally.needsColdLeg = true;
    }
}

/// Puts each valid statement where its kind belongs; returns the votes of approvals.
std::vector<quorum::Vote> weigh(Tally& tally, const Sorted& sorted, const TallySubject& intent,
                                const authority::AuthorityState& state,
                                const std::vector<quorum::Obligation>& obligations) {
    std::vector<quorum::Vote> votes;
    std::vector<Standing> questions;
    std::vector<Standing> answers;
    for (const Cast& cast : sorted.valid) {
        const Standing& standing = cast.standing;
        const quorum::Vote& vote = cast.vote;
        const auto accept = [&](bool allowed, std::vector<Standing>& list, Error otherwise) {
            if (allowed)
                list.push_back(standing);
            else
                tally.dismissed.push_back({standing.object, vote.person(), describe(otherwise)});
        };
        const bool stops = mayStop(vote, state, obligations);
        switch (standing.statement.kind) {
        case StatementKind::approval:
            votes.push_back(vote);
            tally.counted.push_back(standing);
            break;
        case StatementKind::rejection:
            accept(stops, tally.rejections, Error::mayNotReject);
            break;
        case StatementKind::question:
            accept(stops, questions, Error::mayNotReject);
            break;
        case StatementKind::answer:
            accept(stops, answers, Error::mayNotReject);
            break;
        case StatementKind::takeBack:
            accept(vote.person() == intent.initiator, tally.takenBack, Error::mayNotTakeBack);
            break;
        }
    }
    for (const Standing& answer : answers) {
        const bool asked = std::any_of(questions.begin(), questions.end(), [&](const Standing& question) {
            return question.object == answer.statement.answers;
        });
        if (!asked)
            tally.dismissed.push_back(
                {answer.object, answer.statement.person, describe(Error::answersNothing)});
    }
    std::copy_if(questions.begin(), questions.end(), std::back_inserter(tally.openQuestions),
                 [&](const Standing& question) { return !isClosed(question, answers, tally.counted); });
    return votes;
}

} // namespace

bool Tally::isStopped() const {
    return !rejections.empty() || !openQuestions.empty() || !takenBack.empty();
}

bool Tally::isApproved() const {
    return quorum.isMet() && !isStopped();
}

Result<Tally, Error> tally(const TallySubject& intent, const policy::Decision& decision,
                           std::span<const crypto::SignedObject> statements,
                           const authority::AuthorityState& state, base::UnixTime now) {
    STRONGROOM_CHECK(decision.intentDigest() == intent.digest);
    Sorted sorted;
    std::set<crypto::Hash256> seen;
    for (const crypto::SignedObject& object : statements) {
        if (seen.insert(object.hash()).second)
            STRONGROOM_TRY(sortIn(sorted, object, intent, state, now));
    }
    auto [approvals, obligations] = demandsOf(decision, intent.acknowledged, state);
    Tally result{quorum::count(intent.digest, obligations, {}, state.roster(), intent.initiator),
                 std::move(approvals),
                 {},
                 {},
                 {},
                 {},
                 std::move(sorted.dismissed),
                 std::nullopt,
                 false};
    const std::vector<quorum::Vote> votes = weigh(result, sorted, intent, state, obligations);
    result.quorum = quorum::count(intent.digest, obligations, votes, state.roster(), intent.initiator);
    for (const quorum::Uncounted& entry : result.quorum.uncounted())
        result.dismissed.push_back({entry.object, entry.person, describe(entry.reason)});
    noteWaits(result, decision);
    return result;
}

Result<Tally, Error> tally(const VerifiedIntent& intent, const policy::Decision& decision,
                           std::span<const crypto::SignedObject> statements,
                           const authority::AuthorityState& state, base::UnixTime now) {
    const Intent& said = intent.intent();
    return tally(TallySubject{intent.digest(), said.authorityVersion, said.initiator, said.body.acknowledged},
                 decision, statements, state, now);
}

base::UnixTime latestIn(const Tally& tally) {
    base::UnixTime latest;
    for (const auto* list : {&tally.counted, &tally.rejections, &tally.openQuestions, &tally.takenBack}) {
        for (const Standing& standing : *list)
            latest = std::max(latest, standing.statement.at);
    }
    return latest;
}

quorum::QuorumResult countWithoutVotes(const policy::Decision& decision,
                                       const authority::AuthorityState& state,
                                       const quorum::PersonId& initiator) {
    return quorum::count(decision.intentDigest(), demandsOf(decision, {}, state).obligations, {},
                         state.roster(), initiator);
}

} // namespace strongroom::treasury
