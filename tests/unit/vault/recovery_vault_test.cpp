// What is registered, found and built of recovery vaults whose descriptors are real.
#include "fakes/counting_random.h"
#include "review_subject.h"
#include "vault/recovery_spend.h"

using namespace strongroom;
using test::TestVault;
using vault::Error;
using vault::FindingCode;

namespace {

constexpr std::uint32_t DELAY = 144;
constexpr std::uint32_t COIN_HEIGHT = 100; // as TestChain::fund has it
constexpr std::uint32_t FIRST_OPEN_TIP = COIN_HEIGHT + DELAY - 1;

const TestVault& recoveryVault() {
    static const TestVault one = test::recoveryVault("deep", DELAY);
    return one;
}

std::vector<vault::Vault> registered() {
    std::vector<vault::Vault> vaults = test::treasury().vaults();
    vaults.push_back(recoveryVault().vault);
    return vaults;
}

vault::SpendReview reviewOf(const psbt::Psbt& psbt) {
    return vault::reviewSpend(psbt, registered(), test::knownPayees(), {}, bitcoin::Network::regtest);
}

/// The usual payment, with these sequence numbers.
psbt::Psbt spendWith(std::uint32_t first, std::uint32_t second, std::int32_t version = 2) {
    psbt::Psbt psbt = test::spendOf(recoveryVault().vault).psbt;
    psbt.tx.version = version;
    psbt.tx.inputs[0].sequence = first;
    psbt.tx.inputs[1].sequence = second;
    return psbt;
}

bool refuses(const psbt::Psbt& psbt, FindingCode code) {
    const vault::SpendReview review = reviewOf(psbt);
    return review.has(code) && !review.signable(std::vector<std::string>{"vault.recovery_spend"});
}

Error registering(std::string_view script, vault::Tier tier = vault::Tier::cold) {
    return vault::checkRegistration(test::vaultOf("deep", script, bitcoin::Network::regtest, tier), {})
        .error();
}

struct Recovering {
    test::TestChain chain;
    std::vector<vault::Coin> coins;
    test::CountingRandom random;
    vault::Vault target = test::treasury().cold.vault;
    vault::RecoverySpendRequest request;

    Recovering() {
        coins = {chain.fund(recoveryVault().vault, 6'000'000, 0, 3),
                 chain.fund(recoveryVault().vault, 5'000'000, 1, 4)};
        request.toVault = &target;
        request.place = {vault::CHANGE_BRANCH, 7};
        request.feeRate = base::FeeRate::satPerVb(12);
        request.tipHeight = FIRST_OPEN_TIP;
    }
    base::Result<vault::BuiltSpend, Error> build() {
        return vault::buildRecoverySpend(recoveryVault().vault, request, coins, chain.lookUp(), random);
    }
};

} // namespace

TEST_CASE("a recovery vault is registered in the cold and warm tier, and no hot vault has a recovery path") {
    vault::Vault vault = recoveryVault().vault;
    CHECK(vault::checkRegistration(vault, {}));
    vault.tier = vault::Tier::warm;
    CHECK(vault::checkRegistration(vault, {}));
    vault.tier = vault::Tier::hot;
    CHECK(vault::checkRegistration(vault, {}).error() == Error::recoveryOnHotTier);
}

TEST_CASE("no other time lock is registered: nobody could say who may spend when") {
    const std::string a = test::makeAccount("a").text() + "/<0;1>/*";
    const std::string b = test::makeAccount("b").text() + "/<0;1>/*";
    CHECK(registering("wsh(or_d(pk(" + a + "),and_v(v:pk(" + b + "),after(800000))))") ==
          Error::unsupportedLock);
    CHECK(registering("wsh(or_d(pk(" + a + "),and_v(v:pk(" + b + "),older(4194305))))") ==
          Error::unsupportedLock); // counts units of 512 seconds
    CHECK(registering("wsh(and_v(v:pk(" + a + "),older(10)))") == Error::descriptorNotForVaults);
    CHECK(registering("wsh(andor(pk(" + a + "),older(10),pk(" + b + ")))") == Error::unsupportedLock);
}

TEST_CASE("a lock that consensus would ignore is no lock") {
    const std::string a = test::makeAccount("a").text() + "/<0;1>/*";
    const std::string b = test::makeAccount("b").text() + "/<0;1>/*";
    for (const char* operand : {"65536", "131072", "2147483648"}) {
        const std::string text = "wsh(or_d(pk(" + a + "),and_v(v:pk(" + b + "),older(" + operand + "))))";
        CAPTURE(text);
        const auto descriptor = descriptor::Descriptor::parse(text, bitcoin::Network::regtest);
        CHECK((!descriptor || registering(text) == Error::descriptorNotForVaults));
    }
}

TEST_CASE("the primary path is spent as any vault is, without a word about recovery") {
    const vault::SpendReview review = reviewOf(spendWith(0xfffffffd, 0xfffffffd));
    CHECK(review.signable());
    CHECK_FALSE(review.has(FindingCode::recoverySpend));
}

TEST_CASE("a recovery spend is asked about in words, and the answer stands in the intent") {
    const vault::SpendReview review = reviewOf(spendWith(DELAY, DELAY));
    REQUIRE(review.has(FindingCode::recoverySpend));
    CHECK_FALSE(review.signable());
    CHECK(review.signable(std::vector<std::string>{"vault.recovery_spend"}));
    CHECK(review.askedCodes() == std::vector<std::string>{"vault.recovery_spend"});
    const auto& message =
        std::ranges::find(review.findings, FindingCode::recoverySpend, &vault::Finding::code)->message;
    CHECK(message.find("2 of 2 recovery keys instead of 2 of 3 primary keys") != std::string::npos);
    CHECK(message.find("144 blocks (about 24 hours)") != std::string::npos);
    CHECK(message.find("could not be checked here") != std::string::npos);
}

TEST_CASE("coins by one path and coins by the other in one transaction are refused") {
    CHECK(refuses(spendWith(DELAY, 0xfffffffd), FindingCode::mixedPaths));
    CHECK(refuses(spendWith(0xffffffff, DELAY), FindingCode::mixedPaths));
}

TEST_CASE("the leaf of a taproot recovery vault is that of the path that its sequence numbers take") {
    const TestVault tree = test::recoveryVault("tree", DELAY, vault::RecoveryPlan::Script::tr);
    std::vector<vault::Vault> vaults = test::treasury().vaults();
    vaults.push_back(tree.vault);
    const auto review = [&](const psbt::Psbt& psbt) {
        return vault::reviewSpend(psbt, vaults, test::knownPayees(), {}, bitcoin::Network::regtest);
    };
    psbt::Psbt psbt = test::spendOf(tree.vault).psbt;
    REQUIRE(review(psbt).signable());
    const std::vector<std::string> answered{"vault.recovery_spend"};
    for (bitcoin::TxIn& input : psbt.tx.inputs)
        input.sequence = DELAY; // the recovery path, but the primary keys' leaf
    CHECK(review(psbt).has(FindingCode::leafOfOtherPath));
    CHECK_FALSE(review(psbt).signable(answered));
    for (psbt::PsbtInput& input : psbt.inputs)
        input.tapLeafScripts.clear();
    CHECK(review(psbt).has(FindingCode::leafOfOtherPath));
    const vault::SpendReview judged = review(psbt);
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const descriptor::TapLeaf& leaf = judged.inputs[i].own->script.leaves[1];
        psbt.inputs[i].tapLeafScripts.emplace(leaf.controlBlock,
                                              psbt::TapLeafScript{leaf.script, leaf.version});
    }
    CHECK_FALSE(review(psbt).has(FindingCode::leafOfOtherPath));
    CHECK(review(psbt).signable(answered));
    for (bitcoin::TxIn& input : psbt.tx.inputs)
        input.sequence = 0xfffffffd;
    CHECK(review(psbt).has(FindingCode::leafOfOtherPath));
    CHECK_FALSE(review(psbt).signable(answered));
}

TEST_CASE("a relative lock of a recovery vault that opens nothing is refused") {
    CHECK(refuses(spendWith(DELAY - 1, DELAY - 1), FindingCode::lockOpensNothing));
    CHECK(refuses(spendWith(DELAY, DELAY - 1), FindingCode::lockOpensNothing));
    CHECK(refuses(spendWith(DELAY | (1U << 22U), DELAY), FindingCode::lockOpensNothing));
    CHECK(refuses(spendWith(DELAY, DELAY, 1), FindingCode::lockOpensNothing));
    CHECK_FALSE(reviewOf(spendWith(DELAY + 1, DELAY)).has(FindingCode::lockOpensNothing));
}

TEST_CASE("a recovery spend takes its coins whole to the other vault, and opens their locks") {
    Recovering recovering;
    const auto spend = recovering.build();
    REQUIRE(spend);
    CHECK(spend->psbt.tx.inputs.size() == 2);
    for (const bitcoin::TxIn& input : spend->psbt.tx.inputs)
        CHECK(input.sequence == DELAY);
    REQUIRE(spend->psbt.tx.outputs.size() == 1);
    CHECK(spend->psbt.tx.outputs[0].amount.satoshi() == 11'000'000 - spend->fee.satoshi());
    const vault::SpendReview review = reviewOf(spend->psbt);
    CHECK(review.outputs[0].outputClass == policy::OutputClass::internal);
    CHECK(review.signable(std::vector<std::string>{"vault.recovery_spend"}));
    CHECK(policy::deriveFeeRate(review.facts).proven() == base::FeeRate::satPerVb(12));
}

TEST_CASE("a recovery spend is not built before the block in which the lock opens") {
    Recovering recovering;
    recovering.request.tipHeight = FIRST_OPEN_TIP - 1;
    CHECK(recovering.build().error() == Error::recoveryNotOpen);
    recovering.request.tipHeight = FIRST_OPEN_TIP;
    CHECK(recovering.build());
    recovering.coins[1].height = COIN_HEIGHT + 1;
    CHECK(recovering.build().error() == Error::recoveryNotOpen);
    recovering.coins[1].height.reset();
    CHECK(recovering.build().error() == Error::recoveryNotOpen);
    recovering.coins.clear();
    CHECK(recovering.build().error() == Error::recoveryNotOpen);
}

TEST_CASE("only coins that are open, free and in a block are recovered") {
    Recovering recovering;
    const vault::Recovery recovery = *vault::recoveryOf(recoveryVault().vault.descriptor);
    const auto open = [&](std::uint32_t tip) {
        return vault::openCoins(recovery, recovering.coins, tip).size();
    };
    CHECK(open(FIRST_OPEN_TIP - 1) == 0);
    CHECK(open(FIRST_OPEN_TIP) == 2);
    recovering.coins[0].state.held = true;
    CHECK(open(FIRST_OPEN_TIP) == 1);
    recovering.coins[1].state.reserved = true;
    CHECK(open(FIRST_OPEN_TIP) == 0);
}

TEST_CASE("only a vault with a recovery path is recovered, and never into itself") {
    Recovering recovering;
    CHECK(vault::buildRecoverySpend(test::treasury().hot.vault, recovering.request, recovering.coins,
                                    recovering.chain.lookUp(), recovering.random)
              .error() == Error::noRecoveryPath);
    recovering.target = recoveryVault().vault;
    CHECK(recovering.build().error() == Error::recoveryToItself);
}

TEST_CASE("coins of more than all money, or more than fit into a transaction, are not recovered at once") {
    Recovering recovering;
    std::vector<vault::Coin> coins = recovering.coins;
    for (vault::Coin& coin : recovering.coins)
        coin.amount = base::Amount::sat(base::Amount::MAX_SATOSHI);
    CHECK(recovering.build().error() == Error::amountRange);
    recovering.coins.assign(1'500, coins[0]);
    for (std::uint32_t i = 0; i < recovering.coins.size(); ++i)
        recovering.coins[i].outpoint.vout = i;
    CHECK(recovering.build().error() == Error::transactionTooLarge);
}

TEST_CASE("a recovery keeps the ceilings of every spend") {
    Recovering recovering;
    recovering.request.feeRate = base::FeeRate::satPerKvb(999);
    CHECK(recovering.build().error() == Error::feeRateTooLow);
    recovering.request.feeRate = base::FeeRate::satPerVb(501);
    CHECK_FALSE(recovering.build());
    recovering.request.feeRate = base::FeeRate::satPerVb(12);
    recovering.coins.resize(1);
    recovering.coins[0] = recovering.chain.fund(recoveryVault().vault, 2'000, 0, 3);
    CHECK(recovering.build().error() == Error::insufficientFunds);
}
