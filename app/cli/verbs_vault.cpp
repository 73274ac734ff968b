// Vaults, their keys, addresses and coins, and deposits.
#include "files.h"
#include "session.h"
#include "verbs.h"

#include "service/deposits.h"
#include "service/vaults.h"

namespace strongroom::cli {

namespace {

Json timeOrNull(const std::optional<base::UnixTime>& time) {
    return time ? Json(time->seconds) : Json();
}

Json amountOrNull(const std::optional<base::Amount>& amount) {
    return amount ? Json(amount->satoshi()) : Json();
}

Json numberOrNull(const std::optional<std::uint32_t>& number) {
    return number ? Json(std::int64_t{*number}) : Json();
}

Answer items(Json::Array list) {
    return {Json::Object{{"items", std::move(list)}}, Verdict::none, {}};
}

Json keyJson(const service::VaultKey& key) {
    return Json::Object{
        {"holder", key.holder}, {"fingerprint", key.fingerprint}, {"path", key.path}, {"xpub", key.xpub}};
}

Json vaultJson(const service::VaultDetail& vault) {
    Json::Array keys;
    for (const service::VaultKey& key : vault.keys)
        keys.push_back(keyJson(key));
    return Json::Object{{"id", vault.id},
                        {"name", vault.name},
                        {"tier", vault.tier},
                        {"network", vault.network},
                        {"descriptor", vault.descriptor},
                        {"digest", vault.descriptorDigest},
                        {"script_type", vault.scriptType},
                        {"threshold", std::int64_t{vault.threshold}},
                        {"keys", std::move(keys)},
                        {"first_receive", vault.firstReceiveAddress},
                        {"first_change", vault.firstChangeAddress},
                        {"recovery", vault.recoverySentence.empty() ? Json() : Json(vault.recoverySentence)},
                        {"sentence", vault.stateSentence}};
}

std::string nameOf(service::DepositState state) {
    switch (state) {
    case service::DepositState::expected:
        return "expected";
    case service::DepositState::seen:
        return "seen";
    case service::DepositState::confirmed:
        return "confirmed";
    case service::DepositState::late:
        return "late";
    case service::DepositState::unexpected:
        return "unexpected";
    }
    base::checkFailed("DepositState");
}

Json depositJson(const service::DepositRow& row) {
    return Json::Object{{"id", row.id},
                        {"payer", row.payer},
                        {"purpose", row.purpose},
                        {"vault", row.vault},
                        {"address", row.address},
                        {"uri", row.uri},
                        {"expected", amountOrNull(row.expected)},
                        {"received", row.received.satoshi()},
                        {"state", nameOf(row.state)},
                        {"sentence", row.sentence},
                        {"issued_at", row.issuedAt.seconds},
                        {"due_at", timeOrNull(row.dueAt)},
                        {"confirmations", numberOrNull(row.confirmations)}};
}

Outcome<Answer> vaultNamed(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto vaults, service::listVaults(workspace));
    for (const service::VaultDetail& vault : vaults) {
        if (vault.id == id)
            return Answer{vaultJson(vault), Verdict::none, {}};
    }
    return base::Unexpected(base::Failure("vault.not_found", "There is no such vault."));
}

Outcome<Answer> listVaults(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto vaults, service::listVaults(session.workspace));
    Json::Array list;
    for (const service::VaultDetail& vault : vaults)
        list.push_back(vaultJson(vault));
    return items(std::move(list));
}

Outcome<Answer> listKeys(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto vaults, service::listVaults(session.workspace));
    Json::Array list;
    for (const service::VaultDetail& vault : vaults) {
        for (const service::VaultKey& key : vault.keys) {
            Json json = keyJson(key);
            json.object()->emplace("vault", vault.id);
            list.push_back(std::move(json));
        }
    }
    return items(std::move(list));
}

Outcome<Answer> addVault(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    service::VaultDraft draft;
    draft.name = given.required("--name");
    draft.tier = given.required("--tier");
    draft.descriptor = given.arguments.front();
    STRONGROOM_ASSIGN(const std::string id, service::addVault(session.workspace, draft, session.passphrase));
    return vaultNamed(session.workspace, id);
}

Outcome<Answer> approveVault(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::approveVault(session.workspace, given.arguments.front(), session.passphrase));
    return vaultNamed(session.workspace, given.arguments.front());
}

Outcome<std::uint32_t> indexOf(const Invocation& given, std::string_view option, std::uint32_t fallback) {
    STRONGROOM_ASSIGN(const auto number, given.number(option));
    if (number && *number > INT32_MAX)
        return base::Unexpected(base::Failure("input.range", "A number is outside its range."));
    return number ? static_cast<std::uint32_t>(*number) : fallback;
}

Outcome<Answer> listAddresses(const Invocation& given) {
    STRONGROOM_ASSIGN(const std::uint32_t branch, indexOf(given, "--branch", 0));
    STRONGROOM_ASSIGN(const std::uint32_t from, indexOf(given, "--from", 0));
    STRONGROOM_ASSIGN(const std::uint32_t to, indexOf(given, "--to", from));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto addresses,
                      service::vaultAddresses(session.workspace, given.arguments.front(), branch, from, to));
    Json::Array list;
    for (const service::VaultAddress& line : addresses)
        list.push_back(Json::Object{{"address", line.address},
                                    {"branch", std::int64_t{line.branch}},
                                    {"index", std::int64_t{line.index}},
                                    {"label", line.label},
                                    {"received", line.received.satoshi()},
                                    {"used", line.used}});
    return items(std::move(list));
}

Outcome<Answer> coinsOf(service::Workspace& workspace, const std::string& vault) {
    STRONGROOM_ASSIGN(const auto coins, service::vaultCoins(workspace, vault));
    Json::Array list;
    for (const service::CoinRow& coin : coins)
        list.push_back(Json::Object{{"outpoint", coin.outpoint},
                                    {"address", coin.address},
                                    {"label", coin.label},
                                    {"amount", coin.amount.satoshi()},
                                    {"height", numberOrNull(coin.height)},
                                    {"change", coin.change},
                                    {"held", coin.held},
                                    {"reason", coin.holdReason},
                                    {"reserved_by", coin.reservedBy}});
    return items(std::move(list));
}

Outcome<Answer> listCoins(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    return coinsOf(session.workspace, given.arguments.front());
}

Outcome<Answer> holdCoin(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::holdCoin(session.workspace, given.arguments.front(), given.required("--reason"),
                                     session.passphrase));
    return Answer{Json::Object{{"outpoint", given.arguments.front()}, {"held", true}}, Verdict::none, {}};
}

Outcome<Answer> releaseCoin(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::releaseCoin(session.workspace, given.arguments.front(), session.passphrase));
    return Answer{Json::Object{{"outpoint", given.arguments.front()}, {"held", false}}, Verdict::none, {}};
}

Outcome<Answer> newDeposit(const Invocation& given) {
    service::DepositDraft draft;
    draft.vaultId = given.required("--vault");
    draft.payer = given.required("--payer");
    draft.purpose = given.value("--purpose").value_or("");
    STRONGROOM_ASSIGN(draft.expectedSatoshi, given.number("--amount"));
    STRONGROOM_ASSIGN(const auto due, given.number("--due"));
    if (due)
        draft.dueAt = base::UnixTime{*due};
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::DepositRow row, service::issueDeposit(session.workspace, draft));
    return Answer{depositJson(row), Verdict::none, {}};
}

Outcome<Answer> listDeposits(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listDeposits(session.workspace));
    Json::Array list;
    for (const service::DepositRow& row : rows)
        list.push_back(depositJson(row));
    return items(std::move(list));
}

} // namespace

std::vector<Verb> vaultVerbs() {
    return {
        {"vault list", "", 0, 0, {}, "Vaults, proposed ones included.", listVaults},
        {"vault add",
         "DESC",
         1,
         1,
         {{"--name", "TEXT", Occurs::once}, {"--tier", "hot|warm|cold", Occurs::once}},
         "Proposes a vault.",
         addVault},
        {"vault approve", "ID", 1, 1, {}, "Signs for a proposed vault.", approveVault},
        {"vault addresses",
         "ID",
         1,
         1,
         {{"--branch", "0|1"}, {"--from", "I"}, {"--to", "J"}},
         "Addresses of a vault.",
         listAddresses},
        {"vault coins", "ID", 1, 1, {}, "Unspent coins of a vault.", listCoins},
        {"coin hold", "TXID:N", 1, 1, {{"--reason", "TEXT", Occurs::once}}, "Keeps a coin back.", holdCoin},
        {"coin release", "TXID:N", 1, 1, {}, "Lets a coin be spent again.", releaseCoin},
        {"key list", "", 0, 0, {}, "Keys of all vaults.", listKeys},
        {"deposit new",
         "",
         0,
         0,
         {{"--vault", "ID", Occurs::once},
          {"--payer", "TEXT", Occurs::once},
          {"--purpose", "TEXT"},
          {"--amount", "SAT"},
          {"--due", "TIME"}},
         "Issues an address to a payer.",
         newDeposit},
        {"deposit list", "", 0, 0, {}, "Deposits, newest first.", listDeposits},
    };
}

} // namespace strongroom::cli
