#include "service/registration.h"

#include "authority/chain.h"
#include "base/json.h"
#include "service/backup.h"
#include "service/errors.h"
#include "service/workspace_state.h"
#include "store/objects.h"

namespace strongroom::service {

using base::Json;

namespace {

/// Signed objects and documents are canonical JSON, so that they keep their bytes inside another document.
Json embedded(base::ByteSpan bytes) {
    if (bytes.empty())
        return Json();
    auto json = Json::parseCanonical(base::asText(bytes));
    STRONGROOM_CHECK(json.has_value()); // they were verified before they were stored
    return *std::move(json);
}

base::Bytes extracted(const Json& json) {
    return json.isNull() ? base::Bytes() : base::toBytes(base::asBytes(json.canonical()));
}

} // namespace

base::Bytes toBytes(const Registration& registration) {
    Json::Array changes;
    for (const Registration::Change& change : registration.changes)
        changes.emplace_back(
            Json::Object{{"document", embedded(change.document)}, {"head", embedded(change.head)}});
    const Json json(
        Json::Object{{"changes", std::move(changes)}, {"genesis", embedded(registration.genesis)}, {"v", 1}});
    return base::toBytes(base::asBytes(json.canonical()));
}

Outcome<Registration> parseRegistration(base::ByteSpan bytes) {
    const auto malformed = base::Unexpected(base::Failure(Error::registrationMalformed));
    if (bytes.size() > MAX_REGISTRATION)
        return malformed;
    const auto json = Json::parseCanonical(base::asText(bytes));
    if (!json)
        return malformed;
    base::JsonFields fields(*json);
    const Json* changes = fields.array("changes");
    const Json* genesis = fields.object("genesis");
    const auto version = fields.integer("v");
    if (!fields.done() || version != 1)
        return malformed;
    Registration registration{extracted(*genesis), {}};
    for (const Json& item : *changes->array()) {
        base::JsonFields change(item);
        const Json* document = change.any("document");
        const Json* head = change.object("head");
        if (!change.done())
            return malformed;
        registration.changes.push_back({extracted(*head), extracted(*document)});
    }
    return registration;
}

Outcome<std::string> genesisDigest(const Registration& registration) {
    const auto genesis = crypto::SignedObject::parse(registration.genesis, authority::MAX_GENESIS_BYTES);
    if (!genesis || genesis->type() != crypto::GENESIS_TYPE)
        return base::Unexpected(base::Failure(Error::registrationMalformed));
    return hexOf(genesis->id());
}

Outcome<base::Bytes> exportRegistration(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_TRY(registryOf(state)); // verifies the chain: what does not verify is not handed on
    store::Objects objects(state.database);
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> heads, objects.heads());
    Registration registration;
    for (const base::Bytes& head : heads) {
        if (registration.genesis.empty()) {
            registration.genesis = head;
            continue;
        }
        STRONGROOM_ASSIGN(const auto object, crypto::SignedObject::parse(head, authority::MAX_HEAD_BYTES));
        STRONGROOM_ASSIGN(auto document, objects.document(object.id()));
        registration.changes.push_back({head, document ? *std::move(document) : base::Bytes()});
    }
    return toBytes(registration);
}

} // namespace strongroom::service
