#include "psbt/finalize.h"

#include "psbt/final_fields.h"
#include "psbt/signatures.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::Result;

constexpr std::string_view OWN_FIELDS = "strongroom"; // docs/formats/psbt-fields.md

void dropOwnFields(ProprietaryMap& fields) {
    std::erase_if(fields, [](const auto& field) {
        return std::ranges::equal(field.first.identifier, base::asBytes(OWN_FIELDS));
    });
}

/// BIP174: a final input keeps its UTXO and unknown fields only.
PsbtInput finalInput(PsbtInput input, FinalFields fields) {
    PsbtInput result;
    result.nonWitnessUtxo = std::move(input.nonWitnessUtxo);
    result.witnessUtxo = std::move(input.witnessUtxo);
    if (!fields.scriptSig.empty())
        result.finalScriptSig = std::move(fields.scriptSig);
    if (!fields.witness.empty())
        result.finalScriptWitness = std::move(fields.witness);
    result.requiredTimeLocktime = input.requiredTimeLocktime;
    result.requiredHeightLocktime = input.requiredHeightLocktime;
    result.proprietary = std::move(input.proprietary);
    dropOwnFields(result.proprietary);
    result.unknown = std::move(input.unknown);
    return result;
}

bool isFinal(const PsbtInput& input) {
    return input.finalScriptSig || input.finalScriptWitness;
}

std::optional<bitcoin::Transaction> extract(const Psbt& psbt) {
    bitcoin::Transaction tx = psbt.tx;
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const PsbtInput& input = psbt.inputs[i];
        if (!isFinal(input))
            return std::nullopt;
        tx.inputs[i].scriptSig = input.finalScriptSig.value_or(Bytes());
        tx.inputs[i].witness = input.finalScriptWitness.value_or(std::vector<Bytes>());
    }
    return tx.inputs.empty() || tx.outputs.empty() ? std::nullopt : std::optional(std::move(tx));
}

} // namespace

Result<Finalized, Error> finalize(const Psbt& psbt) {
    STRONGROOM_TRY(checkAllSignatures(psbt));
    STRONGROOM_ASSIGN(const SpentOutputs spent, spentOutputs(psbt));
    Finalized result{psbt, std::nullopt};
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        PsbtInput& input = result.psbt.inputs[i];
        if (!spent.outputs[i])
            continue;
        auto fields = isFinal(input) ? FinalFields{input.finalScriptSig.value_or(Bytes()),
                                                   input.finalScriptWitness.value_or(std::vector<Bytes>())}
                                     : finalFields(result.psbt, i, *spent.outputs[i]);
        if (fields)
            input = finalInput(std::move(input), std::move(*fields));
    }
    result.tx = extract(result.psbt);
    if (result.complete()) {
        result.psbt.modifiable.reset();
        dropOwnFields(result.psbt.proprietary);
        for (PsbtOutput& output : result.psbt.outputs)
            dropOwnFields(output.proprietary);
    }
    return result;
}

} // namespace strongroom::psbt
