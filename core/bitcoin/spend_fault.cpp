#include "bitcoin/spend_fault.h"

#include "base/check.h"

#include <array>
#include <cstddef>

namespace strongroom::bitcoin {

namespace {

struct Row {
    SpendFault fault;
    SpendVerdict verdict;
    base::ErrorInfo info;
};

constexpr auto INVALID = SpendVerdict::invalid;
constexpr auto INCONCLUSIVE = SpendVerdict::inconclusive;

constexpr std::array ROWS{
    Row{SpendFault::unlockForm,
        INVALID,
        {"bitcoin.spend_unlock_form",
         "An input's scriptSig or witness does not have the form that its output asks for."}},
    Row{SpendFault::wrongScript,
        INVALID,
        {"bitcoin.spend_wrong_script", "The script or key shown is not the one that the output commits to."}},
    Row{SpendFault::pushEncoding,
        INVALID,
        {"bitcoin.spend_push_encoding", "A push in a script is cut off or not in its shortest form."}},
    Row{SpendFault::numberEncoding,
        INVALID,
        {"bitcoin.spend_number_encoding", "A number in a script is too long or not in its shortest form."}},
    Row{SpendFault::conditionEncoding,
        INVALID,
        {"bitcoin.spend_condition_encoding", "The choice of a branch is written neither as one nor empty."}},
    Row{SpendFault::limits,
        INVALID,
        {"bitcoin.spend_limits", "A script exceeds what Bitcoin allows in size or work."}},
    Row{SpendFault::stackShape,
        INVALID,
        {"bitcoin.spend_stack_shape", "A script finds too little to work on, or its branches do not close."}},
    Row{SpendFault::publicKeyEncoding,
        INVALID,
        {"bitcoin.spend_public_key_encoding", "A public key in a script is not one."}},
    Row{SpendFault::signatureEncoding,
        INVALID,
        {"bitcoin.spend_signature_encoding",
         "A signature is not encoded as Bitcoin relays it: strict DER with low S, or 64 or 65 bytes."}},
    Row{SpendFault::hashType,
        INVALID,
        {"bitcoin.spend_hash_type", "A signature does not commit to the whole transaction."}},
    Row{SpendFault::wrongSignature,
        INVALID,
        {"bitcoin.spend_wrong_signature", "A signature is not by its key over this transaction."}},
    Row{SpendFault::lockTime,
        INVALID,
        {"bitcoin.spend_lock_time", "The transaction does not wait as long as the script demands."}},
    Row{SpendFault::notSatisfied,
        INVALID,
        {"bitcoin.spend_not_satisfied", "The script is not satisfied by what is given to it."}},
    Row{SpendFault::stackNotClean,
        INVALID,
        {"bitcoin.spend_stack_not_clean", "The script is given more than it uses."}},
    Row{SpendFault::unknownOutput,
        INCONCLUSIVE,
        {"bitcoin.spend_unknown_output", "An output is of a kind that cannot be judged here."}},
    Row{SpendFault::unknownOpcode,
        INCONCLUSIVE,
        {"bitcoin.spend_unknown_opcode", "A script uses an operation that is not understood here."}},
    Row{SpendFault::unknownLeaf,
        INCONCLUSIVE,
        {"bitcoin.spend_unknown_leaf", "A taproot leaf has a version that has no meaning yet."}},
    Row{SpendFault::unknownKey,
        INCONCLUSIVE,
        {"bitcoin.spend_unknown_key", "A public key is of a kind that has no meaning yet."}},
    Row{SpendFault::annex,
        INCONCLUSIVE,
        {"bitcoin.spend_annex", "A witness has an annex, which has no meaning yet."}},
};

constexpr bool inEnumOrder() {
    for (std::size_t i = 0; i < ROWS.size(); ++i) {
        if (static_cast<std::size_t>(ROWS[i].fault) != i)
            return false;
    }
    return ROWS.size() == static_cast<std::size_t>(SpendFault::annex) + 1;
}
static_assert(inEnumOrder(), "one row per fault, in the order of the enum");

const Row& rowOf(SpendFault fault) {
    const auto index = static_cast<std::size_t>(fault);
    STRONGROOM_CHECK(index < ROWS.size());
    return ROWS[index];
}

} // namespace

base::ErrorInfo describe(SpendFault fault) {
    return rowOf(fault).info;
}

SpendVerdict verdictOf(SpendFault fault) {
    return rowOf(fault).verdict;
}

} // namespace strongroom::bitcoin
