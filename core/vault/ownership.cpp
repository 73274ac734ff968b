#include "vault/ownership.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

struct Candidate {
    std::size_t vault;
    std::size_t branch;
    std::uint32_t index;
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

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

void addCandidates(std::vector<Candidate>& candidates, const descriptor::KeyExpression& key,
                   std::size_t vaultIndex, const Vault& vault, const bitcoin::KeyOrigin& claim) {
    for (std::size_t branch = 0; branch < vault.descriptor.branchCount(); ++branch)
        if (const auto index = indexAt(key, branch, claim.path)) {
            const Candidate candidate{vaultIndex, branch, *index};
            if (candidates.size() < MAX_CANDIDATES &&
                std::find(candidates.begin(), candidates.end(), candidate) == candidates.end())
                candidates.push_back(candidate);
        }
}

} // namespace

const bitcoin::DerivationPath& OwnScript::path() const {
    const auto first = std::ranges::find(script.keys, std::size_t{0}, &descriptor::DerivedKey::keyIndex);
    STRONGROOM_CHECK(first != script.keys.end());
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

Ownership judgeOwnership(base::ByteSpan scriptPubKey, const Claims& claims, std::span<const Vault> vaults) {
    std::vector<Candidate> candidates;
    Ownership result;
    for (const bitcoin::KeyOrigin& claim : claims.origins)
        for (std::size_t i = 0; i < vaults.size(); ++i)
            for (const descriptor::KeyExpression& key : vaults[i].descriptor.keys()) {
                if (key.fingerprint() != claim.fingerprint)
                    continue;
                if (!result.claimed)
                    result.claimed = claim;
                addCandidates(candidates, key, i, vaults[i], claim);
            }
    for (const Candidate& candidate : candidates) {
        auto script = vaults[candidate.vault].descriptor.derive(candidate.branch, candidate.index);
        if (!script || !std::ranges::equal(script->scriptPubKey, scriptPubKey))
            continue;
        result.verdict = Ownership::Verdict::owned;
        result.own = OwnScript{candidate.vault, candidate.branch, candidate.index, std::move(script).value()};
        result.claimed.reset();
        return result;
    }
    if (!candidates.empty())
        result.verdict = Ownership::Verdict::mismatch;
    else if (result.claimed)
        result.verdict = Ownership::Verdict::pathOutsideDescriptor;
    return result;
}

} // namespace strongroom::vault
