// BIP371's test vectors, and of BIP370 that version 2 is refused by name.
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

TEST_CASE("BIP370: a version 2 PSBT is refused as such, valid or not") {
    std::size_t byName = 0;
    for (const test::PsbtCase& one : test::psbtCases("bips/bip0370_psbt.json")) {
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE_FALSE(parsed);
        if (one.kind == "valid")
            CHECK(parsed.error() == Error::version2NotSupported);
        if (parsed.error() == Error::version2NotSupported)
            ++byName;
    }
    CHECK((byName > 5 || test::vectorsWereMissing()));
}
