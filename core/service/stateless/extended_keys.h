// Extended public keys under the prefixes of SLIP-132. Pure.
#pragma once

#include "base/json.h"
#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

/// {from,key,meaning,network,to} (docs/formats/cli.md, `key convert`): the same key under the prefix `to`.
/// Errors: input.network, input.key_prefix, bitcoin.extended_key_*.
[[nodiscard]] Outcome<base::Json> convertKey(std::string_view key, std::string_view to,
                                             std::string_view network);

} // namespace strongroom::service
