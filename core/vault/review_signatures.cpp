#include "vault/review_checks.h"

#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "psbt/signatures.h"

namespace strongroom::vault {

namespace {

/// POLICY §1: DEFAULT or ALL, nothing else. DEFAULT exists for taproot only (A12–A15).
void checkWantedType(Findings& findings, std::size_t index, const psbt::PsbtInput& fields,
                     const std::optional<bitcoin::TxOut>& spent) {
    if (!fields.sighashType)
        return;
    const bool taproot = spent && bitcoin::classify(spent->scriptPubKey) == bitcoin::ScriptType::p2tr;
    const auto type = bitcoin::sighashTypeFrom(*fields.sighashType);
    if (type == bitcoin::SighashType::all || (taproot && type == bitcoin::SighashType::defaultAll))
        return;
    const bool known = type && type != bitcoin::SighashType::defaultAll;
    findings.push_back(makeFinding(known ? FindingCode::sighashNotAll : FindingCode::sighashUnknown,
                                   inputText(index), "Type: " + std::to_string(*fields.sighashType) + "."));
}

void checkExisting(Findings& findings, std::size_t index, const psbt::Psbt& psbt,
                   const bitcoin::SighashContext& context) {
    const auto checked = psbt::checkSignatures(psbt, index, context);
    if (checked || checked.error() == psbt::Error::missingUtxo)
        return;
    const FindingCode code = checked.error() == psbt::Error::finalWitnessInvalid
                                 ? FindingCode::badFinalWitness
                                 : FindingCode::badSignature;
    findings.push_back(makeFinding(code, inputText(index), psbt::describe(checked.error()).sentence));
}

} // namespace

Findings checkSignatures(const ReviewSubject& subject, const std::vector<ReviewedInput>& inputs) {
    Findings findings;
    std::vector<const bitcoin::TxOut*> spent;
    for (const ReviewedInput& input : inputs)
        spent.push_back(input.spent ? &*input.spent : nullptr);
    const bitcoin::SighashContext context(subject.psbt.tx, std::move(spent));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        checkWantedType(findings, i, subject.psbt.inputs[i], inputs[i].spent);
        if (inputs[i].spent)
            checkExisting(findings, i, subject.psbt, context);
    }
    return findings;
}

} // namespace strongroom::vault
