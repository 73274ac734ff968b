// Vaults: who holds which keys, their addresses and coins.
#pragma once

#include "service/overview.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct VaultKey {
    std::string holder; ///< A person, a station, or "hot signer".
    std::string fingerprint;
    std::string path;
    std::string xpub;
};

struct VaultDetail {
    std::string id;
    std::string name;
    std::string tier;
    std::string network;
    std::string descriptor;
    std::string descriptorDigest; ///< Hex of 128 bits, for comparing by voice.
    std::string scriptType;
    int threshold = 1;
    std::vector<VaultKey> keys;
    Balance balance;
    std::string firstReceiveAddress;
    std::string firstChangeAddress;
    /// "Any 2 of …; after about 90 days without movement, …": who may spend when. Empty for a vault without a
    /// recovery path.
    std::string recoverySentence;
    std::string stateSentence; ///< "In use." "Proposed: waiting for Ben."
    /// Set while it is not in use: a change names it that others have to sign.
    std::optional<base::UnixTime> proposedAt;
    bool iMayApprove = false; ///< The person at this desk is one of them.
};

struct VaultAddress {
    std::string address;
    std::uint32_t branch;
    std::uint32_t index;
    std::string label;
    base::Amount received;
    bool used = false;
};

struct CoinRow {
    std::string outpoint; ///< txid:vout
    std::string address;
    std::string label; ///< What the address was issued for; empty for change.
    base::Amount amount;
    std::optional<std::uint32_t> height; ///< Null: unconfirmed.
    bool change = false;
    bool held = false;
    std::string holdReason;
    std::string reservedBy; ///< A withdrawal's id, or empty.
};

struct VaultDraft {
    std::string name;
    std::string tier;
    std::string descriptor;
    std::vector<VaultKey> holders; ///< Fingerprint and holder are read.
};

[[nodiscard]] Outcome<std::vector<VaultDetail>> listVaults(Workspace& workspace);
[[nodiscard]] Outcome<std::vector<VaultAddress>> vaultAddresses(Workspace& workspace,
                                                                const std::string& vaultId,
                                                                std::uint32_t branch, std::uint32_t from,
                                                                std::uint32_t to);
[[nodiscard]] Outcome<std::vector<CoinRow>> vaultCoins(Workspace& workspace, const std::string& vaultId);
[[nodiscard]] Outcome<void> holdCoin(Workspace& workspace, const std::string& outpoint,
                                     const std::string& reason, const SecretText& passphrase);
[[nodiscard]] Outcome<void> releaseCoin(Workspace& workspace, const std::string& outpoint,
                                        const SecretText& passphrase);
/// Proposes a vault; it is used only when the quorum for vaults signed the head that names it.
[[nodiscard]] Outcome<std::string> addVault(Workspace& workspace, const VaultDraft& draft,
                                            const SecretText& passphrase);
[[nodiscard]] Outcome<void> approveVault(Workspace& workspace, const std::string& vaultId,
                                         const SecretText& passphrase);

} // namespace strongroom::service
