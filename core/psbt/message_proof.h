// Signed messages (BIP322 version 2.0.0): the two virtual transactions behind a proof, and the texts in which
// proofs travel.
//
// `to_spend` cannot exist on any chain: it spends an output that nobody has. `to_sign` spends it, and nothing
// else but the coins of a proof of funds, so that no signature of a proof can ever move a coin: each commits
// to all inputs (ATTACKS A104). Pure; any thread.
#pragma once

#include "base/result.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "psbt/message_errors.h"
#include "psbt/psbt.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::psbt {

/// Longer than anything that people read before they sign.
inline constexpr std::size_t MAX_MESSAGE_SIZE = 65'536;
/// As text: the base64 of the largest PSBT, and a prefix.
inline constexpr std::size_t MAX_PROOF_SIZE = (MAX_PSBT_SIZE + 2) / 3 * 4 + 3;

/// BIP340's tagged hash of the message as it is, tag "BIP0322-signed-message".
[[nodiscard]] crypto::Hash256 messageHash(base::ByteSpan message);

/// What a message must be to be judged: UTF-8 without control characters other than line breaks and tabs,
/// and without characters that change the direction of text or show nothing. Errors: textTooLong, notText.
[[nodiscard]] base::Result<void, MessageError> checkMessage(base::ByteSpan message);
/// The same, and ASCII only, where nobody said otherwise: what a person reads must be what is signed.
enum class Characters : std::uint8_t { ascii, plainUtf8 };
[[nodiscard]] base::Result<void, MessageError> checkMessageToSign(base::ByteSpan message,
                                                                  Characters characters);

/// The transaction whose only output is the script that signs.
[[nodiscard]] bitcoin::Transaction toSpend(base::ByteSpan message, base::ByteSpan scriptPubKey);

/// What only a proof in full form may set, for scripts with time locks.
struct ProofLocks {
    std::uint32_t lockTime = 0;
    std::uint32_t sequence = 0; ///< Of the first input; ours have it in all.
    [[nodiscard]] bool any() const { return lockTime != 0 || sequence != 0; }
};
/// The unsigned transaction that spends `challenge`, a `toSpend`, and then `coins`. Version 0, or 2 with
/// locks.
[[nodiscard]] bitcoin::Transaction toSign(const bitcoin::Transaction& challenge,
                                          std::span<const bitcoin::OutPoint> coins = {},
                                          const ProofLocks& locks = {});
/// One input or more, the first of which spends `challenge`, and exactly one output: nothing, to nobody.
/// Errors: notAProof, otherMessage, duplicateCoin.
[[nodiscard]] base::Result<void, MessageError> checkToSign(const bitcoin::Transaction& transaction,
                                                           const bitcoin::Transaction& challenge);

enum class ProofFormat : std::uint8_t { simple, full, proofOfFunds };
/// "simple", "full", "pof".
[[nodiscard]] std::string_view name(ProofFormat format);
[[nodiscard]] std::optional<ProofFormat> proofFormat(std::string_view name);

/// "smp" and the witness of the one input.
[[nodiscard]] std::string encodeSimple(const std::vector<base::Bytes>& witness);
/// "ful" and the signed transaction.
[[nodiscard]] std::string encodeFull(const bitcoin::Transaction& signedToSign);
/// "pof" and the final PSBT.
[[nodiscard]] std::string encodeProofOfFunds(const Psbt& final);

/// A proof as its text says it; nothing in it is verified.
struct DecodedProof {
    ProofFormat format;
    std::vector<base::Bytes> witness;                 ///< simple
    std::optional<bitcoin::Transaction> signedToSign; ///< full
    std::optional<Psbt> psbt;                         ///< proofOfFunds
};
/// Without a prefix the form is simple, as it was before there were prefixes. Errors: signatureEmpty,
/// signatureTooLarge, notBase64, malformed.
[[nodiscard]] base::Result<DecodedProof, MessageError> decodeProof(std::string_view text);

/// PSBT_GLOBAL_GENERIC_SIGNED_MESSAGE: a PSBT that makes a proof carries the message.
[[nodiscard]] std::optional<base::Bytes> messageOf(const Psbt& psbt);
void setMessage(Psbt& psbt, base::ByteSpan message);

} // namespace strongroom::psbt
