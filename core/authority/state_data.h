// The inside of an AuthorityState, and the one class that may make one; internal to authority.
#pragma once

#include "authority/chain.h"
#include "authority/state.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::authority {

struct AuthorityState::Data {
    TreasuryId treasury;
    std::string treasuryText;
    std::string name;
    NetworkName network = NetworkName::regtest;
    Purpose purpose = Purpose::live;

    std::vector<crypto::Hash256> headIds; ///< Of versions 1, 2, …
    Roots roots;
    base::UnixTime effectiveFrom;

    std::vector<std::shared_ptr<const quorum::Roster>> rosters; ///< At versions 1, 2, …
    base::UnixTime rosterSince;
    ChangeRules changeRules;
    std::shared_ptr<const base::Json> policy;
    std::int64_t policyVersion = 1;
    std::vector<VaultEntry> vaults;
    std::vector<PayeeEntry> payees;
    std::vector<LogRecord> logs;
    std::vector<Freeze> freezes;

    [[nodiscard]] std::int64_t version() const { return static_cast<std::int64_t>(headIds.size()); }
    [[nodiscard]] bool isFrozen() const { return !freezes.empty() && !freezes.back().lifted; }
};

class ChainBuilder {
public:
    using Data = AuthorityState::Data;
    [[nodiscard]] static AuthorityState make(Data data) {
        return AuthorityState(std::make_shared<const Data>(std::move(data)));
    }
    [[nodiscard]] static const Data& data(const AuthorityState& state) { return *state.m_data; }
    [[nodiscard]] static VerifiedChange verified(Head head, Strictness strictness, crypto::Hash256 changeId,
                                                 base::Seconds cooldown, AuthorityState next) {
        return {std::move(head), strictness, changeId, cooldown, std::move(next)};
    }
};

/// What a change did to the data, before signatures are looked at.
struct Applied {
    ChainBuilder::Data next; ///< Without the new head's id, roster and time of the version.
    Strictness strictness = Strictness::lessStrict;
    std::vector<quorum::PersonId> adders; ///< Of payees: they must sign, and do not count.
};

/// Roots of what is registered, computed anew.
[[nodiscard]] Roots computeRoots(const ChainBuilder::Data& data, const quorum::Roster& roster);

/// Puts new and changed records in the place of old ones.
[[nodiscard]] base::Result<Applied, Error> applyVaults(const ChainBuilder::Data& before,
                                                       const base::Json& records, const RecordRules& rules);
[[nodiscard]] base::Result<Applied, Error> applyPayees(const ChainBuilder::Data& before,
                                                       const base::Json& records,
                                                       base::UnixTime effectiveFrom,
                                                       const RecordRules& rules);
[[nodiscard]] base::Result<Applied, Error> applyLogs(const ChainBuilder::Data& before,
                                                     const base::Json& records);

/// No two active records of a kind share what must be their own.
[[nodiscard]] base::Result<void, Error> checkVaults(const std::vector<VaultEntry>& vaults);
[[nodiscard]] base::Result<void, Error> checkPayees(const std::vector<PayeeEntry>& payees);
[[nodiscard]] base::Result<void, Error> checkLogs(const std::vector<LogRecord>& logs);

} // namespace strongroom::authority
