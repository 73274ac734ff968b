// The prefixes of SLIP-132 (ypub, Zpub, …): a claim about the script type in the letters of an extended key.
// Descriptors state the type themselves, so such keys are refused everywhere (ATTACKS A45) but here, where
// somebody asks for the conversion. Pure; any thread.
#pragma once

#include "bitcoin/bip32.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::bitcoin {

/// What the letters of a prefix say; the same for all test networks.
struct Slip132Prefix {
    std::string_view letters; ///< "Zpub"
    KeyNetwork network;
    std::string_view meaning; ///< "p2wsh multisig"
    std::uint32_t version;
};
/// "xpub", "ypub", "Ypub", "zpub", "Zpub" of main; "tpub", "upub", "Upub", "vpub", "Vpub" of the test
/// networks.
[[nodiscard]] std::optional<Slip132Prefix> slip132Prefix(std::string_view letters);

struct PrefixedKey {
    ExtendedPubKey key;
    Slip132Prefix prefix; ///< The one it came with.
};
/// A public extended key with any of the prefixes. Errors: extendedKey* of errors.h; a private one is
/// extendedKeyPrivate whatever its prefix.
[[nodiscard]] Result<PrefixedKey> parsePrefixedKey(std::string_view text);

/// The same key under another prefix. Error: extendedKeyNetwork for a prefix of the other network.
[[nodiscard]] Result<std::string> withPrefix(const ExtendedPubKey& key, const Slip132Prefix& prefix);

} // namespace strongroom::bitcoin
