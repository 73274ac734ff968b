// What the authority chain asks of the floors that know bitcoin and policy (authority/record_rules.h).
#pragma once

#include "authority/record_rules.h"
#include "bitcoin/network.h"
#include "vault/vault.h"

namespace strongroom::treasury {

[[nodiscard]] bitcoin::Network networkOf(authority::NetworkName network);
[[nodiscard]] vault::Tier tierOf(authority::VaultTier tier);

/// Stateless, thread-safe.
class RecordJudge final : public authority::RecordRules {
public:
    [[nodiscard]] bool isPolicy(const base::Json& policy) const override;
    [[nodiscard]] bool isReachable(const base::Json& policy, const quorum::Roster& roster) const override;
    [[nodiscard]] authority::PolicyEdit classify(const base::Json& before,
                                                 const base::Json& after) const override;
    [[nodiscard]] bool isSound(const authority::VaultRecord& vault,
                               authority::NetworkName network) const override;
    [[nodiscard]] bool isSound(const authority::PayeeRecord& payee,
                               authority::NetworkName network) const override;
};

} // namespace strongroom::treasury
