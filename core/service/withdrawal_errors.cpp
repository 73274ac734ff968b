#include "service/withdrawal_errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::service {

namespace {

using Row = std::pair<WithdrawalError, base::ErrorInfo>;
using enum WithdrawalError;

constexpr std::array TABLE{
    Row{notFound, {"withdrawal.not_found", "There is no such withdrawal."}},
    Row{ambiguous,
        {"withdrawal.ambiguous", "More than one withdrawal begins like this. Give more of its id."}},
    Row{damaged,
        {"withdrawal.damaged",
         "What the database holds of this withdrawal does not fit its id. It is not shown."}},
    Row{duplicate,
        {"withdrawal.duplicate",
         "A payment like this was proposed within the last 30 days. Look at it and confirm."}},
    Row{closed, {"withdrawal.closed", "This withdrawal is closed."}},
    Row{alreadySigned, {"withdrawal.already_signed", "This withdrawal is signed already."}},
    Row{coinsTaken,
        {"withdrawal.coins_taken", "Another withdrawal took these coins meanwhile. Propose it again."}},
    Row{textTooLong, {"input.text", "A text is plain UTF-8 of at most 500 bytes."}},
    Row{notSigned,
        {"withdrawal.not_signed",
         "Nothing of this withdrawal is signed, so there is nothing to replace. Take it back instead."}},
    Row{inBlock, {"withdrawal.in_block", "This withdrawal is in a block. Nothing replaces it any more."}},
    Row{replacementOpen,
        {"withdrawal.replacement_open",
         "Another version of this withdrawal waits already. Finish it or take it back first."}},
    Row{noChange, {"withdrawal.no_change", "There is no change from which a higher fee could be taken."}},
    Row{isAStop, {"withdrawal.is_a_stop", "This withdrawal is being stopped already."}},
    Row{notComplete, {"withdrawal.not_complete", "Signatures are missing: there is nothing to send yet."}},
    Row{coinTwice, {"coin.twice", "A coin is chosen twice."}},
    Row{coinNotSpendable,
        {"coin.not_spendable", "A coin cannot be spent now: it is on hold, reserved, or in no block yet."}},
    Row{coinTooFew, {"coin.too_few", "At least two coins become one."}},
    Row{coinConfirmed, {"coin.confirmed", "This coin is in a block. There is nothing to pay for."}},
    Row{coinParentUnknown,
        {"coin.parent_unknown", "The node does not have the transaction that made this coin."}},
    Row{coinParentFastEnough,
        {"coin.parent_fast_enough", "The transaction that made this coin pays this fee rate already."}},
    Row{batchRefused, {"batch.refused", "Something is wrong with the file. Nothing was proposed."}},
    Row{batchAlike, {"batch.alike", "Two rows are alike: the same payee and amount, or the same reference."}},
    Row{batchPaidAlready, {"batch.paid_already", "This file is paid already. A file pays once."}},
    Row{digestChanged,
        {"approval.digest_changed", "What was shown is not what would be signed. Look at it again."}},
    Row{approvalDoesNotCount, {"approval.does_not_count", "The approval of this person would not count."}},
    Row{nothingAsked, {"approval.nothing_asked", "Nobody waits for an answer."}},
    Row{notAnApproval, {"approval.malformed", "This file holds no signed approval."}},
    Row{notARequest, {"approval.not_a_request", "This file is no approval request."}},
    Row{payeeNotFound, {"payee.not_found", "There is no such payee."}},
    Row{payeeNotActive, {"payee.not_active", "This payee cannot be paid: it is not active."}},
    Row{payeeNameTaken, {"payee.name_taken", "Another payee has this name."}},
    Row{payeeAddressTaken, {"payee.address_taken", "Another payee has this address."}},
    Row{payeeLooksAlike,
        {"payee.looks_alike", "The address begins and ends like that of another payee. Compare all of it."}},
    Row{payeeEvidenceMissing,
        {"payee.evidence_missing", "How the address was confirmed is said in one to 500 bytes."}},
    Row{payeeNothingProposed, {"payee.nothing_proposed", "Nothing is proposed for this payee."}},
    Row{payeeRevoked, {"payee.revoked", "This payee is revoked."}},
    Row{coldNotApproved,
        {"cold.not_approved", "What the policy demands is not met. It is not shown to a station."}},
    Row{coldForeignWallet,
        {"cold.foreign_wallet", "The reply spends none of the coins that were asked for: it is of something "
                                "else, or another wallet."}},
    Row{coldChangedTransaction,
        {"cold.changed_transaction", "The reply is another transaction than the one that was shown."}},
    Row{coldExtraData,
        {"cold.extra_data", "The reply has something added besides signatures and a receipt."}},
    Row{coldInvalidSignature, {"cold.invalid_signature", "A signature in the reply is not valid."}},
    Row{coldNothingAdded, {"cold.nothing_added", "The reply has no signature that is not here already."}},
    Row{coldNotExported, {"cold.not_exported", "This was not shown to a station."}},
    Row{coldReceiptCheckpoint,
        {"cold.receipt_checkpoint", "The reply's receipt has no valid seal of the station's log."}},
    Row{coldReceiptMissing,
        {"cold.receipt_missing", "The reply has signatures, and no receipt of the station that made them."}},
    Row{coldStationLogReplaced,
        {"cold.station_log_replaced",
         "This station kept another log before. If it was set up anew, register its new log first."}},
    Row{coldStationLogContradiction,
        {"cold.station_log_contradiction",
         "The station's log is shorter than it was, or not the same: it was rolled back or copied. Use "
         "another station, and find out why."}},
};

} // namespace

base::ErrorInfo describe(WithdrawalError error) {
    for (const Row& row : TABLE) {
        if (row.first == error)
            return row.second;
    }
    base::checkFailed("service::WithdrawalError");
}

} // namespace strongroom::service
