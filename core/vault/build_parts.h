// What every way of building a spend has in common. Internal to the module.
#pragma once

#include "base/ports.h"
#include "base/result.h"
#include "vault/build.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::vault {

[[nodiscard]] base::Result<descriptor::DerivedScript, Error> scriptAt(const Vault& vault, ScriptPlace place);

/// As BIP371 writes it.
[[nodiscard]] base::Bytes tapTreeOf(const descriptor::DerivedScript& script);

/// Every script behind the hashes of an own input or output, its keys and their paths, and its taproot tree:
/// of an output all leaves, of an input the root alone.
template <typename Section> // PsbtInput and PsbtOutput name these fields alike
void describeScript(Section& section, const descriptor::DerivedScript& script) {
    if (!script.redeemScript.empty())
        section.redeemScript = script.redeemScript;
    if (!script.witnessScript.empty())
        section.witnessScript = script.witnessScript;
    section.tapInternalKey = script.internalKey;
    for (const descriptor::DerivedKey& key : script.keys) {
        const bitcoin::KeyOrigin origin{key.fingerprint, key.path};
        const crypto::XOnlyPublicKey xOnly = key.key.xOnly();
        if (script.internalKey)
            section.tapBip32.emplace(xOnly, psbt::TapDerivation{script.leafHashesOf(xOnly), origin});
        else
            section.bip32.emplace(key.key, origin);
    }
    if constexpr (requires { section.tapMerkleRoot; })
        section.tapMerkleRoot = script.merkleRoot;
    else if (!script.leaves.empty())
        section.tapTree = tapTreeOf(script);
}

/// Of a transaction with these outputs and no input yet, with the marker.
[[nodiscard]] std::int64_t weightOf(const std::vector<bitcoin::TxOut>& outputs);
/// With the largest signatures that the vault's descriptor allows.
[[nodiscard]] std::int64_t signedSize(const Vault& vault, std::size_t inputs,
                                      const std::vector<bitcoin::TxOut>& outputs);

/// As Bitcoin Core: mostly the tip, now and then up to 100 blocks less, so that late signers do not stand
/// out. 0 without a tip.
[[nodiscard]] std::uint32_t lockTimeFor(std::optional<std::uint32_t> tipHeight, base::Random& random);

/// The whole previous transaction, where the coin's script stands in the vault, and of a tree the one leaf of
/// `plan`, by which all sign (ATTACKS A64).
[[nodiscard]] base::Result<void, Error> describeInput(psbt::PsbtInput& input, const Vault& vault,
                                                      const Coin& coin,
                                                      const PreviousTransactions& previousTransactions,
                                                      const std::optional<descriptor::SpendPlan>& plan);

/// The ceilings that no policy loosens.
[[nodiscard]] base::Result<void, Error> checkFeeLimits(const BuiltSpend& spend, const ReviewLimits& limits);

} // namespace strongroom::vault
