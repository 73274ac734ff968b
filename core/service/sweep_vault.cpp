#include "service/sweep_vault.h"

#include "service/propose_spend.h"
#include "service/spend_flow.h"
#include "vault/sweep.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr base::Seconds LIFETIME{7 * 86'400};
constexpr std::size_t FEWEST = 2; ///< One coin alone would only become another one.

base::Unexpected<base::Failure> refuse(WithdrawalError error) {
    return base::Unexpected(base::Failure(error));
}

/// A sweep that is ready to be proposed, with what it is for.
struct Prepared {
    PreparedSpend spend;
    FeeChoice fee;
    base::FeeRate packageRate;
    base::Amount parentFee;
    treasury::Knowledge knowledge;
};

Outcome<void> build(State& state, const Standpoint& standpoint, Prepared& prepared,
                    const std::vector<vault::Coin>& coins, base::Amount leastFee) {
    vault::SweepRequest request;
    request.feeRate = prepared.fee.rate;
    request.leastFee = leastFee;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, *prepared.spend.vault));
    auto spend = vault::sweepCoins(*prepared.spend.vault, request, coins, previousTransactions(state),
                                   *state.ports.random);
    if (!spend)
        return base::Unexpected(feeFailure(spend.error(), request.feeRate));
    prepared.spend.spend = *std::move(spend);
    prepared.knowledge = standpoint.knowledge({}, standpoint.now());
    prepared.spend.review =
        treasury::reviewWith(prepared.spend.spend.psbt, standpoint.registry(), prepared.knowledge);
    return {};
}

Outcome<Prepared> prepare(State& state, const Standpoint& standpoint, const ConsolidationDraft& draft) {
    Prepared prepared;
    STRONGROOM_ASSIGN(prepared.spend.vault, vaultOf(standpoint, draft.vaultId));
    STRONGROOM_ASSIGN(const auto coins,
                      chosenCoins(state, *prepared.spend.vault, draft.coins, standpoint.now()));
    if (coins.size() < FEWEST)
        return refuse(WithdrawalError::coinTooFew);
    STRONGROOM_ASSIGN(prepared.fee, chooseFee(state, draft.feeRateSatPerKvb, FEE_TARGET_BLOCKS));
    STRONGROOM_TRY(build(state, standpoint, prepared, coins, {}));
    return prepared;
}

/// The unconfirmed coin that a child spends, and its vault.
struct Parent {
    vault::Coin coin;
    const vault::Vault* vault = nullptr;
    chain::WaitingPackage package;
};

Outcome<Parent> parentOf(State& state, const Standpoint& standpoint, const std::string& text) {
    STRONGROOM_ASSIGN(const bitcoin::OutPoint outpoint, outpointNamed(text));
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto record, coins.find(outpoint));
    if (!record || record->spentBy)
        return base::Unexpected(base::Failure(Error::coinNotFound));
    if (record->height)
        return refuse(WithdrawalError::coinConfirmed);
    STRONGROOM_ASSIGN(const auto place, coins.watched(record->script));
    Parent parent;
    for (const vault::Vault& vault : standpoint.registry().vaults()) {
        if (place && std::ranges::equal(vault.id.span(), place->vault))
            parent.vault = &vault;
    }
    if (parent.vault == nullptr)
        return base::Unexpected(base::Failure(Error::coinNotFound));
    const bool reserved =
        record->reservedBy && (!record->reservedUntil || *record->reservedUntil > standpoint.now());
    if (record->held || reserved)
        return refuse(WithdrawalError::coinNotSpendable);
    STRONGROOM_ASSIGN(chain::Backend * backend, chainOf(state));
    STRONGROOM_ASSIGN(const auto package, backend->waitingPackage(outpoint.txid));
    if (!package)
        return refuse(WithdrawalError::coinParentUnknown);
    parent.package = *package;
    parent.coin = {record->outpoint, record->amount, record->script, place->branch, place->index, {}, {}};
    return parent;
}

Outcome<Prepared> prepare(State& state, const Standpoint& standpoint, const ChildDraft& draft) {
    STRONGROOM_ASSIGN(const Parent parent, parentOf(state, standpoint, draft.coin));
    Prepared prepared;
    prepared.spend.vault = parent.vault;
    prepared.parentFee = parent.package.fee;
    STRONGROOM_ASSIGN(prepared.fee, chooseFee(state, draft.feeRateSatPerKvb, FAST_FEE_TARGET_BLOCKS));
    if (base::FeeRate::of(parent.package.fee, parent.package.virtualSize) >= prepared.fee.rate)
        return refuse(WithdrawalError::coinParentFastEnough);
    // Once for its size, which the fee for both needs.
    STRONGROOM_TRY(build(state, standpoint, prepared, {parent.coin}, {}));
    const std::int64_t own = prepared.spend.review.facts.virtualSize.stated().value_or(0);
    const auto both = prepared.fee.rate.feeFor(own + parent.package.virtualSize);
    const auto least = both ? both->minus(parent.package.fee) : std::nullopt;
    if (!least)
        return refuse(WithdrawalError::coinParentUnknown);
    STRONGROOM_TRY(build(state, standpoint, prepared, {parent.coin}, *least));
    const auto paid = prepared.spend.spend.fee.plus(parent.package.fee);
    prepared.packageRate = base::FeeRate::of(paid.value_or(base::Amount()), own + parent.package.virtualSize);
    return prepared;
}

SweepPreview previewOf(const Standpoint& standpoint, const Prepared& prepared) {
    const vault::SpendReview& review = prepared.spend.review;
    SweepPreview preview;
    preview.vaultId = hexOf(prepared.spend.vault->id);
    preview.fee = prepared.spend.spend.fee;
    preview.feeRateSatPerKvb = prepared.spend.spend.feeRate.satPerKvb();
    preview.packageFeeRate = prepared.packageRate.satPerKvb();
    preview.parentFee = prepared.parentFee;
    preview.feeSource = prepared.fee.source;
    preview.feeBasis = prepared.fee.basis;
    preview.change = prepared.spend.spend.change.value_or(base::Amount());
    preview.verdict = previewVerdict(standpoint, review, prepared.knowledge);
    preview.inputs = inputsOf(review, standpoint.registry());
    preview.outputs = outputsOf(review, standpoint.registry());
    preview.findings = findingsOf(review);
    return preview;
}

template <typename Draft>
Outcome<SweepPreview> previewSweep(Workspace& workspace, const Draft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    return previewOf(standpoint, prepared);
}

template <typename Draft>
Outcome<std::string> proposeSweep(Workspace& workspace, const Draft& draft, const std::string& purpose,
                                  const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    SpendTerms terms;
    terms.expiry = standpoint.now() + LIFETIME;
    terms.bump = defaultBump(prepared.spend);
    terms.words.purpose = purpose;
    return proposeSpend(state, standpoint, prepared.spend, terms, passphrase);
}

} // namespace

Outcome<SweepPreview> previewConsolidation(Workspace& workspace, const ConsolidationDraft& draft) {
    return previewSweep(workspace, draft);
}

Outcome<std::string> proposeConsolidation(Workspace& workspace, const ConsolidationDraft& draft,
                                          const SecretText& passphrase) {
    return proposeSweep(workspace, draft, "Consolidation", passphrase);
}

Outcome<SweepPreview> previewChild(Workspace& workspace, const ChildDraft& draft) {
    return previewSweep(workspace, draft);
}

Outcome<std::string> proposeChild(Workspace& workspace, const ChildDraft& draft,
                                  const SecretText& passphrase) {
    return proposeSweep(workspace, draft, "Pays for " + draft.coin, passphrase);
}

} // namespace strongroom::service
