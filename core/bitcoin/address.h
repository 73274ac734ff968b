// Addresses: text that names one output script on one network (BIP173, BIP350, Base58Check). There is no way
// to decode an address without saying the network it must belong to (ATTACKS A44). Test and signet share all
// prefixes, and regtest shares the Base58 ones: no text can tell those apart.
#pragma once

#include "bitcoin/errors.h"
#include "bitcoin/network.h"
#include "bitcoin/script.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::bitcoin {

struct DecodedAddress {
    Bytes script;
    ScriptType type;
};

/// BIP173 allows 90 characters and a Base58 address has at most 35; anything longer is refused before any
/// work (ATTACKS A58).
inline constexpr std::size_t MAX_ADDRESS_LENGTH = 90;

/// Errors: address* of errors.h, each fault its own; `addressWrongNetwork` when the address is a good one of
/// another Bitcoin network.
[[nodiscard]] Result<DecodedAddress> decodeAddress(std::string_view text, Network network);

/// Nothing for scripts that have no address (bare keys, multisig, null data, non-standard).
[[nodiscard]] std::optional<std::string> encodeAddress(ByteSpan script, Network network);

} // namespace strongroom::bitcoin
