// The signed envelope: the one form of every signed object (docs/formats/envelope.md).
//
//   {"body":{…},"sigs":[{"alg","aux","key_id","sig"},…],"treasury":"…","type":"…","v":1}
//
// in canonical JSON (base/json.h). Signatures cover {body, treasury, type, v} as received: input that does
// not re-serialise to the same bytes is refused. Verifying here answers only "did this key sign this object";
// whether the key counts is for quorum and authority.
//
// Values, thread-safe. The body may come from an enemy: no member of it means anything before the type's own
// codec has read it.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "crypto/errors.h"
#include "crypto/hash.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::crypto {

struct KeyIdTag {};
/// Names a public key of any algorithm: the first 16 bytes of
/// taggedHash("strongroom/key-id/1", alg ‖ 0x00 ‖ public key).
using KeyId = base::FixedBytes<16, KeyIdTag>;

inline constexpr std::string_view ALGORITHM_ED25519 = "ed25519";
/// The one type whose treasury is empty: a treasury's id is the id of its genesis.
inline constexpr std::string_view GENESIS_TYPE = "genesis";
/// More than any quorum of one treasury; bounds the work of verifying a hostile object.
inline constexpr std::size_t MAX_ENVELOPE_SIGNATURES = 64;
inline constexpr std::size_t MAX_ENVELOPE_TYPE_LENGTH = 64;

[[nodiscard]] KeyId keyIdOf(const Ed25519PublicKey& key);

struct Signature {
    std::string algorithm; ///< "ed25519"; FIDO2 and post-quantum algorithms will have their own names.
    KeyId keyId;
    base::Bytes signature;
    base::Bytes aux; ///< What an algorithm needs besides (authenticator data); empty for Ed25519.
    friend bool operator==(const Signature&, const Signature&) = default;
};

/// What is signed.
struct Unsigned {
    std::string type;     ///< Lower-case letters, digits, "_", "-", "." and "/"; at most 64.
    std::string treasury; ///< 64 hex digits; empty exactly when the type is GENESIS_TYPE.
    base::Json body;      ///< An object.

    /// taggedHash("strongroom/envelope/1", canonical {body, treasury, type, v}): what keys sign.
    [[nodiscard]] Hash256 digest() const;
    /// taggedHash("strongroom/object/1", the same bytes): the name of the object, whoever signed it.
    [[nodiscard]] Hash256 id() const;
};

[[nodiscard]] Signature signWith(const Unsigned& object, const Ed25519KeyPair& key);

class SignedObject {
public:
    /// Error::envelopeTooLarge past `maxBytes`, else the envelope* errors. At least one signature; sorted by
    /// key id, no key twice.
    [[nodiscard]] static base::Result<SignedObject, Error> parse(base::ByteSpan bytes, std::size_t maxBytes);

    [[nodiscard]] const std::string& type() const { return m_unsigned.type; }
    [[nodiscard]] const std::string& treasury() const { return m_unsigned.treasury; }
    [[nodiscard]] const base::Json& body() const { return m_unsigned.body; }
    [[nodiscard]] const Unsigned& unsignedPart() const { return m_unsigned; }
    [[nodiscard]] const std::vector<Signature>& signatures() const { return m_signatures; }
    /// As received.
    [[nodiscard]] const base::Bytes& bytes() const { return m_bytes; }
    /// The same for any set of signatures.
    [[nodiscard]] const Hash256& id() const { return m_id; }
    [[nodiscard]] const Hash256& digest() const { return m_digest; }
    /// SHA-256 of `bytes()`.
    [[nodiscard]] Hash256 hash() const { return sha256(m_bytes); }

    friend bool operator==(const SignedObject& a, const SignedObject& b) { return a.m_bytes == b.m_bytes; }

private:
    friend SignedObject assemble(Unsigned object, std::vector<Signature> signatures);
    SignedObject(Unsigned object, std::vector<Signature> signatures, base::Bytes bytes);

    Unsigned m_unsigned;
    std::vector<Signature> m_signatures;
    base::Bytes m_bytes;
    Hash256 m_id;
    Hash256 m_digest;
};

/// Sorts the signatures, and keeps one of each key. What `parse` would refuse (no signature, a type or
/// treasury of the wrong form) is a broken invariant: our own code made it.
[[nodiscard]] SignedObject assemble(Unsigned object, std::vector<Signature> signatures);

/// True when signature `index` names `key` and is a valid signature of the object by it.
[[nodiscard]] bool verifies(const SignedObject& object, std::size_t index, const Ed25519PublicKey& key);

} // namespace strongroom::crypto
