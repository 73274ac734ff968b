// The private side of a spend world's account as an ExtendedPrivateKey.
#pragma once

#include "base/check.h"
#include "fakes/spend_world.h"
#include "keys/extended_private_key.h"

#include <algorithm>
#include <array>

namespace strongroom::test {

[[nodiscard]] inline keys::ExtendedPrivateKey privateOf(const AccountKey& account) {
    // The 78 bytes of the extended public key with the private key in the place of the public one (BIP32).
    base::Bytes bytes = account.xpub.bytes();
    constexpr std::array<std::uint8_t, 4> TPRV{0x04, 0x35, 0x83, 0x94};
    std::ranges::copy(TPRV, bytes.begin());
    bytes[45] = 0;
    std::ranges::copy(account.secret.span(), bytes.begin() + 46);
    auto key = keys::ExtendedPrivateKey::fromBytes(bytes, secretKeys());
    STRONGROOM_CHECK(key.has_value());
    return std::move(*key);
}

} // namespace strongroom::test
