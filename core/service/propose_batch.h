// A file of payments as one withdrawal: every row is one payment of the same transaction, or nothing is
// proposed at all. docs/formats/payment-file.md.
#pragma once

#include "base/bytes.h"
#include "service/propose_withdrawal.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct BatchDraft {
    std::string vaultId;
    base::Bytes file;
    std::optional<std::int64_t> feeRateSatPerKvb; ///< Null: the node's estimate, or the stated fallback.
    std::vector<std::string> coins;               ///< As in WithdrawalDraft.
    std::int64_t expiresInSeconds = 7 * 24 * 3600;
    BumpCeiling bump = BumpCeiling::usual;
    bool duplicatesAcknowledged = false; ///< After the earlier payments were shown.
};

/// A row that can be paid.
struct BatchLine {
    std::size_t line = 0; ///< Of the file, from 1.
    std::string payee;
    std::string address;
    base::Amount amount;
    std::string purpose;
    std::string reference;
    std::optional<WithdrawalRow> duplicateOf; ///< Same payee and amount, or same reference, within 30 days.
};

struct BatchProblem {
    std::size_t line = 0; ///< 0: the whole file.
    std::string column;   ///< As the file names it; empty: the row.
    std::string code;
    std::string sentence;
};

struct BatchPreview {
    std::string fileHash; ///< SHA-256, hex: what the payments name, and by what the file is known again.
    std::vector<BatchLine> lines;
    std::vector<BatchProblem> problems;          ///< All of them, in the order of lines.
    base::Amount total;                          ///< Of the lines.
    std::optional<WithdrawalPreview> withdrawal; ///< When there is no problem.
};

/// What is wrong with the file is in the answer. Fails as previewWithdrawal() with what concerns the whole
/// withdrawal. Problems of rows besides those of the file's form: `payee.not_found`, `payee.not_active`,
/// `vault.dust_payment`, `batch.alike`; of the file: `batch.paid_already`.
[[nodiscard]] Outcome<BatchPreview> previewBatch(Workspace& workspace, const BatchDraft& draft);

/// The withdrawal's id. With any problem nothing is proposed: `batch.refused`, data: `file` or `line N`, each
/// with code and sentence of the first problem of that line. A payment like an earlier one is
/// `withdrawal.duplicate` (data: line, withdrawal) until `duplicatesAcknowledged`.
[[nodiscard]] Outcome<std::string> proposeBatch(Workspace& workspace, const BatchDraft& draft,
                                                const SecretText& passphrase);

} // namespace strongroom::service
