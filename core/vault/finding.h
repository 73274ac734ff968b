// What a review finds in a PSBT: each finding is one code, one row of docs/attacks.md and one test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::vault {

/// What a finding demands.
enum class Severity : std::uint8_t {
    refuse, ///< No signature.
    ask,    ///< Answered by the approvers, because the code stands in the intent they sign.
    show,   ///< Said on every screen that shows the transaction.
};
/// "refuse", "ask", "show".
[[nodiscard]] std::string_view name(Severity severity);

enum class FindingCode : std::uint8_t {
    // The whole
    wrongNetwork,
    noInputs,
    noOutputs,
    messageProof,
    duplicateInput,
    outpointInLiveSpend,
    transactionTooLarge,
    xpubMismatch,
    farLockTime,
    unrelayedVersion,
    tooManyClaims,
    badPublicKey,
    modifiable,
    // Inputs
    utxoMissing,
    previousTransactionMissing,
    previousTransactionMismatch,
    previousOutputRange,
    utxosDisagree,
    foreignInput,
    claimedInput,
    severalVaults,
    fieldsOfOtherScriptType,
    redeemScriptMissing,
    redeemScriptMismatch,
    witnessScriptMissing,
    witnessScriptMismatch,
    tapInternalKeyMismatch,
    tapMerkleRootMismatch,
    tapLeafMismatch,
    severalTapLeaves,
    undisclosedTapTree,
    sighashNotAll,
    sighashUnknown,
    badSignature,
    badFinalWitness,
    // Relative locks
    relativeLock,
    recoverySpend,
    mixedPaths,
    lockOpensNothing,
    leafOfOtherPath,
    // Amounts
    amountRange,
    outputsExceedInputs,
    feeAboveCeiling,
    feeRateAboveCeiling,
    feeShareAboveCeiling,
    // Outputs
    claimedChange,
    pathOutsideDescriptor,
    beyondGap,
    otherVault,
    ownReceiveAddress,
    manyChangeOutputs,
    zeroAmount,
    dustOutput,
    unknownWitnessVersion,
    nonStandardOutput,
    opReturn,
    opReturnBurns,
};

struct FindingInfo {
    std::string_view code; ///< "vault.previous_tx_missing"
    Severity severity;
    std::string_view row;      ///< Of docs/attacks.md, e.g. "A01".
    std::string_view sentence; ///< English, ends with a full stop.
};
[[nodiscard]] FindingInfo describe(FindingCode code);

struct Finding {
    FindingCode code;
    Severity severity;
    std::string_view row;
    std::string message; ///< The sentence, with where and the numbers.

    [[nodiscard]] std::string_view codeText() const { return describe(code).code; }
};
using Findings = std::vector<Finding>;

/// Severity and row from the table; `where` stands before the sentence, `detail` behind it.
[[nodiscard]] Finding makeFinding(FindingCode code, std::string_view where = {},
                                  std::string_view detail = {});
[[nodiscard]] std::string inputText(std::size_t index);  ///< "Input 0"
[[nodiscard]] std::string outputText(std::size_t index); ///< "Output 0"

} // namespace strongroom::vault
