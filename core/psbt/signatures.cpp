#include "psbt/signatures.h"

#include "psbt/final_check.h"
#include "psbt/modifiable.h"

#include <algorithm>
#include <set>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

bool hasSignature(const PsbtInput& input) {
    return !input.partialSigs.empty() || input.tapKeySig || !input.tapScriptSigs.empty() ||
           input.finalScriptSig || input.finalScriptWitness;
}

/// A taproot signature is of the type that the input asks for; without a wish of DEFAULT (A17).
bool hasWantedType(const PsbtInput& input, ByteSpan signature) {
    const auto type = tapHashType(signature);
    return type && type == bitcoin::sighashTypeFrom(input.sighashType.value_or(0));
}

/// One input with what is needed to judge its signatures.
struct Judged {
    const PsbtInput& input;
    std::size_t index;
    const bitcoin::TxOut& spent;
    const bitcoin::SighashContext& context;
};

Result<void, Error> verifyEcdsa(const Judged& judged, const SigningScript& script, const StatedKey& key,
                                ByteSpan signature) {
    if (!script.names(key))
        return Unexpected(Error::foreignSignatureKey);
    if (judged.input.sighashType && (signature.empty() || signature.back() != *judged.input.sighashType))
        return Unexpected(Error::sighashMismatch);
    return verifyEcdsaSignature({judged.index, judged.context}, script, key, signature);
}

Result<void, Error> verifyTapKeySig(const Judged& judged, const SigningScript& script, ByteSpan signature) {
    if (script.kind != SigningScript::Kind::taproot)
        return Unexpected(Error::foreignSignatureKey);
    if (!hasWantedType(judged.input, signature))
        return Unexpected(Error::sighashMismatch);
    return verifySchnorrSignature({judged.index, judged.context}, *script.outputKey, nullptr, signature);
}

/// A leaf's signature: the output commits to the leaf, which names the key.
Result<void, Error> verifyTapScriptSig(const Judged& judged, const SigningScript& script,
                                       const TapScriptSigner& signer, ByteSpan signature) {
    if (script.kind != SigningScript::Kind::taproot)
        return Unexpected(Error::foreignSignatureKey);
    if (!hasWantedType(judged.input, signature))
        return Unexpected(Error::sighashMismatch);
    STRONGROOM_ASSIGN(const TapLeafChoice leaf, tapLeaf(judged.input, *script.outputKey, signer.leafHash));
    const auto key = signer.key.point();
    if (!key || !namesKey(leaf.script, signer.key))
        return Unexpected(Error::foreignSignatureKey);
    return verifySchnorrSignature({judged.index, judged.context}, *key, &leaf.leafHash, signature);
}

Result<std::size_t, Error> verifyPartialSignatures(const Judged& judged) {
    STRONGROOM_ASSIGN(const SigningScript script, signingScript(judged.input, judged.spent));
    if (script.outputKey)
        STRONGROOM_TRY(checkTaprootFields(judged.input, *script.outputKey));
    for (const auto& [key, signature] : judged.input.partialSigs)
        STRONGROOM_TRY(verifyEcdsa(judged, script, key, signature));
    if (judged.input.tapKeySig)
        STRONGROOM_TRY(verifyTapKeySig(judged, script, *judged.input.tapKeySig));
    std::set<StatedXOnlyKey> leafKeys;
    for (const auto& [signer, signature] : judged.input.tapScriptSigs) {
        STRONGROOM_TRY(verifyTapScriptSig(judged, script, signer, signature));
        leafKeys.insert(signer.key);
    }
    return judged.input.partialSigs.size() + leafKeys.size() + (judged.input.tapKeySig ? 1U : 0U);
}

/// An input about to get a signature.
struct Target {
    bitcoin::TxOut spent;
    SigningScript script;
};
Result<Target, Error> targetOf(const Psbt& psbt, std::size_t input) {
    STRONGROOM_ASSIGN(bitcoin::TxOut spent, spentOutput(psbt, input));
    STRONGROOM_ASSIGN(SigningScript script, signingScript(psbt.inputs[input], spent));
    if (script.outputKey)
        STRONGROOM_TRY(checkTaprootFields(psbt.inputs[input], *script.outputKey));
    return Target{std::move(spent), std::move(script)};
}

} // namespace

Result<bitcoin::TxOut, Error> spentOutput(const Psbt& psbt, std::size_t input) {
    if (input >= psbt.inputs.size())
        return Unexpected(Error::noSuchInput);
    const bitcoin::OutPoint& prevout = psbt.tx.inputs[input].prevout;
    const PsbtInput& fields = psbt.inputs[input];
    if (!fields.nonWitnessUtxo) {
        if (!fields.witnessUtxo)
            return Unexpected(Error::missingUtxo);
        return *fields.witnessUtxo;
    }
    if (fields.nonWitnessUtxo->txid() != prevout.txid)
        return Unexpected(Error::previousTransactionMismatch);
    auto output = fields.nonWitnessUtxo->output(prevout.vout);
    if (!output)
        return Unexpected(Error::previousOutputRange);
    if (fields.witnessUtxo && *fields.witnessUtxo != *output)
        return Unexpected(Error::utxosDisagree);
    return std::move(*output);
}

bitcoin::SighashContext SpentOutputs::context(const Psbt& psbt) const {
    std::vector<const bitcoin::TxOut*> pointers;
    pointers.reserve(outputs.size());
    for (const auto& output : outputs)
        pointers.push_back(output ? &*output : nullptr);
    return {psbt.tx, std::move(pointers)};
}

Result<SpentOutputs, Error> spentOutputs(const Psbt& psbt) {
    SpentOutputs result;
    result.outputs.reserve(psbt.inputs.size());
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        auto output = spentOutput(psbt, i);
        if (!output && output.error() != Error::missingUtxo)
            return Unexpected(output.error());
        result.outputs.push_back(output ? std::optional(std::move(output).value()) : std::nullopt);
    }
    return result;
}

Result<std::size_t, Error> checkSignatures(const Psbt& psbt, std::size_t input,
                                           const bitcoin::SighashContext& context) {
    if (input >= psbt.inputs.size())
        return Unexpected(Error::noSuchInput);
    const PsbtInput& fields = psbt.inputs[input];
    if (!hasSignature(fields))
        return std::size_t{0};
    STRONGROOM_ASSIGN(const bitcoin::TxOut spent, spentOutput(psbt, input));
    const Judged judged{fields, input, spent, context};
    std::size_t signedKeys = 0;
    if (!fields.partialSigs.empty() || fields.tapKeySig || !fields.tapScriptSigs.empty()) {
        STRONGROOM_ASSIGN(signedKeys, verifyPartialSignatures(judged));
    }
    if (fields.finalScriptSig || fields.finalScriptWitness) {
        STRONGROOM_ASSIGN(const std::size_t final, checkFinal(fields, psbt.tx, spent, {input, context}));
        signedKeys = std::max(signedKeys, final);
    }
    return signedKeys;
}

Result<void, Error> checkAllSignatures(const Psbt& psbt) {
    STRONGROOM_ASSIGN(const SpentOutputs spent, spentOutputs(psbt));
    const bitcoin::SighashContext context = spent.context(psbt);
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i)
        STRONGROOM_TRY(checkSignatures(psbt, i, context));
    return {};
}

Result<void, Error> checkHashTypes(const PsbtInput& input) {
    if (input.sighashType)
        for (const auto& [key, signature] : input.partialSigs)
            if (signature.empty() || signature.back() != *input.sighashType)
                return Unexpected(Error::sighashMismatch);
    if (input.tapKeySig && !hasWantedType(input, *input.tapKeySig))
        return Unexpected(Error::sighashMismatch);
    for (const auto& [signer, signature] : input.tapScriptSigs)
        if (!hasWantedType(input, signature))
            return Unexpected(Error::sighashMismatch);
    return {};
}

Result<void, Error> addSignature(Psbt& psbt, std::size_t input, const StatedKey& key, Bytes signature,
                                 const bitcoin::SighashContext& context) {
    STRONGROOM_ASSIGN(const Target target, targetOf(psbt, input));
    PsbtInput& fields = psbt.inputs[input];
    STRONGROOM_TRY(verifyEcdsa({fields, input, target.spent, context}, target.script, key, signature));
    fields.partialSigs.insert_or_assign(key, std::move(signature));
    fixTransaction(psbt);
    return {};
}

Result<void, Error> addTapKeySignature(Psbt& psbt, std::size_t input, Bytes signature,
                                       const bitcoin::SighashContext& context) {
    STRONGROOM_ASSIGN(const Target target, targetOf(psbt, input));
    PsbtInput& fields = psbt.inputs[input];
    STRONGROOM_TRY(verifyTapKeySig({fields, input, target.spent, context}, target.script, signature));
    fields.tapKeySig = std::move(signature);
    fixTransaction(psbt);
    return {};
}

Result<void, Error> addTapScriptSignature(Psbt& psbt, std::size_t input, const TapScriptSigner& signer,
                                          Bytes signature, const bitcoin::SighashContext& context) {
    STRONGROOM_ASSIGN(const Target target, targetOf(psbt, input));
    PsbtInput& fields = psbt.inputs[input];
    STRONGROOM_TRY(
        verifyTapScriptSig({fields, input, target.spent, context}, target.script, signer, signature));
    fields.tapScriptSigs.insert_or_assign(signer, std::move(signature));
    fixTransaction(psbt);
    return {};
}

} // namespace strongroom::psbt
