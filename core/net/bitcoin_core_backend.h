// The institution's own node: chain::Backend over Bitcoin Core's JSON-RPC (version 23 and later, and nodes
// derived from it).
//
// A node is believed about which chain is best, and about nothing that can be checked: blocks must hash to
// what was asked for. Before it is asked for the tip, handed a transaction or asked for a fee, it must be on
// the treasury's network, from the right first block, and follow only consensus rules that this program
// knows: one that follows others may call a chain best that the rest of the world does not, and sign-and-send
// means nothing there.
//
// One thread at a time; the FileSystem must outlive it. Wallets of the node are never used.
#pragma once

#include "base/file_system.h"
#include "chain/backend.h"
#include "net/rpc_client.h"

#include <memory>
#include <string>

namespace strongroom::net {

struct NodeAddress {
    std::string url; ///< http://127.0.0.1:8332
    Credentials credentials;
    NodeReach reach = NodeReach::thisMachine;
};

class BitcoinCoreBackend final : public chain::Backend {
public:
    /// Asks nothing yet: whether the node is there, and the right one, each call finds out. Failures:
    /// `net.bad_url`, `net.remote_refused`.
    [[nodiscard]] static chain::Answer<std::unique_ptr<BitcoinCoreBackend>>
    connect(base::FileSystem& files, const NodeAddress& address, bitcoin::Network network);

    [[nodiscard]] bitcoin::Network network() const override { return m_network; }
    [[nodiscard]] chain::Answer<std::string> description() override;
    [[nodiscard]] chain::Answer<chain::Tip> tip() override;
    [[nodiscard]] chain::Answer<std::optional<chain::BlockHash>> blockHash(std::uint32_t height) override;
    [[nodiscard]] chain::Answer<std::optional<chain::Block>> block(const chain::BlockHash& hash) override;
    [[nodiscard]] chain::Answer<std::vector<bitcoin::Txid>> mempool() override;
    [[nodiscard]] chain::Answer<std::optional<bitcoin::Transaction>>
    mempoolTransaction(const bitcoin::Txid& txid) override;
    [[nodiscard]] chain::Answer<chain::Acceptance>
    testAccept(const bitcoin::Transaction& transaction) override;
    [[nodiscard]] chain::Answer<std::optional<chain::WaitingPackage>>
    waitingPackage(const bitcoin::Txid& txid) override;
    [[nodiscard]] chain::Answer<chain::Delivery> broadcast(const bitcoin::Transaction& transaction) override;
    /// At least what the node's mempool takes. Without an estimate, FALLBACK_FEE_RATE.
    [[nodiscard]] chain::Answer<chain::FeeEstimate> feeRate(std::uint32_t targetBlocks) override;

    /// Moderate on every network in most years, and shown as what it is.
    static constexpr base::FeeRate FALLBACK_FEE_RATE = base::FeeRate::satPerKvb(5'000);

private:
    /// What the network knows of a transaction.
    enum class Whereabouts : std::uint8_t { unknown, mempool, confirmed };
    struct Known {
        Whereabouts whereabouts = Whereabouts::unknown;
        std::optional<bitcoin::Transaction> transaction;
    };

    BitcoinCoreBackend(RpcClient rpc, bitcoin::Network network) : m_rpc(std::move(rpc)), m_network(network) {}
    /// The node's getblockchaininfo, when it is the right node.
    [[nodiscard]] chain::Answer<RpcValue> verifiedChainInfo();
    [[nodiscard]] chain::Answer<void> refuseUnknownRules();
    [[nodiscard]] chain::Answer<Known> find(const bitcoin::Txid& txid);

    RpcClient m_rpc;
    bitcoin::Network m_network;
};

} // namespace strongroom::net
