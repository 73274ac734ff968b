// Ways to spend beside a plain payment: coins by hand, several coins made one, a file of payments, a request
// from elsewhere, and a signed transaction that is handed out.
#include "models/batch_view_model.h"
#include "models/new_withdrawal_view_model.h"
#include "models/sweep_view_model.h"
#include "models/withdrawal_view_model.h"
#include "service/advance_withdrawal.h"
#include "service/overview.h"
#include "service/payees.h"
#include "service/signer_control.h"
#include "support/secret_text.h"
#include "test_list.h"
#include "training_desk.h"

#include <QFile>
#include <QSignalSpy>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::need;
using test::roleAt;
using test::rowWhere;
using test::TrainingTreasury;

namespace {

QString hotVault(service::Workspace& workspace) {
    for (const auto& vault : need(service::overview(workspace)).vaults) {
        if (vault.tier == "hot")
            return QString::fromStdString(vault.vaultId);
    }
    return {};
}

QString file(const char* name, const QByteArray& content) {
    const QString path = TrainingTreasury::one().path(name);
    QFile written(path);
    if (written.open(QIODevice::WriteOnly))
        written.write(content);
    return path;
}

int firstSpendable(const CoinChoice& coins) {
    return rowWhere(*coins.rows(), "spendable", true);
}

} // namespace

class SpendingViewModelsTest : public QObject {
    Q_OBJECT

private slots:
    void coinsAreChosenByHandAndExactlyTheseAreSpent() {
        Desk desk("anna");
        NewWithdrawalViewModel draft(desk.session());
        draft.refresh();
        EVENTUALLY(draft.payees()->rowCount() > 0);
        draft.setVaultId(hotVault(desk.services()));
        const int payee = rowWhere(*draft.payees(), "name", "Kestrel Hosting");
        draft.setPayeeId(roleAt(*draft.payees(), payee, "payeeId").toString());
        draft.setAmountText("0.001");
        draft.setFeeRateText("5");
        draft.setPurpose("Cables");
        CoinChoice& coins = *draft.coins();
        EVENTUALLY(coins.spendable() > 0);
        coins.setByHand(true);
        EVENTUALLY(!draft.isPreviewing());
        QVERIFY(!draft.preview().present); // none is chosen
        const int row = firstSpendable(coins);
        coins.toggleAt(row);
        QCOMPARE(coins.count(), 1);
        QCOMPARE(coins.total(), roleAt(*coins.rows(), row, "amount"));
        EVENTUALLY(draft.preview().present);
        QCOMPARE(draft.preview().inputs.size(), qsizetype(1));
        coins.toggleAt(row);
        QCOMPARE(coins.count(), 0);
        coins.chooseAll(true);
        QCOMPARE(coins.count(), coins.spendable());
        const int held = rowWhere(*coins.rows(), "spendable", false);
        coins.toggleAt(held); // stays as it is
        QCOMPARE(coins.count(), coins.spendable());
        draft.start();
        QVERIFY(!coins.isByHand() && coins.count() == 0);
    }

    void aRequestFillsTheFormInByItsAddressAlone() {
        Desk desk("anna");
        NewWithdrawalViewModel draft(desk.session());
        draft.refresh();
        EVENTUALLY(draft.payees()->rowCount() > 0);
        QSignalSpy taken(&draft, &NewWithdrawalViewModel::requestTaken);
        const int row = rowWhere(*draft.payees(), "name", "Kestrel Hosting");
        const QString address = roleAt(*draft.payees(), row, "address").toString();
        draft.takeRequest(" bitcoin:" + address + "?amount=0.25&label=Somebody%20else&message=INV-7\n");
        EVENTUALLY(taken.size() == 1);
        QCOMPARE(draft.payeeId(), roleAt(*draft.payees(), row, "payeeId").toString());
        QCOMPARE(draft.amountText(), QString("0.25"));
        QCOMPARE(draft.purpose(), QString("INV-7"));
        QVERIFY(taken.first().first().toString().contains("Kestrel Hosting"));
        draft.takeRequest("bitcoin:" + address + "?req-more=1");
        EVENTUALLY(draft.requestProblem().code == "bitcoin.uri_required_parameter");
        draft.takeRequest(
            "bitcoin:bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk"); // of BIP84's test seed: nobody's here
        EVENTUALLY(draft.requestProblem().code == "payee.not_found");
        QCOMPARE(taken.size(), 1);
    }

    void aFileSaysAllThatIsWrongAndIsProposedWhenNothingIs() {
        Desk desk("anna");
        BatchViewModel batch(desk.session());
        batch.refresh();
        QSignalSpy opened(&batch, &BatchViewModel::opened);
        QSignalSpy proposed(&batch, &BatchViewModel::proposed);
        batch.setVaultId(hotVault(desk.services()));
        batch.openFile(TrainingTreasury::one().path("missing.csv"));
        EVENTUALLY(batch.failure().present());
        batch.openFile(file("bad.csv", "payee,amount_btc,reference\nNobody,1,B-1\nKestrel Hosting,x,B-2\n"));
        EVENTUALLY(opened.size() == 1 && batch.problemCount() == 2);
        QCOMPARE(roleAt(*batch.problems(), 0, "where").toString(), QString("Line 2, payee"));
        QCOMPARE(roleAt(*batch.problems(), 1, "code").toString(), QString("batch.amount"));
        QVERIFY(!batch.isComplete() && !batch.preview().present);
        batch.openFile(file("good.csv",
                            "payee,amount_btc,purpose,reference\nKestrel Hosting,0.0015,Rack,VM-B1\n"
                            "Aldgate Mining Ltd,0.0016,Fans,VM-B2\n"));
        EVENTUALLY(batch.lineCount() == 2 && batch.problemCount() == 0 && batch.preview().present);
        QCOMPARE(batch.total(), QVariant::fromValue<qlonglong>(310'000));
        QCOMPARE(batch.fileName(), QString("good.csv"));
        EVENTUALLY(batch.isComplete());
        batch.propose(desk.passphrase());
        EVENTUALLY(proposed.size() == 1);
        WithdrawalViewModel page(desk.session());
        page.show(proposed.first().first().toString());
        EVENTUALLY(page.isLoaded());
        QVERIFY(page.facts().payee.contains("Kestrel Hosting") &&
                page.facts().payee.contains("Aldgate Mining Ltd"));
        batch.setVaultId(hotVault(desk.services()));
        batch.openFile(TrainingTreasury::one().path("good.csv"));
        EVENTUALLY(batch.problemCount() == 1);
        QCOMPARE(roleAt(*batch.problems(), 0, "code").toString(), QString("batch.paid_already"));
        QCOMPARE(roleAt(*batch.problems(), 0, "where").toString(), QString("The file"));
        batch.openFile(
            file("like.csv", "payee,amount_btc,purpose,reference\nKestrel Hosting,0.0015,Rack,VM-B3\n"));
        EVENTUALLY(batch.duplicateCount() == 1 && batch.preview().present && !batch.isPreviewing());
        QVERIFY(!batch.isComplete());
        QSignalSpy completed(&batch, &BatchViewModel::previewChanged);
        batch.setDuplicatesAcknowledged(true);
        QVERIFY(batch.isComplete());
        QCOMPARE(completed.size(), 1);
        QSignalSpy acted(&page, &WithdrawalViewModel::acted);
        page.takeBack("Only a trial", desk.passphrase());
        EVENTUALLY(acted.size() == 1);
    }

    void coinsBecomeOneAndTheTransactionIsHandedOut() {
        Desk desk("anna");
        SweepViewModel sweep(desk.session());
        QSignalSpy proposed(&sweep, &SweepViewModel::proposed);
        sweep.consolidate(hotVault(desk.services()));
        EVENTUALLY(sweep.coins()->spendable() > 1);
        QVERIFY(!sweep.isChild() && !sweep.isComplete());
        sweep.coins()->toggleAt(firstSpendable(*sweep.coins()));
        QVERIFY(!sweep.preview().present);                           // one alone becomes nothing else
        sweep.coins()->toggleAt(firstSpendable(*sweep.coins()) + 1); // what can be spent stands first
        QCOMPARE(sweep.coins()->count(), 2);
        sweep.setFeeRateText("5");
        EVENTUALLY(sweep.isComplete());
        QVERIFY(sweep.preview().change.toLongLong() > 0);
        QCOMPARE(sweep.preview().change.toLongLong() + sweep.preview().fee.toLongLong(),
                 sweep.coins()->total().toLongLong());
        sweep.propose(desk.passphrase());
        EVENTUALLY(proposed.size() == 1);
        const QString id = proposed.first().first().toString();
        WithdrawalViewModel page(desk.session());
        page.show(id);
        EVENTUALLY(page.isLoaded() && page.facts().kind == "consolidation");
        QVERIFY(!page.actions().handOut);
        QSignalSpy acted(&page, &WithdrawalViewModel::acted);
        page.takeBack("Only a trial", desk.passphrase());
        EVENTUALLY(acted.size() == 1);
        sweep.payFor(QString(64, '1') + ":0");
        QVERIFY(sweep.isChild());
        EVENTUALLY(sweep.problem().code == "coin.not_found");
    }
};

static const test::Registered<SpendingViewModelsTest> SPENDING_TEST;

#include "spending_view_models_test.moc"
