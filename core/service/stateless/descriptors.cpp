#include "service/stateless/descriptors.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "descriptor/descriptor.h"
#include "service/stateless/errors.h"
#include "service/stateless/input.h"

namespace strongroom::service {

namespace {

using base::Json;
using descriptor::Descriptor;

/// Extended keys tell main from the test networks; for everything else a descriptor reads the same on all.
descriptor::Result<Descriptor> parseOnItsNetwork(std::string_view text) {
    auto onMain = Descriptor::parse(text, bitcoin::Network::main);
    if (!onMain && onMain.error() == descriptor::Error::keyWrongNetwork)
        return Descriptor::parse(text, bitcoin::Network::test);
    return onMain;
}

Json keyDocument(const descriptor::KeyExpression& key) {
    Json::Object document{{"fingerprint", bitcoin::toText(key.fingerprint())},
                          {"path", key.originPath().text()},
                          {"xpub", key.extended ? Json(key.extended->text()) : Json()}};
    if (!key.extended) {
        const crypto::PublicKey& plain = key.publicKey();
        document["pubkey"] = base::toHex(key.xOnly ? plain.xOnly().span() : plain.span());
    }
    return document;
}

Outcome<std::uint32_t> readIndex(std::int64_t index) {
    if (index < 0 || index > std::int64_t{Descriptor::MAX_INDEX})
        return base::Unexpected(InputError::range);
    return static_cast<std::uint32_t>(index);
}

} // namespace

Outcome<Json> describeDescriptor(std::string_view text) {
    STRONGROOM_ASSIGN(const Descriptor parsed, parseOnItsNetwork(text));
    Json::Array keys;
    for (const descriptor::KeyExpression& key : parsed.keys())
        keys.push_back(keyDocument(key));
    return Json(Json::Object{{"checksum", parsed.checksum()},
                             {"descriptor", parsed.text()},
                             {"keys", keys},
                             {"multipath", parsed.isMultipath()},
                             {"ranged", parsed.isRanged()},
                             {"script_type", descriptor::name(parsed.scriptType())},
                             {"threshold", static_cast<std::int64_t>(parsed.threshold())}});
}

Outcome<Json> deriveScripts(std::string_view text, std::string_view network, const DerivationRange& range) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    STRONGROOM_ASSIGN(const Descriptor parsed, Descriptor::parse(text, onNetwork));
    if (!parsed.isRanged() && (range.from || range.to))
        return base::Unexpected(descriptor::Error::notRanged);
    STRONGROOM_ASSIGN(const std::uint32_t from, readIndex(range.from.value_or(0)));
    STRONGROOM_ASSIGN(const std::uint32_t to, readIndex(range.to.value_or(from)));
    if (to < from || to - from >= MAX_DERIVED_ITEMS || range.branch < 0 || range.branch > 1)
        return base::Unexpected(InputError::range);

    Json::Array items;
    for (std::uint32_t index = from;; ++index) {
        STRONGROOM_ASSIGN(const descriptor::DerivedScript script,
                          parsed.derive(static_cast<std::size_t>(range.branch), index));
        const auto address = bitcoin::encodeAddress(script.scriptPubKey, onNetwork);
        items.push_back(Json::Object{{"address", address ? Json(*address) : Json()},
                                     {"branch", range.branch},
                                     {"index", std::int64_t{index}},
                                     {"script_hex", base::toHex(script.scriptPubKey)}});
        if (index == to)
            break;
    }
    return Json(Json::Object{{"items", items}});
}

} // namespace strongroom::service
