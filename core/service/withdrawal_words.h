// What a withdrawal is and where it stands, in words: kind, phase, sentence, signatures, confirmations.
// Nothing here decides anything. Pure. Internal to core/service.
#pragma once

#include "service/withdrawal_view.h"
#include "service/withdrawals.h"

#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::service {

[[nodiscard]] WithdrawalPhase phaseOf(treasury::WithdrawalState state);
[[nodiscard]] WithdrawalKind kindOf(const treasury::Intent& intent);

[[nodiscard]] std::optional<std::uint32_t> confirmationsOf(const Standpoint& standpoint,
                                                           const WithdrawalView& view);

struct SignatureMeter {
    int have = 0; ///< On the input that has fewest.
    int needed = 0;
    int keys = 0;
};
[[nodiscard]] SignatureMeter signaturesOf(const Standpoint& standpoint, const WithdrawalView& view);
/// Of what this vault signs; with a vault that is registered no more nothing is needed.
[[nodiscard]] SignatureMeter signaturesOf(const vault::Vault* vault, const psbt::Psbt& psbt);

/// "Waiting for Ben or Cleo." "Confirmed (6)." "Rejected by Ben."
[[nodiscard]] std::string sentenceOf(const Standpoint& standpoint, const WithdrawalView& view);

} // namespace strongroom::service
