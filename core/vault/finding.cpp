#include "vault/finding.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::vault {

namespace {

using enum Severity;
using Code = FindingCode;

constexpr std::array TABLE{
    std::pair{Code::wrongNetwork, FindingInfo{"vault.wrong_network", refuse, "A43",
                                              "A vault or one of its keys belongs to another network."}},
    std::pair{Code::noInputs,
              FindingInfo{"vault.no_inputs", refuse, "A06", "The transaction spends nothing."}},
    std::pair{Code::noOutputs,
              FindingInfo{"vault.no_outputs", refuse, "A09", "The transaction pays nobody."}},
    std::pair{
        Code::messageProof,
        FindingInfo{"vault.message_proof", refuse, "A104",
                    "This signs a message, or a coin of no value as signed messages do; it is no payment."}},
    std::pair{Code::duplicateInput,
              FindingInfo{"vault.duplicate_input", refuse, "A11", "The same coin is spent twice."}},
    std::pair{Code::outpointInLiveSpend,
              FindingInfo{"vault.outpoint_in_live_spend", refuse, "A10",
                          "The coin is spent by another withdrawal that can still confirm."}},
    std::pair{Code::transactionTooLarge,
              FindingInfo{"vault.transaction_too_large", refuse, "A60",
                          "The signed transaction would be too large for the network to relay."}},
    std::pair{Code::xpubMismatch,
              FindingInfo{"vault.xpub_mismatch", refuse, "A30",
                          "An extended key in the PSBT is not the registered one of its origin."}},
    std::pair{
        Code::farLockTime,
        FindingInfo{"vault.far_lock_time", ask, "A131",
                    "The transaction is locked until a date, or for centuries: it may stay unconfirmable, "
                    "and keep its coins, for long."}},
    std::pair{Code::unrelayedVersion,
              FindingInfo{"vault.unrelayed_version", refuse, "A131",
                          "Nodes relay no transaction of this version: it may stay unconfirmable."}},
    std::pair{Code::tooManyClaims,
              FindingInfo{"vault.too_many_claims", refuse, "A60",
                          "The PSBT claims more keys of ours than any transaction has."}},
    std::pair{Code::badPublicKey, FindingInfo{"vault.bad_public_key", refuse, "A48",
                                              "A public key in the PSBT is not a point of the curve."}},
    std::pair{Code::modifiable,
              FindingInfo{"vault.transaction_modifiable", refuse, "A51",
                          "The PSBT says that its transaction is still to be changed after it is signed."}},
    std::pair{Code::utxoMissing, FindingInfo{"vault.utxo_missing", refuse, "A06",
                                             "The PSBT does not say which output this input spends."}},
    std::pair{Code::previousTransactionMissing,
              FindingInfo{"vault.previous_tx_missing", refuse, "A01",
                          "The full previous transaction is missing, so the amount is only a claim."}},
    std::pair{Code::previousTransactionMismatch,
              FindingInfo{"vault.previous_tx_mismatch", refuse, "A02",
                          "The previous transaction in the PSBT is not the one that is spent."}},
    std::pair{Code::previousOutputRange,
              FindingInfo{"vault.previous_output_range", refuse, "A05",
                          "The previous transaction has no output of this number."}},
    std::pair{Code::utxosDisagree, FindingInfo{"vault.utxos_disagree", refuse, "A03",
                                               "The two statements about the spent output disagree."}},
    std::pair{Code::foreignInput, FindingInfo{"vault.foreign_input", refuse, "A06",
                                              "The spent output belongs to no registered vault."}},
    std::pair{Code::claimedInput,
              FindingInfo{"vault.claimed_input", refuse, "A127",
                          "The input claims to be of a registered vault, but its script is another one."}},
    std::pair{Code::severalVaults, FindingInfo{"vault.several_vaults", refuse, "A06",
                                               "The inputs come from more than one vault."}},
    std::pair{Code::fieldsOfOtherScriptType,
              FindingInfo{"vault.fields_of_other_script_type", refuse, "A07",
                          "The PSBT describes another kind of script than the one that is spent."}},
    std::pair{Code::redeemScriptMissing,
              FindingInfo{"vault.redeem_script_missing", refuse, "A27", "The redeem script is missing."}},
    std::pair{Code::redeemScriptMismatch,
              FindingInfo{"vault.redeem_script_mismatch", refuse, "A26",
                          "The redeem script is not the one of the registered descriptor."}},
    std::pair{Code::witnessScriptMissing,
              FindingInfo{"vault.witness_script_missing", refuse, "A27", "The witness script is missing."}},
    std::pair{Code::witnessScriptMismatch,
              FindingInfo{"vault.witness_script_mismatch", refuse, "A19",
                          "The witness script is not the one of the registered descriptor."}},
    std::pair{Code::tapInternalKeyMismatch,
              FindingInfo{"vault.tap_internal_key_mismatch", refuse, "A66",
                          "The taproot internal key is not the one of the registered descriptor."}},
    std::pair{Code::tapMerkleRootMismatch,
              FindingInfo{"vault.tap_merkle_root_mismatch", refuse, "A66",
                          "The taproot merkle root is not the one of the registered descriptor."}},
    std::pair{Code::tapLeafMismatch,
              FindingInfo{"vault.tap_leaf_mismatch", refuse, "A64",
                          "A taproot leaf in the PSBT is not one of the registered descriptor."}},
    std::pair{
        Code::severalTapLeaves,
        FindingInfo{"vault.several_tap_leaves", refuse, "A64",
                    "The PSBT names several taproot leaves, so that two signers could sign different ones."}},
    std::pair{Code::undisclosedTapTree,
              FindingInfo{"vault.undisclosed_tap_tree", refuse, "A39",
                          "The PSBT has taproot scripts that the registered descriptor does not have."}},
    std::pair{Code::sighashNotAll,
              FindingInfo{"vault.sighash_not_all", refuse, "A12",
                          "A signature of the wanted type would not cover the whole transaction."}},
    std::pair{Code::sighashUnknown, FindingInfo{"vault.sighash_unknown", refuse, "A15",
                                                "The wanted signature type has no meaning for this input."}},
    std::pair{Code::badSignature,
              FindingInfo{"vault.bad_signature", refuse, "A61", "A signature in the PSBT is not valid."}},
    std::pair{Code::badFinalWitness, FindingInfo{"vault.bad_final_witness", refuse, "A55",
                                                 "A final witness in the PSBT does not satisfy its script."}},
    std::pair{Code::relativeLock,
              FindingInfo{"vault.relative_lock", ask, "A131",
                          "The transaction cannot confirm before its coin has a certain age."}},
    std::pair{
        Code::recoverySpend,
        FindingInfo{"vault.recovery_spend", ask, "A131",
                    "The coins are spent by the recovery path of their vault, not by its primary keys."}},
    std::pair{Code::mixedPaths,
              FindingInfo{"vault.mixed_paths", refuse, "A131",
                          "Some coins are spent by the recovery path and some by the primary keys."}},
    std::pair{Code::lockOpensNothing,
              FindingInfo{"vault.lock_opens_nothing", refuse, "A131",
                          "The input has a relative lock that does not open the recovery path."}},
    std::pair{Code::leafOfOtherPath,
              FindingInfo{"vault.leaf_of_other_path", refuse, "A64",
                          "The leaf to be signed is not the one of the path that the input takes."}},
    std::pair{Code::amountRange, FindingInfo{"vault.amount_range", refuse, "A08",
                                             "The amounts add up to more than 21 million bitcoin."}},
    std::pair{Code::outputsExceedInputs, FindingInfo{"vault.outputs_exceed_inputs", refuse, "A09",
                                                     "The outputs are more than the inputs."}},
    std::pair{Code::feeAboveCeiling,
              FindingInfo{"vault.fee_above_ceiling", refuse, "A09", "The fee is above the ceiling."}},
    std::pair{Code::feeRateAboveCeiling, FindingInfo{"vault.fee_rate_above_ceiling", refuse, "A09",
                                                     "The fee rate is above the ceiling."}},
    std::pair{Code::feeShareAboveCeiling, FindingInfo{"vault.fee_share_above_ceiling", refuse, "A09",
                                                      "The fee is too large a share of what is sent."}},
    std::pair{Code::claimedChange,
              FindingInfo{
                  "vault.claimed_change", refuse, "A18",
                  "The output claims to be ours, but its script is not that of the registered descriptor."}},
    std::pair{Code::pathOutsideDescriptor,
              FindingInfo{"vault.path_outside_descriptor", ask, "A23",
                          "The output names a key of ours with a path that no registered vault uses."}},
    std::pair{Code::beyondGap,
              FindingInfo{"vault.beyond_gap", ask, "A23",
                          "The output is ours, but so far ahead that a restored wallet would not find it."}},
    std::pair{Code::otherVault, FindingInfo{"vault.pays_other_vault", show, "A25",
                                            "The output pays another registered vault."}},
    std::pair{Code::ownReceiveAddress,
              FindingInfo{"vault.pays_own_receive_address", show, "A24",
                          "The output pays a receive address of the same vault; it is not change."}},
    std::pair{Code::manyChangeOutputs, FindingInfo{"vault.many_change_outputs", ask, "A28",
                                                   "The transaction has unusually many change outputs."}},
    std::pair{Code::zeroAmount, FindingInfo{"vault.zero_amount", ask, "A28", "The output has no amount."}},
    std::pair{Code::dustOutput, FindingInfo{"vault.dust_output", ask, "A96",
                                            "The output is so small that the network does not relay it."}},
    std::pair{
        Code::unknownWitnessVersion,
        FindingInfo{"vault.unknown_witness_version", ask, "A96",
                    "The output uses a kind of address that has no meaning yet: anyone could spend it."}},
    std::pair{Code::nonStandardOutput, FindingInfo{"vault.non_standard_output", ask, "A96",
                                                   "The output has no standard script, hence no address."}},
    std::pair{Code::opReturn,
              FindingInfo{"vault.op_return", show, "A95", "The output carries data and pays nobody."}},
    std::pair{Code::opReturnBurns,
              FindingInfo{"vault.op_return_burns", ask, "A95", "The output destroys the coins in it."}},
};

} // namespace

std::string_view name(Severity severity) {
    switch (severity) {
    case refuse:
        return "refuse";
    case ask:
        return "ask";
    case show:
        return "show";
    }
    STRONGROOM_CHECK(false);
}

FindingInfo describe(FindingCode code) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == code; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

Finding makeFinding(FindingCode code, std::string_view where, std::string_view detail) {
    const FindingInfo info = describe(code);
    std::string message;
    if (!where.empty())
        message.append(where).append(": ");
    message.append(info.sentence);
    if (!detail.empty())
        message.append(" ").append(detail);
    return {code, info.severity, info.row, std::move(message)};
}

std::string inputText(std::size_t index) {
    return "Input " + std::to_string(index);
}

std::string outputText(std::size_t index) {
    return "Output " + std::to_string(index);
}

} // namespace strongroom::vault
