#include "authority/errors.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::authority {

namespace {

constexpr std::array TABLE = {
    std::pair{Error::malformed,
              base::ErrorInfo{"authority.malformed", "A signed document does not have the expected form."}},
    std::pair{Error::wrongType,
              base::ErrorInfo{"authority.wrong_type", "This is a signed document of another kind."}},
    std::pair{Error::wrongTreasury,
              base::ErrorInfo{"authority.wrong_treasury", "The document belongs to another treasury."}},
    std::pair{Error::unknownKey, base::ErrorInfo{"authority.unknown_key",
                                                 "A signature is by a key that nobody in the treasury has."}},
    std::pair{Error::badSignature,
              base::ErrorInfo{"authority.bad_signature", "A signature does not belong to the document."}},
    std::pair{Error::trainingOnMain,
              base::ErrorInfo{"authority.training_on_main",
                              "A training treasury can never be on the main network."}},
    std::pair{Error::mainnetPrerelease,
              base::ErrorInfo{"authority.mainnet_prerelease",
                              "This version is a pre-release and refuses treasuries on the main network."}},
    std::pair{Error::tooFewFounders,
              base::ErrorInfo{"authority.too_few_founders", "A treasury needs at least two founders."}},
    std::pair{Error::founderMissing, base::ErrorInfo{"authority.founder_missing",
                                                     "Not every founder has signed the founding record."}},
    std::pair{Error::badRoster,
              base::ErrorInfo{"authority.bad_roster", "The list of people cannot be accepted."}},
    std::pair{Error::quorumTooSmall,
              base::ErrorInfo{"authority.quorum_too_small",
                              "Changes need at least two people, and one person fewer than there are."}},
    std::pair{Error::quorumUnreachable,
              base::ErrorInfo{"authority.quorum_unreachable",
                              "After this change a quorum could not be reached by the active people."}},
    std::pair{Error::policyUnreachable,
              base::ErrorInfo{"authority.policy_unreachable",
                              "The policy would ask for approvals that the active people cannot give."}},
    std::pair{Error::badPolicy,
              base::ErrorInfo{"authority.bad_policy", "The policy document cannot be accepted."}},
    std::pair{Error::badVault, base::ErrorInfo{"authority.bad_vault", "A vault record cannot be accepted."}},
    std::pair{Error::badPayee, base::ErrorInfo{"authority.bad_payee", "A payee record cannot be accepted."}},
    std::pair{Error::badLog, base::ErrorInfo{"authority.bad_log", "A log record cannot be accepted."}},
    std::pair{Error::duplicateRecord,
              base::ErrorInfo{"authority.duplicate_record",
                              "Two records in use have the same name, script or key."}},
    std::pair{Error::illegalEdit,
              base::ErrorInfo{"authority.illegal_edit",
                              "The change revives what was revoked, or alters what can never change."}},
    std::pair{Error::tooManyRecords,
              base::ErrorInfo{"authority.too_many_records", "There are more records than are supported."}},
    std::pair{Error::alreadyAdopted,
              base::ErrorInfo{"authority.already_adopted", "This change is in force already."}},
    std::pair{Error::versionRollback,
              base::ErrorInfo{"authority.version_rollback",
                              "The change is older than what is in force; versions only go up."}},
    std::pair{Error::versionGap,
              base::ErrorInfo{"authority.version_gap", "A change that comes before this one is missing."}},
    std::pair{Error::fork,
              base::ErrorInfo{"authority.fork", "Two different changes claim the same version number."}},
    std::pair{Error::wrongPrevious, base::ErrorInfo{"authority.wrong_previous",
                                                    "The change does not follow from what is in force."}},
    std::pair{Error::unrelatedChange,
              base::ErrorInfo{"authority.unrelated_change", "The change alters more than its kind says."}},
    std::pair{Error::documentMismatch, base::ErrorInfo{"authority.document_mismatch",
                                                       "The document is not the one that was signed for."}},
    std::pair{Error::nothingChanged,
              base::ErrorInfo{"authority.nothing_changed", "The change changes nothing."}},
    std::pair{Error::effectiveBackwards,
              base::ErrorInfo{"authority.effective_backwards",
                              "The change claims to be in force before the one it follows."}},
    std::pair{Error::notYetEffective,
              base::ErrorInfo{"authority.not_yet_effective", "The change is not in force yet."}},
    std::pair{Error::coolingDown,
              base::ErrorInfo{"authority.cooling_down",
                              "The change is less strict and waits for the end of its cool-down."}},
    std::pair{Error::quorumNotMet,
              base::ErrorInfo{"authority.quorum_not_met", "Not enough people have signed the change."}},
    std::pair{Error::adderDidNotSign,
              base::ErrorInfo{"authority.adder_did_not_sign",
                              "The person named as having added the payee did not sign."}},
    std::pair{Error::alreadyFrozen,
              base::ErrorInfo{"authority.already_frozen", "The treasury is frozen already."}},
    std::pair{Error::notFrozen, base::ErrorInfo{"authority.not_frozen", "The treasury is not frozen."}},
    std::pair{Error::freezeNeedsColleague,
              base::ErrorInfo{"authority.freeze_needs_colleague",
                              "A second freeze by the same person within seven days needs a colleague."}},
};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto* const entry =
        std::find_if(TABLE.begin(), TABLE.end(), [&](const auto& row) { return row.first == error; });
    STRONGROOM_CHECK(entry != TABLE.end());
    return entry->second;
}

} // namespace strongroom::authority
