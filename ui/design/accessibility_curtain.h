// Hides a part of the window from assistive technology while a modal dialog stands before it: Qt lists the
// controls behind a dialog as enabled. Ignoring an item leaves its children listed, so every visual
// descendant is ignored and later restored. Items born behind the curtain stay listed. GUI thread only; the
// target is not owned.
#pragma once

#include <QPointer>
#include <QQuickItem>
#include <QVector>
#include <qqmlintegration.h>

namespace strongroom::design {

class AccessibilityCurtain : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickItem* target READ target WRITE setTarget NOTIFY targetChanged FINAL)
    Q_PROPERTY(bool drawn READ drawn WRITE setDrawn NOTIFY drawnChanged FINAL)

public:
    using QObject::QObject;
    ~AccessibilityCurtain() override;

    [[nodiscard]] QQuickItem* target() const { return m_target; }
    void setTarget(QQuickItem* target);
    [[nodiscard]] bool drawn() const { return m_drawn; }
    void setDrawn(bool drawn);

signals:
    void targetChanged();
    void drawnChanged();

private:
    void hideBelow(QQuickItem* item);
    void restore();

    QPointer<QQuickItem> m_target;
    QVector<QPointer<QQuickItem>> m_hidden;
    bool m_drawn = false;
};

} // namespace strongroom::design
