// The JSON document of a PSBT: names as in Bitcoin Core's decodepsbt, amounts in satoshi.
#include "service/stateless/psbts.h"

#include "base/text_encoding.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "psbt/codec.h"
#include "psbt/points.h"
#include "psbt/tap_tree.h"

#include <array>
#include <map>
#include <string>

namespace strongroom::service {

namespace {

using base::Json;
using base::toHex;

Json scriptDocument(base::ByteSpan script) {
    return Json::Object{{"hex", toHex(script)}, {"type", bitcoin::name(bitcoin::classify(script))}};
}

Json hexArray(const std::vector<base::Bytes>& items) {
    Json::Array array;
    for (const base::Bytes& item : items)
        array.push_back(toHex(item));
    return array;
}

/// The spelling of Bitcoin Core; other numbers as they are.
std::string sighashName(std::uint32_t value) {
    const auto type = bitcoin::sighashTypeFrom(value);
    if (!type)
        return std::to_string(value);
    switch (*type) {
    case bitcoin::SighashType::defaultAll:
        return "DEFAULT";
    case bitcoin::SighashType::all:
        return "ALL";
    case bitcoin::SighashType::none:
        return "NONE";
    case bitcoin::SighashType::single:
        return "SINGLE";
    case bitcoin::SighashType::allAnyoneCanPay:
        return "ALL|ANYONECANPAY";
    case bitcoin::SighashType::noneAnyoneCanPay:
        return "NONE|ANYONECANPAY";
    case bitcoin::SighashType::singleAnyoneCanPay:
        return "SINGLE|ANYONECANPAY";
    }
    return std::to_string(value);
}

Json transactionDocument(const bitcoin::Transaction& tx) {
    Json::Array inputs;
    for (const bitcoin::TxIn& input : tx.inputs)
        inputs.push_back(Json::Object{{"scriptSig", Json::Object{{"hex", toHex(input.scriptSig)}}},
                                      {"sequence", std::int64_t{input.sequence}},
                                      {"txid", bitcoin::toText(input.prevout.txid)},
                                      {"txinwitness", hexArray(input.witness)},
                                      {"vout", std::int64_t{input.prevout.vout}}});
    Json::Array outputs;
    for (std::size_t n = 0; n < tx.outputs.size(); ++n)
        outputs.push_back(Json::Object{{"n", static_cast<std::int64_t>(n)},
                                       {"scriptPubKey", scriptDocument(tx.outputs[n].scriptPubKey)},
                                       {"value", tx.outputs[n].amount.satoshi()}});
    const base::Bytes bytes = tx.serialize();
    return Json::Object{{"hash", bitcoin::toReversedHex(tx.wtxid().span())},
                        {"hex", toHex(bytes)},
                        {"locktime", std::int64_t{tx.lockTime}},
                        {"size", static_cast<std::int64_t>(bytes.size())},
                        {"txid", bitcoin::toText(tx.txid())},
                        {"version", std::int64_t{tx.version}},
                        {"vin", inputs},
                        {"vout", outputs},
                        {"vsize", tx.virtualSize()},
                        {"weight", tx.weight()}};
}

Json::Object originDocument(const bitcoin::KeyOrigin& origin) {
    return {{"master_fingerprint", bitcoin::toText(origin.fingerprint)}, {"path", origin.path.text()}};
}

/// What inputs and outputs have in common: scripts and where their keys come from.
template <typename Section>
void addScriptsAndKeys(Json::Object& document, const Section& section) {
    if (section.redeemScript)
        document["redeem_script"] = scriptDocument(*section.redeemScript);
    if (section.witnessScript)
        document["witness_script"] = scriptDocument(*section.witnessScript);
    Json::Array derivations;
    for (const auto& [key, origin] : section.bip32) {
        Json::Object derivation = originDocument(origin);
        derivation["pubkey"] = toHex(key.span());
        derivations.push_back(derivation);
    }
    if (!derivations.empty())
        document["bip32_derivs"] = derivations;
    if (section.tapInternalKey)
        document["taproot_internal_key"] = toHex(section.tapInternalKey->span());
    Json::Array tapDerivations;
    for (const auto& [key, tap] : section.tapBip32) {
        Json::Object derivation = originDocument(tap.origin);
        Json::Array leaves;
        for (const crypto::Hash256& leaf : tap.leafHashes)
            leaves.push_back(toHex(leaf.span()));
        derivation["leaf_hashes"] = leaves;
        derivation["pubkey"] = toHex(key.span());
        tapDerivations.push_back(derivation);
    }
    if (!tapDerivations.empty())
        document["taproot_bip32_derivs"] = tapDerivations;
    Json::Array musig;
    for (const auto& [aggregate, participants] : section.musigParticipants) {
        Json::Array keys;
        for (const psbt::StatedKey& key : participants)
            keys.push_back(toHex(key.span()));
        musig.push_back(
            Json::Object{{"aggregate_pubkey", toHex(aggregate.span())}, {"participant_pubkeys", keys}});
    }
    if (!musig.empty())
        document["musig2_participant_pubkeys"] = musig;
}

Json unknownDocument(const psbt::FieldMap& unknown) {
    Json::Array array;
    for (const auto& [key, value] : unknown)
        array.push_back(Json::Object{{"key", toHex(key)}, {"value", toHex(value)}});
    return array;
}

Json proprietaryDocument(const psbt::ProprietaryMap& proprietary) {
    Json::Array array;
    for (const auto& [key, value] : proprietary)
        array.push_back(Json::Object{{"identifier", toHex(key.identifier)},
                                     {"key", toHex(key.data)},
                                     {"subtype", std::to_string(key.subtype)},
                                     {"value", toHex(value)}});
    return array;
}

template <typename Section>
void addForeignFields(Json::Object& document, const Section& section) {
    if (!section.proprietary.empty())
        document["proprietary"] = proprietaryDocument(section.proprietary);
    if (!section.unknown.empty())
        document["unknown"] = unknownDocument(section.unknown);
}

void addSignatures(Json::Object& document, const psbt::PsbtInput& input) {
    Json::Object signatures;
    for (const auto& [key, signature] : input.partialSigs)
        signatures[toHex(key.span())] = toHex(signature);
    if (!signatures.empty())
        document["partial_signatures"] = signatures;
    if (input.sighashType)
        document["sighash"] = sighashName(*input.sighashType);
    if (input.finalScriptSig)
        document["final_scriptSig"] = Json::Object{{"hex", toHex(*input.finalScriptSig)}};
    if (input.finalScriptWitness)
        document["final_scriptwitness"] = hexArray(*input.finalScriptWitness);
    if (input.tapKeySig)
        document["taproot_key_path_sig"] = toHex(*input.tapKeySig);
    if (input.tapMerkleRoot)
        document["taproot_merkle_root"] = toHex(input.tapMerkleRoot->span());
}

void addTaprootScripts(Json::Object& document, const psbt::PsbtInput& input) {
    Json::Array signatures;
    for (const auto& [signer, signature] : input.tapScriptSigs)
        signatures.push_back(Json::Object{{"leaf_hash", toHex(signer.leafHash.span())},
                                          {"pubkey", toHex(signer.key.span())},
                                          {"sig", toHex(signature)}});
    if (!signatures.empty())
        document["taproot_script_path_sigs"] = signatures;
    Json::Array leaves;
    for (const auto& [controlBlock, leaf] : input.tapLeafScripts)
        leaves.push_back(Json::Object{{"control_blocks", Json::Array{Json(toHex(controlBlock))}},
                                      {"leaf_ver", std::int64_t{leaf.leafVersion}},
                                      {"script", toHex(leaf.script)}});
    if (!leaves.empty())
        document["taproot_scripts"] = leaves;
}

/// Version 2's demands, and preimages under the names of their hashes.
void addDemands(Json::Object& document, const psbt::PsbtInput& input) {
    if (input.requiredTimeLocktime)
        document["time_locktime"] = std::int64_t{*input.requiredTimeLocktime};
    if (input.requiredHeightLocktime)
        document["height_locktime"] = std::int64_t{*input.requiredHeightLocktime};
    constexpr std::array NAMES{"ripemd160_preimages", "sha256_preimages", "hash160_preimages",
                               "hash256_preimages"};
    std::array<Json::Object, NAMES.size()> preimages;
    for (const auto& [key, preimage] : input.preimages)
        preimages[static_cast<std::size_t>(key.kind)][toHex(key.hash)] = toHex(preimage);
    for (std::size_t kind = 0; kind < NAMES.size(); ++kind)
        if (!preimages[kind].empty())
            document[NAMES[kind]] = preimages[kind];
}

Json musigDocument(const std::map<psbt::MusigSigner, base::Bytes>& signers, const std::string& member) {
    Json::Array array;
    for (const auto& [signer, value] : signers) {
        Json::Object entry{{"aggregate_pubkey", toHex(signer.aggregate.span())},
                           {"participant_pubkey", toHex(signer.participant.span())},
                           {member, toHex(value)}};
        if (signer.leafHash)
            entry["leaf_hash"] = toHex(signer.leafHash->span());
        array.push_back(entry);
    }
    return array;
}

Json inputDocument(const psbt::PsbtInput& input, const bitcoin::TxIn& spent) {
    Json::Object document{{"sequence", std::int64_t{spent.sequence}},
                          {"txid", bitcoin::toText(spent.prevout.txid)},
                          {"vout", std::int64_t{spent.prevout.vout}}};
    if (input.nonWitnessUtxo)
        document["non_witness_utxo"] = transactionDocument(input.nonWitnessUtxo->transaction());
    if (input.witnessUtxo)
        document["witness_utxo"] =
            Json::Object{{"amount", input.witnessUtxo->amount.satoshi()},
                         {"scriptPubKey", scriptDocument(input.witnessUtxo->scriptPubKey)}};
    addSignatures(document, input);
    addTaprootScripts(document, input);
    addDemands(document, input);
    if (!input.musigPubNonces.empty())
        document["musig2_pubnonces"] = musigDocument(input.musigPubNonces, "pubnonce");
    if (!input.musigPartialSigs.empty())
        document["musig2_partial_sigs"] = musigDocument(input.musigPartialSigs, "partial_sig");
    addScriptsAndKeys(document, input);
    addForeignFields(document, input);
    return document;
}

Outcome<Json> outputDocument(const psbt::PsbtOutput& output, const bitcoin::TxOut& paid) {
    Json::Object document{{"amount", paid.amount.satoshi()},
                          {"scriptPubKey", scriptDocument(paid.scriptPubKey)}};
    addScriptsAndKeys(document, output);
    if (output.tapTree) {
        STRONGROOM_ASSIGN(const auto leaves, psbt::readTapTree(*output.tapTree));
        Json::Array tree;
        for (const bitcoin::TapLeaf& leaf : leaves)
            tree.push_back(Json::Object{{"depth", std::int64_t{leaf.depth}},
                                        {"leaf_ver", std::int64_t{leaf.leafVersion}},
                                        {"script", toHex(leaf.script)}});
        document["taproot_tree"] = tree;
    }
    addForeignFields(document, output);
    return Json(document);
}

} // namespace

Outcome<Json> decodePsbt(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const psbt::Psbt parsed, psbt::parsePsbtText(bytes));
    STRONGROOM_TRY(psbt::checkPoints(parsed));
    Json::Array inputs;
    for (std::size_t i = 0; i < parsed.inputs.size(); ++i)
        inputs.push_back(inputDocument(parsed.inputs[i], parsed.tx.inputs[i]));
    Json::Array outputs;
    for (std::size_t i = 0; i < parsed.outputs.size(); ++i) {
        STRONGROOM_ASSIGN(Json output, outputDocument(parsed.outputs[i], parsed.tx.outputs[i]));
        outputs.push_back(std::move(output));
    }
    Json::Array xpubs;
    for (const auto& [key, origin] : parsed.xpubs) {
        STRONGROOM_ASSIGN(const auto extended, bitcoin::ExtendedPubKey::fromBytes(key));
        Json::Object document = originDocument(origin);
        document["xpub"] = extended.text();
        xpubs.push_back(document);
    }
    Json::Object tx{{"locktime", std::int64_t{parsed.tx.lockTime}},
                    {"version", std::int64_t{parsed.tx.version}}};
    if (parsed.fallbackLocktime)
        tx["fallback_locktime"] = std::int64_t{*parsed.fallbackLocktime};
    if (parsed.modifiable)
        tx["modifiable"] = std::int64_t{*parsed.modifiable};
    return Json(Json::Object{{"inputs", inputs},
                             {"outputs", outputs},
                             {"proprietary", proprietaryDocument(parsed.proprietary)},
                             {"tx", tx},
                             {"txid", bitcoin::toText(parsed.tx.txid())},
                             {"unknown", unknownDocument(parsed.unknown)},
                             {"version", parsed.version == psbt::Version::v2 ? 2 : 0},
                             {"xpubs", xpubs}});
}

} // namespace strongroom::service
