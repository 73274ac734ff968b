#include "audit/bundle_manifest.h"

#include "audit/bundle_files.h"
#include "base/fixed_hex.h"

namespace strongroom::audit {

namespace {

std::optional<std::map<std::string, ListedFile>> readListed(const base::Json& json) {
    std::map<std::string, ListedFile> files;
    for (const base::Json& item : *json.array()) {
        base::JsonFields fields(item);
        const auto name = fields.string("name");
        const auto hash = base::fixedMember<crypto::Hash256>(fields, "sha256");
        const auto size = fields.integer("size");
        if (!fields.done() || !hash || *size < 0 || !files.emplace(*name, ListedFile{*hash, *size}).second)
            return std::nullopt;
    }
    return files;
}

} // namespace

std::optional<Manifest> readManifest(const base::Bytes& bytes) {
    const auto object = crypto::SignedObject::parse(bytes, MAX_MANIFEST);
    if (!object || object->type() != MANIFEST_TYPE || object->signatures().size() != 1)
        return std::nullopt;
    base::JsonFields fields(object->body());
    Manifest manifest;
    const auto at = fields.integer("exported_at");
    const auto log = fields.string("log");
    const auto key = base::fixedMember<crypto::Ed25519PublicKey>(fields, "key");
    const auto root = base::fixedMember<crypto::Hash256>(fields, "root");
    const auto records = fields.integer("records");
    const auto size = fields.integer("size");
    const base::Json* list = fields.array("files");
    if (!fields.done() || !key || !root || *at < 0 || *records < 0 || *size < 0)
        return std::nullopt;
    manifest.log = {object->treasury(), *log};
    auto files = readListed(*list);
    if (!files || LogName::parse(manifest.log.origin()) != manifest.log ||
        !crypto::verifies(*object, 0, *key))
        return std::nullopt;
    manifest.files = std::move(*files);
    manifest.key = *key;
    manifest.root = *root;
    manifest.records = *records;
    manifest.size = *size;
    return manifest;
}

std::optional<std::map<crypto::KeyId, crypto::Ed25519PublicKey>> readKeys(const base::Bytes& bytes) {
    const auto json = base::Json::parseCanonical(base::asText(bytes));
    if (!json)
        return std::nullopt;
    base::JsonFields document(*json);
    const base::Json* list = document.array("keys");
    if (!document.done())
        return std::nullopt;
    std::map<crypto::KeyId, crypto::Ed25519PublicKey> keys;
    for (const base::Json& item : *list->array()) {
        base::JsonFields fields(item);
        const auto key = base::fixedMember<crypto::Ed25519PublicKey>(fields, "key");
        const auto id = base::fixedMember<crypto::KeyId>(fields, "key_id");
        const bool named = fields.string("label").has_value() && fields.string("person").has_value();
        if (!fields.done() || !named || !key || !id || crypto::keyIdOf(*key) != *id ||
            !keys.emplace(*id, *key).second)
            return std::nullopt;
    }
    return keys;
}

} // namespace strongroom::audit
