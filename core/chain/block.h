// Blocks as values: strict parsing, and the proof that a block's bytes are the block that was asked for.
// Proof of work is not judged: which chain is the best one is the node's business, and the node is the
// institution's own.
#pragma once

#include "base/bytes.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "chain/errors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::chain {

/// In wire order; people see it reversed, see `toText`.
using BlockHash = base::FixedBytes<32, struct BlockHashTag>;
using MerkleRoot = base::FixedBytes<32, struct MerkleRootTag>;

[[nodiscard]] std::string toText(const BlockHash& hash);
/// Exactly 64 hex digits of either case.
[[nodiscard]] std::optional<BlockHash> blockHashFromText(std::string_view text);

struct BlockHeader {
    std::int32_t version = 0;
    BlockHash previous;
    MerkleRoot merkleRoot;
    base::UnixTime time;
    std::uint32_t bits = 0;
    std::uint32_t nonce = 0;

    [[nodiscard]] base::Bytes serialize() const;
    [[nodiscard]] BlockHash hash() const;
};

struct Block {
    /// No block is larger: weight 4,000,000 at one unit a byte (BIP141).
    static constexpr std::size_t MAX_SIZE = 4'000'000;

    BlockHeader header;
    std::vector<bitcoin::Transaction> transactions;

    /// The whole of `bytes` is one block, with at least one transaction, whose merkle root is that of its
    /// header. Errors: malformedBlock, merkleRootMismatch.
    [[nodiscard]] static Result<Block> parse(base::ByteSpan bytes);
    /// The same, and its hash is `expected`. Error: blockHashMismatch.
    [[nodiscard]] static Result<Block> parse(base::ByteSpan bytes, const BlockHash& expected);
    [[nodiscard]] base::Bytes serialize() const;
};

/// Bitcoin's merkle root over transaction ids. Nothing for no transactions, or when two neighbours are equal:
/// such a list hashes like a shorter one (CVE-2012-2459).
[[nodiscard]] std::optional<MerkleRoot> merkleRootOf(std::span<const bitcoin::Transaction> transactions);

} // namespace strongroom::chain
