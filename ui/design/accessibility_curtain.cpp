#include "design/accessibility_curtain.h"

#include <QAccessible>
#include <QQmlEngine>
#include <QQmlProperty>

namespace strongroom::design {

namespace {

QQmlProperty ignoredProperty(QQuickItem* item) {
    return QQmlProperty(item, QStringLiteral("Accessible.ignored"), qmlContext(item));
}

} // namespace

AccessibilityCurtain::~AccessibilityCurtain() {
    restore();
}

void AccessibilityCurtain::setTarget(QQuickItem* target) {
    if (target == m_target)
        return;
    restore();
    m_target = target;
    if (m_drawn && m_target)
        hideBelow(m_target);
    emit targetChanged();
}

void AccessibilityCurtain::setDrawn(bool drawn) {
    if (drawn == m_drawn)
        return;
    m_drawn = drawn;
    if (m_drawn && m_target)
        hideBelow(m_target);
    else
        restore();
    emit drawnChanged();
}

void AccessibilityCurtain::hideBelow(QQuickItem* item) {
    // No interface means not listed already; asking such an item for its Accessible object would put it on
    // the list.
    if (QAccessible::queryAccessibleInterface(item) != nullptr) {
        QQmlProperty ignored = ignoredProperty(item);
        if (ignored.isValid() && !ignored.read().toBool() && ignored.write(true))
            m_hidden.append(item);
    }
    const QList<QQuickItem*> children = item->childItems();
    for (QQuickItem* child : children)
        hideBelow(child);
}

void AccessibilityCurtain::restore() {
    for (const QPointer<QQuickItem>& item : std::as_const(m_hidden)) {
        if (item)
            ignoredProperty(item).write(false);
    }
    m_hidden.clear();
}

} // namespace strongroom::design
