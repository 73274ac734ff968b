#include "psbt/signatures.h"

#include "base/check.h"
#include "bitcoin/script.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;
using bitcoin::SighashType;

constexpr std::size_t SCHNORR_SIZE = crypto::SchnorrSignature::SIZE;

bool hasSignature(const PsbtInput& input) {
    return !input.partialSigs.empty() || input.tapKeySig || input.finalScriptSig || input.finalScriptWitness;
}

/// 64 bytes mean DEFAULT; a 65th byte of zero would be a second way to write that (BIP341).
std::optional<SighashType> tapHashType(ByteSpan signature) {
    if (signature.size() == SCHNORR_SIZE)
        return SighashType::defaultAll;
    if (signature.size() != SCHNORR_SIZE + 1 || signature.back() == 0)
        return std::nullopt;
    return bitcoin::sighashTypeFrom(signature.back());
}

/// One input with what is needed to judge its signatures.
struct Judged {
    const PsbtInput& input;
    std::size_t index;
    const bitcoin::TxOut& spent;
    const bitcoin::SighashContext& context;
};

Result<void, Error> verifyEcdsaSignature(const Judged& judged, const SigningScript& script,
                                         const crypto::PublicKey& key, ByteSpan signature) {
    if (signature.empty())
        return Unexpected(Error::signatureInvalid);
    if (bitcoin::sighashTypeFrom(signature.back()) != SighashType::all)
        return Unexpected(Error::sighashNotAllowed);
    const auto digest = judged.context.segwitV0(judged.index, script.scriptCode, SighashType::all);
    if (!digest)
        return Unexpected(Error::missingUtxo);
    const ByteSpan der = signature.first(signature.size() - 1);
    if (!crypto::verifyEcdsa(key, *digest, der))
        return Unexpected(Error::signatureInvalid);
    return {};
}

Result<void, Error> verifyTapSignature(const Judged& judged, const SigningScript& script,
                                       ByteSpan signature) {
    const auto type = tapHashType(signature);
    if (!type)
        return Unexpected(Error::signatureInvalid);
    if (*type != SighashType::defaultAll && *type != SighashType::all)
        return Unexpected(Error::sighashNotAllowed);
    const auto digest = judged.context.taprootKeyPath(judged.index, *type);
    if (!digest)
        return Unexpected(Error::missingUtxo);
    const auto schnorr = crypto::SchnorrSignature::from(signature.first(SCHNORR_SIZE));
    if (!crypto::verifySchnorr(*script.outputKey, *digest, *schnorr))
        return Unexpected(Error::signatureInvalid);
    return {};
}

bool mayOwn(const SigningScript& script, const bitcoin::TxOut& spent, const crypto::PublicKey& key) {
    switch (script.kind) {
    case SigningScript::Kind::wpkh:
        return bitcoin::p2wpkhScript(key) == spent.scriptPubKey;
    case SigningScript::Kind::wshMulti:
        return std::find(script.keys.begin(), script.keys.end(), key) != script.keys.end();
    case SigningScript::Kind::trKey:
        return false;
    }
    STRONGROOM_CHECK(false);
}

Result<SigningScript, Error> scriptFromWitnessScript(const std::optional<Bytes>& witnessScript,
                                                     const bitcoin::TxOut& spent) {
    if (!witnessScript || bitcoin::p2wshScript(*witnessScript) != spent.scriptPubKey)
        return Unexpected(Error::witnessScriptMismatch);
    auto multisig = bitcoin::matchMultisig(*witnessScript);
    if (!multisig)
        return Unexpected(Error::unsupportedScript);
    return SigningScript{SigningScript::Kind::wshMulti, multisig->threshold, std::move(multisig->keys),
                         std::nullopt, *witnessScript};
}

/// BIP143 and BIP341: exactly the items that the script takes, nothing beside them (no annex, A65).
Result<std::size_t, Error> verifyFinalMulti(const Judged& judged, const SigningScript& script,
                                            const std::vector<Bytes>& witness) {
    if (witness.size() != script.threshold + 2 || !witness.front().empty())
        return Unexpected(Error::finalWitnessInvalid);
    auto key = script.keys.begin();
    for (std::size_t i = 1; i <= script.threshold; ++i) { // signatures stand in the order of their keys
        key = std::find_if(key, script.keys.end(), [&](const crypto::PublicKey& candidate) {
            return verifyEcdsaSignature(judged, script, candidate, witness[i]).has_value();
        });
        if (key == script.keys.end())
            return Unexpected(Error::finalWitnessInvalid);
        ++key;
    }
    return script.threshold;
}

Result<std::size_t, Error> verifyFinalWitness(const Judged& judged) {
    if (judged.input.finalScriptSig && !judged.input.finalScriptSig->empty())
        return Unexpected(Error::finalWitnessInvalid); // native segwit has an empty scriptSig
    if (!judged.input.finalScriptWitness || judged.input.finalScriptWitness->empty())
        return Unexpected(Error::finalWitnessInvalid);
    const std::vector<Bytes>& witness = *judged.input.finalScriptWitness;
    PsbtInput stated = judged.input;
    if (bitcoin::classify(judged.spent.scriptPubKey) == bitcoin::ScriptType::p2wsh)
        stated.witnessScript = witness.back();
    const auto readScript = signingScript(stated, judged.spent);
    if (!readScript)
        return Unexpected(Error::finalWitnessInvalid);
    const SigningScript& script = *readScript;
    switch (script.kind) {
    case SigningScript::Kind::wpkh: {
        const auto key = witness.size() == 2 ? crypto::PublicKey::parse(witness[1]) : std::nullopt;
        if (!key || !mayOwn(script, judged.spent, *key) ||
            !verifyEcdsaSignature(judged, script, *key, witness[0]))
            return Unexpected(Error::finalWitnessInvalid);
        return std::size_t{1};
    }
    case SigningScript::Kind::wshMulti:
        return verifyFinalMulti(judged, script, witness);
    case SigningScript::Kind::trKey:
        if (witness.size() != 1 || !verifyTapSignature(judged, script, witness[0]))
            return Unexpected(Error::finalWitnessInvalid);
        return std::size_t{1};
    }
    STRONGROOM_CHECK(false);
}

Result<std::size_t, Error> verifyPartialSignatures(const Judged& judged) {
    STRONGROOM_TRY(checkHashTypes(judged.input));
    STRONGROOM_ASSIGN(const SigningScript script, signingScript(judged.input, judged.spent));
    for (const auto& [key, signature] : judged.input.partialSigs) {
        if (!mayOwn(script, judged.spent, key))
            return Unexpected(Error::foreignSignatureKey);
        STRONGROOM_TRY(verifyEcdsaSignature(judged, script, key, signature));
    }
    if (!judged.input.tapKeySig)
        return judged.input.partialSigs.size();
    if (script.kind != SigningScript::Kind::trKey)
        return Unexpected(Error::foreignSignatureKey);
    STRONGROOM_TRY(verifyTapSignature(judged, script, *judged.input.tapKeySig));
    return std::size_t{1};
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
    if (prevout.vout >= fields.nonWitnessUtxo->outputs.size())
        return Unexpected(Error::previousOutputRange);
    const bitcoin::TxOut& output = fields.nonWitnessUtxo->outputs[prevout.vout];
    if (fields.witnessUtxo && *fields.witnessUtxo != output)
        return Unexpected(Error::utxosDisagree);
    return output;
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

Result<SigningScript, Error> signingScript(const PsbtInput& input, const bitcoin::TxOut& spent) {
    const bitcoin::ScriptType type = bitcoin::classify(spent.scriptPubKey);
    if (type == bitcoin::ScriptType::p2wsh)
        return scriptFromWitnessScript(input.witnessScript, spent);
    const auto program = bitcoin::witnessProgram(spent.scriptPubKey);
    if (type == bitcoin::ScriptType::p2wpkh)
        return SigningScript{SigningScript::Kind::wpkh,
                             1,
                             {},
                             std::nullopt,
                             bitcoin::p2wpkhScriptCode(*crypto::Hash160::from(program->program))};
    if (type == bitcoin::ScriptType::p2tr)
        if (const auto key = crypto::XOnlyPublicKey::parse(program->program))
            return SigningScript{SigningScript::Kind::trKey, 1, {}, *key, {}};
    return Unexpected(Error::unsupportedScript);
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
    if (!fields.partialSigs.empty() || fields.tapKeySig) {
        STRONGROOM_ASSIGN(signedKeys, verifyPartialSignatures(judged));
    }
    if (fields.finalScriptSig || fields.finalScriptWitness) {
        STRONGROOM_ASSIGN(const std::size_t final, verifyFinalWitness(judged));
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
    if (input.tapKeySig) {
        const auto type = tapHashType(*input.tapKeySig);
        const auto wanted = bitcoin::sighashTypeFrom(input.sighashType.value_or(0));
        if (!type || type != wanted)
            return Unexpected(Error::sighashMismatch);
    }
    return {};
}

Result<void, Error> addSignature(Psbt& psbt, std::size_t input, const crypto::PublicKey& key, Bytes signature,
                                 const bitcoin::SighashContext& context) {
    STRONGROOM_ASSIGN(const bitcoin::TxOut spent, spentOutput(psbt, input));
    PsbtInput& fields = psbt.inputs[input];
    STRONGROOM_ASSIGN(const SigningScript script, signingScript(fields, spent));
    if (!mayOwn(script, spent, key))
        return Unexpected(Error::foreignSignatureKey);
    if (fields.sighashType && (signature.empty() || signature.back() != *fields.sighashType))
        return Unexpected(Error::sighashMismatch);
    STRONGROOM_TRY(verifyEcdsaSignature({fields, input, spent, context}, script, key, signature));
    fields.partialSigs.insert_or_assign(key, std::move(signature));
    return {};
}

Result<void, Error> addTapKeySignature(Psbt& psbt, std::size_t input, Bytes signature,
                                       const bitcoin::SighashContext& context) {
    STRONGROOM_ASSIGN(const bitcoin::TxOut spent, spentOutput(psbt, input));
    PsbtInput& fields = psbt.inputs[input];
    STRONGROOM_ASSIGN(const SigningScript script, signingScript(fields, spent));
    if (script.kind != SigningScript::Kind::trKey)
        return Unexpected(Error::foreignSignatureKey);
    if (tapHashType(signature) != bitcoin::sighashTypeFrom(fields.sighashType.value_or(0)))
        return Unexpected(Error::sighashMismatch);
    STRONGROOM_TRY(verifyTapSignature({fields, input, spent, context}, script, signature));
    fields.tapKeySig = std::move(signature);
    return {};
}

} // namespace strongroom::psbt
