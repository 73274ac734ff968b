// The air-gapped station: provisioned with the treasury's genesis and registration bundle, it holds one key
// of a cold vault, reviews requests from its own registrations, and signs through its own signer process.
#pragma once

#include "service/signed_messages.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct StationCard {
    std::string folder;
    std::string label;
    std::string network;
    bool training = false;
    std::string fingerprint; ///< Of this station's key.
    std::string xpub;        ///< Of its account, for the vault's descriptor: "[fingerprint/path]xpub".
    std::string path;
    bool wordsShown = false;
    /// From here on empty or 0 until the station is provisioned.
    std::string treasuryName;
    std::string genesisDigest; ///< 64 hex digits.
    std::int64_t authorityVersion = 0;
    std::string authoritySentence; ///< "Policy 7, officers as of 3 Nov (17 days old)."
    std::string log;               ///< Last part of its log's origin.
    std::string logKey;            ///< Hex; to be registered with the treasury.
    bool open = false;             ///< Unlocked by its passphrase.

    [[nodiscard]] bool isProvisioned() const { return !genesisDigest.empty(); }
};

enum class StationKeyOrigin : std::uint8_t { created, imported };

struct StationSetup {
    std::string folder; ///< Absolute; made when it does not exist.
    std::string label;
    std::string network;
    bool training = false; ///< Weaker key derivation; never provisioned with a real treasury.
};

/// Words that a vault is to say, as the station read and derived them.
struct StationWords {
    std::string text;
    std::string address;
    std::string format; ///< Empty when they cannot be judged.
    std::string messageHash;
    std::vector<MessageCoin> coins;
};

/// What the station shows before it offers to sign; the text comes from its signer process.
struct StationReview {
    WithdrawalDetail detail;           ///< Of words without what is about coins that move.
    std::optional<StationWords> words; ///< Instead of a payment: nothing can be spent with them.
    bool maySign = false;
    std::string refusal; ///< A sentence, when maySign is false.
    std::string refusalCode;
};

class Station {
public:
    virtual ~Station() = default;
    [[nodiscard]] virtual const StationCard& card() const = 0;
    [[nodiscard]] virtual Outcome<StationReview> review(base::ByteSpan request) = 0;
    /// The PSBT with this station's signatures and receipt added.
    [[nodiscard]] virtual Outcome<base::Bytes> sign(base::ByteSpan request, const std::string& shownDigest,
                                                    const SecretText& passphrase) = 0;
    /// Takes a newer registration bundle (heads only ever go up).
    [[nodiscard]] virtual Outcome<StationCard> updateRegistration(base::ByteSpan bundle) = 0;
    /// Its signer process forgets the key of its journal; everything but lock() is `signer.locked` from here.
    [[nodiscard]] virtual Outcome<void> lock() = 0;
};

/// First run, step one: a key of its own. With an imported key `mnemonic` has the words. Refuses a folder
/// that has a key (`signer.station_key_exists`), and short passphrases.
[[nodiscard]] Outcome<StationCard> createStation(const Ports& ports, const StationSetup& setup,
                                                 StationKeyOrigin origin, const SecretText& mnemonic,
                                                 const SecretText& passphrase);
/// The key's words, once, before the station belongs to a treasury: for the paper backup.
[[nodiscard]] Outcome<SecretText> stationWords(const Ports& ports, const std::string& folder,
                                               const SecretText& passphrase);

/// What a registration bundle is about, for two people to compare with the office before anything is pinned.
struct RegistrationCard {
    std::string treasuryName;
    std::string network;
    bool training = false;
    std::string genesisDigest; ///< 64 hex digits, read aloud in groups.
    std::int64_t authorityVersion = 0;
    std::string authoritySentence;
    std::vector<std::string> coldVaults; ///< Names of those that the station's key is part of.
};
/// Verifies the whole bundle. `registration.malformed`, and the refusals of authority.
[[nodiscard]] Outcome<RegistrationCard> readRegistration(const Ports& ports, const std::string& folder,
                                                         base::ByteSpan bundle);
/// Step two: pins genesis and registration. `confirmedDigest` is what two people read aloud; spaces between
/// groups do not matter. The passphrase is that of the key.
[[nodiscard]] Outcome<StationCard> provisionStation(const Ports& ports, const std::string& folder,
                                                    base::ByteSpan bundle, const std::string& confirmedDigest,
                                                    const SecretText& passphrase);

/// What can be known without the passphrase. `signer.no_such_key` when the folder is no station's.
[[nodiscard]] Outcome<StationCard> readStation(const Ports& ports, const std::string& folder);
[[nodiscard]] Outcome<std::unique_ptr<Station>> openStation(const Ports& ports, const std::string& folder,
                                                            const SecretText& passphrase);

} // namespace strongroom::service
