#include "bitcoin/script.h"
#include "fakes/spend_world.h"
#include "psbt/signatures.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using psbt::Error;

namespace {

std::optional<Error> errorOf(const base::Result<void, Error>& result) {
    return result ? std::nullopt : std::optional(result.error());
}

psbt::Psbt signedSpend(const test::TestVault& vault) {
    psbt::Psbt result = test::spendOf(vault.vault).psbt;
    REQUIRE(test::signAll(result, vault, vault.vault.descriptor.threshold()));
    return result;
}

/// The first signature of the first input.
base::Bytes& signatureOf(psbt::Psbt& psbt) {
    return psbt.inputs[0].partialSigs.begin()->second;
}

} // namespace

TEST_CASE("signatures over the transaction by keys of the script are valid") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()})
        CHECK(psbt::checkAllSignatures(signedSpend(vault)).has_value());
    CHECK(psbt::checkAllSignatures(test::spendOf(test::multiVault().vault).psbt).has_value());
}

TEST_CASE("the previous transaction has to be the one that is spent") {
    psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
    bitcoin::Transaction previous = psbt.inputs[0].nonWitnessUtxo->transaction();
    previous.outputs[1].amount = base::Amount::sat(6'000'001);
    psbt.inputs[0].nonWitnessUtxo = previous;
    psbt.inputs[0].witnessUtxo.reset();
    CHECK(psbt::spentOutput(psbt, 0).error() == Error::previousTransactionMismatch);
}

TEST_CASE("an output number beyond the previous transaction is refused") {
    for (const std::uint32_t vout : {2U, 0xffffffffU}) {
        psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
        psbt.tx.inputs[0].prevout.vout = vout;
        CHECK(psbt::spentOutput(psbt, 0).error() == Error::previousOutputRange);
    }
}

TEST_CASE("the two statements about a spent output have to agree") {
    psbt::Psbt amount = test::spendOf(test::wpkhVault().vault).psbt;
    amount.inputs[0].witnessUtxo->amount = base::Amount::sat(1);
    CHECK(psbt::spentOutput(amount, 0).error() == Error::utxosDisagree);
    psbt::Psbt script = test::spendOf(test::wpkhVault().vault).psbt;
    script.inputs[0].witnessUtxo->scriptPubKey.back() ^= 1U;
    CHECK(psbt::spentOutput(script, 0).error() == Error::utxosDisagree);
}

TEST_CASE("an input that does not say what it spends cannot be signed") {
    psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
    psbt.inputs[0].nonWitnessUtxo.reset();
    psbt.inputs[0].witnessUtxo.reset();
    CHECK(psbt::spentOutput(psbt, 0).error() == Error::missingUtxo);
    CHECK(psbt::spentOutput(psbt, 2).error() == Error::noSuchInput);
}

TEST_CASE("a signature of a sibling transaction is not counted") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault()}) {
        psbt::Psbt sibling = test::spendOf(vault.vault).psbt;
        sibling.tx.outputs[0].amount = *sibling.tx.outputs[0].amount.minus(base::Amount::sat(1));
        REQUIRE(test::signAll(sibling, vault, 1));
        psbt::Psbt psbt = test::spendOf(vault.vault).psbt;
        psbt.inputs[0].partialSigs = sibling.inputs[0].partialSigs;
        CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::signatureInvalid);
    }
    psbt::Psbt taproot = signedSpend(test::trVault());
    taproot.tx.lockTime += 1;
    CHECK(errorOf(psbt::checkAllSignatures(taproot)) == Error::signatureInvalid);
}

TEST_CASE("a signature filed under another key of the script is not counted") {
    psbt::Psbt psbt = signedSpend(test::multiVault());
    auto& signatures = psbt.inputs[0].partialSigs;
    std::swap(signatures.begin()->second, std::next(signatures.begin())->second);
    CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::signatureInvalid);
}

TEST_CASE("a signature by a key outside the script is refused") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        psbt::Psbt psbt = signedSpend(vault);
        psbt.inputs[0].partialSigs.emplace(test::makeAccount("stranger").xpub.publicKey(),
                                           base::Bytes{0x30, 0x01, 0x01});
        CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::foreignSignatureKey);
    }
}

TEST_CASE("a taproot signature on a segwit version 0 input is refused") {
    psbt::Psbt psbt = signedSpend(test::wpkhVault());
    psbt.inputs[0].tapKeySig = base::Bytes(64, 1);
    CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::foreignSignatureKey);
}

TEST_CASE("signatures that do not cover the whole transaction are refused") {
    for (const int type : {0x00, 0x02, 0x03, 0x04, 0x21, 0x80, 0x81, 0x82, 0x83}) {
        psbt::Psbt psbt = signedSpend(test::wpkhVault());
        signatureOf(psbt).back() = static_cast<std::uint8_t>(type);
        CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::sighashNotAllowed);
    }
    psbt::Psbt taproot = signedSpend(test::trVault());
    taproot.inputs[0].tapKeySig->push_back(0x81);
    taproot.inputs[0].sighashType = 0x81;
    CHECK(errorOf(psbt::checkAllSignatures(taproot)) == Error::sighashNotAllowed);
}

TEST_CASE("a signature of another type than the input asks for is refused") {
    psbt::Psbt ecdsa = signedSpend(test::wpkhVault());
    ecdsa.inputs[0].sighashType = 0x81;
    CHECK(errorOf(psbt::checkAllSignatures(ecdsa)) == Error::sighashMismatch);
    ecdsa.inputs[0].sighashType = 0x01;
    CHECK(psbt::checkAllSignatures(ecdsa));
    for (const auto& vault : {test::trVault(), test::treeVault()}) { // DEFAULT is not ALL
        psbt::Psbt taproot = test::spendOf(vault.vault).psbt;
        REQUIRE(test::signAll(taproot, vault, std::min<std::size_t>(2, vault.accounts.size())));
        CHECK(psbt::checkAllSignatures(taproot));
        taproot.inputs[0].sighashType = 0x01;
        CHECK(errorOf(psbt::checkAllSignatures(taproot)) == Error::sighashMismatch);
        CHECK(psbt::checkHashTypes(taproot.inputs[0]).error() == Error::sighashMismatch);
    }
}

TEST_CASE("an output key that is no point is not supported") {
    psbt::Psbt psbt = signedSpend(test::trVault());
    psbt.inputs[0].nonWitnessUtxo.reset();
    psbt.inputs[0].witnessUtxo->scriptPubKey = bitcoin::witnessProgramScript(1, base::Bytes(32, 0xff));
    CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::unsupportedScript);
}

TEST_CASE("a signature by what is no point is nobody's") {
    psbt::Psbt psbt = signedSpend(test::wpkhVault());
    base::Bytes stated(33, 0xff);
    stated[0] = 0x02;
    const auto key = *psbt::StatedKey::from(stated);
    psbt::PsbtInput& input = psbt.inputs[0];
    const base::Bytes signature = signatureOf(psbt);
    input.nonWitnessUtxo.reset();
    base::Bytes script{0x00, 0x14}; // P2WPKH of the hash of what is stated
    const crypto::Hash160 hash = crypto::hash160(stated);
    script.insert(script.end(), hash.span().begin(), hash.span().end());
    input.witnessUtxo->scriptPubKey = script;
    input.partialSigs = {{key, signature}};
    CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::signatureInvalid);
}

TEST_CASE("nothing is verified without the coins that a signature commits to") {
    for (const auto& vault : {test::wpkhVault(), test::trVault()}) {
        psbt::Psbt psbt = signedSpend(vault);
        psbt::SpentOutputs unknown;
        unknown.outputs.resize(psbt.inputs.size());
        const auto context = unknown.context(psbt);
        const auto checked = psbt::checkSignatures(psbt, 0, context);
        REQUIRE_FALSE(checked);
        CHECK(checked.error() == Error::missingUtxo);
        CHECK(psbt::checkSignatures(psbt, psbt.inputs.size(), context).error() == Error::noSuchInput);
    }
    psbt::Psbt contradictory = signedSpend(test::wpkhVault());
    contradictory.inputs[1].witnessUtxo->amount = base::Amount::sat(1);
    CHECK(psbt::spentOutputs(contradictory).error() == Error::utxosDisagree);
}

TEST_CASE("a signature that is not strict DER is refused") {
    psbt::Psbt trailing = signedSpend(test::wpkhVault());
    signatureOf(trailing).insert(signatureOf(trailing).end() - 1, 0x00);
    CHECK(errorOf(psbt::checkAllSignatures(trailing)) == Error::signatureInvalid);
    psbt::Psbt empty = signedSpend(test::wpkhVault());
    signatureOf(empty) = {0x01};
    CHECK(errorOf(psbt::checkAllSignatures(empty)) == Error::signatureInvalid);
}

TEST_CASE("a witness script that the output does not commit to is refused") {
    psbt::Psbt other = signedSpend(test::multiVault());
    other.inputs[0].witnessScript->at(0) = 0x51; // one of three
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::witnessScriptMismatch);
    psbt::Psbt absent = signedSpend(test::multiVault());
    absent.inputs[0].witnessScript.reset();
    CHECK(errorOf(psbt::checkAllSignatures(absent)) == Error::witnessScriptMismatch);
}

TEST_CASE("signatures for scripts that are not supported are refused, not ignored") {
    psbt::Psbt psbt = signedSpend(test::wpkhVault());
    psbt.inputs[0].nonWitnessUtxo.reset();
    psbt.inputs[0].witnessUtxo->scriptPubKey = base::Bytes{0x51};
    CHECK(errorOf(psbt::checkAllSignatures(psbt)) == Error::unsupportedScript);
}

TEST_CASE("what is added is verified first") {
    const auto vault = test::wpkhVault();
    psbt::Psbt psbt = test::spendOf(vault.vault).psbt;
    const auto spent = psbt::spentOutputs(psbt).value();
    const auto context = spent.context(psbt);
    const auto key = psbt.inputs[0].bip32.begin()->first;
    psbt::Psbt complete = signedSpend(vault);
    const base::Bytes good = signatureOf(complete);
    CHECK(psbt::addSignature(psbt, 0, test::makeAccount("x").xpub.publicKey(), good, context).error() ==
          Error::foreignSignatureKey);
    CHECK(psbt::addSignature(psbt, 1, psbt.inputs[1].bip32.begin()->first, good, context).error() ==
          Error::signatureInvalid);
    CHECK(psbt::addSignature(psbt, 0, key, {}, context).error() == Error::signatureInvalid);
    CHECK(psbt::addTapKeySignature(psbt, 0, base::Bytes(64), context).error() == Error::foreignSignatureKey);
    CHECK(psbt.inputs[0].partialSigs.empty());
    CHECK(psbt::addSignature(psbt, 0, key, good, context).has_value());
    CHECK(psbt.inputs[0].partialSigs.size() == 1);
    CHECK(psbt::checkSignatures(psbt, 0, context).value() == 1);
}
