#include "service/deposits.h"

#include "bitcoin/address.h"
#include "policy/wording.h"
#include "service/balances.h"
#include "service/workspace_state.h"
#include "store/deposits.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::size_t MAX_PAYER = 64;
constexpr std::size_t MAX_PURPOSE = 500;

/// What the chain says about one script.
struct Received {
    base::Amount amount;
    bool all = true; ///< Every coin is in a block.
    std::optional<std::uint32_t> newest;
    bool any = false;
};

Outcome<Received> receivedAt(State& state, base::ByteSpan script) {
    STRONGROOM_ASSIGN(const auto coins, store::Coins(state.database).ofScript(script));
    Received received;
    for (const store::CoinRecord& coin : coins) {
        received.any = true;
        received.amount = received.amount.plus(coin.amount).value_or(received.amount);
        received.all = received.all && coin.height.has_value();
        if (coin.height)
            received.newest = std::max(received.newest.value_or(0), *coin.height);
    }
    return received;
}

DepositState stateOf(const Received& received, const std::optional<base::UnixTime>& dueAt,
                     base::UnixTime now) {
    if (received.any)
        return received.all ? DepositState::confirmed : DepositState::seen;
    return dueAt && *dueAt < now ? DepositState::late : DepositState::expected;
}

std::string sentenceFor(const DepositRow& row) {
    const std::string amount = policy::btc(row.received.satoshi());
    const std::string asked =
        row.expected && *row.expected != row.received && row.state != DepositState::expected
            ? " " + policy::btc(row.expected->satoshi()) + " was expected."
            : "";
    switch (row.state) {
    case DepositState::expected:
        return row.expected ? policy::btc(row.expected->satoshi()) + " is expected." : "Nothing arrived yet.";
    case DepositState::seen:
        return amount + " was seen; no block has all of it yet." + asked;
    case DepositState::confirmed:
        return amount + " arrived." + asked;
    case DepositState::late:
        return "Late: nothing arrived." + asked;
    case DepositState::unexpected:
        return amount + " arrived at an address that was issued to nobody.";
    }
    base::checkFailed("DepositState");
}

/// BIP21: amounts in bitcoin with at most eight decimals; the label percent-encoded.
std::string uriOf(const std::string& address, const std::optional<base::Amount>& amount) {
    std::string uri = "bitcoin:" + address;
    if (amount) {
        std::string fraction = std::to_string(amount->satoshi() % 100'000'000);
        fraction.insert(0, 8 - fraction.size(), '0');
        uri += "?amount=" + std::to_string(amount->satoshi() / 100'000'000) + "." + fraction;
    }
    return uri;
}

struct Desk {
    State& state;
    std::shared_ptr<const treasury::Registry> registry;
    std::optional<std::uint32_t> height;
    base::UnixTime now;

    [[nodiscard]] static Outcome<Desk> at(State& state) {
        STRONGROOM_ASSIGN(auto registry, registryOf(state));
        STRONGROOM_ASSIGN(const auto tip, store::Coins(state.database).tip());
        return Desk{state, std::move(registry), tip ? std::optional(tip->height) : std::nullopt,
                    state.ports.clock->now()};
    }
    [[nodiscard]] const vault::Vault* vaultOf(base::ByteSpan id) const {
        for (const vault::Vault& vault : registry->vaults()) {
            if (std::ranges::equal(vault.id.span(), id))
                return &vault;
        }
        return nullptr;
    }
    void noteChain(DepositRow& row, const Received& received) const {
        row.received = received.amount;
        if (received.all && received.newest && height && *height >= *received.newest)
            row.confirmations = *height - *received.newest + 1;
    }
    [[nodiscard]] Outcome<std::optional<DepositRow>> rowOf(const store::DepositRecord& record) const;
    [[nodiscard]] Outcome<std::vector<DepositRow>> unexpected(const vault::Vault& vault) const;
};

/// Nothing when the script is not that of the vault it names: a row that somebody edited is not shown.
Outcome<std::optional<DepositRow>> Desk::rowOf(const store::DepositRecord& record) const {
    const vault::Vault* vault = vaultOf(record.vault);
    STRONGROOM_ASSIGN(const auto place, store::Coins(state.database).watched(record.script));
    if (vault == nullptr || !place)
        return std::optional<DepositRow>();
    const auto derived = vault->descriptor.derive(place->branch, place->index);
    if (!derived || derived->scriptPubKey != record.script)
        return std::optional<DepositRow>();
    STRONGROOM_ASSIGN(const Received received, receivedAt(state, record.script));
    DepositRow row;
    row.id = hexOf(record.id);
    row.payer = record.payer;
    row.purpose = record.purpose;
    row.vault = vault->name;
    row.address = bitcoin::encodeAddress(record.script, registry->network()).value_or("");
    row.uri = uriOf(row.address, record.expected);
    row.expected = record.expected;
    row.issuedAt = record.issuedAt;
    row.dueAt = record.dueAt;
    row.state = stateOf(received, record.dueAt, now);
    noteChain(row, received);
    row.sentence = sentenceFor(row);
    return std::optional(std::move(row));
}

/// Coins at receive addresses that no deposit names.
Outcome<std::vector<DepositRow>> Desk::unexpected(const vault::Vault& vault) const {
    STRONGROOM_ASSIGN(const auto coins, store::Coins(state.database).ofVault(vault.id.span()));
    std::set<base::Bytes> scripts;
    for (const store::CoinRecord& coin : coins)
        scripts.insert(coin.script);
    std::vector<DepositRow> rows;
    for (const base::Bytes& script : scripts) {
        STRONGROOM_ASSIGN(const auto issued, store::Deposits(state.database).byScript(script));
        STRONGROOM_ASSIGN(const auto place, store::Coins(state.database).watched(script));
        if (issued || !place || place->branch != vault::RECEIVE_BRANCH)
            continue;
        STRONGROOM_ASSIGN(const Received received, receivedAt(state, script));
        DepositRow row;
        row.id = hexOf(crypto::sha256(script));
        row.vault = vault.name;
        row.address = bitcoin::encodeAddress(script, registry->network()).value_or("");
        row.state = DepositState::unexpected;
        noteChain(row, received);
        row.sentence = sentenceFor(row);
        rows.push_back(std::move(row));
    }
    return rows;
}

Outcome<void> checkDraft(const DepositDraft& draft) {
    if (draft.payer.empty() || draft.payer.size() > MAX_PAYER || !base::isPlainUtf8(draft.payer))
        return base::Unexpected(Error::payerMissing);
    if (draft.purpose.size() > MAX_PURPOSE || !base::isPlainUtf8(draft.purpose))
        return base::Unexpected(Error::reasonMissing);
    if (draft.expectedSatoshi &&
        (*draft.expectedSatoshi <= 0 || !base::Amount::fromSatoshi(*draft.expectedSatoshi)))
        return base::Unexpected(Error::amountInvalid);
    return {};
}

} // namespace

Outcome<std::vector<DepositRow>> listDeposits(Workspace& workspace) {
    STRONGROOM_ASSIGN(const Desk desk, Desk::at(workspace.state()));
    STRONGROOM_ASSIGN(const auto records, store::Deposits(desk.state.database).all());
    std::vector<DepositRow> rows;
    for (const vault::Vault& vault : desk.registry->vaults()) {
        STRONGROOM_ASSIGN(auto strays, desk.unexpected(vault));
        std::move(strays.begin(), strays.end(), std::back_inserter(rows));
    }
    for (const store::DepositRecord& record : records) {
        STRONGROOM_ASSIGN(auto row, desk.rowOf(record));
        if (row)
            rows.push_back(std::move(*row));
    }
    return rows;
}

Outcome<DepositRow> issueDeposit(Workspace& workspace, const DepositDraft& draft) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_TRY(checkDraft(draft));
    STRONGROOM_TRY(pullLog(state)); // what was issued before, also by others, is not issued again
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const auto id = hashFromHex(draft.vaultId);
    const auto vault = std::find_if(registry->vaults().begin(), registry->vaults().end(),
                                    [&](const vault::Vault& one) { return id && one.id == *id; });
    if (vault == registry->vaults().end())
        return base::Unexpected(Error::vaultNotFound);
    const std::uint32_t index = vault->issued;
    STRONGROOM_ASSIGN(const auto derived, vault->descriptor.derive(vault::RECEIVE_BRANCH, index));
    Json::Object fields{{"payer", draft.payer},
                        {"purpose", draft.purpose},
                        {"index", std::int64_t{index}},
                        {"issued_by", state.person}};
    if (draft.expectedSatoshi)
        fields.emplace("expected", *draft.expectedSatoshi);
    if (draft.dueAt)
        fields.emplace("due", draft.dueAt->seconds);
    // The signer derives the address itself and records it before anybody sees it; the deposit is what that
    // record says.
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSigner(state, {"address",
                                        {{"vault", draft.vaultId},
                                         {"branch", static_cast<std::int64_t>(vault::RECEIVE_BRANCH)},
                                         {"index", std::int64_t{index}},
                                         {"issue", true},
                                         {"fields", std::move(fields)}},
                                        {}}));
    STRONGROOM_ASSIGN(const std::string address, textOf(reply, "address"));
    if (bitcoin::encodeAddress(derived.scriptPubKey, registry->network()) != address)
        return base::Unexpected(Error::addressMismatch);
    STRONGROOM_TRY(pullLog(state));
    STRONGROOM_ASSIGN(const auto record, store::Deposits(state.database).byScript(derived.scriptPubKey));
    STRONGROOM_ASSIGN(const Desk desk, Desk::at(state));
    STRONGROOM_ASSIGN(auto row,
                      record ? desk.rowOf(*record) : Outcome<std::optional<DepositRow>>(std::nullopt));
    if (!row)
        return base::Unexpected(Error::addressMismatch);
    return std::move(*row);
}

} // namespace strongroom::service
