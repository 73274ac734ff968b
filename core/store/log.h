// The database's copy of this seat's log: leaves with their salts for reading, checkpoints of this and other
// logs. The journal of the signer process is what counts; this is what people search.
#pragma once

#include "base/time.h"
#include "crypto/hash.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::store {

struct LeafRow {
    std::uint64_t position = 0;
    crypto::Hash256 hash;
    base::Bytes bytes;
    base::Bytes salts;
    base::UnixTime at;
    std::string actor;
    std::string kind;
    base::Bytes subject;
    std::string sentence;
};

struct LeafFilter {
    std::string text; ///< The sentence contains it, ignoring ASCII case; wildcards mean themselves.
    std::string kind; ///< Whole, or its family: "withdrawal" is every "withdrawal.…".
    std::string actor;
    std::optional<base::UnixTime> from;
    std::optional<base::UnixTime> to;
    std::size_t offset = 0;
    std::size_t limit = 200;
};

struct StoredCheckpoint {
    std::string origin;
    std::uint64_t size = 0;
    crypto::Hash256 root;
    std::string note;
    base::UnixTime at;
};

class Log {
public:
    explicit Log(Database& database) : m_database(database) {}

    [[nodiscard]] Result<std::uint64_t> size() const;
    /// `conflict` unless it is the next position.
    [[nodiscard]] Result<void> append(const LeafRow& leaf);
    [[nodiscard]] Result<std::vector<LeafRow>> range(std::uint64_t from, std::uint64_t count) const;
    [[nodiscard]] Result<std::vector<crypto::Hash256>> hashes() const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<LeafRow>> find(const LeafFilter& filter) const;
    [[nodiscard]] Result<std::vector<LeafRow>> about(base::ByteSpan subject) const;

    [[nodiscard]] Result<void> putCheckpoint(const StoredCheckpoint& checkpoint);
    [[nodiscard]] Result<std::optional<StoredCheckpoint>> latestCheckpoint(const std::string& origin) const;
    [[nodiscard]] Result<std::vector<StoredCheckpoint>> latestCheckpoints() const;

private:
    Database& m_database;
};

} // namespace strongroom::store
