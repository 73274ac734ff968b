// Payees, vaults, deposits and the audit log, against the services.
#include "models/audit_view_model.h"
#include "models/deposits_view_model.h"
#include "models/payees_view_model.h"
#include "models/recovery_view_model.h"
#include "models/vaults_view_model.h"
#include "service/audit_log.h"
#include "service/deposits.h"
#include "service/payees.h"
#include "service/vaults.h"
#include "test_list.h"
#include "training_desk.h"

#include <QDir>
#include <QSignalSpy>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::need;
using test::roleAt;
using test::rowWhere;
using test::TrainingTreasury;

namespace {

// BIP173's example of a mainnet address, and the same key on the test networks.
const QString MAIN_ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
const QString ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
// BIP84's test mnemonic, account 0 of the test networks: a key that everybody knows.
const QString DESCRIPTOR =
    "wpkh([73c5da0a/84h/1h/0h]tpubDC8msFGeGuwnKG9Upg7DM2b4DaRqg3CUZa5g8v2SRQ6K4NSkxUgd7HsL2XVWbVm39yBA4LA"
    "xysQAm397zwQSQoQgewGiYZqrA9DsP4zbQ1M/<0;1>/*)";

} // namespace

class RegistersViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void payeesAreListedWithWhatEachPersonMayDo() {
        Desk desk("cleo");
        PayeesViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const auto rows = need(service::listPayees(desk.services()));
        QCOMPARE(page.rows()->rowCount(), static_cast<int>(rows.size()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const QVariantMap payee = page.at(static_cast<int>(i));
            QCOMPARE(payee.value("address").toString().toStdString(), rows[i].address);
            QCOMPARE(payee.value("sentence").toString().toStdString(), rows[i].sentence);
            QCOMPARE(payee.value("mayApprove").toBool(), rows[i].iMayApprove);
            QCOMPARE(page.rowOf(payee.value("payeeId").toString()), static_cast<int>(i));
        }
        const int waits = rowWhere(*page.rows(), "state", "proposed");
        QVERIFY(page.at(waits).value("mayApprove").toBool());
        QCOMPARE(page.rowOf("nobody"), -1);
    }

    void whatIsNoPayeeIsRefusedInPlainWords() {
        Desk desk("anna");
        PayeesViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const int before = page.rows()->rowCount();
        const auto refused = [&](const QString& name, const QString& address) {
            page.dismissFailure();
            page.add(name, address, "Called back", desk.passphrase());
            if (!QTest::qWaitFor([&] { return page.failure().present(); },
                                 static_cast<int>(std::chrono::milliseconds(test::PATIENCE).count())))
                return QString("nothing was refused");
            return page.failure().sentence.isEmpty() ? QString("without words") : page.failure().code;
        };
        QVERIFY(refused("Foreign", MAIN_ADDRESS).startsWith("bitcoin."));
        QVERIFY(refused("Mistyped", ADDRESS.chopped(1) + "q").startsWith("bitcoin."));
        QVERIFY(refused("No address", "to whom it may concern").startsWith("bitcoin."));
        const QString known = page.at(0).value("address").toString();
        QVERIFY(refused("Twice", known).contains('.'));
        QVERIFY(!page.failure().code.startsWith("bitcoin."));
        page.add("Wrong passphrase", ADDRESS, "Called back", desk.wrongPassphrase());
        EVENTUALLY(page.failure().code == "workspace.wrong_passphrase");
        page.refresh();
        EVENTUALLY(!page.isBusy());
        QCOMPARE(page.rows()->rowCount(), before);
    }

    void aPayeeTakesTwoPeople() {
        QString id;
        {
            Desk anna("anna");
            PayeesViewModel page(anna.session());
            QSignalSpy acted(&page, &PayeesViewModel::acted);
            page.add("Lantern Works", "bcrt1q w508 d6qe jxtd g4y5 r3za rvar y0c5 xw7k ygt0 80", "Called back",
                     anna.passphrase());
            EVENTUALLY(acted.size() == 1);
            EVENTUALLY(rowWhere(*page.rows(), "name", "Lantern Works") >= 0);
            const QVariantMap payee = page.at(rowWhere(*page.rows(), "name", "Lantern Works"));
            QCOMPARE(payee.value("address").toString(), ADDRESS); // groups of four are for people
            QCOMPARE(payee.value("state").toString(), QString("proposed"));
            QVERIFY(!payee.value("mayApprove").toBool());
            QCOMPARE(payee.value("addedBy").toString(), QString("Anna Keller"));
            id = payee.value("payeeId").toString();
        }
        Desk eva("eva");
        PayeesViewModel page(eva.session());
        QSignalSpy acted(&page, &PayeesViewModel::acted);
        page.approve(id, eva.passphrase());
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(page.rowOf(id) >= 0 && page.at(page.rowOf(id)).value("state").toString() == "active");
        QCOMPARE(page.at(page.rowOf(id)).value("approvedBy").toString(), QString("Eva Lindqvist"));
    }

    void vaultsShowBalancesKeysAddressesAndCoins() {
        Desk desk("anna");
        VaultsViewModel page(desk.session());
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const auto vaults = need(service::listVaults(desk.services()));
        const int cold = rowWhere(*page.rows(), "tier", "cold");
        page.choose(page.idAt(cold));
        const QVariantMap vault = page.vault();
        const auto& detail = vaults[static_cast<std::size_t>(cold)];
        QCOMPARE(vault.value("total").toLongLong(), detail.balance.total.satoshi());
        QCOMPARE(vault.value("threshold").toInt(), 2);
        QCOMPARE(vault.value("keys").toList().size(), 3);
        QVERIFY(!vault.value("proposed").toBool() && !vault.value("mayApprove").toBool());
        EVENTUALLY(page.addresses()->rowCount() == 50);
        QCOMPARE(roleAt(*page.addresses(), 0, "address").toString().toStdString(),
                 detail.firstReceiveAddress);
        page.loadMoreAddresses();
        EVENTUALLY(page.addresses()->rowCount() == 100);
        page.setBranch(1);
        EVENTUALLY(page.addresses()->rowCount() == 50);
        QCOMPARE(roleAt(*page.addresses(), 0, "address").toString().toStdString(), detail.firstChangeAddress);
        const auto coins = need(service::vaultCoins(desk.services(), detail.id));
        EVENTUALLY(page.coins()->rowCount() == static_cast<int>(coins.size()));
    }

    void aCoinOnHoldSaysWhy() {
        Desk desk("anna");
        VaultsViewModel page(desk.session());
        QSignalSpy acted(&page, &VaultsViewModel::acted);
        page.refresh();
        EVENTUALLY(page.isLoaded());
        page.choose(page.idAt(rowWhere(*page.rows(), "tier", "hot")));
        EVENTUALLY(rowWhere(*page.coins(), "reservedBy", "") >= 0);
        const QString coin =
            roleAt(*page.coins(), rowWhere(*page.coins(), "reservedBy", ""), "outpoint").toString();
        page.holdCoin(coin, "Origin not explained", desk.passphrase());
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(roleAt(*page.coins(), rowWhere(*page.coins(), "outpoint", coin), "held").toBool());
        QCOMPARE(roleAt(*page.coins(), rowWhere(*page.coins(), "outpoint", coin), "holdReason").toString(),
                 QString("Origin not explained"));
        page.releaseCoin(coin, desk.passphrase());
        EVENTUALLY(acted.size() == 2);
        EVENTUALLY(!roleAt(*page.coins(), rowWhere(*page.coins(), "outpoint", coin), "held").toBool());
    }

    void aRecoveryVaultIsPlannedInWordsAndProposed() {
        Desk anna("anna");
        RecoveryViewModel page(anna.session());
        VaultsViewModel vaults(anna.session());
        QSignalSpy acted(&page, &RecoveryViewModel::acted);
        QString stations;
        for (const service::VaultDetail& vault : need(service::listVaults(anna.services()))) {
            for (const service::VaultKey& key : vault.keys) {
                if (vault.tier == "cold")
                    stations +=
                        QString("Station: [%1/%2]%3\n")
                            .arg(QString::fromStdString(key.fingerprint),
                                 QString::fromStdString(key.path).mid(2), QString::fromStdString(key.xpub));
            }
        }
        const QString escrow = "Escrow: " + DESCRIPTOR.mid(5, DESCRIPTOR.size() - 6);
        page.plan(2, stations, 1, "", 90, "wsh");
        QVERIFY(page.planned().isEmpty());
        page.plan(2, stations, 1, escrow, 456, "wsh");
        QVERIFY(page.planned().value("problem").toString().contains("455 days"));
        page.proposeVault("Too long", "cold", anna.passphrase());
        page.plan(2, stations, 1, escrow, 90, "wsh");
        QVERIFY(page.planned().value("descriptor").toString().startsWith("wsh("));
        page.plan(2, stations, 1, escrow, 90, "tr");
        QVERIFY(page.planned().value("descriptor").toString().startsWith("tr("));
        QCOMPARE(
            page.planned().value("sentence").toString(),
            "Any 2 of Station, Station and Station; after about 90 days without movement, Escrow alone.");
        page.proposeVault("Deep reserve", "cold", anna.passphrase());
        EVENTUALLY(acted.size() == 1);
        vaults.refresh();
        EVENTUALLY(rowWhere(*vaults.rows(), "name", "Deep reserve") >= 0);
        QCOMPARE(rowWhere(*vaults.rows(), "name", "Too long"), -1);
        vaults.choose(vaults.idAt(rowWhere(*vaults.rows(), "name", "Deep reserve")));
        QVERIFY(vaults.vault().value("recoverySentence").toString().endsWith("73c5da0a alone."));
    }

    void onlyWhoCanSignIsAskedToApproveAVault() {
        const auto vaultNamed = [](VaultsViewModel& page, const QString& name) {
            page.choose(page.idAt(rowWhere(*page.rows(), "name", name)));
            return page.vault();
        };
        {
            Desk anna("anna");
            VaultsViewModel page(anna.session());
            QSignalSpy acted(&page, &VaultsViewModel::acted);
            page.addVault("Nonsense", "cold", "wsh(nonsense)", anna.passphrase());
            EVENTUALLY(page.failure().present());
            QVERIFY(page.failure().code.startsWith("descriptor."));
            page.addVault("Warm desk", "warm", DESCRIPTOR, anna.passphrase());
            EVENTUALLY(acted.size() == 1);
            EVENTUALLY(rowWhere(*page.rows(), "name", "Warm desk") >= 0);
            QVERIFY(vaultNamed(page, "Warm desk").value("proposed").toBool());
            QVERIFY(!page.vault().value("mayApprove").toBool()); // she signed it
        }
        {
            Desk dan("dan"); // no administrator
            VaultsViewModel page(dan.session());
            page.refresh();
            EVENTUALLY(page.isLoaded());
            QVERIFY(!vaultNamed(page, "Warm desk").value("mayApprove").toBool());
        }
        Desk ben("ben");
        VaultsViewModel page(ben.session());
        QSignalSpy acted(&page, &VaultsViewModel::acted);
        page.refresh();
        EVENTUALLY(page.isLoaded());
        QVERIFY(vaultNamed(page, "Warm desk").value("mayApprove").toBool());
        page.approveVault(ben.passphrase());
        EVENTUALLY(acted.size() == 1);
        EVENTUALLY(!page.vault().value("proposed").toBool());
        QCOMPARE(page.vault().value("sentence").toString(), QString("In use."));
    }

    void anIssuedAddressIsListedWithItsPayer() {
        Desk desk("anna");
        DepositsViewModel page(desk.session());
        QSignalSpy issued(&page, &DepositsViewModel::issued);
        page.refresh();
        EVENTUALLY(page.isLoaded() && page.vaults()->rowCount() > 0);
        QVERIFY(page.amountProblem("").isEmpty() && page.amountProblem("0.5").isEmpty());
        for (const char* wrong : {"-1", "one", "1,5", "0.000000001"})
            QVERIFY(!page.amountProblem(wrong).isEmpty());
        const QString vault =
            roleAt(*page.vaults(), rowWhere(*page.vaults(), "tier", "hot"), "vaultId").toString();
        page.issue(vault, "  Meridian Exchange ", "Invoice 7", "0.5", 7);
        EVENTUALLY(issued.size() == 1);
        const QString id = issued.first().first().toString();
        EVENTUALLY(page.rowOf(id) >= 0);
        const QVariantMap deposit = page.at(page.rowOf(id));
        QCOMPARE(deposit.value("payer").toString(), QString("Meridian Exchange"));
        QCOMPARE(deposit.value("expected").toLongLong(), 50'000'000);
        QVERIFY(deposit.value("dueAt").toLongLong() > deposit.value("issuedAt").toLongLong());
        QVERIFY(deposit.value("address").toString().startsWith("bcrt1"));
        const auto rows = need(service::listDeposits(desk.services()));
        QCOMPARE(page.rows()->rowCount(), static_cast<int>(rows.size()));
        page.issue("no such vault", "Nobody", "", "", 0);
        EVENTUALLY(page.failure().present());
    }

    void theLogIsReadFilteredVerifiedAndExported() {
        Desk desk("ivan"); // the auditor
        AuditViewModel page(desk.session());
        QSignalSpy exported(&page, &AuditViewModel::exported);
        page.refresh();
        EVENTUALLY(page.isLoaded());
        const auto rows = need(service::listAudit(desk.services(), {}));
        QCOMPARE(page.at(1).value("leafHash").toString().toStdString().size(), std::size_t{64});
        QVERIFY(page.rows()->rowCount() > 20 && rows.size() > 20);
        for (const char* kind : {"withdrawal", "deposit", "authority", "seat"}) { // as the page offers them
            page.setKind(kind);
            EVENTUALLY(!page.isBusy());
            QVERIFY2(page.rows()->rowCount() > 0, kind);
            for (int row = 0; row < page.rows()->rowCount(); ++row)
                QVERIFY(page.at(row).value("kind").toString().startsWith(QLatin1String(kind)));
        }
        page.setSearch("nothing like this");
        EVENTUALLY(!page.isBusy() && page.rows()->rowCount() == 0);
        page.setKind("");
        page.setSearch("");
        page.verify();
        EVENTUALLY(page.head().present);
        QVERIFY2(page.head().matches, qPrintable(page.head().findings.join('\n')));
        QVERIFY(page.head().seal.contains(page.head().origin));
        const QString bundle = TrainingTreasury::one().path("bundle");
        page.exportBundle(bundle);
        EVENTUALLY(exported.size() == 1);
        QVERIFY(QDir(bundle).exists("verify.py"));
        page.exportBundle(bundle); // it exists
        EVENTUALLY(page.failure().present());
        QVERIFY(!page.failure().sentence.isEmpty());
    }
};

static const test::Registered<RegistersViewModelTest> REGISTERS_TEST;

#include "registers_view_model_test.moc"
