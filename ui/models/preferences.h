// How this console looks to the user of this machine: theme and the treasuries opened lately. Nothing of a
// treasury is kept here but the folder's path.
//
// GUI thread only.
#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>
#include <qqmlintegration.h>

namespace strongroom::ui {

class Preferences : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(ThemeChoice theme READ theme WRITE setTheme NOTIFY themeChanged FINAL)
    /// What the choice comes to now.
    Q_PROPERTY(bool dark READ isDark NOTIFY themeChanged FINAL)
    /// Folders, the latest first; only those that still exist.
    Q_PROPERTY(QStringList recentFolders READ recentFolders NOTIFY recentFoldersChanged FINAL)

public:
    enum class ThemeChoice { System, Light, Dark };
    Q_ENUM(ThemeChoice)

    explicit Preferences(QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] QStringList recentFolders() const;
    void addRecentFolder(const QString& folder);

signals:
    void themeChanged();
    void recentFoldersChanged();

private:
    QSettings m_settings;
};

} // namespace strongroom::ui
