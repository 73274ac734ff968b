// A withdrawal as screens and programs show it: the row of a list, and in full. Internal to core/service.
#pragma once

#include "service/withdrawal_view.h"
#include "service/withdrawals.h"

namespace strongroom::service {

/// `payments` gives the references, where the details are at hand.
[[nodiscard]] WithdrawalRow rowOf(const Standpoint& standpoint, const WithdrawalView& view,
                                  const Payments& payments);
/// Without timeline, next person and actions, which need more than the bytes.
[[nodiscard]] WithdrawalDetail detailOf(const Standpoint& standpoint, const WithdrawalView& view,
                                        const Payments& payments);

} // namespace strongroom::service
