// Signed messages (BIP322), offline: judging one that somebody shows, and everything about making one but the
// signatures. Pure.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "service/outcome.h"

#include <string>
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

struct MessageToSign {
    base::Json request; ///< docs/formats/message-proof.md
    std::string descriptor;
    std::string network;
};
/// The PSBT that every signer of this message makes for itself, without signatures; its shape is that of
/// `message sign` in docs/formats/cli.md. Errors: input.network, descriptor.*, message.*, vault.*.
[[nodiscard]] Outcome<base::Json> prepareMessage(const MessageToSign& message);

/// The same document for a message's PSBT that signers have signed, with the proof once they suffice.
/// `format` may be empty: the narrowest. Errors: input.network, input.format, psbt.*, message.*.
[[nodiscard]] Outcome<base::Json> finishMessage(base::ByteSpan psbt, std::string_view format,
                                                std::string_view network);

} // namespace strongroom::service
