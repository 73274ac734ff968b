// Sums over a vault's coins. Internal to core/service.
#pragma once

#include "service/overview.h"
#include "service/workspace_state.h"
#include "store/coins.h"

namespace strongroom::service {

/// Not spent, not even by a transaction that waits for a block.
[[nodiscard]] bool isUnspent(const store::CoinRecord& coin);
[[nodiscard]] bool isReserved(const store::CoinRecord& coin, base::UnixTime now);
/// Each coin counts in one place: unconfirmed, else held, else reserved, else available.
[[nodiscard]] Balance balanceOf(const std::vector<store::CoinRecord>& coins, base::UnixTime now);
[[nodiscard]] Balance sumOf(const Balance& a, const Balance& b);
/// As people list them: hot before warm before cold, then by name. The registry's order is that of ids,
/// another one in every treasury. They live as long as the registry.
[[nodiscard]] std::vector<const vault::Vault*> vaultsInOrder(const treasury::Registry& registry);
/// Of every vault in force, in that order.
[[nodiscard]] Outcome<std::vector<VaultBalance>> vaultBalances(State& state);

} // namespace strongroom::service
