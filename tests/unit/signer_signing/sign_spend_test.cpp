#include "signer/signing/sign_spend.h"

#include "bitcoin/script.h"
#include "bitcoin/taproot.h"
#include "fakes/counting_random.h"
#include "fakes/private_account.h"
#include "keys/software_key_provider.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"

#include <array>
#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::signer;

namespace {

struct Signing {
    explicit Signing(test::TestVault from) : vault(std::move(from)), psbt(test::spendOf(vault.vault).psbt) {}

    [[nodiscard]] std::span<const vault::Vault> vaults() const { return {&vault.vault, 1}; }
    [[nodiscard]] vault::SpendReview review() const {
        return vault::reviewSpend(psbt, vaults(), {}, {}, bitcoin::Network::regtest);
    }
    [[nodiscard]] base::Result<SigningPlan, base::Failure> plan(std::size_t account = 0) const {
        return planSignatures(psbt, review(), vaults(), vault.accounts.at(account).xpub);
    }
    [[nodiscard]] std::vector<keys::CheckedSignature> answer(const SigningPlan& plan,
                                                             std::size_t account = 0) const {
        test::CountingRandom random;
        keys::SoftwareKeyProvider provider(test::privateOf(vault.accounts.at(account)), random);
        return provider.sign(plan.requests()).value();
    }
    void sign(std::size_t account) {
        const SigningPlan made = plan(account).value();
        psbt = placeSignatures(psbt, made, answer(made, account));
    }

    test::TestVault vault;
    psbt::Psbt psbt;
};

/// Lets an input spend what its (changed) script says.
void retarget(Signing& signing, vault::SpendReview& review, std::size_t input) {
    review.inputs[input].spent->scriptPubKey = review.inputs[input].own->script.scriptPubKey;
    bitcoin::Transaction previous;
    previous.inputs.push_back({});
    previous.inputs[0].sequence = static_cast<std::uint32_t>(input);
    previous.outputs = {*review.inputs[input].spent};
    signing.psbt.tx.inputs[input].prevout = {previous.txid(), 0};
    signing.psbt.inputs[input].nonWitnessUtxo = previous;
    signing.psbt.inputs[input].witnessUtxo.reset();
}

/// A tree of one leaf, `<key> CHECKSIG` of the internal key itself, below the key of a taproot vault.
void growTree(Signing& signing, vault::SpendReview& review, std::size_t input, bool stateLeaf) {
    descriptor::DerivedScript& script = review.inputs[input].own->script;
    descriptor::TapLeaf leaf;
    leaf.script = base::toBytes(script.internalKey->span());
    leaf.script.insert(leaf.script.begin(), 0x20);
    leaf.script.push_back(0xac);
    leaf.hash = bitcoin::tapLeafHash(leaf.version, leaf.script);
    leaf.keys = {0};
    const auto output = bitcoin::taprootOutput(*script.internalKey, leaf.hash).value();
    leaf.controlBlock = bitcoin::ControlBlock{leaf.version, output.parity, *script.internalKey, {}}.bytes();
    script.merkleRoot = leaf.hash;
    script.outputKey = output.key;
    script.scriptPubKey = bitcoin::p2trScript(output.key);
    if (stateLeaf)
        signing.psbt.inputs[input].tapLeafScripts.emplace(leaf.controlBlock,
                                                          psbt::TapLeafScript{leaf.script, leaf.version});
    script.leaves = {leaf};
    retarget(signing, review, input);
}

/// One account signs all, each signature is good, and the transaction is complete.
SigningPlan finishes(Signing& signing, const vault::SpendReview& review) {
    const SigningPlan plan =
        planSignatures(signing.psbt, review, signing.vaults(), signing.vault.accounts[0].xpub).value();
    CHECK(plan.signatures.size() == 2);
    signing.psbt = placeSignatures(signing.psbt, plan, signing.answer(plan));
    CHECK(psbt::checkAllSignatures(signing.psbt));
    CHECK(psbt::finalize(signing.psbt)->complete());
    return plan;
}

} // namespace

TEST_CASE("the signatures of a plan are those that the PSBT's own check accepts, and they finalise") {
    std::array all{Signing(test::wpkhVault()), Signing(test::trVault()), Signing(test::multiVault())};
    for (Signing& signing : all) {
        const std::size_t needed = signing.vault.vault.descriptor.threshold();
        for (std::size_t account = 0; account < needed; ++account) {
            CHECK(signing.plan(account)->signatures.size() == 2);
            signing.sign(account);
            CHECK(psbt::checkAllSignatures(signing.psbt));
            CHECK(signing.plan(account)->empty());
        }
        CHECK(psbt::finalize(signing.psbt)->complete());
    }
}

TEST_CASE("nested scripts and leaves are signed by their descriptors, and an input that is final is not") {
    std::array all{Signing(test::nestedVault()), Signing(test::recoverableVault()),
                   Signing(test::treeVault())};
    for (Signing& signing : all) {
        for (std::size_t account = 0; account < std::min<std::size_t>(2, signing.vault.accounts.size());
             ++account) {
            CHECK(signing.plan(account)->signatures.size() == 2);
            signing.sign(account);
            CHECK(psbt::checkAllSignatures(signing.psbt));
            CHECK(signing.plan(account)->empty());
        }
        const psbt::Psbt open = signing.psbt;
        signing.psbt = psbt::finalize(open)->psbt;
        CHECK(psbt::finalize(open)->complete());
        for (std::size_t account = 0; account < signing.vault.accounts.size(); ++account)
            CHECK(signing.plan(account)->empty());
    }
}

TEST_CASE("a plan has what an independent reading of the PSBT gives") {
    Signing signing(test::multiVault());
    const SigningPlan plan = signing.plan(1).value();
    const psbt::SpentOutputs spent = psbt::spentOutputs(signing.psbt).value();
    const bitcoin::SighashContext context = spent.context(signing.psbt);
    CHECK(plan.txid == signing.psbt.tx.txid());
    for (const PlannedSignature& planned : plan.signatures) {
        const auto script =
            psbt::signingScript(signing.psbt.inputs[planned.input], *spent.outputs[planned.input]).value();
        CHECK(planned.request.digest ==
              context.segwitV0(planned.input, script.scriptCode, bitcoin::SighashType::all).value());
        const bitcoin::KeyOrigin& origin =
            signing.psbt.inputs[planned.input].bip32.at(planned.request.publicKey);
        CHECK(origin.fingerprint == signing.vault.accounts[1].origin.fingerprint);
        CHECK(origin.path == signing.vault.accounts[1].origin.path.then(planned.request.path.steps()));
    }
}

TEST_CASE("a taproot input that asks for ALL gets ALL, 65 bytes; without a wish DEFAULT, 64") {
    Signing signing(test::trVault());
    signing.psbt.inputs[1].sighashType = 1;
    signing.sign(0);
    CHECK(signing.psbt.inputs[0].tapKeySig->size() == 64);
    CHECK(signing.psbt.inputs[1].tapKeySig->size() == 65);
    CHECK(psbt::checkAllSignatures(signing.psbt));
}

TEST_CASE("a hash type that no review lets through is not signed either") {
    std::array all{Signing(test::wpkhVault()), Signing(test::trVault())};
    for (Signing& signing : all)
        for (const std::uint32_t type : {2U, 3U, 0x81U, 0x101U}) {
            signing.psbt.inputs[1].sighashType = type;
            CHECK(signing.plan().error().code == "psbt.sighash_mismatch");
        }
    Signing defaultIsTaproots(test::wpkhVault());
    defaultIsTaproots.psbt.inputs[0].sighashType = 0;
    CHECK(defaultIsTaproots.plan().error().code == "psbt.sighash_mismatch");
}

TEST_CASE("every kind of script is signed over its own digest, and a taproot tree by the stated leaf alone") {
    for (const bool legacy : {true, false}) {
        Signing signing(test::wpkhVault());
        vault::SpendReview review = signing.review();
        for (std::size_t i = 0; i < 2; ++i) {
            descriptor::DerivedScript& script = review.inputs[i].own->script;
            const crypto::PublicKey key = script.keys[0].key;
            script.redeemScript = bitcoin::p2wpkhScript(key);
            script.scriptPubKey = bitcoin::p2shScript(crypto::hash160(script.redeemScript));
            if (legacy) {
                script.redeemScript.clear();
                script.scriptPubKey = bitcoin::p2pkhScript(crypto::hash160(key.span()));
            } else {
                signing.psbt.inputs[i].redeemScript = script.redeemScript;
            }
            retarget(signing, review, i);
        }
        finishes(signing, review);
    }
}

TEST_CASE("a taproot tree is signed by the leaf that is stated, and by key path without one") {
    for (const bool byLeaf : {true, false}) {
        Signing signing(test::trVault());
        signing.psbt.version = psbt::Version::v2;
        signing.psbt.fallbackLocktime = signing.psbt.tx.lockTime;
        signing.psbt.modifiable = 3;
        vault::SpendReview review = signing.review();
        for (std::size_t i = 0; i < 2; ++i)
            growTree(signing, review, i, byLeaf);
        const SigningPlan plan = finishes(signing, review);
        for (const PlannedSignature& planned : plan.signatures)
            CHECK(planned.leafHash.has_value() == byLeaf);
        CHECK(signing.psbt.modifiable == 0);
    }
}

TEST_CASE("a key that the stated leaf does not name signs nothing") {
    Signing signing(test::trVault());
    vault::SpendReview review = signing.review();
    for (std::size_t i = 0; i < 2; ++i) {
        growTree(signing, review, i, true);
        review.inputs[i].own->script.leaves[0].keys.clear();
    }
    CHECK(planSignatures(signing.psbt, review, signing.vaults(), signing.vault.accounts[0].xpub)->empty());
}

TEST_CASE("a key of nobody in the spend plans nothing") {
    const Signing signing(test::wpkhVault());
    const auto stranger = test::makeAccount("stranger", "m/84h/1h/0h");
    CHECK(planSignatures(signing.psbt, signing.review(), signing.vaults(), stranger.xpub)->empty());
}

TEST_CASE("the script that is signed is the one derived, whatever the PSBT says of it") {
    Signing signing(test::multiVault());
    const SigningPlan honest = signing.plan().value();
    signing.psbt.inputs[0].witnessScript->back() ^= 1;
    CHECK(signing.review().has(vault::FindingCode::witnessScriptMismatch));
    const SigningPlan lied = signing.plan().value();
    CHECK(lied.signatures[0].request.digest == honest.signatures[0].request.digest);
}
