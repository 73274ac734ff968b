#include "review_subject.h"

#include "bitcoin/script.h"

using namespace strongroom;
using vault::FindingCode;

namespace {

/// The coin lies: its witness UTXO claims another amount, and nothing proves the right one.
void claimAmount(psbt::Psbt& psbt, std::size_t input, std::int64_t satoshi) {
    psbt.inputs[input].nonWitnessUtxo.reset();
    psbt.inputs[input].witnessUtxo->amount = *base::Amount::fromSatoshi(satoshi);
}

} // namespace

TEST_CASE("an amount that only the witness UTXO claims is refused: two rounds of lies make a fee") {
    const test::Treasury& treasury = test::treasury();
    for (const test::TestVault* vault : {&treasury.hot, &treasury.cold}) {
        CHECK(test::refuses(*vault, FindingCode::previousTransactionMissing,
                            [](psbt::Psbt& psbt) { claimAmount(psbt, 1, 2'000'001); }));
        CHECK(test::refuses(*vault, FindingCode::previousTransactionMissing,
                            [](psbt::Psbt& psbt) { claimAmount(psbt, 0, 3'000'001); }));
        CHECK(test::refuses(*vault, FindingCode::previousTransactionMissing, [](psbt::Psbt& psbt) {
            psbt.inputs[0].nonWitnessUtxo.reset(); // even when the claim is true
        }));
        const auto lied =
            test::reviewMutated(*vault, [](psbt::Psbt& psbt) { claimAmount(psbt, 1, 2'000'001); });
        CHECK_FALSE(policy::deriveOutflow(lied.facts).isProven());
    }
}

TEST_CASE("taproot inputs commit to all amounts and need no previous transaction") {
    const auto result = test::reviewMutated(test::trVault(), [](psbt::Psbt& psbt) {
        for (psbt::PsbtInput& input : psbt.inputs)
            input.nonWitnessUtxo.reset();
    });
    CHECK(result.findings.empty());
    CHECK(result.inputs[0].amountProven);
}

TEST_CASE("a previous transaction with another id is refused") {
    for (const test::TestVault* vault : test::treasury().each())
        CHECK(test::refuses(*vault, FindingCode::previousTransactionMismatch, [](psbt::Psbt& psbt) {
            bitcoin::Transaction previous = psbt.inputs[0].nonWitnessUtxo->transaction();
            auto& amount = previous.outputs[1].amount;
            amount = *amount.plus(base::Amount::sat(1));
            psbt.inputs[0].witnessUtxo->amount = amount;
            psbt.inputs[0].nonWitnessUtxo = previous;
        }));
}

TEST_CASE("two different statements about one coin are refused") {
    for (const test::TestVault* vault : test::treasury().each()) {
        CHECK(test::refuses(*vault, FindingCode::utxosDisagree, [](psbt::Psbt& psbt) {
            psbt.inputs[0].witnessUtxo->amount = base::Amount::sat(6'000'001);
        }));
        CHECK(test::refuses(*vault, FindingCode::utxosDisagree,
                            [](psbt::Psbt& psbt) { psbt.inputs[0].witnessUtxo->scriptPubKey.back() ^= 1U; }));
    }
}

TEST_CASE("a coin that is no witness output is refused, with or without its previous transaction") {
    const auto legacy = [](psbt::Psbt& psbt) {
        psbt.inputs[0].nonWitnessUtxo.reset();
        psbt.inputs[0].witnessUtxo->scriptPubKey =
            bitcoin::p2pkhScript(crypto::hash160(psbt.inputs[0].bip32.begin()->first.span()));
    };
    CHECK(test::refuses(test::wpkhVault(), FindingCode::previousTransactionMissing, legacy));
    CHECK(test::refuses(test::wpkhVault(), FindingCode::claimedInput, legacy));
}

TEST_CASE("an output number that the previous transaction does not have is refused") {
    for (const std::uint32_t vout : {2U, 0xffffffffU})
        CHECK(test::refuses(test::wpkhVault(), FindingCode::previousOutputRange,
                            [&](psbt::Psbt& psbt) { psbt.tx.inputs[0].prevout.vout = vout; }));
}

TEST_CASE("an input without any statement about its coin is refused") {
    CHECK(test::refuses(test::wpkhVault(), FindingCode::utxoMissing, [](psbt::Psbt& psbt) {
        psbt.inputs[1].nonWitnessUtxo.reset();
        psbt.inputs[1].witnessUtxo.reset();
    }));
}

TEST_CASE("a coin of nobody we know is refused") {
    CHECK(test::refuses(test::wpkhVault(), FindingCode::foreignInput,
                        [](psbt::Psbt& psbt) { psbt.inputs[1].bip32.clear(); }));
    CHECK(test::refuses(test::wpkhVault("stranger"), FindingCode::foreignInput, [](psbt::Psbt&) {}));
}

TEST_CASE("a coin with our path but another script is refused") {
    CHECK(test::refuses(test::wpkhVault("stranger"), FindingCode::claimedInput, [](psbt::Psbt& psbt) {
        const auto path = psbt.inputs[0].bip32.begin()->second.path;
        for (auto& [key, origin] : psbt.inputs[0].bip32)
            origin = {test::makeAccount("hot").origin.fingerprint, path};
    }));
}

TEST_CASE("coins of two vaults in one spend are refused") {
    const test::Treasury& treasury = test::treasury();
    const psbt::Psbt other = test::spendOf(treasury.cold.vault).psbt;
    const auto mix = [&](psbt::Psbt& psbt) {
        psbt.tx.inputs[1] = other.tx.inputs[1];
        psbt.inputs[1] = other.inputs[1];
    };
    CHECK(test::refuses(treasury.hot, FindingCode::severalVaults, mix));
    CHECK_FALSE(test::reviewMutated(treasury.hot, mix).facts.source.isProven());
}

TEST_CASE("the kind of script is read from the coin, and fields of another kind are refused") {
    const auto tapKey = test::makeAccount("hot").xpub.publicKey().xOnly();
    const test::Treasury& treasury = test::treasury();
    for (const test::TestVault* vault : {&treasury.hot, &treasury.cold}) {
        CHECK(test::refuses(*vault, FindingCode::fieldsOfOtherScriptType,
                            [&](psbt::Psbt& psbt) { psbt.inputs[0].tapInternalKey = tapKey; }));
        CHECK(test::refuses(*vault, FindingCode::fieldsOfOtherScriptType,
                            [&](psbt::Psbt& psbt) { psbt.inputs[0].tapKeySig = base::Bytes(64, 1); }));
        CHECK(test::refuses(*vault, FindingCode::fieldsOfOtherScriptType,
                            [](psbt::Psbt& psbt) { psbt.inputs[0].redeemScript = base::Bytes{0x00}; }));
    }
    CHECK(test::refuses(treasury.hot, FindingCode::fieldsOfOtherScriptType,
                        [](psbt::Psbt& psbt) { psbt.inputs[0].witnessScript = base::Bytes{0x51}; }));
    CHECK(test::refuses(treasury.taproot, FindingCode::fieldsOfOtherScriptType,
                        [](psbt::Psbt& psbt) { psbt.inputs[0].witnessScript = base::Bytes{0x51}; }));
}

TEST_CASE("a multisig coin without its witness script is refused") {
    CHECK(test::refuses(test::multiVault(), FindingCode::witnessScriptMissing,
                        [](psbt::Psbt& psbt) { psbt.inputs[0].witnessScript.reset(); }));
}

TEST_CASE("a witness script with anything but the registered multisig is refused") {
    CHECK(test::refuses(test::multiVault(), FindingCode::witnessScriptMismatch, [](psbt::Psbt& psbt) {
        psbt.inputs[0].witnessScript->insert(psbt.inputs[0].witnessScript->end(),
                                             {0x75, 0x51}); // OP_DROP OP_1
    }));
}

TEST_CASE("another taproot internal key than the registered one is refused") {
    CHECK(test::refuses(test::trVault(), FindingCode::tapInternalKeyMismatch, [](psbt::Psbt& psbt) {
        psbt.inputs[0].tapInternalKey = test::makeAccount("thief").xpub.publicKey().xOnly();
    }));
}

TEST_CASE("taproot scripts that the descriptor does not have are refused") {
    CHECK(test::refuses(test::trVault(), FindingCode::undisclosedTapTree,
                        [](psbt::Psbt& psbt) { psbt.inputs[0].tapMerkleRoot = crypto::Hash256(); }));
    CHECK(test::refuses(test::trVault(), FindingCode::undisclosedTapTree, [](psbt::Psbt& psbt) {
        psbt.inputs[0].tapLeafScripts.emplace(base::Bytes(33, 0xc0), psbt::TapLeafScript{{0x51}, 0xc0});
    }));
}

TEST_CASE("hash types that do not cover the whole transaction are refused") {
    for (const test::TestVault* vault : test::treasury().each())
        for (const std::uint32_t type : {0x02U, 0x82U, 0x03U, 0x83U, 0x81U})
            CHECK(test::refuses(*vault, FindingCode::sighashNotAll,
                                [&](psbt::Psbt& psbt) { psbt.inputs[0].sighashType = type; }));
}

TEST_CASE("SINGLE for an input without an output of its number is refused") {
    CHECK(test::refuses(test::wpkhVault(), FindingCode::sighashNotAll, [](psbt::Psbt& psbt) {
        const std::size_t change = test::changeOf(psbt);
        psbt.tx.outputs.erase(psbt.tx.outputs.begin() + static_cast<std::ptrdiff_t>(change));
        psbt.outputs.erase(psbt.outputs.begin() + static_cast<std::ptrdiff_t>(change));
        psbt.inputs[1].sighashType = 0x03;
    }));
}

TEST_CASE("hash types without a meaning are refused") {
    const test::Treasury& treasury = test::treasury();
    for (const test::TestVault* vault : treasury.each())
        for (const std::uint32_t type : {0x04U, 0x80U, 0x21U, 0x100U, 0x101U, 0xffffffffU})
            CHECK(test::refuses(*vault, FindingCode::sighashUnknown,
                                [&](psbt::Psbt& psbt) { psbt.inputs[0].sighashType = type; }));
    for (const test::TestVault* vault : {&treasury.hot, &treasury.cold})
        CHECK(test::refuses(*vault, FindingCode::sighashUnknown,
                            [](psbt::Psbt& psbt) { psbt.inputs[0].sighashType = 0; }));
    const auto withDefault =
        test::reviewMutated(treasury.taproot, [](psbt::Psbt& psbt) { psbt.inputs[0].sighashType = 0; });
    CHECK(withDefault.findings.empty());
    for (const test::TestVault* vault : treasury.each()) {
        const auto withAll =
            test::reviewMutated(*vault, [](psbt::Psbt& psbt) { psbt.inputs[0].sighashType = 1; });
        CHECK(withAll.findings.empty());
    }
}

TEST_CASE("a signature of a sibling transaction, or by a key outside the script, is refused") {
    const auto vault = test::multiVault();
    psbt::Psbt sibling = test::spendOf(vault.vault).psbt;
    sibling.tx.lockTime = 99;
    REQUIRE(test::signAll(sibling, vault, 1));
    CHECK(test::refuses(vault, FindingCode::badSignature, [&](psbt::Psbt& psbt) {
        psbt.inputs[0].partialSigs = sibling.inputs[0].partialSigs;
    }));
    psbt::Psbt honest = test::spendOf(vault.vault).psbt;
    REQUIRE(test::signAll(honest, vault, 1));
    CHECK(test::refuses(vault, FindingCode::badSignature, [&](psbt::Psbt& psbt) {
        psbt.inputs[0].partialSigs.emplace(test::makeAccount("thief").xpub.publicKey(),
                                           honest.inputs[0].partialSigs.begin()->second);
    }));
}

TEST_CASE("a final witness that does not satisfy its script is refused") {
    for (const test::TestVault* vault : test::treasury().each())
        CHECK(test::refuses(*vault, FindingCode::badFinalWitness, [](psbt::Psbt& psbt) {
            psbt.inputs[1].finalScriptWitness = std::vector<base::Bytes>{{0x51}};
            if (psbt.inputs[1].witnessScript)
                psbt.inputs[1].finalScriptWitness =
                    std::vector<base::Bytes>{{}, {}, {}, *psbt.inputs[1].witnessScript};
        }));
}
