// A refusal says the numbers, and what would satisfy it; a fee rate says where it comes from.
#include "flows/payment_world.h"

#include "fakes/estimating_backend.h"
#include "service/sweep_vault.h"
#include "service/vaults.h"

using namespace strongroom;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 1'000'000;

std::int64_t numberIn(const base::Failure& failure, const std::string& name) {
    for (const auto& [key, value] : failure.data)
        if (key == name)
            return std::stoll(value);
    FAIL("no " << name << " in " << failure.code);
    return 0;
}

bool says(const base::Failure& failure, const std::string& words) {
    return failure.message.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("what the coins do not cover is refused with what could be paid, which then can be") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    for (std::uint32_t i = 0; i < 3; ++i)
        world.fund(anna, COIN, i);
    const auto coins = need(service::vaultCoins(anna, world.hotVault(anna)));
    need(service::holdCoin(anna, coins.front().outpoint, "Under question", world.secret("anna")));
    auto draft = world.draft(anna, world.payee("Aldgate Mining Ltd"), 5 * COIN, "INV-1");
    const auto refused = service::previewWithdrawal(anna, draft);
    REQUIRE_FALSE(refused);
    const base::Failure& failure = refused.error();
    CHECK(failure.code == "vault.insufficient_funds");
    CHECK(numberIn(failure, "available") == 2 * COIN);
    CHECK(numberIn(failure, "held") == COIN);
    const std::int64_t most = numberIn(failure, "most");
    CHECK(numberIn(failure, "needed") - 5 * COIN == 2 * COIN - most); // the fee
    CHECK(says(failure, "0.02 BTC"));
    CHECK(says(failure, "0.01 BTC is on hold."));
    CHECK(says(failure, "At most 0.0199"));
    draft.amountSatoshi = most;
    CHECK(need(service::previewWithdrawal(anna, draft)).inputs.size() == 2);
    draft.amountSatoshi = most + 1;
    CHECK(test::codeOf(service::previewWithdrawal(anna, draft)) == "vault.insufficient_funds");
    draft.coins = {coins.back().outpoint};
    const auto chosen = service::previewWithdrawal(anna, draft);
    REQUIRE_FALSE(chosen);
    CHECK(says(chosen.error(), "The chosen coins have 0.01 BTC."));
    draft.amountSatoshi = numberIn(chosen.error(), "most");
    CHECK(need(service::previewWithdrawal(anna, draft)).inputs.size() == 1);
}

TEST_CASE("dust and fee rates out of range are refused with the bound, at which they pass") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, 50 * COIN);
    auto draft = world.draft(anna, world.payee("Aldgate Mining Ltd"), 200, "INV-1");
    const auto failure = [&] {
        const auto refused = service::previewWithdrawal(anna, draft);
        REQUIRE_FALSE(refused);
        return refused.error();
    };
    CHECK(failure().code == "vault.dust_payment");
    CHECK(numberIn(failure(), "amount") == 200);
    CHECK(says(failure(), "Aldgate Mining Ltd"));
    draft.amountSatoshi = numberIn(failure(), "least");
    draft.amountSatoshi -= 1;
    CHECK(failure().code == "vault.dust_payment");
    draft.amountSatoshi = 40 * COIN;
    draft.feeRateSatPerKvb = 500'001;
    CHECK(failure().code == "vault.wanted_fee_rate_above_ceiling");
    CHECK(says(failure(), "500.001 sat/vB is above the ceiling of 500 sat/vB"));
    draft.feeRateSatPerKvb = numberIn(failure(), "ceiling");
    CHECK(need(service::previewWithdrawal(anna, draft)).feeRateSatPerKvb <= 500'000);
    draft.feeRateSatPerKvb = 999;
    CHECK(failure().code == "vault.fee_rate_too_low");
    CHECK(says(failure(), "this is 0.999 sat/vB"));
    draft.feeRateSatPerKvb = numberIn(failure(), "least");
    CHECK(need(service::previewWithdrawal(anna, draft)).feeRateSatPerKvb >= 1'000);
}

TEST_CASE("a preview says where its fee rate comes from, and that an estimate is old") {
    PaymentWorld world;
    chain::FeeEstimate estimate{
        base::FeeRate::satPerKvb(12'500), chain::FeeEstimate::Source::fallback, 0, {}};
    service::Ports ports = world.ports();
    ports.openTrainingChain = [&](const std::string&) -> service::Outcome<std::unique_ptr<chain::Backend>> {
        return std::unique_ptr<chain::Backend>(
            std::make_unique<test::EstimatingBackend>(test::flowNode().backend(), estimate));
    };
    service::Workspace anna =
        need(service::openWorkspace(ports, world.console().folder(), "anna", world.secret("anna")));
    world.fund(anna, 50 * COIN);
    auto draft = world.draft(anna, world.payee("Aldgate Mining Ltd"), COIN, "INV-1");
    using Source = service::FeeBasis::Source;
    CHECK(need(service::previewWithdrawal(anna, draft)).feeBasis.source == Source::chosen);
    draft.feeRateSatPerKvb.reset();
    const auto preview = [&] { return need(service::previewWithdrawal(anna, draft)); };
    CHECK(preview().feeBasis.source == Source::fallback);
    CHECK(preview().feeSource == "12.5 sat/vB, a fixed rate, because the node has no estimate");
    estimate.source = chain::FeeEstimate::Source::least;
    CHECK(preview().feeBasis.source == Source::least);
    const base::UnixTime now = anna.state().ports.clock->now();
    estimate = {estimate.rate, chain::FeeEstimate::Source::estimated, 6, now - base::Seconds{12 * 60}};
    CHECK(preview().feeSource == "12.5 sat/vB, the node's estimate for 6 blocks, as of a block 12 min old");
    CHECK_FALSE(preview().feeBasis.stale);
    estimate.blocks = 25;
    CHECK(preview().feeSource.find("for 25 blocks (it has none for 6 blocks)") != std::string::npos);
    CHECK(preview().feeBasis.blocks == 25U);
    estimate.asOf = now - base::Seconds{2 * 3'600 + 60};
    CHECK(preview().feeBasis.stale);
    CHECK(preview().feeSource.ends_with("as of a block 2 h old: it may be out of date"));
}

TEST_CASE("a proposal too large to be shown to a station is refused before anybody signs") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    const auto registry = need(service::registryOf(anna.state()));
    base::Json::Object payments;
    for (std::uint32_t index = 0; index < 100; ++index) {
        const auto script =
            registry->vaults().front().descriptor.derive(vault::RECEIVE_BRANCH, index).value();
        payments.emplace(bitcoin::encodeAddress(script.scriptPubKey, bitcoin::Network::regtest).value(),
                         "0.001");
    }
    test::flowNode().fund(test::flowNode().newAddress(), base::Amount::sat(100'000)); // mines what it needs
    test::flowNode().mine(1);
    for (int i = 0; i < 3; ++i)
        test::flowNode().rpc("sendmany", {base::Json(""), base::Json(payments)});
    test::flowNode().mine(1);
    need(service::followChain(anna));
    service::ConsolidationDraft draft{world.hotVault(anna), {}, 1'000};
    for (const auto& coin : need(service::vaultCoins(anna, draft.vaultId)))
        draft.coins.push_back(coin.outpoint);
    REQUIRE(draft.coins.size() == 300);
    const auto refused = service::proposeConsolidation(anna, draft, world.secret("anna"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "treasury.fields_too_large");
    CHECK(numberIn(refused.error(), "coins") == 300);
    CHECK(says(refused.error(), "Spend fewer coins at once."));
    draft.coins.resize(200);
    CHECK(test::codeOf(service::proposeConsolidation(anna, draft, world.secret("anna"))) == "done");
}
