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
    : PageViewModel(session, parent),
      m_rows(std::make_unique<RowModel<Row>>(std::vector<RowModel<Row>::Role>{
          RowModel<Row>::field("messageId", &Row::id),
          {"beginning", [](const Row& row) { return QVariant(beginningOf(row.message)); }},
          RowModel<Row>::field("vault", &Row::vault),
          RowModel<Row>::field("address", &Row::address),
          {"phase", [](const Row& row) { return QVariant(toQString(service::phaseName(row.phase))); }},
          {"tone", [](const Row& row) { return QVariant(phaseTone(row.phase)); }},
          RowModel<Row>::field("sentence", &Row::sentence),
          RowModel<Row>::field("proposer", &Row::proposer),
          RowModel<Row>::field("waitsForMe", &Row::waitsForMe),
          RowModel<Row>::field("expiresAt", &Row::expiresAt),
      })) {
    connect(&session, &Session::closed, this, [this] {
        m_all.clear();
        m_rows->setRows({});
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

int MessagesViewModel::waitingCount() const {
    return static_cast<int>(std::ranges::count_if(m_all, &Row::waitsForMe));
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
