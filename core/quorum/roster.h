// The people of a treasury and the device keys that speak for them (docs/formats/roster.md).
//
// A roster is a verified, immutable value: whoever holds one knows that ids, names and keys are unique, that
// every key came with a proof of possession, and that a key belongs to one person for ever. People and
// devices are suspended or revoked, never removed, so that old signatures keep their meaning. Safe to share
// between threads.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "quorum/errors.h"
#include "quorum/role.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::quorum {

/// First 16 bytes of the tagged hash "strongroom/person/1" of the person's first device key: nobody chooses
/// an id, and two people never share one.
using PersonId = base::FixedBytes<16, struct PersonIdTag>;
[[nodiscard]] PersonId personIdOf(const crypto::Ed25519PublicKey& firstDevice);

enum class DeviceState : std::uint8_t { active, revoked };
[[nodiscard]] std::string_view name(DeviceState state);

struct Device {
    crypto::Ed25519PublicKey key;
    crypto::KeyId id;  ///< Follows from the key.
    std::string label; ///< "Anna's desk".
    DeviceState state = DeviceState::active;
    crypto::Ed25519Signature possession; ///< By the key, over possessionDigest().
    friend bool operator==(const Device&, const Device&) = default;
};

/// What a device key signs when it is enrolled: tagged hash "strongroom/possession/1" of the person's id and
/// the public key. Nobody enrols a key that somebody else holds.
[[nodiscard]] crypto::Hash256 possessionDigest(const PersonId& person, const crypto::Ed25519PublicKey& key);

enum class PersonState : std::uint8_t { active, suspended, revoked };
[[nodiscard]] std::string_view name(PersonState state);

struct Person {
    PersonId id;
    std::string handle; ///< [a-z][a-z0-9-]{0,31}: what is typed on a command line.
    std::string name;   ///< For people: plain UTF-8, at most 64 bytes.
    Roles roles;
    PersonState state = PersonState::active;
    std::vector<Device> devices; ///< In the order of enrolment; never empty.

    [[nodiscard]] bool isActive() const { return state == PersonState::active; }
    [[nodiscard]] bool hasRole(Role role) const;
    friend bool operator==(const Person&, const Person&) = default;
};

inline constexpr std::size_t MAX_PEOPLE = 64;
inline constexpr std::size_t MAX_DEVICES = 8; ///< Of one person.
inline constexpr std::size_t MAX_NAME = 64;   ///< Bytes of a name or label.

/// Whether a changed roster lets anybody do more than before.
enum class EditClass : std::uint8_t { unchanged, stricter, lessStrict };

class Roster {
public:
    /// Checks everything named above. Sorts people by id.
    [[nodiscard]] static base::Result<Roster, Error> make(std::vector<Person> people);
    [[nodiscard]] static base::Result<Roster, Error> parse(const base::Json& json);
    [[nodiscard]] base::Json toJson() const;

    [[nodiscard]] const std::vector<Person>& people() const { return m_people; }
    [[nodiscard]] const Person* find(const PersonId& id) const;
    [[nodiscard]] const Person* findByHandle(std::string_view handle) const;

    struct Holder {
        const Person* person;
        const Device* device;
    };
    /// Who holds a key, in whatever state person and device are. Pointers live as long as the roster.
    [[nodiscard]] std::optional<Holder> holderOf(const crypto::KeyId& key) const;

    friend bool operator==(const Roster&, const Roster&) = default;

private:
    explicit Roster(std::vector<Person> people) : m_people(std::move(people)) {}
    std::vector<Person> m_people; ///< Sorted by id.
};

/// Refuses what no quorum may do: removing a person or a device, reviving a revoked one. Stricter: only
/// suspensions, revocations and roles taken away. Anything else, a new person or device above all, counts as
/// less strict.
[[nodiscard]] base::Result<EditClass, Error> classifyEdit(const Roster& before, const Roster& after);

} // namespace strongroom::quorum
