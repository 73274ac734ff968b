// Reading a script as miniscript (BIP379): its keys, hashes and locks, without the descriptor that made it.
// Pure; thread-safe.
#pragma once

#include "descriptor/miniscript.h"

#include <functional>
#include <optional>
#include <vector>

namespace strongroom::descriptor {

struct DecodedMiniscript {
    Miniscript expression;
    std::vector<crypto::PublicKey> keys; ///< Its key table. Of a tapscript: with even parity.
};

/// The key that has this hash, where somebody knows it: `pkh` says no more of its key.
using KeyOfHash = std::function<std::optional<crypto::PublicKey>(ByteSpan hash160)>;

/// No script that a descriptor can express is longer; what reading one costs grows with the square.
inline constexpr std::size_t MAX_DECODED_SCRIPT_SIZE = 10'000;

/// An expression that encodes to exactly `script`; nothing when there is none, or a key is not known. It is
/// well typed, not necessarily sane.
[[nodiscard]] std::optional<DecodedMiniscript> decodeMiniscript(ByteSpan script, ScriptContext context,
                                                                const KeyOfHash& keyOfHash);

} // namespace strongroom::descriptor
