#include "chain/spend_check.h"

#include "coins.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::chain;
using base::Amount;
using base::Bytes;
using bitcoin::SighashContext;
using bitcoin::SighashType;
using bitcoin::Transaction;
using bitcoin::TxOut;

namespace {

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

Transaction toNobody() {
    return test::spend({{bitcoin::Txid(), 0}}, {{Amount::sat(9'000), coins().wpkh(9)}});
}

SpendVerdict check(const Transaction& transaction, const Bytes& script) {
    return checkSpend(transaction, std::vector<TxOut>{{Amount::sat(10'000), script}});
}

} // namespace

TEST_CASE("a p2wpkh spend needs its key's signature over this transaction and amount") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().wpkh(1)}};
    Transaction signedOne = toNobody();
    coins().signKeyHash(signedOne, prevouts, 0, 1);
    CHECK(checkSpend(signedOne, prevouts) == SpendVerdict::valid);
    CHECK(checkSpend(signedOne, std::vector<TxOut>{{Amount::sat(10'001), coins().wpkh(1)}}) ==
          SpendVerdict::invalid);
    CHECK(check(signedOne, coins().wpkh(2)) == SpendVerdict::invalid);
    CHECK(check(toNobody(), coins().wpkh(1)) == SpendVerdict::invalid);

    Transaction changed = signedOne;
    changed.outputs[0].amount = Amount::sat(8'999);
    CHECK(checkSpend(changed, prevouts) == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].witness[0].back() = 0x21; // a bit that no hash type has
    CHECK(checkSpend(changed, prevouts) == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].witness.push_back({});
    CHECK(checkSpend(changed, prevouts) == SpendVerdict::invalid);
    changed = signedOne;
    changed.inputs[0].scriptSig = {0x00};
    CHECK(checkSpend(changed, prevouts) == SpendVerdict::invalid);
    Transaction wrongKey = toNobody();
    coins().signKeyHash(wrongKey, prevouts, 0, 2);
    CHECK(checkSpend(wrongKey, prevouts) == SpendVerdict::invalid);
}

TEST_CASE("a 2-of-3 spend needs two signatures of different keys in the order of the keys") {
    const Bytes script = coins().multisig(2, {1, 2, 3});
    const Bytes output = bitcoin::p2wshScript(script);
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
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::valid);
    CHECK(check(transaction, coins().tr(6)) == SpendVerdict::invalid);
    transaction.inputs[0].witness[0].push_back(0x00); // the default type is never written
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::invalid);
    transaction.inputs[0].witness = {{}};
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::invalid);
    transaction.inputs[0].witness = {};
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::invalid);
    transaction.inputs[0].witness = {signature, {0x51}, Bytes(33, 0xc0)};
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::unsupported);
}

TEST_CASE("every input is checked") {
    const std::vector<TxOut> prevouts{{Amount::sat(10'000), coins().wpkh(1)},
                                      {Amount::sat(20'000), coins().tr(5)}};
    Transaction transaction =
        test::spend({{bitcoin::Txid(), 0}, {bitcoin::Txid(), 1}}, {{Amount::sat(1), {0x51}}});
    coins().signKeyHash(transaction, prevouts, 0, 1);
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::invalid);
    transaction.inputs[1].witness = {coins().schnorr(5, SighashContext(transaction, prevouts), 1)};
    CHECK(checkSpend(transaction, prevouts) == SpendVerdict::valid);
}

TEST_CASE("scripts outside the templates are unsupported, never valid") {
    Transaction transaction = toNobody();
    const Bytes anyoneCanSpend{0x51};
    transaction.inputs[0].witness = {{}, anyoneCanSpend};
    CHECK(check(transaction, bitcoin::p2wshScript(anyoneCanSpend)) == SpendVerdict::unsupported);
    transaction.inputs[0].witness.clear();
    CHECK(check(transaction, anyoneCanSpend) == SpendVerdict::unsupported);
    CHECK(check(transaction, bitcoin::p2pkhScript({})) == SpendVerdict::unsupported);
    CHECK(check(transaction, bitcoin::p2shScript({})) == SpendVerdict::unsupported);
    CHECK(check(transaction, bitcoin::witnessProgramScript(2, Bytes(32, 1))) == SpendVerdict::unsupported);
}
