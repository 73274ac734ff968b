// The authority chain: from a genesis signed by every founder, one head after the other, each signed by the
// quorum that the state before it demands for that kind of change (DESIGN §4; ATTACKS A105, A129).
//
// Pure functions. A process that signs pins its genesis, adopts heads one by one with verifyChange() and
// adopt(), remembers when it first saw each change, and never accepts a lower version.
#pragma once

#include "authority/errors.h"
#include "authority/head.h"
#include "authority/record_rules.h"
#include "authority/state.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "quorum/count.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::authority {

/// A head with the document it names, as both travel: the policy or people document, or
/// {"records":[…]} with those that are new or changed; empty for freeze and unfreeze.
struct Change {
    crypto::SignedObject head;
    base::Bytes document;
};

inline constexpr std::size_t MAX_DOCUMENT_BYTES = 1U << 20U;
inline constexpr std::size_t MAX_RECORDS = 4'096; ///< Of one kind, those that ended included.

/// Version 1: verifies the genesis and that every founder signed it with a device of their own.
[[nodiscard]] base::Result<AuthorityState, Error> found(const crypto::SignedObject& genesis,
                                                        const RecordRules& rules);

enum class Strictness : std::uint8_t { stricter, lessStrict };

/// A change that is signed as it has to be and follows from a state, but is not in force for this process
/// yet.
class VerifiedChange {
public:
    [[nodiscard]] const Head& head() const { return m_head; }
    [[nodiscard]] Strictness strictness() const { return m_strictness; }
    /// Names what is changed, whatever head carries it: tagged hash "strongroom/change/1" of the canonical
    /// {"kind","treasury","value"}, value being the hash or root that the change sets. A first sight is noted
    /// under it, so that a freeze in between does not start the cool-down anew.
    [[nodiscard]] const crypto::Hash256& changeId() const { return m_changeId; }
    /// How long this process waits after its first sight: zero unless less strict.
    [[nodiscard]] base::Seconds cooldown() const { return m_cooldown; }
    /// To show what it would bring. Not in force before adopt().
    [[nodiscard]] const AuthorityState& preview() const { return m_next; }

private:
    friend class ChainBuilder;
    VerifiedChange(Head head, Strictness strictness, crypto::Hash256 changeId, base::Seconds cooldown,
                   AuthorityState next)
        : m_head(std::move(head)),
          m_strictness(strictness),
          m_changeId(changeId),
          m_cooldown(cooldown),
          m_next(std::move(next)) {}

    Head m_head;
    Strictness m_strictness;
    crypto::Hash256 m_changeId;
    base::Seconds m_cooldown;
    AuthorityState m_next;
};

/// Everything but time: treasury, version, what it follows, that only its kind changed, that the document is
/// the one signed for and sound, that no quorum gets out of reach, and the signatures.
[[nodiscard]] base::Result<VerifiedChange, Error>
verifyChange(const AuthorityState& state, const Change& change, const RecordRules& rules);

/// The new state, if its time has come: Error::notYetEffective, Error::coolingDown. `firstSeen` is when this
/// very process first saw the change (by changeId()), from its own journal; no message says it.
[[nodiscard]] base::Result<AuthorityState, Error> adopt(const VerifiedChange& change,
                                                        base::UnixTime firstSeen, base::UnixTime now);

/// The state after all changes, without regard to time: for a process that reads back what it had adopted
/// itself, for the provisioning ceremony (whose result two people compare), and for auditors.
[[nodiscard]] base::Result<AuthorityState, Error>
replay(const crypto::SignedObject& genesis, std::span<const Change> changes, const RecordRules& rules);

/// Whether `offered` may take the place of `pinned`: the same treasury (wrongTreasury), no lower version
/// (versionRollback), and the same chain up to there (fork).
[[nodiscard]] base::Result<void, Error> checkNotBehind(const AuthorityState& offered,
                                                       const AuthorityState& pinned);

/// The head that a change of `kind` to `document` needs, to be signed. Fails like verifyChange() on whatever
/// is wrong apart from signatures.
[[nodiscard]] base::Result<Head, Error> draftHead(const AuthorityState& state, ChangeKind kind,
                                                  base::ByteSpan document, base::UnixTime effectiveFrom,
                                                  const RecordRules& rules);

/// The document {"records":[…]} of a change of vaults, payees or logs.
template <typename Record>
[[nodiscard]] base::Bytes recordsDocument(const std::vector<Record>& records) {
    base::Json::Array list;
    for (const Record& record : records)
        list.push_back(toJson(record));
    const std::string text = base::Json(base::Json::Object{{"records", std::move(list)}}).canonical();
    return base::toBytes(base::asBytes(text));
}
/// The canonical bytes of a policy or people document.
[[nodiscard]] base::Bytes documentBytes(const base::Json& document);

/// Who has signed a draft head so far and who is still needed, before it is complete: for the screen.
[[nodiscard]] base::Result<quorum::QuorumResult, Error>
countSigners(const AuthorityState& state, const Change& change, const RecordRules& rules);

} // namespace strongroom::authority
