// What use cases that build a spend have in common: fee rates, coins of a vault, the next change address, the
// verdict while nothing is signed. Internal to core/service.
#pragma once

#include "service/propose_withdrawal.h"
#include "service/withdrawal_view.h"
#include "vault/build.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// For what should confirm soon, and for what is in nobody's way.
inline constexpr std::uint32_t FEE_TARGET_BLOCKS = 6;
inline constexpr std::uint32_t FAST_FEE_TARGET_BLOCKS = 2;

struct FeeChoice {
    base::FeeRate rate;
    std::string source; ///< Where it comes from, for people.
    FeeBasis basis;     ///< The same for programs.
};

/// "5 sat/vB", "1.25 sat/vB"
[[nodiscard]] std::string perVbyte(base::FeeRate rate);
/// A fee rate outside what can be built, with the bound (data: wanted, and least or ceiling); other errors of
/// fees as they are.
[[nodiscard]] base::Failure feeFailure(vault::Error error, base::FeeRate wanted);
/// As somebody chose it, or as the node says: with how many blocks the estimate is for, how old the node's
/// last block is, and whether that makes it stale.
[[nodiscard]] Outcome<FeeChoice> chooseFee(State& state, std::optional<std::int64_t> satPerKvb,
                                           std::uint32_t targetBlocks);

/// `vault.not_found` for an id that nothing registered has.
[[nodiscard]] Outcome<const vault::Vault*> vaultOf(const Standpoint& standpoint, const std::string& id);
/// Unspent coins of the vault, each with its place in the descriptor; what cannot be spent now is marked.
[[nodiscard]] Outcome<std::vector<vault::Coin>> coinsOf(State& state, const vault::Vault& vault,
                                                        base::UnixTime now);
/// "txid:n", or `coin.not_found`.
[[nodiscard]] Outcome<bitcoin::OutPoint> outpointNamed(const std::string& text);
/// Exactly those of the vault that are named, in that order: `coin.not_found`, `coin.twice`,
/// `coin.not_spendable`.
[[nodiscard]] Outcome<std::vector<vault::Coin>> chosenCoins(State& state, const vault::Vault& vault,
                                                            const std::vector<std::string>& names,
                                                            base::UnixTime now);
[[nodiscard]] base::Amount sumOfSpendable(const std::vector<vault::Coin>& coins);
/// The first change address that no transaction has used.
[[nodiscard]] Outcome<std::uint32_t> nextChangeIndex(State& state, const vault::Vault& vault);
[[nodiscard]] vault::PreviousTransactions previousTransactions(State& state);

/// The code of the first finding that makes a proposal impossible.
[[nodiscard]] Outcome<void> refuseFindings(const vault::SpendReview& review);
/// What the policy would say before anybody has signed anything.
[[nodiscard]] policy::Decision previewDecision(const Standpoint& standpoint, const vault::SpendReview& review,
                                               const treasury::Knowledge& knowledge,
                                               const crypto::Hash256& about = {});
[[nodiscard]] Verdict previewVerdict(const Standpoint& standpoint, const vault::SpendReview& review,
                                     const treasury::Knowledge& knowledge);

} // namespace strongroom::service
