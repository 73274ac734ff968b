#include "psbt/signing_script.h"

#include "base/check.h"
#include "bitcoin/script.h"
#include "bitcoin/script_reader.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;
using bitcoin::ScriptType;
using Kind = SigningScript::Kind;
using Digest = SigningScript::Digest;

constexpr std::uint8_t OP_CODESEPARATOR = 0xab;

/// True when `script` can be read to its end and none of its operations fulfils `condition`.
template <typename Condition>
bool noOperation(ByteSpan script, Condition condition) {
    bitcoin::ScriptReader reader(script);
    while (const auto operation = reader.next())
        if (condition(*operation))
            return false;
    return reader.atEnd();
}

/// A script that ECDSA keys sign: of which kind it is, and its keys.
Result<SigningScript, Error> ofScript(ByteSpan script, Digest digest) {
    SigningScript result;
    result.digest = digest;
    result.scriptCode = base::toBytes(script);
    if (bitcoin::classify(script) == ScriptType::p2pkh) {
        result.kind = Kind::keyHash;
        result.keyHash = crypto::Hash160::from(script.subspan(3, crypto::Hash160::SIZE));
    } else if (const auto multisig = bitcoin::matchMultisig(script)) {
        result.kind = Kind::multisig;
        result.threshold = multisig->threshold;
        for (const ByteSpan key : multisig->keys)
            result.keys.push_back(*StatedKey::from(key));
    } else if (!noOperation(script, [](const auto& op) { return op.code == OP_CODESEPARATOR; })) {
        return Unexpected(Error::unsupportedScript); // its digests are of parts of the script
    }
    return result;
}

Result<SigningScript, Error> ofWitnessProgram(ByteSpan program, const PsbtInput& input) {
    const ByteSpan hash = program.subspan(2);
    if (bitcoin::classify(program) == ScriptType::p2wpkh)
        return ofScript(bitcoin::p2wpkhScriptCode(*crypto::Hash160::from(hash)), Digest::segwitV0);
    STRONGROOM_CHECK(bitcoin::classify(program) == ScriptType::p2wsh);
    if (!input.witnessScript || !std::ranges::equal(crypto::sha256(*input.witnessScript).span(), hash))
        return Unexpected(Error::witnessScriptMismatch);
    STRONGROOM_ASSIGN(SigningScript result, ofScript(*input.witnessScript, Digest::segwitV0));
    result.witnessScript = *input.witnessScript;
    return result;
}

Result<SigningScript, Error> ofRedeemScript(const PsbtInput& input, const bitcoin::TxOut& spent) {
    if (!input.redeemScript ||
        bitcoin::p2shScript(crypto::hash160(*input.redeemScript)) != spent.scriptPubKey)
        return Unexpected(Error::redeemScriptMismatch);
    const ByteSpan redeem = *input.redeemScript;
    const ScriptType type = bitcoin::classify(redeem);
    if (type == ScriptType::p2wpkh || type == ScriptType::p2wsh) {
        STRONGROOM_ASSIGN(SigningScript result, ofWitnessProgram(redeem, input));
        result.redeemScript = *input.redeemScript;
        return result;
    }
    if (bitcoin::witnessProgram(redeem) || type == ScriptType::p2sh)
        return Unexpected(Error::unsupportedScript); // no rule gives these a meaning inside p2sh
    STRONGROOM_ASSIGN(SigningScript result, ofScript(redeem, Digest::legacy));
    result.redeemScript = *input.redeemScript;
    return result;
}

} // namespace

bool SigningScript::names(const StatedKey& key) const {
    switch (kind) {
    case Kind::keyHash:
        return crypto::hash160(key.span()) == *keyHash;
    case Kind::multisig:
        return std::ranges::find(keys, key) != keys.end();
    case Kind::script: {
        const crypto::Hash160 hash = crypto::hash160(key.span());
        bitcoin::ScriptReader reader(scriptCode);
        while (const auto operation = reader.next())
            if (std::ranges::equal(operation->data, key.span()) ||
                std::ranges::equal(operation->data, hash.span()))
                return true;
        return false;
    }
    case Kind::taproot:
        return false;
    }
    base::checkFailed("SigningScript::Kind");
}

bitcoin::Result<crypto::Hash256> SigningScript::digestAll(const bitcoin::SighashContext& context,
                                                          std::size_t input) const {
    switch (digest) {
    case Digest::legacy:
        return context.legacy(input, scriptCode, static_cast<std::uint32_t>(bitcoin::SighashType::all));
    case Digest::segwitV0:
        return context.segwitV0(input, scriptCode, bitcoin::SighashType::all);
    case Digest::taproot:
        return Unexpected(bitcoin::Error::sighashType);
    }
    base::checkFailed("SigningScript::Digest");
}

Result<SigningScript, Error> signingScript(const PsbtInput& input, const bitcoin::TxOut& spent) {
    switch (bitcoin::classify(spent.scriptPubKey)) {
    case ScriptType::p2wpkh:
    case ScriptType::p2wsh:
        return ofWitnessProgram(spent.scriptPubKey, input);
    case ScriptType::p2sh:
        return ofRedeemScript(input, spent);
    case ScriptType::p2pkh:
    case ScriptType::p2pk:
    case ScriptType::multisig:
        return ofScript(spent.scriptPubKey, Digest::legacy);
    case ScriptType::p2tr: {
        SigningScript result;
        result.kind = Kind::taproot;
        result.digest = Digest::taproot;
        result.outputKey =
            crypto::XOnlyPublicKey::parse(bitcoin::witnessProgram(spent.scriptPubKey)->program);
        if (!result.outputKey)
            return Unexpected(Error::unsupportedScript);
        return result;
    }
    case ScriptType::nullData:
    case ScriptType::witnessUnknown:
    case ScriptType::nonStandard:
        return Unexpected(Error::unsupportedScript);
    }
    base::checkFailed("ScriptType");
}

Result<TapLeafChoice, Error> judgeTapLeaf(ByteSpan controlBlock, const TapLeafScript& leaf,
                                          const crypto::XOnlyPublicKey& outputKey) {
    const auto block = bitcoin::ControlBlock::parse(controlBlock);
    if (!block || block->leafVersion != leaf.leafVersion || !block->commits(outputKey.span(), leaf.script))
        return Unexpected(Error::tapLeafMismatch);
    if (leaf.leafVersion != bitcoin::TAPSCRIPT_LEAF_VERSION || bitcoin::hasOpSuccess(leaf.script) ||
        !noOperation(leaf.script, [](const auto& op) { return op.code == OP_CODESEPARATOR; }))
        return Unexpected(Error::unsupportedTapLeaf);
    return TapLeafChoice{bitcoin::tapLeafHash(leaf.leafVersion, leaf.script), base::toBytes(controlBlock),
                         leaf.script};
}

Result<TapLeafChoice, Error> tapLeaf(const PsbtInput& input, const crypto::XOnlyPublicKey& outputKey,
                                     const crypto::Hash256& leafHash) {
    for (const auto& [controlBlock, leaf] : input.tapLeafScripts)
        if (bitcoin::tapLeafHash(leaf.leafVersion, leaf.script) == leafHash)
            return judgeTapLeaf(controlBlock, leaf, outputKey);
    return Unexpected(Error::tapLeafMismatch);
}

Result<void, Error> checkTaprootFields(const PsbtInput& input, const crypto::XOnlyPublicKey& outputKey) {
    if (!input.tapInternalKey || !input.tapMerkleRoot)
        return {};
    const auto internalKey = input.tapInternalKey->point();
    const auto output =
        internalKey ? bitcoin::taprootOutput(*internalKey, *input.tapMerkleRoot) : std::nullopt;
    if (!output || output->key != outputKey)
        return Unexpected(Error::taprootMismatch);
    return {};
}

} // namespace strongroom::psbt
