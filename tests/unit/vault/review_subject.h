// The seed of all review tests: a spend that is signable and signs, and what a mutation of it makes the
// review say.
#pragma once

#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "vault/review.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

namespace strongroom::test {

/// Hot wpkh, cold two of three, taproot: registered together.
struct Treasury {
    TestVault hot = wpkhVault();
    TestVault cold = multiVault();
    TestVault taproot = trVault();

    [[nodiscard]] std::vector<vault::Vault> vaults() const { return {hot.vault, cold.vault, taproot.vault}; }
    [[nodiscard]] std::vector<const TestVault*> each() const { return {&hot, &cold, &taproot}; }
};

/// Made once: keys cost time.
inline const Treasury& treasury() {
    static const Treasury one;
    return one;
}

inline std::vector<vault::KnownPayee> knownPayees() {
    return {{labelHash("supplier record"), "Supplier", payeeScript(),
             policy::Fact<base::Seconds>::fromJournal({1'000'000}), policy::Fact<bool>::fromJournal(false)}};
}

inline vault::SpendReview review(const psbt::Psbt& psbt, const vault::ReviewLimits& limits = {},
                                 std::span<const bitcoin::OutPoint> liveElsewhere = {}) {
    return vault::reviewSpend(psbt, treasury().vaults(), knownPayees(), limits, bitcoin::Network::regtest,
                              liveElsewhere);
}

using Mutation = std::function<void(psbt::Psbt&)>;

/// The seed of a vault, mutated, and read back from its bytes as a signer would.
inline vault::SpendReview reviewMutated(const TestVault& vault, const Mutation& mutate) {
    psbt::Psbt psbt = spendOf(vault.vault).psbt;
    mutate(psbt);
    const auto parsed = psbt::parsePsbt(psbt::serialize(psbt));
    REQUIRE(parsed);
    return review(*parsed);
}

/// True when the mutation is found under this code and nothing is signed.
inline bool refuses(const TestVault& vault, vault::FindingCode code, const Mutation& mutate) {
    const auto result = reviewMutated(vault, mutate);
    return result.has(code) && !result.signable();
}

/// The position of the output of 8,000,000 sat to the payee, and that of the change.
inline std::size_t paymentOf(const psbt::Psbt& psbt) {
    return psbt.tx.outputs[0].scriptPubKey == payeeScript() ? 0 : 1;
}
inline std::size_t changeOf(const psbt::Psbt& psbt) {
    return 1 - paymentOf(psbt);
}

} // namespace strongroom::test
