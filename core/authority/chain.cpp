#include "authority/chain.h"

#include "authority/state_data.h"
#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <utility>

namespace strongroom::authority {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Seconds;
using base::Unexpected;
using base::UnixTime;
using Data = ChainBuilder::Data;

namespace {

Result<Json, Error> parseDocument(base::ByteSpan document) {
    if (document.size() > MAX_DOCUMENT_BYTES)
        return Unexpected(Error::malformed);
    auto json = Json::parseCanonical(base::asText(document));
    if (!json)
        return Unexpected(Error::malformed);
    return *std::move(json);
}

Result<Json, Error> parseRecords(base::ByteSpan document) {
    STRONGROOM_ASSIGN(const Json json, parseDocument(document));
    JsonFields fields(json);
    const Json* records = fields.array("records");
    if (!fields.done())
        return Unexpected(Error::malformed);
    return *records;
}

Result<Applied, Error> applyPolicy(const Data& before, base::ByteSpan document, const RecordRules& rules) {
    STRONGROOM_ASSIGN(Json policy, parseDocument(document));
    if (!rules.isPolicy(policy))
        return Unexpected(Error::badPolicy);
    if (!rules.isReachable(policy, *before.rosters.back()))
        return Unexpected(Error::policyUnreachable);
    Applied applied{before, Strictness::lessStrict, {}};
    if (rules.classify(*before.policy, policy) == PolicyEdit::stricter)
        applied.strictness = Strictness::stricter;
    applied.next.policy = std::make_shared<const Json>(std::move(policy));
    applied.next.policyVersion = before.version() + 1;
    return applied;
}

Result<Applied, Error> applyPeople(const Data& before, base::ByteSpan document, UnixTime effectiveFrom,
                                   const RecordRules& rules) {
    STRONGROOM_ASSIGN(const Json json, parseDocument(document));
    STRONGROOM_ASSIGN(PeopleDocument people, parsePeople(json));
    const auto edit = quorum::classifyEdit(*before.rosters.back(), people.roster);
    if (!edit)
        return Unexpected(Error::illegalEdit);
    if (people.rules != before.changeRules)
        STRONGROOM_TRY(checkNewRules(people.rules, people.roster));
    STRONGROOM_TRY(checkReachable(people.rules, people.roster));
    if (!rules.isReachable(*before.policy, people.roster))
        return Unexpected(Error::policyUnreachable);
    Applied applied{before, Strictness::stricter, {}};
    if (*edit == quorum::EditClass::lessStrict || !isAtLeastAsStrict(before.changeRules, people.rules))
        applied.strictness = Strictness::lessStrict;
    applied.next.changeRules = std::move(people.rules);
    applied.next.rosters.push_back(std::make_shared<const quorum::Roster>(std::move(people.roster)));
    applied.next.rosterSince = effectiveFrom;
    return applied;
}

Result<Applied, Error> applyFreeze(const Data& before, base::ByteSpan document, UnixTime effectiveFrom) {
    if (!document.empty())
        return Unexpected(Error::malformed);
    if (before.isFrozen())
        return Unexpected(Error::alreadyFrozen);
    Applied applied{before, Strictness::stricter, {}};
    applied.next.freezes.push_back({{}, effectiveFrom, std::nullopt});
    return applied;
}

Result<Applied, Error> applyUnfreeze(const Data& before, base::ByteSpan document, UnixTime effectiveFrom) {
    if (!document.empty())
        return Unexpected(Error::malformed);
    if (!before.isFrozen())
        return Unexpected(Error::notFrozen);
    Applied applied{before, Strictness::lessStrict, {}};
    applied.next.freezes.back().lifted = effectiveFrom;
    return applied;
}

Result<Applied, Error> applyByKind(const Data& before, ChangeKind kind, base::ByteSpan document,
                                   UnixTime effectiveFrom, const RecordRules& rules) {
    switch (kind) {
    case ChangeKind::policy:
        return applyPolicy(before, document, rules);
    case ChangeKind::people:
        return applyPeople(before, document, effectiveFrom, rules);
    case ChangeKind::vaults: {
        STRONGROOM_ASSIGN(const Json records, parseRecords(document));
        return applyVaults(before, records, rules);
    }
    case ChangeKind::payees: {
        STRONGROOM_ASSIGN(const Json records, parseRecords(document));
        return applyPayees(before, records, effectiveFrom, rules);
    }
    case ChangeKind::logs: {
        STRONGROOM_ASSIGN(const Json records, parseRecords(document));
        return applyLogs(before, records);
    }
    case ChangeKind::freeze:
        return applyFreeze(before, document, effectiveFrom);
    case ChangeKind::unfreeze:
        return applyUnfreeze(before, document, effectiveFrom);
    }
    base::checkFailed("ChangeKind");
}

Result<Applied, Error> apply(const Data& before, ChangeKind kind, base::ByteSpan document,
                             UnixTime effectiveFrom, const RecordRules& rules) {
    if (effectiveFrom < before.effectiveFrom)
        return Unexpected(Error::effectiveBackwards);
    STRONGROOM_ASSIGN(Applied applied, applyByKind(before, kind, document, effectiveFrom, rules));
    if (applied.next.rosters.size() == before.rosters.size())
        applied.next.rosters.push_back(before.rosters.back());
    applied.next.effectiveFrom = effectiveFrom;
    applied.next.roots = computeRoots(applied.next, *applied.next.rosters.back());
    const bool changesRoots = kind != ChangeKind::freeze && kind != ChangeKind::unfreeze;
    if (changesRoots && applied.next.roots == before.roots)
        return Unexpected(Error::nothingChanged);
    return applied;
}

crypto::Hash256* rootOf(Roots& roots, ChangeKind kind) {
    switch (kind) {
    case ChangeKind::policy:
        return &roots.policy;
    case ChangeKind::people:
        return &roots.roster;
    case ChangeKind::vaults:
        return &roots.vaults;
    case ChangeKind::payees:
        return &roots.payees;
    case ChangeKind::logs:
        return &roots.logs;
    case ChangeKind::freeze:
    case ChangeKind::unfreeze:
        return nullptr;
    }
    base::checkFailed("ChangeKind");
}

/// The head alters the one hash of its kind, and nothing else.
Result<void, Error> checkRoots(const Head& head, const Roots& before, const Roots& computed) {
    Roots unrelated = head.roots;
    Roots expected = before;
    if (crypto::Hash256* own = rootOf(unrelated, head.kind))
        *own = *rootOf(expected, head.kind);
    if (unrelated != expected)
        return Unexpected(Error::unrelatedChange);
    if (head.roots != computed)
        return Unexpected(Error::documentMismatch);
    return {};
}

Result<void, Error> checkPlace(const AuthorityState& state, const crypto::SignedObject& object,
                               const Head& head) {
    if (object.treasury() != state.treasuryText())
        return Unexpected(Error::wrongTreasury);
    if (const auto known = state.headIdAt(head.version)) {
        if (*known == object.id())
            return Unexpected(Error::alreadyAdopted);
        return Unexpected(head.version == state.version() ? Error::fork : Error::versionRollback);
    }
    if (head.version != state.version() + 1)
        return Unexpected(Error::versionGap);
    if (head.previous != state.headId())
        return Unexpected(Error::wrongPrevious);
    return {};
}

crypto::Hash256 changeIdOf(const Data& before, const Head& head) {
    Roots roots = head.roots;
    const crypto::Hash256* own = rootOf(roots, head.kind);
    const Json json =
        Json::Object{{"kind", name(head.kind)},
                     {"treasury", before.treasuryText},
                     {"value", base::toHex(own != nullptr ? own->span() : head.previous.span())}};
    return crypto::taggedHash("strongroom/change/1", base::asBytes(json.canonical()));
}

/// Whoever froze not long ago does not freeze again alone.
std::vector<quorum::PersonId> recentFreezers(const Data& before, UnixTime now) {
    std::vector<quorum::PersonId> people;
    for (const Freeze& freeze : before.freezes) {
        if (!freeze.lifted || now < *freeze.lifted + REPEATED_FREEZE)
            people.insert(people.end(), freeze.by.begin(), freeze.by.end());
    }
    return people;
}

quorum::Obligation demanded(const Data& before, const Applied& applied, const Head& head) {
    const ChangeRules& rules = before.changeRules;
    const auto of = [](std::vector<quorum::SubQuorum> parts, std::vector<quorum::PersonId> exclude = {}) {
        return quorum::Obligation{std::move(parts), std::move(exclude), quorum::InitiatorCounts::no};
    };
    switch (head.kind) {
    case ChangeKind::policy:
        return of(applied.strictness == Strictness::stricter ? rules.policyStricter : rules.policy);
    case ChangeKind::people:
        return of(rules.people);
    case ChangeKind::vaults:
        return of(rules.vaults);
    case ChangeKind::payees:
        return of(rules.payees, applied.adders);
    case ChangeKind::logs:
        return of(rules.logs);
    case ChangeKind::freeze:
        return of({{1, quorum::Role::officer, std::nullopt}}, recentFreezers(before, head.effectiveFrom));
    case ChangeKind::unfreeze:
        return of(rules.unfreeze, before.freezes.back().by);
    }
    base::checkFailed("ChangeKind");
}

/// Every signature must verify: a head with anything else on it is not passed on.
Result<std::vector<quorum::Vote>, Error> votesOn(const Data& before, const crypto::SignedObject& object) {
    quorum::CastVotes cast = quorum::castVotes(object, *before.rosters.back());
    for (const quorum::Uncounted& entry : cast.uncounted)
        return Unexpected(entry.reason == quorum::NotCounted::unknownKey ? Error::unknownKey
                                                                         : Error::badSignature);
    return std::move(cast.votes);
}

/// Who signed while active, each once.
std::vector<quorum::PersonId> activeSigners(const std::vector<quorum::Vote>& votes) {
    std::vector<quorum::PersonId> people;
    for (const quorum::Vote& vote : votes) {
        if (!vote.rolesThen().empty())
            people.push_back(vote.person());
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return people;
}

Result<void, Error> checkQuorum(const Data& before, const Applied& applied, const Head& head,
                                const crypto::Hash256& headId, const std::vector<quorum::Vote>& votes) {
    const std::vector<quorum::PersonId> signers = activeSigners(votes);
    for (const quorum::PersonId& adder : applied.adders) {
        if (!std::binary_search(signers.begin(), signers.end(), adder))
            return Unexpected(Error::adderDidNotSign);
    }
    const quorum::Obligation obligation = demanded(before, applied, head);
    const quorum::QuorumResult result =
        quorum::count(headId, {&obligation, 1}, votes, *before.rosters.back(), std::nullopt);
    if (result.isMet())
        return {};
    const bool byRecentFreezer =
        head.kind == ChangeKind::freeze &&
        std::any_of(signers.begin(), signers.end(), [&](const quorum::PersonId& signer) {
            return std::find(obligation.exclude.begin(), obligation.exclude.end(), signer) !=
                   obligation.exclude.end();
        });
    return Unexpected(byRecentFreezer ? Error::freezeNeedsColleague : Error::quorumNotMet);
}

void noteSigners(Data& next, const Head& head, const std::vector<quorum::PersonId>& signers) {
    if (head.kind == ChangeKind::freeze)
        next.freezes.back().by = signers;
    for (PayeeEntry& entry : next.payees) {
        if (entry.approvedIn == head.version)
            entry.approvedBy = signers;
    }
}

Seconds cooldownOf(const Data& before, ChangeKind kind, Strictness strictness) {
    const bool waits = kind == ChangeKind::policy || kind == ChangeKind::people ||
                       kind == ChangeKind::vaults || kind == ChangeKind::logs;
    return waits && strictness == Strictness::lessStrict ? before.changeRules.cooldown : Seconds{0};
}

/// All that is checked before signatures.
Result<std::pair<Head, Applied>, Error> examine(const AuthorityState& state, const Change& change,
                                                const RecordRules& rules) {
    const Data& before = ChainBuilder::data(state);
    STRONGROOM_ASSIGN(const Head head, parseHead(change.head));
    STRONGROOM_TRY(checkPlace(state, change.head, head));
    STRONGROOM_ASSIGN(Applied applied, apply(before, head.kind, change.document, head.effectiveFrom, rules));
    STRONGROOM_TRY(checkRoots(head, before.roots, applied.next.roots));
    return std::pair{head, std::move(applied)};
}

} // namespace

Result<VerifiedChange, Error> verifyChange(const AuthorityState& state, const Change& change,
                                           const RecordRules& rules) {
    const Data& before = ChainBuilder::data(state);
    STRONGROOM_ASSIGN(auto examined, examine(state, change, rules));
    auto& [head, applied] = examined;
    STRONGROOM_ASSIGN(const auto votes, votesOn(before, change.head));
    STRONGROOM_TRY(checkQuorum(before, applied, head, change.head.id(), votes));
    noteSigners(applied.next, head, activeSigners(votes));
    applied.next.headIds.push_back(change.head.id());
    return ChainBuilder::verified(head, applied.strictness, changeIdOf(before, head),
                                  cooldownOf(before, head.kind, applied.strictness),
                                  ChainBuilder::make(std::move(applied.next)));
}

Result<AuthorityState, Error> adopt(const VerifiedChange& change, UnixTime firstSeen, UnixTime now) {
    if (now < change.head().effectiveFrom)
        return Unexpected(Error::notYetEffective);
    if (now < firstSeen + change.cooldown())
        return Unexpected(Error::coolingDown);
    return change.preview();
}

Result<AuthorityState, Error> replay(const crypto::SignedObject& genesis, std::span<const Change> changes,
                                     const RecordRules& rules) {
    STRONGROOM_ASSIGN(AuthorityState state, found(genesis, rules));
    for (const Change& change : changes) {
        STRONGROOM_ASSIGN(const VerifiedChange verified, verifyChange(state, change, rules));
        state = verified.preview();
    }
    return state;
}

Result<void, Error> checkNotBehind(const AuthorityState& offered, const AuthorityState& pinned) {
    if (offered.treasury() != pinned.treasury())
        return Unexpected(Error::wrongTreasury);
    if (offered.version() < pinned.version())
        return Unexpected(Error::versionRollback);
    if (offered.headIdAt(pinned.version()) != pinned.headId())
        return Unexpected(Error::fork);
    return {};
}

Result<Head, Error> draftHead(const AuthorityState& state, ChangeKind kind, base::ByteSpan document,
                              UnixTime effectiveFrom, const RecordRules& rules) {
    const Data& before = ChainBuilder::data(state);
    STRONGROOM_ASSIGN(const Applied applied, apply(before, kind, document, effectiveFrom, rules));
    return Head{state.version() + 1, state.headId(), applied.next.roots, kind, effectiveFrom};
}

base::Bytes documentBytes(const Json& document) {
    return base::toBytes(base::asBytes(document.canonical()));
}

Result<quorum::QuorumResult, Error> countSigners(const AuthorityState& state, const Change& change,
                                                 const RecordRules& rules) {
    const Data& before = ChainBuilder::data(state);
    STRONGROOM_ASSIGN(const auto examined, examine(state, change, rules));
    const auto& [head, applied] = examined;
    STRONGROOM_ASSIGN(const auto votes, votesOn(before, change.head));
    const quorum::Obligation obligation = demanded(before, applied, head);
    return quorum::count(change.head.id(), {&obligation, 1}, votes, *before.rosters.back(), std::nullopt);
}

} // namespace strongroom::authority
