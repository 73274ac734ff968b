#include "models/recovery_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/recovery_spend.h"
#include "service/stateless/recovery_plan.h"
#include "service/vaults.h"

namespace strongroom::ui {

namespace {

using Coin = service::RecoveryCoin;
using Coins = RowModel<Coin>;

std::vector<Coins::Role> coinRoles() {
    return {
        Coins::field("outpoint", &Coin::outpoint), Coins::field("amount", &Coin::amount),
        Coins::field("height", &Coin::height),     Coins::field("state", &Coin::state),
        Coins::field("opensAt", &Coin::opensAt),   Coins::field("blocksLeft", &Coin::blocksLeft),
        Coins::field("about", &Coin::about),       Coins::field("sentence", &Coin::sentence),
    };
}

service::RecoveryKeys keysOf(int needed, const QString& text) {
    service::RecoveryKeys keys{needed, {}};
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        keys.lines.push_back(line.toStdString());
    return keys;
}

} // namespace

RecoveryViewModel::RecoveryViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent), m_coins(std::make_unique<Coins>(coinRoles())) {
    connect(&session, &Session::closed, this, [this] {
        m_vaultId.clear();
        show({});
        setPlanned({});
    });
}

RecoveryViewModel::~RecoveryViewModel() = default;

void RecoveryViewModel::refresh() {
    if (m_vaultId.empty())
        return;
    read([id = m_vaultId](service::Workspace& workspace) { return service::vaultRecovery(workspace, id); },
         [this, id = m_vaultId](std::optional<service::VaultRecovery> recovery) {
             if (id == m_vaultId)
                 show(std::move(recovery));
         });
}

void RecoveryViewModel::choose(const QString& vaultId) {
    m_vaultId = vaultId.toStdString();
    show({});
    refresh();
}

void RecoveryViewModel::show(std::optional<service::VaultRecovery> recovery) {
    m_recovery = std::move(recovery);
    m_coins->setRows(m_recovery ? m_recovery->coins : std::vector<Coin>());
    emit changed();
}

QVariantMap RecoveryViewModel::recovery() const {
    if (!m_recovery)
        return {};
    const bool counting = !m_recovery->coins.empty() && m_recovery->coins.front().opensAt.has_value();
    const Coin none;
    const Coin& soonest = counting ? m_recovery->coins.front() : none;
    return {{QStringLiteral("sentence"), toVariant(m_recovery->sentence)},
            {QStringLiteral("blocks"), toVariant(m_recovery->blocks)},
            {QStringLiteral("state"), toVariant(m_recovery->state)},
            {QStringLiteral("stateSentence"), toVariant(m_recovery->stateSentence)},
            {QStringLiteral("coinsSoon"), toVariant(static_cast<std::uint64_t>(m_recovery->coinsSoon))},
            {QStringLiteral("coinsOpen"), toVariant(static_cast<std::uint64_t>(m_recovery->coinsOpen))},
            {QStringLiteral("opensAt"), toVariant(soonest.opensAt)},
            {QStringLiteral("about"), toVariant(soonest.about)}};
}

QAbstractItemModel* RecoveryViewModel::coins() const {
    return m_coins.get();
}

void RecoveryViewModel::plan(int primaryNeeded, const QString& primaryKeys, int recoveryNeeded,
                             const QString& recoveryKeys, int days, const QString& script) {
    service::RecoveryPlanDraft draft;
    draft.primary = keysOf(primaryNeeded, primaryKeys);
    draft.recovery = keysOf(recoveryNeeded, recoveryKeys);
    draft.days = days;
    draft.taproot = script == QLatin1String("tr");
    if (draft.primary.lines.empty() || draft.recovery.lines.empty()) {
        setPlanned({});
        return;
    }
    const auto planned = service::planRecovery(draft, session().card().network);
    if (!planned)
        setPlanned({{QStringLiteral("problem"), toView(planned.error()).sentence}});
    else
        setPlanned({{QStringLiteral("descriptor"), toVariant(planned->descriptor)},
                    {QStringLiteral("sentence"), toVariant(planned->sentence)}});
}

void RecoveryViewModel::forgetPlan() {
    setPlanned({});
}

void RecoveryViewModel::setPlanned(QVariantMap planned) {
    m_planned = std::move(planned);
    emit plannedChanged();
}

void RecoveryViewModel::proposeVault(const QString& name, const QString& tier, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    const QString descriptor = m_planned.value(QStringLiteral("descriptor")).toString();
    if (!secret || descriptor.isEmpty())
        return;
    const service::VaultDraft draft{
        name.trimmed().toStdString(), tier.toStdString(), descriptor.toStdString(), {}};
    write([draft,
           secret](service::Workspace& workspace) { return service::addVault(workspace, draft, *secret); },
          [this](const auto&) { emit acted(tr("The vault is proposed. Others approve it.")); });
}

void RecoveryViewModel::refreshVault(QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    service::RefreshDraft draft;
    draft.vaultId = m_vaultId;
    write([draft, secret](
              service::Workspace& workspace) { return service::proposeRefresh(workspace, draft, *secret); },
          [this](const auto& id) { emit proposed(toQString(*id)); });
}

void RecoveryViewModel::recoverVault(const QString& toVaultId, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    service::RecoveryDraft draft;
    draft.vaultId = m_vaultId;
    draft.toVaultId = toVaultId.toStdString();
    write([draft, secret](
              service::Workspace& workspace) { return service::proposeRecovery(workspace, draft, *secret); },
          [this](const auto& id) { emit proposed(toQString(*id)); });
}

} // namespace strongroom::ui
