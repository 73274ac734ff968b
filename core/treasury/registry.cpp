#include "treasury/registry.h"

#include "base/check.h"
#include "treasury/record_judge.h"

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

Result<Registry, Error> Registry::make(authority::AuthorityState state,
                                       const std::map<crypto::Hash256, std::uint32_t>& issued) {
    Registry registry(std::move(state), bitcoin::Network::regtest);
    registry.m_network = networkOf(registry.m_state.network());
    for (const authority::VaultEntry& entry : registry.m_state.vaults()) {
        const authority::VaultRecord& record = entry.record;
        if (record.state == authority::RecordState::ended)
            continue;
        auto descriptor = descriptor::Descriptor::parse(record.descriptor, registry.m_network,
                                                        descriptor::ChecksumRule::required);
        if (!descriptor)
            return Unexpected(Error::unregisteredVault);
        const auto count = issued.find(record.id);
        registry.m_vaults.push_back({record.id, record.name, tierOf(record.tier), registry.m_network,
                                     *std::move(descriptor), record.gapLimit,
                                     count == issued.end() ? 0U : count->second});
        registry.m_vaultRecords.push_back(entry.hash);
        if (record.use == authority::VaultUse::rescue)
            registry.m_rescueVault = record.id;
    }
    return registry;
}

std::vector<vault::KnownPayee> Registry::payees(const PayeeHistory& history, base::UnixTime now) const {
    std::vector<vault::KnownPayee> known;
    const base::Seconds cooling = m_state.changeRules().payeeCooling;
    for (const authority::PayeeEntry& entry : m_state.payees()) {
        const base::UnixTime seen = history.seen(entry.hash, now);
        if (phaseOf(entry, seen, cooling, now) != PayeePhase::active)
            continue;
        const base::Seconds age = now - activeFrom(entry, seen, cooling);
        known.push_back({entry.record.id, entry.record.name, entry.record.script,
                         policy::Fact<base::Seconds>::fromJournal(age),
                         history.firstUse(entry.record.id, seen)});
    }
    return known;
}

} // namespace strongroom::treasury
