#include "service/recovery.h"

#include "bitcoin/address.h"
#include "service/balances.h"
#include "service/recovery_words.h"
#include "service/workspace_state.h"
#include "store/coins.h"
#include "vault/recovery_clock.h"

#include <algorithm>
#include <limits>

namespace strongroom::service {

namespace {

using vault::OpeningState;

std::string coinsInWords(std::size_t count) {
    return count == 1 ? "one coin" : std::to_string(count) + " coins";
}

std::string openingInWords(const vault::Opening& opening) {
    switch (opening.state) {
    case OpeningState::notCounting:
        return "In no block yet: the time counts from its block.";
    case OpeningState::closed:
    case OpeningState::soon:
        return "Opens in " + vault::aboutBlocks(opening.blocksLeft) + ", with block " +
               std::to_string(opening.height) + ".";
    case OpeningState::open:
        return "Open since block " + std::to_string(opening.height) + ".";
    }
    base::checkFailed("OpeningState");
}

RecoveryCoin describeCoin(const store::CoinRecord& coin, const vault::Vault& vault,
                          const vault::Opening& opening) {
    RecoveryCoin row;
    row.outpoint = bitcoin::toText(coin.outpoint);
    row.address = bitcoin::encodeAddress(coin.script, vault.network).value_or("");
    row.amount = coin.amount;
    row.height = coin.height;
    row.state = vault::name(opening.state);
    if (opening.state != OpeningState::notCounting)
        row.opensAt = opening.height;
    row.blocksLeft = opening.blocksLeft;
    row.about = opening.about;
    row.sentence = openingInWords(opening);
    return row;
}

std::string stateInWords(const VaultRecovery& view) {
    if (view.coins.empty())
        return "There are no coins.";
    if (view.coinsOpen > 0)
        return "The recovery path is open for " + coinsInWords(view.coinsOpen) + ".";
    const RecoveryCoin& soonest = view.coins.front();
    if (!soonest.opensAt)
        return "No coin is in a block yet.";
    return "The recovery path opens in " + vault::aboutBlocks(soonest.blocksLeft) +
           (view.coins.size() == 1 ? "." : " for the first coin.");
}

Outcome<VaultRecovery> describe(State& state, const vault::Vault& vault, const vault::Recovery& recovery) {
    VaultRecovery view;
    view.sentence = recoverySentenceOf(vault);
    view.blocks = recovery.blocks;
    view.primaryNeeded = static_cast<int>(recovery.primary.threshold);
    view.primaryKeys = static_cast<int>(recovery.primary.keys.size());
    view.recoveryNeeded = static_cast<int>(recovery.recovery.threshold);
    view.recoveryKeys = static_cast<int>(recovery.recovery.keys.size());
    const store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto tip, coins.tip());
    STRONGROOM_ASSIGN(const auto records, coins.ofVault(vault.id.span()));
    const vault::ChainEnd end{tip ? tip->height : 0, state.ports.clock->now()};
    for (const store::CoinRecord& coin : records) {
        if (!isUnspent(coin))
            continue;
        const vault::Opening opening = vault::openingOf(recovery, coin.height, end);
        view.coinsOpen += opening.state == OpeningState::open ? 1 : 0;
        view.coinsSoon += opening.state == OpeningState::open || opening.state == OpeningState::soon ? 1 : 0;
        view.coins.push_back(describeCoin(coin, vault, opening));
    }
    std::ranges::stable_sort(view.coins, {}, [](const RecoveryCoin& coin) {
        return coin.opensAt.value_or(std::numeric_limits<std::uint32_t>::max());
    });
    view.state = view.coins.empty() ? "empty" : view.coins.front().state;
    view.stateSentence = stateInWords(view);
    return view;
}

} // namespace

Outcome<std::optional<VaultRecovery>> vaultRecovery(Workspace& workspace, const std::string& vaultId) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const auto id = hashFromHex(vaultId);
    for (const vault::Vault& vault : registry->vaults()) {
        if (!id || vault.id != *id)
            continue;
        const auto recovery = vault::recoveryOf(vault.descriptor);
        if (!recovery)
            return std::optional<VaultRecovery>();
        STRONGROOM_ASSIGN(VaultRecovery view, describe(state, vault, *recovery));
        return std::optional(std::move(view));
    }
    return std::optional<VaultRecovery>();
}

Outcome<std::vector<Alert>> recoveryAlerts(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<Alert> alerts;
    for (const vault::Vault& vault : registry->vaults()) {
        const auto recovery = vault::recoveryOf(vault.descriptor);
        if (!recovery)
            continue;
        STRONGROOM_ASSIGN(const VaultRecovery view, describe(state, vault, *recovery));
        if (view.coinsOpen > 0)
            alerts.push_back({AlertTone::danger, "vault.recovery_open",
                              vault.name + ": the recovery keys can spend " + coinsInWords(view.coinsOpen) +
                                  " now. Refresh the vault, or recover it."});
        else if (view.coinsSoon > 0)
            alerts.push_back({AlertTone::warning, "vault.recovery_soon",
                              vault.name + ": the recovery path opens in " +
                                  vault::aboutBlocks(view.coins.front().blocksLeft) + " for " +
                                  coinsInWords(view.coinsSoon) + ". Refresh the vault before."});
    }
    return alerts;
}

} // namespace strongroom::service
