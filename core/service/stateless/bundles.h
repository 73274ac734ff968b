// Verifying an exported audit bundle without any workspace (docs/formats/bundle.md).
#pragma once

#include "base/file_system.h"
#include "base/json.h"
#include "service/outcome.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct BundleVerdict {
    base::Json document; ///< {records,size,root,origin,log_key,checkpoints,findings:[{code,sentence}],valid}
    bool valid = false;
};
/// `logKey`: 64 hex digits of the key that the log is known to have; nothing: the bundle's own, which then is
/// for people to compare. `heldCheckpoints`: log seals (signed notes) of this log that the verifier kept from
/// earlier; each makes a log that was rewritten or cut since visible. Whatever is wrong is a finding. Error:
/// input.hex.
[[nodiscard]] Outcome<BundleVerdict> verifyAuditBundle(base::FileSystem& files, const std::string& folder,
                                                       const std::optional<std::string>& logKey,
                                                       std::vector<std::string> heldCheckpoints);

} // namespace strongroom::service
