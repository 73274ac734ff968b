// Recovery paths in words, for use cases. Internal to core/service.
#pragma once

#include "vault/vault.h"

#include <string>

namespace strongroom::service {

/// With the keys called by their fingerprints; empty for a vault without a recovery path.
[[nodiscard]] std::string recoverySentenceOf(const vault::Vault& vault);

} // namespace strongroom::service
