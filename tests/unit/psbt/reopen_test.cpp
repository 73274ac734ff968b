#include "bitcoin/script.h"
#include "fakes/spend_world.h"
#include "psbt/finalize.h"
#include "psbt/reopen.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;

namespace {

/// A spend as it is sent to its last signer, what a wallet that signs last makes of it, and the signatures.
struct LastSigner {
    psbt::Psbt sent;
    psbt::Psbt signedSpend;
    psbt::Finalized reply;
};

LastSigner lastSigner(const test::TestVault& vault) {
    const std::size_t needed = vault.accounts.size() == 1 ? 1 : 2; // of every vault here
    LastSigner result{test::spendOf(vault.vault).psbt, {}, {}};
    REQUIRE(test::signAll(result.sent, vault, needed - 1));
    result.signedSpend = result.sent;
    REQUIRE(test::signAll(result.signedSpend, vault, needed));
    result.reply = psbt::finalize(result.signedSpend).value();
    REQUIRE(result.reply.complete());
    return result;
}

std::optional<Error> errorOf(const base::Result<psbt::Psbt, Error>& result) {
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

TEST_CASE("final inputs open into the signatures they were made of") {
    for (const auto& vault : {test::wpkhVault(), test::nestedVault(), test::multiVault(), test::trVault(),
                              test::recoverableVault(), test::treeVault()}) {
        CAPTURE(vault.vault.descriptor.text());
        const LastSigner last = lastSigner(vault);
        const auto opened = psbt::reopen(last.sent, last.reply.psbt);
        REQUIRE(opened);
        CHECK(opened->inputs == last.signedSpend.inputs);
        CHECK(psbt::finalize(*opened)->tx == last.reply.tx);
    }
}

TEST_CASE("a finished transaction is a reply too") {
    for (const auto& vault : {test::nestedVault(), test::multiVault()}) {
        const LastSigner last = lastSigner(vault);
        const auto reply = psbt::withFinalFields(last.sent, *last.reply.tx);
        REQUIRE(reply);
        const auto opened = psbt::reopen(last.sent, *reply);
        REQUIRE(opened);
        CHECK(opened->inputs == last.signedSpend.inputs);
    }
}

TEST_CASE("what is not final, or was final before, stays as it is") {
    const LastSigner last = lastSigner(test::multiVault());
    CHECK(psbt::reopen(last.sent, last.signedSpend).value() == last.signedSpend);
    CHECK(psbt::reopen(last.reply.psbt, last.reply.psbt).value() == last.reply.psbt);
    psbt::Psbt one = last.signedSpend;
    one.inputs[0] = last.reply.psbt.inputs[0];
    CHECK(psbt::reopen(last.sent, one).value().inputs == last.signedSpend.inputs);
}

TEST_CASE("another transaction is no reply") {
    const LastSigner last = lastSigner(test::multiVault());
    psbt::Psbt other = last.reply.psbt;
    other.tx.outputs[0].amount = base::Amount::sat(1'000);
    CHECK(errorOf(psbt::reopen(last.sent, other)) == Error::differentTransaction);
    bitcoin::Transaction tx = *last.reply.tx;
    tx.lockTime += 1;
    CHECK(errorOf(psbt::withFinalFields(last.sent, tx)) == Error::differentTransaction);
    tx = *last.reply.tx;
    tx.inputs.pop_back();
    CHECK(errorOf(psbt::withFinalFields(last.sent, tx)) == Error::differentTransaction);
}

TEST_CASE("another transaction is no reply when nothing of it is final, either") {
    const LastSigner last = lastSigner(test::multiVault());
    psbt::Psbt other = last.signedSpend;
    other.tx.lockTime += 1;
    CHECK(errorOf(psbt::reopen(last.sent, other)) == Error::differentTransaction);
}

TEST_CASE("final fields for a coin that is not stated hold nothing that could be checked") {
    LastSigner last = lastSigner(test::trVault());
    last.sent.inputs[0].witnessUtxo.reset();
    last.sent.inputs[0].nonWitnessUtxo.reset();
    CHECK(errorOf(psbt::reopen(last.sent, last.reply.psbt)) == Error::missingUtxo);
}

TEST_CASE("final fields of a script that names no key are not opened") {
    LastSigner last = lastSigner(test::wpkhVault());
    const base::Bytes anyone{0x51}; // TRUE
    psbt::PsbtInput& input = last.sent.inputs[0];
    input.nonWitnessUtxo.reset();
    input.witnessUtxo->scriptPubKey = bitcoin::p2wshScript(anyone);
    psbt::Psbt reply = last.sent;
    reply.inputs[0].finalScriptWitness = std::vector<base::Bytes>{anyone};
    CHECK(errorOf(psbt::reopen(last.sent, reply)) == Error::finalWitnessInvalid);
}

TEST_CASE("final fields hold signatures of this transaction and nothing else") {
    const LastSigner last = lastSigner(test::multiVault());
    const auto changed = [&](const std::function<void(psbt::PsbtInput&)>& change) {
        psbt::Psbt reply = last.reply.psbt;
        change(reply.inputs[0]);
        return errorOf(psbt::reopen(last.sent, reply));
    };
    CHECK(changed([](auto& input) { (*input.finalScriptWitness)[1][10] ^= 1; }) ==
          Error::finalWitnessInvalid);
    CHECK(changed([](auto& input) {
              std::swap((*input.finalScriptWitness)[1], (*input.finalScriptWitness)[2]);
          }) == Error::finalWitnessInvalid);
    CHECK(changed([](auto& input) {
              input.finalScriptWitness->insert(input.finalScriptWitness->begin(), {{}});
          }) == Error::finalWitnessInvalid);
    CHECK(changed([](auto& input) { input.finalScriptSig = base::Bytes{0x51}; }) ==
          Error::finalWitnessInvalid);
    CHECK(changed([](auto& input) { input.finalScriptWitness = std::vector<base::Bytes>{}; }) ==
          Error::finalWitnessInvalid);
    CHECK(changed([](auto& input) { input.sighashType = 0x81; }) == Error::sighashMismatch);
    CHECK(changed([](auto& input) { input.witnessUtxo->amount = base::Amount::sat(1); }) ==
          Error::conflictingValue);
}
