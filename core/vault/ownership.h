// Whose script is it? Derived from registered descriptors and compared byte by byte; what a PSBT says about
// paths only tells where to look (ATTACKS A18–A24, A31, A127).
#pragma once

#include "bitcoin/bip32.h"
#include "descriptor/descriptor.h"
#include "psbt/psbt.h"
#include "vault/vault.h"

#include <compare>
#include <cstdint>
#include <map>
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
        undecided,             ///< The claims of this PSBT ask for more derivations than are made.
    };
    Verdict verdict = Verdict::unclaimed;
    std::optional<OwnScript> own;              ///< Exactly when owned.
    std::optional<bitcoin::KeyOrigin> claimed; ///< The first claim on a key of ours, when not owned.
};
/// Honest claims about one script agree on one place; a few more cost nothing, a thousand would.
inline constexpr std::size_t MAX_CANDIDATES = 32;
/// Of one PSBT: keys derived to judge its claims. The largest that relays has 2,400 inputs of one key, or 130
/// of twenty; this is a third of a second.
inline constexpr std::size_t MAX_KEY_DERIVATIONS = 16'384;

/// Judges the sections of one PSBT: a place that was derived is not derived again, and what all of them may
/// cost together is bounded. Refers to the vaults; one thread.
class OwnershipJudge {
public:
    explicit OwnershipJudge(std::span<const Vault> vaults) : m_vaults(vaults) {}

    /// Each claim that fits a key of a vault gives a branch and an index, at which the whole script is
    /// derived. At most MAX_CANDIDATES places; undecided when MAX_KEY_DERIVATIONS are used up.
    [[nodiscard]] Ownership judge(base::ByteSpan scriptPubKey, const Claims& claims);

private:
    struct Place {
        std::size_t vault;
        std::size_t branch;
        std::uint32_t index;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    void addPlaces(std::vector<Place>& places, std::size_t vault, const descriptor::KeyExpression& key,
                   const bitcoin::KeyOrigin& claim) const;
    /// Nothing when the place has no script; `undecided` is told by m_exhausted.
    [[nodiscard]] const descriptor::DerivedScript* scriptAt(const Place& place);

    std::span<const Vault> m_vaults;
    std::map<Place, std::optional<descriptor::DerivedScript>> m_derived;
    std::size_t m_derivations = 0;
    bool m_exhausted = false;
};
/// One section by itself.
[[nodiscard]] Ownership judgeOwnership(base::ByteSpan scriptPubKey, const Claims& claims,
                                       std::span<const Vault> vaults);

} // namespace strongroom::vault
