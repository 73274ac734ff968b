// What vault registration asks of a descriptor.
#include "descriptor/descriptor.h"

#include "base/check.h"

#include <algorithm>
#include <array>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

Result<void> checkCoinType(const KeyExpression& key, bitcoin::Network network) {
    constexpr std::array<std::uint32_t, 6> PURPOSES{44, 48, 49, 84, 86, 87}; // those with a coin type
    for (const KeyExpression& participant : key.participants)
        STRONGROOM_TRY(checkCoinType(participant, network));
    const bitcoin::DerivationPath path = key.originPath();
    if (path.size() < 2 || path.steps()[0] < bitcoin::HARDENED)
        return {};
    if (std::ranges::find(PURPOSES, path.steps()[0] - bitcoin::HARDENED) == PURPOSES.end())
        return {};
    if (path.steps()[1] != (bitcoin::coinType(network) | bitcoin::HARDENED))
        return Unexpected(Error::coinTypeWrongNetwork);
    return {};
}

/// Private keys that some way to satisfy an expression may use; one place for each holder.
using Holders = std::vector<bool>;

bool intersect(const Holders& a, const Holders& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] && b[i])
            return true;
    }
    return false;
}

void add(Holders& to, const Holders& more) {
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = to[i] || more[i];
}

/// How many of its first children a fragment satisfies together: those must be of different holders.
std::size_t conjoined(const MiniscriptNode& node) {
    if (node.fragment == Fragment::thresh)
        return node.number > 1 ? node.children.size() : 0;
    const bool both = node.fragment == Fragment::andV || node.fragment == Fragment::andB ||
                      node.fragment == Fragment::andOr; // X and Y; Z goes with neither's signatures
    return both ? 2 : 0;
}

/// ATTACKS A33: "two of us" is two private keys on every way to spend, though one may serve on several ways.
Result<void> checkHolders(const Miniscript& script, const std::vector<std::size_t>& holders) {
    std::vector<Holders> used;
    for (const MiniscriptNode& node : script.nodes()) {
        Holders own(holders.size());
        for (const std::uint32_t key : node.keys)
            own[holders[key]] = true;
        Holders together(holders.size());
        const std::size_t count = conjoined(node);
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const Holders& child = used[node.children[i]];
            if (i < count && intersect(together, child))
                return Unexpected(Error::holderTwice);
            if (i < count)
                add(together, child);
            add(own, child);
        }
        used.push_back(std::move(own));
    }
    return {};
}

/// ATTACKS A40: of `older`, consensus reads the kind and sixteen bits (BIP68, BIP112) and ignores all others:
/// older(65536) is reached at once.
bool hasMeaning(const Timelock& lock) {
    constexpr std::uint32_t COUNT = 0x0000ffff;
    constexpr std::uint32_t IN_TIME = 0x00400000; // units of 512 seconds instead of blocks
    switch (lock.kind) {
    case Timelock::Kind::older:
        return (lock.operand & ~(COUNT | IN_TIME)) == 0 && (lock.operand & COUNT) != 0;
    case Timelock::Kind::after:
        return true;
    }
    base::checkFailed("Timelock::Kind");
}

bool isVaultType(DescriptorType type) {
    switch (wrappingOf(type)) {
    case Wrapping::wpkh:
    case Wrapping::shWpkh:
    case Wrapping::wsh:
    case Wrapping::shWsh:
    case Wrapping::tr:
        return true;
    case Wrapping::bare:
    case Wrapping::sh:
    case Wrapping::other:
        return false;
    }
    base::checkFailed("Wrapping");
}

} // namespace

Result<void> checkCoinTypes(const Descriptor& descriptor) {
    for (const KeyExpression& key : descriptor.keys())
        STRONGROOM_TRY(checkCoinType(key, descriptor.network()));
    return {};
}

Result<void> checkRegistrable(const Descriptor& descriptor) {
    if (!isVaultType(descriptor.scriptType()))
        return Unexpected(Error::notForVaults);
    if (std::ranges::any_of(descriptor.keys(), &KeyExpression::isMusig))
        return Unexpected(Error::notForVaults);
    for (const ParsedScript& parsed : descriptor.scripts())
        STRONGROOM_TRY(checkHolders(parsed.script, descriptor.holders()));
    if (!std::ranges::all_of(descriptor.timelocks(), hasMeaning))
        return Unexpected(Error::lockWithoutMeaning);
    if (!descriptor.planOfKeys())
        return Unexpected(Error::notForVaults);
    return {};
}

} // namespace strongroom::descriptor
