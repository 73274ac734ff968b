#include "vault/vault.h"

#include "base/text_encoding.h"
#include "vault/recovery.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using descriptor::KeyExpression;

/// ATTACKS A29, A31: a fingerprint is copied in a second. One path under one master key leads to one key; a
/// second one is somebody else's, whoever it says it is.
bool contradict(const KeyExpression& a, const KeyExpression& b) {
    return a.origin && a.origin == b.origin && a.extended && b.extended && !a.extended->sameKey(*b.extended);
}

bool contradictsAny(const KeyExpression& key, std::span<const KeyExpression> others) {
    return std::ranges::any_of(others, [&](const KeyExpression& other) { return contradict(key, other); });
}

} // namespace

Vault vaultOfDescriptor(descriptor::Descriptor descriptor, std::size_t place) {
    const VaultId id(descriptor.id().array());
    const bitcoin::Network network = descriptor.network();
    return {.id = id,
            .name = "descriptor " + std::to_string(place),
            .tier = Tier::hot,
            .network = network,
            .descriptor = std::move(descriptor)};
}

base::Result<void, Error> checkRegistration(const Vault& vault, std::span<const Vault> others) {
    if (vault.name.empty() || vault.name.size() > MAX_NAME_LENGTH || !base::isPlainUtf8(vault.name) ||
        vault.name.front() == ' ' || vault.name.back() == ' ')
        return base::Unexpected(Error::badName);
    if (vault.descriptor.network() != vault.network)
        return base::Unexpected(Error::descriptorOfOtherNetwork);
    if (!descriptor::checkCoinTypes(vault.descriptor))
        return base::Unexpected(Error::coinTypeOfOtherNetwork);
    if (!descriptor::checkRegistrable(vault.descriptor))
        return base::Unexpected(Error::descriptorNotForVaults);
    if (!vault.descriptor.isRanged())
        return base::Unexpected(Error::notRanged);
    if (vault.descriptor.branchCount() != 2)
        return base::Unexpected(Error::notTwoBranches);
    if (hasLock(vault.descriptor.textWithoutChecksum())) {
        if (!recoveryOf(vault.descriptor))
            return base::Unexpected(Error::unsupportedLock);
        if (vault.tier == Tier::hot)
            return base::Unexpected(Error::recoveryOnHotTier);
    }
    if (std::ranges::any_of(others, [&](const Vault& other) { return other.name == vault.name; }))
        return base::Unexpected(Error::nameTaken);
    if (std::ranges::any_of(others, [&](const Vault& other) { return other.descriptor == vault.descriptor; }))
        return base::Unexpected(Error::alreadyRegistered);
    for (const KeyExpression& key : vault.descriptor.keys()) {
        if (contradictsAny(key, vault.descriptor.keys()) ||
            std::ranges::any_of(
                others, [&](const Vault& other) { return contradictsAny(key, other.descriptor.keys()); }))
            return base::Unexpected(Error::originOfOtherKey);
    }
    return {};
}

} // namespace strongroom::vault
