// Faster versions of a payment, and taking it back, on a real node: what nodes replace, what approvals cover,
// and that what was replaced is live until something is buried (POLICY §11; ATTACKS A109, A110).
#include "flows/payment_world.h"

#include "service/replace_withdrawal.h"
#include "service/withdrawal_view.h"
#include "store/coins.h"
#include "store/withdrawals.h"

using namespace strongroom;
using service::Replacement;
using service::WithdrawalPhase;
using test::codeOf;
using test::flowNode;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 100'000'000;

/// A treasury with an armed hot signer, a coin and a payee, and a payment that waits in the mempool.
struct Waiting {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    std::string payee;
    std::string id;

    explicit Waiting(std::int64_t satoshi, const std::string& approver = "") {
        world.fund(anna, COIN);
        payee = world.payee("Aldgate Mining Ltd");
        world.arm(anna);
        id = need(service::proposeWithdrawal(anna, world.draft(anna, payee, satoshi, "INV-1"),
                                             world.secret("anna")));
        if (!approver.empty())
            REQUIRE(world.approve(approver, id) == "done");
        REQUIRE(send(id) == WithdrawalPhase::broadcast);
    }
    /// As far as it goes without a block.
    WithdrawalPhase send(const std::string& withdrawal) {
        for (int i = 0; i < 3; ++i)
            need(service::advanceWithdrawal(anna, withdrawal));
        return world.phase(anna, withdrawal);
    }
    [[nodiscard]] service::ReplacementPreview preview(Replacement kind,
                                                      std::optional<std::int64_t> rate = std::nullopt) {
        return need(service::previewReplacement(anna, {id, kind, rate}));
    }
    [[nodiscard]] service::Outcome<std::string> replace(Replacement kind,
                                                        std::optional<std::int64_t> rate = std::nullopt) {
        return service::replaceWithdrawal(anna, {id, kind, rate}, world.secret("anna"));
    }
    [[nodiscard]] bool isInMempool(const std::string& withdrawal) {
        const auto txid = bitcoin::txidFromText(need(service::showWithdrawal(anna, withdrawal)).txid);
        return need(flowNode().backend()->mempoolTransaction(*txid)).has_value();
    }
    void bury(unsigned blocks) {
        flowNode().mine(blocks);
        need(service::followChain(anna));
    }
    [[nodiscard]] base::Amount reserved() {
        base::Amount sum;
        const auto registry = need(service::registryOf(anna.state()));
        const auto coins =
            store::Coins(anna.state().database).ofVault(registry->vaults().front().id.span()).value();
        for (const store::CoinRecord& coin : coins)
            if (coin.reservedBy && !coin.spentBy)
                sum = *sum.plus(coin.amount);
        return sum;
    }
};

} // namespace

TEST_CASE(
    "a payment that waits is sped up within its ceiling without new approvals, and one version confirms") {
    Waiting c(20'000'000, "ben");
    const auto before = need(service::showWithdrawal(c.anna, c.id));
    REQUIRE(before.ceiling);
    CHECK(before.ceiling->maxFeeRateSatPerKvb == 15'000);
    CHECK(before.actions.speedUp);
    CHECK(before.actions.stop);

    const auto preview = c.preview(Replacement::speedUp, 12'000);
    CHECK(preview.covered);
    CHECK(preview.feeBefore == before.row.fee);
    CHECK(preview.feeRateSatPerKvb == 12'000);
    CHECK(preview.fee <= preview.ceiling->maxFee);
    CHECK(preview.verdict.outcome == service::Verdict::Outcome::permitted);
    CHECK(need(service::listWithdrawals(c.anna, {})).size() == 1);

    const std::string faster = need(c.replace(Replacement::speedUp, 12'000));
    const auto proposed = need(service::showWithdrawal(c.anna, faster));
    CHECK(proposed.row.kind == service::WithdrawalKind::speedUp);
    CHECK(proposed.row.versionOf == c.id);
    CHECK(proposed.row.phase == WithdrawalPhase::authorized);
    CHECK(proposed.row.reference == "INV-1");
    CHECK(proposed.row.amount == before.row.amount);
    CHECK(proposed.versions.size() == 2);
    CHECK_FALSE(need(service::showWithdrawal(c.anna, c.id)).actions.speedUp);
    CHECK(codeOf(c.replace(Replacement::stop)) == "withdrawal.replacement_open");

    CHECK(c.send(faster) == WithdrawalPhase::broadcast);
    CHECK(c.isInMempool(faster));
    CHECK_FALSE(c.isInMempool(c.id));
    CHECK(c.send(c.id) == WithdrawalPhase::broadcast); // it is not sent again against the faster one
    CHECK(c.isInMempool(faster));

    c.bury(1);
    CHECK(c.world.phase(c.anna, faster) == WithdrawalPhase::confirmed);
    CHECK(c.world.phase(c.anna, c.id) == WithdrawalPhase::broadcast); // a reorganisation could bring it back
    CHECK(codeOf(c.replace(Replacement::speedUp)) == "withdrawal.in_block");
    c.bury(5);
    CHECK(c.world.phase(c.anna, c.id) == WithdrawalPhase::replaced);
    CHECK(c.world.phase(c.anna, faster) == WithdrawalPhase::confirmed);
}

TEST_CASE("a payment is sped up again and again up to its ceiling, and beyond it people are asked") {
    Waiting c(20'000'000, "ben");
    const std::string once = need(c.replace(Replacement::speedUp, 9'000));
    REQUIRE(c.send(once) == WithdrawalPhase::broadcast);
    CHECK(codeOf(c.replace(Replacement::speedUp, 9'500)) == "vault.replacement_fee_too_low");
    const std::string twice = need(c.replace(Replacement::speedUp, 15'000));
    REQUIRE(c.send(twice) == WithdrawalPhase::broadcast);
    CHECK(c.isInMempool(twice));

    const auto beyond = c.preview(Replacement::speedUp, 17'000);
    CHECK_FALSE(beyond.covered);
    CHECK(beyond.replaces == twice);
    CHECK(beyond.verdict.outcome == service::Verdict::Outcome::needsApprovals);
    CHECK(beyond.sentence.find("waits for approvals") != std::string::npos);
    const std::string asked = need(c.replace(Replacement::speedUp, 17'000));
    CHECK(c.world.phase(c.anna, asked) == WithdrawalPhase::waitingForApprovals);
    CHECK(c.send(asked) == WithdrawalPhase::waitingForApprovals);
    const auto record =
        store::Withdrawals(c.anna.state().database).find(*service::hashFromHex(asked)).value().value();
    CHECK(codeOf(service::askSigner(c.anna.state(), {"spend", {}, {record.psbt}})) == "signer.not_approved");
    CHECK(c.isInMempool(twice)); // what was signed before stays live
    REQUIRE(c.world.approve("cleo", asked) == "done");
    CHECK(c.send(asked) == WithdrawalPhase::broadcast);
    CHECK(c.isInMempool(asked));
    c.bury(6);
    CHECK(c.world.phase(c.anna, asked) == WithdrawalPhase::confirmed);
    for (const std::string& other : {c.id, once, twice})
        CHECK(c.world.phase(c.anna, other) == WithdrawalPhase::replaced);
    CHECK(c.reserved().satoshi() == 0);
}

TEST_CASE("a payment is counted once in its limits, however often it was sped up") {
    Waiting c(20'000'000, "ben");
    REQUIRE(c.send(need(c.replace(Replacement::speedUp, 9'000))) == WithdrawalPhase::broadcast);
    const auto standpoint = need(service::Standpoint::take(c.anna.state()));
    const auto knowledge = standpoint.knowledge({}, standpoint.now());
    const auto vault = *service::hashFromHex(c.world.hotVault(c.anna));
    const auto window =
        knowledge.history.before(vault, base::Seconds{86'400}, standpoint.now(), crypto::Hash256());
    CHECK(window.proven().count == 1);
    CHECK(window.proven().sum < 20'100'000);
}

TEST_CASE("a payment is stopped by its coins going back, and has ended only when that is buried") {
    Waiting c(1'000'000);
    const auto preview = c.preview(Replacement::stop);
    CHECK(preview.sentence.find("may still win the race") != std::string::npos);
    CHECK(preview.outflow == preview.fee);
    const std::string stop = need(c.replace(Replacement::stop));
    const auto shown = need(service::showWithdrawal(c.anna, stop));
    CHECK(shown.row.kind == service::WithdrawalKind::stop);
    CHECK(shown.row.amount.satoshi() == 0);
    CHECK(shown.outputs.size() == 2); // change and fee
    CHECK(c.send(stop) == WithdrawalPhase::broadcast);
    CHECK(c.isInMempool(stop));
    CHECK_FALSE(c.isInMempool(c.id));
    CHECK(codeOf(c.replace(Replacement::stop)) == "withdrawal.is_a_stop");
    c.bury(1);
    CHECK(c.world.phase(c.anna, stop) == WithdrawalPhase::confirmed);
    CHECK(c.world.phase(c.anna, c.id) == WithdrawalPhase::broadcast);
    CHECK_FALSE(need(service::showWithdrawal(c.anna, c.id)).actions.stop);
    c.bury(5);
    CHECK(c.world.phase(c.anna, c.id) == WithdrawalPhase::replaced);
    // The same invoice can be paid now: the first payment of it never happened.
    CHECK(codeOf(service::proposeWithdrawal(c.anna, c.world.draft(c.anna, c.payee, 1'000'000, "INV-1"),
                                            c.world.secret("anna"))) == "done");
}

TEST_CASE("a stop that loses the race ends as replaced, and the payment stands") {
    Waiting c(1'000'000);
    const std::string stop = need(c.replace(Replacement::stop));
    flowNode().mine(1); // before it is signed
    need(service::followChain(c.anna));
    CHECK(c.world.phase(c.anna, c.id) == WithdrawalPhase::confirmed);
    CHECK(c.send(stop) == WithdrawalPhase::authorized); // nothing is signed for a race that is lost
    c.bury(5);
    CHECK(c.world.phase(c.anna, stop) == WithdrawalPhase::replaced);
    CHECK(c.reserved().satoshi() == 0);
}

TEST_CASE("what is not signed, or has no change, is not replaced") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN / 10);
    const std::string payee = world.payee("Borough Foundry");
    world.arm(anna);
    auto draft = world.draft(anna, payee, COIN / 10 - 1'000, "INV-2");
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    const auto replace = [&](Replacement kind) {
        return codeOf(service::replaceWithdrawal(anna, {id, kind, std::nullopt}, world.secret("anna")));
    };
    CHECK(replace(Replacement::speedUp) == "withdrawal.not_signed");
    CHECK(replace(Replacement::stop) == "withdrawal.not_signed");
    CHECK_FALSE(need(service::showWithdrawal(anna, id)).ceiling);
    CHECK_FALSE(need(service::showWithdrawal(anna, id)).actions.speedUp);
    REQUIRE(world.approve("ben", id) == "done");
    for (int i = 0; i < 3; ++i)
        need(service::advanceWithdrawal(anna, id));
    REQUIRE(world.phase(anna, id) == WithdrawalPhase::broadcast);
    CHECK(replace(Replacement::speedUp) == "withdrawal.no_change");
    CHECK_FALSE(need(service::showWithdrawal(anna, id)).actions.speedUp);
    CHECK(replace(Replacement::stop) == "done");
}
