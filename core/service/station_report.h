// The report of a station's signer process as the values that pages show. Nothing is computed here: a member
// that is missing is a broken reply. Internal to core/service.
#pragma once

#include "base/json.h"
#include "service/station.h"

namespace strongroom::service {

/// `signer.malformed_frame` when it is not of the form in docs/formats/station.md.
[[nodiscard]] Outcome<StationReview> readReport(const base::Json& report);

/// "Policy 7, officers as of 3 Nov (17 days old)."
[[nodiscard]] std::string authoritySentence(std::int64_t policyVersion, base::UnixTime peopleSince,
                                            base::UnixTime now);

} // namespace strongroom::service
