#include "vault/review_checks.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/relay.h"
#include "bitcoin/script.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using policy::OutputClass;

constexpr std::uint8_t OP_RETURN = 0x6a;

bool isOpReturn(const ReviewedOutput& output) {
    return !output.scriptPubKey.empty() && output.scriptPubKey.front() == OP_RETURN;
}

/// The class of a script that is ours, seen from the vault that pays.
void classifyOwn(Findings& findings, ReviewedOutput& output, std::size_t index, const ReviewSubject& subject,
                 std::optional<std::size_t> source) {
    const OwnScript& own = *output.own;
    const Vault& vault = subject.vaults[own.vault];
    if (!vault.isWithinGap(own.index)) { // stays unknown: the policy counts it as leaving
        findings.push_back(
            makeFinding(FindingCode::beyondGap, outputText(index), "Path: " + own.path().text() + "."));
        return;
    }
    if (own.vault != source) {
        output.outputClass = OutputClass::internal;
        findings.push_back(
            makeFinding(FindingCode::otherVault, outputText(index), "It is “" + vault.name + "”."));
    } else if (own.branch != CHANGE_BRANCH) {
        output.outputClass = OutputClass::internal;
        findings.push_back(makeFinding(FindingCode::ownReceiveAddress, outputText(index),
                                       "Path: " + own.path().text() + "."));
    } else {
        output.outputClass = OutputClass::change;
    }
}

void judgeOwner(Findings& findings, ReviewedOutput& output, std::size_t index, const ReviewSubject& subject,
                std::optional<std::size_t> source, OwnershipJudge& owners) {
    Ownership ownership = owners.judge(output.scriptPubKey, Claims::of(subject.psbt.outputs[index]));
    switch (ownership.verdict) {
    case Ownership::Verdict::owned:
        output.own = std::move(ownership.own);
        classifyOwn(findings, output, index, subject, source);
        return;
    case Ownership::Verdict::unclaimed:
        return;
    case Ownership::Verdict::mismatch:
        findings.push_back(makeFinding(FindingCode::claimedChange, outputText(index),
                                       "It names the path " + ownership.claimed->path.text() + "."));
        return;
    case Ownership::Verdict::pathOutsideDescriptor:
        findings.push_back(makeFinding(FindingCode::pathOutsideDescriptor, outputText(index),
                                       "Path: " + ownership.claimed->path.text() + "."));
        return;
    case Ownership::Verdict::undecided:
        findings.push_back(makeFinding(FindingCode::tooManyClaims, outputText(index)));
        return;
    }
    STRONGROOM_CHECK(false);
}

void findPayee(ReviewedOutput& output, std::span<const KnownPayee> payees) {
    const auto payee = std::ranges::find(payees, output.scriptPubKey, &KnownPayee::scriptPubKey);
    if (payee == payees.end())
        return;
    output.outputClass = OutputClass::payee;
    output.payee = static_cast<std::size_t>(payee - payees.begin());
}

/// A95, A96: what the network, or the reader of a screen, could misunderstand.
void checkScript(Findings& findings, const ReviewedOutput& output, std::size_t index) {
    if (isOpReturn(output)) {
        findings.push_back(makeFinding(FindingCode::opReturn, outputText(index),
                                       "Script: " + base::toHex(output.scriptPubKey) + "."));
        if (output.amount > base::Amount())
            findings.push_back(makeFinding(FindingCode::opReturnBurns, outputText(index)));
        return;
    }
    const bitcoin::ScriptType type = bitcoin::classify(output.scriptPubKey);
    if (type == bitcoin::ScriptType::witnessUnknown)
        findings.push_back(makeFinding(FindingCode::unknownWitnessVersion, outputText(index)));
    if (type == bitcoin::ScriptType::p2pk || type == bitcoin::ScriptType::multisig ||
        type == bitcoin::ScriptType::nullData || type == bitcoin::ScriptType::nonStandard)
        findings.push_back(makeFinding(FindingCode::nonStandardOutput, outputText(index),
                                       "Script: " + base::toHex(output.scriptPubKey) + "."));
    if (output.amount == base::Amount())
        findings.push_back(makeFinding(FindingCode::zeroAmount, outputText(index)));
    else if (output.amount < bitcoin::dustThreshold(output.scriptPubKey))
        findings.push_back(makeFinding(FindingCode::dustOutput, outputText(index),
                                       "Amount: " + std::to_string(output.amount.satoshi()) + " sat."));
}

} // namespace

JudgedOutputs judgeOutputs(const ReviewSubject& subject, std::optional<std::size_t> source,
                           OwnershipJudge& owners) {
    JudgedOutputs result;
    for (std::size_t i = 0; i < subject.psbt.tx.outputs.size(); ++i) {
        const bitcoin::TxOut& txOut = subject.psbt.tx.outputs[i];
        ReviewedOutput output{txOut.amount, txOut.scriptPubKey, OutputClass::unknown, std::nullopt,
                              std::nullopt};
        judgeOwner(result.findings, output, i, subject, source, owners);
        if (hasBadKey(subject.psbt.outputs[i], output.own))
            result.findings.push_back(makeFinding(FindingCode::badPublicKey, outputText(i)));
        if (!output.own)
            findPayee(output, subject.payees);
        if (isOpReturn(output))
            output.outputClass = OutputClass::opReturn;
        checkScript(result.findings, output, i);
        result.outputs.push_back(std::move(output));
    }
    const auto changes =
        std::ranges::count(result.outputs, OutputClass::change, &ReviewedOutput::outputClass);
    if (static_cast<std::size_t>(changes) > MAX_CHANGE_OUTPUTS)
        result.findings.push_back(
            makeFinding(FindingCode::manyChangeOutputs, {}, "There are " + std::to_string(changes) + "."));
    return result;
}

} // namespace strongroom::vault
