#include "models/new_message_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "service/overview.h"

#include <utility>

namespace strongroom::ui {

namespace {

constexpr std::chrono::milliseconds PAUSE{250};

/// From 0 to the last number that an address has (BIP32).
std::optional<std::uint32_t> parseNumber(const QString& text) {
    bool isNumber = false;
    const uint number = text.trimmed().toUInt(&isNumber);
    return isNumber && number < 0x8000'0000U ? std::optional<std::uint32_t>(number) : std::nullopt;
}

} // namespace

NewMessageViewModel::NewMessageViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    using Vault = service::VaultBalance;
    using Vaults = RowModel<Vault>;
    m_vaults = std::make_unique<Vaults>(std::vector<Vaults::Role>{
        Vaults::field("vaultId", &Vault::vaultId),
        Vaults::field("name", &Vault::name),
        Vaults::field("tier", &Vault::tier),
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(PAUSE);
    connect(&m_pause, &QTimer::timeout, this, &NewMessageViewModel::updatePreview);
    connect(&session, &Session::closed, this, [this] {
        start();
        m_vaults->setRows({});
    });
}

NewMessageViewModel::~NewMessageViewModel() = default;

void NewMessageViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview overview) {
             m_vaults->setRows(std::move(overview.vaults));
             emit draftChanged();
         });
    updatePreview();
}

void NewMessageViewModel::start() {
    m_vaultId.clear();
    m_text.clear();
    m_numberText.clear();
    m_anyLetters = false;
    m_withCoins = false;
    edited();
    updatePreview();
}

std::optional<service::MessageWish> NewMessageViewModel::wish() const {
    const auto number =
        m_numberText.trimmed().isEmpty() ? std::optional<std::uint32_t>(0U) : parseNumber(m_numberText);
    if (m_vaultId.isEmpty() || m_text.isEmpty() || !number)
        return std::nullopt;
    const QByteArray words = m_text.toUtf8();
    service::MessageWish wish;
    wish.vaultId = m_vaultId.toStdString();
    wish.message.assign(words.begin(), words.end());
    wish.letters = m_anyLetters ? service::Letters::all : service::Letters::ascii;
    wish.index = *number;
    wish.funds = m_withCoins ? service::Funds::wholeVault : service::Funds::none;
    return wish;
}

void NewMessageViewModel::edited() {
    ++m_request; // What is under way answers an older draft.
    m_pause.start();
    emit draftChanged();
    emit previewChanged();
}

void NewMessageViewModel::updatePreview() {
    m_pause.stop();
    const auto wanted = wish();
    const quint64 request = ++m_request;
    m_previewing = wanted.has_value() && session().isOpen();
    if (!wanted) {
        m_preview.reset();
        m_problem = {};
    }
    emit previewChanged();
    if (!wanted)
        return;
    session().call(
        this,
        [wish = *wanted](service::Workspace& workspace) { return service::previewMessage(workspace, wish); },
        [this, request](const service::Outcome<service::MessagePreview>& outcome) {
            if (request != m_request)
                return;
            m_previewing = false;
            m_preview = outcome ? std::optional(*outcome) : std::nullopt;
            m_problem = outcome ? FailureView() : toView(outcome.error());
            emit previewChanged();
        });
}

bool NewMessageViewModel::isComplete() const {
    return m_preview && !m_previewing && !m_pause.isActive() &&
           m_preview->verdict.outcome != service::Verdict::Outcome::notAllowed;
}

void NewMessageViewModel::propose(QObject* secretField) {
    const auto wanted = wish();
    const SharedSecret secret = takeSecret(secretField);
    if (!wanted || !secret)
        return;
    write([wish = *wanted, secret](
              service::Workspace& workspace) { return service::proposeMessage(workspace, wish, *secret); },
          [this](const service::Outcome<std::string>& outcome) {
              start();
              emit proposed(toQString(*outcome));
          });
}

QString NewMessageViewModel::numberProblem() const {
    if (m_numberText.trimmed().isEmpty() || parseNumber(m_numberText))
        return {};
    return tr("Write a whole number, 0 or more.");
}

QString NewMessageViewModel::address() const {
    return m_preview ? toQString(m_preview->address) : QString();
}
QString NewMessageViewModel::format() const {
    return m_preview ? toQString(m_preview->format) : QString();
}
QVariantList NewMessageViewModel::coins() const {
    return m_preview ? toView(m_preview->coins) : QVariantList();
}
VerdictView NewMessageViewModel::verdict() const {
    return m_preview ? toView(m_preview->verdict) : VerdictView();
}
QAbstractItemModel* NewMessageViewModel::vaults() const {
    return m_vaults.get();
}
void NewMessageViewModel::setVaultId(const QString& id) {
    if (std::exchange(m_vaultId, id) != id)
        edited();
}
void NewMessageViewModel::setText(const QString& text) {
    if (std::exchange(m_text, text) != text)
        edited();
}
void NewMessageViewModel::setNumberText(const QString& text) {
    if (std::exchange(m_numberText, text) != text)
        edited();
}
void NewMessageViewModel::setAnyLetters(bool any) {
    if (std::exchange(m_anyLetters, any) != any)
        edited();
}
void NewMessageViewModel::setWithCoins(bool with) {
    if (std::exchange(m_withCoins, with) != with)
        edited();
}

} // namespace strongroom::ui
