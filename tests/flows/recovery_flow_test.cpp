// A recovery vault on a real node: paid into, spent by its primary stations, refreshed, and recovered by the
// other stations once the lock has opened, and not one block before.
#include "bitcoin/address.h"
#include "fakes/console_world.h"
#include "psbt/codec.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/backup.h"
#include "service/cold_leg.h"
#include "service/follow_chain.h"
#include "service/overview.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/recovery.h"
#include "service/recovery_spend.h"
#include "service/stateless/recovery_plan.h"
#include "service/station.h"
#include "service/vaults.h"
#include "support/node.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr std::uint32_t DELAY = 20;
enum class Script : std::uint8_t { wsh, tr };

service::SecretText stationPassphrase() {
    return service::SecretText::fromUtf8(base::asBytes("passphrase of a station")).value();
}

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

/// A training treasury whose chain is a real node's, with a recovery vault of five stations: two of the first
/// three, or after DELAY blocks both of the others; and a cold vault of the first two to recover into.
class RecoveryOffice {
public:
    RecoveryOffice(Node& node, Script script) : m_node(node), m_script(script), m_ports(m_world.ports()) {
        m_ports.client = service::Client::tool; // one workspace stays open beside the others
        m_ports.openTrainingChain =
            [&node](const std::string&) -> service::Outcome<std::unique_ptr<chain::Backend>> {
            return std::unique_ptr<chain::Backend>(node.backend());
        };
        for (const char* name : {"station-a", "station-b", "station-c", "station-d", "station-e"}) {
            const auto made = service::createStation(
                m_ports, {m_world.temporary() / name, name, "regtest", true},
                service::StationKeyOrigin::created, service::SecretText(), stationPassphrase());
            REQUIRE(codeOf(made) == "done");
            m_stations.push_back(made->folder);
            m_keys.push_back(std::string(name) + ": " + made->xpub);
        }
        deep = registerVault("Deep reserve", deepDescriptor());
        const auto key = [&](std::size_t station) { return m_keys[station].substr(11) + "/<0;1>/*"; };
        rescue = registerVault("Next reserve", "wsh(sortedmulti(2," + key(0) + "," + key(1) + "))");
        provision();
    }

    [[nodiscard]] service::Workspace open(const std::string& person) {
        auto opened =
            service::openWorkspace(m_ports, m_world.folder(), person, ConsoleWorld::secretOf(person));
        REQUIRE(codeOf(opened) == "done");
        return std::move(*opened);
    }
    void mine(service::Workspace& workspace, unsigned blocks) {
        if (blocks > 0)
            m_node.mine(blocks);
        REQUIRE(codeOf(service::followChain(workspace)) == "done");
    }
    void fund(service::Workspace& workspace, std::uint32_t index) {
        const auto address =
            service::vaultAddresses(workspace, deep, 0, index, index).value().front().address;
        m_node.fund(address, base::Amount::sat(60'000'000));
        mine(workspace, 1);
    }
    [[nodiscard]] service::VaultRecovery recovery(service::Workspace& workspace) {
        auto view = service::vaultRecovery(workspace, deep);
        REQUIRE(codeOf(view) == "done");
        REQUIRE(view->has_value());
        return **view;
    }
    void approve(const std::string& id) {
        for (const char* person : {"ben", "cleo", "cora"}) {
            auto desk = open(person);
            const std::string digest = service::showWithdrawal(desk, id).value().intentDigest;
            CHECK(codeOf(service::approveWithdrawal(desk, {id, digest, ""},
                                                    ConsoleWorld::secretOf(person))) == "done");
        }
    }
    /// The refusal, or "done" with the reply kept.
    [[nodiscard]] std::string signAt(std::size_t station, base::ByteSpan request) {
        const auto opened = service::openStation(m_ports, m_stations[station], stationPassphrase());
        REQUIRE(codeOf(opened) == "done");
        const auto review = (*opened)->review(request);
        REQUIRE(codeOf(review) == "done");
        CHECK(review->maySign);
        shownFindings.clear();
        for (const service::FindingLine& finding : review->detail.findings)
            shownFindings.push_back(finding.code);
        auto signedReply = (*opened)->sign(request, review->detail.intentDigest, stationPassphrase());
        if (signedReply)
            reply = *signedReply;
        return codeOf(signedReply);
    }
    /// By these two stations, approved before; up to the node's word.
    void signAndSend(service::Workspace& workspace, const std::string& id, std::size_t first,
                     std::size_t second) {
        const auto request = service::exportForStation(workspace, id);
        REQUIRE(codeOf(request) == "done");
        REQUIRE(signAt(first, *request) == "done");
        const auto one = service::importFromStation(workspace, id, reply);
        REQUIRE(codeOf(one) == "done");
        CHECK(one->signaturesHave == 1);
        CHECK(one->signaturesNeeded == 2);
        REQUIRE(signAt(second, *request) == "done");
        REQUIRE(codeOf(service::importFromStation(workspace, id, reply)) == "done");
        REQUIRE(codeOf(service::advanceAll(workspace)) == "done");
    }
    [[nodiscard]] service::WithdrawalPhase confirmed(service::Workspace& workspace, const std::string& id) {
        mine(workspace, 1);
        REQUIRE(codeOf(service::advanceAll(workspace)) == "done");
        return service::showWithdrawal(workspace, id).value().row.phase;
    }

    std::string deep;
    std::string rescue;
    base::Bytes reply;
    std::vector<std::string> shownFindings;

private:
    std::string deepDescriptor() {
        service::RecoveryPlanDraft draft;
        draft.primary = {2, {m_keys[0], m_keys[1], m_keys[2]}};
        draft.recovery = {2, {m_keys[3], m_keys[4]}};
        draft.blocks = DELAY;
        draft.taproot = m_script == Script::tr;
        const auto planned = service::planRecovery(draft, "regtest");
        REQUIRE(codeOf(planned) == "done");
        CHECK(planned->sentence == "Any 2 of station-a, station-b and station-c; after about 3 hours without "
                                   "movement, station-d and station-e together.");
        return planned->descriptor;
    }
    std::string registerVault(const std::string& name, const std::string& descriptor) {
        std::string id;
        {
            auto anna = open("anna");
            const auto added =
                service::addVault(anna, {name, "cold", descriptor, {}}, ConsoleWorld::secretOf("anna"));
            REQUIRE(codeOf(added) == "done");
            id = *added;
        }
        auto ben = open("ben");
        REQUIRE(codeOf(service::approveVault(ben, id, ConsoleWorld::secretOf("ben"))) == "done");
        return id;
    }
    void provision() {
        auto anna = open("anna");
        const base::Bytes bundle = service::exportRegistration(anna).value();
        for (const std::string& station : m_stations)
            REQUIRE(codeOf(service::provisionStation(m_ports, station, bundle, anna.card().treasuryId,
                                                     stationPassphrase())) == "done");
    }

    Node& m_node;
    Script m_script;
    ConsoleWorld m_world;
    service::Ports m_ports;
    std::vector<std::string> m_stations;
    std::vector<std::string> m_keys;
};

bool contains(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::find(list, text) != list.end();
}

std::string askNode(Node& node, const bitcoin::Transaction& transaction) {
    const auto acceptance = node.backend()->testAccept(transaction).value();
    return acceptance.verdict == chain::Acceptance::Verdict::allowed ? "allowed" : acceptance.reason;
}

bitcoin::Txid txidOf(service::Workspace& workspace, const std::string& id) {
    return bitcoin::txidFromText(service::showWithdrawal(workspace, id)->txid).value();
}

/// The block of a payment is undone, and the payment gets into one two blocks later: its coin is younger. The
/// chain ends at the same height as before.
void makeYounger(Node& node, const bitcoin::Transaction& payment, std::uint32_t height) {
    constexpr unsigned LATER = 2;
    const std::int64_t tip = node.rpc("getblockcount").integer().value();
    node.rpc("invalidateblock", {*node.rpc("getblockhash", {std::int64_t{height}}).string()});
    for (unsigned i = 0; i < LATER; ++i)
        node.rpc("generateblock", {node.newAddress(), base::Json::Array{}});
    static_cast<void>(node.backend()->broadcast(payment)); // it may be waiting again already
    node.mine(static_cast<unsigned>(tip - height) + 1 - LATER);
    REQUIRE(node.rpc("getblockcount").integer() == tip);
}

void spendRefreshAndRecover(Script script) {
    Node node;
    RecoveryOffice office(node, script);
    auto anna = office.open("anna");
    const service::SecretText& secret = ConsoleWorld::secretOf("anna");
    office.fund(anna, 0);
    const std::uint32_t coinHeight = *office.recovery(anna).coins.front().height;

    // Too early for anything but the primary keys, and the console says until when.
    CHECK(office.recovery(anna).coins.front().opensAt == coinHeight + DELAY);
    CHECK(codeOf(service::proposeRefresh(anna, {office.deep, 5'000, 3'600}, secret)) ==
          "vault.nothing_to_refresh");
    CHECK(codeOf(service::proposeRecovery(anna, {office.deep, office.rescue, 5'000, 3'600}, secret)) ==
          "vault.recovery_not_open");

    // Near its opening: the overview says so, and a refresh starts the time anew.
    office.mine(anna, DELAY / 2);
    CHECK(office.recovery(anna).state == "soon");
    const auto view = service::overview(anna);
    REQUIRE(codeOf(view) == "done");
    CHECK(std::ranges::any_of(view->alerts,
                              [](const auto& alert) { return alert.code == "vault.recovery_soon"; }));
    const auto refresh = service::proposeRefresh(anna, {office.deep, 5'000, 3'600}, secret);
    REQUIRE(codeOf(refresh) == "done");
    office.approve(*refresh);
    office.signAndSend(anna, *refresh, 0, 2);
    CHECK_FALSE(contains(office.shownFindings, "vault.recovery_spend"));
    CHECK(office.confirmed(anna, *refresh) == service::WithdrawalPhase::confirmed);
    const service::VaultRecovery fresh = office.recovery(anna);
    REQUIRE(fresh.coins.size() == 1);
    const std::uint32_t opensAt = *fresh.coins.front().opensAt;
    CHECK(opensAt > coinHeight + DELAY);
    CHECK(fresh.state == "closed");

    // One block too early by our own count …
    office.mine(anna, DELAY - 2);
    REQUIRE(office.recovery(anna).coins.front().blocksLeft == 1);
    CHECK(codeOf(service::proposeRecovery(anna, {office.deep, office.rescue, 5'000, 3'600}, secret)) ==
          "vault.recovery_not_open");
    // … and open with the next.
    office.mine(anna, 1);
    CHECK(office.recovery(anna).state == "open");
    const auto recovery = service::proposeRecovery(anna, {office.deep, office.rescue, 5'000, 3'600}, secret);
    REQUIRE(codeOf(recovery) == "done");
    office.approve(*recovery);
    const auto request = service::exportForStation(anna, *recovery);
    REQUIRE(codeOf(request) == "done");
    // A primary key's station sees it all, and has no key for this path.
    CHECK(office.signAt(0, *request) == "signer.no_such_key");
    CHECK(contains(office.shownFindings, "vault.recovery_spend"));
    CHECK(service::showWithdrawal(anna, *recovery)->row.kind == service::WithdrawalKind::recovery);
    CHECK(service::showWithdrawal(anna, *refresh)->row.kind == service::WithdrawalKind::consolidation);
    office.signAndSend(anna, *recovery, 3, 4);
    CHECK(contains(office.shownFindings, "vault.recovery_spend"));
    CHECK(service::showWithdrawal(anna, *recovery)->row.phase == service::WithdrawalPhase::broadcast);

    // Signed by all who must, and the coin becomes younger: no node takes it, whoever says otherwise.
    const auto sent = node.transaction(txidOf(anna, *recovery));
    makeYounger(node, node.transaction(txidOf(anna, *refresh)), opensAt - DELAY);
    CHECK(askNode(node, sent) == "non-BIP68-final");
    office.mine(anna, 0);
    CHECK(office.recovery(anna).coins.front().opensAt == opensAt + 2);
    office.mine(anna, 2);
    CHECK(askNode(node, sent) == "allowed");
    REQUIRE(node.backend()->broadcast(sent));
    CHECK(office.confirmed(anna, *recovery) == service::WithdrawalPhase::confirmed);
    CHECK(office.recovery(anna).coins.empty());
    CHECK(service::vaultCoins(anna, office.rescue)->size() == 1);
}

} // namespace

TEST_CASE("a recovery vault is spent by its primary stations, refreshed, and recovered when its lock opens") {
    spendRefreshAndRecover(Script::wsh);
}

TEST_CASE("so is a taproot vault, whose recovery keys have a leaf of their own") {
    spendRefreshAndRecover(Script::tr);
}
