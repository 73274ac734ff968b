#include "service/balances.h"

#include "base/check.h"
#include "store/objects.h"
#include "vault/vault.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace strongroom::service {

namespace {

constexpr const char* HOT_CAP = "hot.cap";

/// No chain has more than 21 million bitcoin; a database that says so is damaged, and shows the cap.
void add(base::Amount& sum, base::Amount amount) {
    sum = sum.plus(amount).value_or(base::Amount::sat(base::Amount::MAX_SATOSHI));
}

Outcome<std::optional<base::Amount>> hotCap(State& state) {
    STRONGROOM_ASSIGN(const auto text, store::Settings(state.database).get(HOT_CAP));
    std::int64_t satoshi = -1;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), satoshi);
    return base::Amount::fromSatoshi(satoshi);
}

} // namespace

bool isUnspent(const store::CoinRecord& coin) {
    return !coin.spentBy.has_value();
}

bool isReserved(const store::CoinRecord& coin, base::UnixTime now) {
    return coin.reservedBy && (!coin.reservedUntil || now < *coin.reservedUntil);
}

Balance balanceOf(const std::vector<store::CoinRecord>& coins, base::UnixTime now) {
    Balance balance;
    for (const store::CoinRecord& coin : coins) {
        if (!isUnspent(coin))
            continue;
        add(balance.total, coin.amount);
        add(!coin.height            ? balance.unconfirmed
            : coin.held             ? balance.held
            : isReserved(coin, now) ? balance.reserved
                                    : balance.available,
            coin.amount);
    }
    return balance;
}

Balance sumOf(const Balance& a, const Balance& b) {
    Balance sum = a;
    add(sum.available, b.available);
    add(sum.reserved, b.reserved);
    add(sum.held, b.held);
    add(sum.unconfirmed, b.unconfirmed);
    add(sum.total, b.total);
    return sum;
}

std::vector<const vault::Vault*> vaultsInOrder(const treasury::Registry& registry) {
    std::vector<const vault::Vault*> vaults;
    for (const vault::Vault& vault : registry.vaults())
        vaults.push_back(&vault);
    std::sort(vaults.begin(), vaults.end(), [](const vault::Vault* a, const vault::Vault* b) {
        return std::tie(a->tier, a->name, a->id) < std::tie(b->tier, b->name, b->id);
    });
    return vaults;
}

Outcome<std::vector<VaultBalance>> vaultBalances(State& state) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const std::optional<base::Amount> cap, hotCap(state));
    std::vector<VaultBalance> balances;
    for (const vault::Vault* const entry : vaultsInOrder(*registry)) {
        const vault::Vault& vault = *entry;
        STRONGROOM_ASSIGN(const auto coins, store::Coins(state.database).ofVault(vault.id.span()));
        VaultBalance balance{hexOf(vault.id), vault.name, std::string(policy::name(vault.tier)),
                             balanceOf(coins, state.ports.clock->now()), std::nullopt};
        if (vault.tier == policy::Tier::hot)
            balance.target = cap;
        balances.push_back(std::move(balance));
    }
    return balances;
}

} // namespace strongroom::service
