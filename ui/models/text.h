// Between the core's UTF-8 and Qt's text. Never for secrets.
#pragma once

#include "base/amount.h"
#include "base/time.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ui {

[[nodiscard]] inline QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline QStringList toQStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list.append(toQString(text));
    return list;
}

/// Satoshi, as QML's amount components take them: exact in a double up to 2^53, and MAX_MONEY is below 2^51.
[[nodiscard]] inline qint64 toSatoshi(base::Amount amount) {
    return amount.satoshi();
}

[[nodiscard]] inline QDateTime toDateTime(base::UnixTime time) {
    return QDateTime::fromSecsSinceEpoch(time.seconds);
}
/// Invalid when there is none.
[[nodiscard]] inline QDateTime toDateTime(const std::optional<base::UnixTime>& time) {
    return time ? toDateTime(*time) : QDateTime();
}

// What QML gets for a member of a plain value: text, satoshi, Unix seconds, a number, or null for none.
[[nodiscard]] inline QVariant toVariant(const std::string& text) {
    return toQString(text);
}
[[nodiscard]] inline QVariant toVariant(const std::vector<std::string>& texts) {
    return toQStringList(texts);
}
[[nodiscard]] inline QVariant toVariant(base::Amount amount) {
    return QVariant::fromValue(toSatoshi(amount));
}
[[nodiscard]] inline QVariant toVariant(base::UnixTime time) {
    return QVariant::fromValue(static_cast<qint64>(time.seconds));
}
[[nodiscard]] inline QVariant toVariant(bool flag) {
    return flag;
}
[[nodiscard]] inline QVariant toVariant(int number) {
    return number;
}
[[nodiscard]] inline QVariant toVariant(std::uint32_t number) {
    return number;
}
[[nodiscard]] inline QVariant toVariant(std::uint64_t number) {
    return QVariant::fromValue(static_cast<quint64>(number));
}
template <typename Value>
[[nodiscard]] QVariant toVariant(const std::optional<Value>& value) {
    return value ? toVariant(*value) : QVariant::fromValue(nullptr);
}

} // namespace strongroom::ui
