// Whose script is it? Derived from registered descriptors and compared byte by byte; what a PSBT says about
// paths only tells where to look (ATTACKS A18–A24, A31, A127).
#pragma once

#include "bitcoin/bip32.h"
#include "descriptor/descriptor.h"
#include "psbt/psbt.h"
#include "vault/vault.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::vault {

/// A script proven to be that of a registered vault.
struct OwnScript {
    std::size_t vault; ///< Index among the vaults that were given.
    std::size_t branch;
    std::uint32_t index;
    descriptor::DerivedScript script;

    /// From the fingerprint of the descriptor's first key; the other keys end in the same steps.
    [[nodiscard]] const bitcoin::DerivationPath& path() const;
};

/// What a section of a PSBT claims about the keys of its script.
struct Claims {
    std::vector<bitcoin::KeyOrigin> origins;

    [[nodiscard]] static Claims of(const psbt::PsbtInput& input);
    [[nodiscard]] static Claims of(const psbt::PsbtOutput& output);
};

/// How far a claim got.
struct Ownership {
    enum class Verdict : std::uint8_t {
        owned,
        unclaimed,             ///< Nothing names a key of ours.
        mismatch,              ///< Names a path of ours, but the script there is another one.
        pathOutsideDescriptor, ///< Names a fingerprint of ours with a path that no descriptor has.
    };
    Verdict verdict = Verdict::unclaimed;
    std::optional<OwnScript> own;              ///< Exactly when owned.
    std::optional<bitcoin::KeyOrigin> claimed; ///< The first claim on a key of ours, when not owned.
};
/// Each claim that fits a key of a vault gives a branch and an index, at which the whole script is derived.
/// At most MAX_CANDIDATES derivations.
[[nodiscard]] Ownership judgeOwnership(base::ByteSpan scriptPubKey, const Claims& claims,
                                       std::span<const Vault> vaults);

/// Honest claims about one script agree on one place; a few more cost nothing, a thousand would.
inline constexpr std::size_t MAX_CANDIDATES = 32;

} // namespace strongroom::vault
