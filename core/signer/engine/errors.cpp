#include "signer/engine/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::signer {

namespace {

constexpr std::array TABLE{
    std::pair{EngineError::notProvisioned,
              base::ErrorInfo{"signer.not_provisioned", "This seat has no founding record yet."}},
    std::pair{EngineError::alreadyProvisioned,
              base::ErrorInfo{"signer.already_provisioned", "This seat has a founding record already."}},
    std::pair{EngineError::digestMismatch,
              base::ErrorInfo{"signer.digest_mismatch",
                              "The digest that was confirmed is not that of the founding record."}},
    std::pair{
        EngineError::keysWithoutJournal,
        base::ErrorInfo{"signer.keys_without_journal",
                        "This seat has keys but no journal: its limits and log are lost. It does not open."}},
    std::pair{EngineError::journalWithoutKeys,
              base::ErrorInfo{
                  "signer.journal_without_keys",
                  "This seat has a journal but its founding record or log key is gone. It does not open."}},
    std::pair{
        EngineError::journalUnreadable,
        base::ErrorInfo{"signer.journal_unreadable", "The seat's journal is damaged. It does not open."}},
    std::pair{EngineError::wrongSeatKey,
              base::ErrorInfo{"signer.wrong_seat_key", "This key does not open the seat's journal."}},
    std::pair{
        EngineError::authorityRolledBack,
        base::ErrorInfo{"signer.authority_rolled_back",
                        "This seat has adopted a newer authority than the one it finds. It does not open."}},
    std::pair{EngineError::locked, base::ErrorInfo{"signer.locked", "The seat is locked. Unlock it first."}},
    std::pair{EngineError::notArmed,
              base::ErrorInfo{"signer.not_armed",
                              "The hot signer is not armed. Two officers have to arm it together."}},
    std::pair{EngineError::frozen,
              base::ErrorInfo{"signer.frozen", "The treasury is frozen. Nothing is signed."}},
    std::pair{EngineError::hasNoSuchKey,
              base::ErrorInfo{"signer.no_such_key", "This seat has no key of that vault."}},
    std::pair{
        EngineError::clockWentBack,
        base::ErrorInfo{"signer.clock_went_back",
                        "The clock of this machine stands before its newest record. Set it right first."}},
    std::pair{EngineError::clockCertain,
              base::ErrorInfo{"signer.clock_certain", "Nobody has to vouch for this machine's clock."}},
    std::pair{EngineError::clockNotShown,
              base::ErrorInfo{"signer.clock_not_shown",
                              "The time that was confirmed is not what this machine's clock says."}},
    std::pair{EngineError::unknownPerson,
              base::ErrorInfo{"signer.unknown_person", "Nobody of that name is active in this treasury."}},
    std::pair{
        EngineError::wrongPassphrase,
        base::ErrorInfo{"signer.wrong_passphrase", "The passphrase is wrong. The attempt was recorded."}},
    std::pair{EngineError::tooManyAttempts,
              base::ErrorInfo{"signer.too_many_attempts", "Too many wrong passphrases. Wait a moment."}},
    std::pair{EngineError::alreadyUnsealed,
              base::ErrorInfo{"signer.already_unsealed", "This person has given their share already."}},
    std::pair{EngineError::mayNotArm,
              base::ErrorInfo{"signer.may_not_arm", "This person holds no share of a hot key."}},
    std::pair{EngineError::unknownVerb,
              base::ErrorInfo{"signer.unknown_verb", "The signer does not know this request."}},
    std::pair{
        EngineError::badRequest,
        base::ErrorInfo{"signer.bad_request", "The request is not of the form that the signer expects."}},
    std::pair{EngineError::foundingChanged,
              base::ErrorInfo{"signer.founding_changed",
                              "The founding record does not name the people who enrolled."}},
    std::pair{EngineError::objectNotAllowed,
              base::ErrorInfo{"signer.object_not_allowed",
                              "A person's key does not sign objects of this kind here."}},
    std::pair{EngineError::addressTooFar,
              base::ErrorInfo{"signer.address_too_far",
                              "The address is further on than a wallet looks. Issue the ones before it."}},
    std::pair{EngineError::unknownLog,
              base::ErrorInfo{"signer.unknown_log", "This log and key are not registered in the treasury."}},
    std::pair{EngineError::logRolledBack,
              base::ErrorInfo{"signer.log_rolled_back",
                              "The other log is shorter than it was, or another one. Nothing was signed."}},
    std::pair{EngineError::tooManyOfficers,
              base::ErrorInfo{"signer.too_many_officers", "A hot key is shared by at most twelve officers."}},
    std::pair{EngineError::digestChanged,
              base::ErrorInfo{"signer.digest_changed", "What was shown is not what would be signed."}},
    std::pair{EngineError::intentMissing,
              base::ErrorInfo{"signer.intent_missing", "The transaction comes without its intent."}},
    std::pair{
        EngineError::notApproved,
        base::ErrorInfo{"signer.not_approved", "What the policy demands is not met. Nothing was signed."}},
    std::pair{EngineError::stillCooling,
              base::ErrorInfo{"signer.still_cooling", "The wait that the policy demands is not over."}},
    std::pair{EngineError::needsColdLeg,
              base::ErrorInfo{"signer.needs_cold_leg", "The policy demands payment from Cold."}},
    std::pair{EngineError::otherTransactionSigned,
              base::ErrorInfo{"signer.other_transaction",
                              "Another transaction was consumed for this intent. Nothing was signed."}},
    std::pair{EngineError::noConflict,
              base::ErrorInfo{"signer.no_conflict",
                              "The replacement spends no coin of what it replaces: both could be paid."}},
    std::pair{EngineError::signedAlready,
              base::ErrorInfo{"signer.signed_already",
                              "A signature exists: what it reserved stays reserved until a block decides."}},
    std::pair{EngineError::notOver,
              base::ErrorInfo{"signer.not_over",
                              "The withdrawal is not over: nobody ended it and its time is not past."}},
    std::pair{EngineError::released,
              base::ErrorInfo{"signer.released",
                              "This withdrawal ended and gave back what it had reserved. It is not signed."}},
    std::pair{EngineError::notHot,
              base::ErrorInfo{"signer.not_hot", "This vault's keys are not in this signer."}},
    std::pair{EngineError::stationKeyExists,
              base::ErrorInfo{"signer.station_key_exists", "This station has a key already."}},
    std::pair{EngineError::stationKeyDamaged,
              base::ErrorInfo{"signer.station_key_damaged", "The file of the station's key is damaged."}},
    std::pair{EngineError::stationKeyMismatch,
              base::ErrorInfo{
                  "signer.station_key_mismatch",
                  "The station's key was made for another network, or only one of both is for training."}},
    std::pair{EngineError::wordsShown,
              base::ErrorInfo{"signer.words_shown", "The words of this key were shown already."}},
};

} // namespace

base::ErrorInfo describe(EngineError error) {
    for (const auto& [candidate, info] : TABLE) {
        if (candidate == error)
            return info;
    }
    base::checkFailed("signer::EngineError");
}

} // namespace strongroom::signer
