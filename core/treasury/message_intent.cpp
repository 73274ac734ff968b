#include "treasury/message_intent.h"

#include "base/text_encoding.h"
#include "treasury/intent_standing.h"

#include <algorithm>

namespace strongroom::treasury {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using crypto::Hash256;

namespace {

constexpr std::int64_t VERSION = 1;
constexpr std::string_view KIND = "sign_message";

template <typename Fixed>
std::optional<Fixed> fixedFrom(const std::optional<base::Bytes>& bytes) {
    return bytes ? Fixed::from(*bytes) : std::nullopt;
}

/// What is signed: by which vault, and which words.
Result<void, Error> parseBody(const Json& json, MessageIntent& intent) {
    JsonFields fields(json);
    const auto network = bitcoin::parseNetwork(fields.string("network").value_or(""));
    const auto vault = fixedFrom<Hash256>(fields.hex("vault"));
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
    const auto authorityVersion = fields.integer("authority_version");
    const Json* body = fields.object("body");
    const auto expiry = fields.integer("expiry");
    const auto initiator = fixedFrom<quorum::PersonId>(fields.hex("initiator"));
    const auto kind = fields.string("kind");
    const auto nonce = fields.hex("nonce");
    const auto policyHash = fixedFrom<Hash256>(fields.hex("policy_hash"));
    const auto treasury = fixedFrom<Hash256>(fields.hex("treasury"));
    const auto version = fields.integer("v");
    if (!fields.done() || !initiator || !policyHash || !treasury || version != VERSION || kind != KIND ||
        nonce->size() != 16 || *authorityVersion < 1 || *expiry < 0)
        return Unexpected(Error::malformed);
    MessageIntent intent{*treasury, *initiator, {}, {*expiry}, *policyHash, *authorityVersion, {}, {}, {}};
    std::copy(nonce->begin(), nonce->end(), intent.nonce.begin());
    STRONGROOM_TRY(parseBody(*body, intent));
    return intent;
}

} // namespace

Json toJson(const MessageIntent& intent) {
    Json::Object body{{"network", bitcoin::name(intent.network)},
                      {"request", vault::toJson(intent.request)},
                      {"vault", base::toHex(intent.vault.span())}};
    return Json::Object{{"authority_version", intent.authorityVersion},
                        {"body", std::move(body)},
                        {"expiry", intent.expiry.seconds},
                        {"initiator", base::toHex(intent.initiator.span())},
                        {"kind", KIND},
                        {"nonce", base::toHex(intent.nonce)},
                        {"policy_hash", base::toHex(intent.policyHash.span())},
                        {"treasury", base::toHex(intent.treasury.span())},
                        {"v", VERSION}};
}

Hash256 intentDigest(const MessageIntent& intent) {
    return crypto::taggedHash("strongroom/intent/1", base::asBytes(toJson(intent).canonical()));
}

crypto::Unsigned toUnsigned(const MessageIntent& intent) {
    return {std::string(MESSAGE_INTENT_TYPE), base::toHex(intent.treasury.span()), toJson(intent)};
}

Result<MessageIntent, Error> parseMessageIntent(const crypto::SignedObject& object) {
    if (object.type() != MESSAGE_INTENT_TYPE)
        return Unexpected(Error::wrongType);
    if (object.signatures().size() != 1)
        return Unexpected(Error::severalSignatures);
    STRONGROOM_ASSIGN(MessageIntent intent, parseIntentBody(object.body()));
    if (object.treasury() != base::toHex(intent.treasury.span()))
        return Unexpected(Error::wrongTreasury);
    return intent;
}

Result<VerifiedMessage, Error> verifyMessageIntent(const crypto::SignedObject& object,
                                                   const authority::AuthorityState& state,
                                                   base::UnixTime now) {
    STRONGROOM_ASSIGN(MessageIntent intent, parseMessageIntent(object));
    const IntentHead head{intent.treasury,         intent.initiator, intent.policyHash,
                          intent.authorityVersion, intent.network,   intent.vault};
    STRONGROOM_TRY(checkStanding(object, head, state));
    STRONGROOM_TRY(checkLifetime(intent.expiry, now));
    return VerifiedMessage(std::move(intent));
}

} // namespace strongroom::treasury
