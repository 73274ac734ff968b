// The registered vaults and payees of one AuthorityState in the form that reviews need: descriptors parsed
// once, payees with their ages. Immutable, safe to share between threads; must not outlive nothing: it keeps
// its state.
#pragma once

#include "authority/state.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/network.h"
#include "treasury/errors.h"
#include "treasury/payee.h"
#include "vault/review.h"
#include "vault/vault.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace strongroom::treasury {

class Registry {
public:
    /// Vaults that ended are left out. `issued`: addresses issued per vault id, as far as the judge knows.
    /// Error::unregisteredVault when a descriptor cannot be read, which found() and verifyChange() rule out.
    [[nodiscard]] static base::Result<Registry, Error>
    make(authority::AuthorityState state, const std::map<crypto::Hash256, std::uint32_t>& issued = {});

    [[nodiscard]] const authority::AuthorityState& state() const { return m_state; }
    [[nodiscard]] bitcoin::Network network() const { return m_network; }
    [[nodiscard]] const std::vector<vault::Vault>& vaults() const { return m_vaults; }
    /// Hash of the record of vaults()[index].
    [[nodiscard]] const crypto::Hash256& vaultRecord(std::size_t index) const {
        return m_vaultRecords[index];
    }
    [[nodiscard]] const std::optional<crypto::Hash256>& rescueVault() const { return m_rescueVault; }
    /// Those that are active at `now`; cooling and revoked ones are strangers.
    [[nodiscard]] std::vector<vault::KnownPayee> payees(const PayeeHistory& history,
                                                        base::UnixTime now) const;

private:
    Registry(authority::AuthorityState state, bitcoin::Network network)
        : m_state(std::move(state)), m_network(network) {}

    authority::AuthorityState m_state;
    bitcoin::Network m_network;
    std::vector<vault::Vault> m_vaults;
    std::vector<crypto::Hash256> m_vaultRecords;
    std::optional<crypto::Hash256> m_rescueVault;
};

} // namespace strongroom::treasury
