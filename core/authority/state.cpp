#include "authority/state.h"

#include "authority/state_data.h"

#include <algorithm>

namespace strongroom::authority {

namespace {

template <typename Entry>
const Entry* findById(const std::vector<Entry>& entries, const crypto::Hash256& id) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.record.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

template <typename Entry>
std::vector<crypto::Hash256> hashesOf(const std::vector<Entry>& entries) {
    std::vector<crypto::Hash256> hashes;
    for (const Entry& entry : entries)
        hashes.push_back(entry.hash);
    return hashes;
}

} // namespace

const TreasuryId& AuthorityState::treasury() const {
    return m_data->treasury;
}
const std::string& AuthorityState::treasuryText() const {
    return m_data->treasuryText;
}
const std::string& AuthorityState::name() const {
    return m_data->name;
}
NetworkName AuthorityState::network() const {
    return m_data->network;
}
Purpose AuthorityState::purpose() const {
    return m_data->purpose;
}
std::int64_t AuthorityState::version() const {
    return m_data->version();
}
const crypto::Hash256& AuthorityState::headId() const {
    return m_data->headIds.back();
}

std::optional<crypto::Hash256> AuthorityState::headIdAt(std::int64_t version) const {
    if (version < 1 || version > m_data->version())
        return std::nullopt;
    return m_data->headIds[static_cast<std::size_t>(version - 1)];
}

const Roots& AuthorityState::roots() const {
    return m_data->roots;
}
base::UnixTime AuthorityState::effectiveFrom() const {
    return m_data->effectiveFrom;
}
const quorum::Roster& AuthorityState::roster() const {
    return *m_data->rosters.back();
}

const quorum::Roster* AuthorityState::rosterAt(std::int64_t version) const {
    if (version < 1 || version > m_data->version())
        return nullptr;
    return m_data->rosters[static_cast<std::size_t>(version - 1)].get();
}

base::UnixTime AuthorityState::rosterSince() const {
    return m_data->rosterSince;
}
const ChangeRules& AuthorityState::changeRules() const {
    return m_data->changeRules;
}
const base::Json& AuthorityState::policy() const {
    return *m_data->policy;
}
std::int64_t AuthorityState::policyVersion() const {
    return m_data->policyVersion;
}
const std::vector<VaultEntry>& AuthorityState::vaults() const {
    return m_data->vaults;
}
const std::vector<PayeeEntry>& AuthorityState::payees() const {
    return m_data->payees;
}
const std::vector<LogRecord>& AuthorityState::logs() const {
    return m_data->logs;
}
const VaultEntry* AuthorityState::findVault(const crypto::Hash256& id) const {
    return findById(m_data->vaults, id);
}
const PayeeEntry* AuthorityState::findPayee(const crypto::Hash256& id) const {
    return findById(m_data->payees, id);
}

const LogRecord* AuthorityState::findLog(std::string_view log) const {
    const auto found = std::find_if(m_data->logs.begin(), m_data->logs.end(),
                                    [&](const LogRecord& record) { return record.log == log; });
    return found == m_data->logs.end() ? nullptr : &*found;
}

std::optional<MembershipProof> AuthorityState::proveVault(const crypto::Hash256& recordHash) const {
    return proveMembership(hashesOf(m_data->vaults), recordHash);
}
std::optional<MembershipProof> AuthorityState::provePayee(const crypto::Hash256& recordHash) const {
    return proveMembership(hashesOf(m_data->payees), recordHash);
}
bool AuthorityState::isFrozen() const {
    return m_data->isFrozen();
}
const std::vector<Freeze>& AuthorityState::freezes() const {
    return m_data->freezes;
}

Roots computeRoots(const ChainBuilder::Data& data, const quorum::Roster& roster) {
    std::vector<crypto::Hash256> logs;
    for (const LogRecord& record : data.logs)
        logs.push_back(hashOf(record));
    return {policyHash(*data.policy), peopleHash({roster, data.changeRules}),
            recordsRoot(hashesOf(data.vaults)), recordsRoot(hashesOf(data.payees)),
            recordsRoot(std::move(logs))};
}

} // namespace strongroom::authority
