#include "signer/engine/station_key.h"

#include "base/json.h"
#include "base/text_encoding.h"

namespace strongroom::signer {

using base::Json;

std::string coldAccountPath(bitcoin::Network network) {
    return "m/48h/" + std::to_string(bitcoin::coinType(network)) + "h/0h/2h";
}

std::string_view name(crypto::KdfUse use) {
    switch (use) {
    case crypto::KdfUse::real:
        return "real";
    case crypto::KdfUse::training:
        return "training";
    }
    base::checkFailed("crypto::KdfUse");
}

base::Bytes toBytes(const StationKey& key) {
    const Json json(Json::Object{{"envelope", std::string(base::asText(key.envelope))},
                                 {"fingerprint", key.fingerprint},
                                 {"label", key.label},
                                 {"network", std::string(bitcoin::name(key.network))},
                                 {"path", key.path},
                                 {"use", std::string(name(key.use))},
                                 {"v", 1},
                                 {"words_shown", key.wordsShown},
                                 {"xpub", key.xpub}});
    return base::toBytes(base::asBytes(json.canonical()));
}

std::optional<StationKey> parseStationKey(base::ByteSpan bytes) {
    const auto json = Json::parseCanonical(base::asText(bytes));
    if (!json)
        return std::nullopt;
    base::JsonFields fields(*json);
    const auto envelope = fields.string("envelope");
    const auto fingerprint = fields.string("fingerprint");
    const auto label = fields.string("label");
    const auto network = bitcoin::parseNetwork(fields.string("network").value_or(""));
    const auto path = fields.string("path");
    const auto use = fields.string("use");
    const auto version = fields.integer("v");
    const auto wordsShown = fields.boolean("words_shown");
    const auto xpub = fields.string("xpub");
    if (!fields.done() || version != 1 || !network || !bitcoin::ExtendedPubKey::parse(*xpub) ||
        !bitcoin::DerivationPath::parse(*path) || (*use != "real" && *use != "training"))
        return std::nullopt;
    return StationKey{*label,
                      *network,
                      *use == "real" ? crypto::KdfUse::real : crypto::KdfUse::training,
                      *path,
                      *fingerprint,
                      *xpub,
                      *wordsShown,
                      base::toBytes(base::asBytes(*envelope))};
}

} // namespace strongroom::signer
