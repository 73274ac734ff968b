#include "chain/training_ledger.h"

#include "support/coins.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::chain;
using base::Amount;
using base::UnixTime;
using bitcoin::Transaction;
using bitcoin::TxOut;

namespace {

constexpr UnixTime START{1'700'000'000};

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

/// A ledger with one confirmed coin of 100,000 sat on key 1.
struct Funded {
    TrainingLedger ledger = TrainingLedger::begin(START).value();
    bitcoin::OutPoint coin{ledger.fund(coins().wpkh(1), Amount::sat(100'000)).value(), 0};
    std::vector<TxOut> prevouts{{Amount::sat(100'000), coins().wpkh(1)}};

    Funded() { REQUIRE(ledger.mine(START)); }

    [[nodiscard]] Transaction payment(std::int64_t satoshi) const {
        Transaction transaction = test::spend({coin}, {{*Amount::fromSatoshi(satoshi), coins().wpkh(2)}});
        transaction.inputs[0].sequence = 0xfffffffe; // not to be replaced
        coins().signKeyHash(transaction, prevouts, 0, 1);
        return transaction;
    }
    [[nodiscard]] std::string reason(const Transaction& transaction) const {
        const Acceptance acceptance = ledger.judge(transaction);
        return acceptance.verdict == Acceptance::Verdict::allowed ? "" : acceptance.reason;
    }
};

} // namespace

TEST_CASE("a payment waits, is confirmed by the next block, and its output can be spent at once") {
    Funded f;
    const Transaction payment = f.payment(99'000);
    const Acceptance acceptance = f.ledger.judge(payment);
    CHECK(acceptance.verdict == Acceptance::Verdict::allowed);
    CHECK(acceptance.fee == Amount::sat(1'000));
    CHECK(acceptance.virtualSize == payment.virtualSize());
    CHECK(f.ledger.accept(payment));
    CHECK(f.ledger.isWaiting(payment.txid()));

    Transaction child = test::spend({{payment.txid(), 0}}, {{Amount::sat(98'000), coins().wpkh(3)}});
    coins().signKeyHash(child, {{Amount::sat(99'000), coins().wpkh(2)}}, 0, 2);
    CHECK(f.ledger.accept(child));

    const BlockHash hash = f.ledger.mine(UnixTime{START.seconds + 600}).value();
    CHECK(f.ledger.isConfirmed(payment.txid()));
    CHECK_FALSE(f.ledger.isWaiting(payment.txid()));
    REQUIRE(f.ledger.find(hash) != nullptr);
    CHECK(f.ledger.find(hash)->transactions.size() == 3);
    CHECK(f.ledger.find(hash)->header.previous == f.ledger.blocks()[1].header.hash());
    CHECK(f.ledger.tip().height == 2);
    CHECK(f.ledger.tip().hash == hash);
    CHECK(Block::parse(f.ledger.find(hash)->serialize(), hash));
}

TEST_CASE("a coin is spent once") {
    Funded f;
    CHECK(f.ledger.accept(f.payment(99'000)));
    CHECK(f.reason(f.payment(98'000)) == "txn-mempool-conflict");
    CHECK(f.ledger.accept(f.payment(98'000)).error() == Error::rejected);
    CHECK(f.ledger.isWaiting(f.payment(99'000).txid()));
    CHECK(f.ledger.mine(START));
    CHECK(f.reason(f.payment(98'000)) == "missing-inputs");
    CHECK(f.ledger.waiting().empty());
}

TEST_CASE("amounts, fees and dust are checked") {
    Funded f;
    CHECK(f.reason(f.payment(100'001)) == "bad-txns-in-belowout");
    const auto size = f.payment(99'000).virtualSize();
    CHECK(f.reason(f.payment(100'000 - size)) == "");
    CHECK(f.reason(f.payment(100'000 - size + 1)) == "min relay fee not met");
    CHECK(f.reason(f.payment(294)) == "");
    CHECK(f.reason(f.payment(293)) == "dust");
}

TEST_CASE("signatures, inputs and locks are checked") {
    Funded f;
    Transaction transaction = f.payment(99'000);
    transaction.outputs[0].amount = Amount::sat(98'999);
    CHECK(f.reason(transaction) == "mandatory-script-verify-flag-failed");

    transaction = f.payment(99'000);
    transaction.inputs.push_back(transaction.inputs[0]);
    CHECK(f.reason(transaction) == "bad-txns-inputs-duplicate");
    transaction.inputs[1].prevout.vout = 7;
    CHECK(f.reason(transaction) == "missing-inputs");
    transaction.inputs.clear();
    CHECK(f.reason(transaction) == "bad-txns-vin-empty");

    const auto locked = [&](std::uint32_t lockTime, std::uint32_t sequence) {
        Transaction result = test::spend({f.coin}, {{Amount::sat(99'000), coins().wpkh(2)}});
        result.lockTime = lockTime;
        result.inputs[0].sequence = sequence;
        coins().signKeyHash(result, f.prevouts, 0, 1);
        return f.reason(result);
    };
    CHECK(locked(f.ledger.tip().height, 0xfffffffd) == "");
    CHECK(locked(f.ledger.tip().height + 1, 0xfffffffd) == "non-final");
    CHECK(locked(f.ledger.tip().height + 1, 0xffffffff) == "");
    CHECK(locked(static_cast<std::uint32_t>(START.seconds), 0xfffffffe) == "non-final");
    CHECK(locked(0, 144) == "non-BIP68-final");
}

TEST_CASE("grants cannot be copied, and nobody else creates coins") {
    Funded f;
    Transaction grant = f.ledger.blocks()[1].transactions[1];
    CHECK(f.reason(grant) == "missing-inputs");
    grant.inputs[0].scriptSig.push_back(0);
    CHECK(f.reason(grant) == "missing-inputs");
    const auto one = f.ledger.fund(coins().wpkh(1), Amount::sat(5'000)).value();
    const auto two = f.ledger.fund(coins().wpkh(1), Amount::sat(5'000)).value();
    CHECK(one != two);
    CHECK(f.ledger.fund(coins().wpkh(1), Amount::sat(293)).error() == Error::amountOutOfRange);
    CHECK(f.ledger.fund(coins().wpkh(1), Amount()).error() == Error::amountOutOfRange);
}

TEST_CASE("time never goes back and fits a block's header") {
    Funded f;
    CHECK(f.ledger.mine(UnixTime{START.seconds - 1}).error() == Error::timeGoesBack);
    CHECK(f.ledger.mine(UnixTime{0x100000000}).error() == Error::timeGoesBack);
    CHECK(f.ledger.mine(START));
    CHECK(f.ledger.tip().height == 2);
    CHECK(TrainingLedger::begin(UnixTime{-1}).error() == Error::timeGoesBack);
}

TEST_CASE("what says that it may be replaced is, with its children, by what pays for all of them and more") {
    Funded f;
    const auto paying = [&](std::int64_t satoshi) {
        Transaction transaction = test::spend({f.coin}, {{*Amount::fromSatoshi(satoshi), coins().wpkh(2)}});
        transaction.inputs[0].sequence = 0xfffffffd;
        coins().signKeyHash(transaction, f.prevouts, 0, 1);
        return transaction;
    };
    const Transaction first = paying(99'000);
    REQUIRE(f.ledger.accept(first));
    Transaction child = test::spend({{first.txid(), 0}}, {{Amount::sat(97'000), coins().wpkh(3)}});
    child.inputs[0].sequence = 0xfffffffd;
    coins().signKeyHash(child, {{Amount::sat(99'000), coins().wpkh(2)}}, 0, 2);
    REQUIRE(f.ledger.accept(child));

    const auto package = f.ledger.packageOf(child.txid());
    REQUIRE(package);
    CHECK(package->fee == Amount::sat(3'000));
    CHECK(package->virtualSize == first.virtualSize() + child.virtualSize());
    CHECK(f.ledger.packageOf(first.txid())->fee == Amount::sat(1'000));
    CHECK_FALSE(f.ledger.packageOf(f.coin.txid));

    const std::int64_t size = first.virtualSize();
    CHECK(f.reason(paying(97'000)) == "insufficient fee"); // pays for both, not for itself
    CHECK(f.reason(paying(97'000 - size + 1)) == "insufficient fee");
    const Transaction faster = paying(97'000 - size - 1'000);
    CHECK(f.reason(faster).empty());
    REQUIRE(f.ledger.accept(faster));
    CHECK(f.ledger.waiting().size() == 1);
    CHECK(f.reason(child) == "missing-inputs");
    // The coins are free for a third one, and one of them all confirms.
    const Transaction third = paying(80'000);
    REQUIRE(f.ledger.accept(third));
    REQUIRE(f.ledger.mine(START));
    CHECK(f.ledger.isConfirmed(third.txid()));
    CHECK_FALSE(f.ledger.isConfirmed(faster.txid()));
    CHECK(f.reason(paying(70'000)) == "missing-inputs");
}
