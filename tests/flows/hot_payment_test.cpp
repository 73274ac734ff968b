// From a deposit to a confirmed payment on a real node, and everything that stops one.
#include "flows/payment_world.h"

#include "service/backup.h"
#include "service/desk.h"

#include "psbt/codec.h"
#include "store/coins.h"
#include "store/objects.h"
#include "store/withdrawals.h"
#include "treasury/travel.h"

using namespace strongroom;
using service::WithdrawalPhase;
using test::codeOf;
using test::flowNode;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 100'000'000;

store::WithdrawalRecord recordOf(service::Workspace& workspace, const std::string& id) {
    return store::Withdrawals(workspace.state().database).find(*service::hashFromHex(id)).value().value();
}

/// What an officer says with a client of their own instead of ours.
service::Outcome<signer::Frame> sayRaw(service::Workspace& workspace, const std::string& person,
                                       const std::string& id, const std::string& kind = "approval") {
    const service::SignerRequest request{
        "state", {{"kind", kind}, {"shown_digest", id}}, {recordOf(workspace, id).psbt}};
    return service::askSignerAs(workspace.state(), person, request, PaymentWorld::secret(person));
}

} // namespace

TEST_CASE("a small payment to an active payee is permitted, signed when armed, sent and confirmed") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Aldgate Mining Ltd");

    const auto draft = world.draft(anna, payee, 1'000'000, "INV-1");
    const auto preview = need(service::previewWithdrawal(anna, draft));
    CHECK(preview.verdict.outcome == service::Verdict::Outcome::permitted);
    CHECK(preview.availableBefore.satoshi() == COIN);
    CHECK(preview.outflow.satoshi() == 1'000'000 + preview.fee.satoshi());
    CHECK(need(service::listWithdrawals(anna, {})).empty());

    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    const auto proposed = need(service::showWithdrawal(anna, id));
    CHECK(proposed.row.phase == WithdrawalPhase::authorized);
    CHECK(proposed.row.payee == "Aldgate Mining Ltd");
    CHECK(proposed.row.reference == "INV-1");
    CHECK(proposed.purpose == "Hosting in October");
    CHECK(proposed.intentDigest == id);
    CHECK(proposed.row.amount.satoshi() == 1'000'000);
    CHECK(proposed.signaturesHave == 0);
    CHECK(proposed.signaturesNeeded == 1);
    // Its only coin is reserved, softly, by this proposal.
    CHECK(codeOf(service::previewWithdrawal(anna, draft)) == "vault.insufficient_funds");

    CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "signer.not_armed");
    CHECK(world.phase(anna, id) == WithdrawalPhase::authorized);
    CHECK(recordOf(anna, id).finalTransaction.empty());

    world.arm(anna);
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::signing);
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::signedWaiting);
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::broadcast);
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::broadcast);
    flowNode().mine(1);
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::confirmed);

    const auto done = need(service::showWithdrawal(anna, id));
    CHECK(done.confirmations == 1U);
    CHECK(done.signaturesHave == 1);
    const auto txid = bitcoin::txidFromText(done.txid);
    REQUIRE(txid);
    const bitcoin::Transaction sent = flowNode().transaction(*txid);
    CHECK(std::any_of(sent.outputs.begin(), sent.outputs.end(),
                      [](const bitcoin::TxOut& output) { return output.amount.satoshi() == 1'000'000; }));
    CHECK(done.timeline.size() >= 3); // proposed, refused once, authorized, signed
    CHECK(codeOf(service::takeBackWithdrawal(anna, id, "too late", world.secret("anna"))) ==
          "withdrawal.already_signed");
}

TEST_CASE("over the limit a payment waits for two officers and compliance, each counted once") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, 3 * COIN);
    const std::string payee = world.payee("Borough Foundry");
    const auto draft = world.draft(anna, payee, 120'000'000, "INV-2");
    CHECK(need(service::previewWithdrawal(anna, draft)).verdict.outcome ==
          service::Verdict::Outcome::needsApprovals);
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    world.arm(anna);
    CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);

    SUBCASE("the proposer's own approval does not count, whoever's client makes it") {
        CHECK(world.approve("anna", id) == "approval.does_not_count");
        const auto raw = need(sayRaw(anna, "anna", id));
        REQUIRE(need(service::importApproval(anna, raw.blobs.front())).id == id);
        const auto approvals = need(service::showWithdrawal(anna, id)).approvals;
        REQUIRE(approvals.size() == 1);
        CHECK(approvals.front().person == "Anna");
        CHECK_FALSE(approvals.front().counts);
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
    }
    SUBCASE("one person who approves twice counts once") {
        REQUIRE(world.approve("ben", id) == "done");
        CHECK(world.approve("ben", id) == "approval.does_not_count");
        const auto raw = need(sayRaw(anna, "ben", id));
        static_cast<void>(service::importApproval(anna, raw.blobs.front()));
        const auto detail = need(service::showWithdrawal(anna, id));
        CHECK(detail.row.phase == WithdrawalPhase::waitingForApprovals);
        for (const service::ObligationLine& line : detail.verdict.obligations)
            CHECK(line.met <= 1);
        CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "done");
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
    }
    SUBCASE("two officers are not enough without compliance; all three are") {
        REQUIRE(world.approve("ben", id) == "done");
        auto detail = need(service::showWithdrawal(anna, id));
        CHECK(detail.nextSentence.find("Cleo") != std::string::npos);
        CHECK(detail.nextSentence.find("Ben") == std::string::npos);
        REQUIRE(world.approve("cleo", id) == "done");
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
        REQUIRE(world.approve("cora", id) == "done");
        detail = need(service::showWithdrawal(anna, id));
        CHECK(detail.row.phase == WithdrawalPhase::authorized);
        CHECK(detail.allOnOneComputer);
        CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::signing);
        CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::signedWaiting);
        CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::broadcast);
        flowNode().mine(1);
        CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::confirmed);
    }
    SUBCASE("an auditor cannot approve, and another digest than the one shown is refused") {
        CHECK(world.approve("audrey", id) == "approval.does_not_count");
        service::Workspace ben = world.open("ben");
        CHECK(codeOf(service::approveWithdrawal(ben, {id, std::string(64, '0'), ""}, world.secret("ben"))) ==
              "approval.digest_changed");
    }
    SUBCASE("one rejection by an eligible approver ends it, and frees its coins") {
        service::Workspace ben = world.open("ben");
        CHECK(codeOf(service::rejectWithdrawal(ben, id, "", world.secret("ben"))) == "input.reason_missing");
        need(service::rejectWithdrawal(ben, id, "Wrong invoice", world.secret("ben")));
        CHECK(world.phase(anna, id) == WithdrawalPhase::rejected);
        CHECK(need(service::showWithdrawal(anna, id)).row.sentence == "Rejected by Ben.");
        CHECK(world.approve("cleo", id) == "withdrawal.closed");
        CHECK(need(service::previewWithdrawal(anna, draft)).availableBefore.satoshi() == 3 * COIN);
    }
    SUBCASE("only the proposer takes it back") {
        service::Workspace ben = world.open("ben");
        need(service::takeBackWithdrawal(ben, id, "not mine", world.secret("ben")));
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
        need(service::takeBackWithdrawal(anna, id, "Paid elsewhere", world.secret("anna")));
        CHECK(world.phase(anna, id) == WithdrawalPhase::withdrawn);
    }
    SUBCASE("a question pauses it until it is answered") {
        REQUIRE(world.approve("ben", id) == "done");
        REQUIRE(world.approve("cleo", id) == "done");
        CHECK(codeOf(service::answerQuestion(anna, id, "yes", world.secret("anna"))) ==
              "approval.nothing_asked");
        service::Workspace dora = world.open("dora");
        need(service::askAboutWithdrawal(dora, id, "Which invoice is this?", world.secret("dora")));
        REQUIRE(world.approve("cora", id) == "done");
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
        need(service::answerQuestion(anna, id, "INV-2 of October", world.secret("anna")));
        CHECK(world.phase(anna, id) == WithdrawalPhase::authorized);
    }
    SUBCASE("without approvals the signer refuses whatever the database says") {
        auto record = recordOf(anna, id);
        record.phase = "authorized";
        REQUIRE(store::Withdrawals(anna.state().database).update(record));
        CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "done"); // seen for what it is
        CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
        CHECK(codeOf(service::askSigner(anna.state(), {"spend", {}, {record.psbt}})) ==
              "signer.not_approved");
    }
}

TEST_CASE("an approval comes from a desk seat by file, and counts like any other") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Jewry Street Glass");
    const std::string id = need(service::proposeWithdrawal(
        anna, world.draft(anna, payee, 20'000'000, "INV-8"), world.secret("anna")));
    const base::Bytes bundle = need(service::exportRegistration(anna));
    const service::DeskSetup setup{"cleo", need(service::approvalEnvelopeOf(anna.state(), "cleo")),
                                   anna.card().treasuryId};
    const std::string desk = world.console().temporary() / "desk-of-cleo";
    service::DeskSetup misread = setup;
    misread.confirmedDigest.front() = misread.confirmedDigest.front() == '0' ? '1' : '0';
    CHECK(codeOf(service::makeDesk(world.ports(), world.console().temporary() / "misread", bundle, misread,
                                   world.secret("cleo"))) == "signer.digest_mismatch");
    need(service::makeDesk(world.ports(), desk, bundle, setup, world.secret("cleo")));

    const base::Bytes request = need(service::exportApprovalRequest(anna, id));
    const auto shown = need(service::reviewApprovalRequest(world.ports(), desk, request));
    CHECK(shown.intentDigest == id);
    CHECK(shown.purpose == "Hosting in October");
    CHECK(shown.row.amount.satoshi() == 20'000'000);
    CHECK(shown.row.payee == "Jewry Street Glass");
    CHECK(shown.actions.approve);
    const base::Bytes wordless = psbt::serialize(treasury::stripTravel(psbt::parsePsbt(request).value()));
    CHECK(codeOf(service::reviewApprovalRequest(world.ports(), desk, wordless)) == "approval.not_a_request");
    CHECK(codeOf(service::signApprovalRequest(world.ports(), desk, request, std::string(64, '0'), "",
                                              world.secret("cleo"))) == "approval.digest_changed");
    const base::Bytes approval = need(service::signApprovalRequest(
        world.ports(), desk, request, shown.intentDigest, "Looks right", world.secret("cleo")));
    base::Bytes damaged = approval;
    damaged[damaged.size() / 2] ^= 1;
    CHECK(codeOf(service::importApproval(anna, damaged)) != "done");
    CHECK(world.phase(anna, id) == WithdrawalPhase::waitingForApprovals);
    CHECK(need(service::importApproval(anna, approval)).id == id);
    const auto detail = need(service::showWithdrawal(anna, id));
    CHECK(detail.row.phase == WithdrawalPhase::authorized);
    CHECK(detail.approvals.front().person == "Cleo");
    CHECK(detail.approvals.front().counts);
    CHECK_FALSE(detail.allOnOneComputer);
    CHECK(codeOf(service::signApprovalRequest(world.ports(), desk, request, id, "",
                                              test::secretText("not hers"))) == "workspace.wrong_passphrase");
}

TEST_CASE("what cannot be paid is refused with its code, and nothing is kept") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Cannon Street Press");
    auto draft = world.draft(anna, payee, 1'000'000, "INV-3");
    const auto code = [&] { return codeOf(service::proposeWithdrawal(anna, draft, world.secret("anna"))); };

    draft.amountSatoshi = 2 * COIN;
    CHECK(code() == "vault.insufficient_funds");
    draft.amountSatoshi = 200;
    CHECK(code() == "vault.dust_payment");
    draft.amountSatoshi = 0;
    CHECK(code() == "input.amount");
    draft.amountSatoshi = 1'000'000;
    draft.feeRateSatPerKvb = 600'000;
    CHECK(code() == "vault.wanted_fee_rate_above_ceiling");
    draft.feeRateSatPerKvb = 5'000;
    draft.payeeId = std::string(64, '0');
    CHECK(code() == "payee.not_found");
    draft.payeeId = payee;
    draft.vaultId = std::string(64, '0');
    CHECK(code() == "vault.not_found");
    draft.vaultId = world.hotVault(anna);
    draft.expiresInSeconds = 60 * 86'400;
    CHECK(code() == "treasury.lifetime_too_long");
    draft.expiresInSeconds = 86'400;
    CHECK(codeOf(service::proposeWithdrawal(anna, draft, test::secretText("not her passphrase"))) ==
          "workspace.wrong_passphrase");
    CHECK(need(service::listWithdrawals(anna, {})).empty());
}

TEST_CASE("a payment whose signature was lost on its way is rejected, and its coins stay taken") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Mincing Lane Tea");
    const auto draft = world.draft(anna, payee, 1'000'000, "INV-10");
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    world.arm(anna);
    // The signer signs, and the coordinator does not hear of it.
    need(service::askSigner(anna.state(), {"spend", {}, {recordOf(anna, id).psbt}}));
    CHECK(world.phase(anna, id) == WithdrawalPhase::authorized);
    service::Workspace dora = world.open("dora");
    need(service::rejectWithdrawal(dora, id, "Wrong invoice", world.secret("dora")));
    const auto shown = need(service::showWithdrawal(anna, id));
    CHECK(shown.row.sentence.find("but a signature is out") != std::string::npos);
    CHECK(recordOf(anna, id).phase == "rejected_pending");
    CHECK(codeOf(service::previewWithdrawal(anna, draft)) == "vault.insufficient_funds");
    world.console().clock().shift = base::Seconds{30 * 86'400}; // no time frees them
    CHECK(codeOf(service::previewWithdrawal(anna, draft)) == "vault.insufficient_funds");
    CHECK(recordOf(anna, id).finalTransaction.empty());
}

TEST_CASE("a coin that another withdrawal has taken meanwhile is not signed away") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Lothbury Lead");
    const std::string id = need(
        service::proposeWithdrawal(anna, world.draft(anna, payee, 1'000'000, "INV-9"), world.secret("anna")));
    world.arm(anna);
    // As the database would be if its reservation had been given to another payment.
    store::Coins coins(anna.state().database);
    const auto record = recordOf(anna, id);
    const bitcoin::OutPoint coin = psbt::parsePsbt(record.psbt).value().tx.inputs.front().prevout;
    REQUIRE(coins.releaseReservations(record.id));
    REQUIRE(coins.reserve(coin, *crypto::Hash256::from(base::Bytes(32, 7)), std::nullopt, record.proposedAt));
    CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "withdrawal.coins_taken");
    CHECK(world.phase(anna, id) == WithdrawalPhase::authorized);
    CHECK(recordOf(anna, id).finalTransaction.empty());
}

TEST_CASE("the same payment again stops until it was looked at") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    world.fund(anna, COIN, 1);
    const std::string payee = world.payee("Dowgate Timber");
    auto draft = world.draft(anna, payee, 1'000'000, "INV-4");
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    const auto again = service::proposeWithdrawal(anna, draft, world.secret("anna"));
    REQUIRE(codeOf(again) == "withdrawal.duplicate");
    CHECK(again.error().data.front().second == id);
    CHECK(need(service::previewWithdrawal(anna, draft)).duplicateOf->id == id);
    draft.duplicateAcknowledged = true;
    const std::string second = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    CHECK(second != id);
    CHECK(codeOf(service::showWithdrawal(anna, id.substr(0, 4))) == "withdrawal.not_found");
    CHECK(need(service::showWithdrawal(anna, id.substr(0, 12))).row.id == id);
    auto twin = recordOf(anna, id); // no hash makes one on purpose; whoever writes in the database does
    base::Bytes twinId = base::toBytes(twin.id.span());
    twinId.back() ^= 1;
    twin.id = *crypto::Hash256::from(twinId);
    REQUIRE(store::Withdrawals(anna.state().database).insert(twin));
    CHECK(codeOf(service::showWithdrawal(anna, id.substr(0, 12))) == "withdrawal.ambiguous");
}

TEST_CASE("a payee counts once two people stand for it, and never after it was revoked") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string address = flowNode().newAddress();
    const std::string id = need(service::addPayee(
        anna, {"Eastcheap Oil", address, "letter with two signatures"}, world.secret("anna")));
    auto rows = need(service::listPayees(anna));
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().state == service::PayeeState::proposed);
    CHECK_FALSE(rows.front().iMayApprove);
    CHECK(codeOf(service::approvePayee(anna, id, world.secret("anna"))) == "approval.does_not_count");
    auto draft = world.draft(anna, id, 1'000'000, "INV-5");
    CHECK(codeOf(service::previewWithdrawal(anna, draft)) == "payee.not_found");
    CHECK(codeOf(service::addPayee(anna, {"Eastcheap Oil", flowNode().newAddress(), "x"},
                                   world.secret("anna"))) == "payee.name_taken");
    CHECK(codeOf(service::addPayee(anna, {"Other", address, "x"}, world.secret("anna"))) ==
          "payee.address_taken");
    CHECK(codeOf(service::addPayee(anna, {"Other", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "x"},
                                   world.secret("anna"))) == "bitcoin.address_wrong_network");
    service::Workspace ben = world.open("ben");
    need(service::approvePayee(ben, id, world.secret("ben")));
    rows = need(service::listPayees(ben));
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().state == service::PayeeState::active);
    CHECK(rows.front().approvedBy == "Ben");
    CHECK(need(service::previewWithdrawal(ben, draft)).verdict.outcome !=
          service::Verdict::Outcome::notAllowed);
    CHECK(codeOf(service::approvePayee(ben, id, world.secret("ben"))) == "payee.nothing_proposed");
    need(service::revokePayee(ben, id, "Account closed", world.secret("ben")));
    CHECK(codeOf(service::revokePayee(ben, id, "Account closed", world.secret("ben"))) == "payee.revoked");
    CHECK(codeOf(service::previewWithdrawal(ben, draft)) == "payee.not_active");
}

TEST_CASE("an address that begins and ends like another payee's is refused") {
    // Two programs that differ in the middle and share the checksum: made by solving for it.
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    static_cast<void>(need(
        service::addPayee(anna, {"King William", "bcrt1quvptzcvw24kpxklstzk3uq5g0snt56qgt4dej9", "letter"},
                          world.secret("anna"))));
    CHECK(codeOf(service::addPayee(anna,
                                   {"Queen Victoria", "bcrt1quvptzcvw24kpxklstzk3uq5g03waq0a6t4dej9", "mail"},
                                   world.secret("anna"))) == "payee.looks_alike");
    CHECK(codeOf(service::addPayee(anna, {"Queen Victoria", flowNode().newAddress(), ""},
                                   world.secret("anna"))) == "payee.evidence_missing");
    CHECK(need(service::listPayees(anna)).size() == 1);
}

TEST_CASE("a payee whose draft was overtaken by another change says so and is signed anew") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    const std::string late = need(service::addPayee(
        anna, {"Fenchurch Copper", flowNode().newAddress(), "met in person"}, world.secret("anna")));
    static_cast<void>(world.payee("Gracechurch Tin"));
    auto rows = need(service::listPayees(anna));
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == late; });
    REQUIRE(row != rows.end());
    CHECK(row->state == service::PayeeState::proposed);
    CHECK(row->sentence.find("signed anew") != std::string::npos);
    service::Workspace ben = world.open("ben");
    need(service::approvePayee(ben, late, world.secret("ben")));
    need(service::approvePayee(anna, late, world.secret("anna")));
    rows = need(service::listPayees(anna));
    CHECK(std::all_of(rows.begin(), rows.end(),
                      [](const auto& one) { return one.state == service::PayeeState::active; }));
}

TEST_CASE("one officer freezes, the hot tier disarms, and two administrators without the freezer unfreeze") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Houndsditch Rope");
    const auto draft = world.draft(anna, payee, 1'000'000, "INV-6");
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    world.arm(anna);
    service::Workspace cleo = world.open("cleo");
    const auto frozen = need(service::freeze(cleo, "A call that was not ours", world.secret("cleo")));
    CHECK(frozen.frozen);
    CHECK(frozen.by == "Cleo");
    CHECK(frozen.reason == "A call that was not ours");
    CHECK(need(service::signerStatus(anna)).phase == service::SignerPhase::open);
    CHECK(codeOf(service::askSigner(anna.state(), {"spend", {}, {recordOf(anna, id).psbt}})) ==
          "signer.frozen");
    CHECK(codeOf(service::arm(anna, "anna", world.secret("anna"))) == "signer.frozen");
    service::forgetRegistry(anna.state());
    CHECK(need(service::unfreeze(anna, world.secret("anna"))).frozen);
    service::Workspace ben = world.open("ben");
    CHECK_FALSE(need(service::unfreeze(ben, world.secret("ben"))).frozen);
}

TEST_CASE("an intent that was not signed in time expires and frees its coins") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Ironmonger Row");
    auto draft = world.draft(anna, payee, 20'000'000, "INV-7");
    draft.expiresInSeconds = 3'600;
    const std::string id = need(service::proposeWithdrawal(anna, draft, world.secret("anna")));
    world.console().clock().shift = base::Seconds{3'601};
    CHECK(need(service::advanceWithdrawal(anna, id)).after == WithdrawalPhase::expired);
    CHECK(world.approve("ben", id) == "withdrawal.closed");
    CHECK(need(service::previewWithdrawal(anna, draft)).availableBefore.satoshi() == COIN);
}
