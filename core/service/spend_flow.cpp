#include "service/spend_flow.h"

#include "base/check.h"
#include "bitcoin/address.h"

namespace strongroom::service {

std::string payeeName(const vault::ReviewedOutput& output, const policy::SpendOutput& fact,
                      const treasury::Registry& registry) {
    switch (output.outputClass) {
    case policy::OutputClass::change:
        return "Change";
    case policy::OutputClass::internal:
        return output.own ? registry.vaults()[output.own->vault].name : "Own vault";
    case policy::OutputClass::payee: {
        const authority::PayeeEntry* payee = fact.payee ? registry.state().findPayee(*fact.payee) : nullptr;
        return payee != nullptr ? payee->record.name : "Unknown address";
    }
    case policy::OutputClass::unknown:
        return "Unknown address";
    case policy::OutputClass::opReturn:
        return "Data";
    }
    base::checkFailed("OutputClass");
}

std::vector<FlowEnd> inputsOf(const vault::SpendReview& review, const treasury::Registry& registry) {
    std::vector<FlowEnd> ends;
    for (const vault::ReviewedInput& input : review.inputs) {
        FlowEnd end;
        end.kind = "input";
        end.label = input.own ? registry.vaults()[input.own->vault].name : "Unknown coin";
        if (input.own)
            end.path = input.own->path().text();
        if (input.spent) {
            end.amount = input.spent->amount;
            end.address = bitcoin::encodeAddress(input.spent->scriptPubKey, registry.network()).value_or("");
        }
        ends.push_back(std::move(end));
    }
    return ends;
}

std::vector<FlowEnd> outputsOf(const vault::SpendReview& review, const treasury::Registry& registry) {
    std::vector<FlowEnd> ends;
    for (std::size_t i = 0; i < review.outputs.size(); ++i) {
        const vault::ReviewedOutput& output = review.outputs[i];
        ends.push_back({payeeName(output, review.facts.outputs[i], registry),
                        bitcoin::encodeAddress(output.scriptPubKey, registry.network()).value_or(""),
                        std::string(policy::name(output.outputClass)), output.amount,
                        output.own ? output.own->path().text() : ""});
    }
    ends.push_back({"Fee", "", "fee", feeOf(review), ""});
    return ends;
}

std::vector<FindingLine> findingsOf(const vault::SpendReview& review) {
    std::vector<FindingLine> lines;
    for (const vault::Finding& finding : review.findings)
        lines.push_back(
            {std::string(finding.codeText()), std::string(vault::name(finding.severity)), finding.message});
    return lines;
}

base::Amount paidBy(const vault::SpendReview& review) {
    base::Amount sum;
    for (const vault::ReviewedOutput& output : review.outputs) {
        if (output.outputClass != policy::OutputClass::change)
            sum = sum.plus(output.amount).value_or(sum);
    }
    return sum;
}

base::Amount feeOf(const vault::SpendReview& review) {
    return policy::deriveFee(review.facts).stated().value_or(base::Amount());
}

std::int64_t feeRateOf(const vault::SpendReview& review) {
    return policy::deriveFeeRate(review.facts).stated().value_or(base::FeeRate()).satPerKvb();
}

std::optional<FeeCeiling> ceilingOf(const std::optional<treasury::Bump>& bump) {
    if (!bump)
        return std::nullopt;
    return FeeCeiling{bump->maxFee, bump->maxFeeRate.satPerKvb()};
}

} // namespace strongroom::service
