// The roles of people as words.
#pragma once

#include <QString>
#include <QStringList>

namespace strongroom::ui {

/// "Officer, administrator" of {"officer", "admin"}. Unknown roles are shown as they are.
[[nodiscard]] QString roleNames(const QStringList& roles);

} // namespace strongroom::ui
