// What the tour does on each page, in the words that the pages show.
#include "tour.h"

#include "models/console.h"
#include "tour_hand.h"

#include <QDir>

namespace strongroom::console {

namespace {

const QString ANNA = QStringLiteral("Anna Keller");
const QString BEN = QStringLiteral("Ben Okafor");
const QString CLEO = QStringLiteral("Cleo Marchetti");
const QString FAYE = QStringLiteral("Faye Tanaka");
const QString PAYEE = QStringLiteral("Kestrel Hosting");

} // namespace

void Tour::welcome() {
    m_hand->see(QStringLiteral("Open the training treasury"));
    keep(QStringLiteral("welcome"));
    m_hand->press(QStringLiteral("Open the training treasury"));
    m_hand->wait(QStringLiteral("the training treasury to be made"),
                 [this] { return m_console.phase() == ui::Console::Phase::Unlock; });
    if (m_hand->problem().isEmpty() && !m_console.isTraining())
        m_hand->fail(QStringLiteral("this is no training treasury"));
}

void Tour::unlock() {
    m_hand->press(ANNA);
    m_hand->see(QStringLiteral("Passphrase of %1").arg(ANNA));
    keep(QStringLiteral("unlock"));
    sitDown(ANNA);
}

void Tour::overview() {
    m_hand->see(QStringLiteral("Waiting for you"));
    keep(QStringLiteral("overview"));
}

void Tour::proposeOverTheLimit() {
    m_hand->press(QStringLiteral("New withdrawal"));
    m_hand->see(QStringLiteral("Nothing is stored or reserved"));
    m_hand->choose(QStringLiteral("To"), PAYEE);
    m_hand->choose(QStringLiteral("From"), QStringLiteral("Hot"));
    m_hand->fill(QStringLiteral("Amount"), QStringLiteral("1.25"));
    m_hand->fill(QStringLiteral("Purpose"), QStringLiteral("Racks for the second hall"));
    m_hand->fill(QStringLiteral("Reference"), QStringLiteral("KH-1190"));
    m_hand->see(QStringLiteral("two officers"));
    keep(QStringLiteral("new-withdrawal"));
    m_hand->press(QStringLiteral("Propose…"));
    m_hand->typeSecret(QStringLiteral("Your passphrase"), passphraseOf(ANNA));
    keep(QStringLiteral("propose"));
    m_hand->press(QStringLiteral("Propose"));
    m_hand->see(QStringLiteral("What moves"));
}

void Tour::showWaiting() {
    m_hand->see(QStringLiteral("1.25 BTC to %1").arg(PAYEE));
    m_hand->see(QStringLiteral("0 of 3"));
    keep(QStringLiteral("withdrawal-waiting"));
}

void Tour::approveAs(const QString& person) {
    m_hand->press(QStringLiteral("Switch person"));
    sitDown(person);
    open(QStringLiteral("Approvals"), QStringLiteral("Each approval is a statement"));
    m_hand->press(QStringLiteral("Payee: %1").arg(PAYEE));
    m_hand->press(QStringLiteral("Approve…"));
    m_hand->typeSecret(QStringLiteral("Your passphrase"), passphraseOf(person));
    if (person == BEN)
        keep(QStringLiteral("approve"));
    m_hand->press(QStringLiteral("Approve"));
    m_hand->seeNoMore(QStringLiteral("Your passphrase"));
}

void Tour::approveAsBen() {
    approveAs(BEN);
}
void Tour::approveAsFaye() {
    approveAs(FAYE);
}
void Tour::approveAsCleo() {
    approveAs(CLEO);
    m_hand->see(QStringLiteral("3 of 3"));
    keep(QStringLiteral("withdrawal-approved"));
}

void Tour::sign() {
    m_hand->pressUnlessSeen(QStringLiteral("Continue"), QStringLiteral("Sent, waits for a block"));
    m_hand->see(QStringLiteral("Sent, waits for a block"));
    keep(QStringLiteral("withdrawal-sent"));
}

void Tour::confirm() {
    mine(1);
    m_hand->see(QStringLiteral("Confirmed"));
    keep(QStringLiteral("withdrawal-confirmed"));
    open(QStringLiteral("Withdrawals"), QStringLiteral("Under way"));
    keep(QStringLiteral("withdrawals"));
}

void Tour::approvals() {
    open(QStringLiteral("Approvals"), QStringLiteral("Each approval is a statement"));
    keep(QStringLiteral("approvals"));
}

void Tour::deposits() {
    open(QStringLiteral("Deposits"), QStringLiteral("Halden Energy"));
    keep(QStringLiteral("deposits"));
}

void Tour::issueDeposit() {
    m_hand->press(QStringLiteral("Issue an address…"));
    m_hand->fill(QStringLiteral("Payer"), QStringLiteral("Meridian Exchange"));
    m_hand->choose(QStringLiteral("Into"), QStringLiteral("Hot"));
    m_hand->fill(QStringLiteral("Purpose"), QStringLiteral("Invoice 2051"));
    m_hand->fill(QStringLiteral("Expected amount"), QStringLiteral("0.75"));
    m_hand->press(QStringLiteral("Issue address"));
    m_hand->see(QStringLiteral("QR symbol of the address"));
    keep(QStringLiteral("deposit-address"));
}

void Tour::payees() {
    open(QStringLiteral("Payees"), PAYEE);
    keep(QStringLiteral("payees"));
}

void Tour::vaults() {
    open(QStringLiteral("Vaults"), QStringLiteral("Hot"));
    keep(QStringLiteral("vaults"));
}

void Tour::policy() {
    open(QStringLiteral("Policy"), QStringLiteral("officer"));
    keep(QStringLiteral("policy"));
}

void Tour::audit() {
    open(QStringLiteral("Audit"), QStringLiteral("Verify"));
    m_hand->press(QStringLiteral("Verify"));
    m_hand->see(QStringLiteral("The log is whole"));
    keep(QStringLiteral("audit"));
}

void Tour::exportAudit() {
    m_hand->press(QStringLiteral("Export…"));
    const QString bundle = QDir(m_results).filePath(QStringLiteral("audit-bundle"));
    m_hand->fill(QStringLiteral("New folder"), bundle);
    m_hand->press(QStringLiteral("Export"));
    m_hand->wait(QStringLiteral("the bundle to be written"), [&] { return QDir(bundle).exists(); });
    m_hand->seeNoMore(QStringLiteral("New folder"));
    keep(QStringLiteral("audit-exported"));
}

void Tour::people() {
    open(QStringLiteral("People"), CLEO);
    keep(QStringLiteral("people"));
}

void Tour::settings() {
    open(QStringLiteral("Settings"), QStringLiteral("Node"));
    keep(QStringLiteral("settings"));
}

void Tour::freeze() {
    m_hand->press(QStringLiteral("Freeze the treasury"));
    m_hand->see(QStringLiteral("Freeze the treasury?"));
    keep(QStringLiteral("freeze"));
}

} // namespace strongroom::console
