// A real Bitcoin node on regtest, for one test program: its own data folder, free ports on 127.0.0.1, cookie
// authentication, stopped at the end and killed with the test program. Nothing is faked and nothing is
// optional: when the node cannot be had, constructing one throws, and the test fails.
//
// The node's wallet plays the rest of the world: it mines and pays. packaging/install-deps puts the node
// there.
#pragma once

#include "base/amount.h"
#include "base/file_system.h"
#include "base/json.h"
#include "bitcoin/transaction.h"
#include "chain/block.h"
#include "net/bitcoin_core_backend.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace strongroom::test {

class Node {
public:
    /// Starts it and returns when it answers. `arguments` come last on its command line, e.g.
    /// "-testactivationheight=blake2b@105". Throws std::runtime_error with the reason.
    explicit Node(std::vector<std::string> arguments = {});
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    [[nodiscard]] net::NodeAddress address() const;
    [[nodiscard]] std::string cookiePath() const;
    /// A client of this node, as the programs make it.
    [[nodiscard]] std::unique_ptr<net::BitcoinCoreBackend> backend() const;

    /// A method's result; throws std::runtime_error with the node's words. While no other wallet is loaded,
    /// wallet methods reach the node's own.
    net::RpcValue rpc(std::string_view method, base::Json::Array params = {});

    /// Mines blocks to the node's wallet. Hashes in order.
    std::vector<chain::BlockHash> mine(unsigned count);
    /// Mines to an address of the caller's: another one makes another block at the same height and time.
    std::vector<chain::BlockHash> mineTo(const std::string& address, unsigned count);
    /// Pays from the node's wallet; waits in the mempool until mine(). Mines what it needs before.
    bitcoin::Txid fund(const std::string& address, base::Amount amount);
    /// Of the node's wallet.
    [[nodiscard]] std::string newAddress();
    /// One that waits or is confirmed.
    [[nodiscard]] bitcoin::Transaction transaction(const bitcoin::Txid& txid);

    void stop();  ///< As an operator would: SIGTERM, then waits.
    void start(); ///< On the same folder and ports.

private:
    std::unique_ptr<base::FileSystem> m_files;
    std::string m_folder;
    std::vector<std::string> m_arguments;
    int m_rpcPort = 0;
    pid_t m_process = -1;
    std::optional<net::RpcClient> m_rpc;
    std::string m_mineTo; ///< Empty before the wallet is used.
};

} // namespace strongroom::test
