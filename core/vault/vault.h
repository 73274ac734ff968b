// A vault: one registered descriptor with a name and a tier. Coins are the outputs it can spend.
//
// Values. A Vault may be shared by threads; it must outlive what refers to it.
#pragma once

#include "base/amount.h"
#include "base/result.h"
#include "bitcoin/network.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "descriptor/descriptor.h"
#include "policy/spend_facts.h"
#include "vault/errors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace strongroom::vault {

using policy::Tier;

/// The descriptor's id: stays when the vault's record in the authority chain gets another name or tier.
using VaultId = crypto::Hash256;

/// BIP44 and BIP389: a vault's descriptor has the branches `<0;1>`.
inline constexpr std::size_t RECEIVE_BRANCH = 0;
inline constexpr std::size_t CHANGE_BRANCH = 1;

/// Addresses further on than this behind the last one issued are not taken for our own: an attacker who
/// hides coins at index 2,000,000,000 holds them to ransom (ATTACKS A23).
inline constexpr std::uint32_t DEFAULT_GAP_LIMIT = 1'000;

struct Vault {
    VaultId id;
    std::string name;
    Tier tier = Tier::hot;
    bitcoin::Network network = bitcoin::Network::main;
    descriptor::Descriptor descriptor;
    std::uint32_t gapLimit = DEFAULT_GAP_LIMIT;
    std::uint32_t issued = 0; ///< Addresses issued per branch, as far as the judge itself knows.

    /// True for an index that a wallet finds again without being told where to look.
    [[nodiscard]] bool isWithinGap(std::uint32_t index) const {
        return index < std::uint64_t{issued} + gapLimit;
    }
};

/// A vault without a treasury: a descriptor alone, named by its place among those given and of the lowest
/// tier, so that everything which leaves it counts as outflow.
[[nodiscard]] Vault vaultOfDescriptor(descriptor::Descriptor descriptor, std::size_t place);

inline constexpr std::size_t MAX_NAME_LENGTH = 64; ///< Bytes of UTF-8.

/// What a vault must be before it is registered beside `others`: a plain unique name (ATTACKS A38), keys and
/// coin types of its own network (A43), ranged, with exactly the branches receive and change, without a time
/// lock other than that of a recovery path (A40), which no hot vault has, not registered already (A36:
/// compared by descriptor, not by checksum), and no key under the origin of another one, its own or of
/// `others` (A29, A31).
[[nodiscard]] base::Result<void, Error> checkRegistration(const Vault& vault, std::span<const Vault> others);

/// Why a coin may not be spent now. Held: by a person, until released. Reserved: by another withdrawal.
struct CoinState {
    bool held = false;
    bool reserved = false;
};

struct Coin {
    bitcoin::OutPoint outpoint;
    base::Amount amount;
    base::Bytes scriptPubKey;
    std::size_t branch = 0;
    std::uint32_t index = 0;
    std::optional<std::uint32_t> height; ///< Of the block; nothing while unconfirmed.
    CoinState state;

    [[nodiscard]] bool isSpendable() const { return !state.held && !state.reserved && height.has_value(); }
};

} // namespace strongroom::vault
