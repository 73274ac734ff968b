// Withdrawals as documents: the same for the console's workspace and for a desk (docs/formats/cli.md).
#pragma once

#include "base/json.h"
#include "service/propose_batch.h"
#include "service/replace_withdrawal.h"
#include "service/sweep_vault.h"
#include "service/withdrawals.h"

namespace strongroom::cli {

using base::Json;

[[nodiscard]] Json rowJson(const service::WithdrawalRow& row);
[[nodiscard]] Json verdictJson(const service::Verdict& verdict);
/// `{max_fee,max_feerate}` or null.
[[nodiscard]] Json ceilingJson(const std::optional<service::FeeCeiling>& ceiling);
[[nodiscard]] Json previewJson(const service::WithdrawalPreview& preview);
[[nodiscard]] Json batchJson(const service::BatchPreview& preview);
[[nodiscard]] Json replacementJson(const service::ReplacementPreview& preview);
[[nodiscard]] Json sweepJson(const service::SweepPreview& preview);
[[nodiscard]] Json detailJson(const service::WithdrawalDetail& detail);

} // namespace strongroom::cli
