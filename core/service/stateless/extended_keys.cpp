#include "service/stateless/extended_keys.h"

#include "bitcoin/slip132.h"
#include "service/stateless/errors.h"
#include "service/stateless/input.h"

namespace strongroom::service {

using base::Json;

Outcome<Json> convertKey(std::string_view key, std::string_view to, std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    const auto prefix = bitcoin::slip132Prefix(to);
    if (!prefix)
        return base::Unexpected(InputError::keyPrefix);
    STRONGROOM_ASSIGN(const bitcoin::PrefixedKey parsed, bitcoin::parsePrefixedKey(key));
    if (parsed.key.network() != bitcoin::keyNetwork(onNetwork))
        return base::Unexpected(bitcoin::Error::extendedKeyNetwork);
    STRONGROOM_ASSIGN(const std::string converted, bitcoin::withPrefix(parsed.key, *prefix));
    return Json(Json::Object{{"from", parsed.prefix.letters},
                             {"key", converted},
                             {"meaning", parsed.prefix.meaning},
                             {"network", bitcoin::name(onNetwork)},
                             {"to", prefix->letters}});
}

} // namespace strongroom::service
