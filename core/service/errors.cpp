#include "service/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::service {

namespace {

using Row = std::pair<Error, base::ErrorInfo>;

constexpr std::array TABLE{
    Row{Error::workspaceNotFound, {"workspace.not_found", "This folder is no workspace."}},
    Row{Error::workspaceExists, {"workspace.exists", "There is something of that name already."}},
    Row{Error::workspaceDamaged, {"workspace.damaged", "A file of the workspace is damaged."}},
    Row{Error::newerWorkspace,
        {"store.newer_schema", "This workspace was made by a newer version of the program."}},
    Row{Error::wrongPassphrase,
        {"workspace.wrong_passphrase", "The passphrase is wrong. The attempt was recorded."}},
    Row{Error::noSuchPerson, {"workspace.unknown_person", "Nobody of that name opens this workspace."}},
    Row{Error::readOnly,
        {"workspace.read_only", "Another console is writing in this workspace. This one only reads."}},
    Row{Error::otherTreasury,
        {"workspace.other_treasury", "The files of this workspace belong to different treasuries."}},
    Row{Error::databaseAhead,
        {"workspace.database_ahead",
         "The database has records that the seat's journal does not have. It does not open."}},
    Row{Error::logForked,
        {"workspace.log_forked",
         "The database and the seat's journal hold different records. It does not open."}},
    Row{Error::authorityMissing,
        {"workspace.authority_missing", "The founding record is not in the database."}},
    Row{Error::notConnected, {"workspace.not_connected", "No node is set for this treasury."}},
    Row{Error::noHotShare,
        {"workspace.no_hot_share",
         "This person has no share of the hot keys: they were sealed before this person joined."}},
    Row{Error::foundingIncomplete, {"founding.incomplete", "The founding session is not complete yet."}},
    Row{Error::personExists, {"founding.person_exists", "A person of that name has enrolled already."}},
    Row{Error::passphraseShort, {"founding.passphrase_short", "A passphrase has twelve characters or more."}},
    Row{Error::nameInvalid, {"input.name", "A name is plain text of one to 64 bytes."}},
    Row{Error::trainingOnly, {"training.only", "This exists only in a training treasury."}},
    Row{Error::changeNotFound,
        {"change.not_found", "There is no such change, or another one overtook it. Propose it anew."}},
    Row{Error::changeSignedAlready,
        {"change.signed_already", "You have signed this change. A person counts once."}},
    Row{Error::personNotFound, {"person.not_found", "There is nobody of that name in the treasury."}},
    Row{Error::personTaken, {"person.taken", "Somebody in the treasury has this name or short name."}},
    Row{Error::deviceNotFound, {"person.no_such_device", "This person has no such device."}},
    Row{Error::policyMalformed, {"policy.not_a_document", "This file is no policy document."}},
    Row{Error::tierUnknown, {"vault.unknown_tier", "A vault's tier is hot, warm or cold."}},
    Row{Error::vaultNotFound, {"vault.not_found", "There is no such vault."}},
    Row{Error::vaultExists, {"vault.exists", "This vault is registered already."}},
    Row{Error::vaultNoChange, {"vault.nothing_proposed", "Nothing is proposed for this vault."}},
    Row{Error::networkUnknown, {"input.network", "The network is main, test, signet or regtest."}},
    Row{Error::rangeInvalid, {"input.range", "A number is outside its range."}},
    Row{Error::coinNotFound, {"coin.not_found", "There is no such coin, or it is spent."}},
    Row{Error::coinHeld, {"coin.already_held", "This coin is on hold already."}},
    Row{Error::coinNotHeld, {"coin.not_held", "This coin is not on hold."}},
    Row{Error::reasonMissing, {"input.reason_missing", "A reason of at most 500 bytes is required."}},
    Row{Error::payerMissing,
        {"deposit.payer_missing", "A deposit names its payer in one to 64 bytes of plain text."}},
    Row{Error::amountInvalid, {"input.amount", "This is not an amount."}},
    Row{Error::addressMismatch,
        {"deposit.address_mismatch",
         "The signer derived another address than this console. It is not shown."}},
    Row{Error::reorganisationTooDeep,
        {"chain.reorganisation_too_deep", "The chain changed further back than the blocks kept here."}},
    Row{Error::chainInconsistent,
        {"chain.inconsistent", "The node's answers do not fit together. Nothing was changed."}},
    Row{Error::backupMalformed, {"backup.malformed", "This is not a backup of a workspace."}},
    Row{Error::backupDamaged,
        {"backup.damaged", "The backup is damaged, or this passphrase does not open it."}},
    Row{Error::logMalformed,
        {"log.malformed",
         "A log has a name of at most 32 small letters, digits and hyphens, and a key of 64 hex digits."}},
    Row{Error::registrationMalformed,
        {"registration.malformed", "This is no registration bundle of a treasury."}},
    Row{Error::messageNotFound,
        {"message.not_found", "There is no such message, or several begin with these digits."}},
    Row{Error::messageClosed, {"message.closed", "This message is signed already, or over."}},
    Row{Error::fileExists, {"file.already_exists", "There is a file of that name already."}},
};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const Row& row : TABLE) {
        if (row.first == error)
            return row.second;
    }
    base::checkFailed("service::Error");
}

} // namespace strongroom::service
