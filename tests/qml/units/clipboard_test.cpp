#include "design/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QtTest>

using strongroom::design::Clipboard;

class ClipboardTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsCopiedIsHeldUntilAnotherProgramChangesIt() {
        Clipboard clipboard;
        const QString address = QStringLiteral("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
        clipboard.copy(address);
        QVERIFY(clipboard.holds(address));
        QGuiApplication::clipboard()->setText(QStringLiteral("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdx"));
        QVERIFY(!clipboard.holds(address));
    }
};

QTEST_MAIN(ClipboardTest)
#include "clipboard_test.moc"
