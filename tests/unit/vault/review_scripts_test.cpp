// The fields of inputs against the scripts that their descriptor gives, for every kind of script.
#include "review_subject.h"

#include "bitcoin/script.h"
#include "bitcoin/taproot.h"
#include "vault/review_checks.h"

using namespace strongroom;
using vault::FindingCode;

namespace {

vault::OwnScript ownOf(descriptor::DerivedScript script) {
    return {0, 0, 0, std::move(script)};
}

/// sh(wsh(…)): both scripts.
vault::OwnScript nested() {
    descriptor::DerivedScript script;
    script.witnessScript = {0x51};
    script.redeemScript = bitcoin::p2wshScript(script.witnessScript);
    script.scriptPubKey = bitcoin::p2shScript(crypto::hash160(script.redeemScript));
    return ownOf(std::move(script));
}

/// tr with two leaves.
vault::OwnScript tree() {
    const std::vector<bitcoin::TapLeaf> leaves{{1, 0xc0, {0x51}}, {1, 0xc0, {0x52}}};
    const auto made = *bitcoin::TapTree::fromLeaves(leaves);
    descriptor::DerivedScript script;
    script.internalKey = test::makeAccount("internal").xpub.publicKey().xOnly();
    script.merkleRoot = made.root;
    const auto output = *bitcoin::taprootOutput(*script.internalKey, made.root);
    script.outputKey = output.key;
    script.scriptPubKey = bitcoin::p2trScript(output.key);
    for (std::size_t i = 0; i < leaves.size(); ++i)
        script.leaves.push_back(
            {leaves[i].script,
             0xc0,
             1,
             bitcoin::tapLeafHash(0xc0, leaves[i].script),
             bitcoin::ControlBlock{0xc0, output.parity, *script.internalKey, made.paths[i]}.bytes(),
             {}});
    return ownOf(std::move(script));
}

psbt::PsbtInput honest(const vault::OwnScript& own) {
    psbt::PsbtInput fields;
    if (!own.script.redeemScript.empty())
        fields.redeemScript = own.script.redeemScript;
    if (!own.script.witnessScript.empty())
        fields.witnessScript = own.script.witnessScript;
    if (own.script.internalKey)
        fields.tapInternalKey = *own.script.internalKey;
    fields.tapMerkleRoot = own.script.merkleRoot;
    return fields;
}

void addLeaf(psbt::PsbtInput& fields, const descriptor::TapLeaf& leaf) {
    fields.tapLeafScripts.emplace(leaf.controlBlock, psbt::TapLeafScript{leaf.script, leaf.version});
}

std::vector<FindingCode> codesOf(const psbt::PsbtInput& fields, const vault::OwnScript& own) {
    std::vector<FindingCode> codes;
    for (const vault::Finding& finding : vault::checkScriptFields(0, fields, own))
        codes.push_back(finding.code);
    return codes;
}

using Codes = std::vector<FindingCode>;

} // namespace

TEST_CASE("a nested input states both scripts of its descriptor, and no others") {
    const vault::OwnScript own = nested();
    CHECK(codesOf(honest(own), own).empty());
    psbt::PsbtInput fields = honest(own);
    fields.redeemScript.reset();
    CHECK(codesOf(fields, own) == Codes{FindingCode::redeemScriptMissing});
    fields = honest(own);
    fields.redeemScript->back() ^= 1U;
    CHECK(codesOf(fields, own) == Codes{FindingCode::redeemScriptMismatch});
    fields = honest(own);
    fields.witnessScript.reset();
    CHECK(codesOf(fields, own) == Codes{FindingCode::witnessScriptMissing});
    fields.finalScriptWitness.emplace(); // a finalizer drops the scripts
    fields.redeemScript.reset();
    CHECK(codesOf(fields, own).empty());
    fields = honest(own);
    fields.tapMerkleRoot = crypto::Hash256();
    CHECK(codesOf(fields, own) == Codes{FindingCode::fieldsOfOtherScriptType});
    const vault::OwnScript legacy = ownOf({bitcoin::p2pkhScript({}), {}, {}, {}, {}, {}, {}, {}});
    CHECK(codesOf({}, legacy).empty());
    CHECK(codesOf(honest(own), legacy) ==
          Codes{FindingCode::fieldsOfOtherScriptType, FindingCode::fieldsOfOtherScriptType});
}

TEST_CASE("a taproot input states at most one leaf, and that is one of its descriptor") {
    const vault::OwnScript own = tree();
    CHECK(codesOf(honest(own), own).empty()); // the key path
    for (const descriptor::TapLeaf& leaf : own.script.leaves) {
        psbt::PsbtInput fields = honest(own);
        addLeaf(fields, leaf);
        CHECK(codesOf(fields, own).empty());
    }
    psbt::PsbtInput both = honest(own);
    addLeaf(both, own.script.leaves[0]);
    addLeaf(both, own.script.leaves[1]);
    CHECK(codesOf(both, own) == Codes{FindingCode::severalTapLeaves});
}

TEST_CASE("a leaf with another script, place or version than the descriptor's is refused") {
    const vault::OwnScript own = tree();
    const std::vector<std::function<void(descriptor::TapLeaf&)>> changes{
        [](auto& leaf) { leaf.script = {0x52}; }, // the other leaf's
        [](auto& leaf) { leaf.version = 0xc2; },
        [](auto& leaf) { leaf.controlBlock[0] ^= 1U; },
        [](auto& leaf) { leaf.controlBlock.back() ^= 1U; },
    };
    for (const auto& change : changes) {
        psbt::PsbtInput fields = honest(own);
        descriptor::TapLeaf leaf = own.script.leaves[0];
        change(leaf);
        addLeaf(fields, leaf);
        CHECK(codesOf(fields, own) == Codes{FindingCode::tapLeafMismatch});
    }
}

TEST_CASE("a merkle root or internal key other than the descriptor's is refused") {
    const vault::OwnScript own = tree();
    psbt::PsbtInput fields = honest(own);
    fields.tapMerkleRoot = own.script.leaves[0].hash;
    CHECK(codesOf(fields, own) == Codes{FindingCode::tapMerkleRootMismatch});
    fields = honest(own);
    fields.tapInternalKey = *own.script.outputKey;
    CHECK(codesOf(fields, own) == Codes{FindingCode::tapInternalKeyMismatch});
}

TEST_CASE("a transaction that is still to be changed is refused, unless signing itself fixes it") {
    for (std::uint8_t flags = 0;; ++flags) {
        const auto result = test::reviewMutated(test::multiVault(), [&](psbt::Psbt& psbt) {
            psbt.version = psbt::Version::v2;
            psbt.fallbackLocktime = psbt.tx.lockTime;
            psbt.modifiable = flags;
        });
        CHECK(result.has(FindingCode::modifiable) == (flags > 3));
        CHECK(result.signable() == (flags <= 3));
        if (flags == 255)
            break;
    }
}

TEST_CASE("a key that is no point is refused wherever it claims something") {
    base::Bytes bytes(33, 0xff);
    bytes[0] = 0x02;
    const psbt::StatedKey bad = *psbt::StatedKey::from(bytes);
    CHECK(test::refuses(test::multiVault(), FindingCode::badPublicKey,
                        [&](psbt::Psbt& psbt) { psbt.inputs[0].bip32.emplace(bad, bitcoin::KeyOrigin{}); }));
    CHECK(test::refuses(test::multiVault(), FindingCode::badPublicKey,
                        [&](psbt::Psbt& psbt) { psbt.outputs[0].bip32.emplace(bad, bitcoin::KeyOrigin{}); }));
}
