// From a reviewed spend to signatures in its PSBT: which keys of a provider can sign which inputs, over which
// digests, and putting the verified signatures where they belong.
//
// Knows no policy and asks nobody: whoever calls this has judged the spend already (the signing process by
// authority and policy; the one-shot tools by the review alone). Every path and script comes from the
// registered descriptors in the review, never from the PSBT. One thread.
#pragma once

#include "base/failure.h"
#include "base/result.h"
#include "bitcoin/bip32.h"
#include "keys/key_provider.h"
#include "psbt/psbt.h"
#include "vault/review.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::signer {

/// One signature to be made, and where it goes.
struct PlannedSignature {
    std::size_t input;
    keys::SigningRequest request;
    std::uint8_t hashType;                   ///< The byte behind the signature; 0: none (taproot's DEFAULT).
    std::optional<crypto::Hash256> leafHash; ///< Of the leaf that a taproot script path signature is for.
};

/// All signatures that one key can give to one transaction.
struct SigningPlan {
    bitcoin::Txid txid; ///< Of the unsigned transaction.
    std::vector<PlannedSignature> signatures;

    [[nodiscard]] bool empty() const { return signatures.empty(); }
    /// What to ask a KeyProvider for, in order.
    [[nodiscard]] std::vector<keys::SigningRequest> requests() const;
};

/// What `key` (a provider's own, a master key or an account's) can sign: every key of every owned input,
/// final ones aside, that descends from it and has not signed; of a recovery vault only the keys of the path
/// that is taken. A taproot input is signed for the one leaf that the PSBT states, by the leaf's keys, or
/// without one by key path (ATTACKS A64). Empty when there is none. The review must be of this PSBT and these
/// vaults; amounts, scripts and keys are taken from it, so nothing is derived or hashed a second time.
/// Errors: psbt.*, bitcoin.*: never for a signable review.
[[nodiscard]] base::Result<SigningPlan, base::Failure> planSignatures(const psbt::Psbt& psbt,
                                                                      const vault::SpendReview& review,
                                                                      std::span<const vault::Vault> vaults,
                                                                      const bitcoin::ExtendedPubKey& key);

/// `signatures` answer the plan's requests, in order, and were checked for them. The plan must be of this
/// PSBT. Moving the PSBT in saves a copy.
[[nodiscard]] psbt::Psbt placeSignatures(psbt::Psbt psbt, const SigningPlan& plan,
                                         std::span<const keys::CheckedSignature> signatures);

} // namespace strongroom::signer
