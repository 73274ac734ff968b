// The cold leg from the console's side: the request that its page shows, and what it takes for a reply. Real
// services, database and signer processes of a training treasury.
#include "models/cold_training.h"
#include "models/console.h"
#include "models/exchange_file.h"
#include "models/job_runner.h"
#include "models/settings_view_model.h"
#include "models/withdrawal_view_model.h"

#include "design/secret_source.h"
#include "fakes/training_world.h"
#include "service/audit_log.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace strongroom;
using namespace strongroom::ui;

namespace {

class Typed final : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    explicit Typed(service::SecretText text) : m_text(std::move(text)) {}
    service::SecretText takeSecret() override { return std::move(m_text); }

private:
    service::SecretText m_text;
};

Typed stationPassphrase() {
    return Typed(
        service::SecretText::fromUtf8(base::asBytes(test::TrainingWorld::stationPassphrase())).value());
}

} // namespace

class ColdLegTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        m_world = std::make_unique<test::TrainingWorld>();
        m_withdrawal = m_world->coldWithdrawal();
        m_other = m_world->approveAnotherColdWithdrawal();
    }
    void cleanupTestCase() { m_world.reset(); }

    void init() {
        m_console = std::make_unique<Console>(m_world->ports(), std::make_unique<InlineRunner>(),
                                              std::make_unique<InlineRunner>());
        m_console->choose(QString::fromStdString(m_world->card().folder));
        QVERIFY(m_console->coldTraining() == nullptr); // nobody sits here
        Typed anna(m_world->secretOf("anna"));
        m_console->unlock(QStringLiteral("anna"), &anna);
        QTRY_COMPARE_WITH_TIMEOUT(m_console->phase(), Console::Phase::Open, PATIENCE);
        page().show(QString::fromStdString(m_withdrawal));
        QTRY_VERIFY_WITH_TIMEOUT(page().isLoaded() && !page().isBusy(), PATIENCE);
    }
    void cleanup() { m_console.reset(); }

    void aTrainingTreasuryHasItsStationsBesideIt() {
        ColdTraining& training = *m_console->coldTraining();
        QCOMPARE(training.names(), QList<QString>({"Station A", "Station B", "Station C"}));
        QCOMPARE(training.shownPassphrase(), QStringLiteral("cellar granite 12"));
        QTRY_COMPARE_WITH_TIMEOUT(training.station()->step(), StationViewModel::Step::Unlock, PATIENCE);
        const QString first = training.station()->fingerprint();
        training.choose(1);
        QTRY_COMPARE_WITH_TIMEOUT(training.station()->step(), StationViewModel::Step::Unlock, PATIENCE);
        QVERIFY(training.station()->fingerprint() != first);
        m_console->lock();
        QVERIFY(m_console->coldTraining() == nullptr);
    }

    void whatIsNoReplyIsRefusedRecordedAndChangesNothing_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        const QByteArray request = toQByteArray(m_world->request(m_withdrawal));
        QTest::newRow("a text") << QByteArrayLiteral("bitcoin:bcrt1qexample") << "psbt.not_psbt";
        QTest::newRow("a registration") << toQByteArray(m_world->registration()) << "psbt.not_psbt";
        QTest::newRow("half a reply") << request.left(request.size() / 2) << "psbt.truncated";
        QTest::newRow("the request itself") << request << "cold.nothing_added";
        QTest::newRow("another withdrawal")
            << toQByteArray(m_world->request(m_other)) << "cold.foreign_wallet";
    }
    void whatIsNoReplyIsRefusedRecordedAndChangesNothing() {
        QFETCH(QByteArray, content);
        QFETCH(QString, code);
        const int before = refusals();
        QSignalSpy acted(&page(), &WithdrawalViewModel::acted);
        page().takeReply(content);
        QTRY_VERIFY_WITH_TIMEOUT(!page().isBusy(), PATIENCE);
        QCOMPARE(page().failure().code, code);
        QVERIFY(!page().failure().sentence.isEmpty());
        QCOMPARE(acted.count(), 0);
        QCOMPARE(page().facts().signaturesHave, 0);
        QCOMPARE(refusals(), before + 1);
    }

    void theRequestGoesToAStationAndItsReplyComesBack() {
        QVERIFY(page().request().isEmpty());
        page().makeRequest();
        QTRY_VERIFY_WITH_TIMEOUT(!page().isBusy(), PATIENCE);
        QVERIFY(page().request().startsWith("psbt"));

        StationViewModel& station = *m_console->coldTraining()->station();
        QTRY_COMPARE_WITH_TIMEOUT(station.step(), StationViewModel::Step::Unlock, PATIENCE);
        Typed unlocking = stationPassphrase();
        station.unlock(&unlocking);
        QTRY_COMPARE_WITH_TIMEOUT(station.step(), StationViewModel::Step::Scan, PATIENCE);
        station.take(page().request());
        QTRY_COMPARE_WITH_TIMEOUT(station.step(), StationViewModel::Step::Review, PATIENCE);
        Typed signing = stationPassphrase();
        station.sign(&signing);
        QTRY_COMPARE_WITH_TIMEOUT(station.step(), StationViewModel::Step::Reply, PATIENCE);

        QSignalSpy acted(&page(), &WithdrawalViewModel::acted);
        page().takeReply(station.reply());
        QTRY_COMPARE_WITH_TIMEOUT(acted.count(), 1, PATIENCE);
        QTRY_COMPARE_WITH_TIMEOUT(page().facts().signaturesHave, 1, PATIENCE);
        page().show(QString::fromStdString(m_other));
        QVERIFY(page().request().isEmpty()); // it was another withdrawal's
    }

    void theRegistrationIsMadeWithTheDigestThatPeopleCompare() {
        SettingsViewModel& settings = *m_console->settings();
        settings.makeRegistration();
        QTRY_VERIFY_WITH_TIMEOUT(!settings.registration().isEmpty(), PATIENCE);
        QCOMPARE(settings.treasuryDigest().toStdString(), m_world->card().treasuryId);
        const auto card = service::readRegistration(m_world->ports(), m_world->stations()[0].folder,
                                                    toBytes(settings.registration()));
        QVERIFY(card.has_value());
        QCOMPARE(card->genesisDigest, m_world->card().treasuryId);
    }

private:
    static constexpr int PATIENCE = 60'000; ///< Milliseconds; a busy machine derives keys slowly.

    WithdrawalViewModel& page() { return *m_console->withdrawal(); }
    int refusals() {
        auto office = m_world->as("anna");
        service::AuditFilter filter;
        filter.kind = "cold.reply_refused";
        return static_cast<int>(service::listAudit(office, filter).value().size());
    }

    std::unique_ptr<test::TrainingWorld> m_world;
    std::string m_withdrawal;
    std::string m_other;
    std::unique_ptr<Console> m_console;
};

QTEST_GUILESS_MAIN(ColdLegTest)
#include "cold_leg_test.moc"
