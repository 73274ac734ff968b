// One output script of a descriptor, with everything that a PSBT says about it and a signer needs: the
// scripts behind its hashes, its keys with their paths, its taproot tree. Values, any thread.
#pragma once

#include "base/bytes.h"
#include "bitcoin/bip32.h"
#include "bitcoin/taproot.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::descriptor {

using base::Bytes;
using base::ByteSpan;

/// What a MuSig2 key is made of (BIP327, BIP373): the aggregate before any derivation, and its participants
/// in the order of aggregation.
struct MusigKey {
    crypto::PublicKey aggregate;
    std::vector<crypto::PublicKey> participants;

    friend bool operator==(const MusigKey&, const MusigKey&) = default;
};

/// One key of one derived script.
struct DerivedKey {
    crypto::PublicKey key;            ///< Of a taproot script: with the parity it has before it is x-only.
    bitcoin::Fingerprint fingerprint; ///< Of the origin, else of the key as written.
    bitcoin::DerivationPath path;     ///< From that fingerprint's key down to `key`.
    std::size_t keyIndex;             ///< Its place in Descriptor::keys().
    std::optional<MusigKey> musig = std::nullopt; ///< Of `musig()` keys only.
};

/// One script of a taproot tree.
struct TapLeaf {
    Bytes script;
    std::uint8_t version = bitcoin::TAPSCRIPT_LEAF_VERSION;
    std::uint8_t depth = 0;        ///< 0 for the only leaf, at most 128 (BIP371's tree field).
    crypto::Hash256 hash;          ///< BIP341's tapleaf hash.
    Bytes controlBlock;            ///< Leaf version and parity, internal key, merkle path.
    std::vector<std::size_t> keys; ///< Places in DerivedScript::keys, in script order.
};

struct DerivedScript {
    Bytes scriptPubKey;
    Bytes redeemScript;  ///< Empty unless sh.
    Bytes witnessScript; ///< Empty unless wsh or sh(wsh).
    std::vector<DerivedKey>
        keys; ///< In the order of the descriptor; sorted (BIP67) where it is one sortedmulti.
    std::optional<crypto::XOnlyPublicKey> internalKey; ///< tr only; it is keys[0].
    std::optional<crypto::XOnlyPublicKey> outputKey;   ///< tr and rawtr only.
    std::optional<crypto::Hash256> merkleRoot;         ///< tr with a tree only.
    std::vector<TapLeaf> leaves;                       ///< tr with a tree only: as the text lists them.

    /// The hashes of the leaves that have this key, sorted: what PSBT_IN_TAP_BIP32_DERIVATION (BIP371) says
    /// of it. Empty for a key that signs by key path alone.
    [[nodiscard]] std::vector<crypto::Hash256> leafHashesOf(const crypto::XOnlyPublicKey& key) const;
};

} // namespace strongroom::descriptor
