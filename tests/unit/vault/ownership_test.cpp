#include "fakes/spend_world.h"
#include "vault/ownership.h"
#include "vault/review.h"

#include <doctest/doctest.h>

#include <algorithm>

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

TEST_CASE("all sections of a PSBT together cost no more than the cap, and what was derived costs nothing") {
    const auto cold = test::multiVault();
    const std::vector vaults{cold.vault};
    vault::OwnershipJudge judge(vaults);
    const auto known = cold.vault.descriptor.derive(0, 0)->scriptPubKey;
    REQUIRE(judge.judge(known, claim(cold.accounts[0], {0, 0})).verdict == Verdict::owned);
    std::uint32_t index = 1;
    while (judge.judge(known, claim(cold.accounts[0], {0, index})).verdict == Verdict::mismatch)
        ++index;
    CHECK(index == vault::MAX_KEY_DERIVATIONS / 3); // three keys a script
    CHECK(judge.judge(known, claim(cold.accounts[0], {0, index})).verdict == Verdict::undecided);
    CHECK(judge.judge(known, claim(cold.accounts[0], {0, 0})).verdict == Verdict::owned);
    CHECK(judge.judge(known, {}).verdict == Verdict::unclaimed);
}

TEST_CASE("a spend with more claims than are judged is refused") {
    const auto hot = test::wpkhVault();
    const std::vector vaults{hot.vault};
    psbt::Psbt psbt = test::spendOf(hot.vault).psbt;
    for (std::uint32_t section = 0; section < vault::MAX_KEY_DERIVATIONS / vault::MAX_CANDIDATES; ++section) {
        psbt.tx.outputs.push_back({base::Amount::sat(1'000), test::payeeScript()});
        psbt.outputs.emplace_back();
        for (std::uint32_t i = 0; i < vault::MAX_CANDIDATES; ++i) {
            base::Bytes key(33, 0x02);
            key[1] = static_cast<std::uint8_t>(i);
            const auto index = static_cast<std::uint32_t>(section * vault::MAX_CANDIDATES + i);
            psbt.outputs.back().bip32.emplace(*psbt::StatedKey::from(key),
                                              claim(hot.accounts[0], {1, index}).origins[0]);
        }
    }
    const auto review = vault::reviewSpend(psbt, vaults, {}, {}, bitcoin::Network::regtest);
    CHECK(review.has(vault::FindingCode::tooManyClaims));
    CHECK_FALSE(review.signable());
}

TEST_CASE("an input whose owner could not be told within the cap is refused as such") {
    const auto hot = test::wpkhVault();
    const std::vector vaults{hot.vault};
    psbt::Psbt psbt = test::spendOf(hot.vault).psbt;
    for (std::uint32_t section = 0; section <= vault::MAX_KEY_DERIVATIONS / vault::MAX_CANDIDATES;
         ++section) {
        psbt.tx.inputs.push_back({{{}, section}, {}, 0xfffffffd, {}});
        psbt::PsbtInput& input = psbt.inputs.emplace_back();
        input.witnessUtxo = {base::Amount::sat(1'000), test::payeeScript()};
        for (std::uint32_t i = 0; i < vault::MAX_CANDIDATES; ++i) {
            base::Bytes key(33, 0x02);
            key[1] = static_cast<std::uint8_t>(i);
            const auto index = static_cast<std::uint32_t>(section * vault::MAX_CANDIDATES + i);
            input.bip32.emplace(*psbt::StatedKey::from(key), claim(hot.accounts[0], {1, index}).origins[0]);
        }
    }
    const auto review = vault::reviewSpend(psbt, vaults, {}, {}, bitcoin::Network::regtest);
    const auto saysSo = [](const vault::Finding& finding) {
        return finding.code == vault::FindingCode::tooManyClaims && finding.message.starts_with("Input ");
    };
    CHECK(std::ranges::any_of(review.findings, saysSo));
    CHECK_FALSE(review.signable());
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
