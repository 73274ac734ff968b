// Signing against what libsecp256k1 alone needs.
#include "benches.h"
#include "ratio.h"
#include "raw_library.h"
#include "review_and_sign.h"
#include "spend_of_size.h"

#include "base/check.h"
#include "base/system_ports.h"
#include "fakes/private_account.h"
#include "keys/software_key_provider.h"
#include "threads/thread_executor.h"

#include <benchmark/benchmark.h>

#include <array>

namespace strongroom::bench {

namespace {

/// A kind of vault, and what one of its inputs needs at least.
struct Kind {
    std::string name;
    test::TestVault vault;
    std::function<void(RawLibrary&, std::size_t inputs)> sign;
    std::function<void(RawLibrary&, std::size_t inputs)> verify;
    std::size_t derivations; ///< Points that are added up to derive the script of one input.
};

std::array<Kind, 3> kinds() {
    const auto ecdsaSign = [](RawLibrary& raw, std::size_t inputs) { raw.ecdsaSign(inputs); };
    const auto ecdsaVerify = [](RawLibrary& raw, std::size_t inputs) { raw.ecdsaVerify(inputs); };
    const auto schnorrSign = [](RawLibrary& raw, std::size_t inputs) { raw.schnorrSign(inputs); };
    const auto schnorrVerify = [](RawLibrary& raw, std::size_t inputs) { raw.schnorrVerify(inputs); };
    return {Kind{"wpkh", test::wpkhVault(), ecdsaSign, ecdsaVerify, 1},
            Kind{"wsh 2-of-3", test::multiVault(), ecdsaSign, ecdsaVerify, 3},
            Kind{"tr", test::trVault(), schnorrSign, schnorrVerify, 2}}; // the child and its output key
}

/// Nothing held but what is on disk: the descriptor's text and the account key's bytes.
void signCold(const psbt::Psbt& psbt, const std::string& descriptor, base::ByteSpan accountKey) {
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    const std::vector<vault::Vault> vaults{test::vaultOf("vault", descriptor)};
    auto account = keys::ExtendedPrivateKey::fromBytes(accountKey, context);
    STRONGROOM_CHECK(account.has_value());
    const bitcoin::ExtendedPubKey xpub = account->neuter();
    keys::SoftwareKeyProvider provider(std::move(*account), random);
    benchmark::DoNotOptimize(reviewAndSign(psbt, vaults, provider, xpub));
}

void benchSize(const Kind& kind, std::size_t inputs) {
    const std::span<const vault::Vault> vaults(&kind.vault.vault, 1);
    const test::AccountKey& account = kind.vault.accounts.front();
    const psbt::Psbt psbt = spendOfSize(kind.vault.vault, inputs);
    const auto requests = requestsOf(psbt, vaults, account.xpub);
    const std::string label =
        kind.name + ", " + std::to_string(inputs) + (inputs == 1 ? " input" : " inputs");
    base::SystemRandom random;
    keys::SoftwareKeyProvider provider(test::privateOf(account), random);
    RawLibrary raw;
    const auto signLimit = [&] { kind.sign(raw, inputs); };
    const auto reviewedLimit = [&] {
        kind.sign(raw, inputs);
        kind.verify(raw, inputs);
        raw.tweakAdd(inputs * kind.derivations);
    };
    print(label + ", bare, warm",
          compare([&] { benchmark::DoNotOptimize(provider.make(requests).has_value()); }, signLimit),
          "≤ 1.10");
    print(label + ", bare, cold", compare(
                                      [&] {
                                          keys::SoftwareKeyProvider fresh(test::privateOf(account), random);
                                          benchmark::DoNotOptimize(fresh.make(requests).has_value());
                                      },
                                      signLimit));
    print(label + ", reviewed, warm",
          compare([&] { benchmark::DoNotOptimize(reviewAndSign(psbt, vaults, provider, account.xpub)); },
                  reviewedLimit),
          "≤ 1.15");
    const std::string descriptor = kind.vault.vault.descriptor.text();
    const auto accountKey = test::privateOf(account).bytes();
    print(label + ", reviewed, cold",
          compare([&] { signCold(psbt, descriptor, accountKey.span()); }, reviewedLimit));
}

void benchGrowth(const Kind& kind) {
    const std::span<const vault::Vault> vaults(&kind.vault.vault, 1);
    const test::AccountKey& account = kind.vault.accounts.front();
    base::SystemRandom random;
    keys::SoftwareKeyProvider provider(test::privateOf(account), random);
    const psbt::Psbt large = spendOfSize(kind.vault.vault, 1'000);
    const psbt::Psbt small = spendOfSize(kind.vault.vault, 100);
    print(kind.name + ", 1000 inputs against 100, reviewed",
          compare([&] { benchmark::DoNotOptimize(reviewAndSign(large, vaults, provider, account.xpub)); },
                  [&] { benchmark::DoNotOptimize(reviewAndSign(small, vaults, provider, account.xpub)); }),
          "≤ 11");
}

/// What the signing child does, on two threads against one: make every signature and check it.
void benchThreads(const Kind& kind, std::size_t inputs) {
    const std::span<const vault::Vault> vaults(&kind.vault.vault, 1);
    const test::AccountKey& account = kind.vault.accounts.front();
    const auto requests = requestsOf(spendOfSize(kind.vault.vault, inputs), vaults, account.xpub);
    base::SystemRandom random;
    threads::ThreadExecutor two(2);
    keys::SoftwareKeyProvider onTwo(test::privateOf(account), random, two);
    keys::SoftwareKeyProvider onOne(test::privateOf(account), random);
    print(kind.name + ", " + std::to_string(inputs) + " inputs, two threads against one, elapsed",
          compare([&] { benchmark::DoNotOptimize(onTwo.sign(requests).has_value()); },
                  [&] { benchmark::DoNotOptimize(onOne.sign(requests).has_value()); }, Measure::elapsed),
          "≤ 0.60");
}

} // namespace

void benchSigning() {
    const auto all = kinds();
    for (const Kind& kind : all)
        for (const std::size_t inputs : {1U, 100U, 1'000U})
            benchSize(kind, inputs);
    for (const Kind& kind : all)
        benchGrowth(kind);
    for (const Kind& kind : all)
        for (const std::size_t inputs : {100U, 1'000U})
            benchThreads(kind, inputs);
}

} // namespace strongroom::bench
