// The coins of a vault, to be chosen by hand: each with what its address was for, and why one cannot be spent
// now. Part of the view models of pages that spend. GUI thread only; the session outlives it.
#pragma once

#include "service/vaults.h"

#include <QAbstractItemModel>
#include <QObject>
#include <QSet>
#include <QVariant>
#include <qqmlintegration.h>

#include <memory>
#include <string>
#include <vector>

namespace strongroom::ui {

class Session;
template <typename Row>
class RowModel;

class CoinChoice : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by a page's view model")
    /// Roles: outpoint, address, label, amount, height (null: in no block), change, spendable, reason,
    /// chosen.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    /// Coins are chosen by the program while this is false.
    Q_PROPERTY(bool byHand READ isByHand WRITE setByHand NOTIFY changed FINAL)
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(int spendable READ spendable NOTIFY changed FINAL)
    /// Satoshi of the chosen ones.
    Q_PROPERTY(QVariant total READ total NOTIFY changed FINAL)

public:
    explicit CoinChoice(Session& session, QObject* parent = nullptr);
    ~CoinChoice() override;

    /// Another vault; nothing of the earlier one stays chosen.
    void setVault(const QString& vaultId);
    /// Reads the coins again; what is gone is no longer chosen.
    void refresh();
    void setByHand(bool byHand);
    /// Chooses the coin of that row, or leaves it; one that cannot be spent stays as it is.
    Q_INVOKABLE void toggleAt(int row);
    /// Every coin that can be spent, or none.
    Q_INVOKABLE void chooseAll(bool all);

    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] bool isByHand() const { return m_byHand; }
    [[nodiscard]] int count() const { return static_cast<int>(m_chosen.size()); }
    [[nodiscard]] int spendable() const;
    [[nodiscard]] QVariant total() const;
    /// "txid:n" of the chosen ones, in the order shown.
    [[nodiscard]] std::vector<std::string> names() const;

signals:
    void changed();

private:
    void setCoins(std::vector<service::CoinRow> coins);
    void announce();

    Session& m_session;
    std::unique_ptr<RowModel<service::CoinRow>> m_rows;
    std::string m_vaultId;
    QSet<QString> m_chosen;
    bool m_byHand = false;
};

} // namespace strongroom::ui
