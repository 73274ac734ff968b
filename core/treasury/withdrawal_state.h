// The life of a withdrawal as one pure table (DESIGN §5). Whatever is not in it is refused.
#pragma once

#include "base/result.h"
#include "treasury/errors.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::treasury {

enum class WithdrawalState : std::uint8_t {
    draft,
    proposed,
    notAllowed,
    waitingForApprovals,
    cooling,
    authorized, ///< Approved, ready to sign.
    signing,    ///< From the first signature or export on.
    fullySigned,
    broadcast,
    confirmed,
    // A signature is out: it ends only when a conflicting transaction is buried.
    rejectedPending,
    takenBackPending,
    expiredPending,
    rejected,
    takenBack,
    expired,
    replaced,
};
inline constexpr std::size_t WITHDRAWAL_STATES = 17;
/// "waiting_for_approvals" and so on: as stored, logged and printed.
[[nodiscard]] std::string_view name(WithdrawalState state);
[[nodiscard]] std::optional<WithdrawalState> parseWithdrawalState(std::string_view text);

enum class WithdrawalEvent : std::uint8_t {
    propose,
    forbid,           ///< Policy does not allow it now.
    requireApprovals, ///< Allowed once obligations are met.
    startCooling,     ///< Approved; a delay runs.
    authorize,        ///< Everything is met.
    startSigning,     ///< The first signature was made, or the PSBT was exported.
    completeSignatures,
    sendOut,
    confirm,   ///< One of its transactions is in a block.
    unconfirm, ///< That block was left.
    reject,
    takeBack,
    expire,
    buryConflict, ///< A transaction that none of its own can coexist with is deep enough in the chain.
};
inline constexpr std::size_t WITHDRAWAL_EVENTS = 14;
[[nodiscard]] std::string_view name(WithdrawalEvent event);

/// The next state, or forbiddenTransition.
[[nodiscard]] base::Result<WithdrawalState, Error> next(WithdrawalState state, WithdrawalEvent event);

/// Nothing can happen to it any more.
[[nodiscard]] bool isFinal(WithdrawalState state);
/// A signature may be out: its coins stay reserved and only a buried conflict ends it.
[[nodiscard]] bool mayStillConfirm(WithdrawalState state);

} // namespace strongroom::treasury
