#include "keys/software_key_provider.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::keys {

namespace {

std::span<const std::uint32_t> parentSteps(const bitcoin::DerivationPath& path) {
    return std::span(path.steps()).first(path.size() - 1);
}

/// BIP32's data of an unhardened child: all of it public, as is what comes of it.
std::array<std::uint8_t, crypto::PublicKey::SIZE + 4> childData(const crypto::PublicKey& parent,
                                                                std::uint32_t index) {
    std::array<std::uint8_t, crypto::PublicKey::SIZE + 4> data{};
    std::ranges::copy(parent.span(), data.begin());
    for (std::size_t i = 0; i < 4; ++i)
        data[crypto::PublicKey::SIZE + i] = static_cast<std::uint8_t>(index >> (24 - 8 * i));
    return data;
}

} // namespace

SoftwareKeyProvider::SoftwareKeyProvider(ExtendedPrivateKey key, base::Random& random,
                                         base::Executor& executor)
    : KeyProvider(executor), m_key(std::move(key)), m_random(random), m_context(random) {}

Result<bitcoin::ExtendedPubKey> SoftwareKeyProvider::extendedPubKey(const bitcoin::DerivationPath& path) {
    STRONGROOM_ASSIGN(const ExtendedPrivateKey node, m_key.derive(path.steps(), m_context));
    return node.neuter();
}

Result<UncheckedSignatures> SoftwareKeyProvider::make(std::span<const SigningRequest> requests) {
    std::vector<crypto::SchnorrAux> aux(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        STRONGROOM_TRY(holdParent(requests[i].path));
        if (requests[i].kind != SignatureKind::ecdsa)
            m_random.fill(aux[i].mutableSpan());
    }
    std::vector<SignatureBytes> signatures(requests.size());
    std::vector<std::optional<Error>> faults(requests.size());
    forEachSlice(executor(), requests.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            auto signature = makeOne(requests[i], aux[i]);
            if (signature)
                signatures[i] = std::move(signature).value();
            else
                faults[i] = signature.error();
        }
    });
    for (const std::optional<Error>& fault : faults)
        if (fault)
            return base::Unexpected(*fault);
    return UncheckedSignatures(std::move(signatures));
}

Result<void> SoftwareKeyProvider::holdParent(const bitcoin::DerivationPath& path) {
    if (path.empty() || path.steps().back() >= bitcoin::HARDENED || m_parents.size() == MAX_PARENTS ||
        parentOf(path) != nullptr)
        return {};
    const auto above = parentSteps(path);
    std::vector<std::uint32_t> steps(above.begin(), above.end());
    STRONGROOM_ASSIGN(ExtendedPrivateKey node, m_key.derive(steps, m_context));
    const crypto::HmacSha512 childHash(node.neuter().chainCode().span());
    m_parents.push_back({std::move(steps), std::move(node), childHash});
    return {};
}

const SoftwareKeyProvider::Parent* SoftwareKeyProvider::parentOf(const bitcoin::DerivationPath& path) const {
    const auto parent = std::ranges::find_if(m_parents, [&](const Parent& candidate) {
        return std::ranges::equal(candidate.steps, parentSteps(path));
    });
    return parent == m_parents.end() ? nullptr : &*parent;
}

Result<crypto::SecretKey> SoftwareKeyProvider::leafAt(const bitcoin::DerivationPath& path) const {
    const bool unhardened = !path.empty() && path.steps().back() < bitcoin::HARDENED;
    const Parent* const parent = unhardened ? parentOf(path) : nullptr;
    if (parent == nullptr) {
        STRONGROOM_ASSIGN(const ExtendedPrivateKey leaf, m_key.derive(path.steps(), m_context));
        return leaf.key().clone();
    }
    if (parent->node.depth() == ExtendedPrivateKey::MAX_DEPTH)
        return base::Unexpected(Error::depthExceeded);
    // BIP32 without the child's public key, which nobody asks for here.
    const auto hash = parent->childHash.of(childData(parent->node.publicKey(), path.steps().back()));
    auto leaf = m_context.tweakAdd(parent->node.key(), hash.span().first(crypto::SecretKey::SIZE));
    if (!leaf)
        return base::Unexpected(Error::invalidChild);
    return std::move(leaf).value();
}

Result<SignatureBytes> SoftwareKeyProvider::makeOne(const SigningRequest& request,
                                                    const crypto::SchnorrAux& aux) const {
    STRONGROOM_ASSIGN(const crypto::SecretKey leaf, leafAt(request.path));
    switch (request.kind) {
    case SignatureKind::ecdsa: {
        auto signature = m_context.ecdsaSign(leaf, request.digest, crypto::EcdsaNonce::plain);
        STRONGROOM_CHECK(signature.has_value());
        return std::move(signature).value();
    }
    case SignatureKind::taprootKeyPath: {
        const auto signature =
            m_context.taprootSign(leaf, request.publicKey, request.tapTweak(), request.digest.span(), aux);
        if (!signature)
            return base::Unexpected(Error::invalidChild); // one key in 2^128 cannot be tweaked
        return base::toBytes(signature->span());
    }
    case SignatureKind::taprootScriptPath: {
        const auto signature = m_context.schnorrSign(leaf, std::nullopt, request.digest.span(), aux);
        STRONGROOM_CHECK(signature.has_value());
        return base::toBytes(signature->span());
    }
    }
    base::checkFailed("SignatureKind");
}

} // namespace strongroom::keys
