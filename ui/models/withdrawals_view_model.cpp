#include "models/withdrawals_view_model.h"

#include "models/exchange_file.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/text.h"
#include "models/withdrawal_views.h"
#include "service/approve_withdrawal.h"

namespace strongroom::ui {

namespace {

using Row = service::WithdrawalRow;
using Phase = service::WithdrawalPhase;

constexpr std::size_t PAGE = 200;

std::unique_ptr<RowModel<Row>> makeRows() {
    using Model = RowModel<Row>;
    return std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("withdrawalId", &Row::id),
        Model::field("payee", &Row::payee),
        Model::field("vault", &Row::vault),
        Model::field("tier", &Row::tier),
        Model::field("amount", &Row::amount),
        Model::field("fee", &Row::fee),
        {"phase", [](const Row& row) { return QVariant(toText(row.phase)); }},
        {"tone", [](const Row& row) { return QVariant(phaseTone(row.phase)); }},
        Model::field("sentence", &Row::sentence),
        Model::field("waitsForMe", &Row::waitsForMe),
        Model::field("reference", &Row::reference),
        Model::field("proposedAt", &Row::proposedAt),
    });
}

std::vector<Phase> phasesOf(WithdrawalsViewModel::Group group) {
    using Group = WithdrawalsViewModel::Group;
    switch (group) {
    case Group::UnderWay:
        return {Phase::notAllowed, Phase::waitingForApprovals, Phase::cooling,  Phase::authorized,
                Phase::signing,    Phase::signedWaiting,       Phase::broadcast};
    case Group::Done:
        return {Phase::confirmed};
    case Group::Ended:
        return {Phase::rejected, Phase::withdrawn, Phase::expired, Phase::replaced};
    case Group::All:
        return {};
    }
    Q_UNREACHABLE();
}

QString idOf(const RowModel<Row>& model, int row) {
    const auto index = static_cast<std::size_t>(row);
    return row >= 0 && index < model.rows().size() ? toQString(model.rows()[index].id) : QString();
}

} // namespace

WithdrawalsViewModel::WithdrawalsViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent), m_rows(makeRows()), m_inbox(makeRows()) {
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_inbox->setRows({});
        m_search.clear();
        m_loaded = false;
        emit filterChanged();
        emit changed();
    });
}

WithdrawalsViewModel::~WithdrawalsViewModel() = default;

void WithdrawalsViewModel::refresh() {
    fetch(0);
    fetchInbox();
}

void WithdrawalsViewModel::loadMore() {
    fetch(m_rows->rows().size());
}

void WithdrawalsViewModel::fetch(std::size_t offset) {
    service::WithdrawalFilter wanted = filter();
    wanted.offset = offset;
    const quint64 request = ++m_request;
    read([wanted](service::Workspace& workspace) { return service::listWithdrawals(workspace, wanted); },
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

void WithdrawalsViewModel::fetchInbox() {
    service::WithdrawalFilter waiting;
    waiting.phases = {Phase::waitingForApprovals, Phase::cooling};
    waiting.limit = 1'000;
    read([waiting](service::Workspace& workspace) { return service::listWithdrawals(workspace, waiting); },
         [this](std::vector<Row> rows) {
             std::erase_if(rows, [](const Row& row) { return !row.waitsForMe; });
             m_inbox->setRows(std::move(rows));
             emit changed();
         });
}

void WithdrawalsViewModel::importApproval(const QString& file) {
    write(
        [ports = session().ports(),
         file](service::Workspace& workspace) -> service::Outcome<service::ImportedStatement> {
            STRONGROOM_ASSIGN(const auto content, readExchangeFile(ports, file));
            return service::importApproval(workspace, content);
        },
        [this](const service::Outcome<service::ImportedStatement>& outcome) {
            const bool isMessage = outcome->about == service::Subject::message;
            emit approvalImported(isMessage ? QStringLiteral("message") : QStringLiteral("withdrawal"),
                                  toQString(outcome->id));
        });
}

service::WithdrawalFilter WithdrawalsViewModel::filter() const {
    service::WithdrawalFilter filter;
    filter.text = m_search.trimmed().toStdString();
    filter.phases = phasesOf(m_group);
    filter.limit = PAGE;
    return filter;
}

QString WithdrawalsViewModel::idAt(int row) const {
    return idOf(*m_rows, row);
}
QString WithdrawalsViewModel::inboxIdAt(int row) const {
    return idOf(*m_inbox, row);
}

void WithdrawalsViewModel::setGroup(Group group) {
    if (m_group == group)
        return;
    m_group = group;
    emit filterChanged();
    fetch(0);
}

void WithdrawalsViewModel::setSearch(const QString& search) {
    if (m_search == search)
        return;
    m_search = search;
    emit filterChanged();
    fetch(0);
}

QAbstractItemModel* WithdrawalsViewModel::rows() const {
    return m_rows.get();
}
QAbstractItemModel* WithdrawalsViewModel::inbox() const {
    return m_inbox.get();
}
int WithdrawalsViewModel::inboxCount() const {
    return m_inbox->rowCount();
}

} // namespace strongroom::ui
