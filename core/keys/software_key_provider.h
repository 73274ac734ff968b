// A KeyProvider that holds its key in this process: in the signing child, for the time of one withdrawal.
//
// The parents of the keys it signs with (a wallet's receive and change nodes) are derived once and held. The
// requests may be worked on by several threads at once: all that they share is const, and each signature's
// secrets are SecretArrays of their own. The signatures do not depend on the executor: ECDSA nonces are those
// of RFC 6979, and BIP340's auxiliary bytes are drawn in the order of the requests before the work begins.
#pragma once

#include "base/ports.h"
#include "base/system_ports.h"
#include "crypto/secret_key_context.h"
#include "keys/extended_private_key.h"
#include "keys/key_provider.h"

#include <vector>

namespace strongroom::keys {

class SoftwareKeyProvider final : public KeyProvider {
public:
    /// `random` blinds the signing context and gives BIP340 its auxiliary bytes; it and `executor` must
    /// outlive the provider.
    SoftwareKeyProvider(ExtendedPrivateKey key, base::Random& random,
                        base::Executor& executor = base::inlineExecutor());

    [[nodiscard]] Result<UncheckedSignatures> make(std::span<const SigningRequest> requests) override;
    [[nodiscard]] Result<bitcoin::ExtendedPubKey>
    extendedPubKey(const bitcoin::DerivationPath& path) override;

private:
    /// The parent of leaves, with what all of them hash.
    struct Parent {
        std::vector<std::uint32_t> steps;
        ExtendedPrivateKey node;
        crypto::HmacSha512 childHash;
    };
    /// Of which only the last step differs from leaf to leaf: receive and change of a few accounts. What is
    /// beyond is derived from the root each time.
    static constexpr std::size_t MAX_PARENTS = 32;

    [[nodiscard]] Result<void> holdParent(const bitcoin::DerivationPath& path);
    [[nodiscard]] const Parent* parentOf(const bitcoin::DerivationPath& path) const;
    [[nodiscard]] Result<crypto::SecretKey> leafAt(const bitcoin::DerivationPath& path) const;
    [[nodiscard]] Result<SignatureBytes> makeOne(const SigningRequest& request,
                                                 const crypto::SchnorrAux& aux) const;

    ExtendedPrivateKey m_key;
    base::Random& m_random;
    crypto::SecretKeyContext m_context;
    std::vector<Parent> m_parents;
};

} // namespace strongroom::keys
