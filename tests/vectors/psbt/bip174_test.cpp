// BIP174's test vectors. Those of roles that are not supported are listed in tests/vectors/SKIPPED.md.
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"
#include "psbt_vectors.h"
#include "vault/review.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace strongroom;
using psbt::Error;

namespace {

const char* const FILE_NAME = "bips/bip0174_psbt.json";

base::Bytes bytesOf(const std::vector<test::PsbtCase>& cases, const std::string& id) {
    const auto found = std::ranges::find(cases, id, &test::PsbtCase::id);
    REQUIRE(found != cases.end());
    return found->bytes;
}

} // namespace

TEST_CASE("BIP174: what is invalid is refused, with the reason that the BIP gives") {
    const std::map<std::string, Error> reasons{
        {"bip0174-000", Error::notPsbt},
        {"bip0174-001", Error::truncated},
        {"bip0174-002", Error::unsignedTransactionHasScriptSig},
        {"bip0174-003", Error::missingUnsignedTransaction},
        {"bip0174-004", Error::duplicateKey},
        {"bip0174-005", Error::keyLength},
        {"bip0174-006", Error::keyLength},
        {"bip0174-007", Error::keyLength},
        {"bip0174-008", Error::keyLength},
        {"bip0174-009", Error::keyLength},
        {"bip0174-010", Error::keyLength},
        {"bip0174-011", Error::keyLength},
        {"bip0174-012", Error::keyLength},
        {"bip0174-013", Error::keyLength},
        {"bip0174-014", Error::keyLength},
        {"bip0174-015", Error::keyLength},
        {"bip0174-016", Error::keyLength},
        {"bip0174-017", Error::keyLength},
        {"bip0174-018", Error::unsignedTransactionHasWitness},
        {"bip0174-019", Error::badUnsignedTransaction},
    };
    std::size_t refused = 0;
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind != "invalid")
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE_FALSE(parsed);
        CHECK(psbt::describe(parsed.error()).code == psbt::describe(reasons.at(one.id)).code);
        ++refused;
    }
    CHECK((refused == reasons.size() || test::vectorsWereMissing()));
}

TEST_CASE("BIP174: what is valid is read and written back without loss") {
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind == "invalid" || one.id == "bip0174-041") // 041 is the network transaction
            continue;
        CAPTURE(one.id);
        const auto parsed = psbt::parsePsbt(one.bytes);
        REQUIRE(parsed);
        const base::Bytes written = psbt::serialize(*parsed);
        CHECK(*psbt::parsePsbt(written) == *parsed);
        CHECK(written.size() == one.bytes.size());
    }
}

TEST_CASE("BIP174: a combiner gives what the BIP gives") {
    const auto cases = test::psbtCases(FILE_NAME);
    if (cases.empty())
        return;
    const auto parsed = [&](const std::string& id) { return *psbt::parsePsbt(bytesOf(cases, id)); };
    const auto combined = psbt::combine(parsed("bip0174-037"), parsed("bip0174-038"));
    REQUIRE(combined);
    CHECK(*combined == parsed("bip0174-039"));
    const auto unknown = psbt::combine(parsed("bip0174-042"), parsed("bip0174-043"));
    REQUIRE(unknown);
    CHECK(psbt::serialize(*unknown) == bytesOf(cases, "bip0174-044"));
    CHECK(psbt::combine(parsed("bip0174-037"), parsed("bip0174-042")).error() == Error::differentTransaction);
}

TEST_CASE("BIP174: the finalizer and the extractor give what the BIP gives, for P2SH and P2SH-P2WSH") {
    const auto cases = test::psbtCases(FILE_NAME);
    if (cases.empty())
        return;
    const auto combined = psbt::parsePsbt(bytesOf(cases, "bip0174-039"));
    REQUIRE(combined);
    CHECK(psbt::checkAllSignatures(*combined).has_value());
    const auto finalized = psbt::finalize(*combined);
    REQUIRE(finalized);
    CHECK(finalized->psbt.inputs == psbt::parsePsbt(bytesOf(cases, "bip0174-040"))->inputs);
    REQUIRE(finalized->complete());
    CHECK(finalized->tx->serialize() == bytesOf(cases, "bip0174-041"));
    CHECK(psbt::finalize(*psbt::parsePsbt(bytesOf(cases, "bip0174-040")))->tx == finalized->tx);
}

TEST_CASE("BIP174: what a signer must refuse is refused by the review") {
    for (const test::PsbtCase& one : test::psbtCases(FILE_NAME)) {
        if (one.kind != "signer_fail")
            continue;
        CAPTURE(one.id);
        const auto review =
            vault::reviewSpend(*psbt::parsePsbt(one.bytes), {}, {}, {}, bitcoin::Network::test);
        CHECK_FALSE(review.signable());
        CHECK((review.has(vault::FindingCode::previousTransactionMissing) ||
               review.has(vault::FindingCode::foreignInput)));
    }
}
