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

constexpr std::uint8_t OP_1 = 0x51;
constexpr std::uint8_t OP_16 = 0x60;
constexpr std::uint8_t OP_NUMEQUAL = 0x9c;
constexpr std::uint8_t OP_CHECKSIG = 0xac;
constexpr std::uint8_t OP_CHECKSIGADD = 0xba;

/// A number from 1 to MAX_MULTI_A_KEYS in its only minimal form.
std::optional<std::size_t> numberOf(const ScriptOperation& operation) {
    if (operation.code >= OP_1 && operation.code <= OP_16)
        return operation.code - OP_1 + std::size_t{1};
    const ByteSpan data = operation.data;
    if (operation.code == 1 && data[0] > 16 && data[0] < 0x80)
        return data[0];
    if (operation.code == 2 && data[1] < 0x80 && (data[1] > 0 || data[0] >= 0x80)) {
        const std::size_t number = data[0] | static_cast<std::size_t>(data[1]) << 8U;
        return number <= MAX_MULTI_A_KEYS ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

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

std::optional<MultiAScript> matchMultiA(ByteSpan script) {
    MultiAScript result{1, {}};
    ScriptReader reader(script);
    while (const auto push = reader.next()) {
        if (push->code != crypto::XOnlyPublicKey::SIZE) {
            const auto threshold = numberOf(*push);
            const auto last = reader.next();
            if (!threshold || !last || last->code != OP_NUMEQUAL || !reader.atEnd() ||
                *threshold > result.keys.size())
                return std::nullopt;
            result.threshold = *threshold;
            return result;
        }
        const auto key = crypto::XOnlyPublicKey::parse(push->data);
        const auto check = reader.next();
        if (!key || !check || check->code != (result.keys.empty() ? OP_CHECKSIG : OP_CHECKSIGADD) ||
            result.keys.size() == MAX_MULTI_A_KEYS)
            return std::nullopt;
        result.keys.push_back(*key);
    }
    const bool oneKey = result.keys.size() == 1 && reader.atEnd();
    return oneKey ? std::optional(std::move(result)) : std::nullopt;
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
