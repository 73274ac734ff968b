// Opening, locking, locking by itself, a second console, and what a page keeps on the screen of a refusal.
#include "models/session.h"

#include "models/audit_view_model.h"
#include "models/deposits_view_model.h"
#include "models/job_runner.h"
#include "models/new_withdrawal_view_model.h"
#include "models/overview_view_model.h"
#include "models/payees_view_model.h"
#include "models/people_view_model.h"
#include "models/policy_view_model.h"
#include "models/settings_view_model.h"
#include "models/shell_view_model.h"
#include "models/vaults_view_model.h"
#include "models/withdrawal_view_model.h"
#include "models/withdrawals_view_model.h"
#include "test_list.h"
#include "training_desk.h"

#include <QSignalSpy>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::TrainingTreasury;

class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void aWrongPassphraseOpensNothing() {
        const TrainingTreasury& treasury = TrainingTreasury::one();
        Session session(treasury.ports(service::Client::console), std::make_unique<InlineRunner>());
        std::optional<FailureView> failure;
        session.open(treasury.card().folder, "anna", test::secretText("harbour lantern 42"),
                     [&](const std::optional<FailureView>& answer) { failure = answer; });
        EVENTUALLY(failure.has_value());
        QCOMPARE(failure->code, QString("workspace.wrong_passphrase"));
        QVERIFY(!failure->sentence.isEmpty());
        QVERIFY(!session.isOpen());
    }

    void lockingEmptiesEveryPage() {
        Desk desk("anna");
        Session& session = desk.session();
        OverviewViewModel overview(session);
        WithdrawalsViewModel withdrawals(session);
        WithdrawalViewModel withdrawal(session);
        NewWithdrawalViewModel draft(session);
        PayeesViewModel payees(session);
        VaultsViewModel vaults(session);
        DepositsViewModel deposits(session);
        PolicyViewModel policy(session);
        AuditViewModel audit(session);
        PeopleViewModel people(session);
        SettingsViewModel settings(session);
        ShellViewModel shell(session);
        for (PageViewModel* page :
             std::initializer_list<PageViewModel*>{&overview, &withdrawals, &draft, &payees, &vaults,
                                                   &deposits, &policy, &audit, &people, &settings, &shell})
            page->refresh();
        EVENTUALLY(withdrawals.isLoaded() && vaults.isLoaded() && overview.isLoaded());
        withdrawal.show(withdrawals.idAt(0));
        vaults.choose(vaults.idAt(0));
        draft.setPurpose("of Anna");
        EVENTUALLY(withdrawal.isLoaded() && vaults.addresses()->rowCount() > 0 && shell.isLoaded() &&
                   people.isLoaded() && audit.isLoaded() && deposits.isLoaded() && payees.isLoaded());

        session.close();
        for (const QAbstractItemModel* rows :
             {overview.vaults(), overview.waitingForMe(), overview.waitingForOthers(), overview.alerts(),
              withdrawals.rows(), withdrawals.inbox(), draft.vaults(), draft.payees(), payees.rows(),
              vaults.rows(), vaults.addresses(), vaults.coins(), deposits.rows(), deposits.vaults(),
              policy.rules(), audit.rows(), people.rows()})
            QCOMPARE(rows->rowCount(), 0);
        QVERIFY(overview.personName().isEmpty() && shell.personName().isEmpty());
        QCOMPARE(overview.total().toLongLong(), 0);
        QVERIFY(withdrawal.facts().withdrawalId.isEmpty() && withdrawal.facts().payee.isEmpty());
        QVERIFY(draft.purpose().isEmpty());
        QVERIFY(policy.document().isEmpty() && policy.changeSentences().isEmpty());
        QVERIFY(!audit.head().present && settings.nodeUrl().isEmpty());
        for (const bool loaded :
             {overview.isLoaded(), withdrawals.isLoaded(), withdrawal.isLoaded(), payees.isLoaded(),
              vaults.isLoaded(), deposits.isLoaded(), policy.isLoaded(), audit.isLoaded(), people.isLoaded(),
              settings.isLoaded(), shell.isLoaded()})
            QVERIFY(!loaded);
    }

    void whatWasAskedBeforeALockIsNotAnsweredAfterIt() {
        Desk desk("anna");
        OverviewViewModel overview(desk.session());
        overview.refresh();
        desk.session().close();
        QTest::qWait(0); // the answer is under way in the event loop
        QCoreApplication::processEvents();
        QVERIFY(!overview.isLoaded());
        QVERIFY(!overview.isBusy());
    }

    void itLocksItselfWhenNobodyTouchesIt() {
        base::Seconds& shift = TrainingTreasury::one().clock().shift;
        Desk desk("anna");
        QSignalSpy closed(&desk.session(), &Session::closed);
        shift = shift + base::Seconds{Session::AUTO_LOCK.count - 60};
        desk.session().lockWhenIdle();
        QVERIFY(desk.session().isOpen());
        desk.session().touch();
        shift = shift + base::Seconds{Session::AUTO_LOCK.count - 60};
        desk.session().lockWhenIdle();
        QVERIFY(desk.session().isOpen());
        shift = shift + base::Seconds{120};
        EVENTUALLY(!desk.session().isOpen()); // the watch looks every few seconds
        QCOMPARE(closed.size(), 1);
        shift = {};
    }

    void aSecondConsoleReadsAndChangesNothing() {
        Desk writer("anna");
        Desk reader("ben");
        QVERIFY(!writer.session().isReadOnly());
        QVERIFY(reader.session().isReadOnly());
        PayeesViewModel payees(reader.session());
        payees.refresh();
        EVENTUALLY(payees.isLoaded());
        QVERIFY(payees.isReadOnly());
        QVERIFY(payees.rows()->rowCount() > 0);
        const int before = payees.rows()->rowCount();
        payees.add("Nobody", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", "Not at all",
                   reader.passphrase());
        EVENTUALLY(payees.failure().present());
        QCOMPARE(payees.failure().code, QString("workspace.read_only"));
        payees.refresh();
        EVENTUALLY(!payees.isBusy());
        QCOMPARE(payees.rows()->rowCount(), before);
    }

    void aRefusalStaysOnTheScreenWhilePagesReadInTheBackground() {
        Desk desk("anna");
        PayeesViewModel payees(desk.session());
        QSignalSpy refused(&payees, &PageViewModel::refused);
        payees.add("Nobody", "no address", "Not at all", desk.passphrase());
        EVENTUALLY(payees.failure().present());
        QCOMPARE(refused.size(), 1);
        const FailureView failure = payees.failure();
        payees.refresh();
        EVENTUALLY(payees.isLoaded() && !payees.isBusy());
        QCOMPARE(payees.failure().code, failure.code);
        payees.dismissFailure();
        QVERIFY(!payees.failure().present());
    }
};

static const test::Registered<SessionTest> SESSION_TEST;

#include "session_test.moc"
