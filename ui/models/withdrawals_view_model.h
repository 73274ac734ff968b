// The list of withdrawals, in four groups, and the inbox of those that wait for the person at the desk.
//
// GUI thread only. Rows come from the store a page at a time; `loadMore` fetches the next.
#pragma once

#include "models/page_view_model.h"
#include "service/withdrawals.h"

#include <QAbstractItemModel>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

class WithdrawalsViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(Group group READ group WRITE setGroup NOTIFY filterChanged FINAL)
    /// Payee, reference, purpose or id contain it.
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
    /// Roles: withdrawalId, payee, vault, tier, amount, fee, phase, tone, sentence, waitsForMe, reference,
    /// proposedAt.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    Q_PROPERTY(bool more READ hasMore NOTIFY changed FINAL)
    /// The same roles; only what this person can approve now, whatever the filter.
    Q_PROPERTY(QAbstractItemModel* inbox READ inbox CONSTANT FINAL)
    Q_PROPERTY(int inboxCount READ inboxCount NOTIFY changed FINAL)

public:
    enum class Group { UnderWay, Done, Ended, All };
    Q_ENUM(Group)

    explicit WithdrawalsViewModel(Session& session, QObject* parent = nullptr);
    ~WithdrawalsViewModel() override;

    void refresh() override;
    Q_INVOKABLE void loadMore();
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE QString inboxIdAt(int row) const;
    /// Takes a signed approval that came back from a desk, as a file.
    Q_INVOKABLE void importApproval(const QString& file);

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] Group group() const { return m_group; }
    void setGroup(Group group);
    [[nodiscard]] QString search() const { return m_search; }
    void setSearch(const QString& search);
    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] bool hasMore() const { return m_more; }
    [[nodiscard]] QAbstractItemModel* inbox() const;
    [[nodiscard]] int inboxCount() const;

signals:
    void changed();
    void filterChanged();
    /// The approval was accepted; `page` is what it belongs to, a "withdrawal" or a "message".
    void approvalImported(const QString& page, const QString& id);

private:
    [[nodiscard]] service::WithdrawalFilter filter() const;
    void fetch(std::size_t offset);
    void fetchInbox();

    std::unique_ptr<RowModel<service::WithdrawalRow>> m_rows;
    std::unique_ptr<RowModel<service::WithdrawalRow>> m_inbox;
    QString m_search;
    Group m_group = Group::UnderWay;
    bool m_loaded = false;
    bool m_more = false;
    quint64 m_request = 0; ///< Only the answer to the latest question is shown.
};

} // namespace strongroom::ui
