#include "service/propose_withdrawal.h"

#include "service/prepare_payments.h"

namespace strongroom::service {

namespace {

Outcome<const authority::PayeeEntry*> payeeOf(const Standpoint& standpoint, const std::string& id) {
    const auto wanted = hashFromHex(id);
    const authority::PayeeEntry* payee = wanted ? standpoint.authority().findPayee(*wanted) : nullptr;
    if (payee == nullptr)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotFound));
    STRONGROOM_TRY(requireActive(standpoint, *payee));
    return payee;
}

Outcome<Order> orderOf(const Standpoint& standpoint, const WithdrawalDraft& draft) {
    Order order;
    STRONGROOM_ASSIGN(order.payee, payeeOf(standpoint, draft.payeeId));
    const auto amount = base::Amount::fromSatoshi(draft.amountSatoshi);
    if (!amount || amount->satoshi() == 0)
        return base::Unexpected(base::Failure(Error::amountInvalid));
    for (const std::string* text : {&draft.purpose, &draft.reference}) {
        if (text->size() > treasury::MAX_PAYMENT_TEXT || !base::isPlainUtf8(*text))
            return base::Unexpected(base::Failure(WithdrawalError::textTooLong));
    }
    order.amount = *amount;
    order.words = {draft.purpose, draft.reference, {}};
    return order;
}

SpendChoices choicesOf(const WithdrawalDraft& draft) {
    return {draft.vaultId, draft.feeRateSatPerKvb, draft.coins, draft.expiresInSeconds, draft.bump};
}

Outcome<PreparedPayments> prepare(State& state, const Standpoint& standpoint, const WithdrawalDraft& draft) {
    STRONGROOM_ASSIGN(Order order, orderOf(standpoint, draft));
    return preparePayments(state, standpoint, choicesOf(draft), {std::move(order)});
}

base::Failure duplicateFailure(const treasury::Duplicate& duplicate) {
    base::Failure failure(WithdrawalError::duplicate);
    failure.data.emplace_back("withdrawal", hexOf(duplicate.withdrawal));
    return failure;
}

} // namespace

std::string_view basisName(FeeBasis::Source source) {
    switch (source) {
    case FeeBasis::Source::chosen:
        return "chosen";
    case FeeBasis::Source::estimate:
        return "estimate";
    case FeeBasis::Source::least:
        return "least";
    case FeeBasis::Source::fallback:
        return "fallback";
    }
    base::checkFailed("FeeBasis::Source");
}

Outcome<WithdrawalPreview> previewWithdrawal(Workspace& workspace, const WithdrawalDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const PreparedPayments prepared, prepare(state, standpoint, draft));
    WithdrawalPreview preview = previewOf(standpoint, prepared, choicesOf(draft));
    preview.payeeAddress = prepared.orders.front().payee->record.address;
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    if (const auto alike = likeOf(prepared.orders.front(), earlier, standpoint.now())) {
        STRONGROOM_ASSIGN(preview.duplicateOf, earlierRow(state, standpoint, alike->withdrawal));
    }
    return preview;
}

Outcome<std::string> proposeWithdrawal(Workspace& workspace, const WithdrawalDraft& draft,
                                       const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const PreparedPayments prepared, prepare(state, standpoint, draft));
    STRONGROOM_TRY(refuseFindings(prepared.spend.review));
    STRONGROOM_ASSIGN(const auto earlier, earlierPayments(state, standpoint));
    const auto alike = likeOf(prepared.orders.front(), earlier, standpoint.now());
    if (alike && !draft.duplicateAcknowledged)
        return base::Unexpected(duplicateFailure(*alike));
    SpendTerms terms = termsOf(prepared, choicesOf(draft), standpoint.now());
    terms.words = prepared.orders.front().words;
    terms.payee = base::toBytes(prepared.orders.front().payee->record.id.span());
    return proposeSpend(state, standpoint, prepared.spend, terms, passphrase);
}

} // namespace strongroom::service
