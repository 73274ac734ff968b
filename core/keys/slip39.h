// SLIP-0039: a secret as shares in two levels, groups and their members. Enough members of enough groups
// give it back; fewer learn nothing. For backups that no single person or place can use or lose.
//
// A passphrase is part of the secret: with another one the shares give another secret, and nothing says so.
// Thread-safe. Results are in secret types; nothing branches on a secret byte.
#pragma once

#include "base/ports.h"
#include "keys/errors.h"
#include "keys/slip39_share.h"
#include "secret/secret_text.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::keys {

inline constexpr std::size_t SLIP39_MAX_GROUPS = 16;
inline constexpr std::size_t SLIP39_MAX_MEMBERS = 16;
inline constexpr std::uint8_t SLIP39_MAX_EXPONENT = 15; ///< Minutes of work; 1 is a hundredth of a second.

struct Slip39Group {
    std::size_t threshold = 1;
    std::size_t members = 1; ///< One exactly when the threshold is one: copies of a share are no shares.
};

struct Slip39Plan {
    std::size_t groupThreshold = 1;
    std::vector<Slip39Group> groups;
    std::uint8_t exponent = 1;
};

/// The shares of each group. Errors: slip39Plan, slip39SecretLength for anything but 16 to 64 bytes in pairs,
/// slip39Passphrase for characters that are not printable ASCII.
[[nodiscard]] Result<std::vector<std::vector<Slip39Share>>> splitSecret(base::ByteSpan secret,
                                                                        const secret::SecretText& passphrase,
                                                                        const Slip39Plan& plan,
                                                                        base::Random& random);

/// The secret that exactly enough shares give: as many groups as the group threshold, and of each as many
/// members as its own threshold; the same share twice counts once. Errors: slip39Mixed when they are not of
/// one split, slip39Duplicate for two shares in one place, slip39Groups and slip39Members for too few or too
/// many, slip39Digest when they do not lie on one polynomial, slip39Passphrase.
[[nodiscard]] Result<Slip39Value> combineShares(std::span<const Slip39Share> shares,
                                                const secret::SecretText& passphrase);

} // namespace strongroom::keys
