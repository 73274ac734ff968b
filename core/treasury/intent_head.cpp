#include "treasury/intent_head.h"

#include "base/fixed_hex.h"

#include <algorithm>

namespace strongroom::treasury {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using crypto::Hash256;

namespace {

constexpr std::int64_t VERSION = 1;

} // namespace

Json::Object membersOf(const IntentHead& head, std::string_view kind) {
    return {{"authority_version", head.authorityVersion},
            {"expiry", head.expiry.seconds},
            {"initiator", base::toHex(head.initiator.span())},
            {"kind", kind},
            {"nonce", base::toHex(head.nonce)},
            {"policy_hash", base::toHex(head.policyHash.span())},
            {"treasury", base::toHex(head.treasury.span())},
            {"v", VERSION}};
}

Result<IntentHead, Error> parseHead(JsonFields& fields, std::string_view kind) {
    const auto authorityVersion = fields.integer("authority_version");
    const auto expiry = fields.integer("expiry");
    const auto initiator = fixedMember<quorum::PersonId>(fields, "initiator");
    const auto statedKind = fields.string("kind");
    const auto nonce = fields.hex("nonce");
    const auto policyHash = fixedMember<Hash256>(fields, "policy_hash");
    const auto treasury = fixedMember<Hash256>(fields, "treasury");
    const auto version = fields.integer("v");
    if (!authorityVersion || !expiry || !initiator || !nonce || !policyHash || !treasury ||
        version != VERSION || statedKind != kind)
        return Unexpected(Error::malformed);
    IntentHead head{*treasury, *initiator, {}, {*expiry}, *policyHash, *authorityVersion};
    if (nonce->size() != head.nonce.size() || *authorityVersion < 1 || *expiry < 0)
        return Unexpected(Error::malformed);
    std::copy(nonce->begin(), nonce->end(), head.nonce.begin());
    return head;
}

Hash256 intentDigestOf(const Json& intent) {
    return crypto::taggedHash("strongroom/intent/1", base::asBytes(intent.canonical()));
}

} // namespace strongroom::treasury
