// The one Bitcoin key of an air-gapped station, as its seat keeps it in the file `station-key`: what is
// public about it, and its words in a passphrase envelope (docs/formats/seat.md). A value.
#pragma once

#include "bitcoin/bip32.h"
#include "bitcoin/network.h"
#include "crypto/passphrase_envelope.h"

#include <optional>
#include <string>

namespace strongroom::signer {

struct StationKey {
    std::string label; ///< What people call the station; plain text.
    bitcoin::Network network = bitcoin::Network::regtest;
    crypto::KdfUse use = crypto::KdfUse::real;
    std::string path;        ///< Of the account: "m/48h/1h/0h/2h".
    std::string fingerprint; ///< Of the master key: 8 hex digits.
    std::string xpub;        ///< Of the account.
    bool wordsShown = false; ///< For the paper backup, once.
    base::Bytes envelope;    ///< Purpose cold-key.
};

inline constexpr std::size_t MAX_STATION_KEY_FILE = 16'384;
inline constexpr std::size_t MAX_STATION_LABEL = 64; ///< Bytes.

/// A cold vault's cosigners: BIP48, account 0, P2WSH.
[[nodiscard]] std::string coldAccountPath(bitcoin::Network network);
/// "real" or "training", as requests to the child say it.
[[nodiscard]] std::string_view name(crypto::KdfUse use);

[[nodiscard]] base::Bytes toBytes(const StationKey& key);
[[nodiscard]] std::optional<StationKey> parseStationKey(base::ByteSpan bytes);

} // namespace strongroom::signer
