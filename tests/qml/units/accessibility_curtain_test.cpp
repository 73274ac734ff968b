#include "design/accessibility_curtain.h"

#include <QAccessible>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QtTest>

#include <memory>

using strongroom::design::AccessibilityCurtain;

namespace {

/// How many items below `item` assistive technology is told of by name.
int listed(QAccessibleInterface* interface) {
    int count = 0;
    for (int i = 0; i < interface->childCount(); ++i) {
        QAccessibleInterface* child = interface->child(i);
        count += child->text(QAccessible::Name).isEmpty() ? 0 : 1;
        count += listed(child);
    }
    return count;
}

} // namespace

class AccessibilityCurtainTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsBehindTheCurtainIsNotListedUntilItIsLifted() {
        QAccessible::setActive(true);
        QQmlEngine engine;
        QQmlComponent component(&engine);
        component.setData("import QtQuick\n"
                          "Item {\n"
                          "  Item { objectName: 'page'\n"
                          "    Rectangle { Accessible.role: Accessible.Button; Accessible.name: 'one'\n"
                          "      Text { Accessible.role: Accessible.StaticText; Accessible.name: 'two' } }\n"
                          "    Item { objectName: 'plain' }\n"
                          "    Rectangle { Accessible.role: Accessible.Button; Accessible.name: 'never'; "
                          "Accessible.ignored: true }\n"
                          "  }\n"
                          "  Text { Accessible.role: Accessible.StaticText; Accessible.name: 'dialog' }\n"
                          "}\n",
                          QUrl());
        QQuickWindow window;
        std::unique_ptr<QQuickItem> root(qobject_cast<QQuickItem*>(component.create()));
        QVERIFY2(root != nullptr, qPrintable(component.errorString()));
        root->setParentItem(window.contentItem());
        window.show();
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&window);
        QVERIFY(interface != nullptr);
        const int before = listed(interface);
        QCOMPARE(before, 3);
        AccessibilityCurtain curtain;
        curtain.setTarget(root->findChild<QQuickItem*>(QStringLiteral("page")));
        QCOMPARE(listed(interface), before);
        curtain.setDrawn(true);
        QCOMPARE(listed(interface), 1);
        curtain.setDrawn(false);
        QCOMPARE(listed(interface), before);
        auto* plain = root->findChild<QQuickItem*>(QStringLiteral("plain"));
        QVERIFY2(QAccessible::queryAccessibleInterface(plain) == nullptr,
                 "an item without a role got into the list");
    }
};

QTEST_MAIN(AccessibilityCurtainTest)
#include "accessibility_curtain_test.moc"
