// What an opened workspace consists of, and the steps that use cases share: asking the signer, with and
// without a person's passphrase, keeping what it answers, and the verified authority. Internal to
// core/service.
//
// Nothing read from the database is believed because it was there: `registryOf` verifies the authority chain
// from the genesis, whose id is the treasury id. No call to the signer or the node is made inside a database
// transaction.
#pragma once

#include "audit/leaf.h"
#include "audit/merkle_tree.h"
#include "authority/state.h"
#include "base/json.h"
#include "base/text_encoding.h"
#include "chain/backend.h"
#include "secret/secure_buffer.h"
#include "service/errors.h"
#include "service/workspace.h"
#include "signer/protocol/connection.h"
#include "store/database.h"
#include "treasury/registry.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

struct Workspace::State {
    Ports ports;
    WorkspaceCard card;
    std::string log;        ///< Last part of this seat's log origin: "console".
    std::string seatFolder; ///< State folder of this seat.
    std::string person;     ///< Handle of whose desk this is: "anna".
    Access access = Access::write;
    std::unique_ptr<base::File> writerLock; ///< Null for tools and for read-only consoles.
    secret::SecureBuffer key;               ///< Of the database, and of the seat's journal.
    store::Database database;
    std::unique_ptr<signer::Connection> signer;         ///< Made when first needed.
    std::unique_ptr<chain::Backend> backend;            ///< Made when first needed.
    std::shared_ptr<const treasury::Registry> registry; ///< Null: to be rebuilt.
    std::int64_t registryAsOf = 0;         ///< store::Database::changesByOthers() when it was made.
    std::optional<audit::MerkleTree> tree; ///< Over the leaves in the database.
    std::set<bitcoin::Txid> looked;        ///< Of the mempool: not ours.
};
using State = Workspace::State;

/// Error::readOnly in a console that is not the writer. The first line of every use case that changes
/// anything.
[[nodiscard]] Outcome<void> requireWriter(const State& state);

// --- Authority -------------------------------------------------------------------------------------------

/// Vaults, payees, people and policy in force, verified from the genesis; with the addresses issued so far.
[[nodiscard]] Outcome<std::shared_ptr<const treasury::Registry>> registryOf(State& state);
/// To be called after heads were stored or addresses issued.
void forgetRegistry(State& state);
/// The person at this desk. `workspace.unknown_person` when the roster has nobody of that handle any more.
[[nodiscard]] Outcome<const quorum::Person*> personAtDesk(State& state, const treasury::Registry& registry);
/// "Anna"; the id's first digits for somebody unknown.
[[nodiscard]] std::string nameOfPerson(const authority::AuthorityState& authority,
                                       const quorum::PersonId& person);
[[nodiscard]] std::string nameOfPerson(const authority::AuthorityState& authority,
                                       std::string_view personHex);
/// Each once, in alphabetical order: the roster itself is sorted by ids, which mean nothing to a reader.
[[nodiscard]] std::vector<std::string> namesOfPeople(const authority::AuthorityState& authority,
                                                     const std::vector<quorum::PersonId>& people);

// --- The seat's signer process ---------------------------------------------------------------------------

/// Fields beside the verb, and blobs, as docs/formats/signer-protocol.md has them.
struct SignerRequest {
    std::string verb;
    base::Json::Object fields;
    std::vector<base::Bytes> blobs;
};
/// Connects when necessary. Refusals of the signer come through with their code. Does not pull the log.
[[nodiscard]] Outcome<signer::Frame> askSigner(State& state, const SignerRequest& request);
/// With a secret section of the caller's making.
[[nodiscard]] Outcome<signer::Frame> askSignerWith(State& state, const SignerRequest& request,
                                                   secret::SecureBuffer secret);
/// As a person: adds the field `person`, their approval envelope as blob 0 (before request.blobs) and the
/// passphrase. A seat that locked itself meanwhile is unlocked with it first. A wrong passphrase is
/// `workspace.wrong_passphrase`. Pulls the log afterwards, whether it was refused or not.
[[nodiscard]] Outcome<signer::Frame> askSignerAs(State& state, const std::string& personId,
                                                 SignerRequest request, const SecretText& passphrase);
/// The person's key envelopes in this workspace.
[[nodiscard]] Outcome<base::Bytes> approvalEnvelopeOf(const State& state, const std::string& personId);
[[nodiscard]] Outcome<base::Bytes> hotShareOf(const State& state, const std::string& personId);

/// Members of a reply that have to be there; `signer.malformed_frame` otherwise.
[[nodiscard]] Outcome<std::string> textOf(const signer::Frame& reply, std::string_view name);
[[nodiscard]] Outcome<std::int64_t> numberOf(const signer::Frame& reply, std::string_view name);

// --- The seat's log --------------------------------------------------------------------------------------

/// Copies records that the signer's journal has and the database lacks, in one transaction a page, and does
/// what they say for deposits and coins on hold. Errors: `workspace.database_ahead`, `workspace.log_forked`,
/// `signer.locked`. Does nothing in a read-only console.
[[nodiscard]] Outcome<void> pullLog(State& state);

// --- Objects ---------------------------------------------------------------------------------------------

/// Keeps a signed object under what it is about. `origin` is this seat's log, or how it came here.
[[nodiscard]] Outcome<void> storeObject(State& state, base::ByteSpan object, base::ByteSpan subject,
                                        const std::string& origin);
/// Keeps an adopted head as the next version, and the document it came with under the head's id.
[[nodiscard]] Outcome<void> storeHead(State& state, std::int64_t version, const crypto::SignedObject& head,
                                      base::ByteSpan document);

// --- The chain -------------------------------------------------------------------------------------------

/// The treasury's node or training chain. `workspace.not_connected` when none is set.
[[nodiscard]] Outcome<chain::Backend*> chainOf(State& state);
/// As kept in the encrypted database; empty when none is set.
[[nodiscard]] Outcome<NodeSettings> readNodeSettings(State& state);
[[nodiscard]] Outcome<void> writeNodeSettings(store::Database& database, const NodeSettings& node);

// --- Ids as texts ----------------------------------------------------------------------------------------

/// 64 hex digits, or nothing.
[[nodiscard]] std::optional<crypto::Hash256> hashFromHex(std::string_view text);
template <typename T>
[[nodiscard]] std::string hexOf(const T& value) {
    return base::toHex(value.span());
}

} // namespace strongroom::service
