#include "vault/review.h"

#include "vault/review_checks.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using policy::Fact;

/// Below this a sequence number signals that the transaction may be replaced (BIP125).
constexpr std::uint32_t FIRST_FINAL_SEQUENCE = 0xfffffffe;

crypto::Hash256 hashOf(const bitcoin::Txid& txid) {
    return crypto::Hash256(txid.array());
}

policy::SpendInput inputFact(const ReviewedInput& input) {
    policy::SpendInput fact{{hashOf(input.outpoint.txid), input.outpoint.vout}, {}};
    if (input.spent && input.amountProven)
        fact.amount = Fact<base::Amount>::fromBytes(input.spent->amount);
    return fact;
}

policy::SpendOutput outputFact(const ReviewedOutput& output, const ReviewSubject& subject) {
    policy::SpendOutput fact;
    fact.outputClass = output.outputClass;
    fact.amount = output.amount;
    fact.scriptPubKey = output.scriptPubKey;
    if (output.outputClass == policy::OutputClass::internal) {
        const Vault& vault = subject.vaults[output.own->vault];
        fact.destination = policy::InternalDestination{vault.id, vault.tier};
    }
    if (output.outputClass == policy::OutputClass::payee) {
        const KnownPayee& payee = subject.payees[*output.payee];
        fact.payee = payee.id;
        fact.payeeAge = payee.age;
        fact.firstUse = payee.firstUse;
    }
    return fact;
}

policy::SpendFacts factsOf(const ReviewSubject& subject, const SpendReview& review, const Amounts& amounts) {
    policy::SpendFacts facts;
    const bitcoin::Transaction& tx = subject.psbt.tx;
    facts.txid = hashOf(tx.txid());
    if (review.sourceVault) {
        const Vault& vault = subject.vaults[*review.sourceVault];
        facts.source = Fact<policy::SourceVault>::fromBytes({vault.id, vault.name, vault.tier});
    }
    for (const ReviewedInput& input : review.inputs)
        facts.inputs.push_back(inputFact(input));
    for (const ReviewedOutput& output : review.outputs)
        facts.outputs.push_back(outputFact(output, subject));
    if (amounts.virtualSize)
        facts.virtualSize = Fact<std::int64_t>::fromBytes(*amounts.virtualSize);
    facts.locktime = tx.lockTime;
    facts.replaceable = std::ranges::any_of(
        tx.inputs, [](const bitcoin::TxIn& in) { return in.sequence < FIRST_FINAL_SEQUENCE; });
    return facts;
}

void append(Findings& findings, Findings more) {
    std::ranges::move(more, std::back_inserter(findings));
}

} // namespace

SpendReview reviewSpend(const psbt::Psbt& psbt, std::span<const Vault> vaults,
                        std::span<const KnownPayee> payees, const ReviewLimits& limits,
                        bitcoin::Network network, std::span<const bitcoin::OutPoint> liveElsewhere) {
    const ReviewSubject subject{psbt, vaults, payees, limits, network, liveElsewhere};
    SpendReview review;
    append(review.findings, checkTransaction(subject));

    OwnershipJudge owners(vaults);
    JudgedInputs inputs = judgeInputs(subject, owners);
    append(review.findings, std::move(inputs.findings));
    append(review.findings, checkSignatures(subject, inputs.inputs));
    append(review.findings, checkLocks(subject, inputs));

    JudgedOutputs outputs = judgeOutputs(subject, inputs.source, owners);
    append(review.findings, std::move(outputs.findings));

    Amounts amounts = judgeAmounts(subject, inputs);
    append(review.findings, std::move(amounts.findings));

    review.sourceVault = inputs.source;
    review.inputs = std::move(inputs.inputs);
    review.outputs = std::move(outputs.outputs);
    review.facts = factsOf(subject, review, amounts);
    return review;
}

bool SpendReview::signable(std::span<const std::string> acknowledged) const {
    return std::ranges::all_of(findings, [&](const Finding& finding) {
        switch (finding.severity) {
        case Severity::refuse:
            return false;
        case Severity::ask:
            return std::ranges::find(acknowledged, finding.codeText()) != acknowledged.end();
        case Severity::show:
            return true;
        }
        STRONGROOM_CHECK(false);
    });
}

bool SpendReview::has(FindingCode code) const {
    return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.code == code; });
}

std::vector<std::string> SpendReview::askedCodes() const {
    std::vector<std::string> codes;
    for (const Finding& finding : findings)
        if (finding.severity == Severity::ask)
            codes.emplace_back(finding.codeText());
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

} // namespace strongroom::vault
