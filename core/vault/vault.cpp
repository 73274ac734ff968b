#include "vault/vault.h"

#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::vault {

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
    if (std::ranges::any_of(others, [&](const Vault& other) { return other.name == vault.name; }))
        return base::Unexpected(Error::nameTaken);
    if (std::ranges::any_of(others, [&](const Vault& other) { return other.descriptor == vault.descriptor; }))
        return base::Unexpected(Error::alreadyRegistered);
    return {};
}

} // namespace strongroom::vault
