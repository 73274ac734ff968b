// A file of payments on a real node: all of its rows in one transaction, or nothing.
#include "flows/payment_world.h"

#include "service/payment_request.h"
#include "service/propose_batch.h"

using namespace strongroom;
using service::WithdrawalPhase;
using test::codeOf;
using test::flowNode;
using test::need;
using test::PaymentWorld;

namespace {

constexpr std::int64_t COIN = 50'000'000;

struct Files {
    PaymentWorld world;
    service::Workspace anna = world.open("anna");
    std::string aldgate = world.payee("Aldgate Mining Ltd");
    std::string borough = world.payee("Borough Foundry");

    Files() {
        world.fund(anna, COIN, 0);
        world.fund(anna, COIN, 1);
    }
    [[nodiscard]] service::BatchDraft draft(const std::string& text) {
        service::BatchDraft draft;
        draft.vaultId = world.hotVault(anna);
        draft.file = base::toBytes(base::asBytes(text));
        draft.feeRateSatPerKvb = 5'000;
        return draft;
    }
    [[nodiscard]] service::Outcome<std::string> propose(const service::BatchDraft& draft) {
        return service::proposeBatch(anna, draft, PaymentWorld::secret("anna"));
    }
};

const std::string TWO = "payee,amount_sat,purpose,reference\n"
                        "Aldgate Mining Ltd,600000,Hosting,INV-1\n"
                        "Borough Foundry,700000,Castings,INV-2\n";

} // namespace

TEST_CASE("a file of payments becomes one transaction that pays every row, and is never paid twice") {
    Files f;
    const auto preview = need(service::previewBatch(f.anna, f.draft(TWO)));
    CHECK(preview.problems.empty());
    REQUIRE(preview.lines.size() == 2);
    CHECK(preview.lines[1].line == 3);
    CHECK(preview.total.satoshi() == 1'300'000);
    REQUIRE(preview.withdrawal);
    CHECK(preview.withdrawal->amount == preview.total);
    CHECK(need(service::listWithdrawals(f.anna, {})).empty());

    const std::string id = need(f.propose(f.draft(TWO)));
    const auto shown = need(service::showWithdrawal(f.anna, id));
    CHECK(shown.row.payee.find("Aldgate Mining Ltd") != std::string::npos);
    CHECK(shown.row.payee.find("Borough Foundry") != std::string::npos);
    CHECK(shown.row.amount == preview.total);
    CHECK(shown.purpose == "2 payments of file " + preview.fileHash.substr(0, 12));
    for (const auto& [payee, reference] :
         {std::pair{"Aldgate Mining Ltd", "INV-1"}, std::pair{"Borough Foundry", "INV-2"}}) {
        const auto output = std::find_if(shown.outputs.begin(), shown.outputs.end(),
                                         [&](const auto& end) { return end.label == payee; });
        REQUIRE(output != shown.outputs.end());
        CHECK(output->reference == reference);
    }
    CHECK(need(service::previewBatch(f.anna, f.draft(TWO))).problems.at(0).code == "batch.paid_already");
    CHECK(codeOf(f.propose(f.draft(TWO))) == "batch.refused");

    f.world.arm(f.anna);
    for (int i = 0; i < 3; ++i)
        need(service::advanceWithdrawal(f.anna, id));
    CHECK(f.world.phase(f.anna, id) == WithdrawalPhase::broadcast);
    const auto sent = flowNode().transaction(*bitcoin::txidFromText(shown.txid));
    CHECK(sent.outputs.size() == 3);
    flowNode().mine(1);
    need(service::followChain(f.anna));
    CHECK(f.world.phase(f.anna, id) == WithdrawalPhase::confirmed);
    // However long ago: a file pays once.
    f.world.console().clock().shift = base::Seconds{60 * 86'400};
    auto again = f.draft(TWO);
    again.duplicatesAcknowledged = true;
    CHECK(codeOf(f.propose(again)) == "batch.refused");
}

TEST_CASE("a file whose withdrawal was taken back can be paid") {
    Files f;
    const std::string id = need(f.propose(f.draft(TWO)));
    need(service::takeBackWithdrawal(f.anna, id, "Wrong month", PaymentWorld::secret("anna")));
    CHECK(codeOf(f.propose(f.draft(TWO))) == "done");
}

TEST_CASE("all problems of a file are said at once with their lines, and nothing is proposed") {
    Files f;
    const std::string text = "payee,amount_sat,purpose,reference\n"
                             "Aldgate Mining Ltd,600000,Hosting,INV-1\n"
                             "Nobody,1,Hosting,INV-2\n"
                             "Aldgate Mining Ltd,600000,Hosting,INV-3\n"
                             "Borough Foundry,200,Hosting,INV-4\n"
                             "Borough Foundry,1000000,Hosting,inv - 1\n"
                             "Borough Foundry,1.5,=1+1,INV-5\n";
    const auto preview = need(service::previewBatch(f.anna, f.draft(text)));
    std::vector<std::string> found;
    for (const auto& problem : preview.problems)
        found.push_back(std::to_string(problem.line) + " " + problem.code);
    CHECK(found == std::vector<std::string>{"3 payee.not_found", "4 batch.alike", "5 vault.dust_payment",
                                            "6 batch.alike", "7 batch.amount", "7 batch.formula"});
    CHECK_FALSE(preview.withdrawal);
    const auto refused = f.propose(f.draft(text));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "batch.refused");
    REQUIRE(refused.error().data.size() == 6);
    CHECK(refused.error().data[0].first == "line 3, payee");
    CHECK(refused.error().data[0].second.find("payee.not_found: ") == 0);
    CHECK(need(service::listWithdrawals(f.anna, {})).empty());
}

TEST_CASE("a payee who is not active yet is refused with the row") {
    Files f;
    need(service::addPayee(f.anna, {"Clink Wharf", flowNode().newAddress(), "called back"},
                           PaymentWorld::secret("anna")));
    const auto preview = need(service::previewBatch(f.anna, f.draft("payee,amount_btc\nClink Wharf,0.01\n")));
    REQUIRE(preview.problems.size() == 1);
    CHECK(preview.problems[0].code == "payee.not_found"); // proposed is not registered
    need(service::revokePayee(f.anna, f.borough, "Closed", PaymentWorld::secret("anna")));
    service::Workspace ben = f.world.open("ben");
    const auto payees = need(service::listPayees(ben));
    const auto after =
        need(service::previewBatch(f.anna, f.draft("payee,amount_btc\n" + f.borough + ",0.01\n")));
    REQUIRE(after.problems.size() == 1);
    CHECK(after.problems[0].code.rfind("payee.", 0) == 0);
}

TEST_CASE("rows of a file are compared with earlier payments, and payments with rows of earlier files") {
    Files f;
    need(service::proposeWithdrawal(f.anna, f.world.draft(f.anna, f.aldgate, 600'000, "INV-9"),
                                    PaymentWorld::secret("anna")));
    const auto preview = need(service::previewBatch(f.anna, f.draft(TWO)));
    CHECK(preview.lines.at(0).duplicateOf.has_value());
    CHECK_FALSE(preview.lines.at(1).duplicateOf.has_value());
    const auto refused = f.propose(f.draft(TWO));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "withdrawal.duplicate");
    CHECK(refused.error().data.at(0) == std::pair<std::string, std::string>("line", "2"));
    auto looked = f.draft(TWO);
    looked.duplicatesAcknowledged = true;
    need(f.propose(looked));
    f.world.fund(f.anna, COIN, 2);
    const auto one = f.world.draft(f.anna, f.borough, 900'000, "inv-2");
    CHECK(codeOf(service::proposeWithdrawal(f.anna, one, PaymentWorld::secret("anna"))) ==
          "withdrawal.duplicate");
}

TEST_CASE("a payment request names a payee by its address alone, whatever it says of itself") {
    Files f;
    const auto rows = need(service::listPayees(f.anna));
    const std::string address = std::find_if(rows.begin(), rows.end(), [](const auto& row) {
                                    return row.name == "Borough Foundry";
                                })->address;
    const auto request = need(service::readPaymentRequest(
        f.anna, "bitcoin:" + address + "?amount=0.25&label=Aldgate%20Mining%20Ltd&message=INV-7"));
    CHECK(request.payeeId == f.borough);
    CHECK(request.payeeName == "Borough Foundry");
    CHECK(request.label == "Aldgate Mining Ltd");
    CHECK(request.message == "INV-7");
    CHECK(request.amountSatoshi == 25'000'000);
    const auto stranger = need(service::readPaymentRequest(f.anna, flowNode().newAddress()));
    CHECK(stranger.payeeId.empty());
    CHECK_FALSE(stranger.amountSatoshi.has_value());
    CHECK(codeOf(service::readPaymentRequest(f.anna, "bitcoin:" + address + "?req-pay=1")) ==
          "bitcoin.uri_required_parameter");
}
