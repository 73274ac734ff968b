#include "models/console.h"

#include "design/secret_source.h"
#include "models/row_model.h"
#include "models/session.h"
#include "models/text.h"

namespace strongroom::ui {

Console::Console(const service::Ports& ports, std::unique_ptr<JobRunner> core, QObject* parent)
    : QObject(parent), m_ports(ports), m_session(std::make_unique<Session>(ports, std::move(core))) {
    m_people = std::make_unique<RowModel<SlotRow>>(std::vector<RowModel<SlotRow>::Role>{
        {"personId", [](const SlotRow& row) { return QVariant(row.personId); }},
        {"name", [](const SlotRow& row) { return QVariant(row.name); }},
        {"shownPassphrase", [](const SlotRow& row) { return QVariant(row.shownPassphrase); }},
    });
    connect(m_session.get(), &Session::closed, this, [this] { setPhase(Phase::Unlock); });
}

Console::~Console() = default;

void Console::choose(const QString& folder) {
    auto card = service::readCard(m_ports, folder.toStdString());
    if (!card) {
        setFailure(toView(card.error()));
        return;
    }
    setFailure({});
    m_card = std::move(*card);
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

void Console::unlock(const QString& personId, QObject* secretField) {
    auto* source = qobject_cast<design::SecretSource*>(secretField);
    if (source == nullptr || m_busy)
        return;
    setBusy(true);
    m_session->open(m_card.folder, personId.toStdString(), source->takeSecret(),
                    [this](const std::optional<FailureView>& failure) {
                        setBusy(false);
                        setFailure(failure.value_or(FailureView()));
                        if (!failure)
                            setPhase(Phase::Open);
                    });
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
