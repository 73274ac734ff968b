// One key of a descriptor (BIP380 key expressions, BIP389 multipath, BIP390 musig): origin, key, unhardened
// steps, optional `<0;1>` and `/*`. Values, any thread.
#pragma once

#include "bitcoin/bip32.h"
#include "bitcoin/network.h"
#include "crypto/secp256k1.h"
#include "descriptor/errors.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

/// Where a key stands decides which spellings it may have.
enum class KeyContext : std::uint8_t {
    segwitV0, ///< wpkh, wsh, and scripts before segwit: compressed keys only.
    taproot,  ///< tr: x-only keys too, and musig().
};

struct KeyExpression {
    std::optional<bitcoin::KeyOrigin> origin;
    /// Exactly one of `extended` and `plain`.
    std::optional<bitcoin::ExtendedPubKey> extended;
    std::optional<crypto::PublicKey> plain; ///< An x-only key stands here with its even point.
    bool xOnly = false;                     ///< `plain` was written as 32 bytes.
    std::vector<std::uint32_t> stepsBefore; ///< Between the key and its multipath (or its end).
    std::vector<std::uint32_t> branches;    ///< `<a;b;…>`: empty, or two at least.
    std::vector<std::uint32_t> stepsAfter;  ///< Behind the multipath.
    bool wildcard = false;                  ///< Ends in `/*`.
    /// Of musig(): the keys in it, as written. If none of them has a range or a multipath, their aggregate is
    /// `plain`, or with a path behind musig() its synthetic extended key is `extended` (BIP328). Else nothing
    /// follows, and each script has an aggregate of its own; `plain` is that of the keys as written.
    std::vector<KeyExpression> participants;

    [[nodiscard]] bool isMusig() const { return !participants.empty(); }
    /// musig() whose participants derive before they are aggregated.
    [[nodiscard]] bool derivesParticipants() const;
    /// Here or in a participant.
    [[nodiscard]] bool isRanged() const;
    [[nodiscard]] bool isMultipath() const { return !branches.empty(); }
    /// 1 without multipath. Of musig(): of all its participants, which agree.
    [[nodiscard]] std::size_t branchCount() const;
    /// All steps below the key, for one branch, without the wildcard's.
    [[nodiscard]] std::vector<std::uint32_t> steps(std::size_t branch) const;
    /// The origin's fingerprint, else the key's own.
    [[nodiscard]] bitcoin::Fingerprint fingerprint() const;
    /// The origin's path, else the root.
    [[nodiscard]] bitcoin::DerivationPath originPath() const;
    /// The public key as written, before any step.
    [[nodiscard]] const crypto::PublicKey& publicKey() const;
    /// Canonical: lower-case hex, hardened steps with h.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const KeyExpression&, const KeyExpression&) = default;
};

/// At most this many branches: receive and change, and room for those who use more; each one costs a point
/// addition per key when a descriptor is read.
inline constexpr std::size_t MAX_BRANCHES = 10;

/// Errors: key*, path*, hardenedPath, multipath*, plainKeyWithPath; in taproot musigSyntax, musigPath,
/// underivable (the participants cancel out).
[[nodiscard]] Result<KeyExpression> parseKey(std::string_view text, bitcoin::Network network,
                                             KeyContext context);

} // namespace strongroom::descriptor
