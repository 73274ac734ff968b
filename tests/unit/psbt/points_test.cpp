#include "psbt/points.h"

#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "support/psbt_mutator.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

namespace {

/// A key of 33 or 32 bytes without a point: X is above the field's prime.
template <typename Key>
Key noPoint() {
    base::Bytes bytes(Key::SIZE, 0xff);
    if (Key::SIZE == 33)
        bytes[0] = 0x02;
    return *Key::from(bytes);
}

psbt::Psbt seed() {
    return test::spendOf(test::multiVault().vault).psbt;
}

} // namespace

TEST_CASE("a key that is no point is found in every field that has keys") {
    const auto bad = noPoint<psbt::StatedKey>();
    const auto badX = noPoint<psbt::StatedXOnlyKey>();
    const psbt::StatedKey good = test::makeAccount("x").xpub.publicKey();
    REQUIRE(psbt::checkPoints(seed()).has_value());
    const std::vector<std::function<void(psbt::Psbt&)>> changes{
        [&](psbt::Psbt& psbt) { psbt.inputs[0].partialSigs.emplace(bad, base::Bytes{1}); },
        [&](psbt::Psbt& psbt) { psbt.inputs[1].bip32.emplace(bad, bitcoin::KeyOrigin{}); },
        [&](psbt::Psbt& psbt) { psbt.inputs[0].tapInternalKey = badX; },
        [&](psbt::Psbt& psbt) { psbt.inputs[0].tapBip32.emplace(badX, psbt::TapDerivation{}); },
        [&](psbt::Psbt& psbt) {
            psbt.inputs[0].tapScriptSigs.emplace(psbt::TapScriptSigner{badX, {}}, base::Bytes(64));
        },
        [&](psbt::Psbt& psbt) {
            psbt.inputs[0].tapLeafScripts.emplace(base::Bytes(33, 0xff), psbt::TapLeafScript{});
        },
        [&](psbt::Psbt& psbt) { psbt.inputs[0].musigParticipants[bad] = {good}; },
        [&](psbt::Psbt& psbt) {
            psbt.inputs[0].musigParticipants[good] = {good, bad};
        },
        [&](psbt::Psbt& psbt) {
            psbt.inputs[0].musigPubNonces.emplace(psbt::MusigSigner{bad, good, {}}, base::Bytes(66));
        },
        [&](psbt::Psbt& psbt) {
            psbt.inputs[0].musigPartialSigs.emplace(psbt::MusigSigner{good, bad, {}}, base::Bytes(32));
        },
        [&](psbt::Psbt& psbt) { psbt.outputs[0].bip32.emplace(bad, bitcoin::KeyOrigin{}); },
        [&](psbt::Psbt& psbt) { psbt.outputs[0].tapInternalKey = badX; },
        [&](psbt::Psbt& psbt) { psbt.outputs[1].tapBip32.emplace(badX, psbt::TapDerivation{}); },
        [&](psbt::Psbt& psbt) { psbt.outputs[0].musigParticipants[bad] = {good}; },
    };
    for (const auto& change : changes) {
        psbt::Psbt psbt = seed();
        change(psbt);
        CHECK(psbt::checkPoints(psbt).error() == Error::badPublicKey);
    }
    psbt::Psbt psbt = seed();
    base::Bytes xpub = test::makeAccount("x").xpub.bytes();
    std::fill(xpub.end() - 32, xpub.end(), std::uint8_t{0xff});
    psbt.xpubs.emplace(xpub, bitcoin::KeyOrigin{});
    CHECK(psbt::checkPoints(psbt).error() == Error::badExtendedKey);
}

TEST_CASE("a signature by a key that is no point counts for nothing") {
    test::RawPsbt raw(psbt::serialize(seed()));
    base::Bytes key(34, 0xff);
    key[0] = 0x02;
    key[1] = 0x02;
    test::RawPsbt::add(raw.input(0), key, base::Bytes(71, 0x30));
    const auto parsed = psbt::parsePsbt(raw.bytes());
    REQUIRE(parsed);
    CHECK(psbt::checkPoints(*parsed).error() == Error::badPublicKey);
}
