#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/finalize.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

namespace {

psbt::Psbt signedSpend(const test::TestVault& vault, std::size_t signers) {
    psbt::Psbt result = test::spendOf(vault.vault).psbt;
    REQUIRE(test::signAll(result, vault, signers));
    return result;
}

/// Final inputs, as a host would hand them over before the transaction is complete.
psbt::Psbt finalSpend(const test::TestVault& vault) {
    return psbt::finalize(signedSpend(vault, vault.vault.descriptor.threshold())).value().psbt;
}

std::optional<Error> errorOf(const psbt::Psbt& psbt) {
    const auto result = psbt::finalize(psbt);
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

TEST_CASE("enough signatures make a network transaction with the same id") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        const psbt::Psbt psbt = signedSpend(vault, vault.vault.descriptor.threshold());
        const auto result = psbt::finalize(psbt);
        REQUIRE(result);
        REQUIRE(result->complete());
        CHECK(result->tx->txid() == psbt.tx.txid());
        CHECK(result->tx->hasWitness());
        CHECK(psbt::finalize(result->psbt)->tx == result->tx);
        CHECK(psbt::parsePsbt(psbt::serialize(result->psbt)).value() == result->psbt);
    }
}

TEST_CASE("the signed size never exceeds what the fee was computed for") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        const auto spend = test::spendOf(vault.vault);
        psbt::Psbt psbt = spend.psbt;
        REQUIRE(test::signAll(psbt, vault, vault.vault.descriptor.threshold()));
        const auto tx = psbt::finalize(psbt)->tx;
        REQUIRE(tx);
        CHECK(base::FeeRate::of(spend.fee, tx->virtualSize()) >= base::FeeRate::satPerVb(12));
        CHECK(base::FeeRate::of(spend.fee, tx->virtualSize()) <= base::FeeRate::satPerVb(13));
    }
}

TEST_CASE("the witness of a multisig has the signatures in the order of the keys, and no more than needed") {
    const auto result = psbt::finalize(signedSpend(test::multiVault(), 3));
    REQUIRE(result);
    const auto& witness = result->tx->inputs[0].witness;
    REQUIRE(witness.size() == 4);
    CHECK(witness.front().empty());
    CHECK(witness.back() == *signedSpend(test::multiVault(), 3).inputs[0].witnessScript);
}

TEST_CASE("too few signatures are no error, but no transaction either") {
    const auto result = psbt::finalize(signedSpend(test::multiVault(), 1));
    REQUIRE(result);
    CHECK_FALSE(result->complete());
    CHECK(result->psbt == signedSpend(test::multiVault(), 1));
}

TEST_CASE("a final input keeps its previous output and unknown fields, and loses approvals") {
    psbt::Psbt psbt = signedSpend(test::wpkhVault(), 1);
    const psbt::ProprietaryKey own{base::toBytes(base::asBytes("strongroom")), 2, {}};
    const psbt::ProprietaryKey foreign{base::toBytes(base::asBytes("acme")), 2, {}};
    psbt.proprietary = {{own, {1}}, {foreign, {2}}};
    psbt.inputs[0].unknown = {{{0xf0}, {3}}};
    const auto result = psbt::finalize(psbt);
    REQUIRE(result);
    CHECK(result->psbt.proprietary == psbt::ProprietaryMap{{foreign, {2}}});
    CHECK(result->psbt.inputs[0].unknown.size() == 1);
    CHECK(result->psbt.inputs[0].nonWitnessUtxo == psbt.inputs[0].nonWitnessUtxo);
    CHECK(result->psbt.inputs[0].partialSigs.empty());
    CHECK(result->psbt.inputs[0].bip32.empty());
}

TEST_CASE("a final witness from the host is verified, not believed") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        REQUIRE(errorOf(finalSpend(vault)) == std::nullopt);
        const std::size_t items = finalSpend(vault).inputs[0].finalScriptWitness->size();
        for (std::size_t item = 0; item < items; ++item) {
            psbt::Psbt flipped = finalSpend(vault);
            base::Bytes& bytes = flipped.inputs[0].finalScriptWitness->at(item);
            if (bytes.empty())
                bytes.push_back(1);
            else
                bytes[bytes.size() / 2] ^= 1U;
            CHECK(errorOf(flipped).has_value());
        }
        for (std::size_t item = 0; item <= items; ++item) { // one item more than the script takes, anywhere
            psbt::Psbt longer = finalSpend(vault);
            auto& witness = *longer.inputs[0].finalScriptWitness;
            const base::Bytes copy = witness[item == items ? 0 : item];
            witness.insert(witness.begin() + static_cast<std::ptrdiff_t>(item), copy);
            CHECK(errorOf(longer).has_value());
        }
        for (std::size_t item = 0; item < items; ++item) { // one less
            psbt::Psbt shorter = finalSpend(vault);
            auto& witness = *shorter.inputs[0].finalScriptWitness;
            witness.erase(witness.begin() + static_cast<std::ptrdiff_t>(item));
            CHECK(errorOf(shorter).has_value());
        }
        psbt::Psbt bogus = finalSpend(vault);
        bogus.inputs[1].finalScriptWitness = std::vector<base::Bytes>{{0x51}, {0x51}};
        CHECK(errorOf(bogus).has_value());
        psbt::Psbt swapped = finalSpend(vault);
        std::swap(swapped.inputs[0].finalScriptWitness, swapped.inputs[1].finalScriptWitness);
        CHECK(errorOf(swapped).has_value());
        psbt::Psbt annex = finalSpend(vault);
        annex.inputs[0].finalScriptWitness->push_back({0x50});
        CHECK(errorOf(annex).has_value());
    }
    // One key serves once, and signatures stand in the order of their keys.
    psbt::Psbt twice = finalSpend(test::multiVault());
    twice.inputs[0].finalScriptWitness->at(2) = twice.inputs[0].finalScriptWitness->at(1);
    CHECK(errorOf(twice) == Error::finalWitnessInvalid);
    psbt::Psbt disordered = finalSpend(test::multiVault());
    std::swap(disordered.inputs[0].finalScriptWitness->at(1), disordered.inputs[0].finalScriptWitness->at(2));
    CHECK(errorOf(disordered) == Error::finalWitnessInvalid);
    psbt::Psbt bogus = finalSpend(test::wpkhVault());
    bogus.inputs[0].finalScriptWitness = std::vector<base::Bytes>{{0x51}};
    CHECK(errorOf(bogus) == Error::finalWitnessInvalid);
}

TEST_CASE("a scriptSig on a native segwit input is refused") {
    psbt::Psbt psbt = finalSpend(test::wpkhVault());
    psbt.inputs[0].finalScriptSig = base::Bytes{0x51};
    CHECK(errorOf(psbt) == Error::finalWitnessInvalid);
}

TEST_CASE("an invalid signature is never built into a transaction") {
    psbt::Psbt psbt = signedSpend(test::multiVault(), 2);
    psbt.inputs[1].partialSigs.begin()->second[12] ^= 1U;
    CHECK(errorOf(psbt) == Error::signatureInvalid);
}
