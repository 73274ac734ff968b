// From a built transaction to a proposal that others can judge: the signer signs the intent as the person at
// the desk, then record, intent, payment details and reservation are kept in one transaction. Internal to
// core/service.
#pragma once

#include "service/spend_parts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// What is proposed to replace a version of a withdrawal.
struct Replaced {
    crypto::Hash256 root;
    crypto::SignedObject intent;                  ///< Of what was approved.
    std::vector<crypto::SignedObject> statements; ///< Said about that.
};

/// A transaction that is ready to be proposed.
struct PreparedSpend {
    const vault::Vault* vault = nullptr;
    vault::BuiltSpend spend;
    vault::SpendReview review;
};

struct PaymentWords {
    std::string purpose;
    std::string reference;
    std::vector<crypto::Hash256> attachments; ///< SHA-256 of files, ascending.
};

/// What a proposer adds.
struct SpendTerms {
    std::map<std::size_t, PaymentWords> payments; ///< By output.
    base::UnixTime expiry;
    std::optional<treasury::Bump> bump;
    std::optional<Replaced> replaced;
    PaymentWords words;               ///< For the list and its search.
    std::optional<base::Bytes> payee; ///< Its id, when there is one.
};

/// How far the fee may be raised without asking again, when nobody says otherwise: three times the rate, at
/// least 10 sat/vB, within the change and the ceilings. Nothing without change to take it from.
[[nodiscard]] std::optional<treasury::Bump> defaultBump(const PreparedSpend& prepared);

/// Refuses what a finding makes impossible, and what would not fit what travels to stations and desks
/// (`treasury.fields_too_large`, data: coins, payments). The withdrawal's id, judged once.
[[nodiscard]] Outcome<std::string> proposeSpend(State& state, const Standpoint& standpoint,
                                                const PreparedSpend& prepared, const SpendTerms& terms,
                                                const SecretText& passphrase);

} // namespace strongroom::service
