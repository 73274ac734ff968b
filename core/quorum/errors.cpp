#include "quorum/errors.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::quorum {

namespace {

constexpr std::array ERRORS = {
    std::pair{
        Error::malformed,
        base::ErrorInfo{"quorum.malformed", "The list of people is not a document of the expected form."}},
    std::pair{Error::tooMany,
              base::ErrorInfo{"quorum.too_many", "The list has more people or devices than are supported."}},
    std::pair{Error::badName,
              base::ErrorInfo{"quorum.bad_name", "A name or label is empty, too long or not plain text."}},
    std::pair{Error::duplicatePerson,
              base::ErrorInfo{"quorum.duplicate_person", "The same person is in the list twice."}},
    std::pair{Error::duplicateName,
              base::ErrorInfo{"quorum.duplicate_name", "Two people have the same name or handle."}},
    std::pair{Error::duplicateKey,
              base::ErrorInfo{"quorum.duplicate_key", "The same device key is in the list twice."}},
    std::pair{
        Error::wrongPersonId,
        base::ErrorInfo{"quorum.wrong_person_id", "A person's id is not the hash of the first device key."}},
    std::pair{
        Error::noPossession,
        base::ErrorInfo{"quorum.no_possession", "A device key comes without proof that somebody holds it."}},
    std::pair{Error::unknownRole, base::ErrorInfo{"quorum.unknown_role", "This role does not exist."}},
    std::pair{Error::badObligation,
              base::ErrorInfo{"quorum.bad_quorum", "A quorum asks for nobody or for too many."}},
    std::pair{Error::personRemoved,
              base::ErrorInfo{"quorum.person_removed", "People are revoked, never removed from the list."}},
    std::pair{Error::deviceRemoved,
              base::ErrorInfo{"quorum.device_removed", "Devices are revoked, never removed from the list."}},
    std::pair{Error::revivedPerson,
              base::ErrorInfo{"quorum.revived_person", "A revoked person cannot become active again."}},
    std::pair{Error::revivedDevice,
              base::ErrorInfo{"quorum.revived_device", "A revoked device cannot become active again."}},
};

constexpr std::array REASONS = {
    std::pair{
        NotCounted::unknownKey,
        base::ErrorInfo{"quorum.unknown_key", "The signature is by a key that belongs to nobody here."}},
    std::pair{NotCounted::badSignature,
              base::ErrorInfo{"quorum.bad_signature", "The signature does not belong to this document."}},
    std::pair{NotCounted::deviceRevoked,
              base::ErrorInfo{"quorum.device_revoked", "The device that signed has been revoked."}},
    std::pair{NotCounted::personSuspended,
              base::ErrorInfo{"quorum.person_suspended", "The person is suspended."}},
    std::pair{NotCounted::personRevoked,
              base::ErrorInfo{"quorum.person_revoked", "The person has been revoked."}},
    std::pair{NotCounted::notActiveThen,
              base::ErrorInfo{"quorum.not_active_then", "The person was not active when signing."}},
    std::pair{
        NotCounted::initiator,
        base::ErrorInfo{"quorum.initiator", "Whoever proposes something does not count as approving it."}},
    std::pair{NotCounted::excluded,
              base::ErrorInfo{"quorum.excluded",
                              "This person may not approve this, for example as the one who "
                              "added the payee."}},
    std::pair{NotCounted::alreadyCounted,
              base::ErrorInfo{"quorum.already_counted", "A person counts once, whatever number of devices."}},
    std::pair{NotCounted::roleMissing,
              base::ErrorInfo{"quorum.role_missing", "The person is not in a role that is asked for."}},
    std::pair{NotCounted::notNeeded,
              base::ErrorInfo{"quorum.not_needed", "Enough others have agreed already."}},
};

template <typename Table, typename Enum>
base::ErrorInfo lookUp(const Table& table, Enum value) {
    const auto* const entry =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == value; });
    STRONGROOM_CHECK(entry != table.end());
    return entry->second;
}

} // namespace

base::ErrorInfo describe(Error error) {
    return lookUp(ERRORS, error);
}

base::ErrorInfo describe(NotCounted reason) {
    return lookUp(REASONS, reason);
}

} // namespace strongroom::quorum
