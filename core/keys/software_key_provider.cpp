#include "keys/software_key_provider.h"

#include "base/check.h"

#include <map>
#include <utility>

namespace strongroom::keys {

namespace {

/// The parents of the leaves that one call signs with: a wallet's inputs share two of them (receive and
/// change). Past the limit, which no honest request reaches, it starts over.
class ParentNodes {
public:
    ParentNodes(const ExtendedPrivateKey& root, const crypto::SecretKeyContext& context)
        : m_root(root), m_context(context) {}

    [[nodiscard]] Result<ExtendedPrivateKey> leafAt(const bitcoin::DerivationPath& path) {
        std::vector<std::uint32_t> steps = path.steps();
        if (steps.empty())
            return m_root.derive(steps, m_context);
        const std::uint32_t last = steps.back();
        steps.pop_back();
        auto found = m_nodes.find(steps);
        if (found == m_nodes.end()) {
            STRONGROOM_ASSIGN(ExtendedPrivateKey node, m_root.derive(steps, m_context));
            if (m_nodes.size() == MAX_NODES)
                m_nodes.clear();
            found = m_nodes.emplace(std::move(steps), std::move(node)).first;
        }
        return found->second.derive(last, m_context);
    }

private:
    static constexpr std::size_t MAX_NODES = 32;
    const ExtendedPrivateKey& m_root;
    const crypto::SecretKeyContext& m_context;
    std::map<std::vector<std::uint32_t>, ExtendedPrivateKey> m_nodes;
};

} // namespace

SoftwareKeyProvider::SoftwareKeyProvider(ExtendedPrivateKey key, base::Random& random)
    : m_key(std::move(key)), m_random(random), m_context(random) {}

Result<bitcoin::ExtendedPubKey> SoftwareKeyProvider::extendedPubKey(const bitcoin::DerivationPath& path) {
    STRONGROOM_ASSIGN(const ExtendedPrivateKey node, m_key.derive(path.steps(), m_context));
    return node.neuter();
}

Result<std::vector<SignatureBytes>>
SoftwareKeyProvider::makeSignatures(std::span<const SigningRequest> requests) {
    ParentNodes nodes(m_key, m_context);
    std::vector<SignatureBytes> signatures;
    signatures.reserve(requests.size());
    for (const SigningRequest& request : requests) {
        STRONGROOM_ASSIGN(const ExtendedPrivateKey leaf, nodes.leafAt(request.path));
        STRONGROOM_ASSIGN(SignatureBytes signature, makeSignature(request, leaf));
        signatures.push_back(std::move(signature));
    }
    return signatures;
}

Result<SignatureBytes> SoftwareKeyProvider::makeSignature(const SigningRequest& request,
                                                          const ExtendedPrivateKey& leaf) {
    switch (request.kind) {
    case SignatureKind::ecdsa: {
        if (leaf.publicKey() != request.publicKey)
            return base::Unexpected(Error::keyMismatch);
        auto signature = m_context.ecdsaSign(leaf.key(), request.digest, crypto::EcdsaNonce::lowR);
        STRONGROOM_CHECK(signature.has_value());
        return std::move(signature).value();
    }
    case SignatureKind::taprootKeyPath: {
        const crypto::XOnlyPublicKey internalKey = leaf.publicKey().xOnly();
        if (internalKey != request.publicKey.xOnly())
            return base::Unexpected(Error::keyMismatch);
        crypto::SchnorrAux aux;
        m_random.fill(aux.mutableSpan());
        const auto signature =
            m_context.schnorrSign(leaf.key(), crypto::tapTweak(internalKey, {}), request.digest.span(), aux);
        if (!signature)
            return base::Unexpected(Error::invalidChild); // one key in 2^128 cannot be tweaked
        return base::toBytes(signature->span());
    }
    }
    base::checkFailed("SignatureKind");
}

} // namespace strongroom::keys
