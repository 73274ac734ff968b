// KeyProvider: where signatures come from. A provider makes them; only what was checked against the public
// key that the caller derived from the descriptor becomes a CheckedSignature, so that nothing wrong leaves,
// whatever made it: a fault, a foreign module, a wrong key (ATTACKS A67).
//
// Thread rule: a provider, one thread at a time; it may itself use the Executor it was given. Values, any.
#pragma once

#include "base/bytes.h"
#include "base/ports.h"
#include "bitcoin/bip32.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"
#include "keys/errors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::keys {

enum class SignatureKind : std::uint8_t {
    ecdsa,          ///< DER, low S.
    taprootKeyPath, ///< BIP340 by the key tweaked as BIP341 does, with the root of its scripts where it has
                    ///< some.
    taprootScriptPath, ///< BIP340 by the key itself, for a leaf.
};

struct SigningRequest {
    bitcoin::DerivationPath path; ///< From the provider's key.
    crypto::PublicKey publicKey;  ///< What the descriptor has at that path; for taproot the internal key.
    SignatureKind kind;
    crypto::Hash256 digest;
    /// Taproot: the tweaked key, for callers who derived it already; else it is computed.
    std::optional<crypto::XOnlyPublicKey> outputKey = std::nullopt;
    /// taprootKeyPath of an output with scripts.
    std::optional<crypto::Hash256> merkleRoot = std::nullopt;

    /// What taprootKeyPath adds to the key (BIP341).
    [[nodiscard]] crypto::Tweak tapTweak() const {
        return crypto::tapTweak(publicKey.xOnly(), merkleRoot ? merkleRoot->span() : base::ByteSpan());
    }
};

/// DER or 64 bytes, without sighash byte.
using SignatureBytes = base::Bytes;

/// True when `signature` is what the request asked for. Verifies with the public key alone.
[[nodiscard]] bool answers(const SignatureBytes& signature, const SigningRequest& request);

/// A signature that verified, and what it signs.
class CheckedSignature {
public:
    [[nodiscard]] const SignatureBytes& bytes() const { return m_bytes; }
    /// True when it was checked for this key, digest and kind.
    [[nodiscard]] bool isFor(const SigningRequest& request) const;

private:
    friend class UncheckedSignatures;
    CheckedSignature(SignatureBytes bytes, const SigningRequest& request)
        : m_bytes(std::move(bytes)),
          m_publicKey(request.publicKey),
          m_kind(request.kind),
          m_digest(request.digest) {}

    SignatureBytes m_bytes;
    crypto::PublicKey m_publicKey;
    SignatureKind m_kind;
    crypto::Hash256 m_digest;
};

/// The bytes, for a message that carries them.
[[nodiscard]] std::vector<SignatureBytes> bytesOf(std::vector<CheckedSignature> signatures);

/// What a provider made, or another process sent: there is no way to its bytes but through the check.
class UncheckedSignatures {
public:
    explicit UncheckedSignatures(std::vector<SignatureBytes> signatures)
        : m_signatures(std::move(signatures)) {}

    /// One for each request, in order; all or none. Error: signatureNotVerified.
    [[nodiscard]] Result<std::vector<CheckedSignature>> check(std::span<const SigningRequest> requests,
                                                              base::Executor& executor) &&;

private:
    std::vector<SignatureBytes> m_signatures;
};

class KeyProvider {
public:
    virtual ~KeyProvider() = default;
    KeyProvider(const KeyProvider&) = delete;
    KeyProvider& operator=(const KeyProvider&) = delete;

    /// One signature for each request, in order, or the reason why not; not checked yet.
    /// Errors: depthExceeded, invalidChild, and those of the provider.
    [[nodiscard]] virtual Result<UncheckedSignatures> make(std::span<const SigningRequest> requests) = 0;

    /// Made and checked, all or none. Errors: those of `make`, keyMismatch, signatureNotVerified.
    [[nodiscard]] Result<std::vector<CheckedSignature>> sign(std::span<const SigningRequest> requests);

    /// Why `signatures` for these requests failed their check: keyMismatch when a request names another key
    /// than the provider has at its path, else signatureNotVerified.
    [[nodiscard]] Error whyNotVerified(std::span<const SigningRequest> requests);

    /// The public key at a path from the provider's key, to register a vault with.
    [[nodiscard]] virtual Result<bitcoin::ExtendedPubKey>
    extendedPubKey(const bitcoin::DerivationPath& path) = 0;

protected:
    explicit KeyProvider(base::Executor& executor) : m_executor(executor) {}
    [[nodiscard]] base::Executor& executor() const { return m_executor; }

private:
    base::Executor& m_executor;
};

/// Signatures are worked on in pieces of this many: a thread that starts for one of them pays for itself.
inline constexpr std::size_t SLICE = 16;
/// Calls `work(begin, end)` for every slice of `count` pieces, through the executor.
void forEachSlice(base::Executor& executor, std::size_t count,
                  const std::function<void(std::size_t begin, std::size_t end)>& work);

} // namespace strongroom::keys
