// Coins of a vault to a new address of the same vault: several small ones become one, or a child pays for a
// parent that waits too long and cannot be replaced. Nothing leaves the treasury but the fee; the policy
// judges it as what it is (action `consolidate`).
#pragma once

#include "service/propose_withdrawal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct ConsolidationDraft {
    std::string vaultId;
    std::vector<std::string> coins;               ///< "txid:n"; all of them are spent. At least two.
    std::optional<std::int64_t> feeRateSatPerKvb; ///< Null: the node's estimate, or the stated fallback.
};

/// A child of what waits: spends one unconfirmed coin of ours, with the fee for both.
struct ChildDraft {
    std::string coin;                             ///< "txid:n" of a coin of ours that is in no block.
    std::optional<std::int64_t> feeRateSatPerKvb; ///< Of both together. Null: the node's estimate.
};

/// What proposing it would do; nothing is stored and no key touched.
struct SweepPreview {
    std::string vaultId;
    base::Amount fee;
    std::int64_t feeRateSatPerKvb = 0;
    std::int64_t packageFeeRate = 0; ///< Of a child: of both together. 0 otherwise.
    base::Amount parentFee;          ///< Of a child.
    std::string feeSource;
    FeeBasis feeBasis;
    base::Amount change; ///< What the new coin has.
    Verdict verdict;
    std::vector<FlowEnd> inputs;
    std::vector<FlowEnd> outputs;
    std::vector<FindingLine> findings;
};

/// `coin.not_found`, `coin.not_spendable` (held, reserved, spent or in no block), `coin.too_few`,
/// `coin.twice`, `vault.insufficient_funds`, ….
[[nodiscard]] Outcome<SweepPreview> previewConsolidation(Workspace& workspace,
                                                         const ConsolidationDraft& draft);
[[nodiscard]] Outcome<std::string> proposeConsolidation(Workspace& workspace, const ConsolidationDraft& draft,
                                                        const SecretText& passphrase);

/// `coin.confirmed` when there is nothing to pay for, `coin.parent_unknown` when what made the coin is not in
/// the node's mempool or its fee cannot be known, `coin.parent_fast_enough` when it pays that rate already.
[[nodiscard]] Outcome<SweepPreview> previewChild(Workspace& workspace, const ChildDraft& draft);
[[nodiscard]] Outcome<std::string> proposeChild(Workspace& workspace, const ChildDraft& draft,
                                                const SecretText& passphrase);

} // namespace strongroom::service
