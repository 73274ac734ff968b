// The vaults: who holds which keys; and of the chosen one its addresses and coins. GUI thread only.
#pragma once

#include "models/page_view_model.h"
#include "service/vaults.h"

#include <QAbstractItemModel>
#include <QVariantMap>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

class VaultsViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Roles: vaultId, name, tier, scriptType, threshold, keyCount, total, available, sentence.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    /// The chosen vault: vaultId, name, tier, network, descriptor, descriptorDigest, scriptType, threshold,
    /// keys (of {holder, fingerprint, path, xpub}), recoverySentence, total, available, reserved, held,
    /// unconfirmed, sentence.
    /// Empty when none is chosen.
    Q_PROPERTY(QVariantMap vault READ vault NOTIFY changed FINAL)
    /// Roles: address, branch, index, label, received, used.
    Q_PROPERTY(QAbstractItemModel* addresses READ addresses CONSTANT FINAL)
    /// 0 for receiving, 1 for change.
    Q_PROPERTY(int branch READ branch WRITE setBranch NOTIFY changed FINAL)
    /// Roles: outpoint, address, amount, height (null: unconfirmed), change, held, holdReason, reservedBy.
    Q_PROPERTY(QAbstractItemModel* coins READ coins CONSTANT FINAL)

public:
    explicit VaultsViewModel(Session& session, QObject* parent = nullptr);
    ~VaultsViewModel() override;

    void refresh() override;
    Q_INVOKABLE void choose(const QString& vaultId);
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE void loadMoreAddresses();
    Q_INVOKABLE void holdCoin(const QString& outpoint, const QString& reason, QObject* secretField);
    Q_INVOKABLE void releaseCoin(const QString& outpoint, QObject* secretField);
    Q_INVOKABLE void addVault(const QString& name, const QString& tier, const QString& descriptor,
                              QObject* secretField);
    Q_INVOKABLE void approveVault(QObject* secretField);
    /// All roles of a coin by name.
    Q_INVOKABLE QVariantMap coinAt(int row) const;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] QVariantMap vault() const;
    [[nodiscard]] QAbstractItemModel* addresses() const;
    [[nodiscard]] int branch() const { return static_cast<int>(m_branch); }
    void setBranch(int branch);
    [[nodiscard]] QAbstractItemModel* coins() const;

signals:
    void changed();
    void acted(const QString& sentence);

private:
    void fetchAddresses(std::uint32_t from);
    void fetchCoins();

    std::unique_ptr<RowModel<service::VaultDetail>> m_rows;
    std::unique_ptr<RowModel<service::VaultAddress>> m_addresses;
    std::unique_ptr<RowModel<service::CoinRow>> m_coins;
    std::string m_vaultId;
    std::uint32_t m_branch = 0;
    bool m_loaded = false;
};

} // namespace strongroom::ui
