#include "fakes/spend_world.h"
#include "vault/ownership.h"

#include <doctest/doctest.h>

using namespace strongroom;
using Verdict = vault::Ownership::Verdict;

namespace {

vault::Claims claim(const test::AccountKey& account, std::vector<std::uint32_t> steps) {
    return {{{account.origin.fingerprint, account.origin.path.then(steps)}}};
}

} // namespace

TEST_CASE("a script is owned when the descriptor gives it at the claimed place") {
    const auto cold = test::multiVault();
    const std::vector vaults{test::wpkhVault().vault, cold.vault};
    const auto script = cold.vault.descriptor.derive(1, 42).value();
    for (const test::AccountKey& account : cold.accounts) { // any cosigner's path will do
        const auto ownership = vault::judgeOwnership(script.scriptPubKey, claim(account, {1, 42}), vaults);
        REQUIRE(ownership.verdict == Verdict::owned);
        CHECK(ownership.own->vault == 1);
        CHECK(ownership.own->branch == 1);
        CHECK(ownership.own->index == 42);
        CHECK(ownership.own->script.witnessScript == script.witnessScript);
        CHECK(ownership.own->path().text() == "m/48h/1h/0h/2h/1/42");
    }
}

TEST_CASE("a claim is only a hint: another script at that place is a mismatch") {
    const auto hot = test::wpkhVault();
    const std::vector vaults{hot.vault};
    const auto script = hot.vault.descriptor.derive(0, 1)->scriptPubKey;
    CHECK(vault::judgeOwnership(script, claim(hot.accounts[0], {0, 1}), vaults).verdict == Verdict::owned);
    const auto lie = vault::judgeOwnership(script, claim(hot.accounts[0], {0, 2}), vaults);
    CHECK(lie.verdict == Verdict::mismatch);
    CHECK(lie.claimed->path.text() == "m/84h/1h/0h/0/2");
    CHECK_FALSE(lie.own.has_value());
}

TEST_CASE("paths that the descriptor does not have, and fingerprints that nobody has, are told apart") {
    const auto hot = test::wpkhVault();
    const std::vector vaults{hot.vault};
    const auto script = hot.vault.descriptor.derive(0, 1)->scriptPubKey;
    CHECK(vault::judgeOwnership(script, claim(hot.accounts[0], {2, 1}), vaults).verdict ==
          Verdict::pathOutsideDescriptor);
    CHECK(vault::judgeOwnership(script, claim(hot.accounts[0], {0, bitcoin::HARDENED}), vaults).verdict ==
          Verdict::pathOutsideDescriptor);
    CHECK(vault::judgeOwnership(script, claim(test::makeAccount("stranger"), {0, 1}), vaults).verdict ==
          Verdict::unclaimed);
    CHECK(vault::judgeOwnership(script, {}, vaults).verdict == Verdict::unclaimed);
}

TEST_CASE("a flood of claims costs no more than the cap") {
    const auto hot = test::wpkhVault();
    const std::vector vaults{hot.vault};
    vault::Claims claims;
    for (std::uint32_t i = 0; i < 1'000; ++i)
        claims.origins.push_back(claim(hot.accounts[0], {0, i}).origins[0]);
    const auto within = hot.vault.descriptor.derive(0, vault::MAX_CANDIDATES - 1)->scriptPubKey;
    const auto beyond = hot.vault.descriptor.derive(0, vault::MAX_CANDIDATES)->scriptPubKey;
    CHECK(vault::judgeOwnership(within, claims, vaults).verdict == Verdict::owned);
    CHECK(vault::judgeOwnership(beyond, claims, vaults).verdict == Verdict::mismatch);
}
