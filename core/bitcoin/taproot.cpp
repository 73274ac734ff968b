#include "bitcoin/taproot.h"

#include "base/byte_writer.h"
#include "bitcoin/script_reader.h"

#include <algorithm>
#include <array>

namespace strongroom::bitcoin {

namespace {

using crypto::Hash256;
using crypto::Sha256;
using Parity = crypto::TweakedXOnlyKey::Parity;

constexpr std::size_t NODE_SIZE = Hash256::SIZE;
constexpr std::uint8_t LEAF_VERSION_MASK = 0xfe;

/// A subtree that is still without its sibling: its hash, and which leaves it holds.
struct Subtree {
    std::size_t depth;
    Hash256 hash;
    std::size_t firstLeaf;
    std::size_t leafCount;
};

} // namespace

Hash256 tapLeafHash(std::uint8_t leafVersion, ByteSpan script) {
    static const Sha256 MIDSTATE = crypto::taggedSha256("TapLeaf");
    const Bytes header = base::ByteWriter().u8(leafVersion).compactSize(script.size()).take();
    return Sha256(MIDSTATE).update(header).update(script).finish();
}

Hash256 tapBranchHash(const Hash256& a, const Hash256& b) {
    static const Sha256 MIDSTATE = crypto::taggedSha256("TapBranch");
    return Sha256(MIDSTATE).update(std::min(a, b).span()).update(std::max(a, b).span()).finish();
}

std::optional<crypto::TweakedXOnlyKey> taprootOutput(const crypto::XOnlyPublicKey& internalKey,
                                                     const Hash256& merkleRoot) {
    return crypto::tweakAdd(internalKey, crypto::tapTweak(internalKey, merkleRoot.span()));
}

bool ControlBlock::hasShape(ByteSpan bytes) {
    return bytes.size() >= BASE_SIZE && (bytes.size() - BASE_SIZE) % NODE_SIZE == 0 &&
           (bytes.size() - BASE_SIZE) / NODE_SIZE <= MAX_TAP_DEPTH;
}

std::optional<ControlBlock> ControlBlock::parse(ByteSpan bytes) {
    if (!hasShape(bytes))
        return std::nullopt;
    const auto internalKey = crypto::XOnlyPublicKey::parse(bytes.subspan(1, crypto::XOnlyPublicKey::SIZE));
    if (!internalKey)
        return std::nullopt;
    const auto leafVersion = static_cast<std::uint8_t>(bytes[0] & LEAF_VERSION_MASK);
    ControlBlock result{leafVersion, leafVersion == bytes[0] ? Parity::even : Parity::odd, *internalKey, {}};
    for (std::size_t at = BASE_SIZE; at < bytes.size(); at += NODE_SIZE)
        result.path.push_back(*Hash256::from(bytes.subspan(at, NODE_SIZE)));
    return result;
}

Bytes ControlBlock::bytes() const {
    base::ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(leafVersion | (parity == Parity::odd ? 1U : 0U)));
    writer.bytes(internalKey.span());
    for (const Hash256& node : path)
        writer.bytes(node.span());
    return writer.take();
}

Hash256 ControlBlock::merkleRoot(const Hash256& leafHash) const {
    Hash256 hash = leafHash;
    for (const Hash256& node : path)
        hash = tapBranchHash(hash, node);
    return hash;
}

bool ControlBlock::commits(ByteSpan outputKey, ByteSpan script) const {
    const auto output = taprootOutput(internalKey, merkleRoot(tapLeafHash(leafVersion, script)));
    return output && output->parity == parity && std::ranges::equal(output->key.span(), outputKey);
}

std::optional<TapTree> TapTree::fromLeaves(std::span<const TapLeaf> leaves) {
    TapTree tree;
    tree.paths.resize(leaves.size());
    std::vector<Subtree> open;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (leaves[i].depth > MAX_TAP_DEPTH || (!open.empty() && open.back().depth == 0))
            return std::nullopt;
        open.push_back({leaves[i].depth, tapLeafHash(leaves[i].leafVersion, leaves[i].script), i, 1});
        while (open.size() >= 2 && open.back().depth == open[open.size() - 2].depth) {
            const Subtree right = open.back();
            open.pop_back();
            Subtree& left = open.back();
            if (left.depth == 0)
                return std::nullopt;
            for (std::size_t leaf = 0; leaf < left.leafCount; ++leaf)
                tree.paths[left.firstLeaf + leaf].push_back(right.hash);
            for (std::size_t leaf = 0; leaf < right.leafCount; ++leaf)
                tree.paths[right.firstLeaf + leaf].push_back(left.hash);
            left = {left.depth - 1, tapBranchHash(left.hash, right.hash), left.firstLeaf,
                    left.leafCount + right.leafCount};
        }
        if (open.size() > MAX_TAP_DEPTH + 1)
            return std::nullopt;
    }
    if (open.size() != 1 || open.front().depth != 0)
        return std::nullopt;
    tree.root = open.front().hash;
    return tree;
}

bool hasOpSuccess(ByteSpan script) {
    ScriptReader reader(script);
    while (const auto op = reader.next()) {
        const std::uint8_t code = op->code;
        // BIP342's list, in its order.
        if (code == 80 || code == 98 || (code >= 126 && code <= 129) || (code >= 131 && code <= 134) ||
            (code >= 137 && code <= 138) || (code >= 141 && code <= 142) || (code >= 149 && code <= 153) ||
            (code >= 187 && code <= 254))
            return true;
    }
    return false;
}

} // namespace strongroom::bitcoin
