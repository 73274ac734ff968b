// Reading the texts that stateless use cases take.
#pragma once

#include "base/bytes.h"
#include "bitcoin/network.h"
#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

/// Error: input.hex.
[[nodiscard]] Outcome<base::Bytes> readHex(std::string_view text);

/// "main", "test", "signet" or "regtest". Error: input.network.
[[nodiscard]] Outcome<bitcoin::Network> readNetwork(std::string_view name);

} // namespace strongroom::service
