// One message of a vault with everything that follows from its signed objects, as the coordinator or a desk
// sees it. Internal to core/service.
//
// The judgement is a preview, made by the same function as the signer's. Nothing is believed because it was
// in the database: what nobody has said is not shown, and signatures of stations are verified each time.
#pragma once

#include "service/signed_messages.h"
#include "service/withdrawal_verdict.h"
#include "service/withdrawal_view.h"
#include "service/withdrawal_words.h"
#include "treasury/message_judgement.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct MessageView {
    crypto::SignedObject object;
    treasury::MessageIntent intent;
    crypto::Hash256 digest;
    std::vector<crypto::SignedObject> statements;
    std::optional<treasury::MessageJudgement> judgement;
    std::optional<base::Failure> refusal; ///< Exactly without a judgement.
    const vault::Vault* vault = nullptr;  ///< That says it; null when it is registered no more.

    // What happened to it; at a desk, nothing.
    bool signedHere = false; ///< By the hot signer.
    bool exported = false;   ///< To a station.
    std::vector<crypto::SignedObject> receipts;
    std::optional<psbt::Psbt> signatures; ///< The words' own PSBT with what stations have signed so far.

    [[nodiscard]] bool isCold() const;
    /// The intent, then what was said about it: as the signer reads them.
    [[nodiscard]] std::vector<base::Bytes> blobs() const;
};

/// Judges from here, without a database.
[[nodiscard]] Outcome<MessageView> viewOf(const Standpoint& standpoint, crypto::SignedObject object,
                                          std::vector<crypto::SignedObject> statements);
/// Newest first.
[[nodiscard]] Outcome<std::vector<MessageView>> allMessages(State& state, const Standpoint& standpoint);
/// By full id or a prefix of at least eight digits; nothing when there is none, or several.
[[nodiscard]] Outcome<std::optional<MessageView>> lookForMessage(State& state, const Standpoint& standpoint,
                                                                 const std::string& id);
/// `message.not_found` in that case.
[[nodiscard]] Outcome<MessageView> findMessage(State& state, const Standpoint& standpoint,
                                               const std::string& id);

/// The PSBT in which it travels, made here from the intent: with the intent, what was said, and what stations
/// have signed. `treasury.fields_too_large` when the coins behind the words take too much room,
/// `treasury.unregistered_vault`.
[[nodiscard]] Outcome<psbt::Psbt> carriageOf(const MessageView& view);
/// The proof, once signatures suffice. Of what stations sign; the hot signer gives its own.
[[nodiscard]] std::optional<std::string> finishedProof(const MessageView& view);

[[nodiscard]] MessagePhase phaseOf(const MessageView& view);
/// `message.closed` when it is signed or over.
[[nodiscard]] Outcome<void> requireOpen(const MessageView& view);
[[nodiscard]] MessageRow rowOf(const Standpoint& standpoint, const MessageView& view);
/// Without the signature of the hot signer.
[[nodiscard]] MessageDetail detailOf(const Standpoint& standpoint, const MessageView& view);

} // namespace strongroom::service
