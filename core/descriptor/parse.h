// The grammar of supported descriptors. Internal to this module: Descriptor::parse adds derivation and the
// checks between keys.
#pragma once

#include "bitcoin/network.h"
#include "descriptor/errors.h"
#include "descriptor/key_expression.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

enum class DescriptorType : std::uint8_t;

struct ParsedExpression {
    DescriptorType type;
    std::size_t threshold;
    std::vector<KeyExpression> keys;
};

/// `text` has no checksum any more. Errors: syntax, unsupported*, unknownFunction, misplacedFunction,
/// keyExpected, scriptExpected, threshold, keyCount, and those of parseKey.
[[nodiscard]] Result<ParsedExpression> parseExpression(std::string_view text, bitcoin::Network network);

} // namespace strongroom::descriptor
