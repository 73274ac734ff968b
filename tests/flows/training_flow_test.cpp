// The training treasury, made and worked in with the real signer process: what `strongroom-cli training
// create` and the console's "Open the training treasury" leave behind, and the main job in it.
#include "service/training.h"

#include "composition/child_seats.h"
#include "composition/composition.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/audit_log.h"
#include "service/deposits.h"
#include "service/follow_chain.h"
#include "service/payees.h"
#include "service/propose_withdrawal.h"
#include "service/vaults.h"
#include "support/secret_text.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace {

using namespace strongroom;
using service::WithdrawalPhase;

template <typename T>
T need(service::Outcome<T> outcome) {
    if (!outcome)
        FAIL(outcome.error().code << ": " << outcome.error().message);
    return std::move(outcome).value();
}

/// Made once for all cases: it takes seconds.
class Exercise {
public:
    Exercise()
        : m_composition(
              need(composition::Composition::make({STRONGROOM_PROGRAMS, m_folder / "state", m_folder / "run"},
                                                  service::Client::tool, composition::noNode()))),
          m_seats(STRONGROOM_PROGRAMS),
          m_ports(m_seats.with(m_composition->ports())),
          m_card(need(service::createTraining(m_ports, m_folder / "exercise.strongroom"))) {}

    [[nodiscard]] const service::WorkspaceCard& card() const { return m_card; }
    [[nodiscard]] service::SecretText secretOf(const std::string& person) const {
        const auto slot = std::find_if(m_card.people.begin(), m_card.people.end(),
                                       [&](const auto& one) { return one.personId == person; });
        REQUIRE(slot != m_card.people.end());
        return test::secretText(slot->shownPassphrase);
    }
    [[nodiscard]] service::Workspace as(const std::string& person) const {
        return need(service::openWorkspace(m_ports, m_card.folder, person, secretOf(person)));
    }

private:
    test::TemporaryFolder m_folder;
    std::unique_ptr<composition::Composition> m_composition;
    composition::ChildSeats m_seats;
    service::Ports m_ports;
    service::WorkspaceCard m_card;
};

Exercise& exercise() {
    static Exercise one;
    return one;
}

const service::WithdrawalRow& rowOf(const std::vector<service::WithdrawalRow>& rows,
                                    const std::string& reference) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.reference == reference; });
    REQUIRE(row != rows.end());
    return *row;
}

TEST_CASE("the training treasury opens in the middle of a working day") {
    service::Workspace anna = exercise().as("anna");
    CHECK(exercise().card().training);
    CHECK(exercise().card().people.size() == 9);

    const service::Overview overview = need(service::overview(anna));
    CHECK(overview.training);
    CHECK(overview.height.value_or(0) >= 180);
    CHECK(overview.total.total.satoshi() > 1'000'000'000);
    CHECK(!overview.waitingForOthers.empty());

    const auto rows = need(service::listWithdrawals(anna, {}));
    for (const char* done : {"KH-1183", "MH-0092"})
        CHECK(rowOf(rows, done).phase == WithdrawalPhase::confirmed);
    CHECK(rowOf(rows, "AM-2291").phase == WithdrawalPhase::waitingForApprovals);
    const auto held = need(service::showWithdrawal(anna, rowOf(rows, "EX-0417").id));
    CHECK(held.row.phase == WithdrawalPhase::waitingForApprovals);
    CHECK(held.verdict.obligations.size() >= 2);
    CHECK(held.verdict.sentence.find("the last 24 h would reach 5.2") != std::string::npos);

    const auto cold = need(service::showWithdrawal(anna, rowOf(rows, "PR-Q2").id));
    CHECK(cold.row.tier == "cold");
    CHECK(cold.actions.exportForStation);
    CHECK(cold.signaturesHave == 0);
    CHECK(cold.signaturesNeeded == 2);
    CHECK(cold.keysTotal == 3);
}

TEST_CASE("somebody is late with a payment, and another payment waits for its block") {
    service::Workspace anna = exercise().as("anna");
    const auto deposits = need(service::listDeposits(anna));
    const auto count = [&](service::DepositState state) {
        return std::count_if(deposits.begin(), deposits.end(),
                             [&](const auto& row) { return row.state == state; });
    };
    CHECK(count(service::DepositState::late) == 1);
    CHECK(count(service::DepositState::seen) == 1);
    CHECK(count(service::DepositState::expected) == 1);
    CHECK(count(service::DepositState::confirmed) >= 4);
    CHECK(count(service::DepositState::unexpected) == 0);
}

TEST_CASE("payees can be paid at once, and one waits for its second officer") {
    service::Workspace anna = exercise().as("anna");
    const auto payees = need(service::listPayees(anna));
    const auto count = [&](service::PayeeState state) {
        return std::count_if(payees.begin(), payees.end(),
                             [&](const auto& row) { return row.state == state; });
    };
    CHECK(count(service::PayeeState::active) == 5);
    CHECK(count(service::PayeeState::proposed) == 1);
}

TEST_CASE("a withdrawal over the limit goes from a draft to a confirmed payment") {
    std::string id;
    {
        service::Workspace anna = exercise().as("anna");
        service::WithdrawalDraft draft;
        for (const auto& vault : need(service::listVaults(anna)))
            if (vault.tier == "hot")
                draft.vaultId = vault.id;
        for (const auto& payee : need(service::listPayees(anna)))
            if (payee.name == "Kestrel Hosting")
                draft.payeeId = payee.id;
        draft.amountSatoshi = 125'000'000;
        draft.purpose = "Racks for the second hall";
        draft.reference = "KH-1190";
        const auto preview = need(service::previewWithdrawal(anna, draft));
        CHECK(preview.verdict.outcome == service::Verdict::Outcome::needsApprovals);
        id = need(service::proposeWithdrawal(anna, draft, exercise().secretOf("anna")));
        const auto own =
            service::approveWithdrawal(anna, {id, need(service::showWithdrawal(anna, id)).intentDigest, {}},
                                       exercise().secretOf("anna"));
        CHECK(!own.has_value());
    }
    for (const std::string person : {"ben", "faye", "cleo"}) {
        service::Workspace workspace = exercise().as(person);
        const auto before = need(service::showWithdrawal(workspace, id));
        CHECK(before.row.phase == WithdrawalPhase::waitingForApprovals);
        CHECK(before.actions.approve);
        need(service::approveWithdrawal(workspace, {id, before.intentDigest, {}},
                                        exercise().secretOf(person)));
    }
    service::Workspace anna = exercise().as("anna");
    need(service::advanceAll(anna));
    CHECK(need(service::showWithdrawal(anna, id)).row.phase == WithdrawalPhase::broadcast);
    CHECK(service::trainingMine(anna, 1).has_value());
    need(service::followChain(anna));
    need(service::advanceAll(anna));
    CHECK(need(service::showWithdrawal(anna, id)).row.phase == WithdrawalPhase::confirmed);
}

TEST_CASE("the log of the exercise agrees with its signer") {
    service::Workspace ivan = exercise().as("ivan");
    const auto head = need(service::verifyAudit(ivan));
    CHECK(head.matchesSigner);
    CHECK(head.findings.empty());
    CHECK(head.size > 40);
}

} // namespace
