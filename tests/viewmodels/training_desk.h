// Desks at one training treasury, for tests of view models on real services: real signer process, journal,
// database and training chain. The treasury is made once in a test program; cases change it, so each compares
// with what the services say at that moment.
#pragma once

#include "composition/child_seats.h"
#include "composition/composition.h"
#include "fakes/console_world.h"
#include "models/session.h"
#include "support/temporary_folder.h"
#include "typed_secret.h"

#include <QAbstractItemModel>
#include <QTest>

#include <chrono>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace strongroom::test {

/// What a use case takes on a busy machine, several times over.
inline constexpr std::chrono::seconds PATIENCE{40};

class TrainingTreasury {
public:
    static TrainingTreasury& one();
    TrainingTreasury();

    [[nodiscard]] service::Ports ports(service::Client client) const;
    [[nodiscard]] const service::WorkspaceCard& card() const { return m_card; }
    [[nodiscard]] ShiftedClock& clock() { return m_clock; }
    [[nodiscard]] std::string passphraseOf(const std::string& person) const;
    /// A file or folder beside the treasury.
    [[nodiscard]] QString path(const std::string& name) const {
        return QString::fromStdString(m_folder / name);
    }

private:
    TemporaryFolder m_folder;
    ShiftedClock m_clock;
    std::unique_ptr<composition::Composition> m_composition;
    composition::ChildSeats m_seats;
    service::Ports m_ports;
    service::WorkspaceCard m_card;
};

/// Somebody who sits down at a console, and a tool that asks the services the same.
class Desk {
public:
    explicit Desk(const std::string& person);
    ~Desk();

    [[nodiscard]] ui::Session& session() { return m_session; }
    [[nodiscard]] service::Workspace& services() { return *m_services; }
    /// False while the seat waits after a wrong passphrase (a second, then two …): wait for it before the
    /// next.
    [[nodiscard]] bool seatListens();
    /// A passphrase field that the person at the desk filled in.
    [[nodiscard]] QObject* passphrase();
    [[nodiscard]] QObject* wrongPassphrase();

private:
    [[nodiscard]] service::SecretText secret() const;
    [[nodiscard]] QObject* typed(const std::string& text);

    std::string m_person;
    ui::Session m_session;
    std::unique_ptr<service::Workspace> m_services;
    std::vector<std::unique_ptr<TypedSecret>> m_fields;
};

/// The value of a role by its name.
[[nodiscard]] QVariant roleAt(const QAbstractItemModel& model, int row, const char* role);
/// The first row whose role has this value; -1 when there is none.
[[nodiscard]] int rowWhere(const QAbstractItemModel& model, const char* role, const QVariant& value);

/// Takes the value out of an outcome that a test relies on.
template <typename T>
T need(service::Outcome<T> outcome) {
    if (!outcome)
        qFatal("%s: %s", outcome.error().code.c_str(), outcome.error().message.c_str());
    if constexpr (!std::is_void_v<T>)
        return std::move(outcome).value();
}

} // namespace strongroom::test

/// Waits for the event loop to make a condition true.
#define EVENTUALLY(condition)                                                                                \
    QTRY_VERIFY_WITH_TIMEOUT(                                                                                \
        condition, static_cast<int>(std::chrono::milliseconds(strongroom::test::PATIENCE).count()))
