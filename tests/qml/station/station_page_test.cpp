// The station's page follows its view model: each step shows its own card and no other, in both themes,
// without a warning. With STRONGROOM_PICTURES set to a folder it leaves a picture of each step there.
#include "station_view.h"

#include "fakes/console_world.h"
#include "models/job_runner.h"
#include "service/backup.h"

#include <QQmlExtensionPlugin>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_StationPlugin)

using namespace strongroom;
using namespace strongroom::ui;

class StationPageTest : public QObject {
    Q_OBJECT

private slots:
    void everyStepShowsItsOwnCard() {
        test::ConsoleWorld world;
        InlineRunner core;
        StationViewModel station(world.ports(), core, world.temporary() / "vault-room");
        station.load();
        test::StationView view(station);
        QVERIFY(QTest::qWaitForWindowExposed(&view.window()));
        const auto shows = [&](const QString& title, const QString& name) {
            QTRY_VERIFY_WITH_TIMEOUT(!station.isBusy(), 20'000);
            view.picture(name);
            const QStringList titles = view.titles();
            for (const char* other :
                 {"A key of its own", "Write the words on paper", "Show this station its treasury",
                  "Compare aloud: two people, two screens", "Unlock", "Scan a transaction"})
                QCOMPARE(titles.contains(QLatin1String(other)), title == QLatin1String(other));
        };
        test::Typed typed("passphrase of a station");
        shows(QStringLiteral("A key of its own"), QStringLiteral("create"));
        station.create(QStringLiteral("Vault room A"), QStringLiteral("regtest"), true, &typed, &typed);
        shows(QStringLiteral("Write the words on paper"), QStringLiteral("words-hidden"));
        station.showWords(&typed);
        shows(QStringLiteral("Write the words on paper"), QStringLiteral("words"));
        station.wordsWritten();
        shows(QStringLiteral("Show this station its treasury"), QStringLiteral("bundle"));
        auto office = world.open();
        const base::Bytes bundle = service::exportRegistration(office).value();
        station.takeBundle(QByteArray(reinterpret_cast<const char*>(bundle.data()), // NOLINT
                                      static_cast<qsizetype>(bundle.size())));
        shows(QStringLiteral("Compare aloud: two people, two screens"), QStringLiteral("compare"));
        station.provision(station.genesisDigest(), &typed);
        shows(QStringLiteral("Unlock"), QStringLiteral("unlock"));
        station.unlock(&typed);
        shows(QStringLiteral("Scan a transaction"), QStringLiteral("scan"));
        QCOMPARE(view.warnings(), QStringList());
    }
};

QTEST_MAIN(StationPageTest)
#include "station_page_test.moc"
