#include "psbt/combine.h"

#include "psbt/locktime.h"
#include "psbt/signatures.h"

#include <array>

namespace strongroom::psbt {

namespace {

using base::Result;
using base::Unexpected;

template <typename T>
Result<void, Error> mergeOptional(std::optional<T>& into, const std::optional<T>& from) {
    if (into && from && *into != *from)
        return Unexpected(Error::conflictingValue);
    if (!into)
        into = from;
    return {};
}

template <typename Map>
Result<void, Error> mergeMap(Map& into, const Map& from) {
    for (const auto& [key, value] : from) {
        const auto [position, added] = into.emplace(key, value);
        if (!added && position->second != value)
            return Unexpected(Error::conflictingValue);
    }
    return {};
}

/// Signers may strip the witnesses of a previous transaction: the same id is the same transaction.
Result<void, Error> mergePreviousTransaction(std::optional<PreviousTransaction>& into,
                                             const std::optional<PreviousTransaction>& from) {
    if (into && from && into->txid() == from->txid())
        return {};
    return mergeOptional(into, from);
}

Result<void, Error> mergeTaproot(PsbtInput& into, const PsbtInput& from) {
    STRONGROOM_TRY(mergeOptional(into.tapKeySig, from.tapKeySig));
    STRONGROOM_TRY(mergeMap(into.tapScriptSigs, from.tapScriptSigs));
    STRONGROOM_TRY(mergeMap(into.tapLeafScripts, from.tapLeafScripts));
    STRONGROOM_TRY(mergeOptional(into.tapInternalKey, from.tapInternalKey));
    STRONGROOM_TRY(mergeMap(into.tapBip32, from.tapBip32));
    return mergeOptional(into.tapMerkleRoot, from.tapMerkleRoot);
}

/// Version 2 only. Two PSBTs of one transaction may demand its lock time differently; what they demand
/// together must still determine the same one.
Result<void, Error> mergeVersion2(Psbt& into, const Psbt& from) {
    if (into.version != Version::v2)
        return {};
    if (from.version == Version::v2) {
        STRONGROOM_TRY(mergeOptional(into.fallbackLocktime, from.fallbackLocktime));
        for (std::size_t i = 0; i < into.inputs.size(); ++i) {
            STRONGROOM_TRY(
                mergeOptional(into.inputs[i].requiredTimeLocktime, from.inputs[i].requiredTimeLocktime));
            STRONGROOM_TRY(
                mergeOptional(into.inputs[i].requiredHeightLocktime, from.inputs[i].requiredHeightLocktime));
        }
    }
    const auto locktime = determineLocktime(into.fallbackLocktime, into.inputs);
    if (!locktime || *locktime != into.tx.lockTime)
        return Unexpected(Error::conflictingValue);
    // What one of them fixed is fixed; a version 0 PSBT cannot be changed at all. SINGLE stays said.
    const std::uint8_t mine = into.modifiable.value_or(0);
    const std::uint8_t theirs = from.modifiable.value_or(0);
    constexpr std::uint8_t CHANGES = INPUTS_MODIFIABLE | OUTPUTS_MODIFIABLE;
    const auto both = static_cast<std::uint8_t>((mine & theirs & CHANGES) | ((mine | theirs) & ~CHANGES));
    if (into.modifiable || from.modifiable)
        into.modifiable = both;
    return {};
}

Result<void, Error> mergeInput(PsbtInput& into, const PsbtInput& from) {
    STRONGROOM_TRY(mergePreviousTransaction(into.nonWitnessUtxo, from.nonWitnessUtxo));
    STRONGROOM_TRY(mergeOptional(into.witnessUtxo, from.witnessUtxo));
    STRONGROOM_TRY(mergeMap(into.partialSigs, from.partialSigs));
    STRONGROOM_TRY(mergeOptional(into.sighashType, from.sighashType));
    STRONGROOM_TRY(mergeOptional(into.redeemScript, from.redeemScript));
    STRONGROOM_TRY(mergeOptional(into.witnessScript, from.witnessScript));
    STRONGROOM_TRY(mergeMap(into.bip32, from.bip32));
    STRONGROOM_TRY(mergeOptional(into.finalScriptSig, from.finalScriptSig));
    STRONGROOM_TRY(mergeOptional(into.finalScriptWitness, from.finalScriptWitness));
    STRONGROOM_TRY(mergeMap(into.preimages, from.preimages));
    STRONGROOM_TRY(mergeTaproot(into, from));
    STRONGROOM_TRY(mergeMap(into.musigParticipants, from.musigParticipants));
    STRONGROOM_TRY(mergeMap(into.musigPubNonces, from.musigPubNonces));
    STRONGROOM_TRY(mergeMap(into.musigPartialSigs, from.musigPartialSigs));
    STRONGROOM_TRY(mergeMap(into.proprietary, from.proprietary));
    STRONGROOM_TRY(mergeMap(into.unknown, from.unknown));
    return checkHashTypes(into);
}

Result<void, Error> mergeOutput(PsbtOutput& into, const PsbtOutput& from) {
    STRONGROOM_TRY(mergeOptional(into.redeemScript, from.redeemScript));
    STRONGROOM_TRY(mergeOptional(into.witnessScript, from.witnessScript));
    STRONGROOM_TRY(mergeMap(into.bip32, from.bip32));
    STRONGROOM_TRY(mergeOptional(into.tapInternalKey, from.tapInternalKey));
    STRONGROOM_TRY(mergeOptional(into.tapTree, from.tapTree));
    STRONGROOM_TRY(mergeMap(into.tapBip32, from.tapBip32));
    STRONGROOM_TRY(mergeMap(into.musigParticipants, from.musigParticipants));
    STRONGROOM_TRY(mergeMap(into.proprietary, from.proprietary));
    return mergeMap(into.unknown, from.unknown);
}

Result<void, Error> merge(Psbt& into, const Psbt& from) {
    if (into.tx != from.tx)
        return Unexpected(Error::differentTransaction);
    STRONGROOM_TRY(mergeMap(into.xpubs, from.xpubs));
    STRONGROOM_TRY(mergeMap(into.proprietary, from.proprietary));
    STRONGROOM_TRY(mergeMap(into.unknown, from.unknown));
    for (std::size_t i = 0; i < into.inputs.size(); ++i)
        STRONGROOM_TRY(mergeInput(into.inputs[i], from.inputs[i]));
    for (std::size_t i = 0; i < into.outputs.size(); ++i)
        STRONGROOM_TRY(mergeOutput(into.outputs[i], from.outputs[i]));
    return mergeVersion2(into, from);
}

} // namespace

Result<Psbt, Error> combine(std::span<const Psbt> psbts) {
    if (psbts.empty())
        return Unexpected(Error::nothingToCombine);
    Psbt result = psbts.front();
    for (const Psbt& psbt : psbts) // the first with itself: its hash types are checked too
        STRONGROOM_TRY(merge(result, psbt));
    return result;
}

Result<Psbt, Error> combine(const Psbt& a, const Psbt& b) {
    return combine(std::array{a, b});
}

} // namespace strongroom::psbt
