#include "models/deposits_view_model.h"

#include "models/amount_input.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/text.h"
#include "service/deposits.h"
#include "service/overview.h"

namespace strongroom::ui {

namespace {

using Row = service::DepositRow;
using Model = RowModel<Row>;
using State = service::DepositState;

struct StateWords {
    QString name;
    QString tone;
};

StateWords wordsOf(State state) {
    switch (state) {
    case State::expected:
        return {QStringLiteral("expected"), QStringLiteral("neutral")};
    case State::seen:
        return {QStringLiteral("seen"), QStringLiteral("info")};
    case State::confirmed:
        return {QStringLiteral("confirmed"), QStringLiteral("success")};
    case State::late:
        return {QStringLiteral("late"), QStringLiteral("warning")};
    case State::unexpected:
        return {QStringLiteral("unexpected"), QStringLiteral("danger")};
    }
    Q_UNREACHABLE();
}

} // namespace

DepositsViewModel::DepositsViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    m_rows = std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("depositId", &Row::id),
        Model::field("payer", &Row::payer),
        Model::field("purpose", &Row::purpose),
        Model::field("vault", &Row::vault),
        Model::field("address", &Row::address),
        Model::field("uri", &Row::uri),
        Model::field("expected", &Row::expected),
        Model::field("received", &Row::received),
        {"state", [](const Row& row) { return QVariant(wordsOf(row.state).name); }},
        {"tone", [](const Row& row) { return QVariant(wordsOf(row.state).tone); }},
        Model::field("sentence", &Row::sentence),
        Model::field("issuedAt", &Row::issuedAt),
        Model::field("dueAt", &Row::dueAt),
        Model::field("confirmations", &Row::confirmations),
    });
    using Vault = service::VaultBalance;
    using Vaults = RowModel<Vault>;
    m_vaults = std::make_unique<Vaults>(std::vector<Vaults::Role>{Vaults::field("vaultId", &Vault::vaultId),
                                                                  Vaults::field("name", &Vault::name),
                                                                  Vaults::field("tier", &Vault::tier)});
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_vaults->setRows({});
        m_loaded = false;
        emit changed();
    });
}

DepositsViewModel::~DepositsViewModel() = default;

void DepositsViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview overview) { m_vaults->setRows(std::move(overview.vaults)); });
    read([](service::Workspace& workspace) { return service::listDeposits(workspace); },
         [this](std::vector<Row> rows) {
             m_rows->setRows(std::move(rows));
             m_loaded = true;
             emit changed();
         });
}

void DepositsViewModel::issue(const QString& vaultId, const QString& payer, const QString& purpose,
                              const QString& expectedText, int dueInDays) {
    service::DepositDraft draft;
    draft.vaultId = vaultId.toStdString();
    draft.payer = payer.trimmed().toStdString();
    draft.purpose = purpose.trimmed().toStdString();
    if (const auto expected = parseBitcoin(expectedText))
        draft.expectedSatoshi = *expected;
    constexpr std::int64_t DAY = 24 * 3'600;
    if (dueInDays > 0)
        draft.dueAt = session().ports().clock->now() + base::Seconds{dueInDays * DAY};
    write([draft](service::Workspace& workspace) { return service::issueDeposit(workspace, draft); },
          [this](const service::Outcome<Row>& outcome) { emit issued(toQString(outcome->id)); });
}

QString DepositsViewModel::amountProblem(const QString& expectedText) const {
    if (expectedText.trimmed().isEmpty() || parseBitcoin(expectedText))
        return {};
    return tr("Write bitcoin with a point and up to eight decimals, for example 1.25.");
}

QVariantMap DepositsViewModel::at(int row) const {
    return m_rows->at(row);
}

int DepositsViewModel::rowOf(const QString& depositId) const {
    return m_rows->find([id = depositId.toStdString()](const Row& row) { return row.id == id; });
}

QAbstractItemModel* DepositsViewModel::rows() const {
    return m_rows.get();
}
QAbstractItemModel* DepositsViewModel::vaults() const {
    return m_vaults.get();
}

} // namespace strongroom::ui
