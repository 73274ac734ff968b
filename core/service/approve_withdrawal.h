// What people say about a proposed withdrawal. Each is an object signed by the person's device key, made in
// the signer process from the bytes; the service only stores it and evaluates anew. Nothing here signs a
// transaction: that is service/advance_withdrawal.h.
#pragma once

#include "service/withdrawals.h"

#include <cstdint>
#include <string>

namespace strongroom::service {

/// `shownDigest` is the intent digest that was on the screen: a mismatch is refused
/// (`approval.digest_changed`), so what was seen is what is signed (ATTACKS A87).
struct ApproveRequest {
    std::string withdrawalId;
    std::string shownDigest;
    std::string note;
};

[[nodiscard]] Outcome<Verdict> approveWithdrawal(Workspace& workspace, const ApproveRequest& request,
                                                 const SecretText& passphrase);

/// One rejection by an eligible approver ends a withdrawal. A reason is required.
[[nodiscard]] Outcome<void> rejectWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                                             const std::string& reason, const SecretText& passphrase);
/// Pauses it until answered.
[[nodiscard]] Outcome<void> askAboutWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                                               const std::string& question, const SecretText& passphrase);
[[nodiscard]] Outcome<void> answerQuestion(Workspace& workspace, const std::string& withdrawalId,
                                           const std::string& answer, const SecretText& passphrase);
/// "Take back": only the proposer.
[[nodiscard]] Outcome<void> takeBackWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                                               const std::string& reason, const SecretText& passphrase);

/// Desk seats: an approval request is a file (or QR frames) with the PSBT, its intent, authority and proofs;
/// a desk recomputes everything from it and returns a signed approval. `id` is a withdrawal's or a message's.
[[nodiscard]] Outcome<base::Bytes> exportApprovalRequest(Workspace& workspace, const std::string& id);

/// What people approve.
enum class Subject : std::uint8_t { withdrawal, message };
struct ImportedStatement {
    Subject about;
    std::string id;
};
[[nodiscard]] Outcome<ImportedStatement> importApproval(Workspace& workspace, base::ByteSpan approvalFile);

} // namespace strongroom::service
