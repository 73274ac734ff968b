// The four networks, and what distinguishes them in text: names, address prefixes, coin types. A wrong
// network is refused wherever a text names one (ATTACKS A43, A44).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::bitcoin {

enum class Network : std::uint8_t { main, test, signet, regtest };

inline constexpr std::array ALL_NETWORKS{Network::main, Network::test, Network::signet, Network::regtest};

/// "main", "test", "signet", "regtest": as on the command line and in signed objects.
[[nodiscard]] std::string_view name(Network network);
[[nodiscard]] std::optional<Network> parseNetwork(std::string_view name);

/// BIP173: bc, tb (test and signet alike), bcrt.
[[nodiscard]] std::string_view bech32Prefix(Network network);
/// Version byte of pay-to-pubkey-hash addresses; the three test networks share it.
[[nodiscard]] std::uint8_t p2pkhVersion(Network network);
/// Version byte of pay-to-script-hash addresses; the three test networks share it.
[[nodiscard]] std::uint8_t p2shVersion(Network network);
/// SLIP44, used hardened in key paths: 0 on main, 1 on every test network.
[[nodiscard]] std::uint32_t coinType(Network network);

/// Extended keys know only two kinds of network (BIP32: xpub, tpub).
enum class KeyNetwork : std::uint8_t { main, test };
[[nodiscard]] KeyNetwork keyNetwork(Network network);

} // namespace strongroom::bitcoin
