#include "treasury/record_judge.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "policy/policy.h"
#include "treasury/approvals.h"

#include <algorithm>
#include <span>
#include <string>

namespace strongroom::treasury {

namespace {

/// Every approvals obligation of a policy's rules.
std::vector<policy::ApprovalsObligation> approvalsIn(const policy::Policy& policy) {
    std::vector<policy::ApprovalsObligation> found;
    for (const policy::Rule& rule : policy.rules()) {
        for (const policy::Obligation& obligation : rule.obligations) {
            if (const auto* approvals = std::get_if<policy::ApprovalsObligation>(&obligation))
                found.push_back(*approvals);
        }
    }
    return found;
}

bool namesRolesAndPeople(const policy::ApprovalsObligation& approvals) {
    const auto isPersonId = [](const std::string& text) {
        const auto bytes = base::fromHex(text);
        return bytes && quorum::PersonId::from(*bytes) && base::toHex(*bytes) == text;
    };
    return quorum::parseRole(approvals.role) &&
           (!approvals.mustIncludeRole || quorum::parseRole(*approvals.mustIncludeRole)) &&
           std::all_of(approvals.exclude.begin(), approvals.exclude.end(), isPersonId);
}

/// True when the others can fill every obligation that `initiator` might meet.
bool canBeApproved(const std::vector<policy::ApprovalsObligation>& approvals, const quorum::Roster& roster,
                   const quorum::PersonId& initiator) {
    return std::all_of(approvals.begin(), approvals.end(), [&](const policy::ApprovalsObligation& one) {
        const quorum::Obligation obligation = toQuorum(one);
        const std::span<const quorum::PersonId> absent(&initiator, 1);
        const bool counts = obligation.initiatorCounts == quorum::InitiatorCounts::yes;
        return quorum::isReachable(obligation, roster, counts ? absent.first(0) : absent);
    });
}

} // namespace

bitcoin::Network networkOf(authority::NetworkName network) {
    switch (network) {
    case authority::NetworkName::main:
        return bitcoin::Network::main;
    case authority::NetworkName::test:
        return bitcoin::Network::test;
    case authority::NetworkName::signet:
        return bitcoin::Network::signet;
    case authority::NetworkName::regtest:
        return bitcoin::Network::regtest;
    }
    base::checkFailed("NetworkName");
}

vault::Tier tierOf(authority::VaultTier tier) {
    switch (tier) {
    case authority::VaultTier::hot:
        return vault::Tier::hot;
    case authority::VaultTier::warm:
        return vault::Tier::warm;
    case authority::VaultTier::cold:
        return vault::Tier::cold;
    }
    base::checkFailed("VaultTier");
}

bool RecordJudge::isPolicy(const base::Json& document) const {
    const auto policy = policy::Policy::parse(document);
    if (!policy || policy->toJson() != document)
        return false;
    const auto approvals = approvalsIn(*policy);
    return std::all_of(approvals.begin(), approvals.end(), namesRolesAndPeople);
}

bool RecordJudge::isReachable(const base::Json& document, const quorum::Roster& roster) const {
    if (!isPolicy(document))
        return false;
    const auto approvals = approvalsIn(policy::Policy::parse(document).value());
    return std::any_of(roster.people().begin(), roster.people().end(), [&](const quorum::Person& person) {
        return person.isActive() && person.hasRole(quorum::Role::officer) &&
               canBeApproved(approvals, roster, person.id);
    });
}

authority::PolicyEdit RecordJudge::classify(const base::Json& before, const base::Json& after) const {
    const auto from = policy::Policy::parse(before);
    const auto to = policy::Policy::parse(after);
    if (!from || !to)
        return authority::PolicyEdit::lessStrict;
    switch (policy::classifyEdit(*from, *to).editClass) {
    case policy::EditClass::unchanged:
    case policy::EditClass::stricter:
        return authority::PolicyEdit::stricter;
    case policy::EditClass::lessStrict:
        return authority::PolicyEdit::lessStrict;
    }
    base::checkFailed("EditClass");
}

bool RecordJudge::isSound(const authority::VaultRecord& record, authority::NetworkName network) const {
    auto descriptor = descriptor::Descriptor::parse(record.descriptor, networkOf(network),
                                                    descriptor::ChecksumRule::required);
    if (!descriptor || descriptor->text() != record.descriptor ||
        !std::ranges::equal(descriptor->id().span(), record.id.span()))
        return false;
    const vault::Vault vault{
        record.id,      record.name, tierOf(record.tier), networkOf(network), *std::move(descriptor),
        record.gapLimit};
    return vault::checkRegistration(vault, {}).has_value();
}

bool RecordJudge::isSound(const authority::PayeeRecord& record, authority::NetworkName network) const {
    const auto address = bitcoin::decodeAddress(record.address, networkOf(network));
    return address && address->script == record.script &&
           bitcoin::encodeAddress(record.script, networkOf(network)) == record.address;
}

} // namespace strongroom::treasury
