// The outputs that a PSBT spends, and the signatures in it, checked against script and digest.
//
// Whose signatures count is read from the scripts (psbt/signing_script.h). Of a final witness that is there
// already only the forms that are built here are believed; see psbt/final_check.h. Pure functions;
// thread-safe.
#pragma once

#include "base/result.h"
#include "bitcoin/sighash.h"
#include "bitcoin/transaction.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"
#include "psbt/signing_script.h"

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

/// Every signature of the input verifies, each by its own key of the script, over this transaction. Without
/// signatures the answer is yes. Also the pre-filled final witness (ATTACKS A55). Gives the number of keys
/// that signed.
/// Errors: those of signingScript, foreignSignatureKey (A63), sighashMismatch (A16), sighashNotAllowed (A12,
/// A13, A15), signatureInvalid (A61; also what is not strict DER with low S, A62), finalWitnessInvalid (A55);
/// of taproot tapLeafMismatch (A64), unsupportedTapLeaf (A65), taprootMismatch (A66).
[[nodiscard]] base::Result<std::size_t, Error> checkSignatures(const Psbt& psbt, std::size_t input,
                                                               const bitcoin::SighashContext& context);

/// All inputs. An input that does not say what it spends passes only without signatures; what it does say
/// must hold. Errors: as above and those of spentOutput but missingUtxo.
[[nodiscard]] base::Result<void, Error> checkAllSignatures(const Psbt& psbt);

/// The hash type of each signature is the one that the input's sighash field asks for, where there is one;
/// a taproot signature of 64 bytes has the type DEFAULT (ATTACKS A16, A17). Error: sighashMismatch.
[[nodiscard]] base::Result<void, Error> checkHashTypes(const PsbtInput& input);

/// Adds a signature after verifying it, and says that the transaction is now fixed (TX_MODIFIABLE, A51).
/// `signature` is DER with its hash type byte. Errors: those of checkSignatures.
[[nodiscard]] base::Result<void, Error> addSignature(Psbt& psbt, std::size_t input, const StatedKey& key,
                                                     base::Bytes signature,
                                                     const bitcoin::SighashContext& context);
/// The same for a taproot key path: 64 bytes, or 65 with the hash type ALL.
[[nodiscard]] base::Result<void, Error> addTapKeySignature(Psbt& psbt, std::size_t input,
                                                           base::Bytes signature,
                                                           const bitcoin::SighashContext& context);

/// The same for a leaf that the input states.
[[nodiscard]] base::Result<void, Error> addTapScriptSignature(Psbt& psbt, std::size_t input,
                                                              const TapScriptSigner& signer,
                                                              base::Bytes signature,
                                                              const bitcoin::SighashContext& context);

} // namespace strongroom::psbt
