// The types of input fields and the families of them that have files of their own. Internal to the module.
#pragma once

#include "psbt/field_map.h"
#include "psbt/psbt.h"

namespace strongroom::psbt {

/// BIP174, BIP370, BIP371 and BIP373, "PSBT_IN_…".
enum InputType : std::uint64_t {
    NON_WITNESS_UTXO = 0x00,
    WITNESS_UTXO = 0x01,
    PARTIAL_SIG = 0x02,
    SIGHASH_TYPE = 0x03,
    REDEEM_SCRIPT = 0x04,
    WITNESS_SCRIPT = 0x05,
    BIP32_DERIVATION = 0x06,
    FINAL_SCRIPTSIG = 0x07,
    FINAL_SCRIPTWITNESS = 0x08,
    POR_COMMITMENT = 0x09,
    RIPEMD160 = 0x0A,
    SHA256 = 0x0B,
    HASH160 = 0x0C,
    HASH256 = 0x0D,
    PREVIOUS_TXID = 0x0E, // 0x0E to 0x12: version 2 only
    OUTPUT_INDEX = 0x0F,
    SEQUENCE = 0x10,
    REQUIRED_TIME_LOCKTIME = 0x11,
    REQUIRED_HEIGHT_LOCKTIME = 0x12,
    TAP_KEY_SIG = 0x13,
    TAP_SCRIPT_SIG = 0x14,
    TAP_LEAF_SCRIPT = 0x15,
    TAP_BIP32_DERIVATION = 0x16,
    TAP_INTERNAL_KEY = 0x17,
    TAP_MERKLE_ROOT = 0x18,
    MUSIG2_PARTICIPANT_PUBKEYS = 0x1A,
    MUSIG2_PUB_NONCE = 0x1B,
    MUSIG2_PARTIAL_SIG = 0x1C,
};

inline constexpr std::size_t MAX_ECDSA_SIGNATURE = 73; ///< Strict DER and the hash type byte.

/// Of the types RIPEMD160 to HASH256.
[[nodiscard]] PreimageKind preimageKind(std::uint64_t type);
[[nodiscard]] std::uint64_t preimageType(PreimageKind kind);
[[nodiscard]] std::size_t hashSize(PreimageKind kind);

/// BIP371.
[[nodiscard]] base::Result<void, Error> decodeTapField(PsbtInput& input, const FieldKey& key,
                                                       base::ByteSpan value);
void encodeTapFields(FieldList& fields, const PsbtInput& input);

/// BIP373.
[[nodiscard]] base::Result<void, Error> decodeMusigField(PsbtInput& input, const FieldKey& key,
                                                         base::ByteSpan value);
void encodeMusigFields(FieldList& fields, const PsbtInput& input);

} // namespace strongroom::psbt
