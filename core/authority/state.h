// What is in force in a treasury: people, policy, vaults, payees and logs at one version of the authority
// chain.
//
// Only chain.h makes an AuthorityState, after verifying every signature from the genesis on: whoever holds
// one may believe it. Immutable, cheap to copy, safe to share between threads.
#pragma once

#include "authority/change_rules.h"
#include "authority/genesis.h"
#include "authority/head.h"
#include "authority/records.h"
#include "authority/records_root.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "quorum/roster.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::authority {

struct VaultEntry {
    VaultRecord record;
    crypto::Hash256 hash; ///< Of the record, as an intent names it.
    friend bool operator==(const VaultEntry&, const VaultEntry&) = default;
};

struct PayeeEntry {
    PayeeRecord record;
    crypto::Hash256 hash;        ///< Of the record, as an intent names it.
    base::UnixTime approvedAt;   ///< From when the head that brought this version of the record is effective.
    std::int64_t approvedIn = 0; ///< Its version.
    std::vector<quorum::PersonId> approvedBy; ///< Who signed it, the person who added the payee included.
    friend bool operator==(const PayeeEntry&, const PayeeEntry&) = default;
};

struct Freeze {
    std::vector<quorum::PersonId> by;
    base::UnixTime at;
    std::optional<base::UnixTime> lifted; ///< When the treasury was unfrozen.
    friend bool operator==(const Freeze&, const Freeze&) = default;
};

class AuthorityState {
public:
    [[nodiscard]] const TreasuryId& treasury() const;
    /// 64 hex digits: the `treasury` of every signed object.
    [[nodiscard]] const std::string& treasuryText() const;
    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] NetworkName network() const;
    [[nodiscard]] Purpose purpose() const;

    [[nodiscard]] std::int64_t version() const;
    /// Of the newest head; of the genesis at version 1.
    [[nodiscard]] const crypto::Hash256& headId() const;
    /// Nothing for a version that does not exist yet.
    [[nodiscard]] std::optional<crypto::Hash256> headIdAt(std::int64_t version) const;
    [[nodiscard]] const Roots& roots() const;
    [[nodiscard]] base::UnixTime effectiveFrom() const;

    [[nodiscard]] const quorum::Roster& roster() const;
    /// Who was who at a version; null pointer for one that does not exist yet.
    [[nodiscard]] const quorum::Roster* rosterAt(std::int64_t version) const;
    /// Since when the people are as they are.
    [[nodiscard]] base::UnixTime rosterSince() const;
    [[nodiscard]] const ChangeRules& changeRules() const;

    [[nodiscard]] const base::Json& policy() const;
    [[nodiscard]] const crypto::Hash256& policyHash() const { return roots().policy; }
    /// The version that brought the policy: "Policy 7".
    [[nodiscard]] std::int64_t policyVersion() const;

    /// All records, those that ended included, sorted by id (logs by name).
    [[nodiscard]] const std::vector<VaultEntry>& vaults() const;
    [[nodiscard]] const std::vector<PayeeEntry>& payees() const;
    [[nodiscard]] const std::vector<LogRecord>& logs() const;
    [[nodiscard]] const VaultEntry* findVault(const crypto::Hash256& id) const;
    [[nodiscard]] const PayeeEntry* findPayee(const crypto::Hash256& id) const;
    [[nodiscard]] const LogRecord* findLog(std::string_view log) const;

    /// A proof against roots().vaults or roots().payees that a record with this hash is registered.
    [[nodiscard]] std::optional<MembershipProof> proveVault(const crypto::Hash256& recordHash) const;
    [[nodiscard]] std::optional<MembershipProof> provePayee(const crypto::Hash256& recordHash) const;

    [[nodiscard]] bool isFrozen() const;
    /// Oldest first; the last one is in force while isFrozen().
    [[nodiscard]] const std::vector<Freeze>& freezes() const;

private:
    friend class ChainBuilder;
    struct Data;
    explicit AuthorityState(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace strongroom::authority
