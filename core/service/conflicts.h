// When a withdrawal can no longer confirm: a coin that it needs is spent by something else, or will never be
// made, because what was to make it lost a coin of its own. Internal to core/service.
//
// The second is the fate of a child that pays for a deposit which its payer replaces. The outputs that such a
// parent spends are strangers'; they are watched from the chain only while a withdrawal needs them. What a
// parent's own parents spend is not seen from here: then the withdrawal stays as it is, its coins unusable,
// until somebody takes it back.
#pragma once

#include "service/workspace_state.h"
#include "store/withdrawals.h"

#include <cstdint>
#include <vector>

namespace strongroom::service {

/// Deep enough that no reorganisation is expected to bring it back.
inline constexpr std::uint32_t BURIED = 6;

/// Withdrawals that a buried conflict would end.
[[nodiscard]] Outcome<std::vector<store::WithdrawalRecord>> endedByConflict(State& state);

/// The transactions that made the coins which it spends, as far as these are in no block.
[[nodiscard]] Outcome<std::vector<bitcoin::Transaction>>
waitingParents(State& state, const store::WithdrawalRecord& record);

/// A conflict of it, or of what it waits for, is in a block: it will not confirm unless that block is left.
[[nodiscard]] Outcome<bool> isLost(State& state, const store::WithdrawalRecord& record);
/// The same, buried at this tip.
[[nodiscard]] Outcome<bool> isReplaced(State& state, const store::WithdrawalRecord& record,
                                       std::uint32_t tip);

} // namespace strongroom::service
