// A message to be signed by an address of a vault, and as a proof of funds by coins of it (BIP322): from what
// is asked for to the one transaction that every signer of it makes for itself.
//
// Nobody hands a signer a transaction that is a message: it comes from here, out of a place in a registered
// descriptor and the words alone, so that a payment can never be signed as a message, nor the reverse
// (ATTACKS A104; finding vault.message_proof). Pure; any thread.
#pragma once

#include "base/failure.h"
#include "base/json.h"
#include "base/result.h"
#include "psbt/message_sign.h"
#include "vault/build.h"
#include "vault/review.h"

#include <optional>
#include <vector>

namespace strongroom::vault {

/// A coin of the vault with the whole transaction that made it: nothing less proves its amount (ATTACKS A04).
struct FundsCoin {
    bitcoin::Transaction transaction;
    std::uint32_t vout = 0;
    ScriptPlace place;
};
/// A transaction that relays has not many more inputs.
inline constexpr std::size_t MAX_FUNDS_COINS = 1'000;

struct MessageRequest {
    base::Bytes message;
    psbt::Characters characters = psbt::Characters::ascii;
    ScriptPlace place;                       ///< Of the address that signs.
    std::optional<psbt::ProofFormat> format; ///< Nothing: the narrowest that can say it.
    psbt::ProofLocks locks;
    /// Of taproot with a tree: its place in the descriptor's text, from 0; nothing: by key path. Signers
    /// never choose for themselves (ATTACKS A64).
    std::optional<std::uint32_t> leaf;
    std::vector<FundsCoin> coins;
};
/// The JSON form of docs/formats/message-proof.md. Error: badRequest.
[[nodiscard]] base::Json toJson(const MessageRequest& request);
[[nodiscard]] base::Result<MessageRequest, psbt::MessageError> parseMessageRequest(const base::Json& json);

struct MessageDraft {
    psbt::Psbt psbt;    ///< Unsigned, with all that a signer needs, the message in it.
    SpendReview review; ///< Of inputs only, derived from the vault: what planSignatures() goes by.
    psbt::ProofFormat format;
    base::Bytes scriptPubKey; ///< Of the address that signs.
};
/// The same for everybody who asks the same. Errors: message.too_long, .not_text, .not_ascii,
/// .duplicate_coin, .no_coins, .simple_needs_segwit, .format_too_narrow; vault.underivable, also for a leaf
/// that is not there, vault.coin_not_of_vault.
[[nodiscard]] base::Result<MessageDraft, base::Failure> draftMessage(const Vault& vault,
                                                                     const MessageRequest& request);

/// {address,complete,format,message_hash,psbt,signature} of docs/formats/cli.md, `message sign`; `psbt` is
/// the one to hand on.
[[nodiscard]] base::Json toJson(const psbt::ProofProgress& progress, const psbt::Psbt& psbt,
                                bitcoin::Network network);

} // namespace strongroom::vault
