#include "vault/review_checks.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "psbt/signatures.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using descriptor::DescriptorType;

/// BIP371 fields of script path spending, which `tr(KEY)` does not have. They are carried as unknown fields.
constexpr std::uint8_t TAP_SCRIPT_SIG = 0x14;
constexpr std::uint8_t TAP_LEAF_SCRIPT = 0x15;

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

void checkWitnessV0Fields(Findings& findings, std::size_t index, const psbt::PsbtInput& fields,
                          const OwnScript& own) {
    if (fields.tapKeySig || fields.tapInternalKey || fields.tapMerkleRoot || !fields.tapBip32.empty() ||
        fields.redeemScript || (own.script.witnessScript.empty() && fields.witnessScript)) {
        findings.push_back(makeFinding(FindingCode::fieldsOfOtherScriptType, inputText(index)));
        return;
    }
    if (own.script.witnessScript.empty() || fields.finalScriptWitness)
        return;
    if (!fields.witnessScript)
        findings.push_back(makeFinding(FindingCode::witnessScriptMissing, inputText(index)));
    else if (*fields.witnessScript != own.script.witnessScript)
        findings.push_back(makeFinding(FindingCode::witnessScriptMismatch, inputText(index)));
}

void checkTaprootFields(Findings& findings, std::size_t index, const psbt::PsbtInput& fields,
                        const OwnScript& own) {
    if (!fields.partialSigs.empty() || fields.redeemScript || fields.witnessScript)
        findings.push_back(makeFinding(FindingCode::fieldsOfOtherScriptType, inputText(index)));
    if (fields.tapInternalKey && fields.tapInternalKey != own.script.internalKey)
        findings.push_back(makeFinding(FindingCode::tapInternalKeyMismatch, inputText(index)));
    const bool hasLeaves = std::ranges::any_of(fields.unknown, [](const auto& field) {
        return field.first.front() == TAP_SCRIPT_SIG || field.first.front() == TAP_LEAF_SCRIPT;
    });
    if (fields.tapMerkleRoot || hasLeaves)
        findings.push_back(makeFinding(FindingCode::undisclosedTapTree, inputText(index)));
}

void judgeOwner(JudgedInputs& result, const ReviewSubject& subject, std::size_t index) {
    ReviewedInput& input = result.inputs[index];
    const psbt::PsbtInput& fields = subject.psbt.inputs[index];
    Ownership ownership = judgeOwnership(input.spent->scriptPubKey, Claims::of(fields), subject.vaults);
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
    }
    input.own = std::move(ownership.own);
    if (isTaproot(*input.spent))
        checkTaprootFields(result.findings, index, fields, *input.own);
    else
        checkWitnessV0Fields(result.findings, index, fields, *input.own);
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

JudgedInputs judgeInputs(const ReviewSubject& subject) {
    JudgedInputs result;
    for (std::size_t i = 0; i < subject.psbt.inputs.size(); ++i) {
        result.inputs.push_back({subject.psbt.tx.inputs[i].prevout, std::nullopt, false, std::nullopt});
        auto spent = psbt::spentOutput(subject.psbt, i);
        if (!spent) {
            result.findings.push_back(makeFinding(codeOf(spent.error()), inputText(i)));
            continue;
        }
        result.inputs.back().spent = std::move(spent).value();
        judgeOwner(result, subject, i);
    }
    proveAmounts(result, subject);
    findSource(result);
    return result;
}

} // namespace strongroom::vault
