// A cold vault's words as the console sees them: from the proposal through two stations to a proof that
// anybody can check, with every reply that is more or other than signatures refused and recorded.
#include "fakes/console_world.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/message_verify.h"
#include "service/audit_log.h"
#include "service/backup.h"
#include "service/follow_chain.h"
#include "service/message_leg.h"
#include "service/stateless/messages.h"
#include "service/station.h"
#include "service/training.h"
#include "service/vaults.h"
#include "service/workspace_state.h"
#include "store/objects.h"
#include "store/statement.h"
#include "treasury/receipt.h"
#include "treasury/travel.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr std::string_view WORDS = "We hold these coins.";

service::SecretText stationPassphrase() {
    return service::SecretText::fromUtf8(base::asBytes("passphrase of a station")).value();
}

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

/// A training treasury with a cold vault of two stations and a key in a safe.
class ColdVoice {
public:
    ColdVoice() {
        std::string keys;
        for (const char* name : {"station-a", "station-b"}) {
            const auto made = service::createStation(
                m_world.ports(), {m_world.temporary() / name, name, "regtest", true},
                service::StationKeyOrigin::created, service::SecretText(), stationPassphrase());
            REQUIRE(codeOf(made) == "done");
            m_stations.push_back(made->folder);
            keys += "," + made->xpub + "/<0;1>/*";
        }
        keys += "," + makeAccount("in the safe").text() + "/<0;1>/*";
        {
            auto anna = m_world.open("anna");
            const auto added =
                service::addVault(anna, {"Cold vault", "cold", "wsh(sortedmulti(2" + keys + "))", {}},
                                  ConsoleWorld::secretOf("anna"));
            REQUIRE(codeOf(added) == "done");
            m_vault = *added;
        }
        auto ben = m_world.open("ben");
        REQUIRE(codeOf(service::approveVault(ben, m_vault, ConsoleWorld::secretOf("ben"))) == "done");
        const base::Bytes bundle = service::exportRegistration(ben).value();
        for (const std::string& station : m_stations)
            REQUIRE(codeOf(service::provisionStation(m_world.ports(), station, bundle, ben.card().treasuryId,
                                                     stationPassphrase())) == "done");
    }
    [[nodiscard]] service::Workspace open(const std::string& person) { return m_world.open(person); }

    /// Two coins of the vault, in blocks.
    void fund() {
        auto anna = open("anna");
        const auto addresses = service::vaultAddresses(anna, m_vault, 0, 0, 1).value();
        for (const service::VaultAddress& address : addresses)
            REQUIRE(codeOf(service::trainingFund(anna, address.address, 30'000'000)) == "done");
        REQUIRE(codeOf(service::trainingMine(anna, 1)) == "done");
        REQUIRE(codeOf(service::followChain(anna)) == "done");
    }

    [[nodiscard]] std::string propose(service::Funds funds = service::Funds::none) {
        auto anna = open("anna");
        service::MessageWish wish;
        wish.funds = funds;
        wish.vaultId = m_vault;
        wish.message = base::toBytes(base::asBytes(WORDS));
        const auto preview = service::previewMessage(anna, wish);
        REQUIRE(codeOf(preview) == "done");
        CHECK(preview->verdict.outcome == service::Verdict::Outcome::needsApprovals);
        const auto id = service::proposeMessage(anna, wish, ConsoleWorld::secretOf("anna"));
        REQUIRE(codeOf(id) == "done");
        CHECK(service::showMessage(anna, *id)->row.address == preview->address);
        return *id;
    }
    void approve(const std::string& id) {
        for (const char* person : {"ben", "cleo", "cora"}) {
            auto desk = open(person);
            REQUIRE(codeOf(service::approveMessage(desk, id, id, ConsoleWorld::secretOf(person))) == "done");
        }
    }
    [[nodiscard]] base::Bytes signAt(std::size_t station, base::ByteSpan request) {
        const auto opened = service::openStation(m_world.ports(), m_stations[station], stationPassphrase());
        REQUIRE(codeOf(opened) == "done");
        const auto review = (*opened)->review(request);
        REQUIRE(codeOf(review) == "done");
        CHECK(review->maySign);
        REQUIRE(review->words.has_value());
        CHECK(review->words->text == WORDS);
        CHECK(review->detail.row.vault == "Cold vault");
        const auto reply = (*opened)->sign(request, review->detail.intentDigest, stationPassphrase());
        REQUIRE(codeOf(reply) == "done");
        return *reply;
    }

private:
    ConsoleWorld m_world;
    std::vector<std::string> m_stations;
    std::string m_vault;
};

base::Bytes signaturesOf(const psbt::Psbt& psbt) {
    return psbt::serialize(treasury::stripTravel(psbt));
}

/// Whoever can write to the database puts others, or none, in the place of what a station sent.
void forgetSignatures(service::Workspace& workspace, const std::string& id, const base::Bytes& others = {}) {
    store::Database& database = workspace.state().database;
    const auto digest = *service::hashFromHex(id);
    const std::vector<store::StoredObject> stored = store::Objects(database).about(digest.span()).value();
    for (const store::StoredObject& object : stored) {
        if (object.type != treasury::RECEIPT_TYPE)
            continue;
        auto drop = store::Statement::prepare(database, "DELETE FROM document WHERE hash = ?").value();
        REQUIRE(drop.bind(object.id.span()).run());
        if (!others.empty())
            REQUIRE(store::Objects(database).putDocument(object.id, others));
    }
}

} // namespace

TEST_CASE("two stations let a cold vault say words, and replies with anything else are refused") {
    ColdVoice voice;
    const std::string id = voice.propose();
    {
        auto anna = voice.open("anna");
        CHECK(codeOf(service::exportMessageForStation(anna, id)) == "cold.not_approved");
        CHECK(codeOf(service::importMessageFromStation(anna, id, {})) == "cold.not_exported");
    }
    voice.approve(id);
    auto anna = voice.open("anna");
    const auto ready = service::showMessage(anna, id);
    CHECK(ready->row.phase == service::MessagePhase::authorized);
    CHECK(ready->actions.exportForStation);
    CHECK_FALSE(ready->actions.advance);
    CHECK(service::signMessage(anna, id)->signature.empty()); // nothing here signs it
    const auto request = service::exportMessageForStation(anna, id);
    REQUIRE(codeOf(request) == "done");
    CHECK(service::showMessage(anna, id)->row.phase == service::MessagePhase::signing);
    const base::Bytes first = voice.signAt(0, *request);
    const psbt::Psbt reply = psbt::parsePsbt(first).value();
    const auto refusalOf = [&](const psbt::Psbt& altered) {
        return codeOf(service::importMessageFromStation(anna, id, psbt::serialize(altered)));
    };

    psbt::Psbt otherOutput = reply;
    otherOutput.tx.outputs[0].scriptPubKey = payeeScript("mallory");
    CHECK(refusalOf(otherOutput) == "cold.changed_transaction");
    psbt::Psbt foreign = spendOf(multiVault("stranger").vault).psbt;
    CHECK(refusalOf(foreign) == "cold.foreign_wallet");
    psbt::Psbt unknownField = reply;
    unknownField.unknown.emplace(base::Bytes{0xf0, 1}, base::Bytes{1});
    CHECK(refusalOf(unknownField) == "cold.extra_data");
    psbt::Psbt otherWords = reply;
    otherWords.unknown.clear();
    CHECK(refusalOf(otherWords) == "cold.extra_data");
    treasury::Travel travel = treasury::readTravel(reply).value();
    travel.statements.pop_back();
    travel.preimages = {{1}};
    CHECK(refusalOf(treasury::addTravel(treasury::stripTravel(reply), travel).value()) == "cold.extra_data");
    const psbt::Psbt bare = treasury::stripTravel(reply);
    CHECK(refusalOf(bare) == "cold.receipt_missing");
    psbt::Psbt badSignature = bare;
    badSignature.inputs[0].partialSigs.begin()->second[10] ^= 1;
    CHECK(refusalOf(badSignature) == "cold.invalid_signature");
    CHECK(codeOf(service::importMessageFromStation(anna, id, *request)) == "cold.nothing_added");
    CHECK(service::listAudit(anna, {.kind = "cold.reply_refused"})->size() == 8);
    CHECK(service::showMessage(anna, id)->signaturesHave == 0);

    const auto one = service::importMessageFromStation(anna, id, first);
    REQUIRE(codeOf(one) == "done");
    CHECK(one->signaturesHave == 1);
    CHECK(one->signaturesNeeded == 2);
    CHECK(service::showMessage(anna, id)->row.sentence == "Waiting for stations: 1 of 2 signatures.");
    forgetSignatures(anna, id);
    CHECK(service::showMessage(anna, id)->signaturesHave == 0);
    forgetSignatures(anna, id, signaturesOf(badSignature));
    CHECK(service::showMessage(anna, id)->signaturesHave == 0);
    forgetSignatures(anna, id, signaturesOf(otherOutput));
    CHECK(service::showMessage(anna, id)->signaturesHave == 0);
    forgetSignatures(anna, id, signaturesOf(reply));
    CHECK(service::showMessage(anna, id)->signaturesHave == 1);
    const auto again = service::exportMessageForStation(anna, id);
    REQUIRE(codeOf(again) == "done");
    const auto two = service::importMessageFromStation(anna, id, voice.signAt(1, *again));
    REQUIRE(codeOf(two) == "done");
    CHECK(two->signaturesHave == 2);

    const auto said = service::showMessage(anna, id);
    CHECK(said->row.phase == service::MessagePhase::signedOut);
    const auto judged =
        service::judgeMessage({said->row.address, "regtest", base::asBytes(WORDS), said->signature});
    REQUIRE(codeOf(judged) == "done");
    CHECK(judged->valid);
    CHECK(codeOf(service::importMessageFromStation(anna, id, first)) == "message.closed");
    CHECK(codeOf(service::exportMessageForStation(anna, id)) == "message.closed");
}

TEST_CASE("a cold vault proves what it holds, and spends nothing of it") {
    ColdVoice voice;
    voice.fund();
    const std::string id = voice.propose(service::Funds::wholeVault);
    voice.approve(id);
    auto anna = voice.open("anna");
    const auto request = service::exportMessageForStation(anna, id);
    REQUIRE(codeOf(request) == "done");
    for (const std::size_t station : {std::size_t{0}, std::size_t{1}}) {
        const auto reply = service::importMessageFromStation(anna, id, voice.signAt(station, *request));
        REQUIRE(codeOf(reply) == "done");
    }
    const auto said = service::showMessage(anna, id);
    REQUIRE(said->row.phase == service::MessagePhase::signedOut);
    CHECK(said->signature.starts_with("pof"));
    const auto judged =
        service::judgeMessage({said->row.address, "regtest", base::asBytes(WORDS), said->signature});
    REQUIRE(codeOf(judged) == "done");
    CHECK(judged->valid);
    const base::Json* coins = judged->document.find("coins");
    REQUIRE(coins->array()->size() == 2);
    for (const base::Json& coin : *coins->array())
        CHECK(*coin.find("amount")->integer() == 30'000'000);
}
