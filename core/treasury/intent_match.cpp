#include "treasury/intent_match.h"

#include <algorithm>

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

namespace {

bool anyRefuses(const vault::SpendReview& review) {
    return std::any_of(review.findings.begin(), review.findings.end(), [](const vault::Finding& finding) {
        return finding.severity == vault::Severity::refuse;
    });
}

/// What the transaction does, as the body of an intent would say it; without payments, bump and replaces.
Result<SpendBody, Error> bodyOf(const psbt::Psbt& psbt, const vault::SpendReview& review,
                                const Registry& registry) {
    if (!review.sourceVault)
        return Unexpected(Error::otherVault);
    const auto outflow = policy::deriveOutflow(review.facts);
    const auto fee = policy::deriveFee(review.facts);
    if (!outflow.isProven() || !fee.isProven())
        return Unexpected(Error::otherAmounts);
    SpendBody body;
    body.network = registry.network();
    body.vault = registry.vaultRecord(*review.sourceVault);
    body.txid = psbt.tx.txid();
    body.outflow = outflow.proven();
    body.fee = fee.proven();
    for (std::size_t i = 0; i < review.inputs.size(); ++i) {
        const vault::ReviewedInput& input = review.inputs[i];
        if (!input.spent || !input.amountProven)
            return Unexpected(Error::otherInputs);
        body.inputs.push_back(
            {input.outpoint, input.spent->amount, input.spent->scriptPubKey, psbt.tx.inputs[i].sequence});
    }
    for (std::size_t i = 0; i < review.outputs.size(); ++i) {
        const vault::ReviewedOutput& output = review.outputs[i];
        IntentOutput entry{output.scriptPubKey, output.amount, output.outputClass, std::nullopt,
                           std::nullopt};
        if (output.outputClass == policy::OutputClass::payee) {
            const auto& id = review.facts.outputs[i].payee;
            const authority::PayeeEntry* payee = id ? registry.state().findPayee(*id) : nullptr;
            if (payee == nullptr)
                return Unexpected(Error::payeeChanged);
            entry.payee = payee->hash;
        }
        body.outputs.push_back(std::move(entry));
    }
    return body;
}

bool isSameOutput(const IntentOutput& stated, const IntentOutput& found) {
    return stated.script == found.script && stated.amount == found.amount &&
           stated.outputClass == found.outputClass && stated.payee == found.payee;
}

bool isChange(const IntentOutput& output) {
    return output.outputClass == policy::OutputClass::change;
}

std::vector<IntentOutput> withoutChange(const SpendBody& body) {
    std::vector<IntentOutput> outputs;
    std::copy_if(body.outputs.begin(), body.outputs.end(), std::back_inserter(outputs),
                 [](const IntentOutput& output) { return !isChange(output); });
    return outputs;
}

/// The details of the `place`-th payment to a payee, which stays as it was.
Result<std::optional<crypto::Hash256>, Error> paymentKept(const Intent& original, const IntentOutput& output,
                                                          std::size_t place) {
    for (const IntentOutput& before : original.body.outputs) {
        if (before.outputClass != policy::OutputClass::payee || place-- > 0)
            continue;
        if (!isSameOutput(before, output))
            break;
        return before.payment;
    }
    return Unexpected(Error::paymentMismatch);
}

} // namespace

Result<Intent, Error> draftIntent(const psbt::Psbt& psbt, const vault::SpendReview& review,
                                  const Registry& registry, const Proposal& proposal) {
    if (anyRefuses(review))
        return Unexpected(Error::findingRefuses);
    STRONGROOM_ASSIGN(SpendBody body, bodyOf(psbt, review, registry));
    body.acknowledged = review.askedCodes();
    body.bump = proposal.bump;
    if (proposal.original)
        body.replaces = intentDigest(*proposal.original);
    std::size_t payeesSeen = 0;
    for (std::size_t i = 0; i < body.outputs.size(); ++i) {
        const auto details = proposal.payments.find(i);
        const bool paysPayee = body.outputs[i].outputClass == policy::OutputClass::payee;
        const std::size_t place = paysPayee ? payeesSeen++ : 0;
        if (paysPayee && details == proposal.payments.end() && proposal.original) {
            STRONGROOM_ASSIGN(body.outputs[i].payment,
                              paymentKept(*proposal.original, body.outputs[i], place));
            continue;
        }
        if (paysPayee != (details != proposal.payments.end()))
            return Unexpected(Error::paymentMismatch);
        if (!paysPayee)
            continue;
        if (details->second.payee != review.facts.outputs[i].payee ||
            details->second.amount != body.outputs[i].amount)
            return Unexpected(Error::paymentMismatch);
        body.outputs[i].payment = paymentHash(details->second);
    }
    const authority::AuthorityState& state = registry.state();
    std::optional<crypto::Hash256> withdrawal;
    if (proposal.original)
        withdrawal = withdrawalId(*proposal.original);
    const IntentHead head{state.treasury(), proposal.initiator, proposal.nonce,
                          proposal.expiry,  state.policyHash(), state.version()};
    return Intent{head, withdrawal, std::move(body)};
}

Result<void, Error> intentMatches(const Intent& intent, const psbt::Psbt& psbt,
                                  const vault::SpendReview& review, const Registry& registry) {
    if (intent.body.txid != psbt.tx.txid())
        return Unexpected(Error::otherTransaction);
    if (anyRefuses(review))
        return Unexpected(Error::findingRefuses);
    STRONGROOM_ASSIGN(const SpendBody found, bodyOf(psbt, review, registry));
    const SpendBody& stated = intent.body;
    if (stated.network != found.network)
        return Unexpected(Error::wrongNetwork);
    if (stated.vault != found.vault)
        return Unexpected(Error::otherVault);
    if (stated.inputs != found.inputs)
        return Unexpected(Error::otherInputs);
    if (!std::equal(stated.outputs.begin(), stated.outputs.end(), found.outputs.begin(), found.outputs.end(),
                    isSameOutput))
        return Unexpected(Error::otherOutputs);
    if (stated.outflow != found.outflow || stated.fee != found.fee)
        return Unexpected(Error::otherAmounts);
    if (!review.signable(stated.acknowledged))
        return Unexpected(Error::findingUnanswered);
    return {};
}

Result<void, Error> paymentMatches(const Intent& intent, std::size_t index, const PaymentDetails& details,
                                   const Registry& registry) {
    if (index >= intent.body.outputs.size())
        return Unexpected(Error::paymentMismatch);
    const IntentOutput& output = intent.body.outputs[index];
    const authority::PayeeEntry* payee = registry.state().findPayee(details.payee);
    if (payee == nullptr || output.payee != payee->hash || output.payment != paymentHash(details) ||
        output.amount != details.amount)
        return Unexpected(Error::paymentMismatch);
    return {};
}

Result<void, Error> isCoveredReplacement(const Intent& original, const Intent& replacement,
                                         base::FeeRate feeRate) {
    if (replacement.body.replaces != intentDigest(original) ||
        replacement.withdrawal != withdrawalId(original) || replacement.treasury != original.treasury ||
        replacement.policyHash != original.policyHash || replacement.body.vault != original.body.vault ||
        replacement.body.network != original.body.network || replacement.expiry > original.expiry)
        return Unexpected(Error::notAReplacement);
    const auto& before = original.body.inputs;
    const auto& after = replacement.body.inputs;
    if (!std::equal(before.begin(), before.end(), after.begin(), after.end(),
                    [](const IntentInput& a, const IntentInput& b) { return a.outpoint == b.outpoint; }))
        return Unexpected(Error::replacementOtherInputs);
    if (withoutChange(original.body) != withoutChange(replacement.body) ||
        replacement.body.fee <= original.body.fee)
        return Unexpected(Error::replacementOtherOutputs);
    const auto& answered = original.body.acknowledged;
    if (!std::includes(answered.begin(), answered.end(), replacement.body.acknowledged.begin(),
                       replacement.body.acknowledged.end())) // both sorted
        return Unexpected(Error::findingUnanswered);
    if (!original.body.bump || replacement.body.fee > original.body.bump->maxFee ||
        feeRate > original.body.bump->maxFeeRate || replacement.body.bump != original.body.bump)
        return Unexpected(Error::replacementBeyondBump);
    return {};
}

} // namespace strongroom::treasury
