#include "models/role_names.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace strongroom::ui {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 6> NAMES = {{
    {"officer", QT_TRANSLATE_NOOP("roles", "officer")},
    {"compliance", QT_TRANSLATE_NOOP("roles", "compliance")},
    {"operator", QT_TRANSLATE_NOOP("roles", "air-gap operator")},
    {"auditor", QT_TRANSLATE_NOOP("roles", "auditor")},
    {"admin", QT_TRANSLATE_NOOP("roles", "administrator")},
    {"cfo", QT_TRANSLATE_NOOP("roles", "CFO")},
}};

QString nameOf(const QString& role) {
    for (const auto& [key, name] : NAMES) {
        if (role == QLatin1String(key))
            return QCoreApplication::translate("roles", name);
    }
    return role;
}

} // namespace

QString roleNames(const QStringList& roles) {
    QStringList names;
    for (const QString& role : roles)
        names.append(nameOf(role));
    QString text = names.join(QStringLiteral(", "));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace strongroom::ui
