// What a signer knows from its own journal: consumed intents, reserved limits, outpoints of live spends, what
// people said to stop a withdrawal, first sights of changes and payees, the highest authority version.
// Rebuilt at every start by applying the journal's entries in order; nothing else ever changes it (POLICY.md
// §8, DESIGN.md §3).
//
// A plain value; one thread at a time.
#pragma once

#include "authority/head.h"
#include "base/json.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "policy/history.h"
#include "quorum/roster.h"
#include "signer/engine/seat_time.h"
#include "treasury/judgement.h"
#include "treasury/statement.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace strongroom::signer {

/// Written before the first signature of a withdrawal exists: from here on its limits are used and its
/// outpoints taken.
struct IntentConsumed {
    crypto::Hash256 intent; ///< Digest.
    crypto::Hash256 withdrawal;
    bitcoin::Txid txid;
    crypto::Hash256 vault;
    crypto::Hash256 inputs; ///< policy::inputsKey
    std::vector<bitcoin::OutPoint> outpoints;
    base::Amount outflow;
    std::vector<crypto::Hash256> payees; ///< Record ids.
};

/// Written before signatures are handed out: the same request gets the same answer for ever.
struct SpendSigned {
    crypto::Hash256 intent;
    base::Bytes psbt;
};

/// Written before the first signature over words exists (BIP322). Nothing is spent and nothing reserved.
struct MessageAuthorized {
    crypto::Hash256 intent; ///< Digest.
    crypto::Hash256 vault;
    crypto::Hash256 message; ///< psbt::messageHash
};

/// Written before they are handed out.
struct MessageSigned {
    crypto::Hash256 intent;
    base::Bytes psbt;
};

/// A rejection, a question or a taking back that was signed at this seat, or came to it and stood: it is
/// weighed from here on, whether or not a coordinator still brings it along.
struct StopKept {
    crypto::Hash256 intent;
    crypto::SignedObject statement;
};

/// In every record: by what the time since boot and the machine's start bound the next one's time.
struct TimeMarked {
    std::string boot;
    base::Seconds sinceBoot;
};

/// People vouched for the time of this record; from here on time runs from there.
struct ClockConfirmed {
    std::vector<quorum::PersonId> by;
};

/// The withdrawal ended before any signature was handed out: its reservation ends, and none is made any more.
struct ReservationReleased {
    crypto::Hash256 withdrawal;
};

struct AuthorityAdopted {
    std::int64_t version = 0;
    crypto::Hash256 head;
};

struct ChangeSeen {
    crypto::Hash256 change; ///< authority::VerifiedChange::changeId
};

/// The change is in force, and its first sight is used up: if it is taken back and comes once more, its
/// cool-down starts anew.
struct ChangeAdopted {
    crypto::Hash256 change;
};

struct PayeeSeen {
    crypto::Hash256 record;
};

/// Everything but a delay was met: from here on the delay runs, by this signer's own clock.
struct ApprovalCompleted {
    crypto::Hash256 intent;
};

/// How far addresses of a vault were issued, so that change and deposits far out are recognised.
struct AddressIssued {
    crypto::Hash256 vault;
    std::uint32_t index = 0;
};

/// The head of another seat's log that this one has countersigned: from here on that log only grows.
struct LogSeen {
    std::string origin;
    std::int64_t size = 0;
    crypto::Hash256 root;
};

using Fact = std::variant<IntentConsumed, SpendSigned, ReservationReleased, AuthorityAdopted, ChangeSeen,
                          ChangeAdopted, PayeeSeen, ApprovalCompleted, AddressIssued, LogSeen, StopKept,
                          TimeMarked, ClockConfirmed, MessageAuthorized, MessageSigned>;

[[nodiscard]] base::Json toJson(const Fact& fact);
/// Nothing for what this version does not know: a journal written by a newer program is refused.
[[nodiscard]] std::optional<Fact> parseFact(const base::Json& json);

class Ledger {
public:
    struct Consumed {
        IntentConsumed intent;
        base::UnixTime at;
        std::optional<base::Bytes> signedPsbt;
        bool released = false;
    };

    void apply(const Fact& fact, base::UnixTime at);

    [[nodiscard]] const Consumed* find(const crypto::Hash256& intentDigest) const;
    struct Message {
        MessageAuthorized what;
        std::optional<base::Bytes> signedPsbt;
    };
    [[nodiscard]] const Message* findMessage(const crypto::Hash256& intentDigest) const;
    /// A signature of one of the withdrawal's intents was made.
    [[nodiscard]] bool isSigned(const crypto::Hash256& withdrawal) const;
    /// It ended unsigned and gave back what it had reserved: no version of it is signed any more.
    [[nodiscard]] bool isReleased(const crypto::Hash256& withdrawal) const;
    /// True when some outpoint is spent by `spends` and by every version of the withdrawal that was
    /// authorized and not released: at most one of them all can confirm (ATTACKS A110).
    [[nodiscard]] bool excludesEveryOther(const IntentConsumed& spends) const;
    [[nodiscard]] std::int64_t authorityVersion() const { return m_authority.version; }
    /// Id of the head of that version.
    [[nodiscard]] const crypto::Hash256& authorityHead() const { return m_authority.head; }
    [[nodiscard]] const LogSeen* logSeen(const std::string& origin) const;
    [[nodiscard]] std::optional<base::UnixTime> firstSeen(const crypto::Hash256& change) const;
    [[nodiscard]] std::optional<base::UnixTime> approvedSince(const crypto::Hash256& intentDigest) const;
    /// What this signer knows to stop the intent, in the order it learned it.
    [[nodiscard]] std::span<const crypto::SignedObject> stops(const crypto::Hash256& intentDigest) const;
    [[nodiscard]] const std::map<crypto::Hash256, std::uint32_t>& issued() const { return m_issued; }
    [[nodiscard]] const KnownTime& time() const { return m_time; }

    /// What a judgement of an intent may use. A consumed intent is judged again as if it had not been
    /// consumed (a request that is repeated after a crash); other intents of the same withdrawal are what it
    /// conflicts with; all others are live elsewhere until released.
    [[nodiscard]] treasury::Knowledge knowledge(const SeatTime& time, const crypto::Hash256& intentDigest,
                                                const crypto::Hash256& withdrawal) const;

private:
    std::map<crypto::Hash256, Consumed> m_consumed; ///< By intent digest.
    std::map<crypto::Hash256, Message> m_messages;  ///< By intent digest.
    std::map<crypto::Hash256, base::UnixTime> m_changesSeen;
    std::map<crypto::Hash256, base::UnixTime> m_payeesSeen;               ///< By record hash.
    std::map<crypto::Hash256, base::UnixTime> m_approved;                 ///< By intent digest.
    std::map<crypto::Hash256, std::vector<crypto::SignedObject>> m_stops; ///< By intent digest.
    std::map<crypto::Hash256, std::uint32_t> m_issued; ///< One past the highest index, by vault.
    std::map<std::string, LogSeen> m_logs;             ///< By origin.
    AuthorityAdopted m_authority;
    KnownTime m_time;
};

} // namespace strongroom::signer
