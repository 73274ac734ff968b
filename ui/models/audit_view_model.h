// The audit log: reading, verifying, exporting. GUI thread only; rows come a page at a time, newest first as
// the service gives them.
#pragma once

#include "models/page_view_model.h"
#include "service/audit_log.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

/// What verifying found.
class AuditHeadView {
    Q_GADGET
    QML_VALUE_TYPE(auditHead)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(QString origin MEMBER origin FINAL)
    Q_PROPERTY(int size MEMBER size FINAL)
    Q_PROPERTY(QString root MEMBER root FINAL)
    Q_PROPERTY(QString seal MEMBER seal FINAL)
    Q_PROPERTY(bool matches MEMBER matches FINAL)
    Q_PROPERTY(QStringList findings MEMBER findings FINAL)

public:
    bool present = false, matches = false;
    int size = 0;
    QString origin, root, seal;
    QStringList findings;
};

class AuditViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY changed FINAL)
    /// Empty for all; else the beginning of a kind: withdrawal, payee, vault, audit, seat, …
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY changed FINAL)
    /// Roles: index, at, actor, kind, sentence, subjectId, leafHash, refusal.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    Q_PROPERTY(bool more READ hasMore NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::AuditHeadView head READ head NOTIFY changed FINAL)

public:
    explicit AuditViewModel(Session& session, QObject* parent = nullptr);
    ~AuditViewModel() override;

    void refresh() override;
    Q_INVOKABLE void loadMore();
    Q_INVOKABLE void verify();
    /// A bundle in a folder that does not exist yet.
    Q_INVOKABLE void exportBundle(const QString& folder);
    Q_INVOKABLE QVariantMap at(int row) const;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QString search() const { return m_search; }
    void setSearch(const QString& search);
    [[nodiscard]] QString kind() const { return m_kind; }
    void setKind(const QString& kind);
    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] bool hasMore() const { return m_more; }
    [[nodiscard]] const AuditHeadView& head() const { return m_head; }

signals:
    void changed();
    void exported(const QString& sentence);

private:
    void fetch(std::size_t offset);

    std::unique_ptr<RowModel<service::AuditRow>> m_rows;
    AuditHeadView m_head;
    QString m_search, m_kind;
    bool m_loaded = false, m_more = false;
    quint64 m_request = 0;
};

} // namespace strongroom::ui
