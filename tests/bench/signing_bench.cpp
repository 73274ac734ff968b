// Signing against what libsecp256k1 alone needs: N × (sign + d × tweak_add), with d child keys derived anew
// for every input, as a spend over N addresses does.
#include "ratio.h"

#include "base/system_ports.h"
#include "fakes/private_account.h"
#include "keys/software_key_provider.h"
#include "signer/signing/sign_spend.h"
#include "vault/review.h"

#include <benchmark/benchmark.h>
#include <secp256k1.h>

#include <array>
#include <cstdio>
#include <memory>

namespace strongroom::bench {

namespace {

constexpr std::size_t ROUNDS = 9;

struct Spend {
    test::TestVault vault;
    psbt::Psbt psbt;
};

/// One payment from `inputs` coins, each at an address of its own.
Spend spendWith(test::TestVault vault, std::size_t inputs) {
    test::TestChain chain;
    std::vector<vault::Coin> coins;
    for (std::size_t i = 0; i < inputs; ++i)
        coins.push_back(chain.fund(vault.vault, 1'000'000, 0, static_cast<std::uint32_t>(i)));
    base::SystemRandom random;
    vault::SpendRequest request;
    request.payments = {{test::payeeScript(),
                         *base::Amount::fromSatoshi(static_cast<std::int64_t>(inputs) * 1'000'000 - 500'000 -
                                                    static_cast<std::int64_t>(inputs) * 300),
                         nullptr,
                         {}}};
    request.feeRate = base::FeeRate::satPerVb(1);
    auto built = vault::buildSpend(vault.vault, request, coins, chain.lookUp(), random);
    if (!built)
        std::fprintf(stderr, "%s\n", std::string(describe(built.error()).code).c_str());
    STRONGROOM_CHECK(built.has_value());
    return {std::move(vault), std::move(built->psbt)};
}

/// What the library alone needs.
class Limit {
public:
    Limit() : m_context(secp256k1_context_create(SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY)) {
        m_secret.fill(7);
        STRONGROOM_CHECK(secp256k1_ec_pubkey_create(m_context.get(), &m_key, m_secret.data()) == 1);
    }

    void signAndTweak(std::size_t inputs, std::size_t derivations) {
        for (std::size_t i = 0; i < inputs; ++i) {
            std::array<std::uint8_t, 32> digest{};
            digest[0] = static_cast<std::uint8_t>(i);
            digest[1] = static_cast<std::uint8_t>(i >> 8U);
            secp256k1_ecdsa_signature signature;
            benchmark::DoNotOptimize(secp256k1_ecdsa_sign(m_context.get(), &signature, digest.data(),
                                                          m_secret.data(), nullptr, nullptr));
            for (std::size_t d = 0; d < derivations; ++d) {
                secp256k1_pubkey key = m_key;
                digest[2] = static_cast<std::uint8_t>(d + 1);
                benchmark::DoNotOptimize(secp256k1_ec_pubkey_tweak_add(m_context.get(), &key, digest.data()));
            }
        }
    }

private:
    struct Destroy {
        void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
    };
    std::unique_ptr<secp256k1_context, Destroy> m_context;
    std::array<std::uint8_t, 32> m_secret{};
    secp256k1_pubkey m_key{};
};

void benchVault(const std::string& name, const test::TestVault& prototype, std::size_t inputs) {
    const Spend spend = spendWith(test::TestVault{prototype.vault, {}}, inputs);
    const test::AccountKey& account = prototype.accounts.front();
    base::SystemRandom random;
    const std::span<const vault::Vault> vaults(&spend.vault.vault, 1);
    const auto review = [&] {
        return vault::reviewSpend(spend.psbt, vaults, {}, {}, bitcoin::Network::regtest);
    };
    const vault::SpendReview reviewed = review();
    const auto plan = signer::planSignatures(spend.psbt, reviewed, vaults, account.xpub);
    STRONGROOM_CHECK(plan.has_value() && plan->signatures.size() == inputs);
    const std::vector<keys::SigningRequest> requests = plan->requests();
    keys::SoftwareKeyProvider provider(test::privateOf(account), random);
    Limit limit;
    const std::size_t keysOfInput = prototype.vault.descriptor.keys().size();
    const std::string label = name + ", " + std::to_string(inputs) + (inputs == 1 ? " input" : " inputs");
    print(label + ", bare",
          compare(
              ROUNDS, [&] { benchmark::DoNotOptimize(provider.make(requests).has_value()); },
              [&] { limit.signAndTweak(inputs, 1); }));
    print(label + ", reviewed",
          compare(
              ROUNDS,
              [&] {
                  const auto again = review();
                  const auto planned = signer::planSignatures(spend.psbt, again, vaults, account.xpub);
                  const auto signatures = provider.sign(planned->requests());
                  benchmark::DoNotOptimize(signer::placeSignatures(spend.psbt, *planned, *signatures));
              },
              [&] { limit.signAndTweak(inputs, keysOfInput); }));
}

} // namespace

void benchSigning() {
    for (const std::size_t inputs : {1U, 100U, 1'000U})
        benchVault("wpkh", test::wpkhVault(), inputs);
    // A thousand would exceed the standard weight of 400,000, which is refused.
    for (const std::size_t inputs : {1U, 100U, 900U})
        benchVault("wsh 2-of-3", test::multiVault(), inputs);
}

} // namespace strongroom::bench
