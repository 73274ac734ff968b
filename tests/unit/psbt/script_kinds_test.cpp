// Every kind of script from the output up: signing_script.h, the signatures of signatures.h for it, and what
// finalize.h makes of them, judged by running the scripts.
#include "base/byte_writer.h"
#include "bitcoin/script.h"
#include "bitcoin/spend_check.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"

#include <doctest/doctest.h>

using namespace strongroom;
using psbt::Error;
using psbt::SigningScript;

namespace {

const crypto::SecretKey& secretOf(std::size_t number) {
    static const std::vector<test::AccountKey> accounts = [] {
        std::vector<test::AccountKey> made;
        for (const char* const label : {"one", "two", "three", "internal"})
            made.push_back(test::makeAccount(label));
        return made;
    }();
    return accounts.at(number).secret;
}
crypto::PublicKey keyOf(std::size_t number) {
    return test::secretKeys().publicKey(secretOf(number)).value();
}
std::vector<crypto::PublicKey> threeKeys() {
    return {keyOf(0), keyOf(1), keyOf(2)};
}

/// A coin with what its owner knows of it.
struct Coin {
    base::Bytes scriptPubKey;
    psbt::PsbtInput fields;
};

/// A PSBT that spends one coin of 100,000 sat beside a foreign one.
psbt::Psbt spending(const Coin& coin) {
    bitcoin::Transaction previous;
    previous.inputs.push_back({});
    previous.outputs.push_back({base::Amount::sat(100'000), coin.scriptPubKey});
    bitcoin::Transaction tx;
    tx.inputs.push_back({{previous.txid(), 0}, {}, 0xfffffffd, {}});
    tx.outputs.push_back({base::Amount::sat(90'000), test::payeeScript()});
    psbt::Psbt result = psbt::fromUnsigned(tx);
    result.inputs[0] = coin.fields;
    result.inputs[0].nonWitnessUtxo = previous;
    return result;
}

base::Result<void, Error> sign(psbt::Psbt& psbt, std::size_t key) {
    const auto spent = psbt::spentOutputs(psbt).value();
    const auto context = spent.context(psbt);
    const auto script = psbt::signingScript(psbt.inputs[0], *spent.outputs[0]).value();
    const auto digest = script.digestAll(context, 0).value();
    return psbt::addSignature(psbt, 0, keyOf(key), test::ecdsaWithType(secretOf(key), digest), context);
}

base::Bytes schnorr(std::size_t key, const std::optional<crypto::Tweak>& tweak,
                    const crypto::Hash256& digest) {
    const auto signature =
        test::secretKeys().schnorrSign(secretOf(key), tweak, digest.span(), crypto::SchnorrAux{}).value();
    return base::toBytes(signature.span());
}

/// Final, complete, accepted by running its script, read back, and refused with any bit of it flipped.
void mustFinalize(const psbt::Psbt& psbt) {
    const auto result = psbt::finalize(psbt);
    REQUIRE(result);
    REQUIRE(result->complete());
    CHECK(result->tx->serialize() == psbt::finalize(result->psbt)->tx->serialize());
    const auto spent = psbt::spentOutputs(psbt).value();
    const bitcoin::SpendCheck check =
        bitcoin::checkSpend(*result->tx, std::vector{*spent.outputs[0]}, bitcoin::HashTypes::allOnly);
    CHECK(check.verdict == bitcoin::SpendVerdict::valid);
    CHECK(*psbt::parsePsbt(psbt::serialize(result->psbt)) == result->psbt);
    const auto refusedWith = [&](const std::function<void(psbt::PsbtInput&)>& change) {
        psbt::Psbt mutant = result->psbt;
        change(mutant.inputs[0]);
        return psbt::finalize(mutant).error() == Error::finalWitnessInvalid;
    };
    for (std::size_t i = 0; i < result->tx->inputs[0].scriptSig.size(); ++i)
        CHECK(refusedWith([&](auto& input) { input.finalScriptSig->at(i) ^= 0x04; }));
    for (std::size_t item = 0; item < result->tx->inputs[0].witness.size(); ++item)
        if (!result->tx->inputs[0].witness[item].empty())
            CHECK(refusedWith([&](auto& input) { input.finalScriptWitness->at(item).at(0) ^= 0x04; }));
    CHECK(refusedWith([](auto& input) {
        auto& witness = input.finalScriptWitness;
        if (!witness)
            witness.emplace();
        witness->push_back({0x50, 0x01}); // an annex, or one item too many
    }));
    CHECK(refusedWith([](auto& input) {
        base::Bytes scriptSig = input.finalScriptSig.value_or(base::Bytes());
        scriptSig.insert(scriptSig.begin(), 0x51);
        input.finalScriptSig = scriptSig;
    }));
}

Coin p2pkh() {
    return {bitcoin::p2pkhScript(crypto::hash160(keyOf(0).span())), {}};
}
Coin inScriptHash(base::Bytes redeemScript) {
    Coin coin{bitcoin::p2shScript(crypto::hash160(redeemScript)), {}};
    coin.fields.redeemScript = std::move(redeemScript);
    return coin;
}
Coin nestedKey() {
    return inScriptHash(bitcoin::p2wpkhScript(keyOf(0)));
}
Coin nestedMultisig() {
    const base::Bytes script = bitcoin::multisigScript(2, threeKeys());
    Coin coin = inScriptHash(bitcoin::p2wshScript(script));
    coin.fields.witnessScript = script;
    return coin;
}
Coin oldMultisig() {
    return inScriptHash(bitcoin::multisigScript(2, threeKeys()));
}

/// A taproot coin of two leaves: two of three by multi_a, and one key alone.
struct TapCoin {
    std::vector<bitcoin::TapLeaf> leaves;
    bitcoin::TapTree tree;
    Coin coin;

    TapCoin() {
        base::ByteWriter multi;
        for (std::size_t key = 0; key < 3; ++key)
            multi.u8(0x20).bytes(keyOf(key).xOnly().span()).u8(key == 0 ? 0xac : 0xba);
        multi.u8(0x52).u8(0x9c);
        leaves = {{1, 0xc0, multi.take()},
                  {1, 0xc0, base::ByteWriter().u8(0x20).bytes(keyOf(2).xOnly().span()).u8(0xac).take()}};
        tree = *bitcoin::TapTree::fromLeaves(leaves);
        coin.scriptPubKey = bitcoin::p2trScript(bitcoin::taprootOutput(internal(), tree.root)->key);
        coin.fields.tapInternalKey = internal();
        coin.fields.tapMerkleRoot = tree.root;
    }
    [[nodiscard]] static crypto::XOnlyPublicKey internal() { return keyOf(3).xOnly(); }
    [[nodiscard]] base::Bytes controlBlock(std::size_t leaf) const {
        return bitcoin::ControlBlock{leaves[leaf].leafVersion,
                                     bitcoin::taprootOutput(internal(), tree.root)->parity, internal(),
                                     tree.paths[leaf]}
            .bytes();
    }
    [[nodiscard]] crypto::Hash256 hash(std::size_t leaf) const {
        return bitcoin::tapLeafHash(leaves[leaf].leafVersion, leaves[leaf].script);
    }
    [[nodiscard]] Coin withLeaf(std::size_t leaf) const {
        Coin result = coin;
        result.fields.tapLeafScripts.emplace(
            controlBlock(leaf), psbt::TapLeafScript{leaves[leaf].script, leaves[leaf].leafVersion});
        return result;
    }
};

base::Result<void, Error> signLeaf(psbt::Psbt& psbt, std::size_t key, const crypto::Hash256& leafHash) {
    const auto spent = psbt::spentOutputs(psbt).value();
    const auto context = spent.context(psbt);
    const auto digest = context.tapscript(0, bitcoin::SighashType::defaultAll, leafHash).value();
    return psbt::addTapScriptSignature(psbt, 0, {keyOf(key).xOnly(), leafHash}, schnorr(key, {}, digest),
                                       context);
}

std::optional<Error> errorOf(const base::Result<void, Error>& result) {
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

TEST_CASE("single keys sign and finalize bare, hashed and nested") {
    for (const Coin& coin : {p2pkh(), nestedKey(), Coin{bitcoin::p2wpkhScript(keyOf(0)), {}},
                             inScriptHash(p2pkh().scriptPubKey)}) {
        psbt::Psbt psbt = spending(coin);
        CHECK(psbt::finalize(psbt)->complete() == false);
        CHECK(errorOf(sign(psbt, 1)) == Error::foreignSignatureKey);
        REQUIRE(sign(psbt, 0).has_value());
        mustFinalize(psbt);
    }
}

TEST_CASE("multisig finalizes with exactly its threshold, in p2sh, p2wsh and one in the other") {
    Coin native{bitcoin::p2wshScript(bitcoin::multisigScript(2, threeKeys())), {}};
    native.fields.witnessScript = bitcoin::multisigScript(2, threeKeys());
    for (const Coin& coin : {native, nestedMultisig(), oldMultisig()}) {
        psbt::Psbt psbt = spending(coin);
        CHECK(errorOf(sign(psbt, 3)) == Error::foreignSignatureKey);
        REQUIRE(sign(psbt, 2).has_value());
        CHECK_FALSE(psbt::finalize(psbt)->complete());
        REQUIRE(sign(psbt, 0).has_value());
        mustFinalize(psbt);
        REQUIRE(sign(psbt, 1).has_value()); // one signature too many
        mustFinalize(psbt);
    }
}

TEST_CASE("the digest follows the output: one script nested and not has three") {
    psbt::Psbt old = spending(oldMultisig());
    psbt::Psbt nested = spending(nestedMultisig());
    REQUIRE(sign(old, 0).has_value());
    nested.tx = old.tx;
    nested.inputs[0].partialSigs = old.inputs[0].partialSigs;
    nested.inputs[0].nonWitnessUtxo.reset();
    nested.inputs[0].witnessUtxo = bitcoin::TxOut{base::Amount::sat(100'000), nestedMultisig().scriptPubKey};
    CHECK(errorOf(psbt::checkAllSignatures(nested)) == Error::signatureInvalid);
}

TEST_CASE("a redeem script that is missing or another is refused") {
    for (const Coin& coin : {nestedKey(), nestedMultisig(), oldMultisig()}) {
        psbt::Psbt psbt = spending(coin);
        REQUIRE(sign(psbt, 0).has_value());
        psbt::Psbt other = psbt;
        other.inputs[0].redeemScript->back() ^= 1U;
        CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::redeemScriptMismatch);
        other.inputs[0].redeemScript.reset();
        CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::redeemScriptMismatch);
    }
    psbt::Psbt nested = spending(nestedMultisig());
    REQUIRE(sign(nested, 0).has_value());
    nested.inputs[0].witnessScript.reset(); // never to be taken for p2sh alone
    CHECK(errorOf(psbt::checkAllSignatures(nested)) == Error::witnessScriptMismatch);
}

TEST_CASE("scripts whose digests this program does not make are refused, not ignored") {
    const base::Bytes separated = base::ByteWriter().u8(0xab).u8(0x21).bytes(keyOf(0).span()).u8(0xac).take();
    psbt::PsbtInput fields;
    fields.witnessScript = separated;
    CHECK(psbt::signingScript(fields, {base::Amount(), bitcoin::p2wshScript(separated)}).error() ==
          Error::unsupportedScript);
    CHECK(psbt::signingScript({}, {base::Amount(), {0x52, 0x02, 0x01, 0x01}}).error() ==
          Error::unsupportedScript);                          // a witness version without meaning
    const Coin deep = inScriptHash(nestedKey().scriptPubKey); // p2sh in p2sh
    CHECK(psbt::signingScript(deep.fields, {base::Amount(), deep.scriptPubKey}).error() ==
          Error::unsupportedScript);
    const Coin taproot = inScriptHash(bitcoin::p2trScript(keyOf(0).xOnly()));
    CHECK(psbt::signingScript(taproot.fields, {base::Amount(), taproot.scriptPubKey}).error() ==
          Error::unsupportedScript);
}

TEST_CASE("taproot finalizes by key path with a tree, and by the leaf that is stated") {
    const TapCoin tap;
    psbt::Psbt byKey = spending(tap.coin);
    const auto spent = psbt::spentOutputs(byKey).value();
    const auto context = spent.context(byKey);
    const auto digest = context.taprootKeyPath(0, bitcoin::SighashType::defaultAll).value();
    const auto tweak = crypto::tapTweak(TapCoin::internal(), tap.tree.root.span());
    REQUIRE(psbt::addTapKeySignature(byKey, 0, schnorr(3, tweak, digest), context).has_value());
    mustFinalize(byKey);

    psbt::Psbt byMulti = spending(tap.withLeaf(0));
    REQUIRE(signLeaf(byMulti, 0, tap.hash(0)).has_value());
    CHECK_FALSE(psbt::finalize(byMulti)->complete());
    CHECK(errorOf(signLeaf(byMulti, 3, tap.hash(0))) == Error::foreignSignatureKey);
    REQUIRE(signLeaf(byMulti, 2, tap.hash(0)).has_value());
    mustFinalize(byMulti);
    REQUIRE(signLeaf(byMulti, 1, tap.hash(0)).has_value());
    mustFinalize(byMulti);

    psbt::Psbt byOne = spending(tap.withLeaf(1));
    REQUIRE(signLeaf(byOne, 2, tap.hash(1)).has_value());
    mustFinalize(byOne);
}

TEST_CASE("a leaf that is not stated, not committed to or of two versions is not signed") {
    const TapCoin tap;
    psbt::Psbt psbt = spending(tap.withLeaf(0));
    CHECK(errorOf(signLeaf(psbt, 2, tap.hash(1))) == Error::tapLeafMismatch);
    CHECK(errorOf(signLeaf(psbt, 0, crypto::Hash256())) == Error::tapLeafMismatch);
    const auto changed = [&](const std::function<void(base::Bytes&, psbt::TapLeafScript&)>& change) {
        base::Bytes block = tap.controlBlock(0);
        psbt::TapLeafScript leaf{tap.leaves[0].script, 0xc0};
        change(block, leaf);
        psbt::Psbt mutant = spending(tap.coin);
        mutant.inputs[0].tapLeafScripts.emplace(block, leaf);
        return errorOf(signLeaf(mutant, 0, bitcoin::tapLeafHash(leaf.leafVersion, leaf.script)));
    };
    CHECK(changed([](auto&, auto&) {}) == std::nullopt);
    CHECK(changed([](auto& block, auto&) { block[0] ^= 1U; }) == Error::tapLeafMismatch);  // parity
    CHECK(changed([](auto& block, auto&) { block[40] ^= 1U; }) == Error::tapLeafMismatch); // a node
    CHECK(changed([](auto& block, auto&) { block[0] = 0xc2; }) == Error::tapLeafMismatch);
    CHECK(changed([](auto&, auto& leaf) { leaf.leafVersion = 0xc2; }) == Error::tapLeafMismatch);
    CHECK(changed([](auto&, auto& leaf) { leaf.script.back() ^= 1U; }) == Error::tapLeafMismatch);
    CHECK(changed([](auto& block, auto&) { block[5] ^= 1U; }) == Error::tapLeafMismatch); // internal key
}

TEST_CASE("leaves that anybody may spend are never signed, though the output commits to them") {
    for (const bitcoin::TapLeaf& leaf :
         {bitcoin::TapLeaf{0, 0xc2, {0x51}}, {0, 0xc0, {0x50}}, {0, 0xc0, {0xab, 0x51}}, {0, 0xc0, {0x4b}}}) {
        const auto tree = *bitcoin::TapTree::fromLeaves(std::vector{leaf});
        const auto output = *bitcoin::taprootOutput(TapCoin::internal(), tree.root);
        Coin coin{bitcoin::p2trScript(output.key), {}};
        coin.fields.tapLeafScripts.emplace(
            bitcoin::ControlBlock{leaf.leafVersion, output.parity, TapCoin::internal(), {}}.bytes(),
            psbt::TapLeafScript{leaf.script, leaf.leafVersion});
        psbt::Psbt psbt = spending(coin);
        CHECK(errorOf(signLeaf(psbt, 0, bitcoin::tapLeafHash(leaf.leafVersion, leaf.script))) ==
              Error::unsupportedTapLeaf);
    }
}

TEST_CASE("a merkle root or an internal key that does not make the output key is refused") {
    const TapCoin tap;
    psbt::Psbt psbt = spending(tap.withLeaf(0));
    REQUIRE(signLeaf(psbt, 0, tap.hash(0)).has_value());
    psbt::Psbt other = psbt;
    other.inputs[0].tapMerkleRoot = tap.hash(0);
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::taprootMismatch);
    CHECK(errorOf(signLeaf(other, 1, tap.hash(0))) == Error::taprootMismatch);
    other = psbt;
    other.inputs[0].tapInternalKey = keyOf(0).xOnly();
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::taprootMismatch);
}

TEST_CASE("leaf signatures have the wanted hash type and are over this leaf and transaction") {
    const TapCoin tap;
    psbt::Psbt psbt = spending(tap.withLeaf(0));
    REQUIRE(signLeaf(psbt, 0, tap.hash(0)).has_value());
    psbt::Psbt other = psbt;
    other.inputs[0].sighashType = 1; // ALL is asked for, 64 bytes mean DEFAULT
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::sighashMismatch);
    CHECK(errorOf(psbt::checkHashTypes(other.inputs[0])) == Error::sighashMismatch);
    other = psbt;
    other.inputs[0].tapScriptSigs.begin()->second[3] ^= 1U;
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::signatureInvalid);
    other = psbt;
    other.tx.outputs[0].amount = base::Amount::sat(1);
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::signatureInvalid);
    other = spending(nestedKey());
    other.inputs[0].tapScriptSigs = psbt.inputs[0].tapScriptSigs;
    CHECK(errorOf(psbt::checkAllSignatures(other)) == Error::foreignSignatureKey);
}
