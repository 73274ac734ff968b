// The people of the treasury, as the authority chain has them, and changing them. Every change is a proposal
// that the quorum for people signs (service/changes.h): nobody adds, suspends or revokes anybody alone, and
// nobody joins by a key that they have not proven to hold. In a regtest treasury a signed change is in force
// at once; elsewhere what is less strict waits, by each signer's own clock.
#pragma once

#include "service/changes.h"

#include <string>
#include <vector>

namespace strongroom::service {

struct PersonRow {
    std::string id;
    std::string name;
    std::vector<std::string> roles;
    std::vector<std::string> devices; ///< Labels with short key ids.
    std::string state;                ///< active, suspended, revoked
};

/// By name.
[[nodiscard]] Outcome<std::vector<PersonRow>> listPeople(Workspace& workspace);

struct NewPerson {
    std::string personId; ///< Short, lower case: "gina".
    std::string name;
    std::vector<std::string> roles; ///< officer, compliance, operator, auditor, admin, cfo.
    std::string device;             ///< Label; empty: "Gina's desk".
};
/// The key is made in the signer process under the new person's own passphrase. Whoever joins reads and
/// approves, but has no share of hot keys that were sealed before (`workspace.no_hot_share` when they arm).
/// Errors: `person.taken`, `founding.passphrase_short`, those of quorum and authority.
[[nodiscard]] Outcome<ChangeProgress> proposePerson(Workspace& workspace, const NewPerson& person,
                                                    const SecretText& newPassphrase,
                                                    const SecretText& passphrase);

struct NewDevice {
    std::string keyId;       ///< Hex, for two people to compare.
    base::Bytes keyEnvelope; ///< What a desk is made with (service/desk.h); opens with its own passphrase.
    ChangeProgress progress = ChangeProgress::waiting;
};
/// Another device of the person at the desk, with a passphrase of its own. A person counts once, whatever
/// number of devices they have.
[[nodiscard]] Outcome<NewDevice> proposeDevice(Workspace& workspace, const std::string& label,
                                               const SecretText& newPassphrase, const SecretText& passphrase);
/// `key`: the first 16 or more digits of the device's key id. Error: `person.no_such_device`.
[[nodiscard]] Outcome<ChangeProgress> proposeDeviceRevocation(Workspace& workspace,
                                                              const std::string& personId,
                                                              const std::string& key,
                                                              const SecretText& passphrase);

enum class Standing : std::uint8_t { active, suspended, revoked };
/// Suspends, takes back, or revokes for good. Errors: `person.not_found`, `authority.nothing_changed`,
/// `authority.illegal_edit` for reviving somebody revoked, `authority.quorum_unreachable` and
/// `authority.policy_unreachable` when too few would be left.
[[nodiscard]] Outcome<ChangeProgress> proposeStanding(Workspace& workspace, const std::string& personId,
                                                      Standing standing, const SecretText& passphrase);

} // namespace strongroom::service
