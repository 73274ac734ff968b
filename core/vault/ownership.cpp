#include "vault/ownership.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

/// Takes `part` off the front of `steps`; false when something else stands there.
bool takeFront(std::span<const std::uint32_t>& steps, std::span<const std::uint32_t> part) {
    if (steps.size() < part.size() || !std::ranges::equal(steps.first(part.size()), part))
        return false;
    steps = steps.subspan(part.size());
    return true;
}

/// The index, if `claimed` is the path of this key at some index of this branch.
std::optional<std::uint32_t> indexAt(const descriptor::KeyExpression& key, std::size_t branch,
                                     const bitcoin::DerivationPath& claimed) {
    std::span<const std::uint32_t> steps = claimed.steps();
    if (key.origin && !takeFront(steps, key.origin->path.steps()))
        return std::nullopt;
    if (!takeFront(steps, key.stepsBefore))
        return std::nullopt;
    if (key.isMultipath()) {
        STRONGROOM_CHECK(branch < key.branches.size());
        if (!takeFront(steps, std::span(key.branches).subspan(branch, 1)))
            return std::nullopt;
    }
    if (!takeFront(steps, key.stepsAfter) || steps.size() != (key.wildcard ? 1 : 0))
        return std::nullopt;
    if (!key.wildcard)
        return 0;
    return steps.front() < bitcoin::HARDENED ? std::optional(steps.front()) : std::nullopt;
}

} // namespace

const bitcoin::DerivationPath& OwnScript::path() const {
    const descriptor::DerivedKey* first = nullptr;
    for (const descriptor::DerivedKey& key : script.keys)
        if (!key.path.empty() && (first == nullptr || key.keyIndex < first->keyIndex))
            first = &key;
    STRONGROOM_CHECK(first != nullptr);
    return first->path;
}

Claims Claims::of(const psbt::PsbtInput& input) {
    Claims claims;
    for (const auto& [key, origin] : input.bip32)
        claims.origins.push_back(origin);
    for (const auto& [key, derivation] : input.tapBip32)
        claims.origins.push_back(derivation.origin);
    return claims;
}

Claims Claims::of(const psbt::PsbtOutput& output) {
    Claims claims;
    for (const auto& [key, origin] : output.bip32)
        claims.origins.push_back(origin);
    for (const auto& [key, derivation] : output.tapBip32)
        claims.origins.push_back(derivation.origin);
    return claims;
}

void OwnershipJudge::addPlaces(std::vector<Place>& places, std::size_t vault,
                               const descriptor::KeyExpression& key, const bitcoin::KeyOrigin& claim) const {
    for (std::size_t branch = 0; branch < m_vaults[vault].descriptor.branchCount(); ++branch)
        if (const auto index = indexAt(key, branch, claim.path)) {
            const Place place{vault, branch, *index};
            if (places.size() < MAX_CANDIDATES &&
                std::find(places.begin(), places.end(), place) == places.end())
                places.push_back(place);
        }
}

const descriptor::DerivedScript* OwnershipJudge::scriptAt(const Place& place) {
    auto found = m_derived.find(place);
    if (found == m_derived.end()) {
        const descriptor::Descriptor& descriptor = m_vaults[place.vault].descriptor;
        if (m_derivations + descriptor.keys().size() > MAX_KEY_DERIVATIONS) {
            m_exhausted = true;
            return nullptr;
        }
        m_derivations += descriptor.keys().size();
        auto script = descriptor.derive(place.branch, place.index);
        found =
            m_derived.emplace(place, script ? std::optional(std::move(script).value()) : std::nullopt).first;
    }
    return found->second ? &*found->second : nullptr;
}

Ownership OwnershipJudge::judge(base::ByteSpan scriptPubKey, const Claims& claims) {
    std::vector<Place> places;
    Ownership result;
    for (const bitcoin::KeyOrigin& claim : claims.origins)
        for (std::size_t i = 0; i < m_vaults.size(); ++i)
            for (const descriptor::KeyExpression& key : m_vaults[i].descriptor.keys()) {
                if (key.fingerprint() != claim.fingerprint)
                    continue;
                if (!result.claimed)
                    result.claimed = claim;
                addPlaces(places, i, key, claim);
            }
    for (const Place& place : places) {
        const descriptor::DerivedScript* script = scriptAt(place);
        if (script == nullptr || !std::ranges::equal(script->scriptPubKey, scriptPubKey))
            continue;
        result.verdict = Ownership::Verdict::owned;
        result.own = OwnScript{place.vault, place.branch, place.index, *script};
        result.claimed.reset();
        return result;
    }
    if (m_exhausted && !places.empty())
        result.verdict = Ownership::Verdict::undecided;
    else if (!places.empty())
        result.verdict = Ownership::Verdict::mismatch;
    else if (result.claimed)
        result.verdict = Ownership::Verdict::pathOutsideDescriptor;
    return result;
}

Ownership judgeOwnership(base::ByteSpan scriptPubKey, const Claims& claims, std::span<const Vault> vaults) {
    return OwnershipJudge(vaults).judge(scriptPubKey, claims);
}

} // namespace strongroom::vault
