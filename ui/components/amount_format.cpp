#include "components/amount_format.h"

#include "base/amount.h"

#include <cmath>
#include <cstdlib>

namespace strongroom::components {

namespace {

constexpr QChar NARROW_SPACE(0x202F);
constexpr QChar MINUS(0x2212);
constexpr QChar DASH(0x2013);
constexpr qint64 SATOSHI_PER_BITCOIN = 100'000'000;
constexpr int DECIMALS = 8;
constexpr int GROUP = 3;
constexpr int MAX_DIGITS = 17; // "-2100000000000000"

std::optional<qint64> inRange(qint64 value) {
    return std::llabs(value) <= base::Amount::MAX_SATOSHI ? std::optional(value) : std::nullopt;
}

std::optional<qint64> fromDouble(double value) {
    constexpr auto LIMIT = static_cast<double>(base::Amount::MAX_SATOSHI);
    if (!(std::abs(value) <= LIMIT) || std::trunc(value) != value)
        return std::nullopt;
    return static_cast<qint64>(value); // exact: the limit is below 2^53
}

std::optional<qint64> fromText(const QString& text) {
    const QString digits = text.startsWith(QLatin1Char('-')) ? text.mid(1) : text;
    const bool plain =
        !digits.isEmpty() && text.size() <= MAX_DIGITS &&
        std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return plain ? inRange(text.toLongLong()) : std::nullopt;
}

/// Groups of three from the right, as in whole numbers.
QString groupedFromRight(QString digits) {
    for (qsizetype at = digits.size() - GROUP; at > 0; at -= GROUP)
        digits.insert(at, NARROW_SPACE);
    return digits;
}

/// Groups of three from the left, as in decimals.
QString groupedFromLeft(QString digits) {
    for (qsizetype at = GROUP; at < digits.size(); at += GROUP + 1)
        digits.insert(at, NARROW_SPACE);
    return digits;
}

} // namespace

std::optional<qint64> AmountFormat::parse(const QVariant& satoshi) {
    switch (satoshi.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
        return inRange(satoshi.toLongLong());
    case QMetaType::ULongLong:
        return satoshi.toULongLong() <= base::Amount::MAX_SATOSHI ? inRange(satoshi.toLongLong())
                                                                  : std::nullopt;
    case QMetaType::Double:
        return fromDouble(satoshi.toDouble());
    case QMetaType::QString:
        return fromText(satoshi.toString());
    default:
        return std::nullopt;
    }
}

bool AmountFormat::known(const QVariant& satoshi) const {
    return parse(satoshi).has_value();
}

QString AmountFormat::bitcoin(const QVariant& satoshi) const {
    const std::optional<qint64> value = parse(satoshi);
    if (!value)
        return DASH;
    const qint64 magnitude = std::llabs(*value);
    const QString whole = groupedFromRight(QString::number(magnitude / SATOSHI_PER_BITCOIN));
    const QString fraction =
        QString::number(magnitude % SATOSHI_PER_BITCOIN).rightJustified(DECIMALS, QLatin1Char('0'));
    const QString text = whole + QLatin1Char('.') + groupedFromLeft(fraction);
    return *value < 0 ? MINUS + text : text;
}

QString AmountFormat::satoshi(const QVariant& satoshi) const {
    const std::optional<qint64> value = parse(satoshi);
    if (!value)
        return DASH;
    const QString text = groupedFromRight(QString::number(std::llabs(*value)));
    return *value < 0 ? MINUS + text : text;
}

QString AmountFormat::spoken(const QVariant& satoshi) const {
    if (!known(satoshi))
        return tr("unknown amount");
    return tr("%1 BTC (%2 sat)").arg(bitcoin(satoshi), this->satoshi(satoshi));
}

int AmountFormat::trailingZerosFrom(const QVariant& satoshi) const {
    const QString text = bitcoin(satoshi);
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    if (point < 0)
        return -1;
    qsizetype end = text.size();
    while (end > point + 3 && (text.at(end - 1) == QLatin1Char('0') || text.at(end - 1) == NARROW_SPACE))
        --end;
    return end == text.size() ? -1 : static_cast<int>(end);
}

} // namespace strongroom::components
