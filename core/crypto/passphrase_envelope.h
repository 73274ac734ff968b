// The passphrase envelope: one secret that one person's passphrase opens (docs/formats/key-envelope.md).
// Database slots, approval keys, hot shares and station keys are kept in it.
//
//   passphrase → Argon2id → root → HKDF(purpose) → XChaCha20-Poly1305
//
// The associated data is everything else in the envelope: treasury, network, purpose, key id and the
// derivation settings. One root serves several purposes, and what opens one opens no other. Values,
// thread-safe.
#pragma once

#include "base/json.h"
#include "base/ports.h"
#include "base/result.h"
#include "crypto/aead.h"
#include "crypto/argon2.h"
#include "crypto/errors.h"
#include "secret/secret_text.h"
#include "secret/secure_buffer.h"

#include <string>
#include <string_view>

namespace strongroom::crypto {

/// What the secret inside is for; each has a key of its own under the same passphrase.
enum class EnvelopePurpose : std::uint8_t {
    databaseSlot, ///< The database key: the right to read.
    approvalKey,  ///< An officer's Ed25519 seed.
    hotShare,     ///< An officer's part in opening hot keys (keys/shared_envelope.h).
    coldKey,      ///< A station's Bitcoin key.
};
/// "database-slot", "approval-key", "hot-share", "cold-key".
[[nodiscard]] std::string_view name(EnvelopePurpose purpose);

struct EnvelopeBinding {
    std::string treasury; ///< 64 lower-case hex digits.
    std::string network;  ///< "main", "test", "signet" or "regtest".
    EnvelopePurpose purpose;
    std::string keyId; ///< Which key or officer: 1 to 64 lower-case hex digits.
    friend bool operator==(const EnvelopeBinding&, const EnvelopeBinding&) = default;
};

/// What a passphrase became, with the salt and settings it became it by. Move-only, wiped.
class PassphraseKey {
public:
    /// With a fresh salt and the profile of `use`. Errors: passphraseEmpty, kdfOutOfMemory.
    [[nodiscard]] static base::Result<PassphraseKey, Error> create(const secret::SecretText& passphrase,
                                                                   KdfUse use, base::Random& random);

private:
    friend class PassphraseEnvelope;
    PassphraseKey(KdfSalt salt, KdfProfile profile, secret::SecretArray<32> root)
        : m_salt(salt), m_profile(profile), m_root(std::move(root)) {}
    [[nodiscard]] static base::Result<PassphraseKey, Error>
    derive(const secret::SecretText& passphrase, const KdfSalt& salt, const KdfProfile& profile);
    KdfSalt m_salt;
    KdfProfile m_profile;
    secret::SecretArray<32> m_root;
};

class PassphraseEnvelope {
public:
    /// The largest secret kept in one: an extended key as text, with room.
    static constexpr std::size_t MAX_SECRET = 1'024;
    /// Bounds what is read before anything is known about it.
    static constexpr std::size_t MAX_BYTES = 8'192;

    /// Secrets over MAX_SECRET and bindings of the wrong form are broken invariants.
    [[nodiscard]] static PassphraseEnvelope seal(base::ByteSpan secret, const EnvelopeBinding& binding,
                                                 const PassphraseKey& key, base::Random& random);

    /// Errors: keyEnvelopeMalformed, keyEnvelopeVersionUnknown. Costly settings are refused when opening,
    /// where the use is known.
    [[nodiscard]] static base::Result<PassphraseEnvelope, Error> parse(const base::Json& json);
    /// As `parse`, from canonical JSON of at most MAX_BYTES.
    [[nodiscard]] static base::Result<PassphraseEnvelope, Error> parseBytes(base::ByteSpan bytes);
    [[nodiscard]] base::Json json() const;
    [[nodiscard]] std::string text() const { return json().canonical(); }

    [[nodiscard]] const EnvelopeBinding& binding() const { return m_binding; }

    /// The key that opens this envelope and others sealed with the same PassphraseKey. The settings are held
    /// against floor and cap before any work. Errors: passphraseEmpty, kdfTooWeak, kdfTooCostly,
    /// trainingOnMain, kdfOutOfMemory.
    [[nodiscard]] base::Result<PassphraseKey, Error> deriveKey(const secret::SecretText& passphrase,
                                                               KdfUse use) const;

    /// Errors: keyEnvelopeBinding when this envelope is for something else than `expected`, decryptionFailed
    /// for another passphrase or a change anywhere.
    [[nodiscard]] base::Result<secret::SecureBuffer, Error> open(const EnvelopeBinding& expected,
                                                                 const PassphraseKey& key) const;
    /// `deriveKey` and `open`; the binding is judged first.
    [[nodiscard]] base::Result<secret::SecureBuffer, Error>
    open(const EnvelopeBinding& expected, const secret::SecretText& passphrase, KdfUse use) const;

private:
    PassphraseEnvelope(EnvelopeBinding binding, KdfSalt salt, std::int64_t memoryKib, std::int64_t passes,
                       AeadNonce nonce, base::Bytes ciphertext);
    [[nodiscard]] base::Json::Object header() const;
    [[nodiscard]] AeadKey encryptionKey(const PassphraseKey& key) const;

    EnvelopeBinding m_binding;
    KdfSalt m_salt;
    std::int64_t m_memoryKib; ///< As a file says; a KdfProfile only after the check in `deriveKey`.
    std::int64_t m_passes;
    AeadNonce m_nonce;
    base::Bytes m_ciphertext;
};

} // namespace strongroom::crypto
