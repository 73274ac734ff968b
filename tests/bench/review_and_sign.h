// The reviewed path, from a parsed PSBT to one with signatures: every previous transaction hashed, every
// script derived, every signature checked.
#pragma once

#include "bitcoin/bip32.h"
#include "keys/key_provider.h"
#include "psbt/psbt.h"
#include "vault/vault.h"

#include <span>
#include <vector>

namespace strongroom::bench {

/// On regtest, with a provider of the account key. A spend that cannot be signed whole is a broken invariant.
[[nodiscard]] psbt::Psbt reviewAndSign(const psbt::Psbt& psbt, std::span<const vault::Vault> vaults,
                                       keys::KeyProvider& provider, const bitcoin::ExtendedPubKey& account);
/// What it asks the provider for.
[[nodiscard]] std::vector<keys::SigningRequest> requestsOf(const psbt::Psbt& psbt,
                                                           std::span<const vault::Vault> vaults,
                                                           const bitcoin::ExtendedPubKey& account);

} // namespace strongroom::bench
