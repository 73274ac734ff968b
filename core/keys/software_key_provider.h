// A KeyProvider that holds its key in this process: in the signing child, for the time of one withdrawal.
#pragma once

#include "base/ports.h"
#include "crypto/secret_key_context.h"
#include "keys/extended_private_key.h"
#include "keys/key_provider.h"

namespace strongroom::keys {

class SoftwareKeyProvider final : public KeyProvider {
public:
    /// `random` blinds the signing context and gives BIP340 its auxiliary bytes; it must outlive the
    /// provider.
    SoftwareKeyProvider(ExtendedPrivateKey key, base::Random& random);

    [[nodiscard]] Result<bitcoin::ExtendedPubKey>
    extendedPubKey(const bitcoin::DerivationPath& path) override;

private:
    [[nodiscard]] Result<std::vector<SignatureBytes>>
    makeSignatures(std::span<const SigningRequest> requests) override;
    [[nodiscard]] Result<SignatureBytes> makeSignature(const SigningRequest& request,
                                                       const ExtendedPrivateKey& leaf);

    ExtendedPrivateKey m_key;
    base::Random& m_random;
    crypto::SecretKeyContext m_context;
};

} // namespace strongroom::keys
