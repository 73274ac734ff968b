// Coins chosen by hand, coins that become one, and a child that pays for its parent, on a real node; and a
// signed transaction that is sent by somebody else.
#include "flows/payment_world.h"

#include "base/text_encoding.h"
#include "service/export_transaction.h"
#include "service/replace_withdrawal.h"
#include "service/sweep_vault.h"
#include "service/vaults.h"

using namespace strongroom;
using service::WithdrawalPhase;
using test::codeOf;
using test::flowNode;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 1'000'000;

/// Three coins of 0.01, 0.02 and 0.03 bitcoin, and an armed hot signer.
struct Coins {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    std::string vault = world.hotVault(anna);

    Coins() {
        for (std::uint32_t i = 1; i <= 3; ++i)
            world.fund(anna, i * COIN, i);
        world.arm(anna);
    }
    [[nodiscard]] std::vector<service::CoinRow> rows() { return need(service::vaultCoins(anna, vault)); }
    [[nodiscard]] std::string coinOf(std::int64_t satoshi) {
        for (const service::CoinRow& row : rows())
            if (row.amount.satoshi() == satoshi)
                return row.outpoint;
        FAIL("no such coin");
        return {};
    }
    [[nodiscard]] WithdrawalPhase send(const std::string& id) {
        for (int i = 0; i < 3; ++i)
            need(service::advanceWithdrawal(anna, id));
        return world.phase(anna, id);
    }
    [[nodiscard]] bitcoin::Txid txidOf(const std::string& id) {
        return *bitcoin::txidFromText(need(service::showWithdrawal(anna, id)).txid);
    }
};

} // namespace

TEST_CASE("a payment spends exactly the coins that were chosen, and none that cannot be spent") {
    Coins c;
    const std::string payee = c.world.payee("Aldgate Mining Ltd");
    auto draft = c.world.draft(c.anna, payee, 500'000, "INV-1");
    draft.coins = {c.coinOf(COIN), c.coinOf(3 * COIN)};
    const auto preview = need(service::previewWithdrawal(c.anna, draft));
    REQUIRE(preview.inputs.size() == 2);
    CHECK(preview.inputs[0].amount.satoshi() + preview.inputs[1].amount.satoshi() == 4 * COIN);
    const auto refusal = [&](std::vector<std::string> coins) {
        auto other = draft;
        other.coins = std::move(coins);
        return codeOf(service::proposeWithdrawal(c.anna, other, c.world.secret("anna")));
    };
    CHECK(refusal({draft.coins[0], draft.coins[0]}) == "coin.twice");
    CHECK(refusal({std::string(64, 'a') + ":0"}) == "coin.not_found");
    CHECK(refusal({"not a coin"}) == "coin.not_found");
    need(service::holdCoin(c.anna, c.coinOf(2 * COIN), "Under question", c.world.secret("anna")));
    CHECK(refusal({c.coinOf(2 * COIN)}) == "coin.not_spendable");
    const std::string id = need(service::proposeWithdrawal(c.anna, draft, c.world.secret("anna")));
    CHECK(refusal({draft.coins[0]}) == "coin.not_spendable"); // reserved
    CHECK(c.send(id) == WithdrawalPhase::broadcast);
    CHECK(flowNode().transaction(c.txidOf(id)).inputs.size() == 2);
}

TEST_CASE("coins of a vault become one, and nothing leaves it but the fee") {
    Coins c;
    const service::ConsolidationDraft draft{c.vault, {c.coinOf(COIN), c.coinOf(2 * COIN)}, 5'000};
    const auto preview = need(service::previewConsolidation(c.anna, draft));
    CHECK(preview.change.satoshi() + preview.fee.satoshi() == 3 * COIN);
    CHECK(preview.verdict.outcome == service::Verdict::Outcome::permitted);
    CHECK(codeOf(service::previewConsolidation(c.anna, {c.vault, {c.coinOf(COIN)}, 5'000})) ==
          "coin.too_few");
    const std::string id = need(service::proposeConsolidation(c.anna, draft, c.world.secret("anna")));
    const auto shown = need(service::showWithdrawal(c.anna, id));
    CHECK(shown.row.kind == service::WithdrawalKind::consolidation);
    CHECK(shown.row.amount.satoshi() == 0);
    CHECK(shown.outflow == preview.fee);
    CHECK(c.send(id) == WithdrawalPhase::broadcast);
    flowNode().mine(1);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::confirmed);
    CHECK(c.rows().size() == 2);
}

TEST_CASE("a child pays for a deposit that waits, as much as both together need") {
    Coins c;
    const auto registry = need(service::registryOf(c.anna.state()));
    const auto script = registry->vaults().front().descriptor.derive(vault::RECEIVE_BRANCH, 9).value();
    flowNode().fund(bitcoin::encodeAddress(script.scriptPubKey, bitcoin::Network::regtest).value(),
                    base::Amount::sat(7 * COIN));
    need(service::followChain(c.anna));
    const std::string waiting = c.coinOf(7 * COIN);
    const auto preview = need(service::previewChild(c.anna, {waiting, 60'000}));
    CHECK(preview.packageFeeRate >= 60'000);
    CHECK(preview.packageFeeRate < 61'000);
    CHECK(preview.feeRateSatPerKvb > 60'000);
    CHECK(codeOf(service::previewChild(c.anna, {waiting, 1'000})) == "coin.parent_fast_enough");
    CHECK(codeOf(service::previewChild(c.anna, {c.coinOf(COIN), 60'000})) == "coin.confirmed");
    const std::string id = need(service::proposeChild(c.anna, {waiting, 60'000}, c.world.secret("anna")));
    CHECK(c.send(id) == WithdrawalPhase::broadcast);
    const auto entry = need(flowNode().backend()->waitingPackage(c.txidOf(id)));
    REQUIRE(entry);
    // By its true size, which is at most the one that was paid for.
    CHECK(base::FeeRate::of(entry->fee, entry->virtualSize) >= base::FeeRate::satPerKvb(60'000));
    flowNode().mine(1);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::confirmed);
    CHECK(codeOf(service::previewChild(c.anna, {std::string(64, '1') + ":0", 60'000})) == "coin.not_found");
}

namespace {

/// Spends a transaction's coins in its place: the payer of a deposit changed their mind.
void replaceAsPayer(const bitcoin::Transaction& parent) {
    std::int64_t value = -500'000; // a fee that any node takes for better
    base::Json::Array coins;
    for (const bitcoin::TxIn& input : parent.inputs) {
        const bitcoin::OutPoint& coin = input.prevout;
        value += flowNode().transaction(coin.txid).outputs.at(coin.vout).amount.satoshi();
        coins.push_back(base::Json::Object{{"txid", bitcoin::toText(coin.txid)},
                                           {"vout", static_cast<std::int64_t>(coin.vout)}});
    }
    const std::string fraction = std::to_string(100'000'000 + value % 100'000'000).substr(1);
    const base::Json outputs(
        base::Json::Object{{flowNode().newAddress(), std::to_string(value / 100'000'000) + "." + fraction}});
    const base::Json inputs(std::move(coins));
    const auto raw = flowNode().rpc("createrawtransaction", {inputs, outputs});
    const auto made = flowNode().rpc("signrawtransactionwithwallet", {base::Json(*raw.string())});
    flowNode().rpc("sendrawtransaction", {base::Json(*made.find("hex")->string())});
}

} // namespace

TEST_CASE("a child whose parent its payer replaces ends when that is buried, and never before") {
    Coins c;
    const auto registry = need(service::registryOf(c.anna.state()));
    const auto script = registry->vaults().front().descriptor.derive(vault::RECEIVE_BRANCH, 9).value();
    const bitcoin::Txid parent =
        flowNode().fund(bitcoin::encodeAddress(script.scriptPubKey, bitcoin::Network::regtest).value(),
                        base::Amount::sat(7 * COIN));
    need(service::followChain(c.anna));
    const std::string id =
        need(service::proposeChild(c.anna, {c.coinOf(7 * COIN), 60'000}, c.world.secret("anna")));
    CHECK(c.send(id) == WithdrawalPhase::broadcast);
    replaceAsPayer(flowNode().transaction(parent));
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::broadcast); // neither is in a block
    flowNode().mine(5);
    need(service::followChain(c.anna));
    CHECK(need(service::advanceWithdrawal(c.anna, id)).after == WithdrawalPhase::broadcast);
    flowNode().mine(1);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::replaced);
}

TEST_CASE("a child of a payment that is replaced ends with it") {
    Coins c;
    const std::string payee = c.world.payee("Clink Wharf");
    auto draft = c.world.draft(c.anna, payee, 500'000, "INV-3");
    draft.coins = {c.coinOf(3 * COIN)};
    const std::string payment = need(service::proposeWithdrawal(c.anna, draft, c.world.secret("anna")));
    CHECK(c.send(payment) == WithdrawalPhase::broadcast);
    need(service::followChain(c.anna));
    const auto rows = c.rows();
    const auto change =
        std::find_if(rows.begin(), rows.end(), [](const auto& row) { return !row.height.has_value(); });
    REQUIRE(change != rows.end());
    const std::string child =
        need(service::proposeChild(c.anna, {change->outpoint, 20'000}, c.world.secret("anna")));
    CHECK(c.send(child) == WithdrawalPhase::broadcast);
    need(service::followChain(c.anna));
    const std::string faster = need(service::replaceWithdrawal(
        c.anna, {payment, service::Replacement::stop, 100'000}, c.world.secret("anna")));
    CHECK(c.send(faster) == WithdrawalPhase::broadcast);
    flowNode().mine(1);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, faster) == WithdrawalPhase::confirmed);
    CHECK(c.world.phase(c.anna, child) == WithdrawalPhase::broadcast);
    flowNode().mine(5);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, payment) == WithdrawalPhase::replaced);
    CHECK(c.world.phase(c.anna, child) == WithdrawalPhase::replaced);
}

TEST_CASE("a child of what has left the mempool is refused") {
    Coins c;
    const auto registry = need(service::registryOf(c.anna.state()));
    const auto script = registry->vaults().front().descriptor.derive(vault::RECEIVE_BRANCH, 9).value();
    flowNode().fund(bitcoin::encodeAddress(script.scriptPubKey, bitcoin::Network::regtest).value(),
                    base::Amount::sat(7 * COIN));
    need(service::followChain(c.anna));
    const std::string waiting = c.coinOf(7 * COIN);
    flowNode().mine(1); // and nobody has told this desk
    CHECK(codeOf(service::previewChild(c.anna, {waiting, 60'000})) == "coin.parent_unknown");
}

TEST_CASE("a signed transaction is handed out, sent by somebody else, and followed all the same") {
    Coins c;
    const std::string payee = c.world.payee("Borough Foundry");
    const std::string id = need(service::proposeWithdrawal(
        c.anna, c.world.draft(c.anna, payee, 500'000, "INV-2"), c.world.secret("anna")));
    CHECK(codeOf(service::exportTransaction(c.anna, id)) == "withdrawal.not_complete");
    need(service::advanceWithdrawal(c.anna, id));
    need(service::advanceWithdrawal(c.anna, id));
    REQUIRE(c.world.phase(c.anna, id) == WithdrawalPhase::signedWaiting);
    const auto handed = need(service::exportTransaction(c.anna, id));
    CHECK(handed.txid == need(service::showWithdrawal(c.anna, id)).txid);
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::signedWaiting);
    flowNode().rpc("sendrawtransaction", {base::Json(base::toHex(handed.bytes))});
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::broadcast);
    flowNode().mine(1);
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, id) == WithdrawalPhase::confirmed);
    const auto timeline = need(service::showWithdrawal(c.anna, id)).timeline;
    CHECK(std::any_of(timeline.begin(), timeline.end(), [](const auto& line) {
        return line.sentence.find("handed out") != std::string::npos;
    }));
}
