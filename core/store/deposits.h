// Addresses issued to named payers.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::store {

struct DepositRecord {
    crypto::Hash256 id;
    std::string payer;
    std::string purpose;
    base::Bytes vault;
    base::Bytes script;
    std::optional<base::Amount> expected;
    base::UnixTime issuedAt;
    std::optional<base::UnixTime> dueAt;
    std::string issuedBy; ///< Person id.
};

class Deposits {
public:
    explicit Deposits(Database& database) : m_database(database) {}

    [[nodiscard]] Result<void> insert(const DepositRecord& deposit);
    /// Newest first.
    [[nodiscard]] Result<std::vector<DepositRecord>> all() const;
    [[nodiscard]] Result<std::optional<DepositRecord>> byScript(base::ByteSpan script) const;

private:
    Database& m_database;
};

} // namespace strongroom::store
