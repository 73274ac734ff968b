#include "chain/block.h"

#include "base/text_encoding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::chain;

namespace {

// The first block of all networks' ancestor, mainnet (Bitcoin Core, chainparams.cpp).
constexpr auto GENESIS_HASH = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
constexpr auto GENESIS =
    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f61"
    "7fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
    "01"
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468"
    "6520"
    "54696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c"
    "6f"
    "757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a6"
    "79"
    "62e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

base::Bytes genesis() {
    return *base::fromHex(GENESIS);
}

bitcoin::Transaction numbered(std::uint32_t number) {
    bitcoin::Transaction transaction;
    transaction.inputs.push_back({});
    transaction.outputs.push_back({base::Amount::sat(1), {0x51}});
    transaction.lockTime = number;
    return transaction;
}

} // namespace

TEST_CASE("the first block of Bitcoin is parsed, and written back the same") {
    const auto expected = blockHashFromText(GENESIS_HASH);
    const Block block = Block::parse(genesis(), *expected).value();
    CHECK(block.transactions.size() == 1);
    CHECK(block.header.time.seconds == 1'231'006'505);
    CHECK(toText(block.header.hash()) == GENESIS_HASH);
    CHECK(block.serialize() == genesis());
}

TEST_CASE("a block that is not the one asked for is refused") {
    CHECK(Block::parse(genesis(), BlockHash()).error() == Error::blockHashMismatch);
    base::Bytes changed = genesis();
    changed[68] ^= 1; // time
    CHECK(Block::parse(changed, *blockHashFromText(GENESIS_HASH)).error() == Error::blockHashMismatch);
}

TEST_CASE("a block with changed transactions is refused") {
    base::Bytes changed = genesis();
    changed[changed.size() - 1] ^= 1; // lock time
    CHECK(Block::parse(changed).error() == Error::merkleRootMismatch);
}

TEST_CASE("a list of transactions that repeats its end has no merkle root (CVE-2012-2459)") {
    const std::vector<bitcoin::Transaction> three{numbered(1), numbered(2), numbered(3)};
    const std::vector<bitcoin::Transaction> four{numbered(1), numbered(2), numbered(3), numbered(3)};
    CHECK(merkleRootOf(three));
    CHECK_FALSE(merkleRootOf(four));
    CHECK_FALSE(merkleRootOf({}));
    CHECK(merkleRootOf(std::vector{numbered(1)})->span().size() == 32);
}

TEST_CASE("truncated, over-long and empty blocks are refused") {
    for (std::size_t size = 0; size < genesis().size(); ++size)
        CHECK(Block::parse(base::ByteSpan(genesis()).first(size)).error() == Error::malformedBlock);
    base::Bytes longer = genesis();
    longer.push_back(0);
    CHECK(Block::parse(longer).error() == Error::malformedBlock);
    base::Bytes none = genesis();
    none.resize(80); // the header
    none.push_back(0);
    CHECK(Block::parse(none).error() == Error::malformedBlock);
    CHECK(Block::parse(base::Bytes(Block::MAX_SIZE + 1, 0)).error() == Error::malformedBlock);
}
