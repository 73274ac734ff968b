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

policy::Fact<bool> PayeeHistory::firstUse(const crypto::Hash256& payeeId) const {
    if (used.contains(payeeId))
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
