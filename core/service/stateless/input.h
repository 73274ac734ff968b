// Reading the texts that stateless use cases take.
#pragma once

#include "base/bytes.h"
#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

/// Error: input.hex.
[[nodiscard]] Outcome<base::Bytes> readHex(std::string_view text);

} // namespace strongroom::service
