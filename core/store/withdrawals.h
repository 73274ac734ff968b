// Withdrawals as rows for lists and searching. What a row says of payee, amount and phase is a cache: the
// PSBT and the signed objects beside it are what use cases verify and compute from.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::store {

enum class Exported : std::uint8_t { no, yes };
enum class Paused : std::uint8_t { no, yes };

struct WithdrawalRecord {
    crypto::Hash256 id;   ///< Digest of its intent.
    crypto::Hash256 root; ///< Of the withdrawal that it is a version of: the digest of the first intent.
    std::string phase;    ///< treasury's name of the state.
    base::Bytes vault;
    base::Bytes payee;
    base::Amount amount;
    base::Amount fee;
    std::string reference;
    std::string purpose;
    std::string proposer; ///< Person id.
    base::UnixTime proposedAt;
    base::UnixTime expiresAt;
    base::UnixTime updatedAt;
    base::Bytes psbt;
    bitcoin::Txid txid;
    base::Bytes finalTransaction; ///< Empty until every signature is there.
    Exported exported =
        Exported::no;           ///< From the first signature or export on, taking back needs a conflict.
    Paused paused = Paused::no; ///< Somebody asked and waits for an answer.
    std::optional<std::uint32_t> height;
};

struct WithdrawalQuery {
    std::string
        text; ///< Reference or purpose contain it, or the payee is among `payees`, or the id starts with it.
    std::vector<base::Bytes> payees;
    std::vector<std::string> phases;
    std::size_t offset = 0;
    std::size_t limit = 200;
};

class Withdrawals {
public:
    explicit Withdrawals(Database& database) : m_database(database) {}

    [[nodiscard]] Result<void> insert(const WithdrawalRecord& record);
    /// Replaces all but id and root; `conflict` when there is none.
    [[nodiscard]] Result<void> update(const WithdrawalRecord& record);
    [[nodiscard]] Result<std::optional<WithdrawalRecord>> find(const crypto::Hash256& id) const;
    /// At most two of those whose id starts with the hex digits.
    [[nodiscard]] Result<std::vector<WithdrawalRecord>> startingWith(const std::string& hexDigits) const;
    [[nodiscard]] Result<std::optional<WithdrawalRecord>> byTxid(const bitcoin::Txid& txid) const;
    /// All versions of one withdrawal, the first one first.
    [[nodiscard]] Result<std::vector<WithdrawalRecord>> versionsOf(const crypto::Hash256& root) const;
    /// Newest first.
    [[nodiscard]] Result<std::vector<WithdrawalRecord>> query(const WithdrawalQuery& query) const;
    [[nodiscard]] Result<std::vector<WithdrawalRecord>> since(base::UnixTime time) const;
    /// Those that pay several payees or none: files of payments, and what stays in its vault.
    [[nodiscard]] Result<std::vector<WithdrawalRecord>> withoutOnePayee() const;

private:
    Database& m_database;
};

} // namespace strongroom::store
