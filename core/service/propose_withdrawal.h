// From "pay whom how much" to a proposal that others can judge.
#pragma once

#include "service/withdrawals.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// Whether the fee may be raised later without asking again (POLICY §11): `usual` is at most three times the
/// fee rate, at least 10 sat/vB, as far as change reaches.
enum class BumpCeiling : std::uint8_t { usual, none };

struct WithdrawalDraft {
    std::string vaultId;
    std::string payeeId;
    std::int64_t amountSatoshi = 0;
    std::optional<std::int64_t> feeRateSatPerKvb; ///< Null: the node's estimate, or the stated fallback.
    std::vector<std::string> coins; ///< "txid:n": exactly these are spent. Empty: chosen by the program.
    std::string purpose;
    std::string reference;
    std::int64_t expiresInSeconds = 7 * 24 * 3600;
    BumpCeiling bump = BumpCeiling::usual;
    bool duplicateAcknowledged = false; ///< After the earlier payment was shown.
};

/// Where a fee rate comes from.
struct FeeBasis {
    enum class Source : std::uint8_t { chosen, estimate, least, fallback } source = Source::chosen;
    std::optional<std::uint32_t> blocks; ///< Of an estimate: for how many blocks.
    std::optional<base::UnixTime> asOf;  ///< Of an estimate: the time of the node's last block.
    bool stale = false;                  ///< That block is so old that the estimate may be out of date.
};
/// `chosen`, `estimate`, `least` or `fallback`.
[[nodiscard]] std::string_view basisName(FeeBasis::Source source);

/// The live verdict while one types: nothing is stored, nothing reserved, no key touched.
struct WithdrawalPreview {
    base::Amount amount;
    base::Amount fee;
    base::Amount outflow;
    base::Amount availableBefore;
    base::Amount availableAfter;
    std::int64_t feeRateSatPerKvb = 0;
    std::string feeSource; ///< "5 sat/vB, the node's estimate for 6 blocks, as of …"
    FeeBasis feeBasis;
    std::optional<FeeCeiling> ceiling; ///< To which the fee may be raised without asking again.
    std::string payeeAddress;
    Verdict verdict;
    std::vector<FlowEnd> inputs;
    std::vector<FlowEnd> outputs;
    std::vector<FindingLine> findings;
    std::optional<WithdrawalRow> duplicateOf; ///< Same payee and amount, or same reference, within 30 days.
};

/// Fails with the code of the first thing that makes it impossible, its numbers, and what would do:
/// `vault.insufficient_funds` (data: available, needed, most, reserved, held, unconfirmed),
/// `vault.dust_payment` (amount, least), `vault.wanted_fee_rate_above_ceiling` (wanted, ceiling),
/// `vault.fee_rate_too_low` (wanted, least), `vault.needed_fee_above_ceiling` (ceiling, ceiling_percent),
/// `treasury.fields_too_large` (coins, payments), `payee.not_active`, ….
[[nodiscard]] Outcome<WithdrawalPreview> previewWithdrawal(Workspace& workspace,
                                                           const WithdrawalDraft& draft);

/// Builds the transaction, signs the intent with the proposer's key (in the signer process), reserves the
/// coins softly and stores all of it in one transaction. Returns the withdrawal's id. A payment like an
/// earlier one is refused with `withdrawal.duplicate` until `duplicateAcknowledged`.
[[nodiscard]] Outcome<std::string> proposeWithdrawal(Workspace& workspace, const WithdrawalDraft& draft,
                                                     const SecretText& passphrase);

} // namespace strongroom::service
