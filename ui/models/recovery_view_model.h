// The recovery path of the chosen vault: when it opens for which coin, refreshing and recovering; and a
// recovery vault in the making. GUI thread only.
#pragma once

#include "models/page_view_model.h"
#include "service/recovery.h"

#include <QAbstractItemModel>
#include <QStringList>
#include <QVariantMap>

#include <memory>
#include <optional>
#include <string>

namespace strongroom::ui {

template <typename Row>
class RowModel;

class RecoveryViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Of the chosen vault: sentence, blocks, state, stateSentence, coinsSoon, coinsOpen, opensAt (a block),
    /// about (Unix seconds) of the soonest coin; null where there is none. Empty for a vault without.
    Q_PROPERTY(QVariantMap recovery READ recovery NOTIFY changed FINAL)
    /// Roles: outpoint, amount, height, state, opensAt, blocksLeft, about, sentence. The soonest first.
    Q_PROPERTY(QAbstractItemModel* coins READ coins CONSTANT FINAL)
    /// What the keys and the delay make: descriptor, sentence, problem. Empty before anything was planned.
    Q_PROPERTY(QVariantMap planned READ planned NOTIFY plannedChanged FINAL)

public:
    explicit RecoveryViewModel(Session& session, QObject* parent = nullptr);
    ~RecoveryViewModel() override;

    void refresh() override;
    Q_INVOKABLE void choose(const QString& vaultId);
    /// Keys one a line, each "NAME: KEY" or "KEY"; `script` is "wsh" or "tr". Nothing is stored.
    Q_INVOKABLE void plan(int primaryNeeded, const QString& primaryKeys, int recoveryNeeded,
                          const QString& recoveryKeys, int days, const QString& script);
    Q_INVOKABLE void forgetPlan();
    /// Proposes the planned vault.
    Q_INVOKABLE void proposeVault(const QString& name, const QString& tier, QObject* secretField);
    Q_INVOKABLE void refreshVault(QObject* secretField);
    Q_INVOKABLE void recoverVault(const QString& toVaultId, QObject* secretField);

    [[nodiscard]] QVariantMap recovery() const;
    [[nodiscard]] QAbstractItemModel* coins() const;
    [[nodiscard]] const QVariantMap& planned() const { return m_planned; }

signals:
    void changed();
    void plannedChanged();
    void acted(const QString& sentence);
    /// A withdrawal was proposed; its page shows who has to act.
    void proposed(const QString& withdrawalId);

private:
    void show(std::optional<service::VaultRecovery> recovery);
    void setPlanned(QVariantMap planned);

    std::string m_vaultId;
    std::optional<service::VaultRecovery> m_recovery;
    std::unique_ptr<RowModel<service::RecoveryCoin>> m_coins;
    QVariantMap m_planned;
};

} // namespace strongroom::ui
