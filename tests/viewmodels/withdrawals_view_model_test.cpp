// Withdrawals: the list, one in full, what can be said about it, and a new one, against the services.
#include "models/withdrawals_view_model.h"

#include "models/new_withdrawal_view_model.h"
#include "models/replacement_view_model.h"
#include "models/withdrawal_view_model.h"
#include "service/advance_withdrawal.h"
#include "service/payees.h"
#include "service/signer_control.h"
#include "support/secret_text.h"
#include "test_list.h"
#include "training_desk.h"

#include <QFile>
#include <QSignalSpy>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::need;
using test::roleAt;
using test::rowWhere;
using test::TrainingTreasury;

namespace {

/// The withdrawal that waits for officers from the start.
const QString WAITS = "AM-2291";

void choose(NewWithdrawalViewModel& draft, const QString& payee, const QString& tier) {
    draft.refresh();
    EVENTUALLY(draft.payees()->rowCount() > 0 && draft.vaults()->rowCount() > 0);
    draft.setPayeeId(roleAt(*draft.payees(), rowWhere(*draft.payees(), "name", payee), "payeeId").toString());
    draft.setVaultId(roleAt(*draft.vaults(), rowWhere(*draft.vaults(), "tier", tier), "vaultId").toString());
}

void load(WithdrawalsViewModel& list) {
    list.refresh();
    EVENTUALLY(list.isLoaded() && !list.isBusy());
}

/// By Anna and Ben, whatever other cases left behind.
void armed(service::Workspace& workspace) {
    if (need(service::signerStatus(workspace)).phase == service::SignerPhase::armed)
        return;
    for (const char* person : {"anna", "ben"}) {
        const std::string words = TrainingTreasury::one().passphraseOf(person);
        (void)service::arm(workspace, person, test::secretText(words));
    }
}

QString idOf(WithdrawalsViewModel& list, const QString& reference) {
    return list.idAt(rowWhere(*list.rows(), "reference", reference));
}

} // namespace

class WithdrawalsViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void eachGroupListsWhatTheServiceHasInIt() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        load(list);
        QVERIFY(rowWhere(*list.rows(), "reference", WAITS) >= 0);
        QCOMPARE(rowWhere(*list.rows(), "phase", "confirmed"), -1);
        list.setGroup(WithdrawalsViewModel::Group::All);
        EVENTUALLY(!list.isBusy());
        const auto all = need(service::listWithdrawals(desk.services(), {}));
        QCOMPARE(list.rows()->rowCount(), static_cast<int>(all.size()));
        for (int row = 0; row < list.rows()->rowCount(); ++row) {
            const service::WithdrawalRow& one = all[static_cast<std::size_t>(row)];
            QCOMPARE(list.idAt(row).toStdString(), one.id);
            QCOMPARE(roleAt(*list.rows(), row, "amount").toLongLong(), one.amount.satoshi());
            QCOMPARE(roleAt(*list.rows(), row, "sentence").toString().toStdString(), one.sentence);
        }
        list.setGroup(WithdrawalsViewModel::Group::Done);
        EVENTUALLY(!list.isBusy());
        QVERIFY(list.rows()->rowCount() > 0);
        QCOMPARE(rowWhere(*list.rows(), "reference", WAITS), -1);
        QVERIFY(roleAt(*list.rows(), 0, "sentence").toString().startsWith("Confirmed by "));
        list.setGroup(WithdrawalsViewModel::Group::All);
        list.setSearch("am-2291");
        EVENTUALLY(!list.isBusy() && list.rows()->rowCount() == 1);
        list.setSearch("no such thing");
        EVENTUALLY(!list.isBusy() && list.rows()->rowCount() == 0);
        QVERIFY(list.idAt(0).isEmpty() && list.idAt(-1).isEmpty());
    }

    void theInboxHoldsWhatThisPersonCanApprove() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        load(list);
        int mine = 0;
        for (const service::WithdrawalRow& row : need(service::listWithdrawals(desk.services(), {})))
            mine += row.waitsForMe ? 1 : 0;
        QVERIFY(mine > 0);
        QCOMPARE(list.inboxCount(), mine);
        QVERIFY(!list.inboxIdAt(0).isEmpty());
    }

    void aFileThatIsNoApprovalIsRefused() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        const QString path = TrainingTreasury::one().path("not-an-approval");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello\n") == 6);
        file.close();
        list.importApproval(path);
        EVENTUALLY(list.failure().present());
        QVERIFY(!list.failure().sentence.isEmpty());
        list.importApproval(TrainingTreasury::one().path("no-such-file"));
        EVENTUALLY(!list.isBusy());
        QVERIFY(list.failure().present());
    }

    void oneWithdrawalIsShownFromItsBytes() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        WithdrawalViewModel page(desk.session());
        load(list);
        page.show(idOf(list, WAITS));
        EVENTUALLY(page.isLoaded());
        const auto detail = need(service::showWithdrawal(desk.services(), idOf(list, WAITS).toStdString()));
        const WithdrawalView facts = page.facts();
        QCOMPARE(facts.outflow.toLongLong(), detail.outflow.satoshi());
        QCOMPARE(facts.amount.toLongLong() + facts.fee.toLongLong(), facts.outflow.toLongLong());
        QCOMPARE(facts.intentDigest.toStdString(), detail.intentDigest);
        QCOMPARE(facts.inputs.size(), static_cast<qsizetype>(detail.inputs.size()));
        QVERIFY(!facts.payeeAddress.isEmpty());
        QVERIFY(facts.mayExpire);
        QCOMPARE(facts.nextSentence.toStdString(), detail.nextSentence);
        QVERIFY(!facts.nextSentence.isEmpty());
        QVERIFY(facts.approvalsHave < facts.approvalsNeeded);
        QCOMPARE(page.verdict().sentence.toStdString(), detail.verdict.sentence);
        QVERIFY(page.actions().approve && page.actions().reject && page.actions().ask);
        QVERIFY(page.actions().whyNotApprove.isEmpty());
        QVERIFY(!page.actions().takeBack);
    }

    void aConfirmedWithdrawalAsksNobodyForAnything() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        WithdrawalViewModel page(desk.session());
        list.setGroup(WithdrawalsViewModel::Group::Done);
        load(list);
        page.show(list.idAt(0));
        EVENTUALLY(page.isLoaded());
        QVERIFY(!page.facts().mayExpire);
        QVERIFY(page.actions().whyNotApprove.isEmpty());
        const WithdrawalActionsView may = page.actions();
        QVERIFY(!may.approve && !may.reject && !may.ask && !may.takeBack && !may.advance);
    }

    void wrongPassphrasesAndDigestsApproveNothing() {
        Desk desk("dan");
        WithdrawalsViewModel list(desk.session());
        WithdrawalViewModel page(desk.session());
        QSignalSpy acted(&page, &WithdrawalViewModel::acted);
        load(list);
        page.show(idOf(list, WAITS));
        EVENTUALLY(page.isLoaded());
        const int before = page.facts().approvalsHave;
        page.approve(page.facts().intentDigest, "", desk.wrongPassphrase());
        EVENTUALLY(page.failure().present());
        QCOMPARE(page.failure().code, QString("workspace.wrong_passphrase"));
        EVENTUALLY(desk.seatListens());
        page.approve(QString(64, 'a'), "", desk.passphrase());
        EVENTUALLY(page.failure().code != "workspace.wrong_passphrase");
        QVERIFY(page.failure().present());
        page.refresh();
        EVENTUALLY(!page.isBusy());
        QCOMPARE(page.facts().approvalsHave, before);
        QCOMPARE(acted.size(), 0);
    }

    void anUnknownWithdrawalIsSaidToBeUnknown() {
        Desk desk("dan");
        WithdrawalViewModel page(desk.session());
        page.show(QString(64, '0'));
        EVENTUALLY(page.failure().present());
        QVERIFY(!page.isLoaded());
    }

    void theVerdictFollowsTheDraft() {
        Desk desk("anna");
        NewWithdrawalViewModel draft(desk.session());
        choose(draft, "Kestrel Hosting", "hot");
        QVERIFY(!draft.preview().present);
        draft.setAmountText("0.01");
        EVENTUALLY(draft.preview().present && !draft.isPreviewing());
        QCOMPARE(draft.preview().verdict.outcome, VerdictView::Outcome::Permitted);
        QCOMPARE(draft.preview().amount.toLongLong(), 1'000'000);
        QVERIFY(!draft.isComplete()); // no purpose yet
        draft.setPurpose("Hosting");
        EVENTUALLY(draft.isComplete());
        draft.setAmountText("1.25");
        QVERIFY(!draft.isComplete()); // what is shown is of the older draft
        EVENTUALLY(draft.isComplete());
        QCOMPARE(draft.preview().verdict.outcome, VerdictView::Outcome::NeedsApprovals);
        QVERIFY(draft.preview().verdict.sentence.contains("two officers"));
    }

    void whatCannotBePaidIsSaidBesideTheAmount_data() {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<bool>("typed"); // wrong as typed, before anybody is asked
        QTest::newRow("nothing") << "0" << true;
        QTest::newRow("negative") << "-1" << true;
        QTest::newRow("words") << "one" << true;
        QTest::newRow("a comma") << "1,25" << true;
        QTest::newRow("nine decimals") << "0.000000001" << true;
        QTest::newRow("more than there can be") << "21000001" << true;
        QTest::newRow("dust") << "0.00000100" << false;
        QTest::newRow("more than the vault has") << "5000" << false;
    }
    void whatCannotBePaidIsSaidBesideTheAmount() {
        QFETCH(QString, amount);
        QFETCH(bool, typed);
        Desk desk("anna");
        NewWithdrawalViewModel draft(desk.session());
        choose(draft, "Kestrel Hosting", "hot");
        draft.setPurpose("Hosting");
        draft.setAmountText(amount);
        QCOMPARE(!draft.amountProblem().isEmpty(), typed);
        if (!typed) {
            EVENTUALLY(draft.problem().present());
            QVERIFY(!draft.problem().sentence.isEmpty());
        }
        EVENTUALLY(!draft.isPreviewing());
        QVERIFY(!draft.isComplete());
        QCOMPARE(draft.amountText(), amount); // what was typed stays
    }

    void aProposalIsListedAndCanBeTakenBack() {
        Desk desk("anna");
        NewWithdrawalViewModel draft(desk.session());
        WithdrawalsViewModel list(desk.session());
        WithdrawalViewModel page(desk.session());
        QSignalSpy proposed(&draft, &NewWithdrawalViewModel::proposed);
        QSignalSpy acted(&page, &WithdrawalViewModel::acted);
        choose(draft, "Kestrel Hosting", "hot");
        draft.setAmountText("0.31");
        draft.setPurpose("Cables");
        draft.setReference("VM-1");
        EVENTUALLY(draft.isComplete());
        draft.propose(desk.wrongPassphrase());
        EVENTUALLY(draft.failure().present());
        QCOMPARE(draft.amountText(), QString("0.31")); // nothing is lost
        EVENTUALLY(desk.seatListens());
        draft.propose(desk.passphrase());
        EVENTUALLY(proposed.size() == 1);
        QVERIFY(draft.amountText().isEmpty());
        EVENTUALLY(rowWhere(*list.rows(), "reference", "VM-1") >= 0);

        page.show(proposed.first().first().toString());
        EVENTUALLY(page.isLoaded());
        QVERIFY(page.actions().takeBack && !page.actions().approve);
        QCOMPARE(page.actions().whyNotApprove, QString("You proposed it: your own approval does not count."));
        page.takeBack("Ordered twice", desk.passphrase());
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(page.facts().sentence.startsWith("Taken back"));
        QCOMPARE(page.facts().sentence, QString("Taken back by Anna Keller."));
        QVERIFY(!page.facts().mayExpire);
    }

    void aPaymentThatWaitsIsSpedUpAndStoppedFromItsPage() {
        Desk desk("anna");
        armed(desk.services());
        NewWithdrawalViewModel draft(desk.session());
        WithdrawalViewModel page(desk.session());
        ReplacementViewModel replacement(desk.session());
        QSignalSpy proposed(&draft, &NewWithdrawalViewModel::proposed);
        QSignalSpy replaced(&replacement, &ReplacementViewModel::proposed);
        choose(draft, "Kestrel Hosting", "hot");
        draft.setAmountText("0.011");
        draft.setFeeRateText("5");
        draft.setPurpose("Fans");
        draft.setReference("VM-3");
        EVENTUALLY(draft.isComplete());
        QVERIFY(draft.preview().hasCeiling);
        QCOMPARE(draft.preview().maxFeeRate, QString("15 sat/vB"));
        draft.propose(desk.passphrase());
        EVENTUALLY(proposed.size() == 1);
        const QString id = proposed.first().first().toString();

        replacement.speedUp(id);
        EVENTUALLY(replacement.problem().present());
        QCOMPARE(replacement.problem().code, QString("withdrawal.not_signed"));
        QVERIFY(!replacement.isComplete());
        for (int i = 0; i < 3; ++i)
            need(service::advanceWithdrawal(desk.services(), id.toStdString()));
        page.show(id);
        EVENTUALLY(page.isLoaded() && page.actions().speedUp && page.actions().stop);
        QVERIFY(page.facts().hasCeiling && page.facts().versions.isEmpty());

        replacement.setFeeRateText("fast");
        QVERIFY(!replacement.feeRateProblem().isEmpty() && !replacement.isComplete());
        replacement.setFeeRateText("20");
        EVENTUALLY(replacement.preview().present && !replacement.isPreviewing());
        QVERIFY(!replacement.preview().covered);
        replacement.setFeeRateText("10");
        QVERIFY(!replacement.isComplete()); // what is shown is of the older draft
        EVENTUALLY(replacement.isComplete() && replacement.preview().covered);
        QCOMPARE(replacement.preview().feeRate, QString("10 sat/vB"));
        QCOMPARE(replacement.preview().feeRateBefore, page.facts().feeRate);
        QCOMPARE(replacement.preview().maxFee, page.facts().maxFee);
        replacement.propose(desk.wrongPassphrase());
        EVENTUALLY(replacement.failure().present());
        EVENTUALLY(desk.seatListens());
        replacement.propose(desk.passphrase());
        EVENTUALLY(replaced.size() == 1);
        page.show(replaced.first().first().toString());
        EVENTUALLY(page.isLoaded() && page.facts().kind == "speed_up");
        QCOMPARE(page.facts().versions.size(), qsizetype(2));
        QVERIFY(!page.actions().stop); // this one is to be finished first
        for (int i = 0; i < 3; ++i)
            need(service::advanceWithdrawal(desk.services(), page.facts().withdrawalId.toStdString()));

        replacement.stop(id);
        QVERIFY(replacement.stops());
        EVENTUALLY(replacement.isComplete());
        QVERIFY(replacement.preview().sentence.contains("may still win the race"));
        replacement.propose(desk.passphrase());
        EVENTUALLY(replaced.size() == 2);
        const auto shown =
            need(service::showWithdrawal(desk.services(), replaced.last().first().toString().toStdString()));
        QCOMPARE(shown.row.kind, service::WithdrawalKind::stop);
    }

    void aQuestionPausesAndARejectionEnds() {
        QString id;
        {
            Desk anna("anna");
            NewWithdrawalViewModel draft(anna.session());
            QSignalSpy proposed(&draft, &NewWithdrawalViewModel::proposed);
            choose(draft, "Kestrel Hosting", "hot");
            draft.setAmountText("0.32");
            draft.setPurpose("Switches");
            draft.setReference("VM-2");
            EVENTUALLY(draft.isComplete());
            draft.propose(anna.passphrase());
            EVENTUALLY(proposed.size() == 1);
            id = proposed.first().first().toString();
        }
        Desk ben("ben");
        WithdrawalViewModel page(ben.session());
        QSignalSpy acted(&page, &WithdrawalViewModel::acted);
        page.show(id);
        EVENTUALLY(page.isLoaded());
        page.ask("Which hall?", ben.passphrase());
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(page.facts().sentence.contains("asked something"));
        QCOMPARE(page.facts().nextPerson, QString("Anna Keller"));
        page.reject("Not this year", ben.passphrase());
        EVENTUALLY(acted.size() == 2);
        EVENTUALLY(page.facts().phase == "rejected");
        QCOMPARE(page.facts().sentence, QString("Rejected by Ben Okafor."));
    }
};

static const test::Registered<WithdrawalsViewModelTest> WITHDRAWALS_TEST;

#include "withdrawals_view_model_test.moc"
