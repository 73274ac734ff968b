#include "models/coin_choice.h"

#include "models/row_model.h"
#include "models/session.h"
#include "models/text.h"

#include <algorithm>

namespace strongroom::ui {

namespace {

using Coin = service::CoinRow;
using Coins = RowModel<Coin>;

bool isSpendable(const Coin& coin) {
    return coin.height.has_value() && !coin.held && coin.reservedBy.empty();
}

QString reasonOf(const Coin& coin) {
    if (coin.held)
        return CoinChoice::tr("On hold: %1").arg(toQString(coin.holdReason));
    if (!coin.reservedBy.empty())
        return CoinChoice::tr("Reserved for a withdrawal");
    return coin.height ? QString() : CoinChoice::tr("In no block yet");
}

} // namespace

CoinChoice::CoinChoice(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_rows = std::make_unique<Coins>(std::vector<Coins::Role>{
        Coins::field("outpoint", &Coin::outpoint),
        Coins::field("address", &Coin::address),
        Coins::field("label", &Coin::label),
        Coins::field("amount", &Coin::amount),
        Coins::field("height", &Coin::height),
        Coins::field("change", &Coin::change),
        {"spendable", [](const Coin& coin) { return QVariant(isSpendable(coin)); }},
        {"reason", [](const Coin& coin) { return QVariant(reasonOf(coin)); }},
        {"chosen",
         [this](const Coin& coin) { return QVariant(m_chosen.contains(toQString(coin.outpoint))); }},
    });
}

CoinChoice::~CoinChoice() = default;

void CoinChoice::setVault(const QString& vaultId) {
    if (m_vaultId == vaultId.toStdString())
        return;
    m_vaultId = vaultId.toStdString();
    m_chosen.clear();
    setCoins({});
    refresh();
}

void CoinChoice::refresh() {
    if (m_vaultId.empty() || !m_session.isOpen())
        return;
    m_session.call(
        this, [id = m_vaultId](service::Workspace& workspace) { return service::vaultCoins(workspace, id); },
        [this, id = m_vaultId](const service::Outcome<std::vector<Coin>>& coins) {
            if (coins && id == m_vaultId)
                setCoins(*coins);
        });
}

void CoinChoice::setCoins(std::vector<Coin> coins) {
    // What can be spent first, the largest first; then the rest.
    std::ranges::stable_sort(coins, [](const Coin& a, const Coin& b) {
        return isSpendable(a) != isSpendable(b) ? isSpendable(a) : a.amount > b.amount;
    });
    QSet<QString> stillThere;
    for (const Coin& coin : coins) {
        if (isSpendable(coin) && m_chosen.contains(toQString(coin.outpoint)))
            stillThere.insert(toQString(coin.outpoint));
    }
    m_chosen = stillThere;
    m_rows->setRows(std::move(coins));
    emit changed();
}

void CoinChoice::announce() {
    if (const int rows = m_rows->rowCount(); rows > 0)
        emit m_rows->dataChanged(m_rows->index(0), m_rows->index(rows - 1));
    emit changed();
}

void CoinChoice::setByHand(bool byHand) {
    if (std::exchange(m_byHand, byHand) != byHand)
        emit changed();
}

void CoinChoice::toggleAt(int row) {
    const auto& coins = m_rows->rows();
    if (row < 0 || row >= m_rows->rowCount() || !isSpendable(coins[static_cast<std::size_t>(row)]))
        return;
    const QString outpoint = toQString(coins[static_cast<std::size_t>(row)].outpoint);
    if (!m_chosen.remove(outpoint))
        m_chosen.insert(outpoint);
    announce();
}

void CoinChoice::chooseAll(bool all) {
    m_chosen.clear();
    for (const Coin& coin : m_rows->rows()) {
        if (all && isSpendable(coin))
            m_chosen.insert(toQString(coin.outpoint));
    }
    announce();
}

int CoinChoice::spendable() const {
    return static_cast<int>(std::ranges::count_if(m_rows->rows(), isSpendable));
}

QVariant CoinChoice::total() const {
    base::Amount sum;
    for (const Coin& coin : m_rows->rows()) {
        if (m_chosen.contains(toQString(coin.outpoint)))
            sum = sum.plus(coin.amount).value_or(sum);
    }
    return toVariant(sum);
}

std::vector<std::string> CoinChoice::names() const {
    std::vector<std::string> names;
    for (const Coin& coin : m_rows->rows()) {
        if (m_chosen.contains(toQString(coin.outpoint)))
            names.push_back(coin.outpoint);
    }
    return names;
}

QAbstractItemModel* CoinChoice::rows() const {
    return m_rows.get();
}

} // namespace strongroom::ui
