#include "treasury/payee.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::treasury {

std::string_view name(PayeePhase phase) {
    switch (phase) {
    case PayeePhase::cooling:
        return "cooling";
    case PayeePhase::active:
        return "active";
    case PayeePhase::revoked:
        return "revoked";
    }
    base::checkFailed("PayeePhase");
}

base::UnixTime PayeeHistory::seen(const crypto::Hash256& recordHash, base::UnixTime now) const {
    const auto found = firstSeen.find(recordHash);
    return found == firstSeen.end() ? now : found->second;
}

void PayeeHistory::notePayment(const crypto::Hash256& payeeId, base::UnixTime at) {
    const auto [entry, added] = lastPaid.try_emplace(payeeId, at);
    entry->second = std::max(entry->second, at);
}

policy::Fact<bool> PayeeHistory::firstUse(const crypto::Hash256& payeeId, base::UnixTime seen) const {
    if (const auto paid = lastPaid.find(payeeId); paid != lastPaid.end() && paid->second > seen)
        return policy::Fact<bool>::fromJournal(false);
    switch (useLog) {
    case UseLog::complete:
        return policy::Fact<bool>::fromJournal(true);
    case UseLog::partial:
        return {};
    }
    base::checkFailed("UseLog");
}

base::UnixTime activeFrom(const authority::PayeeEntry& entry, base::UnixTime firstSeen,
                          base::Seconds cooling) {
    return std::max(entry.approvedAt, firstSeen) + cooling;
}

PayeePhase phaseOf(const authority::PayeeEntry& entry, base::UnixTime firstSeen, base::Seconds cooling,
                   base::UnixTime now) {
    if (entry.record.state == authority::RecordState::ended)
        return PayeePhase::revoked;
    return now < activeFrom(entry, firstSeen, cooling) ? PayeePhase::cooling : PayeePhase::active;
}

} // namespace strongroom::treasury
