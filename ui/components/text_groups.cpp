#include "components/text_groups.h"

namespace strongroom::components {

QStringList TextGroups::split(const QString& text, int size) const {
    if (size < 1)
        return {text};
    QStringList groups;
    for (qsizetype at = 0; at < text.size(); at += size)
        groups.append(text.mid(at, size));
    return groups;
}

QString TextGroups::grouped(const QString& text, int size) const {
    return split(text, size).join(QLatin1Char(' '));
}

} // namespace strongroom::components
