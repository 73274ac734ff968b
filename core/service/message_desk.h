// A message's way to a desk and back: the office's half. Internal to core/service; exportApprovalRequest()
// and importApproval() of approve_withdrawal.h lead here.
#pragma once

#include "service/desk_answer.h"
#include "service/message_view.h"

#include <string>

namespace strongroom::service {

/// The PSBT in which it travels, with what was said so far. `message.closed`.
[[nodiscard]] Outcome<base::Bytes> deskRequestOf(const MessageView& view);
/// Keeps what somebody said at a desk of their own; the log says that it came. Refused: `message.closed`; a
/// question, which nobody could answer (`approval.does_not_count`); what is not by the person it names.
[[nodiscard]] Outcome<void> takeAnswer(State& state, const Standpoint& standpoint, const MessageView& view,
                                       const ReadAnswer& answer);

} // namespace strongroom::service
