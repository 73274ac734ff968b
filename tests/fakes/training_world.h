// The training treasury in a temporary folder, with its stations and their signer processes: for tests of the
// cold leg behind a window. Made through the same use cases as the one that people practise in; takes some
// seconds.
#pragma once

#include "fakes/console_world.h"
#include "service/training.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::test {

class TrainingWorld {
public:
    /// Aborts when it cannot be made.
    TrainingWorld();

    [[nodiscard]] const service::Ports& ports() const { return m_world.ports(); }
    [[nodiscard]] const service::WorkspaceCard& card() const { return m_card; }
    /// Opens as a person; aborts when it does not open.
    [[nodiscard]] service::Workspace as(const std::string& personId) const;
    [[nodiscard]] service::SecretText secretOf(const std::string& personId) const;
    [[nodiscard]] const std::vector<service::TrainingStation>& stations() const { return m_stations; }
    [[nodiscard]] static std::string_view stationPassphrase();

    /// The payment that is approved and waits for the stations.
    [[nodiscard]] std::string coldWithdrawal() const;
    /// What its page shows to a station.
    [[nodiscard]] base::Bytes request(const std::string& withdrawalId) const;
    /// Another cold payment to the same payee, approved by all who are needed.
    [[nodiscard]] std::string approveAnotherColdWithdrawal() const;
    /// Somebody approves a payee that waits: the authority has one version more.
    void changeAuthority() const;
    [[nodiscard]] base::Bytes registration() const;

private:
    ConsoleWorld m_world;
    service::WorkspaceCard m_card;
    std::vector<service::TrainingStation> m_stations;
};

/// The request without the approvals that it carries.
[[nodiscard]] base::Bytes withoutApprovals(base::ByteSpan request);

} // namespace strongroom::test
