// Taproot's commitments to scripts (BIP341, BIP342): leaf and branch hashes, trees, control blocks.
//
// Script is never run here. `commits` is exact for every leaf version, as a verifier needs it; that only leaf
// version 0xC0 without OP_SUCCESS is ever signed is decided by those who sign (ATTACKS A65). Pure functions
// and values, any thread.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::bitcoin {

using base::Bytes;
using base::ByteSpan;

/// BIP342: the only leaf version with a meaning.
inline constexpr std::uint8_t TAPSCRIPT_LEAF_VERSION = 0xc0;
/// BIP341: a leaf is at most this deep, and a control block has at most this many nodes.
inline constexpr std::size_t MAX_TAP_DEPTH = 128;
/// BIP341: a witness of two items or more whose last begins with this byte has an annex. Nothing here signs
/// or accepts one (ATTACKS A65).
inline constexpr std::uint8_t ANNEX_TAG = 0x50;

[[nodiscard]] crypto::Hash256 tapLeafHash(std::uint8_t leafVersion, ByteSpan script);
/// The smaller hash first, whichever way they are given.
[[nodiscard]] crypto::Hash256 tapBranchHash(const crypto::Hash256& a, const crypto::Hash256& b);

/// BIP341: the output key of an internal key and the root of its scripts. Nothing where the tweak leaves the
/// group.
[[nodiscard]] std::optional<crypto::TweakedXOnlyKey> taprootOutput(const crypto::XOnlyPublicKey& internalKey,
                                                                   const crypto::Hash256& merkleRoot);

/// What reveals a leaf of an output: BIP341's last witness item.
struct ControlBlock {
    std::uint8_t leafVersion = TAPSCRIPT_LEAF_VERSION; ///< Even: the lowest bit is the parity's.
    crypto::TweakedXOnlyKey::Parity parity = crypto::TweakedXOnlyKey::Parity::even; ///< Of the output key.
    crypto::XOnlyPublicKey internalKey;
    std::vector<crypto::Hash256> path; ///< From the leaf's sibling up to the root's child.

    static constexpr std::size_t BASE_SIZE = 33;
    /// 33 + 32·m bytes with m ≤ 128. A shape alone: the key in it may be no point.
    [[nodiscard]] static bool hasShape(ByteSpan bytes);
    /// The shape, and an internal key that is a point.
    [[nodiscard]] static std::optional<ControlBlock> parse(ByteSpan bytes);
    [[nodiscard]] Bytes bytes() const;

    /// The root that a leaf has at the end of the path.
    [[nodiscard]] crypto::Hash256 merkleRoot(const crypto::Hash256& leafHash) const;
    /// True when an output of this key, 32 bytes, commits to `script` in this place.
    [[nodiscard]] bool commits(ByteSpan outputKey, ByteSpan script) const;

    friend bool operator==(const ControlBlock&, const ControlBlock&) = default;
};

struct TapLeaf {
    std::uint8_t depth = 0;
    std::uint8_t leafVersion = TAPSCRIPT_LEAF_VERSION;
    Bytes script;
    friend bool operator==(const TapLeaf&, const TapLeaf&) = default;
};

/// A tree of scripts, from its leaves in depth-first order (as BIP371 writes it).
struct TapTree {
    crypto::Hash256 root;
    std::vector<std::vector<crypto::Hash256>> paths; ///< One for each leaf, as ControlBlock::path.

    /// Nothing when the depths are not those of one full binary tree, or one is over MAX_TAP_DEPTH.
    [[nodiscard]] static std::optional<TapTree> fromLeaves(std::span<const TapLeaf> leaves);
};

/// A leaf of plain signatures taken apart: `<key> CHECKSIG` (one of one), or BIP387's multi_a. Only the bytes
/// that these descriptors make match.
struct MultiAScript {
    std::size_t threshold;
    std::vector<crypto::XOnlyPublicKey> keys; ///< In script order.
};
/// BIP387: more would not fit the stack.
inline constexpr std::size_t MAX_MULTI_A_KEYS = 999;
[[nodiscard]] std::optional<MultiAScript> matchMultiA(ByteSpan script);

/// BIP342: true when a script has an opcode that makes it succeed unseen, before any push that is cut off.
/// Such a script is anyone's to spend.
[[nodiscard]] bool hasOpSuccess(ByteSpan script);

} // namespace strongroom::bitcoin
