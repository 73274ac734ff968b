// What a client that is not ours can do on the signer's socket, and what somebody who edits the database
// with its key can: be refused, each time with a code and a record.
#include "flows/payment_world.h"

#include "psbt/codec.h"
#include "store/log.h"
#include "store/objects.h"
#include "store/withdrawals.h"
#include "treasury/travel.h"

#include <filesystem>

using namespace strongroom;
using test::codeOf;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 100'000'000;

store::WithdrawalRecord recordOf(service::Workspace& workspace, const std::string& id) {
    return store::Withdrawals(workspace.state().database).find(*service::hashFromHex(id)).value().value();
}

std::string spend(service::Workspace& workspace, const psbt::Psbt& psbt) {
    return codeOf(service::askSigner(workspace.state(), {"spend", {}, {psbt::serialize(psbt)}}));
}

std::size_t refusals(service::Workspace& workspace) {
    REQUIRE(service::pullLog(workspace.state()));
    store::LeafFilter filter;
    filter.kind = "signer.refused";
    filter.limit = 10'000;
    return store::Log(workspace.state().database).find(filter).value().size();
}

/// The transaction of one withdrawal with what people said about another.
psbt::Psbt crossed(const psbt::Psbt& transaction, const psbt::Psbt& words) {
    return treasury::addTravel(treasury::stripTravel(transaction), treasury::readTravel(words).value())
        .value();
}

} // namespace

TEST_CASE("an approved intent signs its own transaction and no other") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    world.fund(anna, COIN, 1);
    const std::string payee = world.payee("Aldgate Mining Ltd");
    const std::string one = need(
        service::proposeWithdrawal(anna, world.draft(anna, payee, 1'000'000, "A"), world.secret("anna")));
    const std::string other = need(
        service::proposeWithdrawal(anna, world.draft(anna, payee, 60'000'000, "B"), world.secret("anna")));
    world.arm(anna);
    const psbt::Psbt small = psbt::parsePsbt(recordOf(anna, one).psbt).value();
    const psbt::Psbt large = psbt::parsePsbt(recordOf(anna, other).psbt).value();
    const std::size_t before = refusals(anna);

    CHECK(spend(anna, large) == "signer.not_approved");
    CHECK(spend(anna, crossed(large, small)) == "treasury.other_transaction");
    CHECK(spend(anna, treasury::stripTravel(small)) == "signer.intent_missing");
    psbt::Psbt changed = small;
    changed.tx.outputs.front().amount = base::Amount::sat(999);
    CHECK(spend(anna, changed) == "treasury.other_transaction");
    CHECK(codeOf(service::askSigner(anna.state(), {"spend", {}, {base::Bytes{1, 2, 3}}})) != "done");
    CHECK(refusals(anna) == before + 5);

    // Signed once, the intent stays bound to that transaction, and the same request gets the same answer.
    const auto first = need(service::askSigner(anna.state(), {"spend", {}, {psbt::serialize(small)}}));
    const auto again = need(service::askSigner(anna.state(), {"spend", {}, {psbt::serialize(small)}}));
    CHECK(first.blobs == again.blobs);
    CHECK(spend(anna, crossed(large, small)) == "signer.other_transaction");
}

TEST_CASE("nobody speaks for another, and a coordinator does not speak for the signer") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Borough Foundry");
    const std::string id = need(
        service::proposeWithdrawal(anna, world.draft(anna, payee, 20'000'000, "C"), world.secret("anna")));
    const base::Bytes psbt = recordOf(anna, id).psbt;
    const auto state = [&](const std::string& person, const std::string& envelopeOf,
                           const std::string& passphraseOf) {
        signer::Frame frame;
        frame.header = base::Json(base::Json::Object{
            {"verb", "state"}, {"kind", "approval"}, {"person", person}, {"shown_digest", id}});
        frame.secret = secret::SecureBuffer::copyOf(world.secret(passphraseOf).utf8());
        frame.blobs = {need(service::approvalEnvelopeOf(anna.state(), envelopeOf)), psbt};
        return codeOf(anna.state().signer->call(frame));
    };
    CHECK(state("zoe", "ben", "ben") == "signer.unknown_person");
    CHECK(state("cleo", "ben", "ben") == "signer.unknown_person");
    CHECK(state("ben", "ben", "ben") == "done");
    CHECK(state("ben", "ben", "cleo") == "signer.wrong_passphrase");
    CHECK(codeOf(service::askSigner(anna.state(),
                                    {"record", {{"kind", "withdrawal.approved"}, {"subject", id}}, {}})) ==
          "signer.object_not_allowed");
    CHECK(codeOf(service::askSigner(anna.state(), {"please", {}, {}})) == "signer.unknown_verb");
}

TEST_CASE("authority only goes up, and only by this treasury's own heads") {
    PaymentWorld world;
    PaymentWorld foreign;
    service::Workspace anna = world.open("anna");
    service::Workspace stranger = foreign.open("anna");
    static_cast<void>(world.payee("Cannon Street Press"));
    static_cast<void>(foreign.payee("Nobody of ours"));
    const auto heads = store::Objects(anna.state().database).ofType("head").value();
    const auto foreignHeads = store::Objects(stranger.state().database).ofType("head").value();
    REQUIRE_FALSE(heads.empty());
    const auto offer = [&](service::Workspace& from, const store::StoredObject& head) {
        const auto document =
            store::Objects(from.state().database).document(head.id).value().value_or(base::Bytes());
        return codeOf(service::askSigner(anna.state(), {"adopt", {}, {head.bytes, document}}));
    };
    const std::string before =
        need(service::textOf(need(service::askSigner(anna.state(), {"status", {}, {}})), "head"));
    for (const store::StoredObject& head : foreignHeads)
        CHECK(offer(stranger, head) != "done");
    // The draft with one signature, of what is in force with two.
    for (const store::StoredObject& head : heads)
        static_cast<void>(offer(anna, head));
    CHECK(need(service::textOf(need(service::askSigner(anna.state(), {"status", {}, {}})), "head")) ==
          before);
    const auto genesis = anna.card().treasuryId;
    signer::Frame provision;
    provision.header =
        base::Json(base::Json::Object{{"verb", "provision"}, {"log", "console"}, {"digest", genesis}});
    provision.secret = secret::SecureBuffer::copyOf(world.secret("anna").utf8());
    provision.blobs = {base::Bytes{}, foreignHeads.front().bytes};
    CHECK(codeOf(anna.state().signer->call(provision)) == "signer.already_provisioned");
}

TEST_CASE("a database edited with its own key fools nobody") {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    world.fund(anna, COIN);
    const std::string payee = world.payee("Dowgate Timber");
    const std::string id = need(
        service::proposeWithdrawal(anna, world.draft(anna, payee, 20'000'000, "D"), world.secret("anna")));
    world.arm(anna);
    store::WithdrawalRecord record = recordOf(anna, id);

    SUBCASE("a phase is only a cache") {
        record.phase = "authorized";
        REQUIRE(store::Withdrawals(anna.state().database).update(record));
        CHECK(need(service::advanceWithdrawal(anna, id)).after ==
              service::WithdrawalPhase::waitingForApprovals);
    }
    SUBCASE("a transaction that does not give the withdrawal's id is not shown") {
        psbt::Psbt changed = psbt::parsePsbt(record.psbt).value();
        changed.tx.outputs.front().scriptPubKey.back() ^= 1;
        record.psbt = psbt::serialize(changed);
        REQUIRE(store::Withdrawals(anna.state().database).update(record));
        CHECK(codeOf(service::showWithdrawal(anna, id)) == "withdrawal.damaged");
        CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "withdrawal.damaged");
        CHECK(need(service::listWithdrawals(anna, {})).front().sentence.find("does not fit") !=
              std::string::npos);
    }
    SUBCASE("amount, payee and reference come from the bytes, not from the row") {
        record.amount = base::Amount::sat(1);
        record.reference = "something else";
        REQUIRE(store::Withdrawals(anna.state().database).update(record));
        const auto detail = need(service::showWithdrawal(anna, id));
        CHECK(detail.row.amount.satoshi() == 20'000'000);
        CHECK(detail.row.reference == "D");
    }
    SUBCASE("a final transaction that is another one is not sent") {
        record.phase = "signed";
        record.finalTransaction = base::Bytes{0, 1, 2};
        REQUIRE(store::Withdrawals(anna.state().database).update(record));
        CHECK(codeOf(service::advanceWithdrawal(anna, id)) == "withdrawal.damaged");
    }
}

TEST_CASE("a seat whose state was wiped signs nothing and opens nothing") {
    PaymentWorld world;
    std::string seat;
    {
        service::Workspace anna = world.open("anna");
        seat = anna.state().seatFolder;
    }
    world.console().stopSigners();
    SUBCASE("without its journal") {
        REQUIRE(std::filesystem::remove(seat + "/journal"));
    }
    SUBCASE("without its founding record") {
        REQUIRE(std::filesystem::remove(seat + "/genesis"));
    }
    SUBCASE("without anything") {
        REQUIRE(std::filesystem::remove_all(seat) > 0);
    }
    const auto opened =
        service::openWorkspace(world.ports(), world.console().folder(), "anna", PaymentWorld::secret("anna"));
    CHECK_FALSE(opened.has_value());
}
