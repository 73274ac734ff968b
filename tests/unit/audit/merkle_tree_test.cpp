#include "audit/merkle_tree.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::audit;

namespace {

constexpr std::uint64_t LARGEST = 70; // past two powers of two

crypto::Hash256 numbered(std::uint64_t index) {
    return leafHash(base::asBytes("leaf " + std::to_string(index)));
}

MerkleTree treeOf(std::uint64_t size) {
    MerkleTree tree;
    for (std::uint64_t i = 0; i < size; ++i)
        tree.append(numbered(i));
    return tree;
}

/// RFC 6962 §2.1 word by word, from the leaves up.
crypto::Hash256 slowRoot(std::uint64_t begin, std::uint64_t end) {
    if (end - begin == 1)
        return numbered(begin);
    std::uint64_t split = 1;
    while (split * 2 < end - begin)
        split *= 2;
    return nodeHash(slowRoot(begin, begin + split), slowRoot(begin + split, end));
}

} // namespace

TEST_CASE("the root is that of the recursion of RFC 6962, at every size") {
    const MerkleTree tree = treeOf(LARGEST);
    CHECK(tree.rootAt(0) == emptyRoot());
    for (std::uint64_t size = 1; size <= LARGEST; ++size)
        CHECK(tree.rootAt(size) == slowRoot(0, size));
    CHECK(tree.root() == tree.rootAt(LARGEST));
}

TEST_CASE("every leaf is proven to be in every tree, at its own place only") {
    const MerkleTree tree = treeOf(LARGEST);
    for (std::uint64_t size = 1; size <= LARGEST; ++size) {
        const crypto::Hash256 root = tree.rootAt(size);
        for (std::uint64_t index = 0; index < size; ++index) {
            const Proof proof = tree.inclusion(index, size);
            REQUIRE(verifyInclusion(numbered(index), index, size, proof, root));
            CHECK_FALSE(verifyInclusion(numbered(index + 1), index, size, proof, root));
            CHECK_FALSE(verifyInclusion(numbered(index), index, size, proof, emptyRoot()));
            if (size > 1)
                CHECK_FALSE(verifyInclusion(numbered(index), (index + 1) % size, size, proof, root));
            Proof longer = proof;
            longer.push_back(root);
            CHECK_FALSE(verifyInclusion(numbered(index), index, size, longer, root));
            if (!proof.empty()) {
                Proof shorter = proof;
                shorter.pop_back();
                CHECK_FALSE(verifyInclusion(numbered(index), index, size, shorter, root));
            }
        }
    }
}

TEST_CASE("every tree is proven to be the beginning of every later one, and of no other") {
    const MerkleTree tree = treeOf(LARGEST);
    for (std::uint64_t to = 1; to <= LARGEST; ++to) {
        for (std::uint64_t from = 1; from <= to; ++from) {
            const Proof proof = tree.consistency(from, to);
            REQUIRE(verifyConsistency(from, to, tree.rootAt(from), tree.rootAt(to), proof));
            if (from == to)
                continue;
            CHECK_FALSE(verifyConsistency(from, to, emptyRoot(), tree.rootAt(to), proof));
            CHECK_FALSE(verifyConsistency(from, to, tree.rootAt(from), emptyRoot(), proof));
            Proof longer = proof;
            longer.push_back(emptyRoot());
            CHECK_FALSE(verifyConsistency(from, to, tree.rootAt(from), tree.rootAt(to), longer));
            Proof shorter = proof;
            shorter.pop_back();
            CHECK_FALSE(verifyConsistency(from, to, tree.rootAt(from), tree.rootAt(to), shorter));
        }
    }
}

TEST_CASE("two branches of one log are never consistent (A115)") {
    MerkleTree one = treeOf(10);
    MerkleTree other = treeOf(9);
    other.append(numbered(99));
    other.append(numbered(10));
    CHECK_FALSE(verifyConsistency(10, 11, one.root(), other.root(), other.consistency(10, 11)));
}

TEST_CASE("sizes and indices from outside never reach past the end") {
    const crypto::Hash256 root = treeOf(3).root();
    CHECK_FALSE(verifyInclusion(numbered(0), 3, 3, {}, root));
    CHECK_FALSE(verifyInclusion(numbered(0), 0, 0, {}, root));
    CHECK_FALSE(verifyInclusion(numbered(0), 0, UINT64_MAX, {}, root));
    CHECK_FALSE(verifyInclusion(numbered(0), UINT64_MAX, UINT64_MAX, Proof(64), root));
    CHECK_FALSE(verifyConsistency(4, 3, root, root, {}));
    CHECK_FALSE(verifyConsistency(1, UINT64_MAX, root, root, Proof(64)));
    CHECK_FALSE(verifyConsistency(3, 3, root, root, Proof(1)));
}
