#include "design/secret_field.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)

using strongroom::design::SecretField;
using strongroom::design::SecretSource;

namespace {

QByteArray bytesOf(const strongroom::service::SecretText& text) {
    return {reinterpret_cast<const char*>(text.utf8().data()), static_cast<qsizetype>(text.utf8().size())};
}

/// As a keyboard would: one event for each character.
void typed(QQuickWindow* window, const QString& text) {
    for (const QChar character : text)
        QTest::keyClick(window, character.toLatin1());
}

} // namespace

class SecretFieldTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = new QQuickWindow;
        m_window->resize(300, 100);
        m_field = new SecretField(m_window->contentItem());
        m_field->setSize(QSizeF(200, 36));
        m_window->show();
        m_window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
        m_field->forceActiveFocus();
    }
    void cleanup() { delete m_window; }

    void typedCharactersAreTakenOnce() {
        QSignalSpy changed(m_field, &SecretField::lengthChanged);
        typed(m_window, QStringLiteral("correct horse"));
        QCOMPARE(m_field->length(), 13);
        QCOMPARE(changed.count(), 13);
        QCOMPARE(bytesOf(m_field->takeSecret()), QByteArray("correct horse"));
        QCOMPARE(m_field->length(), 0);
        QVERIFY(m_field->takeSecret().isEmpty());
    }
    void viewModelsTakeItThroughTheInterface() {
        typed(m_window, QStringLiteral("x"));
        auto* source = qobject_cast<SecretSource*>(static_cast<QObject*>(m_field));
        QVERIFY(source != nullptr);
        QCOMPARE(bytesOf(source->takeSecret()), QByteArray("x"));
    }
    void charactersPastTheBasicPlaneCountOnce() {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString::fromUtf8("ß😀"));
        QCoreApplication::sendEvent(m_field, &press);
        QCOMPARE(m_field->length(), 2);
        QCOMPARE(bytesOf(m_field->takeSecret()), QByteArray("ß😀"));
    }
    void theEventsOwnCopyIsOverwritten() {
        QString heapText = QStringLiteral("%1%2").arg(QLatin1Char('q')).arg(QLatin1Char('w')); // on the heap
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Q, Qt::NoModifier, heapText);
        QCoreApplication::sendEvent(m_field, &press);
        QCOMPARE(m_field->length(), 2);
        QCOMPARE(press.text(), QString(2, QChar()));
        QCOMPARE(heapText, QString(2, QChar()));
    }
    void backspaceRemovesOneAndDeleteAll() {
        typed(m_window, QStringLiteral("abc"));
        QTest::keyClick(m_window, Qt::Key_Backspace);
        QCOMPARE(m_field->length(), 2);
        QTest::keyClick(m_window, Qt::Key_Delete);
        QCOMPARE(m_field->length(), 0);
        typed(m_window, QStringLiteral("abc"));
        QTest::keyClick(m_window, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(m_field->length(), 0);
        QTest::keyClick(m_window, Qt::Key_Backspace);
        QCOMPARE(m_field->length(), 0);
    }
    void returnAcceptsAndTypesNothing() {
        QSignalSpy accepted(m_field, &SecretField::accepted);
        typed(m_window, QStringLiteral("a"));
        QTest::keyClick(m_window, Qt::Key_Return);
        QTest::keyClick(m_window, Qt::Key_Enter);
        QCOMPARE(accepted.count(), 2);
        QCOMPARE(m_field->length(), 1);
    }
    void pasteAndUndoAndCopyDoNothing() {
        QGuiApplication::clipboard()->setText(QStringLiteral("pasted"));
        typed(m_window, QStringLiteral("abc"));
        for (const Qt::Key key : {Qt::Key_V, Qt::Key_Z, Qt::Key_C, Qt::Key_X, Qt::Key_A, Qt::Key_Insert})
            QTest::keyClick(m_window, key, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_Insert, Qt::ShiftModifier);
        QTest::mouseClick(m_window, Qt::MiddleButton, Qt::NoModifier, QPoint(10, 10));
        QCOMPARE(bytesOf(m_field->takeSecret()), QByteArray("abc"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("pasted"));
    }
    void inputMethodsAreNotLetIn() {
        QVERIFY(!m_field->flags().testFlag(QQuickItem::ItemAcceptsInputMethod));
        QInputMethodEvent event(QStringLiteral("pre"), {});
        event.setCommitString(QStringLiteral("committed"));
        QCoreApplication::sendEvent(m_field, &event);
        QCOMPARE(m_field->length(), 0);
    }
    void typedCharactersAreNoShortcuts() {
        QKeyEvent plain(QEvent::ShortcutOverride, Qt::Key_F, Qt::NoModifier, QStringLiteral("f"));
        plain.ignore();
        QCoreApplication::sendEvent(m_field, &plain);
        QVERIFY(plain.isAccepted());
        QKeyEvent command(QEvent::ShortcutOverride, Qt::Key_F, Qt::ControlModifier, QStringLiteral("\x06"));
        command.ignore();
        QCoreApplication::sendEvent(m_field, &command);
        QVERIFY(!command.isAccepted());
    }
    void aFullFieldRefusesMoreAndSaysSo() {
        QSignalSpy full(m_field, &SecretField::full);
        constexpr int CAPACITY = static_cast<int>(strongroom::service::SecretText::CAPACITY);
        for (int i = 0; i < CAPACITY; ++i) {
            QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"));
            QCoreApplication::sendEvent(m_field, &press);
        }
        QCOMPARE(full.count(), 0);
        typed(m_window, QStringLiteral("b"));
        QCOMPARE(full.count(), 1);
        QCOMPARE(m_field->length(), CAPACITY);
    }
    void nothingReadsTheTextBack() {
        typed(m_window, QStringLiteral("secret"));
        const QMetaObject* meta = m_field->metaObject();
        for (int i = 0; i < meta->propertyCount(); ++i)
            QVERIFY(!meta->property(i).read(m_field).toString().contains(QStringLiteral("secret")));
        for (const Qt::InputMethodQuery query :
             {Qt::ImSurroundingText, Qt::ImCurrentSelection, Qt::ImTextBeforeCursor})
            QVERIFY(!queried(query).isValid());
    }
    void assistiveTechnologyLearnsTheNameButNeverTheText() {
        QAccessible::setActive(true);
        QQmlEngine engine;
        engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(&engine);
        component.setData("import Strongroom.Design\nSecretField { label: 'Passphrase' }", QUrl());
        std::unique_ptr<QObject> object(component.create());
        auto* field = qobject_cast<SecretField*>(object.get());
        QVERIFY2(field != nullptr, qPrintable(component.errorString()));
        field->setParentItem(m_window->contentItem());
        field->forceActiveFocus();
        typed(m_window, QStringLiteral("zyxwv"));
        QCOMPARE(field->length(), 5);
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(field);
        QVERIFY(interface != nullptr);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Passphrase"));
        QVERIFY(interface->text(QAccessible::Description).contains(QStringLiteral("5")));
        QVERIFY(interface->text(QAccessible::Value).isEmpty());
        QVERIFY(interface->editableTextInterface() == nullptr);
        if (interface->textInterface() != nullptr)
            QCOMPARE(interface->textInterface()->text(0, 5), QString());
        field->setParentItem(nullptr);
    }

private:
    QVariant queried(Qt::InputMethodQuery query) {
        QInputMethodQueryEvent event(query);
        QCoreApplication::sendEvent(m_field, &event);
        return event.value(query);
    }

    QQuickWindow* m_window = nullptr;
    SecretField* m_field = nullptr;
};

QTEST_MAIN(SecretFieldTest)
#include "secret_field_test.moc"
