// The families of checks that a review is made of. Internal to the module: each is a pure function of the
// bytes and gives what it found.
#pragma once

#include "vault/review.h"

namespace strongroom::vault {

struct ReviewSubject {
    const psbt::Psbt& psbt;
    std::span<const Vault> vaults;
    std::span<const KnownPayee> payees;
    const ReviewLimits& limits;
    bitcoin::Network network;
    std::span<const bitcoin::OutPoint> liveElsewhere;
};

/// Network, duplicate and contested coins, extended keys.
[[nodiscard]] Findings checkTransaction(const ReviewSubject& subject);

struct JudgedInputs {
    std::vector<ReviewedInput> inputs;
    std::optional<std::size_t> source; ///< The one vault that all come from.
    Findings findings;
};
/// What each input spends, whose it is, and whether its fields say the same.
[[nodiscard]] JudgedInputs judgeInputs(const ReviewSubject& subject);

/// Hash types, signatures and final witnesses that are there already.
[[nodiscard]] Findings checkSignatures(const ReviewSubject& subject,
                                       const std::vector<ReviewedInput>& inputs);

struct JudgedOutputs {
    std::vector<ReviewedOutput> outputs;
    Findings findings;
};
/// Where each output goes.
[[nodiscard]] JudgedOutputs judgeOutputs(const ReviewSubject& subject, std::optional<std::size_t> source);

/// Sums, fee and size. Unknown while an amount is not proven.
struct Amounts {
    std::optional<base::Amount> fee;
    std::optional<std::int64_t> virtualSize; ///< Signed, at most.
    Findings findings;
};
[[nodiscard]] Amounts judgeAmounts(const ReviewSubject& subject, const JudgedInputs& inputs);

} // namespace strongroom::vault
