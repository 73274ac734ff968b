// Signed objects with the exact bytes that were signed, the documents that heads name by hash, and the
// settings.
#pragma once

#include "base/time.h"
#include "crypto/hash.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::store {

struct StoredObject {
    crypto::Hash256 hash; ///< SHA-256 of `bytes`.
    crypto::Hash256 id;   ///< Of what is signed: the same for any set of signatures.
    std::string type;
    base::Bytes subject; ///< What it is about: a withdrawal id, payee id, …; empty for none.
    base::Bytes bytes;
    base::UnixTime receivedAt;
    std::string origin;
};

class Objects {
public:
    explicit Objects(Database& database) : m_database(database) {}

    /// Storing the same object again changes nothing.
    [[nodiscard]] Result<void> put(const StoredObject& object);
    [[nodiscard]] Result<std::optional<StoredObject>> byHash(const crypto::Hash256& hash) const;
    /// In the order of their arrival.
    [[nodiscard]] Result<std::vector<StoredObject>> about(base::ByteSpan subject) const;
    [[nodiscard]] Result<std::vector<StoredObject>> ofType(const std::string& type) const;

    [[nodiscard]] Result<void> putDocument(const crypto::Hash256& hash, base::ByteSpan bytes);
    [[nodiscard]] Result<std::optional<base::Bytes>> document(const crypto::Hash256& hash) const;
    [[nodiscard]] Result<std::vector<base::Bytes>> allDocuments() const;

    /// Heads of the authority chain by version, 1 upwards; `conflict` for a second one of a version.
    [[nodiscard]] Result<void> putHead(std::int64_t version, base::ByteSpan object);
    [[nodiscard]] Result<std::vector<base::Bytes>> heads() const;

private:
    Database& m_database;
};

class Settings {
public:
    explicit Settings(Database& database) : m_database(database) {}

    [[nodiscard]] Result<std::optional<std::string>> get(const std::string& name) const;
    [[nodiscard]] Result<void> set(const std::string& name, const std::string& value);

private:
    Database& m_database;
};

} // namespace strongroom::store
