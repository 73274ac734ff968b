#include "models/overview_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/text.h"

#include <algorithm>

namespace strongroom::ui {

namespace {

QString kindName(service::WaitingKind kind) {
    switch (kind) {
    case service::WaitingKind::approval:
        return QStringLiteral("approval");
    case service::WaitingKind::station:
        return QStringLiteral("station");
    case service::WaitingKind::payeeApproval:
        return QStringLiteral("payee");
    case service::WaitingKind::vaultApproval:
        return QStringLiteral("vault");
    case service::WaitingKind::deposit:
        return QStringLiteral("deposit");
    case service::WaitingKind::arming:
        return QStringLiteral("arming");
    case service::WaitingKind::other:
        return QStringLiteral("other");
    }
    Q_UNREACHABLE();
}

QString toneName(service::AlertTone tone) {
    switch (tone) {
    case service::AlertTone::information:
        return QStringLiteral("information");
    case service::AlertTone::warning:
        return QStringLiteral("warning");
    case service::AlertTone::danger:
        return QStringLiteral("danger");
    }
    Q_UNREACHABLE();
}

std::unique_ptr<RowModel<service::WaitingItem>> makeWaitingModel() {
    using Item = service::WaitingItem;
    return std::make_unique<RowModel<Item>>(std::vector<RowModel<Item>::Role>{
        {"kind", [](const Item& item) { return QVariant(kindName(item.kind)); }},
        {"subjectId", [](const Item& item) { return QVariant(toQString(item.subjectId)); }},
        {"title", [](const Item& item) { return QVariant(toQString(item.title)); }},
        {"sentence", [](const Item& item) { return QVariant(toQString(item.sentence)); }},
        {"amount", [](const Item& item) { return toVariant(item.amount); }},
        {"since", [](const Item& item) { return toVariant(item.since); }},
    });
}

} // namespace

OverviewViewModel::OverviewViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent), m_mine(makeWaitingModel()), m_others(makeWaitingModel()) {
    using Vault = service::VaultBalance;
    m_vaults = std::make_unique<RowModel<Vault>>(std::vector<RowModel<Vault>::Role>{
        {"vaultId", [](const Vault& vault) { return QVariant(toQString(vault.vaultId)); }},
        {"name", [](const Vault& vault) { return QVariant(toQString(vault.name)); }},
        {"tier", [](const Vault& vault) { return QVariant(toQString(vault.tier)); }},
        {"total", [](const Vault& vault) { return QVariant(toSatoshi(vault.balance.total)); }},
        {"available", [](const Vault& vault) { return QVariant(toSatoshi(vault.balance.available)); }},
        {"target", [](const Vault& vault) { return toVariant(vault.target); }},
        {"filled",
         [](const Vault& vault) {
             const auto total = static_cast<double>(vault.balance.total.satoshi());
             const auto target = vault.target ? static_cast<double>(vault.target->satoshi()) : 0.0;
             return QVariant(target > 0 ? std::min(1.0, total / target) : -1.0);
         }},
        {"share",
         [this](const Vault& vault) {
             const auto all = static_cast<double>(m_view.total.total.satoshi());
             return QVariant(all > 0 ? static_cast<double>(vault.balance.total.satoshi()) / all : 0.0);
         }},
    });
    m_alerts = std::make_unique<RowModel<service::Alert>>(std::vector<RowModel<service::Alert>::Role>{
        {"tone", [](const service::Alert& alert) { return QVariant(toneName(alert.tone)); }},
        {"code", [](const service::Alert& alert) { return QVariant(toQString(alert.code)); }},
        {"sentence", [](const service::Alert& alert) { return QVariant(toQString(alert.sentence)); }},
    });
    connect(&session, &Session::closed, this, [this] {
        m_loaded = false;
        show({});
    });
}

OverviewViewModel::~OverviewViewModel() = default;

void OverviewViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview view) {
             m_loaded = true;
             show(std::move(view));
         });
}

void OverviewViewModel::show(service::Overview view) {
    m_view = std::move(view);
    m_vaults->setRows(m_view.vaults);
    m_mine->setRows(m_view.waitingForMe);
    m_others->setRows(m_view.waitingForOthers);
    m_alerts->setRows(m_view.alerts);
    emit changed();
}

bool OverviewViewModel::isFresh() const {
    return m_loaded && m_view.total.total == base::Amount() && m_view.waitingForMe.empty() &&
           m_view.waitingForOthers.empty();
}

QVariant OverviewViewModel::height() const {
    return toVariant(m_view.height);
}
QVariant OverviewViewModel::blockTime() const {
    return toVariant(m_view.blockTime);
}
QString OverviewViewModel::personName() const {
    return toQString(m_view.personName);
}
QStringList OverviewViewModel::personRoles() const {
    return toQStringList(m_view.personRoles);
}
QAbstractItemModel* OverviewViewModel::vaults() const {
    return m_vaults.get();
}
QAbstractItemModel* OverviewViewModel::waitingForMe() const {
    return m_mine.get();
}
QAbstractItemModel* OverviewViewModel::waitingForOthers() const {
    return m_others.get();
}
QAbstractItemModel* OverviewViewModel::alerts() const {
    return m_alerts.get();
}

} // namespace strongroom::ui
