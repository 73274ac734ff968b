// Deposits: addresses issued to named payers, and what came. GUI thread only.
#pragma once

#include "models/page_view_model.h"

#include <QAbstractItemModel>
#include <QVariantMap>

#include <memory>

namespace strongroom::service {
struct DepositRow;
struct VaultBalance;
} // namespace strongroom::service

namespace strongroom::ui {

template <typename Row>
class RowModel;

class DepositsViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Roles: depositId, payer, purpose, vault, address, uri, expected (null: any), received, state
    /// (expected, seen, confirmed, late, unexpected), tone, sentence, issuedAt, dueAt, confirmations.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    /// Roles: vaultId, name, tier.
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)

public:
    explicit DepositsViewModel(Session& session, QObject* parent = nullptr);
    ~DepositsViewModel() override;

    void refresh() override;
    /// `expectedText` in bitcoin, empty for any amount; `dueInDays` 0 for no date.
    Q_INVOKABLE void issue(const QString& vaultId, const QString& payer, const QString& purpose,
                           const QString& expectedText, int dueInDays);
    /// What is wrong with an amount as typed; empty when nothing is.
    Q_INVOKABLE QString amountProblem(const QString& expectedText) const;
    Q_INVOKABLE QVariantMap at(int row) const;
    Q_INVOKABLE int rowOf(const QString& depositId) const;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] QAbstractItemModel* vaults() const;

signals:
    void changed();
    void issued(const QString& depositId);

private:
    std::unique_ptr<RowModel<service::DepositRow>> m_rows;
    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    bool m_loaded = false;
};

} // namespace strongroom::ui
