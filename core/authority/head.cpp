#include "authority/head.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <string>
#include <utility>

namespace strongroom::authority {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

crypto::Unsigned toUnsigned(const Head& head, const TreasuryId& treasury) {
    Json body = Json::Object{{"effective_from", head.effectiveFrom.seconds},
                             {"kind", name(head.kind)},
                             {"logs_root", base::toHex(head.roots.logs.span())},
                             {"payees_root", base::toHex(head.roots.payees.span())},
                             {"policy_hash", base::toHex(head.roots.policy.span())},
                             {"prev", base::toHex(head.previous.span())},
                             {"roster_hash", base::toHex(head.roots.roster.span())},
                             {"vaults_root", base::toHex(head.roots.vaults.span())},
                             {"version", head.version}};
    return {std::string(HEAD_TYPE), base::toHex(treasury.span()), std::move(body)};
}

Result<Head, Error> parseHead(const crypto::SignedObject& object) {
    if (object.type() != HEAD_TYPE)
        return Unexpected(Error::wrongType);
    JsonFields fields(object.body());
    const auto effectiveFrom = fields.integer("effective_from");
    const auto kindText = fields.string("kind");
    const auto logs = fixedMember<crypto::Hash256>(fields, "logs_root");
    const auto payees = fixedMember<crypto::Hash256>(fields, "payees_root");
    const auto policy = fixedMember<crypto::Hash256>(fields, "policy_hash");
    const auto previous = fixedMember<crypto::Hash256>(fields, "prev");
    const auto roster = fixedMember<crypto::Hash256>(fields, "roster_hash");
    const auto vaults = fixedMember<crypto::Hash256>(fields, "vaults_root");
    const auto version = fields.integer("version");
    if (!fields.done() || !logs || !payees || !policy || !previous || !roster || !vaults)
        return Unexpected(Error::malformed);
    const auto kind = parseChangeKind(*kindText);
    if (!kind || *effectiveFrom < 0 || *version < 2)
        return Unexpected(Error::malformed);
    return Head{
        *version, *previous, Roots{*policy, *roster, *vaults, *payees, *logs}, *kind, {*effectiveFrom}};
}

crypto::Hash256 policyHash(const Json& policy) {
    return crypto::taggedHash("strongroom/policy/1", base::asBytes(policy.canonical()));
}

} // namespace strongroom::authority
