// Judging a signed message (BIP322) that somebody shows, offline. Pure.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

struct MessageClaim {
    std::string_view address;
    std::string_view network;
    base::ByteSpan message;     ///< As it is: a line break at its end counts.
    std::string_view signature; ///< With or without prefix; white space around it does not count.
};

struct MessageJudgement {
    base::Json document; ///< docs/formats/cli.md, `message verify`.
    bool valid = false;
};

/// Errors, where nothing can be judged: input.network, bitcoin.address_*, message.too_long, .not_text,
/// .signature_empty, .signature_too_large, .not_base64.
[[nodiscard]] Outcome<MessageJudgement> judgeMessage(const MessageClaim& claim);

} // namespace strongroom::service
