// The port to a block chain: the institution's own node, or the training chain.
//
// A backend answers questions about the best chain it knows and takes transactions; it holds no wallet and is
// told no script. What it says can be wrong or change (a reorganisation): whoever walks blocks keeps what it
// needs to undo them. Every call may block on the network and belongs to one thread at a time; none is made
// inside a database transaction. Failures carry dotted codes of chain/errors.h or net/errors.h, and change
// nothing.
#pragma once

#include "base/amount.h"
#include "base/failure.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/network.h"
#include "bitcoin/transaction.h"
#include "chain/block.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::chain {

template <typename T>
using Answer = base::Result<T, base::Failure>;

struct Tip {
    std::uint32_t height = 0;
    BlockHash hash;
    base::UnixTime time; ///< As the block's header says.
};

/// Whether the node would take a transaction now, without sending it.
struct Acceptance {
    /// What waits or is confirmed already is not rejected: sending it again is harmless.
    enum class Verdict : std::uint8_t { allowed, alreadyKnown, rejected } verdict = Verdict::rejected;
    std::string reason; ///< Of a rejection, in the node's words; untrusted text.
    base::Amount fee;   ///< When allowed.
    std::int64_t virtualSize = 0;
};

/// What became of a transaction that was handed to the network. Sending it again is no failure.
enum class Delivery : std::uint8_t { sent, alreadyInMempool, alreadyConfirmed };

/// A transaction that waits, with everything it spends that waits too: what a child pays for.
struct WaitingPackage {
    base::Amount fee;
    std::int64_t virtualSize = 0;
};

struct FeeEstimate {
    base::FeeRate rate;
    /// Estimated from what was mined lately; the least that the node takes, when that is more; or a fixed
    /// rate, because a node without data (a young or empty chain) has no estimate.
    enum class Source : std::uint8_t { estimated, least, fallback } source = Source::fallback;
    std::uint32_t blocks = 0; ///< For which the estimate holds: more than asked for when there was none.
    base::UnixTime asOf;      ///< The time of the block up to which the node has looked.
};

class Backend {
public:
    virtual ~Backend() = default;

    [[nodiscard]] virtual bitcoin::Network network() const = 0;
    /// Software and version, for people.
    [[nodiscard]] virtual Answer<std::string> description() = 0;

    [[nodiscard]] virtual Answer<Tip> tip() = 0;
    /// Nothing past the tip.
    [[nodiscard]] virtual Answer<std::optional<BlockHash>> blockHash(std::uint32_t height) = 0;
    /// Nothing for a hash the backend does not have. The block is the one asked for, with all its
    /// transactions.
    [[nodiscard]] virtual Answer<std::optional<Block>> block(const BlockHash& hash) = 0;

    /// Ids of what waits for a block.
    [[nodiscard]] virtual Answer<std::vector<bitcoin::Txid>> mempool() = 0;
    /// Nothing when it does not wait (any more).
    [[nodiscard]] virtual Answer<std::optional<bitcoin::Transaction>>
    mempoolTransaction(const bitcoin::Txid& txid) = 0;

    /// Nothing when it does not wait.
    [[nodiscard]] virtual Answer<std::optional<WaitingPackage>> waitingPackage(const bitcoin::Txid& txid) = 0;

    [[nodiscard]] virtual Answer<Acceptance> testAccept(const bitcoin::Transaction& transaction) = 0;
    /// A transaction that the network refuses is `chain.rejected` with data `reason`.
    [[nodiscard]] virtual Answer<Delivery> broadcast(const bitcoin::Transaction& transaction) = 0;
    /// For confirmation within about `targetBlocks` blocks, 1 to 1,008.
    [[nodiscard]] virtual Answer<FeeEstimate> feeRate(std::uint32_t targetBlocks) = 0;
};

} // namespace strongroom::chain
