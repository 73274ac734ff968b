// BIP371's test vectors.
#include "psbt/codec.h"
#include "psbt_vectors.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

TEST_CASE("BIP371: taproot fields of the wrong shape are refused") {
    std::size_t refused = 0;
    for (const test::PsbtCase& one : test::psbtCases("bips/bip0371_psbt.json")) {
        if (one.kind != "invalid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE_FALSE(parsed);
        CHECK((parsed.error() == Error::keyLength || parsed.error() == Error::valueLength));
        ++refused;
    }
    CHECK((refused == 7 || test::vectorsWereMissing()));
}

TEST_CASE("BIP371: taproot fields are read and written back without loss, script paths included") {
    std::size_t accepted = 0;
    for (const test::PsbtCase& one : test::psbtCases("bips/bip0371_psbt.json")) {
        if (one.kind != "valid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE(parsed);
        const base::Bytes written = psbt::serialize(*parsed);
        CHECK(*psbt::parsePsbt(written) == *parsed);
        CHECK(written.size() == one.bytes.size());
        ++accepted;
    }
    CHECK((accepted == 3 || test::vectorsWereMissing()));
}
