#include "service/people.h"

#include "authority/change_rules.h"
#include "secret/secure_buffer.h"
#include "service/change_words.h"
#include "service/enrolments.h"

#include <algorithm>
#include <tuple>

namespace strongroom::service {

namespace {

std::string deviceText(const quorum::Device& device) {
    std::string text = device.label + " (" + shortKey(device.id) + ")";
    if (device.state == quorum::DeviceState::revoked)
        text += ", revoked";
    return text;
}

/// Proposes the people as they would be then; everything about them is checked where they are signed.
Outcome<ChangeProgress> proposePeople(State& state, const authority::AuthorityState& authority,
                                      std::vector<quorum::Person> people, const SecretText& passphrase) {
    STRONGROOM_ASSIGN(quorum::Roster roster, quorum::Roster::make(std::move(people)));
    const authority::PeopleDocument document{std::move(roster), authority.changeRules()};
    const base::Bytes bytes = authority::documentBytes(authority::toJson(document));
    return proposeChange(
        state, {authority::ChangeKind::people, bytes, base::toBytes(authority::peopleHash(document).span())},
        passphrase);
}

struct MadeKey {
    quorum::PersonId person;
    quorum::Device device;
    base::Bytes approvalKey;
    base::Bytes slot; ///< Empty when none was asked for.
};

enum class Slot : std::uint8_t { none, ofDatabase };

/// The database key goes along when it is to be sealed for somebody: the signer does not keep it.
secret::SecureBuffer secretOf(const State& state, Slot slot, const SecretText& passphrase) {
    const std::size_t before = slot == Slot::ofDatabase ? state.key.size() : 0;
    secret::SecureBuffer secret(before + passphrase.utf8().size());
    auto out = secret.mutableSpan().begin();
    if (before != 0)
        out = std::copy(state.key.span().begin(), state.key.span().end(), out);
    std::copy(passphrase.utf8().begin(), passphrase.utf8().end(), out);
    return secret;
}

/// A key that the signer process makes and seals under a passphrase; it never leaves it in the clear.
Outcome<MadeKey> makeKey(State& state, const std::string& handle, const std::string& label, Slot slot,
                         const SecretText& passphrase) {
    if (!state.card.training && passphrase.size() < LEAST_PASSPHRASE)
        return base::Unexpected(Error::passphraseShort);
    const bool withSlot = slot == Slot::ofDatabase;
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerWith(state,
                                    {"enrol", {{"person", handle}, {"label", label}, {"slot", withSlot}}, {}},
                                    secretOf(state, slot, passphrase)));
    static_cast<void>(pullLog(state)); // what was recorded is copied now or next time
    const auto field = [&](std::string_view name) {
        return base::fromHex(textOf(reply, name).value_or("?")).value_or(base::Bytes());
    };
    const auto person = quorum::PersonId::from(field("person_id"));
    const auto key = crypto::Ed25519PublicKey::from(field("key"));
    const auto possession = crypto::Ed25519Signature::from(field("possession"));
    const std::size_t blobs = withSlot ? 2 : 1;
    if (!person || !key || !possession || reply.blobs.size() != blobs)
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    return MadeKey{*person,
                   {*key, crypto::keyIdOf(*key), label, quorum::DeviceState::active, *possession},
                   reply.blobs[0],
                   blobs == 2 ? reply.blobs[1] : base::Bytes()};
}

Outcome<quorum::Roles> rolesFrom(const std::vector<std::string>& names) {
    quorum::Roles roles;
    for (const std::string& name : names) {
        const auto role = quorum::parseRole(name);
        if (!role)
            return base::Unexpected(base::Failure(quorum::Error::unknownRole));
        roles.push_back(*role);
    }
    std::sort(roles.begin(), roles.end());
    return roles;
}

quorum::PersonState stateOf(Standing standing) {
    switch (standing) {
    case Standing::active:
        return quorum::PersonState::active;
    case Standing::suspended:
        return quorum::PersonState::suspended;
    case Standing::revoked:
        return quorum::PersonState::revoked;
    }
    base::checkFailed("Standing");
}

} // namespace

Outcome<std::vector<PersonRow>> listPeople(Workspace& workspace) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(workspace.state()));
    std::vector<PersonRow> rows;
    for (const quorum::Person& person : registry->state().roster().people()) {
        PersonRow row;
        row.id = person.handle;
        row.name = person.name;
        for (const quorum::Role role : person.roles)
            row.roles.emplace_back(quorum::name(role));
        for (const quorum::Device& device : person.devices)
            row.devices.push_back(deviceText(device));
        row.state = quorum::name(person.state);
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const PersonRow& a, const PersonRow& b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    return rows;
}

Outcome<ChangeProgress> proposePerson(Workspace& workspace, const NewPerson& person,
                                      const SecretText& newPassphrase, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<quorum::Person> people = registry->state().roster().people();
    const bool taken = std::any_of(people.begin(), people.end(), [&](const quorum::Person& one) {
        return one.handle == person.personId || one.name == person.name;
    });
    if (taken)
        return base::Unexpected(Error::personTaken);
    STRONGROOM_ASSIGN(quorum::Roles roles, rolesFrom(person.roles));
    const std::string label = person.device.empty() ? person.name + "'s desk" : person.device;
    STRONGROOM_ASSIGN(const MadeKey made,
                      makeKey(state, person.personId, label, Slot::ofDatabase, newPassphrase));
    people.push_back({made.person,
                      person.personId,
                      person.name,
                      std::move(roles),
                      quorum::PersonState::active,
                      {made.device}});
    STRONGROOM_TRY(quorum::Roster::make(people)); // names, handles and roles are sound
    STRONGROOM_TRY(keepEnrolment(
        state, {person.personId, person.name, hexOf(made.device.id), made.approvalKey, made.slot}));
    return proposePeople(state, registry->state(), std::move(people), passphrase);
}

Outcome<NewDevice> proposeDevice(Workspace& workspace, const std::string& label,
                                 const SecretText& newPassphrase, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const MadeKey made, makeKey(state, state.person, label, Slot::none, newPassphrase));
    std::vector<quorum::Person> people = registry->state().roster().people();
    for (quorum::Person& person : people) {
        if (person.handle == state.person)
            person.devices.push_back(made.device);
    }
    NewDevice device{hexOf(made.device.id), made.approvalKey};
    STRONGROOM_ASSIGN(device.progress,
                      proposePeople(state, registry->state(), std::move(people), passphrase));
    return device;
}

Outcome<ChangeProgress> proposeDeviceRevocation(Workspace& workspace, const std::string& personId,
                                                const std::string& key, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<quorum::Person> people = registry->state().roster().people();
    for (quorum::Person& person : people) {
        for (quorum::Device& device : person.devices) {
            if (person.handle != personId || key.size() < shortKey(device.id).size() ||
                !hexOf(device.id).starts_with(key))
                continue;
            device.state = quorum::DeviceState::revoked;
            return proposePeople(state, registry->state(), std::move(people), passphrase);
        }
    }
    return base::Unexpected(Error::deviceNotFound);
}

Outcome<ChangeProgress> proposeStanding(Workspace& workspace, const std::string& personId, Standing standing,
                                        const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<quorum::Person> people = registry->state().roster().people();
    const auto found = std::find_if(people.begin(), people.end(),
                                    [&](const quorum::Person& one) { return one.handle == personId; });
    if (found == people.end())
        return base::Unexpected(Error::personNotFound);
    found->state = stateOf(standing);
    return proposePeople(state, registry->state(), std::move(people), passphrase);
}

} // namespace strongroom::service
