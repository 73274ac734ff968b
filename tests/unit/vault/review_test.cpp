#include "review_subject.h"

#include "psbt/finalize.h"
#include "psbt/message_proof.h"
#include "psbt/signatures.h"

using namespace strongroom;
using policy::OutputClass;
using vault::FindingCode;

TEST_CASE(
    "negative control: the seeds that the other tests mutate are signable, without any finding, and sign") {
    const test::Treasury& treasury = test::treasury();
    for (const test::TestVault* vault : treasury.each()) {
        psbt::Psbt psbt = test::spendOf(vault->vault).psbt;
        const auto result = test::review(psbt);
        CHECK(result.findings.empty());
        CHECK(result.signable());
        REQUIRE(test::signAll(psbt, *vault, vault->vault.descriptor.threshold()));
        CHECK(test::review(psbt).signable());
        CHECK(psbt::finalize(psbt)->complete());
    }
}

TEST_CASE("the facts are those of the bytes") {
    const test::Treasury& treasury = test::treasury();
    const auto spend = test::spendOf(treasury.hot.vault);
    const auto result = test::review(spend.psbt);
    REQUIRE(result.sourceVault == 0);
    const policy::SpendFacts& facts = result.facts;
    CHECK(facts.source.proven().id == treasury.hot.vault.id);
    CHECK(facts.txid.array() == spend.psbt.tx.txid().array());
    CHECK(facts.replaceable);
    REQUIRE(facts.inputs.size() == 2);
    CHECK(facts.inputs[0].amount.isProven());
    const std::size_t payment = test::paymentOf(spend.psbt);
    CHECK(facts.outputs[payment].outputClass == OutputClass::payee);
    CHECK(facts.outputs[payment].payee == test::knownPayees()[0].id);
    CHECK(facts.outputs[1 - payment].outputClass == OutputClass::change);
    CHECK(policy::deriveAction(facts).stated() == std::nullopt); // conflicts are the judge's to know
    CHECK(policy::deriveFee(facts).proven() == spend.fee);
    CHECK(policy::deriveFeeRate(facts).proven() == spend.feeRate);
    CHECK(policy::deriveOutflow(facts).proven() == *spend.fee.plus(base::Amount::sat(8'000'000)));
    CHECK(result.outputs[1 - payment].own->path().text() == "m/84h/1h/0h/1/9");
}

TEST_CASE("an output that nobody registered is of class unknown") {
    const auto result = test::reviewMutated(test::wpkhVault(), [](psbt::Psbt& psbt) {
        psbt.tx.outputs[test::paymentOf(psbt)].scriptPubKey = test::payeeScript("stranger");
    });
    CHECK(result.signable());
    CHECK(std::ranges::count(result.outputs, OutputClass::unknown, &vault::ReviewedOutput::outputClass) == 1);
}

TEST_CASE("a vault or a key path of another network is refused") {
    const test::Treasury& treasury = test::treasury();
    const psbt::Psbt psbt = test::spendOf(treasury.hot.vault).psbt;
    const auto on = [&](bitcoin::Network network, const vault::Vault& vault) {
        return vault::reviewSpend(psbt, std::vector{vault}, {}, {}, network).has(FindingCode::wrongNetwork);
    };
    CHECK_FALSE(on(bitcoin::Network::regtest, treasury.hot.vault));
    CHECK(on(bitcoin::Network::test, treasury.hot.vault));
    CHECK(on(bitcoin::Network::main, treasury.hot.vault));
    const auto mainPath = test::makeAccount("hot", "m/84h/0h/0h");
    CHECK(on(bitcoin::Network::regtest, test::vaultOf("hot", "wpkh(" + mainPath.text() + "/<0;1>/*)")));
}

TEST_CASE("the same coin twice is refused") {
    for (const test::TestVault* vault : test::treasury().each())
        CHECK(test::refuses(*vault, FindingCode::duplicateInput, [](psbt::Psbt& psbt) {
            psbt.tx.inputs[1] = psbt.tx.inputs[0];
            psbt.inputs[1] = psbt.inputs[0];
        }));
}

TEST_CASE("a coin of another withdrawal that can still confirm is refused") {
    const psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
    const std::vector<bitcoin::OutPoint> live{psbt.tx.inputs[1].prevout};
    const auto result = test::review(psbt, {}, live);
    CHECK(result.has(FindingCode::outpointInLiveSpend));
    CHECK_FALSE(result.signable());
}

TEST_CASE("a transaction without inputs or outputs is refused") {
    psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
    psbt.tx.outputs.clear();
    psbt.outputs.clear();
    CHECK(test::review(psbt).has(FindingCode::noOutputs));
    CHECK_FALSE(test::review(psbt).signable());
    psbt.tx.inputs.clear();
    psbt.inputs.clear();
    CHECK(test::review(psbt).has(FindingCode::noInputs));
    CHECK_FALSE(test::review(psbt).signable());
}

TEST_CASE("an extended key that is not the registered one of its origin is refused") {
    const auto addXpub = [](const bitcoin::ExtendedPubKey& xpub) {
        return [xpub](psbt::Psbt& psbt) {
            psbt.xpubs.emplace(xpub.bytes(), test::makeAccount("cold one").origin);
        };
    };
    const auto cold = test::multiVault();
    CHECK(test::reviewMutated(cold, addXpub(cold.accounts[0].xpub)).signable());
    CHECK(test::refuses(cold, FindingCode::xpubMismatch, addXpub(test::makeAccount("thief").xpub)));
    CHECK(test::refuses(cold, FindingCode::xpubMismatch, addXpub(cold.accounts[1].xpub)));
}

TEST_CASE("what asks is signable only when its code is acknowledged, what refuses never") {
    const auto burn = [](psbt::Psbt& psbt) {
        psbt.tx.outputs[test::paymentOf(psbt)].scriptPubKey = {0x6a, 0x01, 0x41};
    };
    const auto asked = test::reviewMutated(test::wpkhVault(), burn);
    REQUIRE(asked.askedCodes() == std::vector<std::string>{"vault.op_return_burns"});
    CHECK_FALSE(asked.signable());
    CHECK(asked.signable(asked.askedCodes()));
    auto refused = asked;
    refused.findings.push_back(vault::makeFinding(FindingCode::duplicateInput));
    const std::vector<std::string> all{"vault.op_return_burns", "vault.duplicate_input"};
    CHECK_FALSE(refused.signable(all));
}

TEST_CASE("each finding has a code of its own") {
    std::vector<std::string_view> codes;
    for (auto code = FindingCode::wrongNetwork;;
         code = static_cast<FindingCode>(static_cast<int>(code) + 1)) {
        codes.push_back(vault::describe(code).code);
        if (code == FindingCode::opReturnBurns)
            break;
    }
    std::ranges::sort(codes);
    CHECK(std::ranges::adjacent_find(codes) == codes.end());
}

TEST_CASE("a signed message is no payment, with or without its label (A104)") {
    for (const test::TestVault* vault : test::treasury().each()) {
        const psbt::Psbt seed = test::spendOf(vault->vault).psbt;
        const auto own = psbt::spentOutput(seed, 0).value();
        const auto message = base::asBytes("We hold these coins.");
        const auto challenge = psbt::toSpend(message, own.scriptPubKey);
        psbt::Psbt proof = psbt::fromUnsigned(psbt::toSign(challenge));
        proof.inputs[0] = seed.inputs[0];
        proof.inputs[0].nonWitnessUtxo = challenge;
        proof.inputs[0].witnessUtxo = challenge.outputs.front();
        CHECK(test::review(proof).has(FindingCode::messageProof));
        CHECK_FALSE(test::review(proof).signable());
        proof.inputs[0].nonWitnessUtxo.reset();
        CHECK(test::review(proof).has(FindingCode::messageProof));
        psbt::setMessage(proof, message);
        proof.inputs[0].witnessUtxo->amount = base::Amount::sat(1);
        CHECK(test::review(proof).has(FindingCode::messageProof));
    }
}

TEST_CASE("a coin of no value is never spent (A104)") {
    CHECK(test::refuses(test::trVault(), FindingCode::messageProof, [](psbt::Psbt& psbt) {
        for (psbt::PsbtInput& input : psbt.inputs)
            input.nonWitnessUtxo.reset();
        psbt.inputs[0].witnessUtxo->amount = base::Amount();
    }));
}

TEST_CASE("every finding names its row of the attack catalogue") {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(FindingCode::opReturnBurns); ++i) {
        const auto info = vault::describe(static_cast<FindingCode>(i));
        CAPTURE(info.code);
        CHECK(info.row.starts_with("A"));
    }
}

TEST_CASE("a transaction of a version that nodes do not relay is refused") {
    const auto ofVersion = [](std::int32_t version) {
        return test::reviewMutated(test::treasury().hot,
                                   [&](psbt::Psbt& psbt) { psbt.tx.version = version; });
    };
    for (const std::int32_t version : {1, 2, 3})
        CHECK(ofVersion(version).signable());
    for (const std::int32_t version : {0, 4, -1, 0x7fffffff, -0x7fffffff - 1}) {
        CHECK(ofVersion(version).has(FindingCode::unrelayedVersion));
        CHECK_FALSE(ofVersion(version).signable(std::vector<std::string>{"vault.unrelayed_version"}));
    }
}

TEST_CASE("a lock until a date, or for centuries, is asked about while it counts") {
    const test::TestVault& hot = test::treasury().hot;
    const auto reviewLocked = [&](std::uint32_t lockTime, std::uint32_t sequence) {
        return test::reviewMutated(hot, [&](psbt::Psbt& psbt) {
            psbt.tx.lockTime = lockTime;
            for (bitcoin::TxIn& in : psbt.tx.inputs)
                in.sequence = sequence;
        });
    };
    for (const std::uint32_t near : {0U, 1U, 900'000U, vault::MAX_LOCK_HEIGHT})
        CHECK(reviewLocked(near, 0xfffffffd).signable());
    for (const std::uint32_t far : {vault::MAX_LOCK_HEIGHT + 1, 499'999'999U, 500'000'000U, 0xffffffffU}) {
        const auto review = reviewLocked(far, 0xfffffffe);
        CHECK(review.has(FindingCode::farLockTime));
        CHECK_FALSE(review.signable());
        CHECK(review.signable(std::vector<std::string>{"vault.far_lock_time"}));
        CHECK(reviewLocked(far, 0xffffffff).signable()); // every input is final: the lock counts nothing
    }
}
