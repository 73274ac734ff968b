#include "treasury/errors.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::treasury {

namespace {

constexpr std::array TABLE = {
    std::pair{Error::malformed,
              base::ErrorInfo{"treasury.malformed", "A signed document does not have the expected form."}},
    std::pair{Error::wrongType,
              base::ErrorInfo{"treasury.wrong_type", "This is a signed document of another kind."}},
    std::pair{Error::wrongTreasury,
              base::ErrorInfo{"treasury.wrong_treasury", "The document belongs to another treasury."}},
    std::pair{Error::severalSignatures, base::ErrorInfo{"treasury.several_signatures",
                                                        "The document must have exactly one signature."}},
    std::pair{Error::unknownKey, base::ErrorInfo{"treasury.unknown_key",
                                                 "The signature is by a key that belongs to nobody here."}},
    std::pair{Error::badSignature,
              base::ErrorInfo{"treasury.bad_signature", "The signature does not belong to the document."}},
    std::pair{Error::notTheSigner, base::ErrorInfo{"treasury.not_the_signer",
                                                   "The document speaks for somebody who did not sign it."}},
    std::pair{
        Error::newerAuthority,
        base::ErrorInfo{"treasury.newer_authority",
                        "Somebody signed under a newer version of people or policy than is known here."}},
    std::pair{Error::olderAuthority,
              base::ErrorInfo{
                  "treasury.older_authority",
                  "The document was signed under an older version of people or policy than the intent."}},
    std::pair{Error::unregisteredVault,
              base::ErrorInfo{"treasury.unregistered_vault",
                              "The vault is not registered, or its record cannot be read."}},
    std::pair{Error::initiatorNotActive,
              base::ErrorInfo{"treasury.initiator_not_active",
                              "The person who proposed this is not active, or the device is not."}},
    std::pair{Error::initiatorNotOfficer,
              base::ErrorInfo{"treasury.initiator_not_officer", "Only an officer proposes withdrawals."}},
    std::pair{Error::policyChanged,
              base::ErrorInfo{"treasury.policy_changed", "The policy has changed since this was proposed."}},
    std::pair{Error::vaultChanged,
              base::ErrorInfo{"treasury.vault_changed",
                              "The record of the vault has changed since this was proposed."}},
    std::pair{Error::payeeChanged,
              base::ErrorInfo{
                  "treasury.payee_changed",
                  "The record of a payee has changed since this was proposed, or the payee is not active."}},
    std::pair{Error::expired, base::ErrorInfo{"treasury.expired", "The intent has expired."}},
    std::pair{Error::lifetimeTooLong,
              base::ErrorInfo{"treasury.lifetime_too_long",
                              "The intent would stay valid for longer than thirty days."}},
    std::pair{Error::wrongNetwork,
              base::ErrorInfo{"treasury.wrong_network", "The intent is for another network."}},
    std::pair{Error::otherTransaction,
              base::ErrorInfo{"treasury.other_transaction", "The intent is about another transaction."}},
    std::pair{
        Error::otherInputs,
        base::ErrorInfo{"treasury.other_inputs", "The transaction spends other coins than the intent says."}},
    std::pair{Error::otherOutputs, base::ErrorInfo{"treasury.other_outputs",
                                                   "The transaction pays otherwise than the intent says."}},
    std::pair{Error::otherAmounts,
              base::ErrorInfo{"treasury.other_amounts", "Fee or outflow are not what the intent says."}},
    std::pair{Error::otherVault, base::ErrorInfo{"treasury.other_vault",
                                                 "The coins come from another vault than the intent says."}},
    std::pair{Error::findingRefuses,
              base::ErrorInfo{"treasury.finding_refuses",
                              "The review of the transaction found something that is never signed."}},
    std::pair{
        Error::findingUnanswered,
        base::ErrorInfo{
            "treasury.finding_unanswered",
            "The review found something that the intent does not name, so that nobody has answered it."}},
    std::pair{Error::paymentMismatch, base::ErrorInfo{"treasury.payment_mismatch",
                                                      "The payment details do not belong to what is paid."}},
    std::pair{Error::otherIntent,
              base::ErrorInfo{"treasury.other_intent", "The statement is about another intent."}},
    std::pair{Error::statementExpired,
              base::ErrorInfo{"treasury.statement_expired", "The approval has expired."}},
    std::pair{Error::statementFromFuture,
              base::ErrorInfo{"treasury.statement_from_future", "The statement is dated in the future."}},
    std::pair{Error::mayNotReject,
              base::ErrorInfo{"treasury.may_not_reject", "Only active approvers reject or ask."}},
    std::pair{Error::mayNotTakeBack,
              base::ErrorInfo{"treasury.may_not_take_back",
                              "Only the person who proposed a withdrawal takes it back."}},
    std::pair{Error::answersNothing, base::ErrorInfo{"treasury.answers_nothing",
                                                     "The answer belongs to no question that was asked."}},
    std::pair{
        Error::originalMissing,
        base::ErrorInfo{"treasury.original_missing",
                        "What this replaces did not come with it, so its approvals count for nothing."}},
    std::pair{Error::notAReplacement,
              base::ErrorInfo{"treasury.not_a_replacement", "The intent does not replace this one."}},
    std::pair{Error::replacementOtherInputs,
              base::ErrorInfo{"treasury.replacement_other_inputs",
                              "A replacement must spend exactly the same coins."}},
    std::pair{Error::replacementOtherOutputs,
              base::ErrorInfo{"treasury.replacement_other_outputs",
                              "A replacement may change nothing but the change."}},
    std::pair{Error::replacementBeyondBump,
              base::ErrorInfo{"treasury.replacement_beyond_bump",
                              "The fee is higher than the approvers allowed for a replacement."}},
    std::pair{Error::forbiddenTransition,
              base::ErrorInfo{"treasury.forbidden_transition",
                              "This cannot happen to a withdrawal in its present state."}},
    std::pair{Error::fieldsTooLarge, base::ErrorInfo{"treasury.fields_too_large",
                                                     "What travels with the transaction is too large."}},
    std::pair{Error::unknownField,
              base::ErrorInfo{"treasury.unknown_field",
                              "The transaction carries a Strongroom field that this version does not know."}},
    std::pair{Error::fieldKeyMismatch,
              base::ErrorInfo{"treasury.field_key_mismatch",
                              "A field that travels with the transaction is not what its key says."}},
    std::pair{Error::misplacedField,
              base::ErrorInfo{"treasury.misplaced_field",
                              "A field that travels with the transaction stands in the wrong place."}},
    std::pair{Error::severalIntents,
              base::ErrorInfo{"treasury.several_intents", "The transaction carries more than one intent."}},
    std::pair{Error::receiptMismatch,
              base::ErrorInfo{"treasury.receipt_mismatch",
                              "The station's receipt is about other signatures than those that came."}},
};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == error; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

} // namespace strongroom::treasury
