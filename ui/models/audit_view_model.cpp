#include "models/audit_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

using Row = service::AuditRow;
using Model = RowModel<Row>;
constexpr std::size_t PAGE = 200;

} // namespace

AuditViewModel::AuditViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    m_rows = std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("index", &Row::index), Model::field("at", &Row::at), Model::field("actor", &Row::actor),
        Model::field("kind", &Row::kind), Model::field("sentence", &Row::sentence),
        Model::field("subjectId", &Row::subjectId), Model::field("leafHash", &Row::leafHash),
        Model::field("refusal", &Row::refusal)});
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_head = {};
        m_search.clear();
        m_kind.clear();
        m_loaded = false;
        emit changed();
    });
}

AuditViewModel::~AuditViewModel() = default;

void AuditViewModel::refresh() {
    fetch(0);
}
void AuditViewModel::loadMore() {
    fetch(m_rows->rows().size());
}

void AuditViewModel::fetch(std::size_t offset) {
    service::AuditFilter filter;
    filter.text = m_search.trimmed().toStdString();
    filter.kind = m_kind.toStdString();
    filter.offset = offset;
    filter.limit = PAGE;
    const quint64 request = ++m_request;
    read([filter](service::Workspace& workspace) { return service::listAudit(workspace, filter); },
         [this, request, offset](std::vector<Row> rows) {
             if (request != m_request)
                 return;
             m_more = rows.size() == PAGE;
             if (offset > 0) {
                 std::vector<Row> all = m_rows->rows();
                 all.insert(all.end(), rows.begin(), rows.end());
                 rows = std::move(all);
             }
             m_rows->setRows(std::move(rows));
             m_loaded = true;
             emit changed();
         });
}

void AuditViewModel::verify() {
    read([](service::Workspace& workspace) { return service::verifyAudit(workspace); },
         [this](const service::AuditHead& head) {
             m_head = {};
             m_head.present = true;
             m_head.origin = toQString(head.origin);
             m_head.size = static_cast<int>(head.size);
             m_head.root = toQString(head.root);
             m_head.seal = toQString(head.checkpoint);
             m_head.matches = head.matchesSigner && head.findings.empty();
             m_head.findings = toQStringList(head.findings);
             emit changed();
         });
}

void AuditViewModel::exportBundle(const QString& folder) {
    write([name = folder.toStdString()](
              service::Workspace& workspace) { return service::exportAudit(workspace, name); },
          [this](const service::Outcome<service::AuditBundle>& outcome) {
              emit exported(tr("%n records are exported. Anyone can verify the bundle offline.", "",
                               static_cast<int>(outcome->records)));
          });
}

void AuditViewModel::setSearch(const QString& search) {
    if (m_search == search)
        return;
    m_search = search;
    emit changed();
    fetch(0);
}
void AuditViewModel::setKind(const QString& kind) {
    if (m_kind == kind)
        return;
    m_kind = kind;
    emit changed();
    fetch(0);
}
QVariantMap AuditViewModel::at(int row) const {
    return m_rows->at(row);
}
QAbstractItemModel* AuditViewModel::rows() const {
    return m_rows.get();
}

} // namespace strongroom::ui
