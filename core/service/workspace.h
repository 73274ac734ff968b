// An opened treasury: its encrypted database, the connection to its seat's signer process, and a view of the
// chain.
//
// Everything a use case needs travels in a Workspace; there are no globals. A Workspace belongs to one
// thread: other threads call `another()` for a connection of their own. Opening needs one officer's
// passphrase, which goes to the signer and comes back as the database key: the right to read, and to
// vandalise, nothing else (DESIGN.md §4). No use case keeps a passphrase; those that sign ask for it again.
#pragma once

#include "base/file_system.h"
#include "base/ports.h"
#include "service/outcome.h"
#include "service/secret_input.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::chain {
class Backend;
}
namespace strongroom::signer {
class Connection;
}

namespace strongroom::service {

/// Where a treasury's chain comes from, as its settings say.
struct NodeSettings {
    std::string url;        ///< "http://127.0.0.1:8332"; loopback unless the officer confirmed otherwise.
    std::string cookieFile; ///< Empty when user and password are used.
    std::string user;
    std::string password;  ///< Of the node's RPC interface, kept in the encrypted database.
    bool ownChain = false; ///< Read only: a training treasury brings its chain along and asks no node.
};

/// A console keeps the workspace's writer lock, and is read-only when another console has it. A tool (the
/// command line) writes beside it, one short database transaction after the other.
enum class Client : std::uint8_t { console, tool };

/// The machine, as app/composition wires it and tests replace it. All pointers outlive every Workspace.
struct Ports {
    base::Clock* clock = nullptr;
    base::Random* random = nullptr;
    base::FileSystem* files = nullptr;
    /// Connects to the seat's signer, starting the process when none listens.
    std::function<Outcome<std::unique_ptr<signer::Connection>>(const std::string& seatFolder)> connectSigner;
    /// A signer process of its own for one founding session; it ends with the connection.
    std::function<Outcome<std::unique_ptr<signer::Connection>>()> startFounding;
    /// A chain for `network` ("main", "test", "signet", "regtest"); for training the folder of the training
    /// chain.
    std::function<Outcome<std::unique_ptr<chain::Backend>>(const NodeSettings&, const std::string& network)>
        connectNode;
    std::function<Outcome<std::unique_ptr<chain::Backend>>(const std::string& workspaceFolder)>
        openTrainingChain;
    /// Where seats of real treasuries live: the state folder of this user ($XDG_STATE_HOME/strongroom).
    std::string stateFolder;
    Client client = Client::console;
};

/// What can be known of a workspace without a key.
struct WorkspaceCard {
    std::string folder;
    std::string treasuryName;
    std::string treasuryId; ///< Hex; the hash of the genesis.
    std::string network;
    bool training = false;
    struct Slot {
        std::string personId;
        std::string personName;
        std::string shownPassphrase; ///< Only in a training treasury.
    };
    std::vector<Slot> people;
};

/// Read-only when another console is the writer (docs/formats/workspace.md).
enum class Access : std::uint8_t { write, readOnly };

class Workspace {
public:
    struct State; ///< Defined in workspace_state.h, for the use cases only.

    explicit Workspace(std::unique_ptr<State> state);
    ~Workspace();
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;

    [[nodiscard]] const WorkspaceCard& card() const;
    [[nodiscard]] Access access() const;
    /// The person whose desk this is at the moment; "Switch person" opens the workspace anew.
    [[nodiscard]] const std::string& personId() const;
    /// A second connection for another thread, with the same key and person.
    [[nodiscard]] Outcome<Workspace> another() const;

    [[nodiscard]] State& state() { return *m_state; }
    [[nodiscard]] const State& state() const { return *m_state; }

private:
    std::unique_ptr<State> m_state;
};

/// Reads the card of a folder `<name>.strongroom`. Refuses a newer schema (`store.newer_schema`) and what is
/// no workspace (`workspace.not_found`).
[[nodiscard]] Outcome<WorkspaceCard> readCard(const Ports& ports, const std::string& folder);

/// Opens with a person's passphrase; a wrong one is refused with `workspace.wrong_passphrase`, and the signer
/// keeps a record of it. Replays what the database lacks of the signer's journal; freezes when the database
/// is ahead or has another root (DESIGN.md §5).
[[nodiscard]] Outcome<Workspace> openWorkspace(const Ports& ports, const std::string& folder,
                                               const std::string& personId, const SecretText& passphrase);

} // namespace strongroom::service
