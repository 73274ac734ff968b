// The life of a payee (POLICY §12): proposed while its head still gathers signatures, cooling from then on,
// active, revoked. An edit starts it anew. docs/formats/payee.md.
#pragma once

#include "authority/state.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "policy/fact.h"

#include <cstdint>
#include <map>
#include <string_view>

namespace strongroom::treasury {

/// Of a registered payee; a proposed one is in no AuthorityState yet.
enum class PayeePhase : std::uint8_t { cooling, active, revoked };
[[nodiscard]] std::string_view name(PayeePhase phase);

/// Whether `lastPaid` names every payee that was ever paid (a hot signer's journal) or only some (a station).
enum class UseLog : std::uint8_t { complete, partial };

/// What a judge knows about payees from its own journal; no message says it.
struct PayeeHistory {
    std::map<crypto::Hash256, base::UnixTime> firstSeen; ///< By record hash.
    std::map<crypto::Hash256, base::UnixTime> lastPaid;  ///< By payee id.
    UseLog useLog = UseLog::partial;

    /// A record that was never seen before is seen `now`.
    [[nodiscard]] base::UnixTime seen(const crypto::Hash256& recordHash, base::UnixTime now) const;
    void notePayment(const crypto::Hash256& payeeId, base::UnixTime at);
    /// `seen`: first sight of the record in force. Payments before it went to what the payee was then: an
    /// edit, which may name another address, makes the next payment a first one again.
    [[nodiscard]] policy::Fact<bool> firstUse(const crypto::Hash256& payeeId, base::UnixTime seen) const;
};

/// The later of its approval and the judge's own first sight, plus the cooling time: nothing that others date
/// makes a payee old.
[[nodiscard]] base::UnixTime activeFrom(const authority::PayeeEntry& entry, base::UnixTime firstSeen,
                                        base::Seconds cooling);
[[nodiscard]] PayeePhase phaseOf(const authority::PayeeEntry& entry, base::UnixTime firstSeen,
                                 base::Seconds cooling, base::UnixTime now);

} // namespace strongroom::treasury
