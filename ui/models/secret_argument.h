// How a typed secret reaches a use case: QML hands the SecretField over, the view model takes its text once,
// and the job that runs on the core thread holds the only copy.
#pragma once

#include "design/secret_source.h"

#include <QObject>

#include <memory>

namespace strongroom::ui {

/// Shared only because jobs must be copyable; one job reads it, and it is wiped with the job.
using SharedSecret = std::shared_ptr<service::SecretText>;

/// Leaves the field empty. Nothing when the object is no secret field.
[[nodiscard]] inline SharedSecret takeSecret(QObject* field) {
    auto* source = qobject_cast<design::SecretSource*>(field);
    return source == nullptr ? nullptr : std::make_shared<service::SecretText>(source->takeSecret());
}

} // namespace strongroom::ui
