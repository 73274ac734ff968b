// Where a view model takes a typed secret from without knowing the screen: QML hands the field over as a
// QObject, the view model casts with `qobject_cast<SecretSource*>` and takes the text once. The secret never
// passes through QML.
#pragma once

#include "service/secret_input.h"

#include <QObject>

namespace strongroom::design {

class SecretSource {
public:
    SecretSource() = default;
    SecretSource(const SecretSource&) = delete;
    SecretSource& operator=(const SecretSource&) = delete;
    virtual ~SecretSource() = default;

    /// Hands over what was typed and leaves the field empty. GUI thread only.
    [[nodiscard]] virtual service::SecretText takeSecret() = 0;
};

} // namespace strongroom::design

Q_DECLARE_INTERFACE(strongroom::design::SecretSource, "strongroom.SecretSource/1")
