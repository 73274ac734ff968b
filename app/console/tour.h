// The tour: the main job of a treasury, carried through the real pages of the console with real services and
// a real signer process: from unlocking to a confirmed withdrawal, and past every other page. It leaves a
// picture of each page in both themes and prints `ok|FAIL <step> <seconds>` for each step.
//
// Only on a training treasury, whose passphrases are shown: it makes one of its own and refuses any other.
#pragma once

#include "service/workspace.h"

#include <QImage>
#include <QQuickWindow>
#include <QString>

#include <memory>

namespace strongroom::ui {
class Console;
}

namespace strongroom::console {

class TourHand;

class Tour {
public:
    /// `results` is an existing folder. The console shows its first page; the window is its window.
    Tour(const service::Ports& ports, ui::Console& console, QQuickWindow& window, QString results);
    ~Tour();

    /// True when every step passed. A step that fails ends the tour: what follows builds on it.
    [[nodiscard]] bool run();

private:
    struct Step {
        const char* name;
        void (Tour::*act)();
    };

    [[nodiscard]] bool perform(const Step& step);
    /// A picture of what is shown, in both themes; with the station beside it while one is there.
    void keep(const QString& page);
    [[nodiscard]] QImage bothScreens();
    /// The first problem of this step.
    [[nodiscard]] QString problem() const;
    void sitDown(const QString& name);
    void open(const QString& page, const QString& title);
    /// A block on the training chain, as somebody else would find one.
    void mine(std::uint32_t blocks);
    [[nodiscard]] QString passphraseOf(const QString& name);

    void welcome();
    void unlock();
    void overview();
    void proposeOverTheLimit();
    void showWaiting();
    void approveAs(const QString& person);
    void approveAsBen();
    void approveAsFaye();
    void approveAsCleo();
    void sign();
    void confirm();
    void approvals();
    void waitForCold();
    void enterVaultRoom();
    void unlockStation();
    void showToStation();
    void scanRequest();
    void signAtStation();
    void scanReply(const QString& meter);
    void scanFirstReply();
    void signAtSecondStation();
    void sendCold();
    void deposits();
    void issueDeposit();
    void payees();
    void vaults();
    void policy();
    void audit();
    void exportAudit();
    void people();
    void settings();
    void freeze();

    service::Ports m_ports;
    ui::Console& m_console;
    QQuickWindow& m_window;
    QString m_results;
    std::unique_ptr<TourHand> m_hand;
    std::unique_ptr<TourHand> m_station; ///< While its window stands beside the console's.
    int m_pages = 0;
};

} // namespace strongroom::console
