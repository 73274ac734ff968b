// Who may sign an input and over which digest, read from the output that it spends and the scripts that hash
// to it; a label in the PSBT decides nothing (ATTACKS A07, A22, A27). Pure; thread-safe.
#pragma once

#include "base/result.h"
#include "bitcoin/sighash.h"
#include "bitcoin/taproot.h"
#include "bitcoin/transaction.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <optional>
#include <vector>

namespace strongroom::psbt {

struct SigningScript {
    enum class Kind : std::uint8_t {
        keyHash,  ///< p2pkh, p2wpkh, and those in p2sh: one key, known by its hash.
        multisig, ///< p2sh, p2wsh or p2sh-p2wsh of a plain multisig script.
        script,   ///< The same around any other script.
        taproot,
    };
    enum class Digest : std::uint8_t { legacy, segwitV0, taproot };

    Kind kind = Kind::script;
    Digest digest = Digest::legacy;
    base::Bytes redeemScript;               ///< What the scriptSig of a p2sh ends in; empty otherwise.
    base::Bytes witnessScript;              ///< What the witness of a p2wsh ends in; empty otherwise.
    base::Bytes scriptCode;                 ///< What ECDSA signatures commit to; empty for taproot.
    std::size_t threshold = 1;              ///< Signatures needed: of multisig.
    std::vector<StatedKey> keys;            ///< In script order: of multisig.
    std::optional<crypto::Hash160> keyHash; ///< Of keyHash.
    std::optional<crypto::XOnlyPublicKey> outputKey; ///< Of taproot.

    /// True when the script names this key, or its hash. Of taproot never: its keys sign otherwise.
    [[nodiscard]] bool names(const StatedKey& key) const;
    /// What an ECDSA signature of type ALL signs. Errors: those of SighashContext.
    [[nodiscard]] bitcoin::Result<crypto::Hash256> digestAll(const bitcoin::SighashContext& context,
                                                             std::size_t input) const;
};

/// Errors: unsupportedScript (also a script with OP_CODESEPARATOR), redeemScriptMismatch,
/// witnessScriptMismatch: a script that is missing counts as another (A27).
[[nodiscard]] base::Result<SigningScript, Error> signingScript(const PsbtInput& input,
                                                               const bitcoin::TxOut& spent);

/// A leaf that the spent output commits to, and that may be signed.
struct TapLeafChoice {
    crypto::Hash256 leafHash;
    base::Bytes controlBlock;
    base::Bytes script;
};
/// The leaf of the input's fields that has this hash. Errors: tapLeafMismatch, when there is none, the output
/// does not commit to it, or its two leaf versions differ (A64, A66); unsupportedTapLeaf (A65).
[[nodiscard]] base::Result<TapLeafChoice, Error>
tapLeaf(const PsbtInput& input, const crypto::XOnlyPublicKey& outputKey, const crypto::Hash256& leafHash);
/// The same for one control block and its script.
[[nodiscard]] base::Result<TapLeafChoice, Error>
judgeTapLeaf(base::ByteSpan controlBlock, const TapLeafScript& leaf, const crypto::XOnlyPublicKey& outputKey);

/// Where the input states both, the internal key and the merkle root make the output key. Error:
/// taprootMismatch (A66).
[[nodiscard]] base::Result<void, Error> checkTaprootFields(const PsbtInput& input,
                                                           const crypto::XOnlyPublicKey& outputKey);

} // namespace strongroom::psbt
