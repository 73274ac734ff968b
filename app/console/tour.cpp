#include "tour.h"

#include "base/bytes.h"
#include "models/chain_follower.h"
#include "models/console.h"
#include "models/preferences.h"
#include "models/session.h"
#include "service/training.h"
#include "tour_hand.h"

#include <QDir>
#include <QElapsedTimer>
#include <QImage>

#include <array>
#include <cstdio>

namespace strongroom::console {

Tour::Tour(const service::Ports& ports, ui::Console& console, QQuickWindow& window, QString results)
    : m_ports(ports),
      m_console(console),
      m_window(window),
      m_results(std::move(results)),
      m_hand(std::make_unique<TourHand>(window)) {
    m_ports.client = service::Client::tool; // the console is the writer
}

Tour::~Tour() = default;

bool Tour::run() {
    static constexpr std::array STEPS{
        Step{"welcome", &Tour::welcome},
        Step{"unlock as Anna", &Tour::unlock},
        Step{"overview", &Tour::overview},
        Step{"propose a withdrawal over the limit", &Tour::proposeOverTheLimit},
        Step{"see for whom it waits", &Tour::showWaiting},
        Step{"approve as Ben", &Tour::approveAsBen},
        Step{"approve as Faye (compliance)", &Tour::approveAsFaye},
        Step{"approve as Cleo", &Tour::approveAsCleo},
        Step{"sign and send", &Tour::sign},
        Step{"confirm", &Tour::confirm},
        Step{"approvals", &Tour::approvals},
        Step{"a payment that waits for Cold", &Tour::waitForCold},
        Step{"step into the vault room", &Tour::enterVaultRoom},
        Step{"show it to a station, which reviews it", &Tour::scanRequest},
        Step{"sign at the station", &Tour::signAtStation},
        Step{"scan its reply", &Tour::scanFirstReply},
        Step{"the same with a second station", &Tour::signAtSecondStation},
        Step{"send and confirm what they signed", &Tour::sendCold},
        Step{"deposits", &Tour::deposits},
        Step{"issue a deposit address", &Tour::issueDeposit},
        Step{"payees", &Tour::payees},
        Step{"vaults", &Tour::vaults},
        Step{"policy", &Tour::policy},
        Step{"audit: verify", &Tour::audit},
        Step{"audit: export", &Tour::exportAudit},
        Step{"people", &Tour::people},
        Step{"settings", &Tour::settings},
        Step{"freeze dialog", &Tour::freeze},
    };
    for (const Step& step : STEPS) {
        if (!perform(step))
            return false;
    }
    return true;
}

bool Tour::perform(const Step& step) {
    QElapsedTimer timer;
    timer.start();
    (this->*step.act)();
    const bool passed = problem().isEmpty();
    std::printf("%s %s %.1f\n", passed ? "ok" : "FAIL", step.name,
                static_cast<double>(timer.elapsed()) / 1'000.0);
    std::fflush(stdout);
    if (!passed) {
        std::fprintf(stderr, "%s\n", qPrintable(problem()));
        m_hand->forgetProblem();
        if (m_station)
            m_station->forgetProblem();
        keep(QStringLiteral("failed"));
    }
    return passed;
}

QString Tour::problem() const {
    if (!m_hand->problem().isEmpty() || !m_station)
        return m_hand->problem();
    return m_station->problem();
}

void Tour::keep(const QString& page) {
    if (!problem().isEmpty())
        return;
    m_hand->letToastGo();
    ++m_pages;
    for (const auto theme : {ui::Preferences::ThemeChoice::Dark, ui::Preferences::ThemeChoice::Light}) {
        m_console.preferences()->setTheme(theme);
        const QString file = QStringLiteral("%1-%2-%3.png")
                                 .arg(m_pages, 2, 10, QLatin1Char('0'))
                                 .arg(page, theme == ui::Preferences::ThemeChoice::Dark ? u"dark" : u"light");
        if (!bothScreens().save(QDir(m_results).filePath(file)))
            m_hand->fail(QStringLiteral("the picture %1 could not be written").arg(file));
    }
}

QString Tour::passphraseOf(const QString& name) {
    // The unlock page shows them: this is an exercise.
    const QAbstractItemModel& people = *m_console.people();
    const QHash<int, QByteArray> roles = people.roleNames();
    for (int row = 0; row < people.rowCount(); ++row) {
        const QModelIndex person = people.index(row, 0);
        if (people.data(person, roles.key("name")).toString() == name)
            return people.data(person, roles.key("shownPassphrase")).toString();
    }
    m_hand->fail(QStringLiteral("nobody is called %1").arg(name));
    return {};
}

void Tour::sitDown(const QString& name) {
    m_hand->press(name);
    m_hand->typeSecret(QStringLiteral("Passphrase of %1").arg(name), passphraseOf(name));
    m_hand->press(QStringLiteral("Unlock"));
    m_hand->wait(QStringLiteral("the treasury to open for %1").arg(name),
                 [this] { return m_console.phase() == ui::Console::Phase::Open; });
    m_hand->see(QStringLiteral("Welcome, %1").arg(name));
}

void Tour::open(const QString& page, const QString& title) {
    m_hand->press(page);
    m_hand->see(title);
}

void Tour::mine(std::uint32_t blocks) {
    if (!m_hand->problem().isEmpty())
        return;
    const service::WorkspaceCard& card = m_console.session().card();
    const auto& person = card.people.front();
    const auto passphrase = service::SecretText::fromUtf8(base::asBytes(person.shownPassphrase));
    if (!passphrase)
        return m_hand->fail(QStringLiteral("no passphrase is shown"));
    auto workspace = service::openWorkspace(m_ports, card.folder, person.personId, *passphrase);
    if (!workspace)
        return m_hand->fail(QString::fromStdString(workspace.error().message));
    if (const auto mined = service::trainingMine(*workspace, blocks); !mined)
        return m_hand->fail(QString::fromStdString(mined.error().message));
    m_console.chain()->follow();
}

} // namespace strongroom::console
