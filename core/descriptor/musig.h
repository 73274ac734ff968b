// MuSig2 keys, the public part: aggregation (BIP327 KeyAgg after KeySort) and the extended key that stands
// for the aggregate (BIP328). Signing is not here. Pure functions, any thread.
#pragma once

#include "bitcoin/bip32.h"
#include "bitcoin/network.h"
#include "descriptor/derived_script.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::descriptor {

/// BIP327 KeyAgg in the order given, keys may repeat. Nothing when the sum is the point at infinity. One key
/// or more is an invariant.
[[nodiscard]] std::optional<crypto::PublicKey> aggregateKeys(std::span<const crypto::PublicKey> keys);

/// The aggregate of the sorted keys, as musig() forms it (BIP390).
[[nodiscard]] std::optional<MusigKey> musigKey(std::vector<crypto::PublicKey> keys);

/// BIP328: the aggregate with the fixed chain code, at depth 0.
[[nodiscard]] bitcoin::ExtendedPubKey syntheticExtendedKey(const crypto::PublicKey& aggregate,
                                                           bitcoin::KeyNetwork network);

} // namespace strongroom::descriptor
