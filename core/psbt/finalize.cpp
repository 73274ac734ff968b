#include "psbt/finalize.h"

#include "base/check.h"
#include "psbt/signatures.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::Result;

constexpr std::string_view OWN_FIELDS = "strongroom"; // docs/formats/psbt-fields.md

/// The witness that the verified signatures of an input make; nothing while there are too few.
std::optional<std::vector<Bytes>> buildWitness(const PsbtInput& input, const bitcoin::TxOut& spent) {
    if (input.finalScriptWitness)
        return input.finalScriptWitness;
    const auto script = signingScript(input, spent);
    if (!script)
        return std::nullopt;
    switch (script->kind) {
    case SigningScript::Kind::wpkh: {
        if (input.partialSigs.empty())
            return std::nullopt;
        const auto& [key, signature] = *input.partialSigs.begin();
        return std::vector<Bytes>{signature, base::toBytes(key.span())};
    }
    case SigningScript::Kind::wshMulti: {
        std::vector<Bytes> witness{Bytes()}; // CHECKMULTISIG takes one item too many (BIP147: it is empty)
        for (const crypto::PublicKey& key : script->keys)
            if (const auto found = input.partialSigs.find(key);
                found != input.partialSigs.end() && witness.size() <= script->threshold)
                witness.push_back(found->second);
        if (witness.size() != script->threshold + 1)
            return std::nullopt;
        witness.push_back(script->scriptCode);
        return witness;
    }
    case SigningScript::Kind::trKey:
        if (!input.tapKeySig)
            return std::nullopt;
        return std::vector<Bytes>{*input.tapKeySig};
    }
    STRONGROOM_CHECK(false);
}

void dropOwnFields(ProprietaryMap& fields) {
    std::erase_if(fields, [](const auto& field) {
        return std::ranges::equal(field.first.identifier, base::asBytes(OWN_FIELDS));
    });
}

/// BIP174: a final input keeps its UTXO and unknown fields only.
PsbtInput finalInput(PsbtInput input, std::vector<Bytes> witness) {
    PsbtInput result;
    result.nonWitnessUtxo = std::move(input.nonWitnessUtxo);
    result.witnessUtxo = std::move(input.witnessUtxo);
    result.finalScriptWitness = std::move(witness);
    result.proprietary = std::move(input.proprietary);
    dropOwnFields(result.proprietary);
    result.unknown = std::move(input.unknown);
    return result;
}

std::optional<bitcoin::Transaction> extract(const Psbt& psbt) {
    bitcoin::Transaction tx = psbt.tx;
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        if (!psbt.inputs[i].finalScriptWitness)
            return std::nullopt;
        tx.inputs[i].witness = *psbt.inputs[i].finalScriptWitness;
    }
    return tx.inputs.empty() || tx.outputs.empty() ? std::nullopt : std::optional(std::move(tx));
}

} // namespace

Result<Finalized, Error> finalize(const Psbt& psbt) {
    STRONGROOM_TRY(checkAllSignatures(psbt));
    STRONGROOM_ASSIGN(const SpentOutputs spent, spentOutputs(psbt));
    Finalized result{psbt, std::nullopt};
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        if (!spent.outputs[i])
            continue;
        if (auto witness = buildWitness(psbt.inputs[i], *spent.outputs[i]))
            result.psbt.inputs[i] = finalInput(std::move(result.psbt.inputs[i]), std::move(*witness));
    }
    result.tx = extract(result.psbt);
    if (result.complete()) {
        dropOwnFields(result.psbt.proprietary);
        for (PsbtOutput& output : result.psbt.outputs)
            dropOwnFields(output.proprietary);
    }
    return result;
}

} // namespace strongroom::psbt
