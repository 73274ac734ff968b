// The payees, and what the person at the desk may do with each. GUI thread only.
#pragma once

#include "models/page_view_model.h"

#include <QAbstractItemModel>

#include <memory>

namespace strongroom::service {
struct PayeeRow;
}

namespace strongroom::ui {

template <typename Row>
class RowModel;

class PayeesViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Roles: payeeId, name, address, state (proposed, waiting, active, revoked), tone, evidence, addedBy,
    /// approvedBy, activeFrom, sentence, mayApprove, whyNot, firstUse.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)

public:
    explicit PayeesViewModel(Session& session, QObject* parent = nullptr);
    ~PayeesViewModel() override;

    void refresh() override;
    Q_INVOKABLE void add(const QString& name, const QString& address, const QString& evidence,
                         QObject* secretField);
    Q_INVOKABLE void approve(const QString& payeeId, QObject* secretField);
    Q_INVOKABLE void revoke(const QString& payeeId, const QString& reason, QObject* secretField);
    /// Reads a `bitcoin:` request, for filling in a form: requestRead() follows.
    Q_INVOKABLE void readRequest(const QString& text);
    /// All roles of a row by name, for the panel beside the list.
    Q_INVOKABLE QVariantMap at(int row) const;
    /// -1 when it is not in the list.
    Q_INVOKABLE int rowOf(const QString& payeeId) const;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QAbstractItemModel* rows() const;

signals:
    void changed();
    void acted(const QString& sentence);
    void requestRead(const QString& address, const QString& label);

private:
    std::unique_ptr<RowModel<service::PayeeRow>> m_rows;
    bool m_loaded = false;
};

} // namespace strongroom::ui
