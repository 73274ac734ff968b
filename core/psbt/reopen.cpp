#include "psbt/reopen.h"

#include "bitcoin/script_reader.h"
#include "psbt/combine.h"
#include "psbt/final_check.h"
#include "psbt/final_fields.h"
#include "psbt/signatures.h"

#include <algorithm>
#include <set>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

bool isFinal(const PsbtInput& input) {
    return input.finalScriptSig || input.finalScriptWitness;
}

void dropSignatures(PsbtInput& input) {
    input.partialSigs.clear();
    input.tapKeySig.reset();
    input.tapScriptSigs.clear();
}

FinalFields finalFieldsOf(const PsbtInput& input) {
    return {input.finalScriptSig.value_or(Bytes()), input.finalScriptWitness.value_or(std::vector<Bytes>())};
}

void findEcdsa(PsbtInput& opened, const SigningScript& script, const FinalFields& fields,
               const SignedPlace& place) {
    std::set<StatedKey> keys(script.keys.begin(), script.keys.end());
    for (const auto& [key, origin] : opened.bip32)
        if (script.names(key))
            keys.insert(key);
    std::vector<ByteSpan> items(fields.witness.begin(), fields.witness.end());
    bitcoin::ScriptReader pushes(fields.scriptSig);
    while (const auto push = pushes.next())
        items.push_back(push->data);
    for (const ByteSpan item : items)
        for (const StatedKey& key : keys)
            if (verifyEcdsaSignature(place, script, key, item))
                opened.partialSigs.emplace(key, base::toBytes(item));
}

/// By the key path where the witness is one signature, else for the leaf whose control block it ends in.
void findSchnorr(PsbtInput& opened, const SigningScript& script, const FinalFields& fields,
                 const SignedPlace& place) {
    if (fields.witness.size() == 1) {
        if (verifySchnorrSignature(place, *script.outputKey, nullptr, fields.witness.front()))
            opened.tapKeySig = fields.witness.front();
        return;
    }
    const auto stated = opened.tapLeafScripts.find(fields.witness.back());
    if (stated == opened.tapLeafScripts.end())
        return;
    const auto leaf = judgeTapLeaf(stated->first, stated->second, *script.outputKey);
    if (!leaf)
        return;
    for (const auto& [key, derivation] : opened.tapBip32) {
        const auto point = key.point();
        if (!point || !namesKey(leaf->script, key))
            continue;
        for (const Bytes& item : fields.witness)
            if (verifySchnorrSignature(place, *point, &leaf->leafHash, item))
                opened.tapScriptSigs.emplace(TapScriptSigner{key, leaf->leafHash}, item);
    }
}

/// Puts the signatures of `fields` into an input of `opened` that has none.
Result<void, Error> openInput(Psbt& opened, std::size_t index, const FinalFields& fields,
                              const bitcoin::TxOut& spent, const bitcoin::SighashContext& context) {
    PsbtInput& input = opened.inputs[index];
    PsbtInput claimed = input;
    claimed.finalScriptSig = fields.scriptSig;
    claimed.finalScriptWitness = fields.witness;
    // Of a witness that holds, everything that looks like a signature is one: so few keys are tried in vain.
    const SignedPlace place{index, context};
    STRONGROOM_TRY(checkFinal(claimed, opened.tx, spent, place));
    const auto script = signingScript(input, spent);
    if (!script)
        return Unexpected(Error::finalWitnessInvalid);
    if (script->kind == SigningScript::Kind::taproot)
        findSchnorr(input, *script, fields, place);
    else
        findEcdsa(input, *script, fields, place);
    if (finalFields(opened, index, spent) != fields)
        return Unexpected(Error::finalWitnessInvalid);
    return {};
}

} // namespace

Result<Psbt, Error> reopen(const Psbt& sent, const Psbt& reply) {
    if (reply.tx != sent.tx)
        return Unexpected(Error::differentTransaction);
    std::vector<std::size_t> places;
    Psbt bare = reply;
    for (std::size_t i = 0; i < reply.inputs.size(); ++i) {
        if (!isFinal(reply.inputs[i]) || isFinal(sent.inputs[i]))
            continue;
        places.push_back(i);
        dropSignatures(bare.inputs[i]);
        bare.inputs[i].finalScriptSig.reset();
        bare.inputs[i].finalScriptWitness.reset();
    }
    if (places.empty())
        return reply;
    STRONGROOM_ASSIGN(Psbt opened, combine(sent, bare)); // what finalizing dropped is there again
    STRONGROOM_ASSIGN(const SpentOutputs spent, spentOutputs(sent));
    const bitcoin::SighashContext context = spent.context(sent);
    Psbt result = reply;
    for (const std::size_t i : places) {
        if (!spent.outputs[i])
            return Unexpected(Error::missingUtxo);
        dropSignatures(opened.inputs[i]);
        STRONGROOM_TRY(openInput(opened, i, finalFieldsOf(reply.inputs[i]), *spent.outputs[i], context));
        result.inputs[i] = opened.inputs[i];
    }
    return result;
}

Result<Psbt, Error> withFinalFields(const Psbt& sent, const bitcoin::Transaction& tx) {
    if (tx.withoutSignatures() != sent.tx)
        return Unexpected(Error::differentTransaction);
    Psbt result = sent;
    for (std::size_t i = 0; i < tx.inputs.size(); ++i) {
        if (!tx.inputs[i].scriptSig.empty())
            result.inputs[i].finalScriptSig = tx.inputs[i].scriptSig;
        if (!tx.inputs[i].witness.empty())
            result.inputs[i].finalScriptWitness = tx.inputs[i].witness;
    }
    return result;
}

} // namespace strongroom::psbt
