// Why an input does not prove that it may spend its output, or why that cannot be told here. One closed list
// with codes, so that a verdict says what it rests on. Values, any thread.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::bitcoin {

enum class SpendFault : std::uint8_t {
    // It may not.
    unlockForm,        ///< scriptSig or witness has not the form that the output asks for (BIP141).
    wrongScript,       ///< The script or key shown is not the one that the output commits to.
    pushEncoding,      ///< A push is cut off or not in its shortest form (MINIMALDATA, CONST_SCRIPTCODE).
    numberEncoding,    ///< A number is too long or not in its shortest form.
    conditionEncoding, ///< The argument of IF is neither empty nor one (MINIMALIF).
    limits,            ///< A limit on sizes, operations or signature checks is exceeded.
    stackShape,        ///< An operation finds too little on the stack, or IF and ENDIF do not match.
    publicKeyEncoding,
    signatureEncoding, ///< Not strict DER and low S, or not the length of a Schnorr signature.
    hashType,          ///< Of a signature: undefined, or another than the rules allow.
    wrongSignature,    ///< A signature that is there and does not verify (NULLFAIL).
    lockTime,          ///< The transaction's lock time, sequence or version is not what the script demands.
    notSatisfied,      ///< The script ends without success.
    stackNotClean,     ///< Something is left beside the result (CLEANSTACK).
    // It cannot be told.
    unknownOutput, ///< A form of output, or a witness version, that is not understood here.
    unknownOpcode, ///< An opcode outside bitcoin/opcode.h, run or not.
    unknownLeaf,   ///< A leaf version other than tapscript's.
    unknownKey,    ///< A kind of public key reserved for upgrades (BIP342), or uncompressed in a witness.
    annex,
};

/// Code and sentence of a fault.
[[nodiscard]] base::ErrorInfo describe(SpendFault fault);

enum class SpendVerdict : std::uint8_t {
    valid,
    invalid,
    inconclusive, ///< Neither accepted nor rejected: never to be taken for valid.
};
/// `invalid` or `inconclusive`.
[[nodiscard]] SpendVerdict verdictOf(SpendFault fault);

} // namespace strongroom::bitcoin
