#include "models/console.h"

#include "models/audit_view_model.h"
#include "models/batch_view_model.h"
#include "models/chain_follower.h"
#include "models/cold_training.h"
#include "models/deposits_view_model.h"
#include "models/founding_view_model.h"
#include "models/job_runner.h"
#include "models/message_view_model.h"
#include "models/messages_view_model.h"
#include "models/new_message_view_model.h"
#include "models/new_withdrawal_view_model.h"
#include "models/overview_view_model.h"
#include "models/payees_view_model.h"
#include "models/people_view_model.h"
#include "models/policy_view_model.h"
#include "models/preferences.h"
#include "models/recovery_view_model.h"
#include "models/replacement_view_model.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/session.h"
#include "models/settings_view_model.h"
#include "models/shell_view_model.h"
#include "models/sweep_view_model.h"
#include "models/text.h"
#include "models/vaults_view_model.h"
#include "models/withdrawal_view_model.h"
#include "models/withdrawals_view_model.h"
#include "service/backup.h"
#include "service/training.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace strongroom::ui {

Console::Console(const service::Ports& ports, std::unique_ptr<JobRunner> core,
                 std::unique_ptr<JobRunner> chain, QObject* parent)
    : QObject(parent), m_ports(ports), m_session(std::make_unique<Session>(ports, std::move(core))) {
    m_people = std::make_unique<RowModel<SlotRow>>(std::vector<RowModel<SlotRow>::Role>{
        {"personId", [](const SlotRow& row) { return QVariant(row.personId); }},
        {"name", [](const SlotRow& row) { return QVariant(row.name); }},
        {"shownPassphrase", [](const SlotRow& row) { return QVariant(row.shownPassphrase); }},
    });
    connect(m_session.get(), &Session::closed, this, [this] {
        closeColdTraining();
        setPhase(Phase::Unlock);
    });
    makePages(std::move(chain));
}

void Console::makePages(std::unique_ptr<JobRunner> chain) {
    m_shell = new ShellViewModel(*m_session, this);
    m_overview = new OverviewViewModel(*m_session, this);
    m_withdrawals = new WithdrawalsViewModel(*m_session, this);
    m_withdrawal = new WithdrawalViewModel(*m_session, this);
    m_newWithdrawal = new NewWithdrawalViewModel(*m_session, this);
    m_replacement = new ReplacementViewModel(*m_session, this);
    m_sweep = new SweepViewModel(*m_session, this);
    m_batch = new BatchViewModel(*m_session, this);
    m_messages = new MessagesViewModel(*m_session, this);
    m_message = new MessageViewModel(*m_session, this);
    m_newMessage = new NewMessageViewModel(*m_session, this);
    m_payees = new PayeesViewModel(*m_session, this);
    m_vaults = new VaultsViewModel(*m_session, this);
    m_recovery = new RecoveryViewModel(*m_session, this);
    m_deposits = new DepositsViewModel(*m_session, this);
    m_policy = new PolicyViewModel(*m_session, this);
    m_audit = new AuditViewModel(*m_session, this);
    m_peoplePage = new PeopleViewModel(*m_session, this);
    m_settings = new SettingsViewModel(*m_session, this);
    m_founding = new FoundingViewModel(m_ports, m_session->core(), this);
    m_chain = new ChainFollower(*m_session, std::move(chain), this);
    m_preferences = new Preferences(this);
    connect(m_founding, &FoundingViewModel::completed, this, &Console::choose);
}

Console::~Console() = default;

void Console::choose(const QString& folder) {
    auto card = service::readCard(m_ports, folder.toStdString());
    if (!card) {
        setFailure(toView(card.error()));
        return;
    }
    show(std::move(*card));
}

void Console::show(service::WorkspaceCard card) {
    setFailure({});
    m_card = std::move(card);
    m_preferences->addRecentFolder(toQString(m_card.folder));
    std::vector<SlotRow> rows;
    for (const service::WorkspaceCard::Slot& slot : m_card.people)
        rows.push_back(
            {toQString(slot.personId), toQString(slot.personName), toQString(slot.shownPassphrase)});
    m_people->setRows(std::move(rows));
    setPhase(Phase::Unlock);
}

void Console::startFounding() {
    setFailure({});
    setPhase(Phase::Founding);
}

void Console::backToWelcome() {
    m_session->close();
    setFailure({});
    setPhase(Phase::Welcome);
}

QString Console::folderTitle(const QString& folder) const {
    return QFileInfo(folder).completeBaseName();
}

template <typename Make>
void Console::showMade(Make make) {
    setBusy(true);
    setFailure({});
    m_session->core().run(this, std::move(make), [this](service::Outcome<service::WorkspaceCard> card) {
        setBusy(false);
        if (card)
            show(std::move(*card));
        else
            setFailure(toView(card.error()));
    });
}

void Console::openTraining() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QString folder = QDir(data).filePath(QStringLiteral("Training.strongroom"));
    if (QDir(folder).exists())
        choose(folder);
    else if (!m_busy)
        showMade(
            [ports = m_ports, name = folder.toStdString()] { return service::createTraining(ports, name); });
}

void Console::restore(const QString& file, const QString& folder, const QString& personId,
                      QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret || m_busy)
        return;
    showMade([ports = m_ports, from = file.toStdString(), to = folder.toStdString(),
              who = personId.toStdString(),
              secret] { return service::restore(ports, from, to, who, *secret); });
}

void Console::unlock(const QString& personId, QObject* secretField) {
    if (m_busy)
        return;
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    setBusy(true);
    m_session->open(m_card.folder, personId.toStdString(), std::move(*secret),
                    [this](const std::optional<FailureView>& failure) {
                        setBusy(false);
                        setFailure(failure.value_or(FailureView()));
                        if (failure)
                            return;
                        openColdTraining();
                        setPhase(Phase::Open);
                    });
}

void Console::openColdTraining() {
    if (auto stations = service::trainingStations(m_ports, m_card); !stations.empty())
        m_coldTraining = new ColdTraining(m_ports, m_session->core(), std::move(stations), this);
}

void Console::closeColdTraining() {
    if (m_coldTraining == nullptr)
        return;
    m_coldTraining->close();
    // Whoever shows it learns of its end first.
    std::exchange(m_coldTraining, nullptr)->deleteLater();
}

void Console::lock() {
    m_session->close();
}

void Console::touch() {
    m_session->touch();
}

QString Console::treasuryName() const {
    return toQString(m_card.treasuryName);
}
QString Console::network() const {
    return toQString(m_card.network);
}
bool Console::isReadOnly() const {
    return m_session->isReadOnly();
}
QString Console::personId() const {
    return toQString(m_session->personId());
}

QString Console::personName() const {
    for (const SlotRow& row : m_people->rows()) {
        if (row.personId == personId())
            return row.name;
    }
    return {};
}

QAbstractItemModel* Console::people() const {
    return m_people.get();
}

void Console::setPhase(Phase phase) {
    m_phase = phase;
    emit phaseChanged();
}

void Console::setFailure(const FailureView& failure) {
    if (m_failure == failure)
        return;
    m_failure = failure;
    emit failureChanged();
}

void Console::setBusy(bool busy) {
    m_busy = busy;
    emit busyChanged();
}

} // namespace strongroom::ui
