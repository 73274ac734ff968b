#include "psbt/errors.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::psbt {

namespace {

constexpr std::array TABLE{
    std::pair{Error::tooLarge,
              base::ErrorInfo{"psbt.too_large",
                              "The PSBT is larger than 16 MiB, or its transaction too large to be relayed."}},
    std::pair{Error::notPsbt, base::ErrorInfo{"psbt.not_psbt", "This is not a PSBT."}},
    std::pair{Error::truncated, base::ErrorInfo{"psbt.truncated", "The PSBT ends in the middle of a field."}},
    std::pair{Error::nonMinimalCompactSize,
              base::ErrorInfo{"psbt.non_minimal_compact_size",
                              "A length in the PSBT is written in more bytes than it needs."}},
    std::pair{Error::trailingData,
              base::ErrorInfo{"psbt.trailing_data", "There is more data after the end of the PSBT."}},
    std::pair{Error::tooManyFields,
              base::ErrorInfo{"psbt.too_many_fields",
                              "The PSBT, or one section of it, has more fields than any transaction needs."}},
    std::pair{Error::duplicateKey,
              base::ErrorInfo{"psbt.duplicate_key", "A field occurs twice in one section of the PSBT."}},
    std::pair{Error::keyType,
              base::ErrorInfo{"psbt.bad_key_type", "The type of a field of the PSBT cannot be read."}},
    std::pair{Error::missingUnsignedTransaction,
              base::ErrorInfo{"psbt.missing_unsigned_tx", "The PSBT has no unsigned transaction."}},
    std::pair{Error::unknownVersion,
              base::ErrorInfo{"psbt.unknown_version", "The version of the PSBT is unknown."}},
    std::pair{Error::version0Field,
              base::ErrorInfo{"psbt.version_0_field",
                              "A version 2 PSBT has the unsigned transaction of version 0."}},
    std::pair{
        Error::version2Field,
        base::ErrorInfo{"psbt.version_2_field", "A version 0 PSBT has a field that only version 2 knows."}},
    std::pair{Error::missingVersion2Field,
              base::ErrorInfo{"psbt.missing_version_2_field",
                              "A version 2 PSBT lacks a field that its transaction needs."}},
    std::pair{Error::badLocktime,
              base::ErrorInfo{"psbt.bad_locktime",
                              "An input of the PSBT demands a height as a time, or a time as a height."}},
    std::pair{
        Error::locktimeConflict,
        base::ErrorInfo{"psbt.locktime_conflict",
                        "One input of the PSBT can only be locked by time and another only by height."}},
    std::pair{Error::badUnsignedTransaction,
              base::ErrorInfo{"psbt.bad_unsigned_tx", "The unsigned transaction is malformed."}},
    std::pair{Error::unsignedTransactionHasScriptSig,
              base::ErrorInfo{"psbt.unsigned_tx_has_script_sig",
                              "The unsigned transaction already has a scriptSig."}},
    std::pair{Error::unsignedTransactionHasWitness,
              base::ErrorInfo{"psbt.unsigned_tx_has_witness",
                              "The unsigned transaction is written with witnesses."}},
    std::pair{Error::keyLength,
              base::ErrorInfo{"psbt.key_length", "The key of a field of the PSBT has the wrong length."}},
    std::pair{Error::valueLength,
              base::ErrorInfo{"psbt.value_length", "The value of a field of the PSBT has the wrong length."}},
    std::pair{Error::badPublicKey, base::ErrorInfo{"psbt.bad_public_key",
                                                   "A public key in the PSBT is not a point of the curve."}},
    std::pair{Error::uncompressedPublicKey,
              base::ErrorInfo{"psbt.uncompressed_public_key",
                              "The PSBT has an uncompressed public key, which segwit does not allow."}},
    std::pair{Error::badExtendedKey,
              base::ErrorInfo{"psbt.bad_extended_key",
                              "An extended public key of the PSBT or its origin is malformed."}},
    std::pair{Error::badPreviousTransaction,
              base::ErrorInfo{"psbt.bad_previous_tx", "A previous transaction in the PSBT is malformed."}},
    std::pair{
        Error::badAmount,
        base::ErrorInfo{"psbt.bad_amount", "An amount is outside the range of 0 to 21 million bitcoin."}},
    std::pair{Error::badWitness,
              base::ErrorInfo{"psbt.bad_witness", "A final witness in the PSBT is malformed."}},
    std::pair{Error::badTapTree,
              base::ErrorInfo{"psbt.bad_tap_tree", "A taproot tree in the PSBT is malformed."}},
    std::pair{Error::badProprietaryKey,
              base::ErrorInfo{"psbt.bad_proprietary_key", "The key of a proprietary field is malformed."}},
    std::pair{Error::noSuchInput,
              base::ErrorInfo{"psbt.no_such_input", "The transaction has no such input."}},
    std::pair{Error::missingUtxo,
              base::ErrorInfo{"psbt.missing_utxo", "The PSBT does not say which output an input spends."}},
    std::pair{Error::previousTransactionMismatch,
              base::ErrorInfo{"psbt.previous_tx_mismatch",
                              "A previous transaction is not the one that the input spends."}},
    std::pair{Error::previousOutputRange,
              base::ErrorInfo{"psbt.previous_output_range",
                              "An input spends an output that its previous transaction does not have."}},
    std::pair{Error::utxosDisagree,
              base::ErrorInfo{"psbt.utxos_disagree",
                              "The two statements about the output that an input spends disagree."}},
    std::pair{Error::unsupportedScript,
              base::ErrorInfo{"psbt.unsupported_script",
                              "An input spends a kind of script that is not supported."}},
    std::pair{Error::redeemScriptMismatch,
              base::ErrorInfo{"psbt.redeem_script_mismatch",
                              "A redeem script is missing or is not the one that the output commits to."}},
    std::pair{Error::witnessScriptMismatch,
              base::ErrorInfo{"psbt.witness_script_mismatch",
                              "A witness script is missing or is not the one that the output commits to."}},
    std::pair{Error::tapLeafMismatch,
              base::ErrorInfo{"psbt.tap_leaf_mismatch",
                              "A taproot leaf is missing, or the output does not commit to it."}},
    std::pair{Error::unsupportedTapLeaf,
              base::ErrorInfo{"psbt.unsupported_tap_leaf",
                              "A taproot leaf has a version or an opcode that would let anybody spend it."}},
    std::pair{Error::taprootMismatch,
              base::ErrorInfo{"psbt.taproot_mismatch",
                              "The internal key and the merkle root are not those of the output."}},
    std::pair{Error::foreignSignatureKey,
              base::ErrorInfo{"psbt.foreign_signature_key",
                              "A signature is by a key that the script does not name."}},
    std::pair{Error::sighashMismatch,
              base::ErrorInfo{"psbt.sighash_mismatch",
                              "The hash type of a signature is not the one that the PSBT asks for."}},
    std::pair{
        Error::sighashNotAllowed,
        base::ErrorInfo{"psbt.sighash_not_allowed", "A hash type does not commit to the whole transaction."}},
    std::pair{Error::signatureInvalid,
              base::ErrorInfo{"psbt.signature_invalid",
                              "A signature does not belong to this transaction and this key."}},
    std::pair{Error::finalWitnessInvalid,
              base::ErrorInfo{"psbt.final_witness_invalid",
                              "A final witness in the PSBT does not satisfy the script that it spends."}},
    std::pair{Error::nothingToCombine,
              base::ErrorInfo{"psbt.nothing_to_combine", "There is no PSBT to combine."}},
    std::pair{Error::differentTransaction,
              base::ErrorInfo{"psbt.different_tx", "The PSBTs are not about the same transaction."}},
    std::pair{Error::conflictingValue,
              base::ErrorInfo{"psbt.conflicting_value", "The PSBTs give one field two different values."}},
};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == error; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

} // namespace strongroom::psbt
