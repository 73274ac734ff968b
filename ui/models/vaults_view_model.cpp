#include "models/vaults_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

using Vault = service::VaultDetail;
using Vaults = RowModel<Vault>;
using Address = service::VaultAddress;
using Addresses = RowModel<Address>;
using Coin = service::CoinRow;
using Coins = RowModel<Coin>;

constexpr std::uint32_t ADDRESS_PAGE = 50;

QVariantList keysOf(const Vault& vault) {
    QVariantList list;
    for (const service::VaultKey& key : vault.keys)
        list.append(QVariantMap{{QStringLiteral("holder"), toVariant(key.holder)},
                                {QStringLiteral("fingerprint"), toVariant(key.fingerprint)},
                                {QStringLiteral("path"), toVariant(key.path)},
                                {QStringLiteral("xpub"), toVariant(key.xpub)}});
    return list;
}

std::vector<Vaults::Role> vaultRoles() {
    return {
        Vaults::field("vaultId", &Vault::id),
        Vaults::field("name", &Vault::name),
        Vaults::field("tier", &Vault::tier),
        Vaults::field("network", &Vault::network),
        Vaults::field("descriptor", &Vault::descriptor),
        Vaults::field("descriptorDigest", &Vault::descriptorDigest),
        Vaults::field("scriptType", &Vault::scriptType),
        Vaults::field("threshold", &Vault::threshold),
        {"keyCount", [](const Vault& vault) { return QVariant(static_cast<int>(vault.keys.size())); }},
        {"keys", [](const Vault& vault) { return QVariant(keysOf(vault)); }},
        {"total", [](const Vault& vault) { return toVariant(vault.balance.total); }},
        {"available", [](const Vault& vault) { return toVariant(vault.balance.available); }},
        {"reserved", [](const Vault& vault) { return toVariant(vault.balance.reserved); }},
        {"held", [](const Vault& vault) { return toVariant(vault.balance.held); }},
        {"unconfirmed", [](const Vault& vault) { return toVariant(vault.balance.unconfirmed); }},
        Vaults::field("recoverySentence", &Vault::recoverySentence),
        Vaults::field("sentence", &Vault::stateSentence),
        {"proposed", [](const Vault& vault) { return QVariant(vault.proposedAt.has_value()); }},
        Vaults::field("mayApprove", &Vault::iMayApprove),
    };
}

std::vector<Addresses::Role> addressRoles() {
    return {
        Addresses::field("address", &Address::address),   Addresses::field("branch", &Address::branch),
        Addresses::field("index", &Address::index),       Addresses::field("label", &Address::label),
        Addresses::field("received", &Address::received), Addresses::field("used", &Address::used),
    };
}

std::vector<Coins::Role> coinRoles() {
    return {
        Coins::field("outpoint", &Coin::outpoint),
        Coins::field("address", &Coin::address),
        Coins::field("label", &Coin::label),
        Coins::field("amount", &Coin::amount),
        Coins::field("height", &Coin::height),
        Coins::field("change", &Coin::change),
        Coins::field("held", &Coin::held),
        Coins::field("holdReason", &Coin::holdReason),
        Coins::field("reservedBy", &Coin::reservedBy),
    };
}

} // namespace

VaultsViewModel::VaultsViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent),
      m_rows(std::make_unique<Vaults>(vaultRoles())),
      m_addresses(std::make_unique<Addresses>(addressRoles())),
      m_coins(std::make_unique<Coins>(coinRoles())) {
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_addresses->setRows({});
        m_coins->setRows({});
        m_vaultId.clear();
        m_loaded = false;
        emit changed();
    });
}

VaultsViewModel::~VaultsViewModel() = default;

void VaultsViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::listVaults(workspace); },
         [this](std::vector<Vault> vaults) {
             m_rows->setRows(std::move(vaults));
             m_loaded = true;
             emit changed();
         });
    if (!m_vaultId.empty()) {
        fetchAddresses(0);
        fetchCoins();
    }
}

void VaultsViewModel::choose(const QString& vaultId) {
    m_vaultId = vaultId.toStdString();
    m_branch = 0;
    m_addresses->setRows({});
    m_coins->setRows({});
    emit changed();
    if (!m_vaultId.empty()) {
        fetchAddresses(0);
        fetchCoins();
    }
}

void VaultsViewModel::setBranch(int branch) {
    m_branch = branch == 1 ? 1 : 0;
    m_addresses->setRows({});
    emit changed();
    fetchAddresses(0);
}

void VaultsViewModel::loadMoreAddresses() {
    fetchAddresses(static_cast<std::uint32_t>(m_addresses->rows().size()));
}

void VaultsViewModel::fetchAddresses(std::uint32_t from) {
    read(
        [id = m_vaultId, branch = m_branch, from](service::Workspace& workspace) {
            return service::vaultAddresses(workspace, id, branch, from, from + ADDRESS_PAGE - 1);
        },
        [this, id = m_vaultId, branch = m_branch, from](std::vector<Address> page) {
            if (id != m_vaultId || branch != m_branch)
                return;
            std::vector<Address> all = from == 0 ? std::vector<Address>() : m_addresses->rows();
            all.insert(all.end(), page.begin(), page.end());
            m_addresses->setRows(std::move(all));
        });
}

void VaultsViewModel::fetchCoins() {
    read([id = m_vaultId](service::Workspace& workspace) { return service::vaultCoins(workspace, id); },
         [this, id = m_vaultId](std::vector<Coin> coins) {
             if (id == m_vaultId)
                 m_coins->setRows(std::move(coins));
         });
}

void VaultsViewModel::holdCoin(const QString& outpoint, const QString& reason, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([coin = outpoint.toStdString(), words = reason.trimmed().toStdString(), secret](
              service::Workspace& workspace) { return service::holdCoin(workspace, coin, words, *secret); },
          [this](const auto&) { emit acted(tr("The coin is on hold.")); });
}

void VaultsViewModel::releaseCoin(const QString& outpoint, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([coin = outpoint.toStdString(),
           secret](service::Workspace& workspace) { return service::releaseCoin(workspace, coin, *secret); },
          [this](const auto&) { emit acted(tr("The coin is no longer on hold.")); });
}

void VaultsViewModel::addVault(const QString& name, const QString& tier, const QString& descriptor,
                               QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    const service::VaultDraft draft{
        name.trimmed().toStdString(), tier.toStdString(), descriptor.trimmed().toStdString(), {}};
    write([draft,
           secret](service::Workspace& workspace) { return service::addVault(workspace, draft, *secret); },
          [this](const auto&) { emit acted(tr("The vault is proposed. Others approve it.")); });
}

void VaultsViewModel::approveVault(QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([id = m_vaultId,
           secret](service::Workspace& workspace) { return service::approveVault(workspace, id, *secret); },
          [this](const auto&) { emit acted(tr("Your approval of the vault is recorded.")); });
}

QString VaultsViewModel::idAt(int row) const {
    return m_rows->at(row).value(QStringLiteral("vaultId")).toString();
}
QVariantMap VaultsViewModel::coinAt(int row) const {
    return m_coins->at(row);
}

QVariantMap VaultsViewModel::vault() const {
    return m_rows->at(m_rows->find([this](const Vault& vault) { return vault.id == m_vaultId; }));
}

QAbstractItemModel* VaultsViewModel::rows() const {
    return m_rows.get();
}
QAbstractItemModel* VaultsViewModel::addresses() const {
    return m_addresses.get();
}
QAbstractItemModel* VaultsViewModel::coins() const {
    return m_coins.get();
}

} // namespace strongroom::ui
