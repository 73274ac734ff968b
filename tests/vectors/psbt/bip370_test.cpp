// BIP370's test vectors: what each version must and must not have, and the lock time of version 2.
#include "psbt/codec.h"
#include "psbt/convert.h"
#include "psbt_vectors.h"

#include <doctest/doctest.h>

#include <map>

using namespace strongroom;
using psbt::Error;

namespace {

const char* const FILE_NAME = "bips/bip0370_psbt.json";

} // namespace

TEST_CASE("BIP370: fields of the other version, missing ones and impossible lock times are refused") {
    // Of the others the description says which field is too many or missing.
    const std::map<std::string, Error> special{{"bip0370-000", Error::version0Field},
                                               {"bip0370-022", Error::badLocktime},
                                               {"bip0370-023", Error::badLocktime}};
    std::size_t refused = 0;
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind != "invalid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE_FALSE(parsed);
        const auto found = special.find(one.id);
        if (found != special.end())
            CHECK(psbt::describe(parsed.error()).code == psbt::describe(found->second).code);
        else
            CHECK((parsed.error() == Error::version2Field || parsed.error() == Error::missingVersion2Field ||
                   parsed.error() == Error::missingUnsignedTransaction));
        ++refused;
    }
    CHECK((refused >= 14 || test::vectorsWereMissing()));
}

TEST_CASE("BIP370: version 2 is read, written back, and converted to version 0 and back") {
    std::size_t accepted = 0;
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind != "valid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE(parsed);
        CHECK(parsed->version == psbt::Version::v2);
        CHECK(*psbt::parsePsbt(psbt::serialize(*parsed)) == *parsed);
        const psbt::Psbt old = psbt::convert(*parsed, psbt::Version::v0);
        CHECK(old.tx == parsed->tx);
        CHECK(*psbt::parsePsbt(psbt::serialize(old)) == old);
        const psbt::Psbt again = psbt::convert(old, psbt::Version::v2);
        CHECK(again.tx == parsed->tx);
        CHECK(*psbt::parsePsbt(psbt::serialize(again)) == again);
        CHECK(psbt::convert(again, psbt::Version::v0) == old);
        ++accepted;
    }
    CHECK((accepted >= 9 || test::vectorsWereMissing()));
}

TEST_CASE("BIP370: the lock time is the one that the inputs determine, or none") {
    std::size_t determined = 0;
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind != "locktime")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        if (one.section.find("cannot be computed") != std::string::npos) {
            CHECK(parsed.error() == Error::locktimeConflict);
            continue;
        }
        REQUIRE(parsed);
        const std::string wanted = "computed to be " + std::to_string(parsed->tx.lockTime) + ":";
        CHECK(one.section.find(wanted) != std::string::npos);
        CHECK(psbt::parsePsbt(psbt::serialize(*parsed))->tx.lockTime == parsed->tx.lockTime);
        ++determined;
    }
    CHECK((determined >= 5 || test::vectorsWereMissing()));
}
