// What two threads sign is what one signs, bit by bit.
#include "threads/thread_executor.h"

#include "fakes/counting_random.h"
#include "fakes/private_account.h"
#include "keys/software_key_provider.h"
#include "psbt/codec.h"
#include "psbt/signatures.h"
#include "secret/arena.h"
#include "signer/signing/sign_spend.h"

#include <array>
#include <doctest/doctest.h>

using namespace strongroom;

namespace {

/// A spend of many coins, each at an address of its own.
psbt::Psbt largeSpend(const vault::Vault& vault, std::uint32_t coins) {
    test::TestChain chain;
    std::vector<vault::Coin> funds;
    for (std::uint32_t i = 0; i < coins; ++i)
        funds.push_back(chain.fund(vault, 1'000'000, i % 2, i));
    test::CountingRandom random;
    vault::SpendRequest request;
    request.payments = {
        {test::payeeScript(), *base::Amount::fromSatoshi(900'000 * std::int64_t{coins}), nullptr, {}}};
    request.feeRate = base::FeeRate::satPerVb(2);
    auto built = vault::buildSpend(vault, request, funds, chain.lookUp(), random);
    REQUIRE(built.has_value());
    return std::move(built->psbt);
}

base::Bytes signedBy(base::Executor& executor, const test::TestVault& vault, const psbt::Psbt& psbt) {
    const std::span<const vault::Vault> vaults(&vault.vault, 1);
    const auto review = vault::reviewSpend(psbt, vaults, {}, {}, bitcoin::Network::regtest);
    const auto plan = signer::planSignatures(psbt, review, vaults, vault.accounts.front().xpub).value();
    REQUIRE(plan.signatures.size() == psbt.inputs.size());
    test::CountingRandom random;
    keys::SoftwareKeyProvider provider(test::privateOf(vault.accounts.front()), random, executor);
    const auto signatures = provider.sign(plan.requests()).value();
    const psbt::Psbt result = signer::placeSignatures(psbt, plan, signatures);
    CHECK(psbt::checkAllSignatures(result));
    return psbt::serialize(result);
}

} // namespace

TEST_CASE("two threads and one give the same PSBT, and return all scratch of secrets") {
    const std::array vaults{test::wpkhVault(), test::trVault(), test::multiVault()};
    for (const test::TestVault& vault : vaults) {
        const psbt::Psbt psbt = largeSpend(vault.vault, 90);
        const base::Bytes alone = signedBy(base::inlineExecutor(), vault, psbt);
        const std::size_t scratch = secret::detail::slotsInUse();
        for (const std::size_t threads : {2U, 4U})
            for (int round = 0; round < 5; ++round) {
                threads::ThreadExecutor executor(threads);
                CHECK(signedBy(executor, vault, psbt) == alone);
            }
        CHECK(secret::detail::slotsInUse() == scratch);
    }
}

TEST_CASE("on two threads, too, one wrong key among many means no signature at all") {
    const test::TestVault vault = test::wpkhVault();
    threads::ThreadExecutor executor(2);
    test::CountingRandom random;
    keys::SoftwareKeyProvider provider(test::privateOf(vault.accounts.front()), random, executor);
    std::vector<keys::SigningRequest> requests;
    for (std::uint32_t i = 0; i < 64; ++i) {
        const std::vector<std::uint32_t> steps{0, i};
        requests.push_back({bitcoin::DerivationPath(steps),
                            vault.accounts.front().xpub.derive(steps)->publicKey(),
                            keys::SignatureKind::ecdsa, crypto::sha256(base::Bytes{0x07})});
    }
    CHECK(provider.sign(requests));
    requests[41].path = bitcoin::DerivationPath({0, 42});
    CHECK(provider.sign(requests).error() == keys::Error::keyMismatch);
    requests[41].path = bitcoin::DerivationPath(std::vector<std::uint32_t>(255, 0));
    CHECK(provider.sign(requests).error() == keys::Error::depthExceeded);
}
