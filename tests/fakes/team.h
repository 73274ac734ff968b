// People with device keys for tests: the starter team of POLICY, able to sign. Deterministic.
#pragma once

#include "base/check.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "quorum/roster.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::test {

/// The key of device `index` of a person, made from the names alone.
inline crypto::Ed25519KeyPair deviceKey(std::string_view handle, std::size_t index) {
    const std::string text = "test device " + std::string(handle) + " " + std::to_string(index);
    return crypto::Ed25519KeyPair::fromSeed(
        crypto::Ed25519Seed::copyOf(crypto::sha256(base::asBytes(text)).span()));
}

inline quorum::PersonId personId(std::string_view handle) {
    return quorum::personIdOf(deviceKey(handle, 0).publicKey());
}

inline quorum::Device device(std::string_view handle, std::size_t index) {
    const crypto::Ed25519KeyPair key = deviceKey(handle, index);
    const crypto::Hash256 digest = quorum::possessionDigest(personId(handle), key.publicKey());
    return {key.publicKey(), crypto::keyIdOf(key.publicKey()), "device " + std::to_string(index),
            quorum::DeviceState::active, key.sign(digest.span())};
}

inline quorum::Person person(std::string_view handle, quorum::Roles roles, std::size_t devices = 1) {
    std::sort(roles.begin(), roles.end());
    quorum::Person result{personId(handle),
                          std::string(handle),
                          "Test " + std::string(handle),
                          roles,
                          quorum::PersonState::active,
                          {}};
    for (std::size_t i = 0; i < devices; ++i)
        result.devices.push_back(device(handle, i));
    return result;
}

/// Five officers (Anna is the CFO), compliance, two operators, an auditor; Anna, Ben and Cleo are
/// administrators. Ben has two devices.
inline std::vector<quorum::Person> starterPeople() {
    using quorum::Role;
    return {person("anna", {Role::officer, Role::admin, Role::cfo}),
            person("ben", {Role::officer, Role::admin}, 2),
            person("cleo", {Role::officer, Role::admin}),
            person("dora", {Role::officer}),
            person("emil", {Role::officer}),
            person("cora", {Role::compliance}),
            person("otto", {Role::stationOperator}),
            person("olga", {Role::stationOperator}),
            person("audrey", {Role::auditor})};
}

inline quorum::Roster rosterOf(std::vector<quorum::Person> people) {
    auto roster = quorum::Roster::make(std::move(people));
    STRONGROOM_CHECK(roster.has_value());
    return *std::move(roster);
}

inline quorum::Roster starterRoster() {
    return rosterOf(starterPeople());
}

/// The same people with one of them changed.
template <typename Change>
std::vector<quorum::Person> with(std::vector<quorum::Person> people, std::string_view handle, Change change) {
    const auto found = std::find_if(people.begin(), people.end(),
                                    [&](const quorum::Person& one) { return one.handle == handle; });
    STRONGROOM_CHECK(found != people.end());
    change(*found);
    return people;
}

/// Signed by the first device of each; "ben/1" is Ben's second.
inline crypto::SignedObject sign(const crypto::Unsigned& object, const std::vector<std::string>& signers) {
    std::vector<crypto::Signature> signatures;
    for (const std::string& signer : signers) {
        const auto slash = signer.find('/');
        const std::size_t index = slash == std::string::npos ? 0 : std::stoul(signer.substr(slash + 1));
        signatures.push_back(crypto::signWith(object, deviceKey(signer.substr(0, slash), index)));
    }
    return crypto::assemble(object, std::move(signatures));
}

} // namespace strongroom::test
