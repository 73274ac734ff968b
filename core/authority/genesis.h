// The founding record of a treasury (docs/formats/genesis-and-heads.md). Its id, the same for any set of
// signatures, is the treasury id and stands in every object signed afterwards.
//
// Reading checks form and content; that every founder signed is checked by chain.h.
#pragma once

#include "authority/change_rules.h"
#include "authority/errors.h"
#include "authority/records.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::authority {

/// Id of the genesis.
using TreasuryId = crypto::Hash256;

/// As bitcoin::Network names them; that floor is not below this one.
enum class NetworkName : std::uint8_t { main, test, signet, regtest };
[[nodiscard]] std::string_view name(NetworkName network);
[[nodiscard]] std::optional<NetworkName> parseNetworkName(std::string_view text);

/// A training treasury has weak key derivation and shown passphrases, and never real coins.
enum class Purpose : std::uint8_t { live, training };
[[nodiscard]] std::string_view name(Purpose purpose);

struct Genesis {
    std::string name; ///< Of the treasury.
    NetworkName network = NetworkName::regtest;
    Purpose purpose = Purpose::live;
    base::UnixTime created;
    std::array<std::uint8_t, 32> nonce{};   ///< Random: no two treasuries share an id.
    std::vector<quorum::PersonId> founders; ///< Sorted; each signs.
    PeopleDocument people;
    base::Json policy; ///< The policy document.
    std::vector<VaultRecord> vaults;
    std::vector<PayeeRecord> payees;
    std::vector<LogRecord> logs;
};

inline constexpr std::string_view HEAD_TYPE = "head";
inline constexpr std::size_t MAX_GENESIS_BYTES = 1U << 20U;
inline constexpr std::size_t MIN_FOUNDERS = 2;

[[nodiscard]] crypto::Unsigned toUnsigned(const Genesis& genesis);
/// Reads the body and refuses what can never be founded: a training treasury on main (trainingOnMain), in
/// this version any treasury on main (mainnetPrerelease), fewer than two founders.
[[nodiscard]] base::Result<Genesis, Error> parseGenesis(const crypto::SignedObject& object);

} // namespace strongroom::authority
