// C2SP signed-note: a text with signatures of named keys below it. Strict, bounded; values, thread-safe.
#pragma once

#include "audit/errors.h"
#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

inline constexpr std::size_t MAX_NOTE = 64U * 1024U;
inline constexpr std::size_t MAX_NOTE_SIGNATURES = 100;

using NoteKeyId = std::array<std::uint8_t, 4>;

struct NoteSignature {
    std::string name; ///< Of the key: no space, no plus.
    NoteKeyId keyId{};
    base::Bytes signature; ///< What follows the key id; 64 bytes for Ed25519, 72 for a cosignature.
    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// C2SP's algorithm bytes.
enum class NoteAlgorithm : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

/// SHA-256(name ‖ 0x0A ‖ algorithm ‖ public key)[0:4].
[[nodiscard]] NoteKeyId noteKeyId(std::string_view name, NoteAlgorithm algorithm,
                                  const crypto::Ed25519PublicKey& key);

struct SignedNote {
    std::string text; ///< What is signed; ends with a newline.
    std::vector<NoteSignature> signatures;

    /// Error::noteMalformed.
    [[nodiscard]] static base::Result<SignedNote, Error> parse(std::string_view note);
    [[nodiscard]] std::string toText() const;

    /// True when a signature of this name and key is there and valid.
    [[nodiscard]] bool isSignedBy(std::string_view name, const crypto::Ed25519PublicKey& key) const;
    void sign(std::string_view name, const crypto::Ed25519KeyPair& key);
};

/// A public verifier key as C2SP writes it: "name+hex key id+base64(0x01 ‖ public key)".
[[nodiscard]] std::string noteVerifierKey(std::string_view name, const crypto::Ed25519PublicKey& key);
struct NoteVerifier {
    std::string name;
    crypto::Ed25519PublicKey key;
};
[[nodiscard]] base::Result<NoteVerifier, Error> parseNoteVerifierKey(std::string_view text);

} // namespace strongroom::audit
