// An address as a QR symbol: black on white with its quiet zone in every theme, each module a whole number of
// pixels wide. Draws nothing for an address that has no symbol; `drawn` says so. GUI thread only.
#pragma once

#include "service/stateless/symbols.h"

#include <QQuickPaintedItem>
#include <QString>
#include <qqmlintegration.h>

#include <optional>

namespace strongroom::ui {

class PaymentSymbol : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString address READ address WRITE setAddress NOTIFY addressChanged FINAL)
    Q_PROPERTY(bool drawn READ isDrawn NOTIFY addressChanged FINAL)

public:
    using QQuickPaintedItem::QQuickPaintedItem;

    void paint(QPainter* painter) override;
    [[nodiscard]] QString address() const { return m_address; }
    void setAddress(const QString& address);
    [[nodiscard]] bool isDrawn() const { return m_symbol.has_value(); }

signals:
    void addressChanged();

private:
    QString m_address;
    std::optional<service::Symbol> m_symbol;
};

} // namespace strongroom::ui
