#include "quorum/roster.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <set>

namespace strongroom::quorum {

using base::Bytes;
using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

constexpr std::int64_t VERSION = 1;
constexpr std::string_view ALGORITHM = "ed25519";
constexpr std::size_t MAX_HANDLE = 32;

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= MAX_NAME && text.front() != ' ' && text.back() != ' ' &&
           base::isPlainUtf8(text);
}

bool isHandle(std::string_view text) {
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    return !text.empty() && text.size() <= MAX_HANDLE && isLetter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<DeviceState> parseDeviceState(std::string_view text) {
    for (const DeviceState state : {DeviceState::active, DeviceState::revoked}) {
        if (name(state) == text)
            return state;
    }
    return std::nullopt;
}

std::optional<PersonState> parsePersonState(std::string_view text) {
    for (const PersonState state : {PersonState::active, PersonState::suspended, PersonState::revoked}) {
        if (name(state) == text)
            return state;
    }
    return std::nullopt;
}

Json toJson(const Device& device) {
    return Json::Object{{"alg", ALGORITHM},
                        {"key", base::toHex(device.key.span())},
                        {"label", device.label},
                        {"proof", base::toHex(device.possession.span())},
                        {"state", name(device.state)}};
}

Json toJson(const Person& person) {
    Json::Array roles;
    for (const Role role : person.roles)
        roles.emplace_back(name(role));
    Json::Array devices;
    for (const Device& device : person.devices)
        devices.push_back(toJson(device));
    return Json::Object{{"devices", std::move(devices)},       {"handle", person.handle},
                        {"id", base::toHex(person.id.span())}, {"name", person.name},
                        {"roles", std::move(roles)},           {"state", name(person.state)}};
}

Result<Device, Error> parseDevice(const Json& json) {
    JsonFields fields(json);
    const auto algorithm = fields.string("alg");
    const auto key = fixedMember<crypto::Ed25519PublicKey>(fields, "key");
    const auto label = fields.string("label");
    const auto proof = fixedMember<crypto::Ed25519Signature>(fields, "proof");
    const auto stateText = fields.string("state");
    if (!fields.done() || algorithm != ALGORITHM || !key || !proof)
        return Unexpected(Error::malformed);
    const auto state = parseDeviceState(*stateText);
    if (!state)
        return Unexpected(Error::malformed);
    return Device{*key, crypto::keyIdOf(*key), *label, *state, *proof};
}

Result<Roles, Error> parseRoles(const Json& json) {
    Roles roles;
    for (const Json& entry : *json.array()) {
        const std::string* text = entry.string();
        if (text == nullptr)
            return Unexpected(Error::malformed);
        const auto role = parseRole(*text);
        if (!role)
            return Unexpected(Error::unknownRole);
        roles.push_back(*role);
    }
    return roles;
}

Result<Person, Error> parsePerson(const Json& json) {
    JsonFields fields(json);
    const Json* devices = fields.array("devices");
    const auto handle = fields.string("handle");
    const auto id = fixedMember<PersonId>(fields, "id");
    const auto personName = fields.string("name");
    const Json* roles = fields.array("roles");
    const auto stateText = fields.string("state");
    if (!fields.done() || !id)
        return Unexpected(Error::malformed);
    const auto state = parsePersonState(*stateText);
    if (!state)
        return Unexpected(Error::malformed);
    STRONGROOM_ASSIGN(Roles parsedRoles, parseRoles(*roles));
    Person person{*id, *handle, *personName, std::move(parsedRoles), *state, {}};
    for (const Json& entry : *devices->array()) {
        STRONGROOM_ASSIGN(Device device, parseDevice(entry));
        person.devices.push_back(std::move(device));
    }
    return person;
}

Result<void, Error> checkPerson(const Person& person) {
    if (person.devices.empty())
        return Unexpected(Error::malformed);
    if (person.devices.size() > MAX_DEVICES)
        return Unexpected(Error::tooMany);
    if (!isHandle(person.handle) || !isName(person.name))
        return Unexpected(Error::badName);
    if (!std::is_sorted(person.roles.begin(), person.roles.end()) ||
        std::adjacent_find(person.roles.begin(), person.roles.end()) != person.roles.end())
        return Unexpected(Error::malformed);
    if (person.id != personIdOf(person.devices.front().key))
        return Unexpected(Error::wrongPersonId);
    for (const Device& device : person.devices) {
        if (!isName(device.label))
            return Unexpected(Error::badName);
        if (device.id != crypto::keyIdOf(device.key))
            return Unexpected(Error::malformed);
        if (!crypto::verifyEd25519(device.key, possessionDigest(person.id, device.key).span(),
                                   device.possession))
            return Unexpected(Error::noPossession);
    }
    return {};
}

Result<EditClass, Error> classifyDevices(const Person& before, const Person& after) {
    if (after.devices.size() < before.devices.size())
        return Unexpected(Error::deviceRemoved);
    EditClass result =
        after.devices.size() > before.devices.size() ? EditClass::lessStrict : EditClass::unchanged;
    for (std::size_t i = 0; i < before.devices.size(); ++i) {
        const Device& was = before.devices[i];
        const Device& is = after.devices[i];
        if (was.key != is.key)
            return Unexpected(Error::deviceRemoved);
        if (was.state == DeviceState::revoked && is.state != DeviceState::revoked)
            return Unexpected(Error::revivedDevice);
        if (was.label != is.label || was.possession != is.possession)
            result = EditClass::lessStrict;
        else if (was.state != is.state)
            result = std::max(result, EditClass::stricter);
    }
    return result;
}

Result<EditClass, Error> classifyPerson(const Person& before, const Person& after) {
    if (before.state == PersonState::revoked && after.state != PersonState::revoked)
        return Unexpected(Error::revivedPerson);
    STRONGROOM_ASSIGN(EditClass result, classifyDevices(before, after));
    const bool rolesTakenAway =
        std::includes(before.roles.begin(), before.roles.end(), after.roles.begin(), after.roles.end());
    if (before.name != after.name || before.handle != after.handle || !rolesTakenAway ||
        after.state < before.state)
        return EditClass::lessStrict;
    if (before.roles != after.roles || before.state != after.state)
        result = std::max(result, EditClass::stricter);
    return result;
}

} // namespace

PersonId personIdOf(const crypto::Ed25519PublicKey& firstDevice) {
    const crypto::Hash256 hash = crypto::taggedHash("strongroom/person/1", firstDevice.span());
    return *PersonId::from(hash.span().first(PersonId::SIZE));
}

crypto::Hash256 possessionDigest(const PersonId& person, const crypto::Ed25519PublicKey& key) {
    Bytes message = base::toBytes(person.span());
    message.insert(message.end(), key.span().begin(), key.span().end());
    return crypto::taggedHash("strongroom/possession/1", message);
}

std::string_view name(DeviceState state) {
    switch (state) {
    case DeviceState::active:
        return "active";
    case DeviceState::revoked:
        return "revoked";
    }
    base::checkFailed("DeviceState");
}

std::string_view name(PersonState state) {
    switch (state) {
    case PersonState::active:
        return "active";
    case PersonState::suspended:
        return "suspended";
    case PersonState::revoked:
        return "revoked";
    }
    base::checkFailed("PersonState");
}

bool Person::hasRole(Role role) const {
    return std::binary_search(roles.begin(), roles.end(), role);
}

Result<Roster, Error> Roster::make(std::vector<Person> people) {
    if (people.size() > MAX_PEOPLE)
        return Unexpected(Error::tooMany);
    std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) { return a.id < b.id; });
    std::set<PersonId> ids;
    std::set<std::string> names;
    std::set<std::string> handles;
    std::set<crypto::KeyId> keys;
    for (const Person& person : people) {
        STRONGROOM_TRY(checkPerson(person));
        if (!ids.insert(person.id).second)
            return Unexpected(Error::duplicatePerson);
        if (!names.insert(person.name).second || !handles.insert(person.handle).second)
            return Unexpected(Error::duplicateName);
        for (const Device& device : person.devices) {
            if (!keys.insert(device.id).second)
                return Unexpected(Error::duplicateKey);
        }
    }
    return Roster(std::move(people));
}

Result<Roster, Error> Roster::parse(const Json& json) {
    JsonFields fields(json);
    const Json* list = fields.array("people");
    const auto version = fields.integer("v");
    if (!fields.done() || version != VERSION)
        return Unexpected(Error::malformed);
    std::vector<Person> people;
    for (const Json& entry : *list->array()) {
        STRONGROOM_ASSIGN(Person person, parsePerson(entry));
        if (!people.empty() && people.back().id > person.id)
            return Unexpected(Error::malformed); // one roster, one text
        people.push_back(std::move(person));
    }
    return make(std::move(people));
}

Json Roster::toJson() const {
    Json::Array people;
    for (const Person& person : m_people)
        people.push_back(quorum::toJson(person));
    return Json::Object{{"people", std::move(people)}, {"v", VERSION}};
}

const Person* Roster::find(const PersonId& id) const {
    const auto found =
        std::find_if(m_people.begin(), m_people.end(), [&](const Person& person) { return person.id == id; });
    return found == m_people.end() ? nullptr : &*found;
}

const Person* Roster::findByHandle(std::string_view handle) const {
    const auto found = std::find_if(m_people.begin(), m_people.end(),
                                    [&](const Person& person) { return person.handle == handle; });
    return found == m_people.end() ? nullptr : &*found;
}

std::optional<Roster::Holder> Roster::holderOf(const crypto::KeyId& key) const {
    for (const Person& person : m_people) {
        for (const Device& device : person.devices) {
            if (device.id == key)
                return Holder{&person, &device};
        }
    }
    return std::nullopt;
}

Result<EditClass, Error> classifyEdit(const Roster& before, const Roster& after) {
    EditClass result = EditClass::unchanged;
    for (const Person& was : before.people()) {
        const Person* is = after.find(was.id);
        if (is == nullptr)
            return Unexpected(Error::personRemoved);
        STRONGROOM_ASSIGN(const EditClass edit, classifyPerson(was, *is));
        result = std::max(result, edit);
    }
    if (after.people().size() > before.people().size())
        result = EditClass::lessStrict;
    return result;
}

} // namespace strongroom::quorum
