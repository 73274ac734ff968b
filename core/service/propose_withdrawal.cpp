#include "service/propose_withdrawal.h"

#include "service/propose_spend.h"
#include "service/withdrawal_words.h"

#include <algorithm>

namespace strongroom::service {

namespace {

/// A payment that is ready to be proposed, with what it was made of.
struct Prepared {
    PreparedSpend spend;
    const authority::PayeeEntry* payee = nullptr;
    FeeChoice fee;
    base::Amount available;
};

Outcome<const authority::PayeeEntry*> payeeOf(const Standpoint& standpoint, const std::string& id) {
    const auto wanted = hashFromHex(id);
    const authority::PayeeEntry* payee = wanted ? standpoint.authority().findPayee(*wanted) : nullptr;
    if (payee == nullptr)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotFound));
    const auto seen = standpoint.payees().seen(payee->hash, standpoint.now());
    const auto cooling = standpoint.authority().changeRules().payeeCooling;
    if (treasury::phaseOf(*payee, seen, cooling, standpoint.now()) != treasury::PayeePhase::active)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotActive));
    return payee;
}

/// Says the numbers of a shortfall.
base::Failure failureOf(vault::Error error, const Prepared& prepared, base::Amount amount) {
    base::Failure failure(error);
    if (error == vault::Error::insufficientFunds) {
        failure.data.emplace_back("available", std::to_string(prepared.available.satoshi()));
        failure.data.emplace_back("needed", std::to_string(amount.satoshi()));
    }
    return failure;
}

Outcome<Prepared> prepare(State& state, const Standpoint& standpoint, const WithdrawalDraft& draft) {
    Prepared prepared;
    STRONGROOM_ASSIGN(prepared.spend.vault, vaultOf(standpoint, draft.vaultId));
    STRONGROOM_ASSIGN(prepared.payee, payeeOf(standpoint, draft.payeeId));
    const auto amount = base::Amount::fromSatoshi(draft.amountSatoshi);
    if (!amount || amount->satoshi() == 0)
        return base::Unexpected(base::Failure(Error::amountInvalid));
    for (const std::string* text : {&draft.purpose, &draft.reference}) {
        if (text->size() > treasury::MAX_PAYMENT_TEXT || !base::isPlainUtf8(*text))
            return base::Unexpected(base::Failure(WithdrawalError::textTooLong));
    }
    STRONGROOM_ASSIGN(prepared.fee, chooseFee(state, draft.feeRateSatPerKvb, FEE_TARGET_BLOCKS));
    STRONGROOM_ASSIGN(auto coins, coinsOf(state, *prepared.spend.vault, standpoint.now()));
    prepared.available = sumOfSpendable(coins);
    vault::SpendRequest request;
    if (!draft.coins.empty()) {
        request.choice = vault::Choice::all;
        STRONGROOM_ASSIGN(coins, chosenCoins(state, *prepared.spend.vault, draft.coins, standpoint.now()));
    }
    request.payments.push_back({prepared.payee->record.script, *amount, nullptr, {}});
    request.feeRate = prepared.fee.rate;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, *prepared.spend.vault));
    auto spend = vault::buildSpend(*prepared.spend.vault, request, coins, previousTransactions(state),
                                   *state.ports.random);
    if (!spend)
        return base::Unexpected(failureOf(spend.error(), prepared, *amount));
    prepared.spend.spend = *std::move(spend);
    prepared.spend.review = treasury::reviewWith(prepared.spend.spend.psbt, standpoint.registry(),
                                                 standpoint.knowledge({}, standpoint.now()));
    return prepared;
}

std::optional<treasury::Bump> bumpFor(const WithdrawalDraft& draft, const PreparedSpend& prepared) {
    const std::optional<treasury::Bump> usual = defaultBump(prepared);
    return draft.bump == BumpCeiling::none ? std::nullopt : usual;
}

Outcome<std::vector<treasury::EarlierPayment>> earlierPayments(State& state, const Standpoint& standpoint) {
    STRONGROOM_ASSIGN(
        const auto records,
        store::Withdrawals(state.database).since(standpoint.now() - treasury::DUPLICATE_WINDOW));
    std::vector<treasury::EarlierPayment> earlier;
    for (const store::WithdrawalRecord& record : records) {
        const auto phase = treasury::parseWithdrawalState(record.phase);
        const auto payee = crypto::Hash256::from(record.payee);
        if (phase && payee && !treasury::isFinal(*phase))
            earlier.push_back({record.id, *payee, record.amount, record.reference, record.proposedAt});
    }
    return earlier;
}

Outcome<std::vector<treasury::Duplicate>> duplicatesOf(State& state, const Standpoint& standpoint,
                                                       const Prepared& prepared,
                                                       const WithdrawalDraft& draft) {
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    treasury::PaymentDetails details;
    details.payee = prepared.payee->record.id;
    details.amount = base::Amount::fromSatoshi(draft.amountSatoshi).value_or(base::Amount());
    details.reference = draft.reference;
    return treasury::findDuplicates(details, earlier, standpoint.now());
}

base::Failure duplicateFailure(const treasury::Duplicate& duplicate) {
    base::Failure failure(WithdrawalError::duplicate);
    failure.data.emplace_back("withdrawal", hexOf(duplicate.withdrawal));
    return failure;
}

} // namespace

Outcome<WithdrawalPreview> previewWithdrawal(Workspace& workspace, const WithdrawalDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    WithdrawalPreview preview;
    preview.amount = paidBy(prepared.spend.review);
    preview.fee = prepared.spend.spend.fee;
    preview.outflow = policy::deriveOutflow(prepared.spend.review.facts).stated().value_or(base::Amount());
    preview.availableBefore = prepared.available;
    preview.availableAfter = prepared.available.minus(preview.outflow).value_or(base::Amount());
    preview.feeRateSatPerKvb = prepared.spend.spend.feeRate.satPerKvb();
    preview.feeSource = prepared.fee.source;
    preview.ceiling = ceilingOf(bumpFor(draft, prepared.spend));
    preview.payeeAddress = prepared.payee->record.address;
    preview.verdict =
        previewVerdict(standpoint, prepared.spend.review, standpoint.knowledge({}, standpoint.now()));
    preview.inputs = inputsOf(prepared.spend.review, standpoint.registry());
    preview.outputs = outputsOf(prepared.spend.review, standpoint.registry());
    preview.findings = findingsOf(prepared.spend.review);
    STRONGROOM_ASSIGN(const auto duplicates, duplicatesOf(state, standpoint, prepared, draft));
    if (!duplicates.empty()) {
        STRONGROOM_ASSIGN(const WithdrawalView earlier,
                          findWithdrawal(state, standpoint, hexOf(duplicates.front().withdrawal)));
        preview.duplicateOf = rowOf(standpoint, earlier, paymentsOf(state, earlier));
    }
    return preview;
}

Outcome<std::string> proposeWithdrawal(Workspace& workspace, const WithdrawalDraft& draft,
                                       const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Prepared prepared, prepare(state, standpoint, draft));
    STRONGROOM_TRY(refuseFindings(prepared.spend.review));
    STRONGROOM_ASSIGN(const auto duplicates, duplicatesOf(state, standpoint, prepared, draft));
    if (!duplicates.empty() && !draft.duplicateAcknowledged)
        return base::Unexpected(duplicateFailure(duplicates.front()));
    SpendTerms terms;
    for (std::size_t i = 0; i < prepared.spend.review.outputs.size(); ++i) {
        if (prepared.spend.review.outputs[i].payee)
            terms.payments.emplace(i, PaymentWords{draft.purpose, draft.reference});
    }
    terms.expiry = standpoint.now() + base::Seconds{draft.expiresInSeconds};
    terms.bump = bumpFor(draft, prepared.spend);
    terms.words = {draft.purpose, draft.reference};
    terms.payee = base::toBytes(prepared.payee->record.id.span());
    return proposeSpend(state, standpoint, prepared.spend, terms, passphrase);
}

} // namespace strongroom::service
