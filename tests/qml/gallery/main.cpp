// Shows every control and component in both themes and leaves a picture of each page: `gallery DIR`. A
// warning from QML (an unknown icon, a binding loop, an undefined value) or a picture that is all one colour
// makes it fail.
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickView>
#include <QSet>
#include <QTimer>

#include <cstdio>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)

namespace {

int g_warnings = 0;

void report(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    std::fprintf(stderr, "%s:%d: %s\n", context.file != nullptr ? context.file : "", context.line,
                 qUtf8Printable(message));
    const bool ofTheMachine = message.startsWith(QLatin1String("QStandardPaths:"));
    if (!ofTheMachine && type != QtDebugMsg && type != QtInfoMsg)
        ++g_warnings;
}

bool isBlank(const QImage& image) {
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            if (image.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

void settle(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int main(int argc, char** argv) {
    qInstallMessageHandler(report);
    QGuiApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: gallery DIR\n", stderr);
        return 2;
    }
    const QDir directory(QString::fromLocal8Bit(argv[1]));
    if (!directory.mkpath(QStringLiteral("."))) {
        std::fputs("error: the folder could not be made\n", stderr);
        return 1;
    }
    const QStringList pages = {
        QStringLiteral("Actions"), QStringLiteral("Fields"), QStringLiteral("Feedback"),
        QStringLiteral("Tables"),  QStringLiteral("Money"),  QStringLiteral("Withdrawal"),
        QStringLiteral("Home"),    QStringLiteral("Modal"),  QStringLiteral("Icons")};
    QQuickView view;
    view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.resize(1280, 800);
    view.show();
    int number = 0;
    for (const QString& page : pages) {
        ++number;
        for (const bool dark : {false, true}) {
            view.setInitialProperties({{QStringLiteral("dark"), dark}});
            view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Gallery/%1.qml").arg(page)));
            settle(350);
            const QImage image = view.grabWindow();
            const QString name =
                QStringLiteral("%1-%2-%3.png")
                    .arg(number, 2, 10, QLatin1Char('0'))
                    .arg(page.toLower(), dark ? QStringLiteral("dark") : QStringLiteral("light"));
            if (image.isNull() || isBlank(image) || !image.save(directory.filePath(name))) {
                std::fprintf(stderr, "error: %s is blank or could not be saved\n", qUtf8Printable(name));
                return 1;
            }
        }
    }
    std::printf("pages: %d, warnings: %d\n", number, g_warnings);
    return g_warnings == 0 ? 0 : 1;
}
