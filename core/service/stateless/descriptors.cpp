#include "service/stateless/descriptors.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "descriptor/descriptor.h"
#include "descriptor/wallet_policy.h"
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

Json::Object plainKeyDocument(const descriptor::KeyExpression& key) {
    Json::Object document{{"fingerprint", bitcoin::toText(key.fingerprint())},
                          {"path", key.originPath().text()},
                          {"xpub", key.extended ? Json(key.extended->text()) : Json()}};
    if (!key.extended && !key.isMusig()) {
        const crypto::PublicKey& plain = key.publicKey();
        document["pubkey"] = base::toHex(key.xOnly ? plain.xOnly().span() : plain.span());
    }
    return document;
}

Json keyDocument(const descriptor::KeyExpression& key) {
    Json::Object document = plainKeyDocument(key);
    if (key.isMusig()) {
        Json::Array participants;
        for (const descriptor::KeyExpression& participant : key.participants)
            participants.push_back(plainKeyDocument(participant));
        document["participants"] = participants;
    }
    return document;
}

Json timelockDocuments(const Descriptor& parsed) {
    Json::Array documents;
    for (const descriptor::Timelock& lock : parsed.timelocks())
        documents.push_back(
            Json::Object{{"kind", lock.kind == descriptor::Timelock::Kind::older ? "older" : "after"},
                         {"operand", std::int64_t{lock.operand}}});
    return documents;
}

Json policyDocument(const Descriptor& parsed) {
    const auto policy = descriptor::policyOf(parsed);
    if (!policy)
        return Json();
    Json::Array keys(policy->keys.begin(), policy->keys.end());
    return Json::Object{{"keys", keys}, {"template", policy->descriptorTemplate}};
}

Json keyPathDocument(const Descriptor& parsed) {
    const bool taproot = descriptor::wrappingOf(parsed.scriptType()) == descriptor::Wrapping::tr;
    return taproot ? Json(parsed.hasKeyPath()) : Json();
}

/// What a derived script hides beside its address.
void addHidden(Json::Object& item, const descriptor::DerivedScript& script) {
    if (!script.redeemScript.empty())
        item["redeem_script"] = base::toHex(script.redeemScript);
    if (!script.witnessScript.empty())
        item["witness_script"] = base::toHex(script.witnessScript);
    if (!script.merkleRoot)
        return;
    item["merkle_root"] = base::toHex(script.merkleRoot->span());
    Json::Array leaves;
    for (const descriptor::TapLeaf& leaf : script.leaves)
        leaves.push_back(Json::Object{{"control_block", base::toHex(leaf.controlBlock)},
                                      {"depth", std::int64_t{leaf.depth}},
                                      {"leaf_hash", base::toHex(leaf.hash.span())},
                                      {"script", base::toHex(leaf.script)}});
    item["leaves"] = leaves;
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
                             {"key_path", keyPathDocument(parsed)},
                             {"keys", keys},
                             {"max_input_weight", parsed.maxInputWeight()},
                             {"multipath", parsed.isMultipath()},
                             {"policy", policyDocument(parsed)},
                             {"ranged", parsed.isRanged()},
                             {"registrable", descriptor::checkRegistrable(parsed).has_value()},
                             {"script_type", descriptor::name(parsed.scriptType())},
                             {"threshold", static_cast<std::int64_t>(parsed.threshold())},
                             {"timelocks", timelockDocuments(parsed)}});
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
        STRONGROOM_ASSIGN(const std::vector<descriptor::DerivedScript> scripts,
                          parsed.deriveAll(static_cast<std::size_t>(range.branch), index));
        for (const descriptor::DerivedScript& script : scripts) {
            const auto address = bitcoin::encodeAddress(script.scriptPubKey, onNetwork);
            Json::Object item{{"address", address ? Json(*address) : Json()},
                              {"branch", range.branch},
                              {"index", std::int64_t{index}},
                              {"script_hex", base::toHex(script.scriptPubKey)}};
            addHidden(item, script);
            items.push_back(item);
        }
        if (index == to)
            break;
    }
    return Json(Json::Object{{"items", items}});
}

} // namespace strongroom::service
