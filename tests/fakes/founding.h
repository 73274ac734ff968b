// Treasuries for tests: a starter genesis and heads signed by the starter team.
#pragma once

#include "authority/chain.h"
#include "fakes/team.h"

#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

inline constexpr base::UnixTime FOUNDED{1'700'000'000};
inline constexpr base::Seconds DAY{86'400};

/// Believes every record, except those whose name starts with "bad". A policy is any object with an integer
/// "limit"; a lower limit is stricter; "needs" officers must be there.
class SimpleRules final : public authority::RecordRules {
public:
    [[nodiscard]] bool isPolicy(const base::Json& policy) const override {
        const base::Json* limit = policy.find("limit");
        return limit != nullptr && limit->integer() != nullptr;
    }
    [[nodiscard]] bool isReachable(const base::Json& policy, const quorum::Roster& roster) const override {
        const base::Json* needs = policy.find("needs");
        if (needs == nullptr)
            return true;
        const auto k = static_cast<std::uint32_t>(*needs->integer());
        return quorum::isReachable({{{k, quorum::Role::officer, std::nullopt}}, {}, {}}, roster, {});
    }
    [[nodiscard]] authority::PolicyEdit classify(const base::Json& before,
                                                 const base::Json& after) const override {
        return *after.find("limit")->integer() <= *before.find("limit")->integer()
                   ? authority::PolicyEdit::stricter
                   : authority::PolicyEdit::lessStrict;
    }
    [[nodiscard]] bool isSound(const authority::VaultRecord& vault, authority::NetworkName) const override {
        return !vault.name.starts_with("bad");
    }
    [[nodiscard]] bool isSound(const authority::PayeeRecord& payee, authority::NetworkName) const override {
        return !payee.name.starts_with("bad");
    }
};

inline base::Json limitPolicy(std::int64_t limit) {
    return base::Json::Object{{"limit", limit}};
}

/// Two of three administrators for everything; one more officer for payees.
inline authority::ChangeRules starterChangeRules() {
    const std::vector<quorum::SubQuorum> twoAdmins = {{2, quorum::Role::admin, std::nullopt}};
    const std::vector<quorum::SubQuorum> oneAdmin = {{1, quorum::Role::admin, std::nullopt}};
    const std::vector<quorum::SubQuorum> oneOfficer = {{1, quorum::Role::officer, std::nullopt}};
    return {twoAdmins, oneAdmin,  twoAdmins, twoAdmins,      oneOfficer,
            twoAdmins, twoAdmins, DAY,       {2 * DAY.count}};
}

inline authority::Genesis starterGenesis() {
    std::vector<quorum::PersonId> founders = {personId("anna"), personId("ben"), personId("cleo")};
    std::sort(founders.begin(), founders.end());
    authority::Genesis genesis{"Test treasury",
                               authority::NetworkName::regtest,
                               authority::Purpose::live,
                               FOUNDED,
                               {},
                               std::move(founders),
                               {starterRoster(), starterChangeRules()},
                               limitPolicy(100),
                               {},
                               {},
                               {}};
    genesis.nonce.fill(7);
    return genesis;
}

inline const std::vector<std::string> FOUNDERS = {"anna", "ben", "cleo"};

inline authority::VaultRecord vaultRecord(std::string_view name) {
    return {crypto::sha256(base::asBytes(name)), std::string(name),
            authority::VaultTier::hot,           authority::VaultUse::ordinary,
            "wpkh(...)#" + std::string(name),    1'000,
            authority::RecordState::active};
}

inline authority::PayeeRecord payeeRecord(std::string_view name, std::string_view addedBy) {
    authority::PayeeRecord record{{},
                                  std::string(name),
                                  "address-of-" + std::string(name),
                                  base::toBytes(base::asBytes(name)),
                                  crypto::sha256(base::asBytes("evidence")),
                                  personId(addedBy),
                                  FOUNDED,
                                  authority::RecordState::active};
    record.id = authority::payeeIdOf(record);
    return record;
}

inline authority::LogRecord logRecord(std::string_view log) {
    return {std::string(log), deviceKey(log, 0).publicKey(), authority::RecordState::active};
}

/// A change drafted by our own code, signed by `signers`.
inline authority::Change signedChange(const authority::AuthorityState& state, authority::ChangeKind kind,
                                      base::Bytes document, const std::vector<std::string>& signers,
                                      base::UnixTime effectiveFrom, const authority::RecordRules& rules) {
    const auto head = authority::draftHead(state, kind, document, effectiveFrom, rules);
    STRONGROOM_CHECK(head.has_value());
    return {sign(authority::toUnsigned(*head, state.treasury()), signers), std::move(document)};
}

} // namespace strongroom::test
