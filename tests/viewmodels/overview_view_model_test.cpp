// The overview, what stands around every page, people, policy and settings, against what the services say.
#include "models/overview_view_model.h"

#include "models/people_view_model.h"
#include "models/policy_view_model.h"
#include "models/settings_view_model.h"
#include "models/shell_view_model.h"
#include "service/people.h"
#include "service/policy_view.h"
#include "service/signer_control.h"
#include "test_list.h"
#include "training_desk.h"

#include <QFile>
#include <QSignalSpy>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::need;
using test::roleAt;
using test::TrainingTreasury;

namespace {

/// Whom the dialog for arming offers.
QStringList officersIn(const ShellViewModel& shell) {
    QStringList ids;
    for (const QVariant& officer : shell.hotSigner().officers)
        ids.append(officer.toMap()["personId"].toString());
    return ids;
}

} // namespace

class OverviewViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void itShowsWhatTheServiceCounts() {
        Desk desk("dan");
        OverviewViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const service::Overview view = need(service::overview(desk.services()));
        QCOMPARE(page.total().toLongLong(), view.total.total.satoshi());
        QCOMPARE(page.available().toLongLong() + page.reserved().toLongLong() + page.held().toLongLong() +
                     page.unconfirmed().toLongLong(),
                 page.total().toLongLong());
        QCOMPARE(page.height().toUInt(), *view.height);
        QCOMPARE(page.personName(), QString("Dan Whitfield"));
        QCOMPARE(page.vaults()->rowCount(), 2);
        QCOMPARE(page.waitingForMe()->rowCount(), static_cast<int>(view.waitingForMe.size()));
        QCOMPARE(page.waitingForMeCount(), page.waitingForMe()->rowCount());
        QVERIFY(page.waitingForMeCount() > 0);
        QCOMPARE(roleAt(*page.waitingForMe(), 0, "title").toString().toStdString(),
                 view.waitingForMe[0].title);
        QCOMPARE(page.waitingForOthers()->rowCount(), static_cast<int>(view.waitingForOthers.size()));
        QVERIFY(!page.isFresh());
        const int hot = test::rowWhere(*page.vaults(), "tier", "hot");
        QVERIFY(roleAt(*page.vaults(), hot, "filled").toDouble() > 0.0);
        const int cold = test::rowWhere(*page.vaults(), "tier", "cold");
        QCOMPARE(roleAt(*page.vaults(), cold, "filled").toDouble(), -1.0);
    }

    void peopleStandInOrderOfTheirNames() {
        Desk desk("anna");
        PeopleViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        QCOMPARE(page.rows()->rowCount(), 9);
        QCOMPARE(roleAt(*page.rows(), 0, "name").toString(), QString("Anna Keller"));
        QCOMPARE(roleAt(*page.rows(), 0, "rolesText").toString(), QString("Officer, administrator"));
        QCOMPARE(roleAt(*page.rows(), 8, "name").toString(), QString("Ivan Petrov"));
        QCOMPARE(roleAt(*page.rows(), 8, "state").toString(), QString("active"));
        for (int row = 1; row < 9; ++row)
            QVERIFY(roleAt(*page.rows(), row - 1, "name").toString() <
                    roleAt(*page.rows(), row, "name").toString());
    }

    void thePolicyIsShownRuleByRule() {
        Desk desk("anna");
        PolicyViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const service::PolicyView view = need(service::showPolicy(desk.services()));
        QCOMPARE(page.hash().toStdString(), view.hash);
        QCOMPARE(page.rules()->rowCount(), static_cast<int>(view.rules.size()));
        for (int row = 0; row < page.rules()->rowCount(); ++row) {
            const service::PolicySentence& rule = view.rules[static_cast<std::size_t>(row)];
            QCOMPARE(roleAt(*page.rules(), row, "sentence").toString().toStdString(), rule.sentence);
            QVERIFY(rule.sentence.find("less than 0") == std::string::npos);
        }
        QCOMPARE(page.mostOnePerson().toLongLong(), view.mostOnePerson24h->satoshi());
        QCOMPARE(page.changeSentences().size(), static_cast<qsizetype>(view.changeSentences.size()));
        QVERIFY(page.invariantSentences().size() > 3);
    }

    void theShellSaysWhoSitsHereAndWhoArmed() {
        Desk desk("anna");
        ShellViewModel shell(desk.session());
        shell.refresh();
        EVENTUALLY(shell.isLoaded());
        QCOMPARE(shell.personName(), QString("Anna Keller"));
        QCOMPARE(shell.hotSigner().phase, QString("armed"));
        QVERIFY(shell.hotSigner().armedBy.contains("Anna Keller"));
        QVERIFY(!shell.freezeState().frozen);
    }

    void disarmingTakesOneAndArmingTakesTwo() {
        Desk desk("anna");
        ShellViewModel shell(desk.session());
        QSignalSpy acted(&shell, &ShellViewModel::acted);
        shell.disarm();
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(shell.isLoaded() && shell.hotSigner().phase == "open");
        QCOMPARE(officersIn(shell),
                 QStringList({"anna", "ben", "cleo", "dan", "eva"})); // nobody else has a share
        shell.arm("anna", desk.wrongPassphrase());
        EVENTUALLY(shell.failure().present());
        QVERIFY(!shell.failure().sentence.isEmpty());
        EVENTUALLY(desk.seatListens());
        shell.arm("anna", desk.passphrase());
        EVENTUALLY(acted.size() == 2);
        QVERIFY(shell.hotSigner().phase != "armed");
        QCOMPARE(shell.hotSigner().unsealedBy, QString("Anna Keller"));
        QCOMPARE(officersIn(shell), QStringList({"ben", "cleo", "dan", "eva"}));
        test::TypedSecret ben(TrainingTreasury::one().passphraseOf("ben"));
        shell.arm("ben", &ben);
        EVENTUALLY(acted.size() == 3);
        EVENTUALLY(shell.hotSigner().phase == "armed");
    }

    void settingsKeepWhatTheyWereTold() {
        Desk desk("anna");
        SettingsViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        QSignalSpy acted(&page, &SettingsViewModel::acted);
        const QString backup = TrainingTreasury::one().path("treasury.backup");
        page.backup(backup);
        EVENTUALLY(acted.size() == 1);
        QVERIFY(QFile::exists(backup));
        page.backup(backup); // there already
        EVENTUALLY(page.failure().present());
        QVERIFY(!page.failure().sentence.isEmpty());
        const QString bundle = TrainingTreasury::one().path("registration");
        page.exportRegistration(bundle);
        EVENTUALLY(acted.size() == 2);
        QVERIFY(QFile::exists(bundle));
        QVERIFY(!page.failure().present());
    }
};

static const test::Registered<OverviewViewModelTest> OVERVIEW_TEST;

#include "overview_view_model_test.moc"
