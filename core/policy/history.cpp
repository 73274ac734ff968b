#include "policy/history.h"

#include "base/json.h"

#include <algorithm>
#include <map>

namespace strongroom::policy {

namespace {

constexpr std::int64_t CAP = base::Json::MAX_INTEGER;

std::int64_t cappedSum(std::int64_t a, std::int64_t b) {
    return a > CAP - b ? CAP : a + b;
}

/// Transactions that spend the same outpoints: at most one of them can confirm.
struct Payment {
    base::UnixTime latest;
    base::Amount largest;
};

WindowCount countWindow(const std::vector<HistoryEntry>& entries, const crypto::Hash256& vault,
                        base::UnixTime after, const crypto::Hash256& except) {
    std::map<crypto::Hash256, Payment> payments;
    for (const HistoryEntry& entry : entries) {
        if (entry.vault != vault || entry.inputs == except)
            continue;
        auto [at, added] = payments.try_emplace(entry.inputs, Payment{entry.time, entry.outflow});
        at->second.latest = std::max(at->second.latest, entry.time);
        at->second.largest = std::max(at->second.largest, entry.outflow);
    }
    WindowCount window;
    for (const auto& [key, payment] : payments) {
        if (payment.latest <= after)
            continue;
        window.sum = cappedSum(window.sum, payment.largest.satoshi());
        ++window.count;
    }
    return window;
}

} // namespace

History::History(Coverage coverage, std::vector<HistoryEntry> entries, Provenance provenance,
                 std::vector<AttestedWindow> attested)
    : m_coverage(coverage),
      m_entries(std::move(entries)),
      m_provenance(provenance),
      m_attested(std::move(attested)) {}

History History::unknown() {
    return {Coverage::nothing, {}, Provenance::host, {}};
}

History History::complete(std::vector<HistoryEntry> entries, Provenance provenance) {
    return {Coverage::complete, std::move(entries), provenance, {}};
}

History History::station(std::vector<HistoryEntry> ownEntries, std::vector<AttestedWindow> attested) {
    return {Coverage::station, std::move(ownEntries), Provenance::attested, std::move(attested)};
}

Fact<WindowCount> History::before(const crypto::Hash256& vault, base::Seconds duration, base::UnixTime now,
                                  const crypto::Hash256& inputs) const {
    if (m_coverage == Coverage::nothing)
        return {};
    WindowCount window = countWindow(m_entries, vault, now - duration, inputs);
    if (m_coverage == Coverage::complete)
        return {window, m_provenance};
    bool covered = false;
    for (const AttestedWindow& sheet : m_attested) {
        if (sheet.vault != vault || sheet.duration != duration)
            continue;
        covered = true;
        window.sum = std::max(window.sum, sheet.sum);
        window.count = std::max(window.count, sheet.count);
    }
    return covered ? Fact(window, m_provenance) : Fact<WindowCount>();
}

Fact<WindowCount> History::after(const crypto::Hash256& vault, base::Seconds duration, base::UnixTime now,
                                 const crypto::Hash256& inputs, const Fact<base::Amount>& outflow) const {
    const Fact<WindowCount> window = before(vault, duration, now, inputs);
    if (!window.stated() || !outflow.stated())
        return {};
    base::Amount largest = *outflow.stated();
    for (const HistoryEntry& entry : m_entries) {
        if (entry.vault == vault && entry.inputs == inputs)
            largest = std::max(largest, entry.outflow);
    }
    const WindowCount result{cappedSum(window.stated()->sum, largest.satoshi()), window.stated()->count + 1};
    return {result, weaker(window.provenance(), outflow.provenance())};
}

} // namespace strongroom::policy
