#include "training_desk.h"

#include "base/check.h"
#include "models/job_runner.h"
#include "service/training.h"

#include <QHash>

#include <algorithm>

namespace strongroom::test {

TrainingTreasury& TrainingTreasury::one() {
    static TrainingTreasury treasury;
    return treasury;
}

TrainingTreasury::TrainingTreasury()
    : m_composition(
          need(composition::Composition::make({STRONGROOM_PROGRAMS, m_folder / "state", m_folder / "run"},
                                              service::Client::console, composition::noNode()))),
      m_seats(STRONGROOM_PROGRAMS),
      m_ports(m_seats.with(m_composition->ports())) {
    m_ports.clock = &m_clock;
    m_card = need(service::createTraining(m_ports, m_folder / "exercise.strongroom"));
}

service::Ports TrainingTreasury::ports(service::Client client) const {
    service::Ports ports = m_ports;
    ports.client = client;
    return ports;
}

std::string TrainingTreasury::passphraseOf(const std::string& person) const {
    const auto slot = std::find_if(m_card.people.begin(), m_card.people.end(),
                                   [&](const auto& one) { return one.personId == person; });
    STRONGROOM_CHECK(slot != m_card.people.end());
    return slot->shownPassphrase;
}

Desk::Desk(const std::string& person)
    : m_person(person),
      m_session(TrainingTreasury::one().ports(service::Client::console),
                std::make_unique<ui::InlineRunner>()) {
    constexpr int BOUND = static_cast<int>(std::chrono::milliseconds(PATIENCE).count());
    STRONGROOM_CHECK(QTest::qWaitFor([this] { return seatListens(); }, BOUND));
    m_session.open(TrainingTreasury::one().card().folder, person, secret(), [](const auto& failure) {
        if (failure)
            qWarning("%s", qPrintable(failure->sentence));
    });
    STRONGROOM_CHECK(QTest::qWaitFor([this] { return m_session.isOpen(); }, BOUND));
}

bool Desk::seatListens() {
    const TrainingTreasury& treasury = TrainingTreasury::one();
    auto opened = service::openWorkspace(treasury.ports(service::Client::tool), treasury.card().folder,
                                         m_person, secret());
    if (opened)
        m_services = std::make_unique<service::Workspace>(std::move(*opened));
    return opened.has_value();
}

service::SecretText Desk::secret() const {
    return secretText(TrainingTreasury::one().passphraseOf(m_person));
}

Desk::~Desk() {
    m_session.close();
}

QObject* Desk::typed(const std::string& text) {
    m_fields.push_back(std::make_unique<TypedSecret>(text));
    return m_fields.back().get();
}

QObject* Desk::passphrase() {
    return typed(TrainingTreasury::one().passphraseOf(m_person));
}

QObject* Desk::wrongPassphrase() {
    return typed("not the passphrase of " + m_person);
}

QVariant roleAt(const QAbstractItemModel& model, int row, const char* role) {
    const int key = model.roleNames().key(role, -1);
    STRONGROOM_CHECK(key >= 0);
    return model.data(model.index(row, 0), key);
}

int rowWhere(const QAbstractItemModel& model, const char* role, const QVariant& value) {
    for (int row = 0; row < model.rowCount(); ++row) {
        if (roleAt(model, row, role) == value)
            return row;
    }
    return -1;
}

} // namespace strongroom::test
