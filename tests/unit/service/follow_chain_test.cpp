#include "service/follow_chain.h"

#include "chain/training_chain.h"
#include "fakes/console_world.h"
#include "service/deposits.h"
#include "service/overview.h"
#include "service/training.h"
#include "service/vaults.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"
#include "store/coins.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <filesystem>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

struct Fixture {
    ConsoleWorld world;
    service::Workspace workspace = world.open();

    std::string hotVault() { return service::listVaults(workspace)->front().id; }
    service::DepositRow issue(const std::string& payer, std::optional<std::int64_t> expected = {}) {
        auto row = service::issueDeposit(
            workspace,
            {.vaultId = hotVault(), .payer = payer, .purpose = "Invoice 7", .expectedSatoshi = expected});
        REQUIRE(row);
        return *row;
    }
    void fund(const std::string& address, std::int64_t satoshi) {
        REQUIRE(service::trainingFund(workspace, address, satoshi));
    }
    void mine(std::uint32_t blocks = 1) { REQUIRE(service::trainingMine(workspace, blocks)); }
    service::SyncReport follow() {
        const auto report = service::followChain(workspace);
        REQUIRE(report);
        return *report;
    }
    service::DepositRow deposit(std::size_t position = 0) {
        return service::listDeposits(workspace)->at(position);
    }
    service::Balance total() { return service::overview(workspace)->total; }
};

/// The signer's connection, with another answer to one question.
class LyingSigner final : public signer::Connection {
public:
    LyingSigner(std::unique_ptr<signer::Connection> honest, std::string address)
        : m_honest(std::move(honest)), m_address(std::move(address)) {}
    base::Result<signer::Frame, base::Failure> call(const signer::Frame& request) override {
        auto reply = m_honest->call(request);
        if (reply && reply->header.find("address") != nullptr)
            (*reply->header.object())["address"] = m_address;
        return reply;
    }

private:
    std::unique_ptr<signer::Connection> m_honest;
    std::string m_address;
};

/// A node that has hashes of blocks, and no blocks.
class HollowNode final : public chain::Backend {
public:
    explicit HollowNode(std::uint32_t height) : m_height(height) {}
    bitcoin::Network network() const override { return bitcoin::Network::regtest; }
    chain::Answer<std::string> description() override { return std::string("hollow"); }
    chain::Answer<chain::Tip> tip() override { return chain::Tip{m_height, hashOf(m_height), {}}; }
    chain::Answer<std::optional<chain::BlockHash>> blockHash(std::uint32_t height) override {
        return std::optional(hashOf(height));
    }
    chain::Answer<std::optional<chain::Block>> block(const chain::BlockHash&) override {
        return std::optional<chain::Block>();
    }
    chain::Answer<std::vector<bitcoin::Txid>> mempool() override { return std::vector<bitcoin::Txid>(); }
    chain::Answer<std::optional<bitcoin::Transaction>> mempoolTransaction(const bitcoin::Txid&) override {
        return std::optional<bitcoin::Transaction>();
    }
    chain::Answer<std::optional<chain::WaitingPackage>> waitingPackage(const bitcoin::Txid&) override {
        return std::optional<chain::WaitingPackage>();
    }
    chain::Answer<chain::Acceptance> testAccept(const bitcoin::Transaction&) override { return unasked(); }
    chain::Answer<chain::Delivery> broadcast(const bitcoin::Transaction&) override { return unasked(); }
    chain::Answer<chain::FeeEstimate> feeRate(std::uint32_t) override { return unasked(); }

private:
    static base::Unexpected<base::Failure> unasked() {
        return base::Unexpected(base::Failure("chain.rejected", "Nobody asks this."));
    }
    static chain::BlockHash hashOf(std::uint32_t height) {
        chain::BlockHash hash;
        hash.mutableSpan()[0] = static_cast<std::uint8_t>(height);
        hash.mutableSpan()[1] = 1;
        return hash;
    }

    std::uint32_t m_height;
};

TEST_CASE("a deposit is expected, then seen, then confirmed, and becomes a balance") {
    Fixture fixture;
    const service::DepositRow issued = fixture.issue("Aldgate Mining Ltd", 250'000'000);
    CHECK(issued.state == service::DepositState::expected);
    CHECK(issued.uri == "bitcoin:" + issued.address + "?amount=2.50000000");
    fixture.fund(issued.address, 250'000'000);
    fixture.follow();
    CHECK(fixture.deposit().state == service::DepositState::seen);
    CHECK(fixture.total().unconfirmed == base::Amount::sat(250'000'000));
    CHECK(fixture.total().available == base::Amount::sat(0));
    fixture.mine(3);
    const auto report = fixture.follow();
    CHECK(report.blocksAdded == 3);
    CHECK(fixture.deposit().state == service::DepositState::confirmed);
    CHECK(fixture.deposit().confirmations == 3);
    CHECK(fixture.total().available == base::Amount::sat(250'000'000));
    CHECK(fixture.total().total == base::Amount::sat(250'000'000));
    CHECK(fixture.follow().blocksAdded == 0);
}

TEST_CASE("every deposit has an address of its own, also after a restart of the signer") {
    Fixture fixture;
    const auto first = fixture.issue("One");
    const auto second = fixture.issue("Two");
    CHECK(first.address != second.address);
    fixture.workspace.state().signer.reset();
    fixture.world.stopSigners();
    auto locked = service::issueDeposit(fixture.workspace, {.vaultId = fixture.hotVault(), .payer = "Three"});
    REQUIRE_FALSE(locked);
    CHECK(locked.error().code == "signer.locked");
    fixture.workspace.state().writerLock.reset();
    fixture.workspace = fixture.world.open("ben");
    const auto third = fixture.issue("Three");
    CHECK(third.address != first.address);
    CHECK(third.address != second.address);
    CHECK(service::listDeposits(fixture.workspace)->size() == 3);
}

TEST_CASE("an address that signer and console do not both derive is shown to nobody") {
    Fixture fixture;
    const std::string elsewhere = fixture.issue("One").address;
    auto& connection = fixture.workspace.state().signer;
    REQUIRE(connection);
    connection = std::make_unique<LyingSigner>(std::move(connection), elsewhere);
    const auto row =
        service::issueDeposit(fixture.workspace, {.vaultId = fixture.hotVault(), .payer = "Two"});
    REQUIRE_FALSE(row);
    CHECK(row.error().code == "deposit.address_mismatch");
}

TEST_CASE("what a deposit cannot be is refused, and nothing is issued") {
    Fixture fixture;
    const std::string vault = fixture.hotVault();
    const auto codeOf = [&](const service::DepositDraft& draft) {
        const auto row = service::issueDeposit(fixture.workspace, draft);
        return row ? std::string("issued") : row.error().code;
    };
    CHECK(codeOf({.vaultId = vault, .payer = ""}) == "deposit.payer_missing");
    CHECK(codeOf({.vaultId = vault, .payer = "line\nbreak"}) == "deposit.payer_missing");
    CHECK(codeOf({.vaultId = vault, .payer = "P", .expectedSatoshi = 0}) == "input.amount");
    CHECK(codeOf({.vaultId = vault, .payer = "P", .expectedSatoshi = 2'100'000'000'000'001}) ==
          "input.amount");
    CHECK(codeOf({.vaultId = std::string(64, '0'), .payer = "P"}) == "vault.not_found");
    CHECK(codeOf({.vaultId = "hot", .payer = "P"}) == "vault.not_found");
    CHECK(service::listDeposits(fixture.workspace)->empty());
}

TEST_CASE("coins at an address that was issued to nobody are unexpected, and a due deposit gets late") {
    Fixture fixture;
    const auto address = service::vaultAddresses(fixture.workspace, fixture.hotVault(), 0, 42, 42);
    REQUIRE(address);
    fixture.fund(address->front().address, 10'000);
    fixture.mine();
    fixture.follow();
    CHECK(fixture.deposit().state == service::DepositState::unexpected);
    REQUIRE(
        service::issueDeposit(fixture.workspace, {.vaultId = fixture.hotVault(),
                                                  .payer = "Slow payer",
                                                  .dueAt = fixture.world.clock().now() + base::Seconds{60}}));
    CHECK(fixture.deposit(1).state == service::DepositState::expected);
    fixture.world.clock().shift = {120};
    CHECK(fixture.deposit(1).state == service::DepositState::late);
}

TEST_CASE("coins far beyond the addresses issued are followed as far as the look-ahead goes") {
    Fixture fixture;
    const auto near = service::vaultAddresses(fixture.workspace, fixture.hotVault(), 0, 99, 100);
    REQUIRE(near);
    fixture.fund(near->at(1).address, 30'000); // watched only once the one before is used
    fixture.fund(near->at(0).address, 20'000);
    fixture.mine();
    fixture.follow();
    CHECK(fixture.total().total == base::Amount::sat(50'000));
    const auto later = service::vaultAddresses(fixture.workspace, fixture.hotVault(), 0, 150, 150);
    fixture.fund(later->front().address, 40'000);
    fixture.mine();
    fixture.follow();
    CHECK(fixture.total().total == base::Amount::sat(90'000));
}

TEST_CASE("a reorganisation is undone: coins of the blocks that were left are unconfirmed or gone") {
    Fixture fixture;
    const auto deposit = fixture.issue("Payer");
    fixture.mine();
    fixture.follow();
    const std::string steps = service::trainingChainPath(fixture.world.folder());
    const std::string kept = fixture.world.temporary() / "kept";
    std::filesystem::copy_file(steps, kept);
    fixture.fund(deposit.address, 70'000);
    fixture.mine(2);
    CHECK(fixture.follow().blocksAdded == 2);
    CHECK(fixture.total().available == base::Amount::sat(70'000));
    // Another branch from the block before: the payment never happened on it.
    std::filesystem::copy_file(kept, steps, std::filesystem::copy_options::overwrite_existing);
    fixture.workspace.state().backend.reset();
    fixture.fund(deposit.address, 80'000);
    fixture.mine(3);
    const auto report = fixture.follow();
    CHECK(report.blocksUndone == 2);
    CHECK(report.blocksAdded == 3);
    CHECK(fixture.total().total == base::Amount::sat(80'000));
}

TEST_CASE("a chain without any block of ours is refused, and nothing changes") {
    Fixture fixture;
    fixture.mine(2);
    fixture.follow();
    const auto before = store::Coins(fixture.workspace.state().database).tip();
    const std::string steps = service::trainingChainPath(fixture.world.folder());
    std::filesystem::remove(steps);
    REQUIRE(chain::TrainingChain::create(*fixture.world.ports().files, steps,
                                         fixture.world.clock().now() - base::Seconds{86'400}));
    fixture.workspace.state().backend.reset();
    fixture.mine(3);
    const auto followed = service::followChain(fixture.workspace);
    REQUIRE_FALSE(followed);
    CHECK(followed.error().code == "chain.reorganisation_too_deep");
    CHECK(store::Coins(fixture.workspace.state().database).tip()->value().hash == before->value().hash);
}

TEST_CASE("a node whose answers do not fit together is not followed, and nothing changes") {
    Fixture fixture;
    fixture.workspace.state().backend = std::make_unique<HollowNode>(100);
    const auto followed = service::followChain(fixture.workspace);
    REQUIRE_FALSE(followed);
    CHECK(followed.error().code == "chain.inconsistent");
    CHECK_FALSE(store::Coins(fixture.workspace.state().database).tip()->has_value());
}

TEST_CASE("a coin on hold stays on hold, by the log, until it is released") {
    Fixture fixture;
    const auto deposit = fixture.issue("Payer");
    fixture.fund(deposit.address, 90'000);
    fixture.mine();
    fixture.follow();
    const std::string coin = service::vaultCoins(fixture.workspace, fixture.hotVault())->front().outpoint;
    const auto secret = ConsoleWorld::secretOf("anna");
    CHECK(service::holdCoin(fixture.workspace, coin, "", secret).error().code == "input.reason_missing");
    CHECK(service::releaseCoin(fixture.workspace, coin, secret).error().code == "coin.not_held");
    CHECK(service::holdCoin(fixture.workspace, "nonsense", "Why", secret).error().code == "coin.not_found");
    CHECK(service::holdCoin(fixture.workspace, coin, "Why", test::secretText("a wrong one")).error().code ==
          "workspace.wrong_passphrase");
    CHECK(fixture.total().held == base::Amount::sat(0));
}

TEST_CASE("holding and releasing move a coin between held and available") {
    Fixture fixture;
    const auto deposit = fixture.issue("Payer");
    fixture.fund(deposit.address, 90'000);
    fixture.mine();
    fixture.follow();
    const std::string coin = service::vaultCoins(fixture.workspace, fixture.hotVault())->front().outpoint;
    const auto secret = ConsoleWorld::secretOf("anna");
    REQUIRE(service::holdCoin(fixture.workspace, coin, "Looks stolen", secret));
    CHECK(fixture.total().held == base::Amount::sat(90'000));
    CHECK(service::vaultCoins(fixture.workspace, fixture.hotVault())->front().holdReason == "Looks stolen");
    CHECK(service::holdCoin(fixture.workspace, coin, "Again", secret).error().code == "coin.already_held");
    REQUIRE(service::releaseCoin(fixture.workspace, coin, secret));
    CHECK(fixture.total().available == base::Amount::sat(90'000));
}

TEST_CASE("funding and mining are for training, with sound numbers") {
    Fixture fixture;
    CHECK(service::trainingMine(fixture.workspace, 0).error().code == "input.range");
    CHECK(service::trainingFund(fixture.workspace, "nonsense", 1'000).has_value() == false);
    const auto deposit = fixture.issue("Payer");
    CHECK(service::trainingFund(fixture.workspace, deposit.address, -1).error().code == "input.amount");
    fixture.workspace.state().card.training = false;
    CHECK(service::trainingMine(fixture.workspace, 1).error().code == "training.only");
}

} // namespace
