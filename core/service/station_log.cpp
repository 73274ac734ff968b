#include "service/station_log.h"

#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "service/withdrawal_errors.h"
#include "store/objects.h"

namespace strongroom::service {

namespace {

using treasury::Receipt;

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

Outcome<audit::Checkpoint> checkpointOf(const Receipt& receipt, const std::string& treasuryText) {
    const auto checkpoint = audit::verifyCheckpoint(
        receipt.checkpoint, audit::LogName{treasuryText, receipt.log}.origin(), receipt.logKey);
    if (!checkpoint)
        return refuse(WithdrawalError::coldReceiptCheckpoint);
    return *checkpoint;
}

/// A station writes a record before each signature, so a longer log is never the older one, and two receipts
/// never stand at the same length.
bool fitTogether(const Receipt& a, std::uint64_t sizeOfA, const Receipt& b, std::uint64_t sizeOfB) {
    return (sizeOfA < sizeOfB && a.at <= b.at) || (sizeOfB < sizeOfA && b.at <= a.at);
}

} // namespace

Outcome<std::vector<treasury::Receipt>> stationReceipts(State& state) {
    STRONGROOM_ASSIGN(const auto stored,
                      store::Objects(state.database).ofType(std::string(treasury::RECEIPT_TYPE)));
    std::vector<treasury::Receipt> receipts;
    for (const store::StoredObject& object : stored) {
        STRONGROOM_ASSIGN(const auto parsed,
                          crypto::SignedObject::parse(object.bytes, treasury::MAX_RECEIPT_BYTES));
        STRONGROOM_ASSIGN(treasury::Receipt receipt, treasury::parseReceipt(parsed));
        receipts.push_back(std::move(receipt));
    }
    return receipts;
}

Outcome<void> checkStationLog(const Receipt& receipt, std::span<const Receipt> earlier,
                              const authority::AuthorityState& authority) {
    const std::string treasuryText = authority.treasuryText();
    STRONGROOM_ASSIGN(const audit::Checkpoint checkpoint, checkpointOf(receipt, treasuryText));
    const bool isRegistered = authority.findLog(receipt.log) != nullptr;
    for (const Receipt& before : earlier) {
        if (before == receipt || (before.log != receipt.log && before.fingerprint != receipt.fingerprint))
            continue;
        if (before.log != receipt.log || before.logKey != receipt.logKey) {
            if (isRegistered)
                continue; // people know that this station was set up anew
            return refuse(WithdrawalError::coldStationLogReplaced);
        }
        STRONGROOM_ASSIGN(const audit::Checkpoint known, checkpointOf(before, treasuryText));
        if (!fitTogether(receipt, checkpoint.size, before, known.size))
            return refuse(WithdrawalError::coldStationLogContradiction);
    }
    return {};
}

} // namespace strongroom::service
