// The console: wires the machine, the view models and the pages, and runs until the window closes. Holds no
// key. With --tour DIR it goes through its pages by itself (tour.h); with --air-gapped it is no console but a
// station (station/station_program.h).
#include "tour.h"

#include "composition/child_seats.h"
#include "composition/node.h"
#include "desktop/desktop.h"
#include "models/console.h"
#include "models/job_runner.h"
#include "sandbox/clean_start.h"
#include "service/stateless/self_test.h"
#include "station/station_program.h"

#include <QAccessible>
#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QQuickWindow>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

// The other modules come with the station.
Q_IMPORT_QML_PLUGIN(Strongroom_PagesPlugin)

using namespace strongroom;

namespace {

struct Options {
    QString workspace;
    bool training = false;
    QString tour; ///< Folder of the results.
};

/// --help and --version: they need no display.
bool asksForWords(int argc, char** argv) {
    static constexpr std::array<std::string_view, 5> ASKED{"--help", "--help-all", "-h", "--version", "-v"};
    return std::any_of(argv + 1, argv + argc, [](const char* argument) {
        return std::find(ASKED.begin(), ASKED.end(), argument) != ASKED.end();
    });
}

/// Ends the program after --help, --version or a wrong option.
Options readOptions(const QGuiApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Custody console for Bitcoin treasuries."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption workspace(
        QStringLiteral("workspace"), QCoreApplication::translate("main", "Open the treasury in this folder."),
        QStringLiteral("folder"));
    const QCommandLineOption training(
        QStringLiteral("training"),
        QCoreApplication::translate("main", "Open the training treasury; it is made when there is none."));
    const QCommandLineOption tour(
        QStringLiteral("tour"),
        QCoreApplication::translate("main", "Carry the main job through the pages of a training treasury of "
                                            "its own, and leave pictures of them in this folder."),
        QStringLiteral("folder"));
    const QCommandLineOption airGapped(
        QStringLiteral("air-gapped"),
        QCoreApplication::translate("main", "Be an air-gapped station instead: open no connection."));
    parser.addOptions({workspace, training, tour, airGapped});
    parser.process(application);
    return {parser.value(workspace), parser.isSet(training),
            parser.isSet(tour) ? QDir(parser.value(tour)).absolutePath() : QString()};
}

/// The tour has a home of its own: it touches no treasury and no preferences of the person who starts it.
bool prepareTour(const QString& results) {
    for (const char* home : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"})
        qputenv(home, QDir(results).filePath(QStringLiteral("home")).toUtf8());
    QAccessible::setActive(true); // the tour reads what assistive technology reads
    return QDir().mkpath(results);
}

int show(const service::Ports& ports, const Options& options) {
    ui::Console console(ports, std::make_unique<ui::ThreadRunner>(), std::make_unique<ui::ThreadRunner>());
    if (options.training)
        console.openTraining();
    else if (!options.workspace.isEmpty())
        console.choose(options.workspace);

    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("program"), QVariant::fromValue(&console)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Pages/shell/MainWindow.qml")));
    auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().value(0));
    if (window == nullptr)
        return 1;
    if (options.tour.isEmpty())
        return QGuiApplication::exec();
    const bool passed = strongroom::console::Tour(ports, console, *window, options.tour).run();
    std::printf("results: %s\n", qUtf8Printable(options.tour));
    return passed ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    sandbox::startClean(argv);
    if (sandbox::asksForForeignPlugins(argv))
        return desktop::fail({"console.foreign_plugins", "Strongroom loads no plugins from elsewhere."});
    if (station::isAskedFor(argc, argv))
        return station::run(argc, argv);
    if (asksForWords(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    desktop::introduce();
    const Options options = readOptions(application);

    if (const auto tested = service::selfTestPrimitives(); !tested)
        return desktop::fail(tested.error());
    if (!options.tour.isEmpty() && !prepareTour(options.tour))
        return desktop::fail({"console.results", "The folder for the results cannot be made."});
    const composition::Places places = composition::placesOfThisProgram();
    const auto machine =
        composition::Composition::make(places, service::Client::console, composition::bitcoinCore());
    if (!machine)
        return desktop::fail(machine.error());
    if (options.tour.isEmpty())
        return show((*machine)->ports(), options);
    composition::ChildSeats seats(places.programs);
    return show(seats.with((*machine)->ports()), options);
}
