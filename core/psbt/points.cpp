#include "psbt/points.h"

#include <algorithm>

namespace strongroom::psbt {

namespace {

using base::Result;
using base::Unexpected;

bool isPoint(const auto& key) {
    return key.point().has_value();
}

/// The keys of a map from keys to anything.
bool keysArePoints(const auto& map) {
    return std::ranges::all_of(map, [](const auto& entry) { return isPoint(entry.first); });
}

bool participantsArePoints(const std::map<StatedKey, std::vector<StatedKey>>& participants) {
    return std::ranges::all_of(participants, [](const auto& entry) {
        return isPoint(entry.first) &&
               std::ranges::all_of(entry.second, [](const StatedKey& key) { return isPoint(key); });
    });
}

bool signersArePoints(const std::map<MusigSigner, base::Bytes>& signers) {
    return std::ranges::all_of(signers, [](const auto& entry) {
        return isPoint(entry.first.participant) && isPoint(entry.first.aggregate);
    });
}

/// What inputs and outputs have alike.
template <typename Section>
bool commonKeysArePoints(const Section& section) {
    return keysArePoints(section.bip32) && keysArePoints(section.tapBip32) &&
           (!section.tapInternalKey || isPoint(*section.tapInternalKey)) &&
           participantsArePoints(section.musigParticipants);
}

} // namespace

Result<void, Error> checkPoints(const PsbtInput& input) {
    const bool points =
        commonKeysArePoints(input) && keysArePoints(input.partialSigs) &&
        signersArePoints(input.musigPubNonces) && signersArePoints(input.musigPartialSigs) &&
        std::ranges::all_of(input.tapScriptSigs, [](const auto& sig) { return isPoint(sig.first.key); }) &&
        std::ranges::all_of(input.tapLeafScripts, [](const auto& leaf) {
            return bitcoin::ControlBlock::parse(leaf.first).has_value();
        });
    return points ? Result<void, Error>() : Unexpected(Error::badPublicKey);
}

Result<void, Error> checkPoints(const PsbtOutput& output) {
    return commonKeysArePoints(output) ? Result<void, Error>() : Unexpected(Error::badPublicKey);
}

Result<void, Error> checkPoints(const Psbt& psbt) {
    for (const auto& [xpub, origin] : psbt.xpubs)
        if (!bitcoin::ExtendedPubKey::fromBytes(xpub))
            return Unexpected(Error::badExtendedKey);
    for (const PsbtInput& input : psbt.inputs)
        STRONGROOM_TRY(checkPoints(input));
    for (const PsbtOutput& output : psbt.outputs)
        STRONGROOM_TRY(checkPoints(output));
    return {};
}

} // namespace strongroom::psbt
