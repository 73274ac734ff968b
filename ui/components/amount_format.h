// How amounts are written: eight decimals in groups of three, a point, narrow spaces (SI), the same in every
// language so that "1.250" is never read as a thousand. Everything is integer arithmetic; QML never computes
// with money. A value is an integer, its decimal text, or nothing (unknown). Numbers that are no integer or
// leave ±21 million bitcoin are unknown too. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QVariant>
#include <qqmlintegration.h>

#include <optional>

namespace strongroom::components {

class AmountFormat : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    [[nodiscard]] static std::optional<qint64> parse(const QVariant& satoshi);

    [[nodiscard]] Q_INVOKABLE bool known(const QVariant& satoshi) const;
    /// "1.250 000 00", without unit; a dash when unknown.
    [[nodiscard]] Q_INVOKABLE QString bitcoin(const QVariant& satoshi) const;
    /// "125 000 000", without unit; a dash when unknown.
    [[nodiscard]] Q_INVOKABLE QString satoshi(const QVariant& satoshi) const;
    /// "1.250 000 00 BTC (125 000 000 sat)", or "unknown amount": for assistive technology and sentences.
    [[nodiscard]] Q_INVOKABLE QString spoken(const QVariant& satoshi) const;
    /// Where the zeros begin that end `bitcoin`; two decimals always count as figures.
    [[nodiscard]] Q_INVOKABLE int trailingZerosFrom(const QVariant& satoshi) const;
};

} // namespace strongroom::components
