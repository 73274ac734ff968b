#include "treasury/message_intent.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"
#include "treasury/intent_standing.h"

namespace strongroom::treasury {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using crypto::Hash256;

namespace {

constexpr std::string_view KIND = "sign_message";

/// What is signed: by which vault, and which words.
Result<void, Error> parseBody(const Json& json, MessageIntent& intent) {
    JsonFields fields(json);
    const auto network = bitcoin::parseNetwork(fields.string("network").value_or(""));
    const auto vault = fixedMember<Hash256>(fields, "vault");
    const Json* request = fields.object("request");
    if (!fields.done() || !network || !vault)
        return Unexpected(Error::malformed);
    auto read = vault::parseMessageRequest(*request);
    if (!read)
        return Unexpected(Error::malformed);
    intent.network = *network;
    intent.vault = *vault;
    intent.request = std::move(read).value();
    return {};
}

Result<MessageIntent, Error> parseIntentBody(const Json& json) {
    JsonFields fields(json);
    STRONGROOM_ASSIGN(const IntentHead head, parseHead(fields, KIND));
    const Json* body = fields.object("body");
    if (!fields.done())
        return Unexpected(Error::malformed);
    MessageIntent intent{head, {}, {}, {}};
    STRONGROOM_TRY(parseBody(*body, intent));
    return intent;
}

} // namespace

Json toJson(const MessageIntent& intent) {
    Json::Object body{{"network", bitcoin::name(intent.network)},
                      {"request", vault::toJson(intent.request)},
                      {"vault", base::toHex(intent.vault.span())}};
    Json::Object members = membersOf(intent, KIND);
    members.emplace("body", std::move(body));
    return members;
}

Hash256 intentDigest(const MessageIntent& intent) {
    return intentDigestOf(toJson(intent));
}

crypto::Unsigned toUnsigned(const MessageIntent& intent) {
    return {std::string(MESSAGE_INTENT_TYPE), base::toHex(intent.treasury.span()), toJson(intent)};
}

Result<MessageIntent, Error> parseMessageIntent(const crypto::SignedObject& object) {
    return parseEnvelope(object, MESSAGE_INTENT_TYPE, parseIntentBody);
}

Result<VerifiedMessage, Error> verifyMessageIntent(const crypto::SignedObject& object,
                                                   const authority::AuthorityState& state,
                                                   base::UnixTime now) {
    STRONGROOM_ASSIGN(MessageIntent intent, parseMessageIntent(object));
    STRONGROOM_TRY(checkStanding(object, intent, {intent.network, intent.vault}, state));
    STRONGROOM_TRY(checkLifetime(intent.expiry, now));
    return VerifiedMessage(std::move(intent));
}

} // namespace strongroom::treasury
