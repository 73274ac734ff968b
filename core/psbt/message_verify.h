// Judging a signed message (BIP322): does whoever controls an address stand behind these words, and behind
// these coins?
//
// Offline: the coins of a proof of funds are proven to be the signers' if they exist as shown; whether they
// do, and are unspent, only a chain knows. Pure; any thread.
#pragma once

#include "base/result.h"
#include "bitcoin/spend_check.h"
#include "psbt/message_proof.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::psbt {

struct ProvenCoin {
    bitcoin::OutPoint outpoint;
    bitcoin::TxOut output;
};

struct MessageVerdict {
    bitcoin::SpendVerdict verdict = bitcoin::SpendVerdict::valid;
    std::optional<base::ErrorInfo> reason; ///< Exactly when not valid: message.* or bitcoin.spend_*.
    std::optional<ProofFormat> format;     ///< Nothing when the text has none.
    ProofLocks locks;                      ///< BIP322's "time T and age S".
    std::vector<ProvenCoin> coins;         ///< Of a valid proof of funds; as claimed by it.
};

/// `signature` is the text of a proof. What is no message or no base64 cannot be judged; errors: textTooLong,
/// notText, signatureEmpty, signatureTooLarge, notBase64. All else has a verdict.
[[nodiscard]] base::Result<MessageVerdict, MessageError>
verifyMessage(base::ByteSpan scriptPubKey, base::ByteSpan message, std::string_view signature);

} // namespace strongroom::psbt
