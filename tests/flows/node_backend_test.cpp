// The client of Bitcoin Core against a real node.
#include "net/bitcoin_core_backend.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "support/node.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using base::Amount;
using base::Json;
using bitcoin::Transaction;
using bitcoin::Txid;
using chain::Acceptance;
using chain::Delivery;
using net::BitcoinCoreBackend;

namespace {

/// One node for all tests of this program that leave it running.
test::Node& node() {
    static test::Node s_node;
    return s_node;
}

bool contains(const std::vector<Txid>& txids, const Txid& txid) {
    return std::find(txids.begin(), txids.end(), txid) != txids.end();
}

/// A signed payment of the node's wallet to itself that was not sent.
Transaction unsent(std::int64_t satoshi, std::int64_t feeSatoshi) {
    const std::string own = node().newAddress();
    const Txid coin = node().fund(own, *Amount::fromSatoshi(satoshi));
    node().mine(1);
    const Transaction parent = node().transaction(coin);
    const auto script = bitcoin::decodeAddress(own, bitcoin::Network::regtest).value().script;
    const auto output = std::find_if(parent.outputs.begin(), parent.outputs.end(),
                                     [&](const bitcoin::TxOut& out) { return out.scriptPubKey == script; });
    REQUIRE(output != parent.outputs.end());
    Transaction transaction;
    transaction.inputs.push_back(
        {{coin, static_cast<std::uint32_t>(output - parent.outputs.begin())}, {}, 0xfffffffd, {}});
    transaction.outputs.push_back({*Amount::fromSatoshi(satoshi - feeSatoshi), script});
    const auto answer =
        node().rpc("signrawtransactionwithwallet", {Json(base::toHex(transaction.serialize()))});
    return Transaction::parse(*base::fromHex(*answer.find("hex")->string())).value();
}

} // namespace

TEST_CASE("blocks are walked from the first to the tip, each the child of the one before") {
    const auto mined = node().mine(3);
    const auto backend = node().backend();
    const chain::Tip tip = backend->tip().value();
    CHECK(tip.hash == mined.back());
    chain::BlockHash previous;
    for (std::uint32_t height = 0; height <= tip.height; ++height) {
        const auto hash = backend->blockHash(height).value();
        REQUIRE(hash);
        const auto block = backend->block(*hash).value();
        REQUIRE(block);
        CHECK(block->header.previous == previous);
        CHECK(block->header.hash() == *hash);
        previous = *hash;
    }
    CHECK(previous == tip.hash);
    CHECK(backend->block(tip.hash).value()->header.time == tip.time);
    CHECK_FALSE(backend->blockHash(tip.height + 1).value());
    CHECK_FALSE(backend->block(chain::BlockHash()).value());
    CHECK(backend->description().value().starts_with("/Satoshi:"));
}

TEST_CASE("a deposit is seen while it waits and found in its block") {
    const Txid txid = node().fund(node().newAddress(), Amount::sat(123'456'789));
    const auto backend = node().backend();
    CHECK(contains(backend->mempool().value(), txid));
    const auto waiting = backend->mempoolTransaction(txid).value();
    REQUIRE(waiting);
    CHECK(waiting->txid() == txid);
    CHECK(std::any_of(waiting->outputs.begin(), waiting->outputs.end(), [](const bitcoin::TxOut& output) {
        return output.amount == Amount::sat(123'456'789);
    }));

    const auto block = backend->block(node().mine(1).front()).value();
    REQUIRE(block);
    CHECK(std::any_of(block->transactions.begin(), block->transactions.end(),
                      [&](const Transaction& transaction) { return transaction == *waiting; }));
    CHECK_FALSE(contains(backend->mempool().value(), txid));
    CHECK_FALSE(backend->mempoolTransaction(txid).value());
}

TEST_CASE("a reorganisation shows as another block at the same height") {
    const auto backend = node().backend();
    const auto abandoned = node().mine(2);
    const std::uint32_t height = backend->tip().value().height;
    node().rpc("invalidateblock", {Json(chain::toText(abandoned.front()))});
    CHECK(backend->tip().value().height == height - 2);
    CHECK_FALSE(backend->blockHash(height).value());
    const auto replaced = node().mineTo(node().newAddress(), 3);
    CHECK(backend->tip().value().height == height + 1);
    CHECK(backend->blockHash(height - 1).value() == replaced.front());
    CHECK(replaced.front() != abandoned.front());
    // The abandoned block is still there to be undone by whoever followed it.
    CHECK(backend->block(abandoned.front()).value()->header.hash() == abandoned.front());
    node().rpc("reconsiderblock", {Json(chain::toText(abandoned.front()))});
    CHECK(backend->tip().value().hash == replaced.back());
}

TEST_CASE("acceptance is asked without sending, with fee and size") {
    const auto backend = node().backend();
    const Transaction transaction = unsent(1'000'000, 700);
    const Acceptance acceptance = backend->testAccept(transaction).value();
    CHECK(acceptance.verdict == Acceptance::Verdict::allowed);
    CHECK(acceptance.fee == Amount::sat(700));
    CHECK(acceptance.virtualSize == transaction.virtualSize());
    CHECK_FALSE(contains(backend->mempool().value(), transaction.txid()));
}

TEST_CASE("sending a transaction again is no failure, waiting or confirmed or long spent") {
    const auto backend = node().backend();
    const Transaction transaction = unsent(1'000'000, 700);
    CHECK(backend->broadcast(transaction).value() == Delivery::sent);
    CHECK(backend->broadcast(transaction).value() == Delivery::alreadyInMempool);
    CHECK(backend->testAccept(transaction).value().verdict == Acceptance::Verdict::alreadyKnown);
    node().mine(1);
    CHECK(backend->broadcast(transaction).value() == Delivery::alreadyConfirmed);
    CHECK(backend->testAccept(transaction).value().verdict == Acceptance::Verdict::alreadyKnown);

    // Spent, so that the node's set of unspent outputs knows nothing of it any more.
    node().rpc("sendall", {Json(Json::Array{Json(node().newAddress())})});
    node().mine(1);
    CHECK(backend->broadcast(transaction).value() == Delivery::alreadyConfirmed);
    CHECK(backend->testAccept(transaction).value().verdict == Acceptance::Verdict::alreadyKnown);
}

TEST_CASE("what the network refuses comes back with the node's reason and is not sent") {
    const auto backend = node().backend();
    const auto refused = [&](const Transaction& transaction) {
        const Acceptance acceptance = backend->testAccept(transaction).value();
        CHECK(acceptance.verdict == Acceptance::Verdict::rejected);
        const auto failure = backend->broadcast(transaction).error();
        CHECK(failure.code == "chain.rejected");
        CHECK_FALSE(failure.data.at(0).second.empty());
        CHECK_FALSE(contains(backend->mempool().value(), transaction.txid()));
        return acceptance.reason;
    };
    CHECK(refused(unsent(1'000'000, 1)) == "min relay fee not met");

    Transaction changed = unsent(1'000'000, 700);
    changed.outputs[0].amount = Amount::sat(999'000);
    CHECK(refused(changed).find("script-verify-flag") != std::string::npos);

    Transaction missing = unsent(1'000'000, 700);
    missing.inputs[0].prevout.vout = 77;
    CHECK(refused(missing) == "missing-inputs");
}

TEST_CASE("a young chain has no fee estimate, and the fixed rate says so") {
    const chain::FeeEstimate estimate = node().backend()->feeRate(6).value();
    CHECK(estimate.source == chain::FeeEstimate::Source::fallback);
    CHECK(estimate.rate == BitcoinCoreBackend::FALLBACK_FEE_RATE);
}

TEST_CASE("a node on another network is refused") {
    const auto files = base::makeSystemFileSystem();
    for (const auto network : {bitcoin::Network::main, bitcoin::Network::test, bitcoin::Network::signet}) {
        const auto backend = BitcoinCoreBackend::connect(*files, node().address(), network).value();
        CHECK(backend->tip().error().code == "net.wrong_network");
        CHECK(backend->broadcast(Transaction()).error().code == "net.wrong_network");
    }
}

TEST_CASE("wrong credentials and a missing cookie are told apart") {
    const auto files = base::makeSystemFileSystem();
    net::NodeAddress address = node().address();
    address.credentials = net::UserPassword{"nobody", "nothing"};
    CHECK(
        BitcoinCoreBackend::connect(*files, address, bitcoin::Network::regtest).value()->tip().error().code ==
        "net.unauthorized");
    address.credentials = net::CookieFile{node().cookiePath() + ".missing"};
    CHECK(
        BitcoinCoreBackend::connect(*files, address, bitcoin::Network::regtest).value()->tip().error().code ==
        "net.credentials_unreadable");
}

TEST_CASE("a node that stops is unreachable, and used again when it is back, with its new cookie") {
    test::Node other;
    const auto backend = other.backend();
    other.mine(2);
    CHECK(backend->tip().value().height == 2);
    other.stop();
    const auto failure = backend->tip().error();
    CHECK((failure.code == "net.unreachable" || failure.code == "net.credentials_unreadable"));
    net::NodeAddress withPassword = other.address();
    withPassword.credentials = net::UserPassword{"u", "p"};
    const auto files = base::makeSystemFileSystem();
    CHECK(BitcoinCoreBackend::connect(*files, withPassword, bitcoin::Network::regtest)
              .value()
              ->tip()
              .error()
              .code == "net.unreachable");
    other.start();
    CHECK(backend->tip().value().height == 2);
}

TEST_CASE("a node with a proof-of-work fork is refused before the fork is active") {
    test::Node forked({"-testactivationheight=blake2b@105"});
    const auto backend = forked.backend();
    const auto failure = backend->tip().error();
    CHECK(failure.code == "net.unknown_deployment");
    CHECK(failure.data.at(0).second == "blake2b");
    CHECK(backend->broadcast(Transaction()).error().code == "net.unknown_deployment");
    CHECK(backend->feeRate(6).error().code == "net.unknown_deployment");
}
