// The rolling log that windows count over (POLICY §8): every spend whose limits are reserved, with its time.
// Exact, no buckets. A plain value that the judging process builds from its own journal.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "policy/fact.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::policy {

/// One reserved spend. It leaves the log only when a conflicting transaction is buried.
struct HistoryEntry {
    base::UnixTime time; ///< When the intent was journalled.
    crypto::Hash256 vault;
    crypto::Hash256 inputs; ///< inputsKey() of the transaction: entries with equal keys are one payment.
    base::Amount outflow;
    std::vector<crypto::Hash256> payees; ///< Record ids, for first use.
};

/// What a fact sheet from the office says about one window ending now. The caller has checked its signature,
/// its binding to the intent and that it is at most 24 h old.
struct AttestedWindow {
    crypto::Hash256 vault;
    base::Seconds duration;
    std::int64_t sum = 0;   ///< Satoshi; payments before this one.
    std::int64_t count = 0; ///< Payments before this one.
};

/// A window's state before a spend and with it.
struct WindowCount {
    std::int64_t sum = 0;   ///< Satoshi, capped at 2^53−1.
    std::int64_t count = 0; ///< Payments: transactions that spend the same outpoints count once.
    friend bool operator==(const WindowCount&, const WindowCount&) = default;
};

class History {
public:
    /// Nothing is known: every window is UNKNOWN.
    [[nodiscard]] static History unknown();
    /// Everything that was ever reserved for the vaults it names: a hot signer's own journal.
    [[nodiscard]] static History complete(std::vector<HistoryEntry> entries, Provenance provenance);
    /// A station: its own entries, and what the office attests. A window that no sheet covers is UNKNOWN; one
    /// that is covered counts the larger of both.
    [[nodiscard]] static History station(std::vector<HistoryEntry> ownEntries,
                                         std::vector<AttestedWindow> attested);

    /// The window (now − duration, now] of a vault, without payments that spend the outpoints `inputs`. An
    /// entry dated after `now` counts as now: no clock step empties a window.
    [[nodiscard]] Fact<WindowCount> before(const crypto::Hash256& vault, base::Seconds duration,
                                           base::UnixTime now, const crypto::Hash256& inputs) const;
    /// The same with a spend of `outflow` added; a replacement of the same outpoints counts max(old, new).
    [[nodiscard]] Fact<WindowCount> after(const crypto::Hash256& vault, base::Seconds duration,
                                          base::UnixTime now, const crypto::Hash256& inputs,
                                          const Fact<base::Amount>& outflow) const;

private:
    enum class Coverage : std::uint8_t { nothing, complete, station };
    History(Coverage coverage, std::vector<HistoryEntry> entries, Provenance provenance,
            std::vector<AttestedWindow> attested);

    Coverage m_coverage;
    std::vector<HistoryEntry> m_entries;
    Provenance m_provenance;
    std::vector<AttestedWindow> m_attested;
};

} // namespace strongroom::policy
