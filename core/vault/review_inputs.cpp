#include "vault/review_checks.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "psbt/signatures.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

FindingCode codeOf(psbt::Error error) {
    if (error == psbt::Error::previousTransactionMismatch)
        return FindingCode::previousTransactionMismatch;
    if (error == psbt::Error::previousOutputRange)
        return FindingCode::previousOutputRange;
    if (error == psbt::Error::utxosDisagree)
        return FindingCode::utxosDisagree;
    return FindingCode::utxoMissing;
}

bool isTaproot(const bitcoin::TxOut& output) {
    return bitcoin::classify(output.scriptPubKey) == bitcoin::ScriptType::p2tr;
}

void judgeOwner(JudgedInputs& result, const ReviewSubject& subject, std::size_t index,
                OwnershipJudge& owners) {
    ReviewedInput& input = result.inputs[index];
    const psbt::PsbtInput& fields = subject.psbt.inputs[index];
    Ownership ownership = owners.judge(input.spent->scriptPubKey, Claims::of(fields));
    switch (ownership.verdict) {
    case Ownership::Verdict::owned:
        break;
    case Ownership::Verdict::unclaimed:
        result.findings.push_back(makeFinding(FindingCode::foreignInput, inputText(index)));
        return;
    case Ownership::Verdict::mismatch:
    case Ownership::Verdict::pathOutsideDescriptor:
        result.findings.push_back(makeFinding(FindingCode::claimedInput, inputText(index),
                                              "It names the path " + ownership.claimed->path.text() + "."));
        return;
    case Ownership::Verdict::undecided:
        result.findings.push_back(makeFinding(FindingCode::tooManyClaims, inputText(index)));
        return;
    }
    input.own = std::move(ownership.own);
    std::ranges::move(checkScriptFields(index, fields, *input.own), std::back_inserter(result.findings));
}

/// Taproot signatures commit to all amounts (BIP341); a segwit v0 signature commits to its own only, and two
/// rounds of lies add up to a fee (A01). A mixed transaction counts as v0.
void proveAmounts(JudgedInputs& result, const ReviewSubject& subject) {
    const bool allTaproot = std::ranges::all_of(
        result.inputs, [](const ReviewedInput& input) { return input.spent && isTaproot(*input.spent); });
    for (std::size_t i = 0; i < result.inputs.size(); ++i) {
        ReviewedInput& input = result.inputs[i];
        if (!input.spent)
            continue;
        input.amountProven = allTaproot || subject.psbt.inputs[i].nonWitnessUtxo.has_value();
        if (!input.amountProven)
            result.findings.push_back(makeFinding(FindingCode::previousTransactionMissing, inputText(i)));
    }
}

/// POLICY §1: all inputs of a spend come from one vault.
void findSource(JudgedInputs& result) {
    const auto owned =
        std::ranges::find_if(result.inputs, [](const auto& input) { return input.own.has_value(); });
    if (owned == result.inputs.end())
        return;
    const std::size_t vault = owned->own->vault;
    for (std::size_t i = 0; i < result.inputs.size(); ++i) {
        const auto& own = result.inputs[i].own;
        if (own && own->vault != vault) {
            result.findings.push_back(makeFinding(FindingCode::severalVaults, inputText(i)));
            return;
        }
    }
    if (std::ranges::all_of(result.inputs, [](const auto& input) { return input.own.has_value(); }))
        result.source = vault;
}

} // namespace

JudgedInputs judgeInputs(const ReviewSubject& subject, OwnershipJudge& owners) {
    JudgedInputs result;
    for (std::size_t i = 0; i < subject.psbt.inputs.size(); ++i) {
        result.inputs.push_back({subject.psbt.tx.inputs[i].prevout, std::nullopt, false, std::nullopt});
        auto spent = psbt::spentOutput(subject.psbt, i);
        if (!spent) {
            result.findings.push_back(makeFinding(codeOf(spent.error()), inputText(i)));
            continue;
        }
        result.inputs.back().spent = std::move(spent).value();
        judgeOwner(result, subject, i, owners);
        if (hasBadKey(subject.psbt.inputs[i], result.inputs.back().own))
            result.findings.push_back(makeFinding(FindingCode::badPublicKey, inputText(i)));
    }
    proveAmounts(result, subject);
    findSource(result);
    return result;
}

} // namespace strongroom::vault
