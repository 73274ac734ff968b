// Runs every tst_*.qml on the offscreen platform, with accessibility.
#include <QAccessible>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QtQuickTest>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)

class Setup : public QObject {
    Q_OBJECT

public slots:
    void qmlEngineAvailable(QQmlEngine* engine) { // NOLINT: called by name
        QAccessible::setActive(true);
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    }
};

int main(int argc, char** argv) {
    Setup setup;
    return quick_test_main_with_setup(argc, argv, "qml_qr", QUICK_TEST_SOURCE_DIR, &setup);
}

#include "main.moc"
