// Why a message is not signed, or a proof of one is not believed (BIP322): the second closed list of this
// module, since proofs are judged apart from spends.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::psbt {

enum class MessageError : std::uint8_t {
    // The message
    textTooLong,
    notText,
    notAscii,
    // The signature as text
    signatureEmpty,
    signatureTooLarge,
    notBase64,
    malformed,
    // What it says
    notAProof,
    otherMessage,
    simpleNeedsSegwit,
    notFinal,
    noCoins,
    duplicateCoin,
    coinUnproven,
    coinsUnknown,
    version,
    // What is asked for
    formatTooNarrow,
    badRequest,
};
[[nodiscard]] base::ErrorInfo describe(MessageError error);

} // namespace strongroom::psbt
