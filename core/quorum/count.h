// Counting distinct people against obligations (POLICY §10; ATTACKS A102).
//
// Only castVotes() makes a Vote, after verifying its signature; only count() makes a QuorumResult, and it
// carries the digest it judged: no code can pass off the approvals of another payment. Pure functions.
#pragma once

#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "quorum/errors.h"
#include "quorum/obligation.h"
#include "quorum/roster.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::quorum {

struct Uncounted {
    crypto::Hash256 object; ///< Id of the signed object.
    crypto::KeyId key;
    std::optional<PersonId> person; ///< Nothing for an unknown key.
    NotCounted reason;
    friend bool operator==(const Uncounted&, const Uncounted&) = default;
};

struct CastVotes;

/// One person's verified signature on one object, with the roles the person had when making it.
class Vote {
public:
    [[nodiscard]] const crypto::Hash256& object() const { return m_object; }
    [[nodiscard]] const crypto::KeyId& key() const { return m_key; }
    [[nodiscard]] const PersonId& person() const { return m_person; }
    /// Empty when person or device was not active then.
    [[nodiscard]] const Roles& rolesThen() const { return m_rolesThen; }

private:
    friend CastVotes castVotes(const crypto::SignedObject& object, const Roster& rosterThen);
    Vote() = default;

    crypto::Hash256 m_object;
    crypto::KeyId m_key;
    PersonId m_person;
    Roles m_rolesThen;
};

struct CastVotes {
    std::vector<Vote> votes;
    std::vector<Uncounted> uncounted; ///< Unknown keys and signatures that do not verify.
};

/// Verifies every signature of an object against the roster in force when it was signed.
[[nodiscard]] CastVotes castVotes(const crypto::SignedObject& object, const Roster& rosterThen);

struct CountedVote {
    PersonId person;
    crypto::KeyId key;
    crypto::Hash256 object;
    Role role; ///< The place that the person fills.
};

struct ObligationCount {
    std::uint32_t needed = 0; ///< Places.
    std::vector<CountedVote> counted;
    std::vector<PersonId> couldStill; ///< Active people who could fill a place that is empty.
    [[nodiscard]] bool isMet() const { return counted.size() >= needed; }
};

class QuorumResult {
public:
    /// The digest of what was judged: an intent, or a head's id.
    [[nodiscard]] const crypto::Hash256& subject() const { return m_subject; }
    [[nodiscard]] bool isMet() const;
    /// As many as obligations were given, in their order.
    [[nodiscard]] const std::vector<ObligationCount>& obligations() const { return m_obligations; }
    /// Every vote that fills no place, with the reason.
    [[nodiscard]] const std::vector<Uncounted>& uncounted() const { return m_uncounted; }

private:
    friend QuorumResult count(const crypto::Hash256& subject, std::span<const Obligation> obligations,
                              std::span<const Vote> votes, const Roster& rosterNow,
                              const std::optional<PersonId>& initiator);
    QuorumResult() = default;

    crypto::Hash256 m_subject;
    std::vector<ObligationCount> m_obligations;
    std::vector<Uncounted> m_uncounted;
};

/// The caller has checked that every vote is about `subject`. A place is filled by somebody who is active and
/// in the role both now and when signing; earlier votes keep their place. No obligations: met.
[[nodiscard]] QuorumResult count(const crypto::Hash256& subject, std::span<const Obligation> obligations,
                                 std::span<const Vote> votes, const Roster& rosterNow,
                                 const std::optional<PersonId>& initiator);

} // namespace strongroom::quorum
