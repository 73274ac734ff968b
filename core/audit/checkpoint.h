// A checkpoint, on screen "log seal": the signed head of a log (C2SP tlog-checkpoint), and countersigning
// those of other logs (C2SP tlog-cosignature/v1). Values, thread-safe.
//
// Verifiable without us: docs/formats/bundle.md shows it with sed and openssl.
#pragma once

#include "audit/errors.h"
#include "audit/signed_note.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/ed25519.h"
#include "crypto/hash.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

struct Checkpoint {
    std::string origin; ///< LogName::origin(), also the name of the log's key.
    std::uint64_t size = 0;
    crypto::Hash256 root;

    /// The text that is signed.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static base::Result<Checkpoint, Error> parseText(std::string_view text);
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// The signed note of a log's own key.
[[nodiscard]] std::string signCheckpoint(const Checkpoint& checkpoint, const crypto::Ed25519KeyPair& key);

/// Reads a note and checks that `origin` made it with `key`. Errors: noteMalformed, checkpointMalformed,
/// checkpointForeign (another origin), noteUnsigned.
[[nodiscard]] base::Result<Checkpoint, Error> verifyCheckpoint(std::string_view note, std::string_view origin,
                                                               const crypto::Ed25519PublicKey& key);

/// Adds a witness's statement "at this time I saw this head, consistent with all I saw before". The caller
/// has checked that. Error::noteMalformed.
[[nodiscard]] base::Result<std::string, Error> countersign(std::string_view note, std::string_view witness,
                                                           const crypto::Ed25519KeyPair& key,
                                                           base::UnixTime at);
/// When the witness of that name and key countersigned; nothing when it did not, or not validly.
[[nodiscard]] std::optional<base::UnixTime> countersignedAt(std::string_view note, std::string_view witness,
                                                            const crypto::Ed25519PublicKey& key);

/// SubjectPublicKeyInfo (RFC 8410) in PEM: what openssl reads.
[[nodiscard]] std::string publicKeyPem(const crypto::Ed25519PublicKey& key);

} // namespace strongroom::audit
