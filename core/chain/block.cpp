#include "chain/block.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "crypto/hash.h"

#include <algorithm>

namespace strongroom::chain {

using bitcoin::Transaction;

namespace {

Result<BlockHeader> readHeader(base::ByteReader& reader) {
    const auto version = reader.u32();
    const auto previous = reader.fixed<BlockHash>();
    const auto merkleRoot = reader.fixed<MerkleRoot>();
    const auto time = reader.u32();
    const auto bits = reader.u32();
    const auto nonce = reader.u32();
    if (!version || !previous || !merkleRoot || !time || !bits || !nonce)
        return base::Unexpected(Error::malformedBlock);
    return BlockHeader{static_cast<std::int32_t>(*version), *previous, *merkleRoot, {*time}, *bits, *nonce};
}

} // namespace

std::string toText(const BlockHash& hash) {
    return bitcoin::toReversedHex(hash.span());
}

std::optional<BlockHash> blockHashFromText(std::string_view text) {
    const auto bytes = bitcoin::txidFromText(text); // the same 64 digits, in the same order
    return bytes ? BlockHash::from(bytes->span()) : std::nullopt;
}

base::Bytes BlockHeader::serialize() const {
    base::ByteWriter writer;
    writer.u32(static_cast<std::uint32_t>(version))
        .bytes(previous.span())
        .bytes(merkleRoot.span())
        .u32(static_cast<std::uint32_t>(time.seconds))
        .u32(bits)
        .u32(nonce);
    return writer.take();
}

BlockHash BlockHeader::hash() const {
    return BlockHash(crypto::sha256d(serialize()).array());
}

std::optional<MerkleRoot> merkleRootOf(std::span<const Transaction> transactions) {
    if (transactions.empty())
        return std::nullopt;
    std::vector<crypto::Hash256> level;
    level.reserve(transactions.size());
    for (const Transaction& transaction : transactions)
        level.push_back(crypto::Hash256(transaction.txid().array()));
    while (level.size() > 1) {
        std::vector<crypto::Hash256> above;
        for (std::size_t i = 0; i < level.size(); i += 2) {
            const bool paired = i + 1 < level.size();
            if (paired && level[i] == level[i + 1])
                return std::nullopt;
            const crypto::Hash256& right = level[paired ? i + 1 : i];
            above.push_back(crypto::Sha256().update(level[i].span()).update(right.span()).finishDouble());
        }
        level = std::move(above);
    }
    return MerkleRoot(level.front().array());
}

Result<Block> Block::parse(base::ByteSpan bytes) {
    if (bytes.size() > MAX_SIZE)
        return base::Unexpected(Error::malformedBlock);
    base::ByteReader reader(bytes);
    Block block;
    STRONGROOM_ASSIGN(block.header, readHeader(reader));
    const auto count = reader.compactSize();
    if (!count)
        return base::Unexpected(Error::malformedBlock);
    for (std::uint64_t i = 0; i < *count; ++i) {
        auto transaction = Transaction::read(reader, bitcoin::TransactionFormat::network);
        if (!transaction)
            return base::Unexpected(Error::malformedBlock);
        block.transactions.push_back(std::move(transaction).value());
    }
    if (!reader.expectEnd() || block.transactions.empty())
        return base::Unexpected(Error::malformedBlock);
    if (merkleRootOf(block.transactions) != block.header.merkleRoot)
        return base::Unexpected(Error::merkleRootMismatch);
    return block;
}

Result<Block> Block::parse(base::ByteSpan bytes, const BlockHash& expected) {
    STRONGROOM_ASSIGN(Block block, parse(bytes));
    if (block.header.hash() != expected)
        return base::Unexpected(Error::blockHashMismatch);
    return block;
}

base::Bytes Block::serialize() const {
    base::ByteWriter writer;
    writer.bytes(header.serialize()).compactSize(transactions.size());
    for (const Transaction& transaction : transactions)
        writer.bytes(transaction.serialize());
    return writer.take();
}

} // namespace strongroom::chain
