// A station's first run and its work, on real services: a signer process, a training treasury, its bundle.
#include "models/station_view_model.h"

#include "design/secret_source.h"
#include "fakes/console_world.h"
#include "models/job_runner.h"
#include "service/backup.h"

#include <QTest>

using namespace strongroom;
using namespace strongroom::ui;

namespace {

/// A field in which somebody has typed.
class Typed final : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    explicit Typed(std::string_view text)
        : m_text(service::SecretText::fromUtf8(base::asBytes(text)).value()) {}
    service::SecretText takeSecret() override { return std::exchange(m_text, service::SecretText()); }

private:
    service::SecretText m_text;
};

constexpr std::string_view PASSPHRASE = "passphrase of a station";

} // namespace

class StationViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void aFirstRunLeadsFromTheKeyToTheCamera() {
        test::ConsoleWorld world;
        InlineRunner core;
        StationViewModel station(world.ports(), core, world.temporary() / "vault-room");
        const auto settled = [&] { return !station.isBusy(); };
        station.load();
        QCOMPARE(station.step(), StationViewModel::Step::Create);

        Typed first(PASSPHRASE);
        Typed other("passphrase of another");
        station.create("Vault room", "regtest", true, &first, &other);
        QCOMPARE(station.failure().code, QString("founding.passphrases_differ"));
        QCOMPARE(station.step(), StationViewModel::Step::Create);

        Typed passphrase(PASSPHRASE);
        Typed again(PASSPHRASE);
        station.create("Vault room", "regtest", true, &passphrase, &again);
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.step(), StationViewModel::Step::Words);
        QCOMPARE(station.label(), QString("Vault room"));
        station.wordsWritten(); // nobody has seen them
        QCOMPARE(station.step(), StationViewModel::Step::Words);
        Typed opening(PASSPHRASE);
        station.showWords(&opening);
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QVERIFY(!station.words()->utf8().empty());
        station.wordsWritten();
        QVERIFY(station.words()->utf8().empty());
        QCOMPARE(station.step(), StationViewModel::Step::Bundle);

        auto office = world.open();
        const base::Bytes bundle = service::exportRegistration(office).value();
        station.takeBundle("not a bundle");
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.failure().code, QString("registration.malformed"));
        QCOMPARE(station.step(), StationViewModel::Step::Bundle);
        station.takeBundle(QByteArray(reinterpret_cast<const char*>(bundle.data()), // NOLINT
                                      static_cast<qsizetype>(bundle.size())));
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.step(), StationViewModel::Step::Compare);
        QCOMPARE(station.genesisDigest().toStdString(), office.card().treasuryId);
        QVERIFY(station.coldVaults().isEmpty());

        Typed wrong(PASSPHRASE);
        station.provision(QString(64, u'0'), &wrong);
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.failure().code, QString("signer.digest_mismatch"));
        Typed right(PASSPHRASE);
        station.provision(station.genesisDigest().toUpper(), &right);
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.step(), StationViewModel::Step::Unlock);
        QVERIFY(station.authoritySentence().startsWith("Policy 1, officers as of "));

        Typed unlocking(PASSPHRASE);
        station.unlock(&unlocking);
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.step(), StationViewModel::Step::Scan);
        station.review("no transaction");
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.failure().code, QString("psbt.not_psbt"));
        QCOMPARE(station.step(), StationViewModel::Step::Scan);
        Typed signing(PASSPHRASE);
        station.sign(&signing); // nothing was reviewed
        QVERIFY(station.reply().isEmpty());

        station.lock();
        QTRY_VERIFY_WITH_TIMEOUT(settled(), 20'000);
        QCOMPARE(station.step(), StationViewModel::Step::Unlock);

        StationViewModel restarted(world.ports(), core, world.temporary() / "vault-room");
        restarted.load();
        QTRY_COMPARE_WITH_TIMEOUT(restarted.step(), StationViewModel::Step::Unlock, 20'000);
    }
};

QTEST_GUILESS_MAIN(StationViewModelTest)
#include "station_view_model_test.moc"
