#include "service/withdrawal_verdict.h"

#include "policy/wording.h"

#include <algorithm>

namespace strongroom::service {

namespace {

template <typename T, typename Range>
bool contains(const Range& range, const T& value) {
    return std::find(range.begin(), range.end(), value) != range.end();
}

std::vector<RuleLine> rulesOf(const policy::Decision& decision) {
    std::vector<RuleLine> lines;
    for (const policy::RuleOutcome& rule : decision.rules())
        lines.push_back({rule.id, std::string(policy::name(rule.effect)), rule.applies,
                         rule.condition == policy::Truth::unknown || rule.selected == policy::Truth::unknown,
                         rule.sentence});
    return lines;
}

std::vector<ObligationLine> obligationsOf(const policy::Decision& decision,
                                          const quorum::QuorumResult& quorum,
                                          const authority::AuthorityState& authority) {
    std::vector<ObligationLine> lines;
    std::size_t approvals = 0;
    for (const policy::Obligation& obligation : decision.obligations()) {
        ObligationLine line;
        line.sentence = policy::capitalised(policy::inWords(obligation));
        if (std::holds_alternative<policy::ApprovalsObligation>(obligation)) {
            const quorum::ObligationCount& count = quorum.obligations().at(approvals++);
            line.needed = static_cast<int>(count.needed);
            line.met = static_cast<int>(count.counted.size());
            for (const quorum::CountedVote& vote : count.counted)
                line.metBy.push_back(nameOfPerson(authority, vote.person));
            if (!count.isMet())
                line.canBeMetBy = namesOfPeople(authority, count.couldStill);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// "Faye", "Ben or Cleo", "two of Ben, Cleo and Dan": who could fill the empty places of one obligation.
std::string wantedFor(const quorum::ObligationCount& count, const authority::AuthorityState& authority) {
    const std::size_t missing = count.needed - count.counted.size();
    if (count.couldStill.size() <= missing)
        return namesOf(count.couldStill, authority, "and");
    if (missing == 1)
        return namesOf(count.couldStill, authority, "or");
    return policy::countWord(missing) + " of " + namesOf(count.couldStill, authority, "and");
}

std::vector<quorum::PersonId> stillNeeded(const quorum::QuorumResult& quorum) {
    std::vector<quorum::PersonId> people;
    for (const quorum::ObligationCount& count : quorum.obligations()) {
        if (count.isMet())
            continue;
        for (const quorum::PersonId& person : count.couldStill) {
            if (!contains(people, person))
                people.push_back(person);
        }
    }
    return people;
}

} // namespace

Verdict verdictOf(const policy::Decision& decision, const quorum::QuorumResult& quorum,
                  const authority::AuthorityState& authority) {
    Verdict verdict;
    verdict.sentence = decision.sentence();
    verdict.rules = rulesOf(decision);
    switch (decision.outcome()) {
    case policy::Outcome::notAllowed:
        verdict.outcome = Verdict::Outcome::notAllowed;
        verdict.code = "policy.not_allowed";
        break;
    case policy::Outcome::needs:
        verdict.outcome = Verdict::Outcome::needsApprovals;
        verdict.code = "policy.needs";
        verdict.obligations = obligationsOf(decision, quorum, authority);
        break;
    case policy::Outcome::permitted:
        verdict.outcome = Verdict::Outcome::permitted;
        verdict.code = "policy.permitted";
        break;
    }
    return verdict;
}

Verdict verdictOf(const WithdrawalView& view, const authority::AuthorityState& authority) {
    if (!view.judgement) {
        Verdict verdict;
        verdict.sentence = view.refusal ? view.refusal->message : "";
        verdict.code = view.refusal ? view.refusal->code : "";
        return verdict;
    }
    const treasury::Judgement& judgement = *view.judgement;
    Verdict verdict = verdictOf(judgement.decision(), judgement.tally().quorum, authority);
    if (verdict.outcome == Verdict::Outcome::needsApprovals && judgement.isApproved())
        return met(std::move(verdict));
    return verdict;
}

Verdict met(Verdict verdict) {
    verdict.outcome = Verdict::Outcome::permitted;
    verdict.code = "policy.met";
    verdict.sentence = "Everybody whom the policy asks for has approved.";
    return verdict;
}

std::string namesOf(const std::vector<quorum::PersonId>& people, const authority::AuthorityState& authority,
                    std::string_view last) {
    return policy::listWords(namesOfPeople(authority, people), last);
}

std::vector<quorum::PersonId> stillNeeded(const WithdrawalView& view) {
    if (!view.judgement || view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return {};
    return stillNeeded(view.judgement->tally().quorum);
}

std::string wantedPeople(const WithdrawalView& view, const authority::AuthorityState& authority) {
    if (!view.judgement || view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return {};
    std::vector<std::string> wanted;
    for (const quorum::ObligationCount& count : view.judgement->tally().quorum.obligations()) {
        if (!count.isMet() && !count.couldStill.empty())
            wanted.push_back(wantedFor(count, authority));
    }
    return policy::listWords(wanted, "and");
}

std::vector<ApprovalLine> approvalsOf(std::span<const crypto::SignedObject> statements,
                                      const treasury::Tally* tally,
                                      const std::optional<base::Failure>& refusal,
                                      const authority::AuthorityState& authority) {
    std::vector<ApprovalLine> lines;
    for (const crypto::SignedObject& object : statements) {
        const auto statement = treasury::parseStatement(object);
        if (!statement || statement->kind != treasury::StatementKind::approval)
            continue;
        ApprovalLine line;
        line.person = nameOfPerson(authority, statement->person);
        line.at = statement->at;
        if (const auto holder = authority.roster().holderOf(object.signatures().front().keyId))
            line.device = holder->device->label;
        if (tally == nullptr) {
            line.sentence = refusal ? refusal->message : "";
            lines.push_back(std::move(line));
            continue;
        }
        const auto dismissed = std::find_if(tally->dismissed.begin(), tally->dismissed.end(),
                                            [&](const auto& entry) { return entry.object == object.id(); });
        line.counts = dismissed == tally->dismissed.end();
        line.sentence = line.counts ? "Counts." : std::string(dismissed->why.sentence);
        for (const quorum::ObligationCount& count : tally->quorum.obligations()) {
            for (const quorum::CountedVote& vote : count.counted) {
                if (vote.object == object.id()) {
                    line.counts = true;
                    line.role = std::string(quorum::name(vote.role));
                    line.sentence = "Counts as " + line.role + ".";
                }
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string whyNotApprove(const Standpoint& standpoint, const WithdrawalView& view,
                          const quorum::Person* person) {
    if (person == nullptr || !person->isActive())
        return "You are not active in this treasury.";
    if (!isOpen(view.phase))
        return "Nobody can approve this any more: it is signed or has ended.";
    if (standpoint.authority().isFrozen())
        return "The treasury is frozen.";
    if (!view.judgement)
        return view.refusal ? view.refusal->message : "It could not be checked.";
    return whyNotAsked({view.judgement->decision(), view.judgement->tally(), view.intent.initiator},
                       person->id);
}

std::string whyNotAsked(const Asked& asked, const quorum::PersonId& person) {
    if (asked.decision.outcome() == policy::Outcome::notAllowed)
        return "The policy does not allow it; no approval changes that.";
    for (const treasury::Standing& standing : asked.tally.counted) {
        if (standing.statement.person == person)
            return "You have approved already.";
    }
    if (contains(stillNeeded(asked.tally.quorum), person))
        return {};
    if (asked.tally.quorum.isMet())
        return "No approval is missing.";
    if (asked.initiator == person)
        return "You proposed it: your own approval does not count.";
    return "Your approval would not count for what is still missing.";
}

} // namespace strongroom::service
