// The outputs that a PSBT spends, and the signatures in it, checked against script and digest.
//
// Supported are P2WPKH, P2WSH with a plain multisig script, and P2TR by key path: the scripts that
// descriptors of this program produce. Pure functions; thread-safe.
#pragma once

#include "base/result.h"
#include "bitcoin/sighash.h"
#include "bitcoin/transaction.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <optional>
#include <vector>

namespace strongroom::psbt {

/// The output that an input spends, from the full previous transaction where there is one, else from the
/// claim in the witness UTXO: its amount is then only as good as a signature that commits to it.
/// Errors: missingUtxo, previousTransactionMismatch (A02), previousOutputRange (A05), utxosDisagree (A03).
[[nodiscard]] base::Result<bitcoin::TxOut, Error> spentOutput(const Psbt& psbt, std::size_t input);

/// All spent outputs in order, as a SighashContext wants them; nothing where the PSBT does not say.
struct SpentOutputs {
    std::vector<std::optional<bitcoin::TxOut>> outputs;

    /// Refers to `psbt.tx` and to this; both must outlive it.
    [[nodiscard]] bitcoin::SighashContext context(const Psbt& psbt) const;
};
/// Errors: those of spentOutput but missingUtxo.
[[nodiscard]] base::Result<SpentOutputs, Error> spentOutputs(const Psbt& psbt);

/// Who may sign an input, read from its scripts.
struct SigningScript {
    enum class Kind : std::uint8_t { wpkh, wshMulti, trKey };
    Kind kind;
    std::size_t threshold;               ///< Signatures needed; 1 but for wshMulti.
    std::vector<crypto::PublicKey> keys; ///< In script order; for wpkh the script names only its hash: empty.
    std::optional<crypto::XOnlyPublicKey> outputKey; ///< trKey.
    base::Bytes scriptCode;                          ///< What segwit v0 signatures commit to (BIP143).
};
/// Errors: unsupportedScript, witnessScriptMismatch.
[[nodiscard]] base::Result<SigningScript, Error> signingScript(const PsbtInput& input,
                                                               const bitcoin::TxOut& spent);

/// Every signature of the input verifies, each by its own key of the script, over this transaction. Without
/// signatures the answer is yes. Also the pre-filled final witness (ATTACKS A55). Gives the number of keys
/// that signed.
/// Errors: those of signingScript, foreignSignatureKey (A63), sighashMismatch (A16), sighashNotAllowed (A12,
/// A13, A15), signatureInvalid (A61; also what is not strict DER with low S, A62), finalWitnessInvalid (A55).
[[nodiscard]] base::Result<std::size_t, Error> checkSignatures(const Psbt& psbt, std::size_t input,
                                                               const bitcoin::SighashContext& context);

/// All inputs. An input that does not say what it spends passes only without signatures; what it does say
/// must hold. Errors: as above and those of spentOutput but missingUtxo.
[[nodiscard]] base::Result<void, Error> checkAllSignatures(const Psbt& psbt);

/// The hash type of each signature is the one that the input's sighash field asks for, where there is one;
/// a taproot signature of 64 bytes has the type DEFAULT (ATTACKS A16, A17). Error: sighashMismatch.
[[nodiscard]] base::Result<void, Error> checkHashTypes(const PsbtInput& input);

/// Adds a signature after verifying it. `signature` is DER with its hash type byte for segwit v0.
/// Errors: those of checkSignatures.
[[nodiscard]] base::Result<void, Error> addSignature(Psbt& psbt, std::size_t input,
                                                     const crypto::PublicKey& key, base::Bytes signature,
                                                     const bitcoin::SighashContext& context);
/// The same for a taproot key path: 64 bytes, or 65 with the hash type ALL.
[[nodiscard]] base::Result<void, Error> addTapKeySignature(Psbt& psbt, std::size_t input,
                                                           base::Bytes signature,
                                                           const bitcoin::SighashContext& context);

} // namespace strongroom::psbt
