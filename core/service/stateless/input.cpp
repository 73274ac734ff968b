#include "service/stateless/input.h"

#include "base/text_encoding.h"
#include "service/stateless/errors.h"

namespace strongroom::service {

Outcome<base::Bytes> readHex(std::string_view text) {
    auto bytes = base::fromHex(text);
    if (!bytes)
        return base::Unexpected(InputError::hex);
    return *std::move(bytes);
}

Outcome<bitcoin::Network> readNetwork(std::string_view name) {
    const auto network = bitcoin::parseNetwork(name);
    if (!network)
        return base::Unexpected(InputError::network);
    return *network;
}

} // namespace strongroom::service
