// A failure as the screen shows it: the sentence first (translated by code), the code small and last.
#pragma once

#include <QObject>
#include <QString>
#include <qqmlintegration.h>

namespace strongroom::base {
struct Failure;
}

namespace strongroom::ui {

class FailureView {
    Q_GADGET
    QML_VALUE_TYPE(failureView)
    Q_PROPERTY(bool present READ present FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QString code MEMBER code FINAL)

public:
    QString sentence;
    QString code; ///< Empty when there is no failure.

    [[nodiscard]] bool present() const { return !code.isEmpty(); }
    friend bool operator==(const FailureView&, const FailureView&) = default;
};

/// The translated sentence with its numbers; the English one of the core where there is no translation.
[[nodiscard]] FailureView toView(const base::Failure& failure);

} // namespace strongroom::ui
