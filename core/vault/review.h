// The review of a spend: what a PSBT does, computed from its bytes and the registered descriptors alone. No
// label in it is believed; every way in which signers are known to have been fooled is looked for, and what
// is found is a Finding with a code.
//
// Pure; the same bytes give the same review on every machine. What only the judge knows (conflicts with
// authorized transactions, incident state, rescue vault) stays unknown in `facts` and is filled in by it.
#pragma once

#include "bitcoin/network.h"
#include "policy/spend_facts.h"
#include "psbt/psbt.h"
#include "vault/finding.h"
#include "vault/limits.h"
#include "vault/ownership.h"
#include "vault/vault.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::vault {

/// A payee whose record the caller has proven against its authority chain.
struct KnownPayee {
    crypto::Hash256 id;
    std::string name; ///< For sentences only.
    base::Bytes scriptPubKey;
    policy::Fact<base::Seconds> age; ///< Since the record became active.
    policy::Fact<bool> firstUse;
};

struct ReviewedInput {
    bitcoin::OutPoint outpoint;
    /// Nothing when the PSBT does not say or contradicts itself; proven only if `amountProven`.
    std::optional<bitcoin::TxOut> spent;
    bool amountProven = false; ///< By the full previous transaction, or as every input is taproot.
    std::optional<OwnScript> own;
};

struct ReviewedOutput {
    base::Amount amount;
    base::Bytes scriptPubKey;
    policy::OutputClass outputClass = policy::OutputClass::unknown;
    std::optional<OwnScript> own;     ///< Set for change and internal, and for our own script beyond the gap.
    std::optional<std::size_t> payee; ///< Index among the payees that were given.
};

struct SpendReview {
    policy::SpendFacts facts;
    std::vector<ReviewedInput> inputs;
    std::vector<ReviewedOutput> outputs;
    std::vector<Finding> findings; ///< In the order of the checks; one code may occur for several inputs.
    std::optional<std::size_t> sourceVault; ///< Index of the one vault that all inputs come from.

    /// No finding refuses, and every finding that asks is among the acknowledged codes.
    [[nodiscard]] bool signable(std::span<const std::string> acknowledged = {}) const;
    [[nodiscard]] bool has(FindingCode code) const;
    /// The codes that approvers have to answer, sorted, each once.
    [[nodiscard]] std::vector<std::string> askedCodes() const;
};

/// `liveElsewhere`: outpoints of other withdrawals that may still confirm (ATTACKS A10).
[[nodiscard]] SpendReview reviewSpend(const psbt::Psbt& psbt, std::span<const Vault> vaults,
                                      std::span<const KnownPayee> payees, const ReviewLimits& limits,
                                      bitcoin::Network network,
                                      std::span<const bitcoin::OutPoint> liveElsewhere = {});

} // namespace strongroom::vault
