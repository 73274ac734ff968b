// The training chain: a block chain of one's own for exercises. It checks transactions as a node would
// (amounts, double spends, every signature of the templates vaults use); only coins and blocks cost nothing.
//
// It is a file of steps (docs/formats/training-chain.md) that several processes share: each call reads what
// others appended since, a writer holds the file's lock for the length of a Session. Opening replays and
// verifies every step, so an edited file is `chain.damaged`. Times are the caller's: the same steps give the
// same chain.
//
// One thread at a time. The FileSystem must outlive it.
#pragma once

#include "base/file_system.h"
#include "chain/backend.h"
#include "chain/training_ledger.h"
#include "crypto/hash.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::chain {

class TrainingChain final : public Backend {
public:
    /// A new chain in a file that does not exist yet; its first block has the time `start`.
    [[nodiscard]] static Answer<std::unique_ptr<TrainingChain>>
    create(base::FileSystem& files, std::string path, base::UnixTime start);
    /// Failures: `file.*`, `chain.not_a_training_chain`, `chain.damaged`.
    [[nodiscard]] static Answer<std::unique_ptr<TrainingChain>> open(base::FileSystem& files,
                                                                     std::string path);

    /// Several steps that become durable together, or not at all: 90 days of history cost one sync. While it
    /// lives, other processes cannot write, and the chain answers with its steps included. Without commit()
    /// its steps are forgotten.
    class Session {
    public:
        Session(Session&& other) noexcept;
        Session& operator=(Session&&) = delete;
        ~Session();

        /// Pays `amount` to a script out of nothing; confirmed by the next block. `chain.amount_out_of_range`
        /// for dust.
        [[nodiscard]] Answer<bitcoin::Txid> fund(base::ByteSpan script, base::Amount amount);
        [[nodiscard]] Answer<Delivery> broadcast(const bitcoin::Transaction& transaction);
        /// A block of everything that waits. `chain.time_goes_back` when `time` is before the tip's.
        [[nodiscard]] Answer<BlockHash> mine(base::UnixTime time);
        [[nodiscard]] Answer<void> commit();

    private:
        friend class TrainingChain;
        Session(TrainingChain& chain, std::unique_ptr<base::File> file);
        void record(std::uint8_t kind, base::ByteSpan payload);

        TrainingChain* m_chain;
        std::unique_ptr<base::File> m_file; ///< Holds the lock.
        base::Bytes m_pending;
        crypto::Hash256 m_link;
    };
    /// `chain.busy` while another process writes.
    [[nodiscard]] Answer<Session> write();

    /// Sessions of one step.
    [[nodiscard]] Answer<bitcoin::Txid> fund(base::ByteSpan script, base::Amount amount);
    [[nodiscard]] Answer<BlockHash> mine(base::UnixTime time);

    [[nodiscard]] bitcoin::Network network() const override { return bitcoin::Network::regtest; }
    [[nodiscard]] Answer<std::string> description() override;
    [[nodiscard]] Answer<Tip> tip() override;
    [[nodiscard]] Answer<std::optional<BlockHash>> blockHash(std::uint32_t height) override;
    [[nodiscard]] Answer<std::optional<Block>> block(const BlockHash& hash) override;
    [[nodiscard]] Answer<std::vector<bitcoin::Txid>> mempool() override;
    [[nodiscard]] Answer<std::optional<bitcoin::Transaction>>
    mempoolTransaction(const bitcoin::Txid& txid) override;
    [[nodiscard]] Answer<std::optional<WaitingPackage>> waitingPackage(const bitcoin::Txid& txid) override;
    [[nodiscard]] Answer<Acceptance> testAccept(const bitcoin::Transaction& transaction) override;
    [[nodiscard]] Answer<Delivery> broadcast(const bitcoin::Transaction& transaction) override;
    [[nodiscard]] Answer<FeeEstimate> feeRate(std::uint32_t targetBlocks) override;

private:
    TrainingChain(base::FileSystem& files, std::string path);
    void forget();
    [[nodiscard]] Answer<void> refresh();
    [[nodiscard]] Answer<void> replay(base::ByteSpan tail);
    [[nodiscard]] Result<void> apply(std::uint8_t kind, base::ByteSpan payload);

    base::FileSystem* m_files;
    std::string m_path;
    std::optional<TrainingLedger> m_ledger; ///< Nothing before the first step.
    std::uint64_t m_position = 0;           ///< Of the first byte not replayed yet.
    crypto::Hash256 m_link;                 ///< Hash over all steps replayed.
    bool m_writing = false;                 ///< A Session's steps are in the ledger but not in the file.
};

} // namespace strongroom::chain
