#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/combine.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

namespace {

psbt::Psbt seed() {
    return test::spendOf(test::multiVault().vault).psbt;
}

psbt::Psbt signedBy(std::size_t account) {
    psbt::Psbt result = seed();
    for (std::size_t i = 0; i < result.inputs.size(); ++i)
        REQUIRE(test::signInput(result, i, test::multiVault().accounts[account]));
    return result;
}

} // namespace

TEST_CASE("combining gives the union of signatures and fields, in any order") {
    psbt::Psbt one = signedBy(0);
    psbt::Psbt two = signedBy(2);
    one.unknown.emplace(base::Bytes{0xf0}, base::Bytes{1});
    two.outputs[0].proprietary.emplace(psbt::ProprietaryKey{{'a'}, 1, {}}, base::Bytes{2});
    const auto combined = psbt::combine(one, two);
    REQUIRE(combined);
    CHECK(combined->inputs[0].partialSigs.size() == 2);
    CHECK(combined->unknown.size() == 1);
    CHECK(combined->outputs[0].proprietary.size() == 1);
    CHECK(psbt::serialize(*combined) == psbt::serialize(*psbt::combine(two, one)));
    CHECK(*psbt::combine(*combined, *combined) == *combined);
}

TEST_CASE("nothing cannot be combined") {
    CHECK(psbt::combine(std::span<const psbt::Psbt>()).error() == Error::nothingToCombine);
}

TEST_CASE("PSBTs of different transactions are not combined, not even by one byte of an output") {
    psbt::Psbt other = seed();
    other.tx.outputs[0].scriptPubKey.back() ^= 1U;
    CHECK(psbt::combine(seed(), other).error() == Error::differentTransaction);
    other = seed();
    other.tx.outputs[0].amount = *other.tx.outputs[0].amount.minus(base::Amount::sat(1));
    CHECK(psbt::combine(seed(), other).error() == Error::differentTransaction);
    other = seed();
    other.tx.inputs[0].sequence ^= 1U;
    CHECK(psbt::combine(seed(), other).error() == Error::differentTransaction);
}

TEST_CASE("one field with two values is not combined") {
    psbt::Psbt other = seed();
    other.inputs[0].witnessScript->back() ^= 1U;
    CHECK(psbt::combine(seed(), other).error() == Error::conflictingValue);
    other = signedBy(0);
    auto& signature = other.inputs[0].partialSigs.begin()->second;
    signature[10] ^= 1U;
    CHECK(psbt::combine(signedBy(0), other).error() == Error::conflictingValue);
    other = seed();
    bitcoin::Transaction previous = other.inputs[1].nonWitnessUtxo->transaction();
    previous.lockTime ^= 1U;
    other.inputs[1].nonWitnessUtxo = previous;
    CHECK(psbt::combine(seed(), other).error() == Error::conflictingValue);
    psbt::Psbt a = seed();
    psbt::Psbt b = seed();
    a.unknown.emplace(base::Bytes{0xf0}, base::Bytes{1});
    b.unknown.emplace(base::Bytes{0xf0}, base::Bytes{2});
    CHECK(psbt::combine(a, b).error() == Error::conflictingValue);
}

TEST_CASE("a signer may have stripped the witness of a previous transaction") {
    psbt::Psbt full = seed();
    bitcoin::Transaction previous = full.inputs[0].nonWitnessUtxo->transaction();
    previous.inputs[0].witness = {{1, 2, 3}};
    full.inputs[0].nonWitnessUtxo = previous;
    CHECK(*psbt::combine(full, seed()) == full);
}

TEST_CASE("a signature whose hash type is not the one of the field is not combined") {
    psbt::Psbt asked = seed();
    asked.inputs[0].sighashType = 1;
    psbt::Psbt answered = signedBy(0);
    CHECK(psbt::combine(asked, answered).has_value());
    answered.inputs[0].partialSigs.begin()->second.back() = 0x82;
    CHECK(psbt::combine(asked, answered).error() == Error::sighashMismatch);
}

TEST_CASE("a taproot signature of 64 bytes is not one of type ALL, and 65 bytes do not end in zero") {
    const auto vault = test::trVault();
    psbt::Psbt plain = test::spendOf(vault.vault).psbt;
    psbt::Psbt answered = plain;
    REQUIRE(test::signAll(answered, vault, 1));
    CHECK(psbt::combine(plain, answered).has_value());
    psbt::Psbt asked = plain;
    asked.inputs[0].sighashType = 1;
    CHECK(psbt::combine(asked, answered).error() == Error::sighashMismatch);
    answered.inputs[0].tapKeySig->push_back(0);
    CHECK(psbt::combine(plain, answered).error() == Error::sighashMismatch);
}
