#include "bitcoin/taproot.h"

#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

// The generator's X coordinate.
const char* const INTERNAL_KEY = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

crypto::XOnlyPublicKey internalKey() {
    return *crypto::XOnlyPublicKey::parse(test::hex(INTERNAL_KEY));
}

std::vector<TapLeaf> leavesOfDepths(const std::vector<std::uint8_t>& depths) {
    std::vector<TapLeaf> leaves;
    for (const std::uint8_t depth : depths)
        leaves.push_back(
            {depth, TAPSCRIPT_LEAF_VERSION, Bytes{0x51, static_cast<std::uint8_t>(leaves.size())}});
    return leaves;
}

ControlBlock blockFor(const TapTree& tree, std::size_t leaf) {
    return {TAPSCRIPT_LEAF_VERSION, taprootOutput(internalKey(), tree.root)->parity, internalKey(),
            tree.paths[leaf]};
}

} // namespace

TEST_CASE("every leaf of a tree is proven by its control block, and nothing else is") {
    for (const std::vector<std::uint8_t>& depths :
         {std::vector<std::uint8_t>{0}, {1, 1}, {1, 2, 2}, {2, 2, 1}, {2, 2, 2, 2}, {1, 2, 3, 4, 4}}) {
        const auto leaves = leavesOfDepths(depths);
        const auto tree = TapTree::fromLeaves(leaves);
        REQUIRE(tree);
        const auto output = taprootOutput(internalKey(), tree->root);
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            CHECK(tree->paths[i].size() == depths[i]);
            ControlBlock block = blockFor(*tree, i);
            CHECK(block.commits(output->key.span(), leaves[i].script));
            CHECK(ControlBlock::parse(block.bytes()) == block);
            CHECK_FALSE(block.commits(output->key.span(), leaves[(i + 1) % leaves.size()].script) !=
                        (leaves.size() == 1));
            CHECK_FALSE(block.commits(internalKey().span(), leaves[i].script));
            ControlBlock other = block;
            other.leafVersion = 0xc2;
            CHECK_FALSE(other.commits(output->key.span(), leaves[i].script));
            other = block;
            other.parity = block.parity == crypto::TweakedXOnlyKey::Parity::even
                               ? crypto::TweakedXOnlyKey::Parity::odd
                               : crypto::TweakedXOnlyKey::Parity::even;
            CHECK_FALSE(other.commits(output->key.span(), leaves[i].script));
            other = block;
            other.path.push_back(tree->root);
            CHECK_FALSE(other.commits(output->key.span(), leaves[i].script));
        }
    }
}

TEST_CASE("depths that make no full tree make no tree") {
    for (const std::vector<std::uint8_t>& depths :
         {std::vector<std::uint8_t>{}, {1}, {0, 0}, {0, 1, 1}, {1, 1, 1}, {2, 1, 2}, {1, 2}, {129, 129}})
        CHECK_FALSE(TapTree::fromLeaves(leavesOfDepths(depths)));
    std::vector<std::uint8_t> chain;
    for (std::uint8_t depth = 1; depth <= 128; ++depth)
        chain.push_back(depth);
    chain.push_back(128);
    CHECK(TapTree::fromLeaves(leavesOfDepths(chain)));
    chain.back() = 129;
    chain.push_back(129);
    CHECK_FALSE(TapTree::fromLeaves(leavesOfDepths(chain)));
}

TEST_CASE("a control block has 33 bytes and up to 128 nodes") {
    Bytes block =
        ControlBlock{TAPSCRIPT_LEAF_VERSION, crypto::TweakedXOnlyKey::Parity::odd, internalKey(), {}}.bytes();
    CHECK(block[0] == 0xc1);
    CHECK(ControlBlock::parse(block)->parity == crypto::TweakedXOnlyKey::Parity::odd);
    for (const std::size_t size : {0U, 1U, 32U, 34U, 64U, 33U + 31U, 33U + 33U, 33U + 129U * 32U}) {
        Bytes sized = block;
        sized.resize(size);
        CHECK_FALSE(ControlBlock::parse(sized));
        CHECK_FALSE(ControlBlock::hasShape(sized));
    }
    Bytes longest = block;
    longest.resize(33 + 128 * 32);
    CHECK(ControlBlock::parse(longest)->path.size() == 128);
    std::fill(block.begin() + 1, block.end(), std::uint8_t{0xff}); // no point
    CHECK(ControlBlock::hasShape(block));
    CHECK_FALSE(ControlBlock::parse(block));
}

TEST_CASE("branches hash the same from either side") {
    const auto a = tapLeafHash(0xc0, Bytes{1});
    const auto b = tapLeafHash(0xc0, Bytes{2});
    CHECK(tapBranchHash(a, b) == tapBranchHash(b, a));
    CHECK(tapLeafHash(0xc2, Bytes{1}) != a);
}

TEST_CASE("an opcode that succeeds unseen is found, unless it is data or behind a cut push") {
    for (const char* const script :
         {"50", "62", "7e", "81", "83", "89", "8d", "95", "99", "bb", "fe", "51fe", "02fefefe"})
        CHECK(hasOpSuccess(test::hex(script)));
    for (const char* const script :
         {"", "51", "01fe", "02fefe", "63", "61", "82", "ac", "ba", "ff", "4cfe", "02fe"})
        CHECK_FALSE(hasOpSuccess(test::hex(script)));
}

TEST_CASE("a leaf of plain signatures is recognised by its exact bytes alone") {
    const std::string key = std::string("20") + INTERNAL_KEY;
    const auto match = [](const std::string& script) { return matchMultiA(test::hex(script)); };
    CHECK(match(key + "ac")->keys.size() == 1);
    CHECK(match(key + "ac")->threshold == 1);
    CHECK(match(key + "ac519c")->threshold == 1);
    CHECK(match(key + "ac" + key + "ba529c")->threshold == 2);
    CHECK(match(key + "ac" + key + "ba519c")->keys.size() == 2);
    std::string many = key + "ac";
    for (int i = 1; i < 200; ++i)
        many += key + "ba";
    CHECK(match(many + "609c")->threshold == 16);
    CHECK(match(many + "01119c")->threshold == 17);
    CHECK(match(many + "02c8009c")->threshold == 200);
    for (const std::string& script :
         {std::string(), key, key + "ad", key + "acac", key + "ba519c", key + "ac" + key + "ac529c",
          key + "ac" + key + "ba", key + "ac" + key + "ba539c", key + "ac" + key + "ba009c",
          key + "ac" + key + "ba529d", key + "ac" + key + "ba529c51", many + "01109c", many + "0111009c",
          many + "02c9009c", many + "0211009c", key + "ac529c", "20" + std::string(64, 'f') + "ac"})
        CHECK_FALSE(match(script));
}
