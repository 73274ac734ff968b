// A desk seat: a console that holds one person's device key and no others', and no database of the treasury.
// It imports an approval request, recomputes facts and verdict from the bytes under the authority it pinned,
// and returns a signed approval.
//
// Its folder (docs/formats/desk.md) holds the registration bundle, the person's key envelope, the slot of its
// seat and the seat's own state. A desk belongs to one thread, like everything that talks to one signer.
#pragma once

#include "service/approve_withdrawal.h"
#include "service/signed_messages.h"

namespace strongroom::service {

/// What one person brings to their desk.
struct DeskSetup {
    std::string personId;        ///< Handle: "ben".
    base::Bytes keyEnvelope;     ///< approval-keys/<person>.json of the workspace.
    std::string confirmedDigest; ///< Of the genesis, as two people compared it.
};

/// Makes a desk in a folder that does not exist: pins the treasury of the bundle in a seat of its own, whose
/// log is named after the person. The passphrase is the one of the envelope. Errors: `file.already_exists`,
/// `registration.malformed`, `signer.digest_mismatch`, `workspace.wrong_passphrase`, those of authority.
[[nodiscard]] Outcome<void> makeDesk(const Ports& ports, const std::string& deskFolder,
                                     base::ByteSpan registrationBundle, const DeskSetup& setup,
                                     const SecretText& passphrase);
/// Takes a newer bundle of the same treasury: heads only ever go up.
[[nodiscard]] Outcome<void> updateDesk(const Ports& ports, const std::string& deskFolder,
                                       base::ByteSpan registrationBundle, const SecretText& passphrase);

/// What the desk shows before it signs: the same detail as the console's, computed here from the request's
/// bytes. What only the office knows (chain, earlier payments) is unknown here and said so by the verdict.
[[nodiscard]] Outcome<WithdrawalDetail>
reviewApprovalRequest(const Ports& ports, const std::string& deskFolder, base::ByteSpan request);

/// What a request is about, by the type of its intent. `approval.not_a_request` for anything else.
[[nodiscard]] Outcome<Subject> subjectOfRequest(base::ByteSpan request);
/// The same for words that a vault is to say: computed here from the intent. A request that carries them in
/// another transaction than the one that they make is `treasury.other_transaction`.
[[nodiscard]] Outcome<MessageDetail> reviewMessageRequest(const Ports& ports, const std::string& deskFolder,
                                                          base::ByteSpan request);

/// What one person says at their desk: `approval`, `rejection` or `question`.
enum class DeskSaying : std::uint8_t { approve, reject, ask };
struct DeskStatement {
    DeskSaying saying = DeskSaying::approve;
    std::string shownDigest; ///< As in ApproveRequest: `approval.digest_changed`.
    std::string note; ///< The reason or question; required unless it approves (`input.reason_missing`).
};
/// The answer to carry back, for importApproval() of the office: the signed statement with what was written
/// (docs/formats/desk.md). An approval that could not count is `approval.does_not_count`, and so is a
/// question about words: they are approved or rejected. `request` is about a withdrawal or about words.
[[nodiscard]] Outcome<base::Bytes> signAtDesk(const Ports& ports, const std::string& deskFolder,
                                              base::ByteSpan request, const DeskStatement& statement,
                                              const SecretText& passphrase);
/// The same for an approval.
[[nodiscard]] Outcome<base::Bytes> signApprovalRequest(const Ports& ports, const std::string& deskFolder,
                                                       base::ByteSpan request, const std::string& shownDigest,
                                                       const std::string& note, const SecretText& passphrase);

} // namespace strongroom::service
