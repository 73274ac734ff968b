// A partially signed Bitcoin transaction as a value: version 0 (BIP174) or 2 (BIP370), with the taproot
// fields of BIP371 and the MuSig2 fields of BIP373.
//
// Knows no vault and believes nothing: a Psbt holds what somebody wrote. What it claims about amounts and
// owners is judged by vault::reviewSpend, its signatures by psbt/signatures.h.
//
// docs/formats/psbt-fields.md lists what is read, what is carried and what is refused.
#pragma once

#include "base/bytes.h"
#include "bitcoin/bip32.h"
#include "bitcoin/taproot.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "psbt/previous_transaction.h"
#include "psbt/stated_key.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace strongroom::psbt {

/// Large enough for 1,000 inputs whose previous transactions have 16 kB each; a transaction that relays has
/// at most 100 kB itself.
inline constexpr std::size_t MAX_PSBT_SIZE = 16U * 1024U * 1024U;
/// Per section. Twenty cosigners need about fifty; the rest is room for what we do not know.
inline constexpr std::size_t MAX_FIELDS = 1'024;
/// Of all sections together, the items of final witnesses counted in: a field takes fifty times more memory
/// than its bytes. A transaction that relays has 2,400 inputs at most, or 130 of twenty cosigners each.
inline constexpr std::size_t MAX_ALL_FIELDS = 65'536;
/// Bytes outside the witness weigh four, and nodes relay no transaction above 400,000 (Bitcoin Core's
/// MAX_STANDARD_TX_WEIGHT).
inline constexpr std::size_t MAX_UNSIGNED_TX_SIZE = 100'000;
/// Of one input's final witness: consensus allows no larger stack.
inline constexpr std::size_t MAX_WITNESS_ITEMS = 1'000;

enum class Version : std::uint8_t {
    v0 = 0, ///< BIP174: the unsigned transaction is one field.
    v2 = 2, ///< BIP370: it is put together from the fields of all sections.
};

/// BIP370's TX_MODIFIABLE: what may still be changed about the transaction.
inline constexpr std::uint8_t INPUTS_MODIFIABLE = 0x01;
inline constexpr std::uint8_t OUTPUTS_MODIFIABLE = 0x02;
inline constexpr std::uint8_t HAS_SIGHASH_SINGLE = 0x04;

/// Whole key (type and key data) → value; sorted as it is written.
using FieldMap = std::map<base::Bytes, base::Bytes>;

/// The key of a proprietary field (type 0xFC).
struct ProprietaryKey {
    base::Bytes identifier; ///< Whose field it is, e.g. "strongroom".
    std::uint64_t subtype = 0;
    base::Bytes data;
    friend auto operator<=>(const ProprietaryKey&, const ProprietaryKey&) = default;
};
using ProprietaryMap = std::map<ProprietaryKey, base::Bytes>;

/// Where a taproot key comes from, and the leaves that use it (none: it is the internal key).
struct TapDerivation {
    std::vector<crypto::Hash256> leafHashes;
    bitcoin::KeyOrigin origin;
    friend bool operator==(const TapDerivation&, const TapDerivation&) = default;
};

/// Whose signature it is, for which leaf.
struct TapScriptSigner {
    StatedXOnlyKey key;
    crypto::Hash256 leafHash;
    friend auto operator<=>(const TapScriptSigner&, const TapScriptSigner&) = default;
};

struct TapLeafScript {
    base::Bytes script;
    std::uint8_t leafVersion = bitcoin::TAPSCRIPT_LEAF_VERSION;
    friend bool operator==(const TapLeafScript&, const TapLeafScript&) = default;
};

/// One participant of one aggregate key, for the key path or one leaf (BIP373).
struct MusigSigner {
    StatedKey participant;
    StatedKey aggregate;
    std::optional<crypto::Hash256> leafHash;
    friend auto operator<=>(const MusigSigner&, const MusigSigner&) = default;
};

enum class PreimageKind : std::uint8_t { ripemd160, sha256, hash160, hash256 };
struct PreimageKey {
    PreimageKind kind;
    base::Bytes hash; ///< 20 or 32 bytes, as its kind has it.
    friend auto operator<=>(const PreimageKey&, const PreimageKey&) = default;
};

struct PsbtInput {
    std::optional<PreviousTransaction> nonWitnessUtxo;
    std::optional<bitcoin::TxOut> witnessUtxo;
    std::map<StatedKey, base::Bytes> partialSigs; ///< DER signature and hash type byte.
    std::optional<std::uint32_t> sighashType;
    std::optional<base::Bytes> redeemScript;
    std::optional<base::Bytes> witnessScript;
    std::map<StatedKey, bitcoin::KeyOrigin> bip32;
    std::optional<base::Bytes> finalScriptSig;
    std::optional<std::vector<base::Bytes>> finalScriptWitness;
    std::map<PreimageKey, base::Bytes>
        preimages; ///< Claims: whether they hash to their keys is asked at use.
    std::optional<std::uint32_t> requiredTimeLocktime;   ///< Version 2 only.
    std::optional<std::uint32_t> requiredHeightLocktime; ///< Version 2 only.
    std::optional<base::Bytes> tapKeySig;                ///< 64 bytes (DEFAULT), or 65 with the hash type.
    std::map<TapScriptSigner, base::Bytes> tapScriptSigs;
    std::map<base::Bytes, TapLeafScript> tapLeafScripts; ///< By control block.
    std::map<StatedXOnlyKey, TapDerivation> tapBip32;
    std::optional<StatedXOnlyKey> tapInternalKey;
    std::optional<crypto::Hash256> tapMerkleRoot;
    std::map<StatedKey, std::vector<StatedKey>> musigParticipants; ///< By aggregate key.
    std::map<MusigSigner, base::Bytes> musigPubNonces;             ///< 66 bytes.
    std::map<MusigSigner, base::Bytes> musigPartialSigs;           ///< 32 bytes.
    ProprietaryMap proprietary;
    FieldMap unknown; ///< Every other field, carried as it came.

    friend bool operator==(const PsbtInput&, const PsbtInput&) = default;
};

struct PsbtOutput {
    std::optional<base::Bytes> redeemScript;
    std::optional<base::Bytes> witnessScript;
    std::map<StatedKey, bitcoin::KeyOrigin> bip32;
    std::optional<StatedXOnlyKey> tapInternalKey;
    std::optional<base::Bytes> tapTree; ///< As BIP371 writes it, a full tree; see psbt/tap_tree.h.
    std::map<StatedXOnlyKey, TapDerivation> tapBip32;
    std::map<StatedKey, std::vector<StatedKey>> musigParticipants; ///< By aggregate key.
    ProprietaryMap proprietary;
    FieldMap unknown; ///< Every other field, carried as it came.

    friend bool operator==(const PsbtOutput&, const PsbtOutput&) = default;
};

/// `inputs` and `outputs` are as many as those of `tx`, whose scriptSigs and witnesses are empty.
struct Psbt {
    Version version = Version::v0;
    /// Of version 2 with the lock time that its fields determine (psbt/locktime.h).
    bitcoin::Transaction tx;
    std::optional<std::uint32_t> fallbackLocktime;   ///< Version 2 only.
    std::optional<std::uint8_t> modifiable;          ///< Version 2 only: TX_MODIFIABLE; absent is 0.
    std::map<base::Bytes, bitcoin::KeyOrigin> xpubs; ///< Serialised extended key (78 bytes) → its origin.
    std::vector<PsbtInput> inputs;
    std::vector<PsbtOutput> outputs;
    ProprietaryMap proprietary;
    FieldMap unknown; ///< Every other global field, carried as it came.

    friend bool operator==(const Psbt&, const Psbt&) = default;
};

/// The creator of BIP174: nothing but the unsigned transaction. Its scriptSigs and witnesses must be empty.
[[nodiscard]] Psbt fromUnsigned(bitcoin::Transaction tx);

} // namespace strongroom::psbt
