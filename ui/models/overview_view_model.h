// The overview page: how much there is, what waits for whom, what is wrong.
#pragma once

#include "models/page_view_model.h"
#include "models/text.h"
#include "service/overview.h"

#include <QAbstractItemModel>
#include <QVariant>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

class OverviewViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Nothing was paid in yet and nothing waits: what to do first is worth a word.
    Q_PROPERTY(bool fresh READ isFresh NOTIFY changed FINAL)
    Q_PROPERTY(QVariant total READ total NOTIFY changed FINAL)
    Q_PROPERTY(QVariant available READ available NOTIFY changed FINAL)
    Q_PROPERTY(QVariant reserved READ reserved NOTIFY changed FINAL)
    Q_PROPERTY(QVariant held READ held NOTIFY changed FINAL)
    Q_PROPERTY(QVariant unconfirmed READ unconfirmed NOTIFY changed FINAL)
    /// Null before the first block was seen; times are Unix seconds.
    Q_PROPERTY(QVariant height READ height NOTIFY changed FINAL)
    Q_PROPERTY(QVariant blockTime READ blockTime NOTIFY changed FINAL)
    Q_PROPERTY(QString personName READ personName NOTIFY changed FINAL)
    Q_PROPERTY(QStringList personRoles READ personRoles NOTIFY changed FINAL)
    /// Roles: vaultId, name, tier, total, available, target (null: none), filled (0 to 1 of
    /// the target, −1 without one), share (0 to 1 of everything).
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)
    /// Roles: kind, subjectId, title, sentence, amount (null: none), since.
    Q_PROPERTY(QAbstractItemModel* waitingForMe READ waitingForMe CONSTANT FINAL)
    Q_PROPERTY(QAbstractItemModel* waitingForOthers READ waitingForOthers CONSTANT FINAL)
    Q_PROPERTY(int waitingForMeCount READ waitingForMeCount NOTIFY changed FINAL)
    /// Roles: tone (information, warning, danger), code, sentence.
    Q_PROPERTY(QAbstractItemModel* alerts READ alerts CONSTANT FINAL)

public:
    explicit OverviewViewModel(Session& session, QObject* parent = nullptr);
    ~OverviewViewModel() override;

    void refresh() override;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool isFresh() const;
    [[nodiscard]] QVariant total() const { return toVariant(m_view.total.total); }
    [[nodiscard]] QVariant available() const { return toVariant(m_view.total.available); }
    [[nodiscard]] QVariant reserved() const { return toVariant(m_view.total.reserved); }
    [[nodiscard]] QVariant held() const { return toVariant(m_view.total.held); }
    [[nodiscard]] QVariant unconfirmed() const { return toVariant(m_view.total.unconfirmed); }
    [[nodiscard]] QVariant height() const;
    [[nodiscard]] QVariant blockTime() const;
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QStringList personRoles() const;
    [[nodiscard]] QAbstractItemModel* vaults() const;
    [[nodiscard]] QAbstractItemModel* waitingForMe() const;
    [[nodiscard]] QAbstractItemModel* waitingForOthers() const;
    [[nodiscard]] int waitingForMeCount() const { return static_cast<int>(m_view.waitingForMe.size()); }
    [[nodiscard]] QAbstractItemModel* alerts() const;

signals:
    void changed();

private:
    void show(service::Overview view);

    service::Overview m_view;
    bool m_loaded = false;
    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    std::unique_ptr<RowModel<service::WaitingItem>> m_mine;
    std::unique_ptr<RowModel<service::WaitingItem>> m_others;
    std::unique_ptr<RowModel<service::Alert>> m_alerts;
};

} // namespace strongroom::ui
