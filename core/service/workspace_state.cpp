#include "service/workspace_state.h"

#include "authority/chain.h"
#include "service/workspace_files.h"
#include "store/coins.h"
#include "store/deposits.h"
#include "store/objects.h"
#include "treasury/record_judge.h"

#include <algorithm>

namespace strongroom::service {

using base::Failure;

namespace {

constexpr std::size_t SHORT_ID = 8; ///< Hex digits of an id that stands for a name.

/// From the genesis in the database to the newest head, every signature verified.
Outcome<authority::AuthorityState> replayAuthority(State& state) {
    const store::Objects objects(state.database);
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> heads, objects.heads());
    if (heads.empty())
        return base::Unexpected(Error::authorityMissing);
    STRONGROOM_ASSIGN(const auto genesis,
                      crypto::SignedObject::parse(heads.front(), authority::MAX_GENESIS_BYTES));
    if (hexOf(genesis.id()) != state.card.treasuryId)
        return base::Unexpected(Error::otherTreasury);
    std::vector<authority::Change> changes;
    for (std::size_t i = 1; i < heads.size(); ++i) {
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(heads[i], authority::MAX_HEAD_BYTES));
        STRONGROOM_ASSIGN(auto document, objects.document(head.id()));
        changes.push_back({std::move(head), document.value_or(base::Bytes())});
    }
    STRONGROOM_ASSIGN(authority::AuthorityState authority,
                      authority::replay(genesis, changes, treasury::RecordJudge()));
    const bool training = authority.purpose() == authority::Purpose::training;
    if (training != state.card.training || authority::name(authority.network()) != state.card.network)
        return base::Unexpected(Error::otherTreasury);
    return authority;
}

/// One past the highest index issued, by vault.
Outcome<std::map<crypto::Hash256, std::uint32_t>> issuedAddresses(State& state) {
    std::map<crypto::Hash256, std::uint32_t> issued;
    const store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto deposits, store::Deposits(state.database).all());
    for (const store::DepositRecord& deposit : deposits) {
        STRONGROOM_ASSIGN(const auto watched, coins.watched(deposit.script));
        const auto vault = crypto::Hash256::from(deposit.vault);
        if (watched && vault)
            issued[*vault] = std::max(issued[*vault], watched->index + 1);
    }
    return issued;
}

Outcome<base::Bytes> envelopeOf(const State& state, std::string_view kind, const std::string& personId) {
    const auto known =
        std::any_of(state.card.people.begin(), state.card.people.end(),
                    [&](const WorkspaceCard::Slot& slot) { return slot.personId == personId; });
    if (!known)
        return base::Unexpected(Error::noSuchPerson);
    STRONGROOM_ASSIGN(base::Bytes bytes,
                      base::readWhole(*state.ports.files, envelopePath(state.card.folder, kind, personId),
                                      MAX_ENVELOPE_FILE));
    return bytes;
}

} // namespace

Outcome<void> requireWriter(const State& state) {
    if (state.access != Access::write)
        return base::Unexpected(Error::readOnly);
    return {};
}

Outcome<std::shared_ptr<const treasury::Registry>> registryOf(State& state) {
    STRONGROOM_ASSIGN(const std::int64_t changes, state.database.changesByOthers());
    if (!state.registry || state.registryAsOf != changes) {
        STRONGROOM_ASSIGN(authority::AuthorityState authority, replayAuthority(state));
        STRONGROOM_ASSIGN(const auto issued, issuedAddresses(state));
        STRONGROOM_ASSIGN(treasury::Registry registry,
                          treasury::Registry::make(std::move(authority), issued));
        state.registry = std::make_shared<const treasury::Registry>(std::move(registry));
        state.registryAsOf = changes;
    }
    return state.registry;
}

void forgetRegistry(State& state) {
    state.registry.reset();
}

Outcome<const quorum::Person*> personAtDesk(State& state, const treasury::Registry& registry) {
    const quorum::Person* person = registry.state().roster().findByHandle(state.person);
    if (person == nullptr)
        return base::Unexpected(Error::noSuchPerson);
    return person;
}

std::string nameOfPerson(const authority::AuthorityState& authority, const quorum::PersonId& person) {
    const quorum::Person* known = authority.roster().find(person);
    return known != nullptr ? known->name : hexOf(person).substr(0, SHORT_ID);
}

std::vector<std::string> namesOfPeople(const authority::AuthorityState& authority,
                                       const std::vector<quorum::PersonId>& people) {
    std::vector<std::string> names;
    for (const quorum::PersonId& person : people)
        names.push_back(nameOfPerson(authority, person));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string nameOfPerson(const authority::AuthorityState& authority, std::string_view personHex) {
    const auto bytes = base::fromHex(personHex);
    const auto id = bytes ? quorum::PersonId::from(*bytes) : std::nullopt;
    return id ? nameOfPerson(authority, *id) : std::string(personHex.substr(0, SHORT_ID));
}

Outcome<base::Bytes> approvalEnvelopeOf(const State& state, const std::string& personId) {
    return envelopeOf(state, APPROVAL_KEYS_FOLDER, personId);
}

Outcome<base::Bytes> hotShareOf(const State& state, const std::string& personId) {
    if (!state.ports.files->exists(envelopePath(state.card.folder, HOT_SHARES_FOLDER, personId)))
        return base::Unexpected(Error::noHotShare);
    return envelopeOf(state, HOT_SHARES_FOLDER, personId);
}

Outcome<void> storeObject(State& state, base::ByteSpan object, base::ByteSpan subject,
                          const std::string& origin) {
    STRONGROOM_ASSIGN(const auto parsed, crypto::SignedObject::parse(object, authority::MAX_GENESIS_BYTES));
    STRONGROOM_TRY(store::Objects(state.database)
                       .put({.hash = parsed.hash(),
                             .id = parsed.id(),
                             .type = parsed.type(),
                             .subject = base::toBytes(subject),
                             .bytes = parsed.bytes(),
                             .receivedAt = state.ports.clock->now(),
                             .origin = origin}));
    return {};
}

Outcome<void> storeHead(State& state, std::int64_t version, const crypto::SignedObject& head,
                        base::ByteSpan document) {
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Objects objects(state.database);
    STRONGROOM_TRY(objects.putDocument(head.id(), document));
    STRONGROOM_TRY(objects.putHead(version, head.bytes()));
    STRONGROOM_TRY(transaction.commit());
    forgetRegistry(state);
    return {};
}

Outcome<chain::Backend*> chainOf(State& state) {
    if (!state.backend && state.card.training) {
        STRONGROOM_ASSIGN(state.backend, state.ports.openTrainingChain(state.card.folder));
    } else if (!state.backend) {
        STRONGROOM_ASSIGN(const NodeSettings node, readNodeSettings(state));
        if (node.url.empty())
            return base::Unexpected(Error::notConnected);
        STRONGROOM_ASSIGN(state.backend, state.ports.connectNode(node, state.card.network));
    }
    return state.backend.get();
}

std::optional<crypto::Hash256> hashFromHex(std::string_view text) {
    const auto bytes = base::fromHex(text);
    return bytes ? crypto::Hash256::from(*bytes) : std::nullopt;
}

} // namespace strongroom::service
