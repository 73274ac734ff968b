// What somebody proposes to do with the treasury's coins, in full; approvals sign its digest (POLICY §11;
// ATTACKS A101, A103). docs/formats/intent.md.
//
// A plain value with exactly one canonical text. Reading checks form; judgement.h checks everything else.
#pragma once

#include "base/amount.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/network.h"
#include "bitcoin/transaction.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "policy/spend_facts.h"
#include "treasury/errors.h"
#include "treasury/intent_head.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::treasury {

struct IntentInput {
    bitcoin::OutPoint outpoint;
    base::Amount amount;
    base::Bytes script; ///< Of the output that is spent.
    std::uint32_t sequence = 0;
    friend bool operator==(const IntentInput&, const IntentInput&) = default;
};

struct IntentOutput {
    base::Bytes script;
    base::Amount amount;
    policy::OutputClass outputClass = policy::OutputClass::unknown;
    std::optional<crypto::Hash256> payee;   ///< Hash of the payee's record, exactly for class payee.
    std::optional<crypto::Hash256> payment; ///< paymentHash() of what it is for.
    friend bool operator==(const IntentOutput&, const IntentOutput&) = default;
};

/// How far a replacement may go without new approvals.
struct Bump {
    base::Amount maxFee;
    base::FeeRate maxFeeRate;
    friend bool operator==(const Bump&, const Bump&) = default;
};

struct SpendBody {
    bitcoin::Network network = bitcoin::Network::regtest;
    crypto::Hash256 vault; ///< Hash of the source vault's record.
    bitcoin::Txid txid;    ///< Of the unsigned transaction.
    std::vector<IntentInput> inputs;
    std::vector<IntentOutput> outputs;
    base::Amount outflow;
    base::Amount fee;
    std::vector<std::string> acknowledged;   ///< Codes of findings that the approvers answer; sorted.
    std::optional<crypto::Hash256> replaces; ///< Digest of the intent that this one replaces.
    std::optional<Bump> bump;
    friend bool operator==(const SpendBody&, const SpendBody&) = default;
};

struct Intent : IntentHead {
    std::optional<crypto::Hash256> withdrawal; ///< Nothing in the first intent of a withdrawal.
    SpendBody body;
    friend bool operator==(const Intent&, const Intent&) = default;
};

inline constexpr std::string_view INTENT_TYPE = "intent";
inline constexpr std::size_t MAX_INTENT_BYTES = 512U * 1024U; ///< A thousand inputs and as many outputs.
inline constexpr std::size_t MAX_ACKNOWLEDGED = 32;
/// No approval may be kept for later than this.
inline constexpr base::Seconds MAX_INTENT_LIFETIME{30 * 86'400};

[[nodiscard]] base::Json toJson(const Intent& intent);
[[nodiscard]] base::Result<Intent, Error> parseIntentBody(const base::Json& json);
/// Of the canonical toJson(): what people compare and approvals name.
[[nodiscard]] crypto::Hash256 intentDigest(const Intent& intent);
/// Digest of the withdrawal's first intent.
[[nodiscard]] crypto::Hash256 withdrawalId(const Intent& intent);

[[nodiscard]] crypto::Unsigned toUnsigned(const Intent& intent);
/// With the errors of parseEnvelope().
[[nodiscard]] base::Result<Intent, Error> parseIntent(const crypto::SignedObject& object);

} // namespace strongroom::treasury
