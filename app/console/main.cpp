// The console: wires the machine, the view models and the pages, and runs until the window closes. Holds no
// key.
#include "composition/composition.h"
#include "models/console.h"
#include "models/job_runner.h"
#include "service/stateless/self_test.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QTranslator>

#include <cstdio>
#include <memory>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_PagesPlugin)

using namespace strongroom;

namespace {

struct Options {
    QString workspace;
    bool training = false;
};

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
    parser.addOptions({workspace, training});
    parser.process(application);
    return {parser.value(workspace), parser.isSet(training)};
}

int fail(const base::Failure& failure) {
    std::fprintf(stderr, "error: %s: %s\n", failure.code.c_str(), failure.message.c_str());
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("strongroom"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Strongroom"));
    QGuiApplication::setApplicationVersion(QStringLiteral(STRONGROOM_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("strongroom"));
    // English has a file, too: for its plurals.
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("strongroom"), QStringLiteral("_"),
                        QStringLiteral(":/i18n")) ||
        translator.load(QStringLiteral(":/i18n/strongroom_en.qm")))
        QCoreApplication::installTranslator(&translator);
    const Options options = readOptions(application);

    if (const auto tested = service::selfTestPrimitives(); !tested)
        return fail(tested.error());
    const auto machine =
        composition::Composition::make(composition::placesOfThisProgram(), service::Client::console);
    if (!machine)
        return fail(machine.error());

    ui::Console console((*machine)->ports(), std::make_unique<ui::ThreadRunner>(),
                        std::make_unique<ui::ThreadRunner>());
    if (options.training)
        console.openTraining();
    else if (!options.workspace.isEmpty())
        console.choose(options.workspace);

    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("program"), QVariant::fromValue(&console)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Pages/shell/MainWindow.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    return QGuiApplication::exec();
}
