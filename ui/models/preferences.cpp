#include "models/preferences.h"

#include <QDir>
#include <QGuiApplication>
#include <QPalette>

namespace strongroom::ui {

namespace {

constexpr int RECENT = 5;

QString themeKey() {
    return QStringLiteral("appearance/theme");
}
QString recentKey() {
    return QStringLiteral("welcome/recent");
}

} // namespace

Preferences::Preferences(QObject* parent) : QObject(parent) {}

Preferences::ThemeChoice Preferences::theme() const {
    const QString name = m_settings.value(themeKey()).toString();
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void Preferences::setTheme(ThemeChoice theme) {
    switch (theme) {
    case ThemeChoice::System:
        m_settings.remove(themeKey());
        break;
    case ThemeChoice::Light:
        m_settings.setValue(themeKey(), QStringLiteral("light"));
        break;
    case ThemeChoice::Dark:
        m_settings.setValue(themeKey(), QStringLiteral("dark"));
        break;
    }
    emit themeChanged();
}

bool Preferences::isDark() const {
    switch (theme()) {
    case ThemeChoice::Light:
        return false;
    case ThemeChoice::Dark:
        return true;
    case ThemeChoice::System:
        // Qt 6.4 names no colour scheme; the window's ground tells.
        return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    }
    Q_UNREACHABLE();
}

QStringList Preferences::recentFolders() const {
    QStringList folders = m_settings.value(recentKey()).toStringList();
    folders.removeIf([](const QString& folder) { return !QDir(folder).exists(); });
    return folders;
}

void Preferences::addRecentFolder(const QString& folder) {
    QStringList folders = recentFolders();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings.setValue(recentKey(), QStringList(folders.mid(0, RECENT)));
    emit recentFoldersChanged();
}

} // namespace strongroom::ui
