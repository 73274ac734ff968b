// Between the core's UTF-8 and Qt's text. Never for secrets.
#pragma once

#include "base/amount.h"
#include "base/time.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

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

} // namespace strongroom::ui
