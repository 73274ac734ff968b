// Output scripts: recognising the standard forms and building the ones this program uses. Script is never run
// here; what is not one of the known shapes is nonStandard. Pure functions, any thread.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::bitcoin {

using base::Bytes;
using base::ByteSpan;

enum class ScriptType : std::uint8_t {
    p2pkh,
    p2sh,
    p2wpkh,
    p2wsh,
    p2tr,
    p2pk,
    multisig,       ///< Bare: the keys stand in the output itself.
    nullData,       ///< OP_RETURN followed by pushes only.
    witnessUnknown, ///< A witness program of a version or length that has no meaning yet: anyone can spend
                    ///< it.
    nonStandard,
};
/// Lower-case word as the command line and Bitcoin Core use it: "witness_v0_keyhash" …
[[nodiscard]] std::string_view name(ScriptType type);

[[nodiscard]] ScriptType classify(ByteSpan script);

/// BIP141: OP_0 or OP_1 to OP_16, then one push of 2 to 40 bytes and nothing else. A view into the script.
struct WitnessProgram {
    std::uint8_t version;
    ByteSpan program;
};
[[nodiscard]] std::optional<WitnessProgram> witnessProgram(ByteSpan script);
/// A `version` over 16 or a length outside 2 to 40 is a broken invariant.
[[nodiscard]] Bytes witnessProgramScript(std::uint8_t version, ByteSpan program);

[[nodiscard]] Bytes p2pkhScript(const crypto::Hash160& keyHash);
[[nodiscard]] Bytes p2shScript(const crypto::Hash160& scriptHash);
[[nodiscard]] Bytes p2wpkhScript(const crypto::PublicKey& key);
[[nodiscard]] Bytes p2wshScript(ByteSpan witnessScript);
/// The output key itself, tweaked already.
[[nodiscard]] Bytes p2trScript(const crypto::XOnlyPublicKey& outputKey);

/// BIP341: the output key of an internal key without script paths (tweak by the hash of the key alone, as
/// BIP86 does). Nothing for the one in 2^256 key where the tweak leaves the group.
[[nodiscard]] std::optional<crypto::XOnlyPublicKey>
taprootOutputKey(const crypto::XOnlyPublicKey& internalKey);

/// CHECKMULTISIG takes no more keys than this.
inline constexpr std::size_t MAX_MULTISIG_KEYS = 20;
/// `threshold` of `keys`, in the order given. 1 ≤ threshold ≤ keys ≤ 20 is an invariant.
[[nodiscard]] Bytes multisigScript(std::size_t threshold, std::span<const crypto::PublicKey> keys);

/// A multisig script taken apart; only the bytes `multisigScript` would build match: every number in its
/// shortest push, every key compressed, nothing before or after (ATTACKS A19). Whether the keys are points is
/// not asked, as in Bitcoin Core: it costs a square root each, and whoever uses a key parses it.
struct MultisigScript {
    std::size_t threshold;
    std::vector<ByteSpan> keys; ///< 33 bytes each, of the script.
};
[[nodiscard]] std::optional<MultisigScript> matchMultisig(ByteSpan script);

/// What BIP143 hashes as the script code of a p2wpkh input; of a p2wsh input it is the witness script.
[[nodiscard]] Bytes p2wpkhScriptCode(const crypto::Hash160& keyHash);

} // namespace strongroom::bitcoin
