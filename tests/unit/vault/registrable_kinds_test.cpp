// Every kind of vault that may receive coins can also send them: registered, built, reviewed, signed by its
// keys, finalized, and judged by running its scripts.
#include "bitcoin/spend_check.h"
#include "fakes/counting_random.h"
#include "psbt/finalize.h"
#include "psbt/signatures.h"
#include "review_subject.h"
#include "vault/recovery_spend.h"

using namespace strongroom;
using test::TestVault;

namespace {

constexpr std::uint32_t DELAY = 144;
/// A point whose private key nobody has (BIP341).
const std::string NOBODY = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

/// `text` with $1 to $3 for the keys of three accounts.
TestVault vaultOf(std::string text) {
    std::vector<test::AccountKey> accounts;
    for (const char* holder : {"first", "second", "third"})
        accounts.push_back(test::makeAccount(holder));
    for (std::size_t place; (place = text.find('$')) != std::string::npos;)
        text.replace(place, 2, accounts[static_cast<std::size_t>(text[place + 1] - '1')].text() + "/<0;1>/*");
    return {test::vaultOf("kind", text, bitcoin::Network::regtest, vault::Tier::cold), std::move(accounts)};
}

vault::SpendReview reviewOf(const psbt::Psbt& psbt, const TestVault& from) {
    std::vector<vault::Vault> vaults = test::treasury().vaults();
    vaults.insert(vaults.begin(), from.vault);
    return vault::reviewSpend(psbt, vaults, test::knownPayees(), {}, bitcoin::Network::regtest);
}

std::optional<bitcoin::Transaction> finished(const psbt::Psbt& psbt) {
    const auto finalized = psbt::finalize(psbt);
    REQUIRE(finalized);
    return finalized->tx;
}

/// Signs with the accounts at these places, as far as they can.
void sign(psbt::Psbt& psbt, const TestVault& from, std::initializer_list<std::size_t> accounts) {
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i)
        for (const std::size_t account : accounts)
            CHECK(test::signInput(psbt, i, from.accounts.at(account)));
}

bool spends(const bitcoin::Transaction& tx, const psbt::Psbt& psbt) {
    const psbt::SpentOutputs spent = psbt::spentOutputs(psbt).value();
    const bitcoin::SighashContext context = spent.context(psbt);
    for (std::size_t i = 0; i < tx.inputs.size(); ++i)
        if (bitcoin::checkInput({context, tx, i, *spent.outputs[i], bitcoin::HashTypes::allOnly}))
            return false;
    return true;
}

/// What an unsigned payment comes to when these sign: a valid transaction no heavier than was paid for.
void checkGoesOut(const TestVault& from, std::initializer_list<std::size_t> accounts) {
    REQUIRE(vault::checkRegistration(from.vault, {}));
    const vault::BuiltSpend built = test::spendOf(from.vault);
    psbt::Psbt psbt = psbt::parsePsbt(psbt::serialize(built.psbt)).value();
    CHECK(reviewOf(psbt, from).signable());
    CHECK_FALSE(finished(psbt));
    sign(psbt, from, accounts);
    CHECK(reviewOf(psbt, from).signable());
    const auto tx = finished(psbt);
    REQUIRE(tx);
    CHECK(spends(*tx, psbt));
    CHECK(base::FeeRate::of(built.fee, (tx->weight() + 3) / 4) >= built.feeRate);
}

psbt::Psbt recoverySpendOf(const TestVault& from) {
    test::TestChain chain;
    const std::vector<vault::Coin> coins{chain.fund(from.vault, 6'000'000, 0, 3),
                                         chain.fund(from.vault, 5'000'000, 1, 4)};
    vault::RecoverySpendRequest request;
    request.toVault = &test::treasury().cold.vault;
    request.place = {vault::CHANGE_BRANCH, 7};
    request.feeRate = base::FeeRate::satPerVb(12);
    request.tipHeight = coins[0].height.value() + DELAY;
    test::CountingRandom random;
    return vault::buildRecoverySpend(from.vault, request, coins, chain.lookUp(), random).value().psbt;
}

/// By the recovery keys, two accounts from `first` on.
void checkRecovers(const TestVault& from, std::size_t first) {
    CAPTURE(from.vault.descriptor.textWithoutChecksum());
    psbt::Psbt psbt = recoverySpendOf(from);
    CHECK(reviewOf(psbt, from).signable(std::vector<std::string>{"vault.recovery_spend"}));
    sign(psbt, from, {first});
    CHECK_FALSE(finished(psbt));
    sign(psbt, from, {first + 1});
    const auto tx = finished(psbt);
    REQUIRE(tx);
    CHECK(spends(*tx, psbt));
}

} // namespace

TEST_CASE("whatever kind of vault is registered, its coins go out by its keys") {
    for (const char* one :
         {"wpkh($1)", "sh(wpkh($1))", "wsh(pk($1))", "wsh(pkh($1))", "sh(wsh(pk($1)))", "tr($1)",
          "tr($1,pk($2))", "tr($1,and_v(v:pk($2),older(144)))", "tr($1,{multi_a(2,$2,$3),pk($2)})"}) {
        CAPTURE(one);
        checkGoesOut(vaultOf(one), {0});
    }
    for (const char* two :
         {"wsh(multi(2,$1,$2,$3))", "wsh(sortedmulti(2,$1,$2,$3))", "sh(wsh(sortedmulti(2,$1,$2,$3)))",
          "wsh(and_v(v:pk($1),pkh($2)))", "wsh(thresh(2,pk($1),s:pk($2),s:pk($3)))",
          "wsh(or_d(multi(2,$1,$2),and_v(v:pk($3),older(144))))"}) {
        CAPTURE(two);
        checkGoesOut(vaultOf(two), {0, 1});
    }
    for (const std::string leaf :
         {"multi_a(2,$1,$2,$3)", "sortedmulti_a(2,$1,$2,$3)", "and_v(v:pk($1),pk($2))",
          "{multi_a(2,$1,$2),multi_a(3,$1,$2,$3)}", "{multi_a(2,$1,$2),and_v(v:pk($3),older(144))}"}) {
        CAPTURE(leaf);
        checkGoesOut(vaultOf("tr(" + NOBODY + "," + leaf + ")"), {0, 1});
    }
}

TEST_CASE("the recovery keys finish a recovery spend, and no fewer of them") {
    using Script = vault::RecoveryPlan::Script;
    checkRecovers(test::recoveryVault("deep", DELAY), 3);
    checkRecovers(test::recoveryVault("deep", DELAY, Script::tr), 3);
    checkRecovers(vaultOf("tr($1,and_v(v:multi_a(2,$2,$3),older(144)))"), 1);
}
