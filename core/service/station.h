// The air-gapped station: provisioned with the treasury's genesis and registration bundle, it holds one key
// of a cold vault, reviews requests from its own registrations, and signs through its own signer process.
#pragma once

#include "service/withdrawals.h"

#include <memory>

namespace strongroom::service {

struct StationCard {
    std::string folder;
    std::string treasuryName;
    std::string genesisDigest; ///< Read aloud by two people; ≥ 128 bits in groups.
    std::int64_t authorityVersion = 0;
    std::string authoritySentence; ///< "Policy 7, officers as of 3 Nov (17 days old)."
    std::string fingerprint;       ///< Of this station's key; empty until one exists.
    std::string xpub;
    std::string path;
};

enum class StationKeyOrigin : std::uint8_t { created, imported };

struct StationSetup {
    std::string folder;
    std::string label;
    std::string network;
};

/// What the station shows before it offers to sign; the text comes from its signer process.
struct StationReview {
    WithdrawalDetail detail;
    bool maySign = false;
    std::string refusal; ///< A sentence, when maySign is false.
    std::string refusalCode;
};

class Station {
public:
    virtual ~Station() = default;
    [[nodiscard]] virtual StationCard card() const = 0;
    [[nodiscard]] virtual Outcome<StationReview> review(base::ByteSpan request) = 0;
    /// The PSBT with this station's signatures and receipt added.
    [[nodiscard]] virtual Outcome<base::Bytes> sign(base::ByteSpan request, const std::string& shownDigest,
                                                    const SecretText& passphrase) = 0;
    /// Takes a newer registration bundle (heads only ever go up).
    [[nodiscard]] virtual Outcome<StationCard> updateRegistration(base::ByteSpan bundle) = 0;
};

/// First run, step one: a key of its own. With an imported key `mnemonic` has the words.
[[nodiscard]] Outcome<StationCard> createStation(const Ports& ports, const StationSetup& setup,
                                                 StationKeyOrigin origin, const SecretText& mnemonic,
                                                 const SecretText& passphrase);
/// Step two: genesis and registration. `confirmedDigest` is what two people read aloud.
[[nodiscard]] Outcome<StationCard> provisionStation(const Ports& ports, const std::string& folder,
                                                    base::ByteSpan registrationBundle,
                                                    const std::string& confirmedDigest);
[[nodiscard]] Outcome<std::unique_ptr<Station>> openStation(const Ports& ports, const std::string& folder);
/// The key's words, once, right after creation: for the paper backup. Opened by the passphrase.
[[nodiscard]] Outcome<SecretText> stationWords(const Ports& ports, const std::string& folder,
                                               const SecretText& passphrase);

} // namespace strongroom::service
