#include "authority/state_data.h"

#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::authority {

using base::Result;
using base::Unexpected;

namespace {

/// Every signature is by somebody on the list, and every founder has signed with an active device.
Result<void, Error> checkFounders(const crypto::SignedObject& object, const Genesis& genesis) {
    const quorum::CastVotes cast = quorum::castVotes(object, genesis.people.roster);
    for (const quorum::Uncounted& entry : cast.uncounted)
        return Unexpected(entry.reason == quorum::NotCounted::unknownKey ? Error::unknownKey
                                                                         : Error::badSignature);
    for (const quorum::PersonId& founder : genesis.founders) {
        const quorum::Person* person = genesis.people.roster.find(founder);
        if (person == nullptr)
            return Unexpected(Error::malformed);
        const bool signedIt =
            std::any_of(cast.votes.begin(), cast.votes.end(), [&](const quorum::Vote& vote) {
                return vote.person() == founder && !vote.rolesThen().empty();
            });
        if (!signedIt)
            return Unexpected(Error::founderMissing);
    }
    return {};
}

Result<void, Error> addRecords(ChainBuilder::Data& data, const Genesis& genesis, const RecordRules& rules) {
    for (const VaultRecord& record : genesis.vaults) {
        if (!rules.isSound(record, genesis.network))
            return Unexpected(Error::badVault);
        data.vaults.push_back({record, hashOf(record)});
    }
    for (const PayeeRecord& record : genesis.payees) {
        if (!rules.isSound(record, genesis.network) || record.id != payeeIdOf(record) ||
            genesis.people.roster.find(record.addedBy) == nullptr)
            return Unexpected(Error::badPayee);
        data.payees.push_back({record, hashOf(record), genesis.created, 1, genesis.founders});
    }
    data.logs = genesis.logs;
    const auto byId = [](const auto& a, const auto& b) { return a.record.id < b.record.id; };
    std::sort(data.vaults.begin(), data.vaults.end(), byId);
    std::sort(data.payees.begin(), data.payees.end(), byId);
    std::sort(data.logs.begin(), data.logs.end(),
              [](const LogRecord& a, const LogRecord& b) { return a.log < b.log; });
    STRONGROOM_TRY(checkVaults(data.vaults));
    STRONGROOM_TRY(checkPayees(data.payees));
    return checkLogs(data.logs);
}

} // namespace

Result<AuthorityState, Error> found(const crypto::SignedObject& object, const RecordRules& rules) {
    STRONGROOM_ASSIGN(const Genesis genesis, parseGenesis(object));
    STRONGROOM_TRY(checkFounders(object, genesis));
    STRONGROOM_TRY(checkNewRules(genesis.people.rules, genesis.people.roster));
    if (!rules.isPolicy(genesis.policy))
        return Unexpected(Error::badPolicy);
    if (!rules.isReachable(genesis.policy, genesis.people.roster))
        return Unexpected(Error::policyUnreachable);

    ChainBuilder::Data data;
    data.treasury = object.id();
    data.treasuryText = base::toHex(object.id().span());
    data.name = genesis.name;
    data.network = genesis.network;
    data.purpose = genesis.purpose;
    data.headIds = {object.id()};
    data.effectiveFrom = genesis.created;
    data.rosters = {std::make_shared<const quorum::Roster>(genesis.people.roster)};
    data.rosterSince = genesis.created;
    data.changeRules = genesis.people.rules;
    data.policy = std::make_shared<const base::Json>(genesis.policy);
    STRONGROOM_TRY(addRecords(data, genesis, rules));
    data.roots = computeRoots(data, genesis.people.roster);
    return ChainBuilder::make(std::move(data));
}

} // namespace strongroom::authority
