#include "deposits/payment_symbol.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strongroom::ui {

void PaymentSymbol::setAddress(const QString& address) {
    if (m_address == address)
        return;
    m_address = address;
    m_symbol.reset();
    if (auto symbol = service::paymentSymbol(address.toStdString()))
        m_symbol = std::move(*symbol);
    emit addressChanged();
    update();
}

void PaymentSymbol::paint(QPainter* painter) {
    if (!m_symbol)
        return;
    painter->fillRect(QRectF(0, 0, width(), height()), Qt::white);
    const int modules = m_symbol->size + 2 * service::QUIET_MODULES;
    const int module = std::max(1, static_cast<int>(std::floor(std::min(width(), height()) / modules)));
    const int left = (static_cast<int>(width()) - module * m_symbol->size) / 2;
    const int top = (static_cast<int>(height()) - module * m_symbol->size) / 2;
    for (int y = 0; y < m_symbol->size; ++y) {
        for (int x = 0; x < m_symbol->size; ++x) {
            const auto index = static_cast<std::size_t>(y * m_symbol->size + x);
            if (m_symbol->dark[index] != 0)
                painter->fillRect(left + x * module, top + y * module, module, module, Qt::black);
        }
    }
}

} // namespace strongroom::ui
