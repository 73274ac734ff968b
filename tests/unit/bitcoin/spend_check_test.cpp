#include "bitcoin/spend_check.h"

#include "base/byte_writer.h"
#include "bitcoin/script.h"
#include "bitcoin/taproot.h"
#include "support/coins.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

Transaction toNobody() {
    return test::spend({{Txid(), 0}}, {{Amount::sat(9'000), coins().wpkh(9)}});
}

SpendVerdict check(const Transaction& transaction, const Bytes& script) {
    return checkSpend(transaction, std::vector<TxOut>{{Amount::sat(10'000), script}}).verdict;
}

} // namespace

TEST_CASE("a p2wpkh spend needs its key's signature over this transaction and amount") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().wpkh(1)}};
    Transaction signedOne = toNobody();
    coins().signKeyHash(signedOne, prevouts, 0, 1);
    CHECK(checkSpend(signedOne, prevouts).verdict == SpendVerdict::valid);
    CHECK(checkSpend(signedOne, std::vector<TxOut>{{Amount::sat(10'001), coins().wpkh(1)}}).verdict ==
          SpendVerdict::invalid);
    CHECK(check(signedOne, coins().wpkh(2)) == SpendVerdict::invalid);
    CHECK(check(toNobody(), coins().wpkh(1)) == SpendVerdict::invalid);

    Transaction changed = signedOne;
    changed.outputs[0].amount = Amount::sat(8'999);
    CHECK(checkSpend(changed, prevouts).verdict == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].witness[0].back() = 0x21; // a bit that no hash type has
    CHECK(checkSpend(changed, prevouts).verdict == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].witness.push_back({});
    CHECK(checkSpend(changed, prevouts).verdict == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].scriptSig = {0x00};
    CHECK(checkSpend(changed, prevouts).verdict == SpendVerdict::invalid);
    Transaction wrongKey = toNobody();
    coins().signKeyHash(wrongKey, prevouts, 0, 2);
    CHECK(checkSpend(wrongKey, prevouts).verdict == SpendVerdict::invalid);
}

TEST_CASE("a 2-of-3 spend needs two signatures of different keys in the order of the keys") {
    const Bytes script = coins().multisig(2, {1, 2, 3});
    const Bytes output = p2wshScript(script);
    Transaction transaction = toNobody();
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), output}};
    const SighashContext sighashes(transaction, prevouts);
    const Bytes one = coins().ecdsa(1, sighashes, 0, script);
    const Bytes two = coins().ecdsa(2, sighashes, 0, script);
    const Bytes three = coins().ecdsa(3, sighashes, 0, script);
    const Bytes stranger = coins().ecdsa(4, sighashes, 0, script);
    const auto with = [&](std::vector<Bytes> witness) {
        Transaction result = transaction;
        result.inputs[0].witness = std::move(witness);
        return check(result, output);
    };
    CHECK(with({{}, one, two, script}) == SpendVerdict::valid);
    CHECK(with({{}, one, three, script}) == SpendVerdict::valid);
    CHECK(with({{}, two, three, script}) == SpendVerdict::valid);
    CHECK(with({{}, two, one, script}) == SpendVerdict::invalid);
    CHECK(with({{}, one, one, script}) == SpendVerdict::invalid);
    CHECK(with({{}, one, stranger, script}) == SpendVerdict::invalid);
    CHECK(with({{}, one, script}) == SpendVerdict::invalid);
    CHECK(with({{}, one, two, three, script}) == SpendVerdict::invalid);
    CHECK(with({{0x01}, one, two, script}) == SpendVerdict::invalid);
    CHECK(with({one, two, script}) == SpendVerdict::invalid);
    CHECK(with({script}) == SpendVerdict::invalid);
    CHECK(with({{}, one, two, coins().multisig(1, {1, 2, 3})}) == SpendVerdict::invalid);
}

TEST_CASE("a taproot spend by key path needs the tweaked key's signature") {
    Transaction transaction = toNobody();
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().tr(5)}};
    const Bytes signature = coins().schnorr(5, SighashContext(transaction, prevouts), 0);
    transaction.inputs[0].witness = {signature};
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
    CHECK(check(transaction, coins().tr(6)) == SpendVerdict::invalid);
    transaction.inputs[0].witness[0].push_back(0x00); // the default type is never written
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::invalid);
    transaction.inputs[0].witness = {{}};
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::invalid);
    transaction.inputs[0].witness = {};
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::invalid);
    transaction.inputs[0].witness = {signature, {0x51}, Bytes(33, 0xc0)}; // a leaf it does not commit to
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::wrongScript);
    transaction.inputs[0].witness = {signature, {ANNEX_TAG}};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::annex);
}

TEST_CASE("every input is checked") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().wpkh(1)},
                                      {Amount::sat(20'000), coins().tr(5)}};
    Transaction transaction = test::spend({{Txid(), 0}, {Txid(), 1}}, {{Amount::sat(1), {0x51}}});
    coins().signKeyHash(transaction, prevouts, 0, 1);
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::invalid);
    transaction.inputs[1].witness = {coins().schnorr(5, SighashContext(transaction, prevouts), 1)};
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
}

TEST_CASE("one invalid input makes a spend invalid, one that is not understood makes it inconclusive") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), witnessProgramScript(2, Bytes(32, 1))},
                                      {Amount::sat(20'000), coins().tr(5)}};
    Transaction transaction = test::spend({{Txid(), 0}, {Txid(), 1}}, {{Amount::sat(1), {0x51}}});
    SpendCheck check = checkSpend(transaction, prevouts);
    CHECK(check.verdict == SpendVerdict::invalid);
    CHECK(check.fault == SpendFault::unlockForm);
    CHECK(check.input == 1);
    transaction.inputs[1].witness = {coins().schnorr(5, SighashContext(transaction, prevouts), 1)};
    check = checkSpend(transaction, prevouts);
    CHECK(check.verdict == SpendVerdict::inconclusive);
    CHECK(check.fault == SpendFault::unknownOutput);
    CHECK(check.input == 0);
}

TEST_CASE("only ALL, and DEFAULT in taproot, pass where the whole transaction must be committed to") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().wpkh(1)}};
    Transaction transaction = toNobody();
    const Bytes code = p2wpkhScriptCode(crypto::hash160(coins().key(1).span()));
    for (const SighashType type : {SighashType::all, SighashType::none, SighashType::single,
                                   SighashType::allAnyoneCanPay, SighashType::singleAnyoneCanPay}) {
        const SighashContext sighashes(transaction, prevouts);
        transaction.inputs[0].witness = {coins().ecdsa(1, sighashes, 0, code, type),
                                         base::toBytes(coins().key(1).span())};
        CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
        const SpendCheck strict = checkSpend(transaction, prevouts, HashTypes::allOnly);
        CHECK((strict.fault == SpendFault::hashType) == (type != SighashType::all));
    }
}

TEST_CASE("a key hash before segwit and a key hash inside p2sh are spent by their keys alone") {
    const crypto::PublicKey key = coins().key(3);
    const Bytes legacy = p2pkhScript(crypto::hash160(key.span()));
    Transaction transaction = toNobody();
    std::vector<TxOut> prevouts{{Amount::sat(10'000), legacy}};
    const auto unlock = [&](ByteSpan signature, ByteSpan publicKey) {
        base::ByteWriter writer;
        writer.bytesWithLength(signature).bytesWithLength(publicKey);
        return writer.take();
    };
    const auto digest = SighashContext(transaction, prevouts).legacy(0, legacy, 1).value();
    const Bytes signature = coins().ecdsaOver(3, digest);
    transaction.inputs[0].scriptSig = unlock(signature, key.span());
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
    transaction.inputs[0].scriptSig = unlock(signature, coins().key(4).span());
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::notSatisfied);
    transaction.inputs[0].witness = {{}};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::unlockForm);

    const Bytes redeem = p2wpkhScript(key);
    prevouts[0].scriptPubKey = p2shScript(crypto::hash160(redeem));
    transaction.inputs[0].scriptSig = base::ByteWriter().bytesWithLength(redeem).take();
    coins().signKeyHash(transaction, prevouts, 0, 3);
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
    transaction.inputs[0].scriptSig.insert(transaction.inputs[0].scriptSig.begin(), 0x00);
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::unlockForm);
    transaction.inputs[0].scriptSig = base::ByteWriter().bytesWithLength(legacy).take();
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::wrongScript);
}

TEST_CASE("a leaf is spent by a signature over that leaf, and by no other") {
    const Bytes script = base::ByteWriter().bytesWithLength(coins().key(2).xOnly().span()).u8(0xac).take();
    const Bytes other = base::ByteWriter().bytesWithLength(coins().key(3).xOnly().span()).u8(0xac).take();
    const std::vector<TapLeaf> leaves{{1, TAPSCRIPT_LEAF_VERSION, script},
                                      {1, TAPSCRIPT_LEAF_VERSION, other}};
    const auto tree = TapTree::fromLeaves(leaves);
    REQUIRE(tree);
    const auto output = taprootOutput(coins().key(5).xOnly(), tree->root);
    REQUIRE(output);
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), p2trScript(output->key)}};
    const auto block = [&](std::size_t leaf) {
        return ControlBlock{TAPSCRIPT_LEAF_VERSION, output->parity, coins().key(5).xOnly(), tree->paths[leaf]}
            .bytes();
    };
    Transaction transaction = toNobody();
    const SighashContext sighashes(transaction, prevouts);
    const auto digest =
        sighashes.tapscript(0, SighashType::defaultAll, tapLeafHash(TAPSCRIPT_LEAF_VERSION, script));
    const Bytes signature = coins().schnorrOver(2, digest.value());
    transaction.inputs[0].witness = {signature, script, block(0)};
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::valid);
    transaction.inputs[0].witness = {signature, other, block(1)};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::wrongSignature);
    transaction.inputs[0].witness = {signature, script, block(1)};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::wrongScript);
    transaction.inputs[0].witness = {{}, script, block(0)};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::notSatisfied);
    transaction.inputs[0].witness = {signature, script, Bytes(34, 0xc0)};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::unlockForm);
}

TEST_CASE("nobody signs for a key that is no point, as an output or in a leaf") {
    const Bytes noPoint(32, 0xff);
    Transaction transaction = toNobody();
    transaction.inputs[0].witness = {Bytes(64, 1)};
    const std::vector<TxOut> keyPath{{Amount::sat(10'000), witnessProgramScript(1, noPoint)}};
    CHECK(checkSpend(transaction, keyPath).fault == SpendFault::wrongSignature);
    const Bytes script = base::ByteWriter().bytesWithLength(noPoint).u8(0xac).take();
    const auto tree = TapTree::fromLeaves(std::vector<TapLeaf>{{0, TAPSCRIPT_LEAF_VERSION, script}});
    REQUIRE(tree);
    const auto output = taprootOutput(coins().key(5).xOnly(), tree->root);
    REQUIRE(output);
    const ControlBlock control{TAPSCRIPT_LEAF_VERSION, output->parity, coins().key(5).xOnly(),
                               tree->paths[0]};
    transaction.inputs[0].witness = {Bytes(64, 1), script, control.bytes()};
    const std::vector<TxOut> leaf{{Amount::sat(10'000), p2trScript(output->key)}};
    CHECK(checkSpend(transaction, leaf).fault == SpendFault::wrongSignature);
}

TEST_CASE("a witness that holds more than its script asks for is refused") {
    const Bytes script{0x51, 0x51}; // leaves two results
    Transaction transaction = toNobody();
    transaction.inputs[0].witness = {script};
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), p2wshScript(script)}};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::stackNotClean);
}

TEST_CASE("a leaf of a version that is not tapscript's is not understood, however it is unlocked") {
    constexpr std::uint8_t FUTURE_VERSION = 0xc2;
    const Bytes anybody{0x51};
    const auto tree = TapTree::fromLeaves(std::vector<TapLeaf>{{0, FUTURE_VERSION, anybody}});
    REQUIRE(tree);
    const auto output = taprootOutput(coins().key(5).xOnly(), tree->root);
    REQUIRE(output);
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), p2trScript(output->key)}};
    const ControlBlock control{FUTURE_VERSION, output->parity, coins().key(5).xOnly(), tree->paths[0]};
    Transaction transaction = toNobody();
    transaction.inputs[0].witness = {anybody, control.bytes()};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::unknownLeaf);
    CHECK(checkSpend(transaction, prevouts).verdict == SpendVerdict::inconclusive);
    transaction.inputs[0].witness = {anybody, control.bytes(), Bytes{0x50}};
    CHECK(checkSpend(transaction, prevouts).fault == SpendFault::annex);
}

TEST_CASE("what is not understood is never called valid") {
    Transaction transaction = toNobody();
    transaction.inputs[0].witness = {Bytes{1}, Bytes{0x61}}; // NOP: harmless, and none of ours
    CHECK(check(transaction, p2wshScript(Bytes{0x61})) == SpendVerdict::inconclusive);
    transaction.inputs[0].witness = {{}, Bytes{0x63, 0x61, 0x68, 0x51}}; // not even where it is not run
    CHECK(check(transaction, p2wshScript(Bytes{0x63, 0x61, 0x68, 0x51})) == SpendVerdict::inconclusive);
    transaction.inputs[0].witness.clear();
    CHECK(check(transaction, witnessProgramScript(2, Bytes(32, 1))) == SpendVerdict::inconclusive);
    CHECK(check(transaction, witnessProgramScript(1, Bytes(2, 1))) == SpendVerdict::inconclusive);
    CHECK(check(transaction, witnessProgramScript(0, Bytes(10, 1))) == SpendVerdict::invalid);
    CHECK(check(transaction, p2pkhScript({})) == SpendVerdict::invalid);
    CHECK(check(transaction, p2shScript({})) == SpendVerdict::invalid);
}
