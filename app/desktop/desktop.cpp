#include "desktop/desktop.h"

#include <QGuiApplication>
#include <QTranslator>

#include <cstdio>

namespace strongroom::desktop {

void introduce() {
    QGuiApplication::setApplicationName(QStringLiteral("strongroom"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Strongroom"));
    QGuiApplication::setApplicationVersion(QStringLiteral(STRONGROOM_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("strongroom"));
    // English has a file, too: for its plurals.
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), QStringLiteral("strongroom"), QStringLiteral("_"),
                         QStringLiteral(":/i18n")) ||
        translator->load(QStringLiteral(":/i18n/strongroom_en.qm")))
        QCoreApplication::installTranslator(translator);
}

int fail(const base::Failure& failure) {
    std::fprintf(stderr, "error: %s: %s\n", failure.code.c_str(), failure.message.c_str());
    return 1;
}

} // namespace strongroom::desktop
