#include "models/amount_input.h"

#include "base/amount.h"

namespace strongroom::ui {

namespace {

/// A decimal with at most `decimals` places, scaled to an integer no larger than MAX_SATOSHI.
std::optional<qint64> parseScaled(const QString& text, int decimals) {
    qint64 value = 0;
    int places = -1; // Before the point.
    bool digits = false;
    for (const QChar c : text.trimmed()) {
        if (c.isSpace())
            continue;
        if (c == QLatin1Char('.') && places < 0) {
            places = 0;
            continue;
        }
        if (c < QLatin1Char('0') || c > QLatin1Char('9') || places == decimals)
            return std::nullopt;
        value = value * 10 + (c.unicode() - u'0');
        digits = true;
        if (value > base::Amount::MAX_SATOSHI)
            return std::nullopt;
        if (places >= 0)
            ++places;
    }
    for (int place = places < 0 ? 0 : places; place < decimals; ++place) {
        value *= 10;
        if (value > base::Amount::MAX_SATOSHI)
            return std::nullopt;
    }
    return digits ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<qint64> parseBitcoin(const QString& text) {
    return parseScaled(text, 8);
}

std::optional<qint64> parseFeeRate(const QString& text) {
    return parseScaled(text, 3);
}

QString bitcoinInput(qint64 satoshi) {
    constexpr qint64 COIN = 100'000'000;
    QString decimals = QString::number(satoshi % COIN).rightJustified(8, QLatin1Char('0'));
    while (decimals.endsWith(QLatin1Char('0')))
        decimals.chop(1);
    const QString whole = QString::number(satoshi / COIN);
    return decimals.isEmpty() ? whole : whole + QLatin1Char('.') + decimals;
}

} // namespace strongroom::ui
