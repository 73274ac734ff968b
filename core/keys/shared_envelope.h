// The shared envelope: a hot key that opens only to k officers together (docs/formats/key-envelope.md).
//
// Each officer has a share, 32 random bytes behind a passphrase of their own. The content key is sealed once
// for every subset of k officers, under a key made of all their shares; so no file and no one person's
// passphrase opens anything. Making one needs all officers' shares at once: a founding session, or a change
// of officers. Values, thread-safe.
#pragma once

#include "base/json.h"
#include "base/ports.h"
#include "bitcoin/network.h"
#include "crypto/aead.h"
#include "crypto/envelope.h"
#include "keys/errors.h"
#include "secret/secret_array.h"
#include "secret/secure_buffer.h"

#include <string>
#include <vector>

namespace strongroom::keys {

/// An officer's part, opened for now.
struct OfficerShare {
    crypto::KeyId officer; ///< The officer's device key.
    secret::SecretArray<32> share;
};

/// A new share for an officer, to be put into a crypto::PassphraseEnvelope (purpose hotShare).
[[nodiscard]] OfficerShare newOfficerShare(const crypto::KeyId& officer, base::Random& random);

struct SharedBinding {
    std::string treasury; ///< 64 lower-case hex digits.
    bitcoin::Network network;
    std::string keyId; ///< Which hot key: 1 to 64 lower-case hex digits.
    friend bool operator==(const SharedBinding&, const SharedBinding&) = default;
};

class SharedEnvelope {
public:
    /// One officer alone never opens a hot key.
    static constexpr std::size_t MIN_THRESHOLD = 2;
    /// At most 924 subsets (six of twelve): bounds the size of a file and the work of making one.
    static constexpr std::size_t MAX_OFFICERS = 12;
    static constexpr std::size_t MAX_SECRET = 1'024;
    /// 924 stanzas of some 180 bytes, with room.
    static constexpr std::size_t MAX_BYTES = 262'144;

    /// Errors: officersTooFew (fewer shares than `threshold`, or a threshold below MIN_THRESHOLD),
    /// officerTwice. More than MAX_OFFICERS or a secret over MAX_SECRET is a broken invariant.
    [[nodiscard]] static Result<SharedEnvelope> seal(base::ByteSpan secret, const SharedBinding& binding,
                                                     const std::vector<OfficerShare>& officers,
                                                     std::size_t threshold, base::Random& random);

    /// Canonical JSON of at most MAX_BYTES. Errors: sharedEnvelopeMalformed, sharedEnvelopeVersionUnknown.
    [[nodiscard]] static Result<SharedEnvelope> parseBytes(base::ByteSpan bytes);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const SharedBinding& binding() const { return m_binding; }
    [[nodiscard]] std::size_t threshold() const { return m_threshold; }
    [[nodiscard]] const std::vector<crypto::KeyId>& officers() const { return m_officers; }

    /// With the shares of at least `threshold` different officers; of more, the first by id are used. Errors:
    /// sharedEnvelopeBinding, officersTooFew, officerTwice, officerUnknown, sharedEnvelopeNotOpened.
    [[nodiscard]] Result<secret::SecureBuffer> open(const SharedBinding& expected,
                                                    const std::vector<OfficerShare>& shares) const;

private:
    struct Sealed {
        crypto::AeadNonce nonce;
        base::Bytes ciphertext;
    };
    SharedEnvelope(SharedBinding binding, std::vector<crypto::KeyId> officers, std::size_t threshold)
        : m_binding(std::move(binding)), m_officers(std::move(officers)), m_threshold(threshold) {}

    [[nodiscard]] base::Json::Object header() const;
    [[nodiscard]] std::string associatedData(const std::vector<std::size_t>& subset) const;
    [[nodiscard]] static crypto::AeadKey stanzaKey(const std::vector<const OfficerShare*>& shares);
    [[nodiscard]] static Result<SharedEnvelope> fromJson(const base::Json& json);

    SharedBinding m_binding;
    std::vector<crypto::KeyId> m_officers; ///< Sorted.
    std::size_t m_threshold;
    std::vector<Sealed> m_stanzas; ///< One for each subset, in the order of `subsets`.
    Sealed m_content;
};

} // namespace strongroom::keys
