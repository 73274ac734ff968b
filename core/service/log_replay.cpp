// Copying the signer's journal records into the database (service/workspace_state.h). The journal is what
// counts; the copy is what people search, and it is compared with the journal's head after every copy.
#include "bitcoin/address.h"
#include "service/event_sentences.h"
#include "service/workspace_state.h"
#include "store/coins.h"
#include "store/deposits.h"
#include "store/log.h"

namespace strongroom::service {

using base::Json;

namespace {

const Json* fieldOf(const audit::LeafRecord& record, const std::string& name) {
    const auto found = record.openings.find(name);
    return found != record.openings.end() ? &found->second.value : nullptr;
}

std::string textField(const audit::LeafRecord& record, const std::string& name) {
    const Json* value = fieldOf(record, name);
    return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

std::optional<std::int64_t> numberField(const audit::LeafRecord& record, const std::string& name) {
    const Json* value = fieldOf(record, name);
    return value != nullptr && value->integer() != nullptr ? std::optional(*value->integer()) : std::nullopt;
}

/// A deposit is what its record says: it is there even if this process ended right after the signer wrote it.
Outcome<void> applyAddressIssued(State& state, const audit::LeafRecord& record,
                                 const treasury::Registry& registry) {
    const auto vault = hashFromHex(record.leaf.subject());
    const auto index = numberField(record, "index");
    const auto address = bitcoin::decodeAddress(textField(record, "address"), registry.network());
    const std::string payer = textField(record, "payer");
    if (!vault || !index || *index < 0 || *index > INT32_MAX || !address || payer.empty())
        return {};
    store::Coins coins(state.database);
    STRONGROOM_TRY(coins.watch({.script = address->script,
                                .vault = base::toBytes(vault->span()),
                                .branch = vault::RECEIVE_BRANCH,
                                .index = static_cast<std::uint32_t>(*index)}));
    STRONGROOM_TRY(coins.setLabel(address->script, payer));
    store::DepositRecord deposit;
    deposit.id = record.leaf.hash();
    deposit.payer = payer;
    deposit.purpose = textField(record, "purpose");
    deposit.vault = base::toBytes(vault->span());
    deposit.script = address->script;
    if (const auto expected = numberField(record, "expected"))
        deposit.expected = base::Amount::fromSatoshi(*expected);
    deposit.issuedAt = record.leaf.at();
    if (const auto due = numberField(record, "due"))
        deposit.dueAt = base::UnixTime{*due};
    deposit.issuedBy = textField(record, "issued_by");
    STRONGROOM_TRY(store::Deposits(state.database).insert(deposit));
    forgetRegistry(state);
    return {};
}

enum class Hold : std::uint8_t { held, released };

Outcome<void> applyHold(State& state, const audit::LeafRecord& record, Hold hold) {
    const auto txid = base::fromHex(record.leaf.subject());
    const auto id = txid ? bitcoin::Txid::from(*txid) : std::nullopt;
    const auto vout = numberField(record, "output");
    if (!id || !vout || *vout < 0 || *vout > UINT32_MAX)
        return {};
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(auto coin, coins.find({*id, static_cast<std::uint32_t>(*vout)}));
    if (!coin)
        return {}; // follow_chain asks the log when it meets the coin
    coin->held = hold == Hold::held;
    coin->holdReason = hold == Hold::held ? textField(record, "reason") : std::string();
    STRONGROOM_TRY(coins.put(*coin));
    return {};
}

Outcome<void> apply(State& state, const audit::LeafRecord& record, const treasury::Registry& registry) {
    if (record.leaf.kind() == "deposit.address_issued")
        return applyAddressIssued(state, record, registry);
    if (record.leaf.kind() == "coin.held")
        return applyHold(state, record, Hold::held);
    if (record.leaf.kind() == "coin.released")
        return applyHold(state, record, Hold::released);
    return {};
}

Outcome<audit::LeafRecord> readRecord(base::ByteSpan bytes, std::uint64_t position) {
    const auto json = Json::parseCanonical(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::logForked);
    STRONGROOM_ASSIGN(audit::LeafRecord record, audit::LeafRecord::parse(*json));
    if (record.leaf.position().index != position)
        return base::Unexpected(Error::logForked);
    return record;
}

store::LeafRow rowOf(const audit::LeafRecord& record, const authority::AuthorityState& authority) {
    const Json json = record.toJson();
    const Json* open = json.find("open");
    STRONGROOM_CHECK(open != nullptr);
    return {.position = record.leaf.position().index,
            .hash = record.leaf.hash(),
            .bytes = record.leaf.bytes(),
            .salts = base::toBytes(base::asBytes(open->canonical())),
            .at = record.leaf.at(),
            .actor = actorOf(record, authority),
            .kind = record.leaf.kind(),
            .subject = base::fromHex(record.leaf.subject()).value_or(base::Bytes()),
            .sentence = sentenceOf(record, authority)};
}

/// Records from `from` on, all or none; nothing when another connection was faster.
Outcome<void> appendPage(State& state, std::uint64_t from, const std::vector<base::Bytes>& page) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<audit::LeafRecord> records;
    for (const base::Bytes& bytes : page) {
        STRONGROOM_ASSIGN(audit::LeafRecord record, readRecord(bytes, from + records.size()));
        records.push_back(std::move(record));
    }
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Log log(state.database);
    STRONGROOM_ASSIGN(const std::uint64_t size, log.size());
    if (size != from)
        return {};
    for (const audit::LeafRecord& record : records) {
        STRONGROOM_TRY(log.append(rowOf(record, registry->state())));
        STRONGROOM_TRY(apply(state, record, *registry));
    }
    STRONGROOM_TRY(transaction.commit());
    return {};
}

/// The tree over the database's leaves, extended by what other connections appended.
Outcome<const audit::MerkleTree*> treeOf(State& state, std::uint64_t size) {
    if (!state.tree)
        state.tree.emplace();
    constexpr std::uint64_t PAGE = 4'096;
    while (state.tree->size() < size) {
        STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).range(state.tree->size(), PAGE));
        if (leaves.empty())
            return base::Unexpected(Error::logForked);
        for (const store::LeafRow& leaf : leaves) {
            // Recomputed: what the database calls a leaf's hash is not believed.
            if (state.tree->size() < size)
                state.tree->append(audit::leafHash(leaf.bytes));
        }
    }
    return &*state.tree;
}

Outcome<void> keepCheckpoint(State& state, const signer::Frame& reply, std::uint64_t size,
                             const crypto::Hash256& root) {
    STRONGROOM_ASSIGN(const std::string note, textOf(reply, "checkpoint"));
    const audit::LogName name{state.card.treasuryId, state.log};
    STRONGROOM_TRY(store::Log(state.database)
                       .putCheckpoint({.origin = name.origin(),
                                       .size = size,
                                       .root = root,
                                       .note = note,
                                       .at = state.ports.clock->now()}));
    return {};
}

} // namespace

Outcome<void> pullLog(State& state) {
    for (;;) {
        STRONGROOM_ASSIGN(const std::uint64_t have, store::Log(state.database).size());
        STRONGROOM_ASSIGN(const signer::Frame reply,
                          askSigner(state, {"log", {{"from", static_cast<std::int64_t>(have)}}, {}}));
        STRONGROOM_ASSIGN(const std::int64_t size, numberOf(reply, "size"));
        if (static_cast<std::int64_t>(have) > size)
            return base::Unexpected(Error::databaseAhead);
        if (!reply.blobs.empty() && state.access == Access::write) {
            STRONGROOM_TRY(appendPage(state, have, reply.blobs));
            continue;
        }
        if (static_cast<std::int64_t>(have) != size)
            return {}; // a console that only reads: the writer copies it
        STRONGROOM_ASSIGN(const std::string root, textOf(reply, "root"));
        STRONGROOM_ASSIGN(const audit::MerkleTree* tree, treeOf(state, have));
        const crypto::Hash256 ours = tree->rootAt(have);
        if (hexOf(ours) != root)
            return base::Unexpected(Error::logForked);
        return state.access == Access::write ? keepCheckpoint(state, reply, have, ours) : Outcome<void>();
    }
}

} // namespace strongroom::service
