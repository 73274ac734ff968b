#include "quorum/count.h"

#include "quorum/matching.h"

#include <algorithm>
#include <iterator>

namespace strongroom::quorum {

namespace {

bool contains(const std::vector<PersonId>& list, const PersonId& person) {
    return std::find(list.begin(), list.end(), person) != list.end();
}

/// A vote whose person and device are active now and were when signing, with the roles held both times.
struct Candidate {
    const Vote* vote;
    Roles roles;
};

Uncounted refuse(const Vote& vote, NotCounted reason) {
    return {vote.object(), vote.key(), vote.person(), reason};
}

/// Why the signer may not vote at all now; nothing when the signer may.
std::optional<NotCounted> standing(const Vote& vote, const Roster& rosterNow) {
    const auto holder = rosterNow.holderOf(vote.key());
    if (!holder || holder->person->id != vote.person())
        return NotCounted::unknownKey;
    if (holder->person->state == PersonState::revoked)
        return NotCounted::personRevoked;
    if (holder->person->state == PersonState::suspended)
        return NotCounted::personSuspended;
    if (holder->device->state != DeviceState::active)
        return NotCounted::deviceRevoked;
    if (vote.rolesThen().empty())
        return NotCounted::notActiveThen;
    return std::nullopt;
}

struct Candidates {
    std::vector<Candidate> list; ///< At most one of each person, the first that may vote.
    std::vector<Uncounted> uncounted;
};

Candidates select(std::span<const Vote> votes, const Roster& rosterNow) {
    Candidates result;
    for (const Vote& vote : votes) {
        if (const auto reason = standing(vote, rosterNow)) {
            result.uncounted.push_back(refuse(vote, *reason));
            continue;
        }
        const Roles& rolesNow = rosterNow.find(vote.person())->roles;
        Roles both;
        std::set_intersection(rolesNow.begin(), rolesNow.end(), vote.rolesThen().begin(),
                              vote.rolesThen().end(), std::back_inserter(both));
        const auto earlier =
            std::find_if(result.list.begin(), result.list.end(),
                         [&](const Candidate& other) { return other.vote->person() == vote.person(); });
        if (earlier == result.list.end()) {
            result.list.push_back({&vote, std::move(both)});
        } else if (both.size() > earlier->roles.size()) { // signed again, in more roles than the first time
            result.uncounted.push_back(refuse(*earlier->vote, NotCounted::alreadyCounted));
            *earlier = {&vote, std::move(both)};
        } else {
            result.uncounted.push_back(refuse(vote, NotCounted::alreadyCounted));
        }
    }
    return result;
}

bool barredAsInitiator(const PersonId& person, const Obligation& obligation,
                       const std::optional<PersonId>& initiator) {
    return obligation.initiatorCounts == InitiatorCounts::no && initiator == person;
}

ObligationCount countOne(const Obligation& obligation, const std::vector<Candidate>& candidates,
                         const Roster& rosterNow, const std::optional<PersonId>& initiator) {
    const auto barred = [&](const PersonId& person) {
        return barredAsInitiator(person, obligation, initiator) || contains(obligation.exclude, person);
    };
    const std::vector<Place> places = placesOf(obligation.parts);
    Matching matching(places);
    std::vector<const Candidate*> placed;
    for (const Candidate& candidate : candidates) {
        if (!barred(candidate.vote->person())) {
            placed.push_back(&candidate);
            static_cast<void>(matching.add(candidate.roles));
        }
    }
    ObligationCount result;
    result.needed = static_cast<std::uint32_t>(places.size());
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (const auto place = matching.placeOf(i)) {
            const Vote& vote = *placed[i]->vote;
            result.counted.push_back({vote.person(), vote.key(), vote.object(), place->role});
        }
    }
    for (const Person& person : rosterNow.people()) {
        const bool voted = std::any_of(placed.begin(), placed.end(), [&](const Candidate* candidate) {
            return candidate->vote->person() == person.id;
        });
        if (person.isActive() && !voted && !barred(person.id) && matching.wouldFill(person.roles))
            result.couldStill.push_back(person.id);
    }
    return result;
}

/// Why somebody who may vote fills no place of any obligation.
NotCounted whyUnused(const Candidate& candidate, std::span<const Obligation> obligations,
                     const std::optional<PersonId>& initiator) {
    const PersonId& person = candidate.vote->person();
    bool initiated = false;
    bool excluded = false;
    for (const Obligation& obligation : obligations) {
        const std::vector<Place> places = placesOf(obligation.parts);
        const bool suits = std::any_of(places.begin(), places.end(),
                                       [&](const Place& place) { return fills(candidate.roles, place); });
        if (!suits)
            continue;
        if (barredAsInitiator(person, obligation, initiator))
            initiated = true;
        else if (contains(obligation.exclude, person))
            excluded = true;
        else
            return NotCounted::notNeeded;
    }
    if (initiated || initiator == person)
        return NotCounted::initiator;
    return excluded ? NotCounted::excluded : NotCounted::roleMissing;
}

bool isCounted(const std::vector<ObligationCount>& obligations, const PersonId& person) {
    return std::any_of(obligations.begin(), obligations.end(), [&](const ObligationCount& obligation) {
        return std::any_of(obligation.counted.begin(), obligation.counted.end(),
                           [&](const CountedVote& counted) { return counted.person == person; });
    });
}

} // namespace

CastVotes castVotes(const crypto::SignedObject& object, const Roster& rosterThen) {
    CastVotes result;
    const auto& signatures = object.signatures();
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        const crypto::KeyId& key = signatures[i].keyId;
        const auto holder = rosterThen.holderOf(key);
        if (!holder) {
            result.uncounted.push_back({object.id(), key, std::nullopt, NotCounted::unknownKey});
            continue;
        }
        if (!crypto::verifies(object, i, holder->device->key)) {
            result.uncounted.push_back({object.id(), key, holder->person->id, NotCounted::badSignature});
            continue;
        }
        Vote vote;
        vote.m_object = object.id();
        vote.m_key = key;
        vote.m_person = holder->person->id;
        if (holder->person->isActive() && holder->device->state == DeviceState::active)
            vote.m_rolesThen = holder->person->roles;
        result.votes.push_back(std::move(vote));
    }
    return result;
}

bool QuorumResult::isMet() const {
    return std::all_of(m_obligations.begin(), m_obligations.end(),
                       [](const ObligationCount& obligation) { return obligation.isMet(); });
}

QuorumResult count(const crypto::Hash256& subject, std::span<const Obligation> obligations,
                   std::span<const Vote> votes, const Roster& rosterNow,
                   const std::optional<PersonId>& initiator) {
    Candidates candidates = select(votes, rosterNow);
    QuorumResult result;
    result.m_subject = subject;
    result.m_uncounted = std::move(candidates.uncounted);
    for (const Obligation& obligation : obligations)
        result.m_obligations.push_back(countOne(obligation, candidates.list, rosterNow, initiator));
    for (const Candidate& candidate : candidates.list) {
        if (!isCounted(result.m_obligations, candidate.vote->person()))
            result.m_uncounted.push_back(
                refuse(*candidate.vote, whyUnused(candidate, obligations, initiator)));
    }
    return result;
}

} // namespace strongroom::quorum
