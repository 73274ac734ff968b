// What a station does all day, on its page over real services: a request is reviewed, signed and answered;
// one that may not be signed has no Sign button; what is no request shows why and changes nothing.
#include "station_view.h"

#include "fakes/training_world.h"
#include "models/exchange_file.h"
#include "models/job_runner.h"
#include "service/message_leg.h"
#include "service/vaults.h"

#include <QAccessible>
#include <QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_StationPlugin)

using namespace strongroom;
using namespace strongroom::ui;

class StationWorkTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_world = std::make_unique<test::TrainingWorld>();
        m_withdrawal = m_world->coldWithdrawal();
        m_request = toQByteArray(m_world->request(m_withdrawal));
    }
    void cleanupTestCase() { m_world.reset(); }

    void init() {
        m_station =
            std::make_unique<StationViewModel>(m_world->ports(), m_core, m_world->stations()[0].folder);
        m_view = std::make_unique<test::StationView>(*m_station);
        QVERIFY(QTest::qWaitForWindowExposed(&m_view->window()));
        m_station->load();
        arriveAt(StationViewModel::Step::Unlock);
        m_station->unlock(&m_typed);
        arriveAt(StationViewModel::Step::Scan);
    }
    void cleanup() {
        m_station->lock();
        const bool locked = QTest::qWaitFor([this] { return !m_station->isBusy(); }, PATIENCE);
        const QStringList warnings = m_view->warnings();
        m_view.reset(); // it refers to the station
        m_station.reset();
        QVERIFY(locked);
        QCOMPARE(warnings, QStringList());
    }

    void withoutEnoughApprovalsThereIsNoSignButton() {
        m_station->take(toQByteArray(test::withoutApprovals(toBytes(m_request))));
        arriveAt(StationViewModel::Step::Review);
        m_view->picture(QStringLiteral("review-not-approved"));
        QVERIFY(!m_station->maySign());
        QCOMPARE(m_station->refusalCode(), QStringLiteral("signer.not_approved"));
        QVERIFY(m_view->shows(QStringLiteral("This station does not sign it")));
        QVERIFY(m_view->shows(m_station->refusal()));
        QVERIFY(m_view->shown(QStringLiteral("sign")) == nullptr);
        m_station->sign(&m_typed);
        QVERIFY(!m_station->isBusy() && m_station->reply().isEmpty());
        QCOMPARE(m_station->step(), StationViewModel::Step::Review);
    }

    void whatIsNoRequestShowsWhyAndChangesNothing() {
        m_station->take(QByteArrayLiteral("bitcoin:bcrt1qexample"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QCOMPARE(m_station->failure().code, QStringLiteral("registration.malformed"));
        QVERIFY(m_view->shows(m_station->failure().sentence));
        QCOMPARE(m_station->step(), StationViewModel::Step::Scan);
        m_station->take(m_request.left(m_request.size() / 2));
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QVERIFY(m_station->failure().code.startsWith(QStringLiteral("psbt.")));
        m_view->picture(QStringLiteral("scan-refused"));
        QVERIFY(m_view->shows(m_station->failure().sentence));
        QCOMPARE(m_station->step(), StationViewModel::Step::Scan);
    }

    void aRequestIsReviewedSignedAndShown() {
        m_station->take(m_request);
        arriveAt(StationViewModel::Step::Review);
        m_view->picture(QStringLiteral("review"));
        QVERIFY(m_view->shows(QStringLiteral("From Cold reserve to Payroll account")));
        QVERIFY(m_view->shows(QStringLiteral("Everybody whom the policy asks for has approved.")));
        QVERIFY(!m_view->shows(QStringLiteral("This station does not sign it")));
        QVERIFY(m_view->shown(QStringLiteral("sign")) != nullptr);
        m_station->sign(&m_typed);
        arriveAt(StationViewModel::Step::Reply);
        m_view->picture(QStringLiteral("reply"));
        QVERIFY(m_view->shows(QStringLiteral("Signed: show it to the office")));
        QVERIFY(m_view->shows(QStringLiteral("QR frame ")));
        auto office = m_world->as("anna");
        const auto accepted = service::importFromStation(office, m_withdrawal, toBytes(m_station->reply()));
        QVERIFY2(accepted, accepted ? "" : accepted.error().code.c_str());
        QCOMPARE(accepted->signaturesHave, 1);
    }

    void wordsAreShownAsWordsAndSigned() {
        const std::string id = approvedWords();
        QByteArray request;
        {
            auto office = m_world->as("anna");
            const auto exported = service::exportMessageForStation(office, id);
            QVERIFY2(exported, exported ? "" : exported.error().code.c_str());
            request = toQByteArray(*exported);
        }
        m_station->take(request);
        arriveAt(StationViewModel::Step::Review);
        m_view->picture(QStringLiteral("review-message"));
        QVERIFY(m_view->shows(QStringLiteral("Cold reserve is to say")));
        QVERIFY(m_view->shows(QStringLiteral("The cold reserve is ours.")));
        QVERIFY(m_view->shows(QStringLiteral("nothing can be spent with its signature")));
        QVERIFY(!m_view->shows(QStringLiteral("What moves")));
        QCOMPARE(m_station->intentDigest().toStdString(), id);
        QVERIFY(!m_station->messageAddress().isEmpty());
        QVERIFY(m_view->shown(QStringLiteral("sign")) != nullptr);
        m_station->sign(&m_typed);
        arriveAt(StationViewModel::Step::Reply);
        auto office = m_world->as("anna");
        const auto accepted = service::importMessageFromStation(office, id, toBytes(m_station->reply()));
        QVERIFY2(accepted, accepted ? "" : accepted.error().code.c_str());
        QCOMPARE(accepted->signaturesHave, 1);
    }

    void aReplyLeavesAsAFileAndNeverOverOne() {
        m_station->take(m_request);
        arriveAt(StationViewModel::Step::Review);
        m_station->sign(&m_typed);
        arriveAt(StationViewModel::Step::Reply);
        const QString file = QString::fromStdString(m_world->card().folder + "/reply.psbt");
        m_station->saveReply(file);
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QVERIFY(m_view->shows(QStringLiteral("The file is written.")));
        QCOMPARE(toQByteArray(readExchangeFile(m_world->ports(), file).value()), m_station->reply());
        m_station->saveReply(file);
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QCOMPARE(m_station->failure().code, QStringLiteral("file.already_exists"));
    }

    /// Last: the treasury goes on.
    void underAnOlderAuthorityThereIsNoSignButtonUntilItIsUpdated() {
        m_world->changeAuthority();
        const QByteArray newer = toQByteArray(m_world->request(m_world->approveAnotherColdWithdrawal()));
        const QString before = m_station->authoritySentence();
        m_station->take(newer);
        arriveAt(StationViewModel::Step::Review);
        m_view->picture(QStringLiteral("review-older-authority"));
        QCOMPARE(m_station->refusalCode(), QStringLiteral("treasury.newer_authority"));
        QVERIFY(m_view->shows(QStringLiteral("Bring a newer registration here first")));
        QVERIFY(m_view->shows(QStringLiteral("This station does not sign it")));
        QVERIFY(m_view->shown(QStringLiteral("sign")) == nullptr);

        m_station->startOver();
        m_station->take(toQByteArray(m_world->registration()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QCOMPARE(m_station->failure().code, QString());
        QCOMPARE(m_station->step(), StationViewModel::Step::Scan);
        m_station->take(newer);
        arriveAt(StationViewModel::Step::Review);
        QVERIFY(m_station->maySign());
        QVERIFY(m_view->shown(QStringLiteral("sign")) != nullptr);
    }

private:
    /// Of the cold vault, proposed by Ben; the id.
    [[nodiscard]] std::string approvedWords() const {
        std::string id;
        {
            auto ben = m_world->as("ben");
            service::MessageWish wish;
            const auto vaults = service::listVaults(ben).value();
            for (const service::VaultDetail& vault : vaults)
                wish.vaultId = vault.name == "Cold reserve" ? vault.id : wish.vaultId;
            wish.message = base::toBytes(base::asBytes("The cold reserve is ours."));
            const auto proposed = service::proposeMessage(ben, wish, m_world->secretOf("ben"));
            if (!proposed)
                qFatal("%s", proposed.error().code.c_str());
            id = *proposed;
        }
        for (const char* person : {"cleo", "dan", "faye"}) {
            auto desk = m_world->as(person);
            if (const auto done = service::approveMessage(desk, id, id, m_world->secretOf(person)); !done)
                qFatal("%s", done.error().code.c_str());
        }
        return id;
    }

    static constexpr int PATIENCE = 60'000; ///< Milliseconds; a busy machine derives keys slowly.

    void arriveAt(StationViewModel::Step step) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_station->isBusy(), PATIENCE);
        QCOMPARE(m_station->failure().code, QString());
        QCOMPARE(m_station->step(), step);
    }

    std::unique_ptr<test::TrainingWorld> m_world;
    std::string m_withdrawal;
    QByteArray m_request;
    InlineRunner m_core;
    test::Typed m_typed{test::TrainingWorld::stationPassphrase()};
    std::unique_ptr<StationViewModel> m_station;
    std::unique_ptr<test::StationView> m_view;
};

QTEST_MAIN(StationWorkTest)
#include "station_work_test.moc"
