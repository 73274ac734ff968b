// From a signed message's PSBT to the text of its proof (BIP322). Pure; any thread.
#pragma once

#include "base/failure.h"
#include "base/result.h"
#include "psbt/message_proof.h"

#include <optional>
#include <string>

namespace strongroom::psbt {

/// A PSBT that makes a proof: it carries its message, its first input spends that message's own `toSpend`,
/// and it pays nothing to nobody, so that none of its signatures can move a coin (ATTACKS A104).
struct MessagePsbt {
    base::Bytes message;
    base::Bytes scriptPubKey; ///< Of the address that signs.
};
/// Errors: notAProof, otherMessage, duplicateCoin, textTooLong, notText.
[[nodiscard]] base::Result<MessagePsbt, MessageError> readMessagePsbt(const Psbt& psbt);

/// Whether a proof in this form can say what a transaction says: the simple form has a segwit witness and
/// nothing else, the full form one input, a proof of funds coins. Errors: simpleNeedsSegwit, formatTooNarrow,
/// noCoins.
[[nodiscard]] base::Result<void, MessageError>
checkFormat(ProofFormat format, const bitcoin::Transaction& toSign, base::ByteSpan scriptPubKey);
/// The narrowest that can. A script inside of p2sh counts as segwit when `redeemScript` is a witness program.
[[nodiscard]] ProofFormat formatFor(const bitcoin::Transaction& toSign, base::ByteSpan scriptPubKey,
                                    base::ByteSpan redeemScript);

struct ProofProgress {
    MessagePsbt about;
    Psbt psbt; ///< Inputs with enough signatures are final.
    ProofFormat format;
    std::optional<std::string> signature; ///< Once they suffice; verifyMessage() takes it for valid.
};
/// Without a format the narrowest. Errors: those above; psbt.* for signatures that do not verify; what
/// verifyMessage() says against the proof.
[[nodiscard]] base::Result<ProofProgress, base::Failure>
finishProof(const Psbt& psbt, std::optional<ProofFormat> format = std::nullopt);

} // namespace strongroom::psbt
