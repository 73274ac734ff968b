#include "service/withdrawal_rows.h"

#include "policy/wording.h"
#include "service/spend_flow.h"
#include "service/withdrawal_verdict.h"
#include "service/withdrawal_words.h"

#include <set>

namespace strongroom::service {

namespace {

/// More than these are counted in a list, and named where the withdrawal is shown.
constexpr std::size_t MAX_NAMED_PAYEES = 3;

/// Of one payment its own; of a file of them which file it was.
std::string purposeOf(const Payments& payments) {
    if (payments.empty())
        return {};
    const treasury::PaymentDetails& first = payments.begin()->second;
    if (payments.size() == 1)
        return first.purpose;
    const std::string count = std::to_string(payments.size()) + " payments";
    return first.attachments.empty() ? count
                                     : count + " of file " + hexOf(first.attachments.front()).substr(0, 12);
}

} // namespace

WithdrawalRow rowOf(const Standpoint& standpoint, const WithdrawalView& view, const Payments& payments) {
    WithdrawalRow row;
    row.id = hexOf(view.record.id);
    row.kind = kindOf(view.intent);
    if (view.record.root != view.record.id)
        row.versionOf = hexOf(view.record.root);
    std::vector<std::string> payees;
    std::set<std::string> references;
    for (std::size_t i = 0; i < view.review.outputs.size(); ++i) {
        if (view.review.outputs[i].outputClass == policy::OutputClass::change)
            continue;
        payees.push_back(
            payeeName(view.review.outputs[i], view.review.facts.outputs[i], standpoint.registry()));
        if (const auto details = payments.find(i); details != payments.end())
            references.insert(details->second.reference);
    }
    row.payee = payees.size() > MAX_NAMED_PAYEES
                    ? payees.front() + " and " + std::to_string(payees.size() - 1) + " others"
                    : policy::listWords(payees, "and");
    if (references.size() == 1)
        row.reference = *references.begin();
    if (const vault::Vault* vault = sourceOf(standpoint, view)) {
        if (payees.empty())
            row.payee = vault->name; // nothing leaves it but the fee
        row.vault = vault->name;
        row.tier = std::string(policy::name(vault->tier));
    }
    row.amount = paidBy(view.review);
    row.fee = feeOf(view.review);
    row.phase = phaseOf(view.phase);
    row.sentence = sentenceOf(standpoint, view);
    row.proposedAt = view.record.proposedAt;
    if (const quorum::Person* viewer = standpoint.viewer(); viewer != nullptr && isOpen(view.phase)) {
        const bool asked = view.record.paused == store::Paused::yes;
        row.waitsForMe =
            asked ? viewer->id == view.intent.initiator : whyNotApprove(standpoint, view, viewer).empty();
    }
    return row;
}

WithdrawalDetail detailOf(const Standpoint& standpoint, const WithdrawalView& view,
                          const Payments& payments) {
    const authority::AuthorityState& authority = standpoint.authority();
    WithdrawalDetail detail;
    detail.row = rowOf(standpoint, view, payments);
    detail.proposer = nameOfPerson(authority, view.intent.initiator);
    detail.purpose = purposeOf(payments);
    detail.intentDigest = hexOf(view.digest);
    detail.txid = bitcoin::toText(view.psbt.tx.txid());
    detail.inputs = inputsOf(view.review, standpoint.registry());
    detail.outputs = outputsOf(view.review, standpoint.registry());
    for (const auto& [output, details] : payments) {
        detail.outputs.at(output).purpose = details.purpose;
        detail.outputs.at(output).reference = details.reference;
    }
    detail.outflow = policy::deriveOutflow(view.review.facts).stated().value_or(base::Amount());
    detail.feeRateSatPerKvb = feeRateOf(view.review);
    detail.ceiling = ceilingOf(view.intent.body.bump);
    detail.verdict = verdictOf(view, authority);
    detail.approvals = approvalsOf(
        view.travel.statements, view.judgement ? &view.judgement->tally() : nullptr, view.refusal, authority);
    const SignatureMeter meter = signaturesOf(standpoint, view);
    detail.signaturesHave = meter.have;
    detail.signaturesNeeded = meter.needed;
    detail.keysTotal = meter.keys;
    detail.confirmations = confirmationsOf(standpoint, view);
    detail.findings = findingsOf(view.review);
    detail.expiresAt = view.intent.expiry;
    return detail;
}

} // namespace strongroom::service
