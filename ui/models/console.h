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

Q_MOC_INCLUDE("models/audit_view_model.h")
Q_MOC_INCLUDE("models/batch_view_model.h")
Q_MOC_INCLUDE("models/chain_follower.h")
Q_MOC_INCLUDE("models/cold_training.h")
Q_MOC_INCLUDE("models/deposits_view_model.h")
Q_MOC_INCLUDE("models/founding_view_model.h")
Q_MOC_INCLUDE("models/message_view_model.h")
Q_MOC_INCLUDE("models/messages_view_model.h")
Q_MOC_INCLUDE("models/new_message_view_model.h")
Q_MOC_INCLUDE("models/new_withdrawal_view_model.h")
Q_MOC_INCLUDE("models/overview_view_model.h")
Q_MOC_INCLUDE("models/payees_view_model.h")
Q_MOC_INCLUDE("models/people_view_model.h")
Q_MOC_INCLUDE("models/policy_view_model.h")
Q_MOC_INCLUDE("models/preferences.h")
Q_MOC_INCLUDE("models/recovery_view_model.h")
Q_MOC_INCLUDE("models/replacement_view_model.h")
Q_MOC_INCLUDE("models/settings_view_model.h")
Q_MOC_INCLUDE("models/shell_view_model.h")
Q_MOC_INCLUDE("models/sweep_view_model.h")
Q_MOC_INCLUDE("models/vaults_view_model.h")
Q_MOC_INCLUDE("models/withdrawal_view_model.h")
Q_MOC_INCLUDE("models/withdrawals_view_model.h")

namespace strongroom::ui {

class AuditViewModel;
class BatchViewModel;
class ChainFollower;
class ColdTraining;
class DepositsViewModel;
class FoundingViewModel;
class JobRunner;
class MessageViewModel;
class MessagesViewModel;
class NewMessageViewModel;
class NewWithdrawalViewModel;
class OverviewViewModel;
class PayeesViewModel;
class PeopleViewModel;
class PolicyViewModel;
class Preferences;
class RecoveryViewModel;
class ReplacementViewModel;
class Session;
class SettingsViewModel;
class ShellViewModel;
class SweepViewModel;
class VaultsViewModel;
class WithdrawalViewModel;
class WithdrawalsViewModel;
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
    // One view model for each page.
    Q_PROPERTY(strongroom::ui::ShellViewModel* shell READ shell CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::OverviewViewModel* overview READ overview CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::WithdrawalsViewModel* withdrawals READ withdrawals CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::WithdrawalViewModel* withdrawal READ withdrawal CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::NewWithdrawalViewModel* newWithdrawal READ newWithdrawal CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::ReplacementViewModel* replacement READ replacement CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::SweepViewModel* sweep READ sweep CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::BatchViewModel* batch READ batch CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::MessagesViewModel* messages READ messages CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::MessageViewModel* message READ message CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::NewMessageViewModel* newMessage READ newMessage CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::PayeesViewModel* payees READ payees CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::VaultsViewModel* vaults READ vaults CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::RecoveryViewModel* recovery READ recovery CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::DepositsViewModel* deposits READ deposits CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::PolicyViewModel* policy READ policy CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::AuditViewModel* audit READ audit CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::PeopleViewModel* peoplePage READ peoplePage CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::SettingsViewModel* settings READ settings CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::FoundingViewModel* founding READ founding CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::ChainFollower* chain READ chain CONSTANT FINAL)
    /// Only while a training treasury with stations is open.
    Q_PROPERTY(strongroom::ui::ColdTraining* coldTraining READ coldTraining NOTIFY phaseChanged FINAL)
    Q_PROPERTY(strongroom::ui::Preferences* preferences READ preferences CONSTANT FINAL)

public:
    enum class Phase { Welcome, Founding, Unlock, Open };
    Q_ENUM(Phase)

    /// `core` runs the use cases of pages, `chain` follows the chain meanwhile.
    Console(const service::Ports& ports, std::unique_ptr<JobRunner> core, std::unique_ptr<JobRunner> chain,
            QObject* parent = nullptr);
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
    [[nodiscard]] ShellViewModel* shell() const { return m_shell; }
    [[nodiscard]] OverviewViewModel* overview() const { return m_overview; }
    [[nodiscard]] WithdrawalsViewModel* withdrawals() const { return m_withdrawals; }
    [[nodiscard]] WithdrawalViewModel* withdrawal() const { return m_withdrawal; }
    [[nodiscard]] NewWithdrawalViewModel* newWithdrawal() const { return m_newWithdrawal; }
    [[nodiscard]] ReplacementViewModel* replacement() const { return m_replacement; }
    [[nodiscard]] SweepViewModel* sweep() const { return m_sweep; }
    [[nodiscard]] BatchViewModel* batch() const { return m_batch; }
    [[nodiscard]] MessagesViewModel* messages() const { return m_messages; }
    [[nodiscard]] MessageViewModel* message() const { return m_message; }
    [[nodiscard]] NewMessageViewModel* newMessage() const { return m_newMessage; }
    [[nodiscard]] PayeesViewModel* payees() const { return m_payees; }
    [[nodiscard]] VaultsViewModel* vaults() const { return m_vaults; }
    [[nodiscard]] RecoveryViewModel* recovery() const { return m_recovery; }
    [[nodiscard]] DepositsViewModel* deposits() const { return m_deposits; }
    [[nodiscard]] PolicyViewModel* policy() const { return m_policy; }
    [[nodiscard]] AuditViewModel* audit() const { return m_audit; }
    [[nodiscard]] PeopleViewModel* peoplePage() const { return m_peoplePage; }
    [[nodiscard]] SettingsViewModel* settings() const { return m_settings; }
    [[nodiscard]] FoundingViewModel* founding() const { return m_founding; }
    [[nodiscard]] ChainFollower* chain() const { return m_chain; }
    [[nodiscard]] ColdTraining* coldTraining() const { return m_coldTraining; }
    [[nodiscard]] Preferences* preferences() const { return m_preferences; }

    /// A treasury's name as its folder has it.
    Q_INVOKABLE QString folderTitle(const QString& folder) const;
    /// Shows the unlock page of this user's training treasury, which is made first when there is none.
    Q_INVOKABLE void openTraining();
    /// Restores a backup into a folder that does not exist yet, and shows its unlock page.
    Q_INVOKABLE void restore(const QString& file, const QString& folder, const QString& personId,
                             QObject* secretField);
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
    void show(service::WorkspaceCard card);
    /// Runs a use case that ends with a treasury to unlock.
    template <typename Make>
    void showMade(Make make);
    void makePages(std::unique_ptr<JobRunner> chain);
    void openColdTraining();
    void closeColdTraining();
    void setPhase(Phase phase);
    void setFailure(const FailureView& failure);
    void setBusy(bool busy);

    service::Ports m_ports;
    std::unique_ptr<Session> m_session;
    service::WorkspaceCard m_card;
    std::unique_ptr<RowModel<SlotRow>> m_people;
    // Children of the console.
    ShellViewModel* m_shell = nullptr;
    OverviewViewModel* m_overview = nullptr;
    WithdrawalsViewModel* m_withdrawals = nullptr;
    WithdrawalViewModel* m_withdrawal = nullptr;
    NewWithdrawalViewModel* m_newWithdrawal = nullptr;
    ReplacementViewModel* m_replacement = nullptr;
    SweepViewModel* m_sweep = nullptr;
    BatchViewModel* m_batch = nullptr;
    MessagesViewModel* m_messages = nullptr;
    MessageViewModel* m_message = nullptr;
    NewMessageViewModel* m_newMessage = nullptr;
    PayeesViewModel* m_payees = nullptr;
    VaultsViewModel* m_vaults = nullptr;
    RecoveryViewModel* m_recovery = nullptr;
    DepositsViewModel* m_deposits = nullptr;
    PolicyViewModel* m_policy = nullptr;
    AuditViewModel* m_audit = nullptr;
    PeopleViewModel* m_peoplePage = nullptr;
    SettingsViewModel* m_settings = nullptr;
    FoundingViewModel* m_founding = nullptr;
    ChainFollower* m_chain = nullptr;
    ColdTraining* m_coldTraining = nullptr;
    Preferences* m_preferences = nullptr;
    FailureView m_failure;
    Phase m_phase = Phase::Welcome;
    bool m_busy = false;
};

} // namespace strongroom::ui
