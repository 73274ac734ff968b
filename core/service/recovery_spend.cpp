#include "service/recovery_spend.h"

#include "service/propose_spend.h"
#include "vault/recovery_spend.h"
#include "vault/sweep.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr const char* REFRESH_PURPOSE = "Refresh before the recovery path opens";
constexpr const char* RECOVERY_PURPOSE = "Recovery";

/// A vault with a recovery path, and its unspent coins.
struct Source {
    const vault::Vault* vault = nullptr;
    vault::Recovery recovery;
    std::vector<vault::Coin> coins;
};

Outcome<Source> sourceNamed(State& state, const Standpoint& standpoint, const std::string& vaultId) {
    Source source;
    STRONGROOM_ASSIGN(source.vault, vaultOf(standpoint, vaultId));
    const auto recovery = vault::recoveryOf(source.vault->descriptor);
    if (!recovery)
        return base::Unexpected(vault::Error::noRecoveryPath);
    source.recovery = *recovery;
    STRONGROOM_ASSIGN(source.coins, coinsOf(state, *source.vault, standpoint.now()));
    return source;
}

vault::ChainEnd endOf(const Standpoint& standpoint) {
    return {standpoint.height().value_or(0), standpoint.now()};
}

std::vector<vault::Coin> coinsToRefresh(const Source& source, const Standpoint& standpoint) {
    std::vector<vault::Coin> coins;
    std::ranges::copy_if(source.coins, std::back_inserter(coins), [&](const vault::Coin& coin) {
        const auto state = vault::openingOf(source.recovery, coin.height, endOf(standpoint)).state;
        return coin.isSpendable() &&
               (state == vault::OpeningState::soon || state == vault::OpeningState::open);
    });
    return coins;
}

/// How long the coin that opens first still has.
base::Failure notOpen(const Source& source, const Standpoint& standpoint) {
    base::Failure failure(vault::Error::recoveryNotOpen);
    std::optional<vault::Opening> soonest;
    for (const vault::Coin& coin : source.coins) {
        const vault::Opening opening = vault::openingOf(source.recovery, coin.height, endOf(standpoint));
        if (opening.state != vault::OpeningState::notCounting &&
            (!soonest || opening.height < soonest->height))
            soonest = opening;
    }
    if (soonest) {
        failure.data.emplace_back("opens_at", std::to_string(soonest->height));
        failure.data.emplace_back("blocks_left", std::to_string(soonest->blocksLeft));
    }
    return failure;
}

Outcome<std::string> propose(State& state, const Standpoint& standpoint, const vault::Vault& vault,
                             vault::BuiltSpend spend, SpendTerms terms, const SecretText& passphrase) {
    PreparedSpend prepared;
    prepared.vault = &vault;
    prepared.spend = std::move(spend);
    prepared.review = treasury::reviewWith(prepared.spend.psbt, standpoint.registry(),
                                           standpoint.knowledge({}, standpoint.now()));
    terms.bump = defaultBump(prepared); // none without change
    return proposeSpend(state, standpoint, prepared, terms, passphrase);
}

SpendTerms termsOf(const Standpoint& standpoint, std::int64_t lifetime, const char* purpose) {
    SpendTerms terms;
    terms.expiry = standpoint.now() + base::Seconds{lifetime};
    terms.words.purpose = purpose;
    return terms;
}

} // namespace

Outcome<std::string> proposeRefresh(Workspace& workspace, const RefreshDraft& draft,
                                    const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Source source, sourceNamed(state, standpoint, draft.vaultId));
    const std::vector<vault::Coin> coins = coinsToRefresh(source, standpoint);
    if (coins.empty())
        return base::Unexpected(vault::Error::nothingToRefresh);
    STRONGROOM_ASSIGN(const FeeChoice fee, chooseFee(state, draft.feeRateSatPerKvb, FEE_TARGET_BLOCKS));
    vault::SweepRequest request;
    request.feeRate = fee.rate;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, *source.vault));
    STRONGROOM_ASSIGN(
        vault::BuiltSpend spend,
        vault::sweepCoins(*source.vault, request, coins, previousTransactions(state), *state.ports.random));
    return propose(state, standpoint, *source.vault, std::move(spend),
                   termsOf(standpoint, draft.expiresInSeconds, REFRESH_PURPOSE), passphrase);
}

Outcome<std::string> proposeRecovery(Workspace& workspace, const RecoveryDraft& draft,
                                     const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Source source, sourceNamed(state, standpoint, draft.vaultId));
    vault::RecoverySpendRequest request;
    STRONGROOM_ASSIGN(request.toVault, vaultOf(standpoint, draft.toVaultId));
    request.tipHeight = endOf(standpoint).height;
    const std::vector<vault::Coin> coins = vault::openCoins(source.recovery, source.coins, request.tipHeight);
    if (coins.empty())
        return base::Unexpected(notOpen(source, standpoint));
    // Receive addresses are issued to payers; nobody is given one of the change branch.
    request.place.branch = vault::CHANGE_BRANCH;
    STRONGROOM_ASSIGN(request.place.index, nextChangeIndex(state, *request.toVault));
    STRONGROOM_ASSIGN(const FeeChoice fee, chooseFee(state, draft.feeRateSatPerKvb, FEE_TARGET_BLOCKS));
    request.feeRate = fee.rate;
    STRONGROOM_ASSIGN(vault::BuiltSpend spend,
                      vault::buildRecoverySpend(*source.vault, request, coins, previousTransactions(state),
                                                *state.ports.random));
    return propose(state, standpoint, *source.vault, std::move(spend),
                   termsOf(standpoint, draft.expiresInSeconds, RECOVERY_PURPOSE), passphrase);
}

} // namespace strongroom::service
