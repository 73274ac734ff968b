#include "station/station_program.h"

#include "composition/child_seats.h"
#include "composition/composition.h"
#include "desktop/desktop.h"
#include "models/job_runner.h"
#include "models/preferences.h"
#include "models/station_view_model.h"
#include "sandbox/sandbox.h"
#include "service/stateless/self_test.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QQuickWindow>

#include <algorithm>
#include <string_view>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_StationPlugin)

namespace strongroom::station {

namespace {

constexpr std::string_view OPTION = "air-gapped";

/// Ends the program after --help, --version or a wrong option.
QString readFolder(const QGuiApplication& application, const composition::Places& places) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("station", "An air-gapped station of a Bitcoin treasury."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption workspace(
        QStringLiteral("workspace"),
        QCoreApplication::translate("station", "Where the station keeps its key and its records."),
        QStringLiteral("folder"));
    const QCommandLineOption airGapped(
        QString::fromLatin1(OPTION.data(), OPTION.size()),
        QCoreApplication::translate("station", "Be a station: open no connection, whatever happens."));
    parser.addOptions({workspace, airGapped});
    parser.process(application);
    const QString usual =
        QDir(QString::fromStdString(places.stateFolder)).filePath(QStringLiteral("station"));
    return QDir(parser.isSet(workspace) ? parser.value(workspace) : usual).absolutePath();
}

/// Runs until the window is closed and the station has locked itself.
int show(const service::Ports& ports, const QString& folder) {
    ui::ThreadRunner core;
    ui::StationViewModel station(ports, core, folder.toStdString());
    ui::Preferences preferences;
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(&station)},
                                 {QStringLiteral("preferences"), QVariant::fromValue(&preferences)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Station/StationWindow.qml")));
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
    if (window == nullptr)
        return 1;
    QGuiApplication::setQuitOnLastWindowClosed(false);
    const auto leave = [&station, window] {
        if (!window->isVisible() && !station.isBusy())
            QCoreApplication::quit();
    };
    // Queued: what changed has come to its end.
    QObject::connect(&station, &ui::StationViewModel::changed, window, leave, Qt::QueuedConnection);
    QObject::connect(window, &QWindow::visibleChanged, window, [&station](bool shown) {
        if (!shown)
            station.lock();
    });
    QObject::connect(window, &QWindow::visibleChanged, window, leave, Qt::QueuedConnection);
    station.load();
    return QGuiApplication::exec();
}

} // namespace

bool isAskedFor(int argc, char** argv) {
    return std::any_of(argv + std::min(argc, 1), argv + argc,
                       [](const char* argument) { return argument == "--" + std::string(OPTION); });
}

int run(int argc, char** argv) {
    if (const auto given = sandbox::giveUpTheNetwork(); !given)
        return desktop::fail(given.error());
    const QGuiApplication application(argc, argv);
    desktop::introduce();
    const composition::Places places = composition::placesOfThisProgram();
    const QString folder = readFolder(application, places);
    if (const auto tested = service::selfTestPrimitives(); !tested)
        return desktop::fail(tested.error());
    const auto machine =
        composition::Composition::make(places, service::Client::console, composition::noNode());
    if (!machine)
        return desktop::fail(machine.error());
    composition::ChildSeats seats(places.programs);
    return show(seats.with((*machine)->ports()), folder);
}

} // namespace strongroom::station
