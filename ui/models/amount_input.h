// Amounts as people type them. Integer arithmetic only.
#pragma once

#include <QString>

#include <optional>

namespace strongroom::ui {

/// Bitcoin with a point and up to eight decimals, spaces allowed between digits ("1 250.5"), as satoshi.
/// Nothing for anything else: a comma is refused, because it means a point to some and thousands to others.
[[nodiscard]] std::optional<qint64> parseBitcoin(const QString& text);
/// Satoshi per virtual byte with up to three decimals, as sat/kvB.
[[nodiscard]] std::optional<qint64> parseFeeRate(const QString& text);
/// "1.25" for 125,000,000: what parseBitcoin reads back.
[[nodiscard]] QString bitcoinInput(qint64 satoshi);

} // namespace strongroom::ui
