#include "models/messages_view_model.h"

#include "models/message_views.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "service/stateless/messages.h"

#include <algorithm>

namespace strongroom::ui {

namespace {

using Row = service::MessageRow;
using Phase = service::MessagePhase;
using Group = MessagesViewModel::Group;

Group groupOf(Phase phase) {
    switch (phase) {
    case Phase::notAllowed:
    case Phase::waitingForApprovals:
    case Phase::cooling:
    case Phase::authorized:
    case Phase::signing:
        return Group::UnderWay;
    case Phase::signedOut:
        return Group::Signed;
    case Phase::rejected:
    case Phase::takenBack:
    case Phase::expired:
    case Phase::voided:
        return Group::Ended;
    }
    Q_UNREACHABLE();
}

/// Enough of it to tell it from others; the whole of it stands on its own page.
QString beginningOf(const std::string& message) {
    constexpr qsizetype MOST = 80;
    const QString words = toQString(message).simplified();
    return words.size() > MOST ? words.left(MOST) + QStringLiteral(" …") : words;
}

std::unique_ptr<RowModel<Row>> makeRows() {
    using Model = RowModel<Row>;
    return std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("messageId", &Row::id),
        {"beginning", [](const Row& row) { return QVariant(beginningOf(row.message)); }},
        Model::field("vault", &Row::vault),
        Model::field("address", &Row::address),
        {"phase", [](const Row& row) { return QVariant(toQString(service::phaseName(row.phase))); }},
        {"tone", [](const Row& row) { return QVariant(phaseTone(row.phase)); }},
        Model::field("sentence", &Row::sentence),
        Model::field("proposer", &Row::proposer),
        Model::field("waitsForMe", &Row::waitsForMe),
        Model::field("expiresAt", &Row::expiresAt),
    });
}

QString textOf(const base::Json& document, std::string_view member) {
    const base::Json* value = document.find(member);
    return value != nullptr && value->string() != nullptr ? toQString(*value->string()) : QString();
}

QVariantList coinsOf(const base::Json& document) {
    QVariantList list;
    const base::Json* coins = document.find("coins");
    if (coins == nullptr || coins->array() == nullptr)
        return list;
    for (const base::Json& coin : *coins->array()) {
        const base::Json* amount = coin.find("amount");
        list.append(QVariantMap{
            {QStringLiteral("outpoint"), textOf(coin, "outpoint")},
            {QStringLiteral("address"), textOf(coin, "address")},
            {QStringLiteral("amount"), amount != nullptr && amount->integer() != nullptr
                                           ? QVariant::fromValue(static_cast<qint64>(*amount->integer()))
                                           : QVariant()}});
    }
    return list;
}

ProofView toView(const service::MessageJudgement& judgement) {
    ProofView view;
    view.present = true;
    view.valid = judgement.valid;
    view.undecided = textOf(judgement.document, "verdict") == QStringLiteral("inconclusive");
    view.sentence = textOf(judgement.document, "sentence");
    view.code = textOf(judgement.document, "code");
    view.coins = coinsOf(judgement.document);
    return view;
}

} // namespace

MessagesViewModel::MessagesViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent), m_rows(makeRows()), m_inbox(makeRows()) {
    connect(&session, &Session::closed, this, [this] {
        m_all.clear();
        m_rows->setRows({});
        m_inbox->setRows({});
        m_loaded = false;
        forgetProof();
        emit changed();
    });
}

MessagesViewModel::~MessagesViewModel() = default;

void MessagesViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::listMessages(workspace); },
         [this](std::vector<Row> rows) {
             m_all = std::move(rows);
             std::vector<Row> waiting = m_all;
             std::erase_if(waiting, [](const Row& row) { return !row.waitsForMe; });
             m_inbox->setRows(std::move(waiting));
             m_loaded = true;
             choose();
         });
}

void MessagesViewModel::choose() {
    std::vector<Row> rows = m_all;
    std::erase_if(rows,
                  [this](const Row& row) { return m_group != Group::All && groupOf(row.phase) != m_group; });
    m_rows->setRows(std::move(rows));
    emit changed();
}

void MessagesViewModel::setGroup(Group group) {
    if (m_group == group)
        return;
    m_group = group;
    choose();
}

QString MessagesViewModel::idAt(int row) const {
    return m_rows->at(row).value(QStringLiteral("messageId")).toString();
}

QAbstractItemModel* MessagesViewModel::rows() const {
    return m_rows.get();
}

QString MessagesViewModel::inboxIdAt(int row) const {
    return m_inbox->at(row).value(QStringLiteral("messageId")).toString();
}

QAbstractItemModel* MessagesViewModel::inbox() const {
    return m_inbox.get();
}

int MessagesViewModel::inboxCount() const {
    return m_inbox->rowCount();
}

void MessagesViewModel::check(const QString& address, const QString& text, const QString& signature) {
    forgetProof();
    session().call(
        this,
        [network = session().card().network, address = address.trimmed().toStdString(),
         words = text.toStdString(), signature = signature.toStdString()](service::Workspace&) {
            return service::judgeMessage({address, network, base::asBytes(words), signature});
        },
        [this](const service::Outcome<service::MessageJudgement>& outcome) {
            m_proof = outcome ? toView(*outcome) : ProofView();
            m_proofProblem = outcome ? FailureView() : toView(outcome.error());
            emit proofChanged();
        });
}

void MessagesViewModel::forgetProof() {
    m_proof = {};
    m_proofProblem = {};
    emit proofChanged();
}

} // namespace strongroom::ui
