#include "review_and_sign.h"

#include "base/check.h"
#include "signer/signing/sign_spend.h"
#include "vault/review.h"

namespace strongroom::bench {

namespace {

signer::SigningPlan planOf(const psbt::Psbt& psbt, std::span<const vault::Vault> vaults,
                           const bitcoin::ExtendedPubKey& account) {
    const auto review = vault::reviewSpend(psbt, vaults, {}, {}, bitcoin::Network::regtest);
    auto plan = signer::planSignatures(psbt, review, vaults, account);
    STRONGROOM_CHECK(plan.has_value() && plan->signatures.size() == psbt.inputs.size());
    return std::move(*plan);
}

} // namespace

psbt::Psbt reviewAndSign(const psbt::Psbt& psbt, std::span<const vault::Vault> vaults,
                         keys::KeyProvider& provider, const bitcoin::ExtendedPubKey& account) {
    const signer::SigningPlan plan = planOf(psbt, vaults, account);
    const auto signatures = provider.sign(plan.requests());
    STRONGROOM_CHECK(signatures.has_value());
    return signer::placeSignatures(psbt, plan, *signatures);
}

std::vector<keys::SigningRequest> requestsOf(const psbt::Psbt& psbt, std::span<const vault::Vault> vaults,
                                             const bitcoin::ExtendedPubKey& account) {
    return planOf(psbt, vaults, account).requests();
}

} // namespace strongroom::bench
