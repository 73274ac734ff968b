// A training treasury on disk with real signer processes, for tests of use cases: real keys, journal,
// database and training chain, in a temporary folder. Seats serve one socket pair each, so that they end with
// the test.
#pragma once

#include "base/system_ports.h"
#include "service/found_treasury.h"
#include "service/workspace.h"
#include "support/temporary_folder.h"

#include <map>
#include <memory>
#include <string>

namespace strongroom::test {

/// The real time plus what a test lets pass in this process (the signer has its own clock).
class ShiftedClock final : public base::Clock {
public:
    [[nodiscard]] base::UnixTime now() const override { return m_clock.now() + shift; }
    [[nodiscard]] base::Seconds sinceBoot() const override { return m_clock.sinceBoot() + shift; }
    base::Seconds shift;

private:
    base::SystemClock m_clock;
};

class ConsoleWorld {
public:
    /// Founds "Exercise" with the starter people: anna (CFO), ben, cleo, dora, emil: officers, the first
    /// three administrators; cora: compliance; audrey: auditor. Everybody's passphrase is passphraseOf().
    ConsoleWorld();
    ConsoleWorld(const ConsoleWorld&) = delete;
    ConsoleWorld& operator=(const ConsoleWorld&) = delete;
    ~ConsoleWorld();

    [[nodiscard]] const service::Ports& ports() const { return m_ports; }
    [[nodiscard]] std::string folder() const { return m_folder / "exercise.strongroom"; }
    [[nodiscard]] const TemporaryFolder& temporary() const { return m_folder; }
    [[nodiscard]] ShiftedClock& clock() { return m_clock; }
    [[nodiscard]] static std::string passphraseOf(const std::string& personId);
    [[nodiscard]] static service::SecretText secretOf(const std::string& personId);
    /// Opens as a person, after the wait that a wrong passphrase left; aborts when it does not open.
    [[nodiscard]] service::Workspace open(const std::string& personId = "anna");
    /// Ends the seats' processes, as a restart of the machine does.
    void stopSigners();

private:
    class Shared;
    TemporaryFolder m_folder;
    ShiftedClock m_clock;
    base::SystemRandom m_random;
    std::unique_ptr<base::FileSystem> m_files;
    std::map<std::string, std::shared_ptr<signer::Connection>> m_seats;
    service::Ports m_ports;
};

/// The starter people, for founding sessions of a test's own.
[[nodiscard]] std::vector<service::Enrolment> starterEnrolments();

/// Path of strongroom-signer of this build.
[[nodiscard]] std::string signerProgram();

} // namespace strongroom::test
