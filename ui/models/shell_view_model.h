// What stands around every page: who sits here, as of which block, whether the hot signer is armed and by
// whom, whether the treasury is frozen, and what can be done about each.
//
// GUI thread only.
#pragma once

#include "models/page_view_model.h"
#include "service/overview.h"

#include <QString>
#include <QVariant>

namespace strongroom::ui {

/// The seat's hot signer.
class HotSignerView {
    Q_GADGET
    QML_VALUE_TYPE(hotSignerView)
    /// absent, locked, open, armed
    Q_PROPERTY(QString phase MEMBER phase FINAL)
    Q_PROPERTY(QString armedBy MEMBER armedBy FINAL)
    Q_PROPERTY(QVariant armedSince MEMBER armedSince FINAL)
    Q_PROPERTY(QVariant armedUntil MEMBER armedUntil FINAL)
    Q_PROPERTY(int officersNeeded MEMBER officersNeeded FINAL)
    /// Who has unsealed so far, as a text; empty when nobody has.
    Q_PROPERTY(QString unsealedBy MEMBER unsealedBy FINAL)
    /// Officers who have not unsealed: maps of personId and name.
    Q_PROPERTY(QVariantList officers MEMBER officers FINAL)

public:
    QString phase, armedBy, unsealedBy;
    QVariantList officers;
    QVariant armedSince, armedUntil;
    int officersNeeded = 2;
};

class FreezeView {
    Q_GADGET
    QML_VALUE_TYPE(freezeView)
    Q_PROPERTY(bool frozen MEMBER frozen FINAL)
    Q_PROPERTY(QString by MEMBER by FINAL)
    Q_PROPERTY(QString reason MEMBER reason FINAL)
    Q_PROPERTY(QVariant since MEMBER since FINAL)
    Q_PROPERTY(QString unfreezeSentence MEMBER unfreezeSentence FINAL)

public:
    bool frozen = false;
    QString by, reason, unfreezeSentence;
    QVariant since;
};

class ShellViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(QString personName READ personName NOTIFY changed FINAL)
    Q_PROPERTY(QString personRole READ personRole NOTIFY changed FINAL)
    /// Null before the first block was seen.
    Q_PROPERTY(QVariant height READ height NOTIFY changed FINAL)
    Q_PROPERTY(QVariant blockTime READ blockTime NOTIFY changed FINAL)
    Q_PROPERTY(int waitingForMe READ waitingForMe NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::HotSignerView hotSigner READ hotSigner NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::FreezeView freezeState READ freezeState NOTIFY changed FINAL)

public:
    explicit ShellViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    /// One officer's share of arming.
    Q_INVOKABLE void arm(const QString& personId, QObject* secretField);
    Q_INVOKABLE void disarm();
    Q_INVOKABLE void freeze(const QString& reason, QObject* secretField);
    Q_INVOKABLE void unfreeze(QObject* secretField);
    /// Locks the seat itself, for everybody; the session closes.
    Q_INVOKABLE void lockSeat();

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QString personRole() const;
    [[nodiscard]] QVariant height() const;
    [[nodiscard]] QVariant blockTime() const;
    [[nodiscard]] int waitingForMe() const { return static_cast<int>(m_view.waitingForMe.size()); }
    [[nodiscard]] HotSignerView hotSigner() const;
    [[nodiscard]] FreezeView freezeState() const;

signals:
    void changed();
    void acted(const QString& sentence);

private:
    service::Overview m_view;
    bool m_loaded = false;
};

} // namespace strongroom::ui
