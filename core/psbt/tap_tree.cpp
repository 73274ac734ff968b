#include "psbt/tap_tree.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

#include <array>

namespace strongroom::psbt {

namespace {

using base::Result;
using base::Unexpected;

struct LeafView {
    std::uint8_t depth;
    std::uint8_t leafVersion;
    base::ByteSpan script;
};

Result<LeafView, Error> readLeaf(base::ByteReader& reader) {
    const auto depth = reader.u8();
    const auto leafVersion = depth ? reader.u8() : depth;
    if (!leafVersion || *depth > bitcoin::MAX_TAP_DEPTH || (*leafVersion & 1U) != 0)
        return Unexpected(Error::badTapTree);
    const auto script = reader.takeWithLength();
    if (!script)
        return Unexpected(Error::badTapTree);
    return LeafView{*depth, *leafVersion, *script};
}

/// Left subtrees that wait for their siblings: at most one of each depth.
class Branches {
public:
    /// False when there is no place for a leaf of this depth.
    [[nodiscard]] bool place(std::size_t depth) {
        if (m_deepest > depth)
            return false;
        while (depth > 0 && m_waiting[depth])
            m_waiting[depth--] = false;
        if (m_waiting[0])
            return false;
        m_waiting[depth] = true;
        m_deepest = depth; // whatever was deeper found its sibling
        return true;
    }
    [[nodiscard]] bool isFull() const { return m_waiting[0]; }

private:
    std::array<bool, bitcoin::MAX_TAP_DEPTH + 1> m_waiting{};
    std::size_t m_deepest = 0;
};

} // namespace

Result<void, Error> checkTapTree(base::ByteSpan value) {
    base::ByteReader reader(value);
    Branches branches;
    while (reader.remaining() > 0) {
        STRONGROOM_ASSIGN(const LeafView leaf, readLeaf(reader));
        if (!branches.place(leaf.depth))
            return Unexpected(Error::badTapTree);
    }
    return branches.isFull() ? Result<void, Error>() : Unexpected(Error::badTapTree);
}

Result<std::vector<bitcoin::TapLeaf>, Error> readTapTree(base::ByteSpan value) {
    STRONGROOM_TRY(checkTapTree(value));
    base::ByteReader reader(value);
    std::vector<bitcoin::TapLeaf> leaves;
    while (reader.remaining() > 0) {
        STRONGROOM_ASSIGN(const LeafView leaf, readLeaf(reader));
        leaves.push_back({leaf.depth, leaf.leafVersion, base::toBytes(leaf.script)});
    }
    return leaves;
}

base::Bytes writeTapTree(std::span<const bitcoin::TapLeaf> leaves) {
    base::ByteWriter writer;
    for (const bitcoin::TapLeaf& leaf : leaves)
        writer.u8(leaf.depth).u8(leaf.leafVersion).bytesWithLength(leaf.script);
    return writer.take();
}

} // namespace strongroom::psbt
