// The station's page follows its view model: each step shows its own card and no other, in both themes,
// without a warning. With STRONGROOM_PICTURES set to a folder it leaves a picture of each step there.
#include "design/secret_source.h"
#include "fakes/console_world.h"
#include "models/job_runner.h"
#include "models/station_view_model.h"
#include "service/backup.h"

#include <QAccessible>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickView>
#include <QTest>

#include <memory>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_StationPlugin)

using namespace strongroom;
using namespace strongroom::ui;

namespace {

class Typed final : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    service::SecretText takeSecret() override {
        return service::SecretText::fromUtf8(base::asBytes("passphrase of a station")).value();
    }
};

/// Titles of cards and whatever else is there to be read.
QStringList readable(const QQuickItem* item) {
    QStringList texts;
    if (!item->isVisible())
        return texts;
    if (const QVariant title = item->property("title"); title.isValid() && !title.toString().isEmpty())
        texts.append(title.toString());
    for (const QQuickItem* child : item->childItems())
        texts.append(readable(child));
    return texts;
}

} // namespace

class StationPageTest : public QObject {
    Q_OBJECT

private slots:
    void everyStepShowsItsOwnCard() {
        test::ConsoleWorld world;
        InlineRunner core;
        StationViewModel station(world.ports(), core, world.temporary() / "vault-room");
        station.load();
        QQuickView view;
        QStringList warnings;
        connect(view.engine(), &QQmlEngine::warnings, this, [&](const QList<QQmlError>& errors) {
            for (const QQmlError& error : errors)
                warnings.append(error.toString());
        });
        view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
        view.setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(&station)}});
        view.setResizeMode(QQuickView::SizeRootObjectToView);
        view.resize(1280, 800);
        view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Station/StationPage.qml")));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto shows = [&](const QString& title, const QString& name) {
            QTRY_VERIFY_WITH_TIMEOUT(!station.isBusy(), 20'000);
            picture(view, name);
            const QStringList texts = readable(view.rootObject());
            for (const char* other :
                 {"A key of its own", "Write the words on paper", "Show this station its treasury",
                  "Compare aloud: two people, two screens", "Unlock", "Scan a transaction"})
                QCOMPARE(texts.contains(QLatin1String(other)), title == QLatin1String(other));
        };
        Typed typed;
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
        QCOMPARE(warnings, QStringList());
    }

private:
    static void picture(QQuickView& view, const QString& name) {
        const QString folder = qEnvironmentVariable("STRONGROOM_PICTURES");
        QQmlComponent component(view.engine());
        component.setData(
            "import QtQml\nimport Strongroom.Design\nQtObject { property QtObject theme: Theme }", {});
        const std::unique_ptr<QObject> holder(component.create());
        QVERIFY(holder != nullptr);
        auto* theme = holder->property("theme").value<QObject*>();
        QVERIFY(theme != nullptr);
        for (const bool dark : {true, false}) {
            theme->setProperty("dark", dark);
            const QImage image = view.grabWindow();
            QVERIFY(!image.isNull());
            if (!folder.isEmpty())
                QVERIFY(image.save(folder + u'/' + name + QLatin1String(dark ? "-dark.png" : "-light.png")));
        }
    }
};

QTEST_MAIN(StationPageTest)
#include "station_page_test.moc"
