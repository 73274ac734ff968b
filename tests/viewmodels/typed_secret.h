// A field in which somebody has typed a passphrase.
#pragma once

#include "design/secret_source.h"
#include "support/secret_text.h"

#include <QObject>

#include <string_view>
#include <utility>

namespace strongroom::test {

class TypedSecret final : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    explicit TypedSecret(std::string_view text) : m_text(secretText(text)) {}
    service::SecretText takeSecret() override { return std::exchange(m_text, service::SecretText()); }

private:
    service::SecretText m_text;
};

} // namespace strongroom::test
