// The facts of one spend, as vault::reviewSpend reads them from a PSBT, and what policy derives from them.
//
// Nothing here repeats a label of the host: inputs, outputs and amounts come from the transaction, classes
// from registered descriptors and records proven against the authority chain. The action, the outflow, the
// fee and the fee rate are *derived* (below), never stated by a caller. Plain values, no thread rule.
// Specification: POLICY §4, §5, §7; docs/formats/policy.md.
#pragma once

#include "base/amount.h"
#include "base/bytes.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "policy/fact.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// Of a vault. In order of protection: coins that go to the same or a higher tier have not left.
enum class Tier : std::uint8_t { hot, warm, cold };
[[nodiscard]] std::string_view name(Tier tier);
[[nodiscard]] std::optional<Tier> parseTier(std::string_view text);

/// What kind of spend this is.
enum class Action : std::uint8_t { consolidate, rebalance, bumpFee, withdraw, evacuate, signMessage };
[[nodiscard]] std::string_view name(Action action); ///< "bump_fee" and so on, as in a policy document.
[[nodiscard]] std::optional<Action> parseAction(std::string_view text);

/// What an output is to the treasury.
enum class OutputClass : std::uint8_t {
    change,   ///< Re-derived from the source vault's own descriptor, change branch.
    internal, ///< Re-derived from the descriptor of a registered vault.
    payee,    ///< The script of an active payee record, proven against the authority chain.
    unknown,  ///< A script that nobody registered.
    opReturn, ///< Carries data, pays nobody.
};
[[nodiscard]] std::string_view name(OutputClass outputClass); ///< "op_return" and so on.
[[nodiscard]] std::optional<OutputClass> parseOutputClass(std::string_view text);

enum class IncidentState : std::uint8_t { normal, frozen };
[[nodiscard]] std::string_view name(IncidentState state);
[[nodiscard]] std::optional<IncidentState> parseIncidentState(std::string_view text);

/// An outpoint as policy counts it. `txid` in internal byte order (not reversed).
struct SpentOutpoint {
    crypto::Hash256 txid;
    std::uint32_t vout = 0;
    friend auto operator<=>(const SpentOutpoint&, const SpentOutpoint&) = default;
};

struct SpendInput {
    SpentOutpoint outpoint;
    Fact<base::Amount> amount; ///< Proven only by the full previous transaction or a committing sighash.
};

/// Where coins of class `internal` go.
struct InternalDestination {
    crypto::Hash256 vault; ///< Id of the registered vault.
    Tier tier = Tier::hot;
    friend bool operator==(const InternalDestination&, const InternalDestination&) = default;
};

struct SpendOutput {
    OutputClass outputClass = OutputClass::unknown;
    base::Amount amount;
    base::Bytes scriptPubKey;
    std::optional<InternalDestination> destination; ///< Exactly for class internal.
    std::optional<crypto::Hash256> payee;           ///< Id of the payee record, exactly for class payee.
    Fact<base::Seconds> payeeAge;                   ///< Since the record became active. Only for class payee.
    Fact<bool> firstUse; ///< No payment to this payee is in the journal yet. Only for class payee.
};

/// The vault that all inputs come from (an invariant checked before policy is asked).
struct SourceVault {
    crypto::Hash256 id;
    std::string name; ///< For sentences only.
    Tier tier = Tier::hot;
    friend bool operator==(const SourceVault&, const SourceVault&) = default;
};

struct SpendFacts {
    crypto::Hash256 txid; ///< Of the unsigned transaction, internal byte order.
    Fact<SourceVault> source;
    std::vector<SpendInput> inputs;
    std::vector<SpendOutput> outputs;
    Fact<std::int64_t> virtualSize; ///< In vbytes, with the largest signatures the vault's descriptor allows.
    std::uint32_t locktime = 0;
    bool replaceable = false; ///< Some input signals BIP125.
    /// Spends an outpoint of a transaction that was authorized before and is neither buried nor released.
    Fact<bool> conflictsWithAuthorized;
    Fact<IncidentState> incident;
    std::optional<crypto::Hash256> rescueVault; ///< Id of the registered rescue vault, if there is one.
    /// Hash of the words that are signed (psbt::messageHash) where nothing is spent: without inputs and
    /// outputs, and whatever coins the words are about.
    std::optional<crypto::Hash256> message;
};

/// Sign_message: words are signed. Evacuate: every output goes to the rescue vault. Consolidate: every output
/// is change. Rebalance: every output is change or internal. Then bump_fee when it conflicts with an
/// authorized transaction (unknown when that is unknown), withdraw otherwise. Unknown without outputs.
[[nodiscard]] Fact<Action> deriveAction(const SpendFacts& facts);

/// Owned inputs − change − outputs to vaults of the same or a higher tier; so the fee is part of it. Unknown
/// when an input amount or the source is, or when a sum leaves the range of an amount. Of words nothing.
[[nodiscard]] Fact<base::Amount> deriveOutflow(const SpendFacts& facts);

/// Inputs − outputs; unknown like the outflow. Of words nothing.
[[nodiscard]] Fact<base::Amount> deriveFee(const SpendFacts& facts);

/// The fee over the virtual size, rounded down. Of words nothing.
[[nodiscard]] Fact<base::FeeRate> deriveFeeRate(const SpendFacts& facts);

/// Names the set of outpoints that a transaction spends: tagged hash "strongroom/inputs/1" over the sorted
/// outpoints, 36 bytes each (txid, vout little-endian). Two transactions with the same key replace each
/// other.
[[nodiscard]] crypto::Hash256 inputsKey(std::vector<SpentOutpoint> outpoints);
[[nodiscard]] crypto::Hash256 inputsKey(const SpendFacts& facts);

} // namespace strongroom::policy
