// The root of the GUI's view models: which treasury is open and which page is shown. QML gets it as the one
// required property of its window; pages get their own view model from it.
//
// GUI thread only. Owns the session and every view model; those of the opened treasury live as long as the
// console and empty themselves when the session closes.
#pragma once

#include "models/failure_view.h"
#include "service/workspace.h"

#include <QAbstractItemModel>
#include <QObject>
#include <QString>
#include <qqmlintegration.h>

#include <functional>
#include <memory>

namespace strongroom::ui {

class JobRunner;
class OverviewViewModel;
class Session;
template <typename Row>
class RowModel;

/// One person on the unlock page.
struct SlotRow {
    QString personId;
    QString name;
    QString shownPassphrase; ///< Training only.
};

class Console : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged FINAL)
    Q_PROPERTY(strongroom::ui::FailureView failure READ failure NOTIFY failureChanged FINAL)
    Q_PROPERTY(QString treasuryName READ treasuryName NOTIFY phaseChanged FINAL)
    Q_PROPERTY(QString network READ network NOTIFY phaseChanged FINAL)
    Q_PROPERTY(bool training READ isTraining NOTIFY phaseChanged FINAL)
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY phaseChanged FINAL)
    Q_PROPERTY(QString personId READ personId NOTIFY phaseChanged FINAL)
    Q_PROPERTY(QString personName READ personName NOTIFY phaseChanged FINAL)
    /// Roles: personId, name, shownPassphrase.
    Q_PROPERTY(QAbstractItemModel* people READ people CONSTANT FINAL)

public:
    enum class Phase { Welcome, Founding, Unlock, Open };
    Q_ENUM(Phase)

    Console(const service::Ports& ports, std::unique_ptr<JobRunner> core, QObject* parent = nullptr);
    ~Console() override;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] const FailureView& failure() const { return m_failure; }
    [[nodiscard]] QString treasuryName() const;
    [[nodiscard]] QString network() const;
    [[nodiscard]] bool isTraining() const { return m_card.training; }
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] QString personId() const;
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QAbstractItemModel* people() const;
    [[nodiscard]] Session& session() const { return *m_session; }

    /// Shows the unlock page of a workspace folder.
    Q_INVOKABLE void choose(const QString& folder);
    Q_INVOKABLE void startFounding();
    Q_INVOKABLE void backToWelcome();
    /// `secretField` is a SecretField; its text is taken, never read through QML.
    Q_INVOKABLE void unlock(const QString& personId, QObject* secretField);
    /// Locks, and shows the unlock page again: "Switch person" and "Lock now" are the same act.
    Q_INVOKABLE void lock();
    Q_INVOKABLE void dismissFailure() { setFailure({}); }
    Q_INVOKABLE void touch();

signals:
    void phaseChanged();
    void busyChanged();
    void failureChanged();

private:
    void setPhase(Phase phase);
    void setFailure(const FailureView& failure);
    void setBusy(bool busy);

    service::Ports m_ports;
    std::unique_ptr<Session> m_session;
    service::WorkspaceCard m_card;
    std::unique_ptr<RowModel<SlotRow>> m_people;
    FailureView m_failure;
    Phase m_phase = Phase::Welcome;
    bool m_busy = false;
};

} // namespace strongroom::ui
