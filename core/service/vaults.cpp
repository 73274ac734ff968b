#include "service/vaults.h"

#include "bitcoin/address.h"
#include "descriptor/descriptor.h"
#include "policy/wording.h"
#include "service/authority_changes.h"
#include "service/balances.h"
#include "service/recovery_words.h"
#include "service/spend_parts.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::uint32_t MAX_ADDRESSES = 10'000; ///< As the command line's `descriptor derive`.
constexpr std::size_t MAX_REASON = 500;
constexpr std::uint32_t GAP_LIMIT = vault::DEFAULT_GAP_LIMIT;
/// 128 bits: as many as people compare by voice (DESIGN §7).
constexpr std::size_t SPOKEN_DIGITS = 32;

std::string addressAt(const vault::Vault& vault, std::size_t branch, std::uint32_t index) {
    const auto script = vault.descriptor.derive(branch, index);
    return script ? bitcoin::encodeAddress(script->scriptPubKey, vault.network).value_or("") : std::string();
}

VaultKey keyOf(const descriptor::KeyExpression& key, std::string holder) {
    VaultKey line;
    line.holder = std::move(holder);
    if (key.origin) {
        line.fingerprint = bitcoin::toText(key.origin->fingerprint);
        line.path = key.origin->path.text();
    }
    if (key.extended)
        line.xpub = key.extended->text();
    return line;
}

VaultDetail describeVault(const vault::Vault& vault) {
    VaultDetail detail;
    detail.id = hexOf(vault.id);
    detail.name = vault.name;
    detail.tier = policy::name(vault.tier);
    detail.network = bitcoin::name(vault.network);
    detail.descriptor = vault.descriptor.text();
    detail.descriptorDigest = hexOf(vault.descriptor.id()).substr(0, SPOKEN_DIGITS);
    detail.scriptType = descriptor::name(vault.descriptor.scriptType());
    detail.threshold = static_cast<int>(vault.descriptor.threshold());
    for (const descriptor::KeyExpression& key : vault.descriptor.keys())
        if (key.extended || key.origin) // else it is nobody's, above a tree
            detail.keys.push_back(keyOf(key, vault.tier == policy::Tier::hot ? "hot signer" : "station"));
    detail.recoverySentence = recoverySentenceOf(vault);
    detail.firstReceiveAddress = addressAt(vault, vault::RECEIVE_BRANCH, 0);
    detail.firstChangeAddress = addressAt(vault, vault::CHANGE_BRANCH, 0);
    return detail;
}

Outcome<const vault::Vault*> findVault(const treasury::Registry& registry, const std::string& vaultId) {
    const auto id = hashFromHex(vaultId);
    for (const vault::Vault& vault : registry.vaults()) {
        if (id && vault.id == *id)
            return &vault;
    }
    return base::Unexpected(Error::vaultNotFound);
}

policy::Tier tierOf(authority::VaultTier tier) {
    switch (tier) {
    case authority::VaultTier::hot:
        return policy::Tier::hot;
    case authority::VaultTier::warm:
        return policy::Tier::warm;
    case authority::VaultTier::cold:
        return policy::Tier::cold;
    }
    base::checkFailed("VaultTier");
}

std::optional<authority::VaultTier> parseTier(std::string_view text) {
    for (const auto tier :
         {authority::VaultTier::hot, authority::VaultTier::warm, authority::VaultTier::cold}) {
        if (authority::name(tier) == text)
            return tier;
    }
    return std::nullopt;
}

/// The vault records that a document of a change brings.
std::vector<authority::VaultRecord> recordsIn(const base::Bytes& document) {
    std::vector<authority::VaultRecord> records;
    const auto json = Json::parse(base::asText(document));
    const Json* list = json ? json->find("records") : nullptr;
    if (list == nullptr || list->array() == nullptr)
        return records;
    for (const Json& item : *list->array()) {
        if (auto record = authority::parseVaultRecord(item))
            records.push_back(std::move(*record));
    }
    return records;
}

std::string waitingSentence(const PendingChange& change, const authority::AuthorityState& authority) {
    if (change.signers.isMet())
        return "Proposed and signed: in use when its waiting time is over.";
    const std::vector<std::string> names = namesOfPeople(authority, change.couldStill);
    return "Proposed: waiting for " +
           (names.empty() ? "nobody who could sign" : policy::listWords(names, "or")) + ".";
}

Outcome<std::vector<VaultDetail>> proposedVaults(State& state, const treasury::Registry& registry) {
    const quorum::Person* me = registry.state().roster().findByHandle(state.person);
    STRONGROOM_ASSIGN(const auto changes, pendingChanges(state));
    std::vector<VaultDetail> details;
    for (const PendingChange& change : changes) {
        if (change.kind != authority::ChangeKind::vaults)
            continue;
        const auto& people = change.couldStill;
        for (const authority::VaultRecord& record : recordsIn(change.change.document)) {
            auto descriptor = descriptor::Descriptor::parse(record.descriptor, registry.network());
            if (!descriptor)
                continue;
            const vault::Vault vault{
                record.id,      record.name, tierOf(record.tier), registry.network(), std::move(*descriptor),
                record.gapLimit};
            VaultDetail detail = describeVault(vault);
            detail.stateSentence = waitingSentence(change, registry.state());
            detail.proposedAt = change.since;
            detail.iMayApprove =
                me != nullptr && std::find(people.begin(), people.end(), me->id) != people.end();
            details.push_back(std::move(detail));
        }
    }
    return details;
}

struct NamedCoin {
    store::CoinRecord coin;
    bitcoin::OutPoint outpoint;
};

/// "txid:vout", unspent and of a registered vault.
Outcome<NamedCoin> coinNamed(State& state, const std::string& text) {
    STRONGROOM_ASSIGN(const bitcoin::OutPoint outpoint, outpointNamed(text));
    STRONGROOM_ASSIGN(const auto coin, store::Coins(state.database).find(outpoint));
    if (!coin || !isUnspent(*coin))
        return base::Unexpected(Error::coinNotFound);
    return NamedCoin{*coin, outpoint};
}

Outcome<void> recordHold(State& state, const std::string& kind, const bitcoin::OutPoint& outpoint,
                         Json::Object fields, const SecretText& passphrase) {
    fields.emplace("output", std::int64_t{outpoint.vout});
    // The record is what puts the coin on hold; asking as a person copies it into the database.
    STRONGROOM_TRY(askSignerAs(
        state, state.person,
        {"record",
         {{"kind", kind}, {"subject", base::toHex(outpoint.txid.span())}, {"fields", std::move(fields)}},
         {}},
        passphrase));
    return pullLog(state);
}

} // namespace

Outcome<std::vector<VaultDetail>> listVaults(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<VaultDetail> details;
    for (const vault::Vault* const entry : vaultsInOrder(*registry)) {
        const vault::Vault& vault = *entry;
        STRONGROOM_ASSIGN(const auto coins, store::Coins(state.database).ofVault(vault.id.span()));
        VaultDetail detail = describeVault(vault);
        detail.balance = balanceOf(coins, state.ports.clock->now());
        detail.stateSentence = "In use.";
        details.push_back(std::move(detail));
    }
    STRONGROOM_ASSIGN(auto proposed, proposedVaults(state, *registry));
    std::move(proposed.begin(), proposed.end(), std::back_inserter(details));
    return details;
}

Outcome<std::vector<VaultAddress>> vaultAddresses(Workspace& workspace, const std::string& vaultId,
                                                  std::uint32_t branch, std::uint32_t from,
                                                  std::uint32_t to) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const vault::Vault* const vault, findVault(*registry, vaultId));
    if (branch > vault::CHANGE_BRANCH || to < from || to - from >= MAX_ADDRESSES ||
        to > descriptor::Descriptor::MAX_INDEX)
        return base::Unexpected(Error::rangeInvalid);
    const store::Coins coins(state.database);
    std::vector<VaultAddress> addresses;
    for (std::uint32_t index = from; index <= to; ++index) {
        STRONGROOM_ASSIGN(const auto script, vault->descriptor.derive(branch, index));
        VaultAddress line{.address = bitcoin::encodeAddress(script.scriptPubKey, vault->network).value_or(""),
                          .branch = branch,
                          .index = index};
        STRONGROOM_ASSIGN(const auto watched, coins.watched(script.scriptPubKey));
        line.label = watched ? watched->label : "";
        STRONGROOM_ASSIGN(const auto received, coins.ofScript(script.scriptPubKey));
        for (const store::CoinRecord& coin : received)
            line.received = line.received.plus(coin.amount).value_or(line.received);
        line.used = !received.empty();
        addresses.push_back(std::move(line));
    }
    return addresses;
}

Outcome<std::vector<CoinRow>> vaultCoins(Workspace& workspace, const std::string& vaultId) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const vault::Vault* const vault, findVault(*registry, vaultId));
    const store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto all, coins.ofVault(vault->id.span()));
    std::vector<CoinRow> rows;
    for (const store::CoinRecord& coin : all) {
        if (!isUnspent(coin))
            continue;
        STRONGROOM_ASSIGN(const auto place, coins.watched(coin.script));
        CoinRow row;
        row.outpoint = bitcoin::toText(coin.outpoint);
        row.address = bitcoin::encodeAddress(coin.script, vault->network).value_or("");
        row.label = place ? place->label : "";
        row.amount = coin.amount;
        row.height = coin.height;
        row.change = place && place->branch == vault::CHANGE_BRANCH;
        row.held = coin.held;
        row.holdReason = coin.holdReason;
        if (isReserved(coin, state.ports.clock->now()))
            row.reservedBy = hexOf(*coin.reservedBy);
        rows.push_back(std::move(row));
    }
    return rows;
}

Outcome<void> holdCoin(Workspace& workspace, const std::string& outpoint, const std::string& reason,
                       const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    if (reason.empty() || reason.size() > MAX_REASON || !base::isPlainUtf8(reason))
        return base::Unexpected(Error::reasonMissing);
    STRONGROOM_ASSIGN(const NamedCoin named, coinNamed(state, outpoint));
    if (named.coin.held)
        return base::Unexpected(Error::coinHeld);
    return recordHold(state, "coin.held", named.outpoint, {{"reason", reason}}, passphrase);
}

Outcome<void> releaseCoin(Workspace& workspace, const std::string& outpoint, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const NamedCoin named, coinNamed(state, outpoint));
    if (!named.coin.held)
        return base::Unexpected(Error::coinNotHeld);
    return recordHold(state, "coin.released", named.outpoint, {}, passphrase);
}

Outcome<std::string> addVault(Workspace& workspace, const VaultDraft& draft, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const auto tier = parseTier(draft.tier);
    if (!tier)
        return base::Unexpected(Error::tierUnknown);
    STRONGROOM_ASSIGN(auto descriptor, descriptor::Descriptor::parse(draft.descriptor, registry->network()));
    const auto id = crypto::Hash256::from(descriptor.id().span());
    STRONGROOM_CHECK(id.has_value());
    if (registry->state().findVault(*id) != nullptr)
        return base::Unexpected(Error::vaultExists);
    const authority::VaultRecord record{
        .id = *id, .name = draft.name, .tier = *tier, .descriptor = descriptor.text(), .gapLimit = GAP_LIMIT};
    const vault::Vault vault{*id,      draft.name, tierOf(*tier), registry->network(), std::move(descriptor),
                             GAP_LIMIT};
    STRONGROOM_TRY(vault::checkRegistration(vault, registry->vaults()));
    const ChangeProposal proposal{authority::ChangeKind::vaults,
                                  authority::recordsDocument(std::vector{record}), base::toBytes(id->span())};
    STRONGROOM_TRY(signChange(state, proposal, passphrase));
    return hexOf(*id);
}

Outcome<void> approveVault(Workspace& workspace, const std::string& vaultId, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto changes, pendingChanges(state));
    for (const PendingChange& change : changes) {
        if (change.kind != authority::ChangeKind::vaults || base::toHex(change.subject) != vaultId)
            continue;
        STRONGROOM_TRY(signChange(state, {change.kind, change.change.document, change.subject}, passphrase));
        return {};
    }
    return base::Unexpected(Error::vaultNoChange);
}

} // namespace strongroom::service
