// A partially signed Bitcoin transaction, version 0 (BIP174, taproot fields of BIP371), as a value.
//
// Knows no vault and believes nothing: a Psbt holds what somebody wrote. What it claims about amounts and
// owners is judged by vault::reviewSpend, its signatures by psbt/signatures.h.
//
// docs/formats/psbt-fields.md lists what is read, what is carried and what is refused.
#pragma once

#include "base/bytes.h"
#include "bitcoin/bip32.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

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
/// Of all sections together: a field takes fifty times more memory than its bytes. A transaction that relays
/// has 2,400 inputs at most, or 130 of twenty cosigners each.
inline constexpr std::size_t MAX_ALL_FIELDS = 65'536;
/// Bytes outside the witness weigh four, and nodes relay no transaction above 400,000 (Bitcoin Core's
/// MAX_STANDARD_TX_WEIGHT).
inline constexpr std::size_t MAX_UNSIGNED_TX_SIZE = 100'000;
/// Of one input's final witness: consensus allows no larger stack.
inline constexpr std::size_t MAX_WITNESS_ITEMS = 1'000;

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

struct PsbtInput {
    std::optional<bitcoin::Transaction> nonWitnessUtxo;
    std::optional<bitcoin::TxOut> witnessUtxo;
    std::map<crypto::PublicKey, base::Bytes> partialSigs; ///< DER signature and hash type byte.
    std::optional<std::uint32_t> sighashType;
    std::optional<base::Bytes> redeemScript;
    std::optional<base::Bytes> witnessScript;
    std::map<crypto::PublicKey, bitcoin::KeyOrigin> bip32;
    std::optional<base::Bytes> finalScriptSig;
    std::optional<std::vector<base::Bytes>> finalScriptWitness;
    std::optional<base::Bytes> tapKeySig; ///< 64 bytes (DEFAULT), or 65 with the hash type.
    std::optional<crypto::XOnlyPublicKey> tapInternalKey;
    std::map<crypto::XOnlyPublicKey, TapDerivation> tapBip32;
    std::optional<crypto::Hash256> tapMerkleRoot;
    ProprietaryMap proprietary;
    FieldMap unknown; ///< Every other field, carried as it came.

    friend bool operator==(const PsbtInput&, const PsbtInput&) = default;
};

struct PsbtOutput {
    std::optional<base::Bytes> redeemScript;
    std::optional<base::Bytes> witnessScript;
    std::map<crypto::PublicKey, bitcoin::KeyOrigin> bip32;
    std::optional<crypto::XOnlyPublicKey> tapInternalKey;
    std::map<crypto::XOnlyPublicKey, TapDerivation> tapBip32;
    ProprietaryMap proprietary;
    FieldMap unknown; ///< Every other field, carried as it came.

    friend bool operator==(const PsbtOutput&, const PsbtOutput&) = default;
};

/// `inputs` and `outputs` are as many as those of `tx`, whose scriptSigs and witnesses are empty.
struct Psbt {
    bitcoin::Transaction tx;
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
