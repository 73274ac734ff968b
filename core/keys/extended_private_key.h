// BIP32, the private side. Key and chain code live in the locked arena; the public key of each node is
// computed once, when the node is made, for the fingerprint, for children that are not hardened and for
// checking signatures. Move-only; one thread at a time.
#pragma once

#include "bitcoin/bip32.h"
#include "crypto/secret_key_context.h"
#include "keys/errors.h"
#include "keys/mnemonic.h"
#include "secret/secret_array.h"
#include "secret/secret_text.h"

#include <cstdint>
#include <vector>

namespace strongroom::keys {

class ExtendedPrivateKey {
public:
    static constexpr std::uint8_t MAX_DEPTH = 255; ///< BIP32 counts it in one byte.

    /// The master key of a seed of 16 to 64 bytes. Errors: seedLength, seedUnusable.
    [[nodiscard]] static Result<ExtendedPrivateKey> fromSeed(base::ByteSpan seed, bitcoin::KeyNetwork network,
                                                             const crypto::SecretKeyContext& context);
    /// "xprv…" or "tprv…". Errors: extendedKey*; SLIP132 prefixes are extendedKeyVersion (ATTACKS A45).
    [[nodiscard]] static Result<ExtendedPrivateKey> parse(const secret::SecretText& text,
                                                          const crypto::SecretKeyContext& context);
    [[nodiscard]] secret::SecretText text() const;

    /// The 78 bytes that `text` writes, as envelopes keep them.
    [[nodiscard]] secret::SecretArray<78> bytes() const;
    [[nodiscard]] static Result<ExtendedPrivateKey> fromBytes(base::ByteSpan bytes,
                                                              const crypto::SecretKeyContext& context);

    /// The child at an index; from bitcoin::HARDENED on a hardened one. Errors: depthExceeded, invalidChild
    /// (one in 2^127).
    [[nodiscard]] Result<ExtendedPrivateKey> derive(std::uint32_t index,
                                                    const crypto::SecretKeyContext& context) const;
    /// The descendant at the end of all steps; a clone for none.
    [[nodiscard]] Result<ExtendedPrivateKey> derive(const std::vector<std::uint32_t>& steps,
                                                    const crypto::SecretKeyContext& context) const;

    /// The public side, with the same depth and parent.
    [[nodiscard]] bitcoin::ExtendedPubKey neuter() const;

    [[nodiscard]] const crypto::SecretKey& key() const { return m_key; }
    [[nodiscard]] const crypto::PublicKey& publicKey() const { return m_public.key; }
    [[nodiscard]] bitcoin::KeyNetwork network() const { return m_public.network; }
    [[nodiscard]] std::uint8_t depth() const { return m_public.depth; }
    [[nodiscard]] bitcoin::Fingerprint fingerprint() const { return bitcoin::fingerprintOf(m_public.key); }

private:
    /// Everything but the private key. The chain code with the public key is what an xpub shows, so it is not
    /// kept as a secret.
    using Public = bitcoin::ExtendedPubKey::Fields;
    ExtendedPrivateKey(crypto::SecretKey key, Public publicSide)
        : m_key(std::move(key)), m_public(std::move(publicSide)) {}

    crypto::SecretKey m_key;
    Public m_public;
};

} // namespace strongroom::keys
