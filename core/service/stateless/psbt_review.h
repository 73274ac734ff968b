// What a PSBT does, judged against descriptors that the caller trusts: the same review that the signing
// process makes, without a treasury. Pure.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "service/outcome.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

struct ReviewVerdict {
    base::Json document; ///< docs/formats/cli.md, `psbt review`.
    bool signable = false;
};

/// Errors: input.network, psbt.*, descriptor.*.
[[nodiscard]] Outcome<ReviewVerdict>
reviewPsbt(base::ByteSpan psbt, const std::vector<std::string>& descriptors, std::string_view network);

} // namespace strongroom::service
