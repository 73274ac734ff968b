// What a station's log says of itself from receipt to receipt. A log is one line of records that only grows;
// two receipts that no such line could have made show that the station was rolled back, copied or replaced
// (DESIGN §3), and neither is believed until people have looked. Internal to core/service.
#pragma once

#include "authority/state.h"
#include "service/workspace_state.h"
#include "treasury/receipt.h"

#include <span>
#include <vector>

namespace strongroom::service {

/// All that stations said in replies that were taken, in the order in which they came.
[[nodiscard]] Outcome<std::vector<treasury::Receipt>> stationReceipts(State& state);

/// Whether `receipt`, which treasury::verifyReceipt() accepted, can stand beside `earlier` ones of any log.
/// Errors: `cold.receipt_checkpoint` when its checkpoint is not one of its log by its key;
/// `cold.station_log_replaced` when this key's signatures came with another log before, or this log with
/// another key, unless the treasury registered the log (service/logs.h);
/// `cold.station_log_contradiction` when its length and time do not fit an earlier receipt's.
[[nodiscard]] Outcome<void> checkStationLog(const treasury::Receipt& receipt,
                                            std::span<const treasury::Receipt> earlier,
                                            const authority::AuthorityState& authority);

} // namespace strongroom::service
