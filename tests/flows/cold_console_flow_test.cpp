// The cold leg as the console sees it: from an approved withdrawal through two stations to a confirmation on
// a real node, with every reply that is more or other than signatures refused and recorded.
#include "bitcoin/address.h"
#include "fakes/console_world.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/audit_log.h"
#include "service/backup.h"
#include "service/cold_leg.h"
#include "service/follow_chain.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/station.h"
#include "service/vaults.h"
#include "support/node.h"
#include "treasury/travel.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::test;

namespace {

service::SecretText stationPassphrase() {
    return service::SecretText::fromUtf8(base::asBytes("passphrase of a station")).value();
}

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

/// A training treasury whose chain is a real node's, with a cold vault of two stations and a key in a safe.
class ColdOffice {
public:
    explicit ColdOffice(Node& node) : m_ports(m_world.ports()) {
        m_ports.openTrainingChain =
            [&node](const std::string&) -> service::Outcome<std::unique_ptr<chain::Backend>> {
            return std::unique_ptr<chain::Backend>(node.backend());
        };
        std::string keys;
        for (const char* name : {"station-a", "station-b"}) {
            const auto made = service::createStation(
                m_ports, {m_world.temporary() / name, name, "regtest", true},
                service::StationKeyOrigin::created, service::SecretText(), stationPassphrase());
            REQUIRE(codeOf(made) == "done");
            m_stations.push_back(made->folder);
            keys += "," + made->xpub + "/<0;1>/*";
        }
        keys += "," + makeAccount("in the safe").text() + "/<0;1>/*";
        registerVault("wsh(sortedmulti(2" + keys + "))");
        registerPayee(node);
        auto anna = open("anna");
        const base::Bytes bundle = service::exportRegistration(anna).value();
        for (const std::string& station : m_stations)
            REQUIRE(codeOf(service::provisionStation(m_ports, station, bundle, anna.card().treasuryId,
                                                     stationPassphrase())) == "done");
        const auto address = service::vaultAddresses(anna, m_vault, 0, 0, 0).value().front().address;
        node.fund(address, base::Amount::sat(60'000'000));
        node.mine(1);
        REQUIRE(codeOf(service::followChain(anna)) == "done");
    }

    [[nodiscard]] service::Workspace open(const std::string& person) {
        auto opened =
            service::openWorkspace(m_ports, m_world.folder(), person, ConsoleWorld::secretOf(person));
        REQUIRE(codeOf(opened) == "done");
        return std::move(*opened);
    }

    /// Proposed by Anna, approved by all who are asked; the id.
    [[nodiscard]] std::string approvedWithdrawal() {
        std::string id;
        {
            auto anna = open("anna");
            service::WithdrawalDraft draft;
            draft.vaultId = m_vault;
            draft.payeeId = m_payee;
            draft.amountSatoshi = 25'000'000;
            draft.feeRateSatPerKvb = 5'000;
            draft.purpose = "Cables";
            draft.reference = "INV 12";
            const auto proposed = service::proposeWithdrawal(anna, draft, ConsoleWorld::secretOf("anna"));
            REQUIRE(codeOf(proposed) == "done");
            id = *proposed;
            CHECK(codeOf(service::exportForStation(anna, id)) == "cold.not_approved");
        }
        for (const char* person : {"ben", "cleo", "cora"}) {
            auto desk = open(person);
            const std::string digest = service::showWithdrawal(desk, id).value().intentDigest;
            static_cast<void>(
                service::approveWithdrawal(desk, {id, digest, ""}, ConsoleWorld::secretOf(person)));
        }
        return id;
    }

    [[nodiscard]] base::Bytes signAt(std::size_t station, base::ByteSpan request) {
        const auto opened = service::openStation(m_ports, m_stations[station], stationPassphrase());
        REQUIRE(codeOf(opened) == "done");
        const auto review = (*opened)->review(request);
        REQUIRE(codeOf(review) == "done");
        CHECK(review->maySign);
        const auto reply = (*opened)->sign(request, review->detail.intentDigest, stationPassphrase());
        REQUIRE(codeOf(reply) == "done");
        return *reply;
    }

private:
    void registerVault(const std::string& descriptor) {
        {
            auto anna = open("anna");
            const auto added = service::addVault(anna, {"Cold vault", "cold", descriptor, {}},
                                                 ConsoleWorld::secretOf("anna"));
            REQUIRE(codeOf(added) == "done");
            m_vault = *added;
        }
        auto ben = open("ben");
        REQUIRE(codeOf(service::approveVault(ben, m_vault, ConsoleWorld::secretOf("ben"))) == "done");
    }
    void registerPayee(Node& node) {
        {
            auto dora = open("dora");
            const auto added = service::addPayee(dora, {"Supplier", node.newAddress(), "called back"},
                                                 ConsoleWorld::secretOf("dora"));
            REQUIRE(codeOf(added) == "done");
            m_payee = *added;
        }
        auto cleo = open("cleo");
        REQUIRE(codeOf(service::approvePayee(cleo, m_payee, ConsoleWorld::secretOf("cleo"))) == "done");
    }

    ConsoleWorld m_world;
    service::Ports m_ports;
    std::vector<std::string> m_stations;
    std::string m_vault;
    std::string m_payee;
};

} // namespace

TEST_CASE("the console takes signatures and receipts from stations, refuses the rest, and sends") {
    Node node;
    ColdOffice office(node);
    const std::string id = office.approvedWithdrawal();
    auto anna = office.open("anna");
    const auto request = service::exportForStation(anna, id);
    REQUIRE(codeOf(request) == "done");
    const base::Bytes first = office.signAt(0, *request);
    const psbt::Psbt reply = psbt::parsePsbt(first).value();
    const auto refusalOf = [&](const psbt::Psbt& altered) {
        return codeOf(service::importFromStation(anna, id, psbt::serialize(altered)));
    };

    psbt::Psbt changedOutput = reply;
    changedOutput.tx.outputs[0].scriptPubKey = payeeScript("mallory");
    CHECK(refusalOf(changedOutput) == "cold.changed_transaction");
    psbt::Psbt extraInput = reply;
    extraInput.tx.inputs.push_back(
        {{*bitcoin::Txid::from(labelHash("extra").span()), 0}, {}, 0xfffffffd, {}});
    extraInput.inputs.emplace_back();
    CHECK(refusalOf(extraInput) == "cold.changed_transaction");
    const TestVault stranger = multiVault("stranger");
    psbt::Psbt foreign = spendOf(stranger.vault).psbt;
    REQUIRE(signAll(foreign, stranger, 2));
    CHECK(refusalOf(foreign) == "cold.foreign_wallet");
    psbt::Psbt unknownField = reply;
    unknownField.unknown.emplace(base::Bytes{0xf0, 1}, base::Bytes{1});
    CHECK(refusalOf(unknownField) == "cold.extra_data");
    psbt::Psbt otherScript = reply;
    otherScript.inputs[0].witnessScript->push_back(0x51);
    CHECK(refusalOf(otherScript) == "cold.extra_data");
    psbt::Psbt extraOutputField = reply;
    extraOutputField.outputs[0].unknown.emplace(base::Bytes{0xf0, 1}, base::Bytes{1});
    CHECK(refusalOf(extraOutputField) == "cold.extra_data");
    const auto withTravel = [&](const treasury::Travel& travel) {
        return treasury::addTravel(reply, travel).value();
    };
    const treasury::Travel sent = treasury::readTravel(reply).value();
    REQUIRE(sent.heads.size() == 1);
    REQUIRE(sent.checkpoints.size() == 1);
    const crypto::Unsigned someHead{sent.heads[0].type(), sent.heads[0].treasury(), base::Json::Object{}};
    base::SystemRandom random;
    treasury::Travel foreignHead;
    foreignHead.heads.push_back(
        crypto::assemble(someHead, {crypto::signWith(someHead, crypto::Ed25519KeyPair::generate(random))}));
    CHECK(refusalOf(withTravel(foreignHead)) == "cold.extra_data");
    treasury::Travel foreignPlace;
    foreignPlace.checkpoints.push_back(sent.checkpoints[0]);
    foreignPlace.checkpoints[0].back() ^= 1;
    CHECK(refusalOf(withTravel(foreignPlace)) == "cold.extra_data");
    psbt::Psbt badSignature = reply;
    REQUIRE(badSignature.inputs[0].partialSigs.size() == 1);
    badSignature.inputs[0].partialSigs.begin()->second[10] ^= 1;
    CHECK(refusalOf(badSignature) != "done");
    badSignature =
        strongroom::treasury::stripTravel(badSignature); // without the receipt, which names the signatures
    CHECK(refusalOf(badSignature) == "cold.invalid_signature");
    CHECK(codeOf(service::importFromStation(anna, id, base::asBytes("nothing"))) == "psbt.not_psbt");
    CHECK(codeOf(service::importFromStation(anna, id, *request)) == "cold.nothing_added");
    CHECK(service::showWithdrawal(anna, id)->signaturesHave == 0);
    CHECK(service::listAudit(anna, {.kind = "cold.reply_refused"})->size() == 12);

    const auto one = service::importFromStation(anna, id, first);
    REQUIRE(codeOf(one) == "done");
    CHECK(one->signaturesHave == 1);
    CHECK(one->signaturesNeeded == 2);
    const auto two = service::importFromStation(anna, id, office.signAt(1, *request));
    REQUIRE(codeOf(two) == "done");
    CHECK(two->signaturesHave == 2);
    CHECK(service::listAudit(anna, {.kind = "cold.reply_accepted"})->size() == 2);

    REQUIRE(codeOf(service::advanceAll(anna)) == "done");
    CHECK(service::showWithdrawal(anna, id)->row.phase == service::WithdrawalPhase::broadcast);
    node.mine(1);
    REQUIRE(codeOf(service::followChain(anna)) == "done");
    REQUIRE(codeOf(service::advanceAll(anna)) == "done");
    const auto done = service::showWithdrawal(anna, id);
    REQUIRE(codeOf(done) == "done");
    CHECK(done->row.phase == service::WithdrawalPhase::confirmed);
    CHECK(done->confirmations == 1U);
}
