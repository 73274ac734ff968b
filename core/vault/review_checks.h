// The families of checks that a review is made of. Internal to the module: each is a pure function of the
// bytes and gives what it found.
#pragma once

#include "psbt/points.h"
#include "vault/review.h"

#include <algorithm>

namespace strongroom::vault {

struct ReviewSubject {
    const psbt::Psbt& psbt;
    std::span<const Vault> vaults;
    std::span<const KnownPayee> payees;
    const ReviewLimits& limits;
    bitcoin::Network network;
    std::span<const bitcoin::OutPoint> liveElsewhere;
};

/// Network, duplicate and contested coins, extended keys, what may still be changed.
[[nodiscard]] Findings checkTransaction(const ReviewSubject& subject);

struct JudgedInputs {
    std::vector<ReviewedInput> inputs;
    std::optional<std::size_t> source; ///< The one vault that all come from.
    Findings findings;
};
/// What each input spends, whose it is, and whether its fields say the same.
[[nodiscard]] JudgedInputs judgeInputs(const ReviewSubject& subject, OwnershipJudge& owners);

/// Whether the fields of an input that is ours describe the script that the descriptor gives, and of a
/// taproot tree no more than the one leaf to be signed.
[[nodiscard]] Findings checkScriptFields(std::size_t index, const psbt::PsbtInput& fields,
                                         const OwnScript& own);

/// Keys that are not those of `own` have to be points; what is ours was derived as one.
template <typename Section>
[[nodiscard]] bool hasBadKey(const Section& section, const std::optional<OwnScript>& own) {
    const auto derived = [&](const auto& entry) {
        return own && std::ranges::any_of(own->script.keys, [&](const descriptor::DerivedKey& key) {
                   return std::ranges::equal(key.key.span().last(entry.first.span().size()),
                                             entry.first.span());
               });
    };
    const bool ownInternalKey =
        !section.tapInternalKey ||
        (own && own->script.internalKey && *section.tapInternalKey == *own->script.internalKey);
    bool ownSignatures = true;
    if constexpr (requires { section.partialSigs; })
        ownSignatures = std::ranges::all_of(section.partialSigs, derived);
    if (ownInternalKey && ownSignatures && std::ranges::all_of(section.bip32, derived) &&
        std::ranges::all_of(section.tapBip32, derived))
        return false;
    return !psbt::checkPoints(section).has_value();
}

/// Hash types, signatures and final witnesses that are there already.
[[nodiscard]] Findings checkSignatures(const ReviewSubject& subject,
                                       const std::vector<ReviewedInput>& inputs);

/// Relative locks, and which of its two paths a recovery vault is spent by.
[[nodiscard]] Findings checkLocks(const ReviewSubject& subject, const JudgedInputs& inputs);

struct JudgedOutputs {
    std::vector<ReviewedOutput> outputs;
    Findings findings;
};
/// Where each output goes.
[[nodiscard]] JudgedOutputs judgeOutputs(const ReviewSubject& subject, std::optional<std::size_t> source,
                                         OwnershipJudge& owners);

/// Sums, fee and size. Unknown while an amount is not proven.
struct Amounts {
    std::optional<base::Amount> fee;
    std::optional<std::int64_t> virtualSize; ///< Signed, at most.
    Findings findings;
};
[[nodiscard]] Amounts judgeAmounts(const ReviewSubject& subject, const JudgedInputs& inputs);

} // namespace strongroom::vault
