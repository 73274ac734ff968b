// Another transaction in the place of one that waits for a block: the same payment with a higher fee, or all
// of its coins back to their vault. Either is a version of the withdrawal with an id, approvals and states of
// its own; it spends what the other spends, so that at most one of them confirms, and what it replaces stays
// live until one of them is buried (POLICY §11; ATTACKS A110).
#pragma once

#include "service/propose_withdrawal.h"

#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::service {

enum class Replacement : std::uint8_t { speedUp, stop };

struct ReplacementDraft {
    std::string withdrawalId; ///< Of any version.
    Replacement kind = Replacement::speedUp;
    std::optional<std::int64_t>
        feeRateSatPerKvb; ///< Null: the node's estimate, or the least that nodes take.
};

/// What proposing it would do; nothing is stored and no key touched.
struct ReplacementPreview {
    std::string replaces; ///< Id of the version that it takes the place of: the one with the highest fee.
    base::Amount feeBefore;
    std::int64_t feeRateBefore = 0;
    base::Amount fee;
    std::int64_t feeRateSatPerKvb = 0;
    std::int64_t leastFeeRate = 0; ///< That nodes take for a replacement.
    std::string feeSource;
    FeeBasis feeBasis;
    std::optional<FeeCeiling> ceiling; ///< As it was approved.
    bool covered = false;              ///< Nobody has to approve again.
    std::string sentence;              ///< What happens.
    base::Amount outflow;
    Verdict verdict;
    std::vector<FlowEnd> inputs;
    std::vector<FlowEnd> outputs;
    std::vector<FindingLine> findings;
};

/// `withdrawal.not_signed` while there is nothing to replace, `withdrawal.in_block`,
/// `withdrawal.replacement_open` while another version waits, `withdrawal.no_change` (speed up),
/// `withdrawal.is_a_stop` (stop), `vault.replacement_fee_too_low` (data: least), `vault.change_too_small`, ….
[[nodiscard]] Outcome<ReplacementPreview> previewReplacement(Workspace& workspace,
                                                             const ReplacementDraft& draft);

/// The id of the new version, judged once: within the ceiling of what was approved it is ready to be signed.
[[nodiscard]] Outcome<std::string> replaceWithdrawal(Workspace& workspace, const ReplacementDraft& draft,
                                                     const SecretText& passphrase);

} // namespace strongroom::service
