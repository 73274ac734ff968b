#include "models/batch_view_model.h"

#include "models/exchange_file.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/spend_view_model_jobs.h"
#include "models/text.h"
#include "service/overview.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace strongroom::ui {

namespace {

using Line = service::BatchLine;
using Lines = RowModel<Line>;
using Problem = service::BatchProblem;
using Problems = RowModel<Problem>;
using Vault = service::VaultBalance;
using Vaults = RowModel<Vault>;

QString duplicateSentence(const Line& line) {
    return line.duplicateOf ? sentenceOfEarlier(*line.duplicateOf) : QString();
}

QString whereOf(const Problem& problem) {
    if (problem.line == 0)
        return BatchViewModel::tr("The file");
    return problem.column.empty()
               ? BatchViewModel::tr("Line %1").arg(problem.line)
               : BatchViewModel::tr("Line %1, %2").arg(problem.line).arg(toQString(problem.column));
}

} // namespace

BatchViewModel::BatchViewModel(Session& session, QObject* parent) : SpendViewModel(session, parent) {
    m_vaults = std::make_unique<Vaults>(std::vector<Vaults::Role>{
        Vaults::field("vaultId", &Vault::vaultId),
        Vaults::field("name", &Vault::name),
        Vaults::field("tier", &Vault::tier),
        {"available", [](const Vault& vault) { return toVariant(vault.balance.available); }},
    });
    m_lines = std::make_unique<Lines>(std::vector<Lines::Role>{
        {"line", [](const Line& line) { return QVariant(static_cast<int>(line.line)); }},
        Lines::field("payee", &Line::payee),
        Lines::field("address", &Line::address),
        Lines::field("amount", &Line::amount),
        Lines::field("purpose", &Line::purpose),
        Lines::field("reference", &Line::reference),
        {"duplicate", [](const Line& line) { return QVariant(duplicateSentence(line)); }},
    });
    m_problems = std::make_unique<Problems>(std::vector<Problems::Role>{
        {"line", [](const Problem& problem) { return QVariant(static_cast<int>(problem.line)); }},
        {"where", [](const Problem& problem) { return QVariant(whereOf(problem)); }},
        Problems::field("sentence", &Problem::sentence),
        Problems::field("code", &Problem::code),
    });
    connect(this, &BatchViewModel::proposed, this, &BatchViewModel::start);
    connect(&session, &Session::closed, this, [this] {
        start();
        m_vaults->setRows({});
    });
}

BatchViewModel::~BatchViewModel() = default;

void BatchViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview overview) {
             m_vaults->setRows(std::move(overview.vaults));
             emit draftChanged(); // the vault may have another place among them
         });
    updatePreview();
}

void BatchViewModel::start() {
    m_file.clear();
    m_fileName.clear();
    m_vaultId.clear();
    m_duplicatesAcknowledged = false;
    restart();
}

void BatchViewModel::openFile(const QString& path) {
    read([ports = session().ports(), path](service::Workspace&) { return readExchangeFile(ports, path); },
         [this, path](base::Bytes content) {
             m_file = std::move(content);
             m_fileName = QFileInfo(path).fileName();
             m_duplicatesAcknowledged = false;
             emit draftChanged();
             updatePreview();
             emit opened();
         });
}

std::optional<service::BatchDraft> BatchViewModel::draft() const {
    if (m_fileName.isEmpty() || m_vaultId.isEmpty() || !feeRateProblem().isEmpty())
        return std::nullopt;
    service::BatchDraft draft;
    draft.vaultId = m_vaultId.toStdString();
    draft.file = m_file;
    draft.feeRateSatPerKvb = feeRate();
    draft.duplicatesAcknowledged = m_duplicatesAcknowledged;
    return draft;
}

void BatchViewModel::updatePreview() {
    const auto wanted = draft();
    if (!wanted)
        show({});
    previewWith(wanted, service::previewBatch,
                [this](const service::BatchPreview& preview) { show(preview); });
}

void BatchViewModel::show(const service::BatchPreview& preview) {
    m_lines->setRows(preview.lines);
    m_problems->setRows(preview.problems);
    m_duplicates = static_cast<int>(
        std::ranges::count_if(preview.lines, [](const Line& line) { return line.duplicateOf.has_value(); }));
    m_total = toVariant(preview.total);
    m_preview = preview.withdrawal ? toView(*preview.withdrawal) : PreviewView();
}

bool BatchViewModel::isComplete() const {
    return isPermitted(m_preview) && (m_duplicates == 0 || m_duplicatesAcknowledged);
}

void BatchViewModel::propose(QObject* secretField) {
    proposeWith(secretField, draft(), service::proposeBatch);
}

void BatchViewModel::setVaultId(const QString& id) {
    if (std::exchange(m_vaultId, id) != id)
        edited();
}
void BatchViewModel::setDuplicatesAcknowledged(bool acknowledged) {
    if (std::exchange(m_duplicatesAcknowledged, acknowledged) == acknowledged)
        return;
    emit draftChanged();
    emit previewChanged(); // for `complete`; the preview is the same either way
}

QAbstractItemModel* BatchViewModel::vaults() const {
    return m_vaults.get();
}
QAbstractItemModel* BatchViewModel::lines() const {
    return m_lines.get();
}
QAbstractItemModel* BatchViewModel::problems() const {
    return m_problems.get();
}
int BatchViewModel::lineCount() const {
    return m_lines->rowCount();
}
int BatchViewModel::problemCount() const {
    return m_problems->rowCount();
}

} // namespace strongroom::ui
