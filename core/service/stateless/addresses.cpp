#include "service/stateless/addresses.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/payment_uri.h"
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

Outcome<Json> describePaymentUri(std::string_view text, std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    STRONGROOM_ASSIGN(const bitcoin::PaymentUri uri, bitcoin::parsePaymentUri(text, onNetwork));
    return Json(Json::Object{{"address", uri.address},
                             {"amount", uri.amount ? Json(uri.amount->satoshi()) : Json()},
                             {"label", uri.label},
                             {"message", uri.message},
                             {"network", bitcoin::name(onNetwork)},
                             {"script_hex", base::toHex(uri.decoded.script)},
                             {"type", bitcoin::name(uri.decoded.type)}});
}

} // namespace strongroom::service
