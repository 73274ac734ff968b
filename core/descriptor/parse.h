// The grammar of descriptors. Internal to this module: Descriptor::parse adds derivation and the checks
// between keys.
#pragma once

#include "base/bytes.h"
#include "bitcoin/network.h"
#include "descriptor/descriptor_type.h"
#include "descriptor/errors.h"
#include "descriptor/key_expression.h"
#include "descriptor/miniscript.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

/// A script, and in a tree how deep it hangs.
struct ParsedScript {
    Miniscript script;
    std::uint8_t depth = 0;
};

struct ParsedExpression {
    DescriptorType type = DescriptorType::raw;
    std::vector<KeyExpression> keys;   ///< In the order of the text; of tr the first is the internal key.
    std::vector<ParsedScript> scripts; ///< One of bare, sh and wsh; the leaves of tr; else none.
    base::Bytes output;                ///< Of addr and raw.
};

/// `text` has no checksum any more. Errors: those of errors.h from syntax to rawHex but duplicateKey,
/// multipathLengths between keys, and underivable.
[[nodiscard]] Result<ParsedExpression> parseExpression(std::string_view text, bitcoin::Network network);

/// The one text of an expression, without checksum.
[[nodiscard]] std::string canonicalText(const ParsedExpression& parsed, bitcoin::Network network);

} // namespace strongroom::descriptor
