// KeyProvider: where signatures come from. A provider makes them; `sign` checks each one against the public
// key that the caller derived from the descriptor, so that nothing wrong leaves, whatever made it: a fault, a
// foreign module, a wrong key (ATTACKS A67).
//
// Thread rule: one thread at a time.
#pragma once

#include "base/bytes.h"
#include "bitcoin/bip32.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"
#include "keys/errors.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::keys {

enum class SignatureKind : std::uint8_t {
    ecdsa,          ///< DER, low R, low S.
    taprootKeyPath, ///< BIP340 by the key tweaked as BIP341 does without scripts.
};

struct SigningRequest {
    bitcoin::DerivationPath path; ///< From the provider's key.
    crypto::PublicKey publicKey;  ///< What the descriptor has at that path; for taproot the internal key.
    SignatureKind kind;
    crypto::Hash256 digest;
};

/// DER or 64 bytes, without sighash byte.
using SignatureBytes = base::Bytes;

/// True when `signature` is what the request asked for. Verifies with the public key alone.
[[nodiscard]] bool answers(const SignatureBytes& signature, const SigningRequest& request);

class KeyProvider {
public:
    virtual ~KeyProvider() = default;
    KeyProvider(const KeyProvider&) = delete;
    KeyProvider& operator=(const KeyProvider&) = delete;

    /// One verified signature for each request, in order; all or none. Errors: keyMismatch, depthExceeded,
    /// invalidChild, signatureNotVerified.
    [[nodiscard]] Result<std::vector<SignatureBytes>> sign(std::span<const SigningRequest> requests);

    /// The public key at a path from the provider's key, to register a vault with.
    [[nodiscard]] virtual Result<bitcoin::ExtendedPubKey>
    extendedPubKey(const bitcoin::DerivationPath& path) = 0;

protected:
    KeyProvider() = default;

private:
    /// As many signatures as requests, or the reason why not.
    [[nodiscard]] virtual Result<std::vector<SignatureBytes>>
    makeSignatures(std::span<const SigningRequest> requests) = 0;
};

} // namespace strongroom::keys
