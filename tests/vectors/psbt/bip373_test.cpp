// BIP373's test vectors: MuSig2 fields are read, checked for shape and carried.
#include "psbt/codec.h"
#include "psbt/points.h"
#include "psbt_vectors.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

TEST_CASE("BIP373: MuSig2 fields of the wrong shape are refused") {
    std::size_t refused = 0;
    for (const test::PsbtCase& one : test::psbtCases("bips/bip0373_psbt.json")) {
        if (one.kind != "invalid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE_FALSE(parsed);
        CHECK((parsed.error() == Error::keyLength || parsed.error() == Error::valueLength ||
               parsed.error() == Error::badPublicKey));
        ++refused;
    }
    CHECK((refused == 6 || test::vectorsWereMissing()));
}

TEST_CASE("BIP373: participants, nonces and partial signatures are read and written back without loss") {
    std::size_t participants = 0;
    std::size_t nonces = 0;
    std::size_t signatures = 0;
    for (const test::PsbtCase& one : test::psbtCases("bips/bip0373_psbt.json")) {
        if (one.kind != "valid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE(parsed);
        CHECK(psbt::checkPoints(*parsed).has_value());
        const base::Bytes written = psbt::serialize(*parsed);
        CHECK(*psbt::parsePsbt(written) == *parsed);
        CHECK(written.size() == one.bytes.size());
        for (const psbt::PsbtInput& input : parsed->inputs) {
            participants += input.musigParticipants.size();
            nonces += input.musigPubNonces.size();
            signatures += input.musigPartialSigs.size();
        }
        for (const psbt::PsbtOutput& output : parsed->outputs)
            participants += output.musigParticipants.size();
    }
    CHECK(((participants > 0 && nonces > 0 && signatures > 0) || test::vectorsWereMissing()));
}
