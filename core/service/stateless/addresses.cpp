#include "service/stateless/addresses.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "service/stateless/input.h"

namespace strongroom::service {

using base::Json;

Outcome<Json> describeAddress(std::string_view address, std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    STRONGROOM_ASSIGN(const bitcoin::DecodedAddress decoded, bitcoin::decodeAddress(address, onNetwork));
    return Json(Json::Object{{"network", bitcoin::name(onNetwork)},
                             {"script_hex", base::toHex(decoded.script)},
                             {"type", bitcoin::name(decoded.type)}});
}

} // namespace strongroom::service
