#include "psbt/field_map.h"
#include "psbt/section_codecs.h"

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

/// BIP174 and BIP371, "PSBT_IN_…"; those from 0x0E to 0x12 are BIP370's and belong to version 2 only.
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
    PREVIOUS_TXID = 0x0E,
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
};

constexpr std::size_t MAX_ECDSA_SIGNATURE = 73; // strict DER and the hash type byte
constexpr std::size_t SCHNORR_SIGNATURE = 64;
constexpr std::size_t CONTROL_BLOCK_BASE = 33; // BIP341
constexpr std::size_t CONTROL_BLOCK_NODE = 32;
constexpr std::size_t CONTROL_BLOCK_MAX_DEPTH = 128;

Result<bitcoin::TxOut, Error> readTxOut(ByteSpan value) {
    base::ByteReader reader(value);
    STRONGROOM_ASSIGN(const std::uint64_t satoshi, lift(reader.u64()));
    const auto amount = base::Amount::fromSatoshi(static_cast<std::int64_t>(satoshi));
    if (!amount)
        return Unexpected(Error::badAmount);
    STRONGROOM_ASSIGN(const ByteSpan script, lift(reader.takeWithLength()));
    if (!reader.expectEnd())
        return Unexpected(Error::valueLength);
    return bitcoin::TxOut{*amount, base::toBytes(script)};
}

Result<std::vector<Bytes>, Error> readWitness(ByteSpan value) {
    base::ByteReader reader(value);
    std::vector<Bytes> witness;
    const auto count = reader.compactSize();
    if (!count || *count > MAX_WITNESS_ITEMS)
        return Unexpected(Error::badWitness);
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto item = reader.takeWithLength();
        if (!item)
            return Unexpected(Error::badWitness);
        witness.push_back(base::toBytes(*item));
    }
    if (!reader.expectEnd())
        return Unexpected(Error::badWitness);
    return witness;
}

bool isSchnorrSignature(ByteSpan value) {
    return value.size() == SCHNORR_SIGNATURE || value.size() == SCHNORR_SIGNATURE + 1;
}

bool isControlBlock(ByteSpan data) {
    return data.size() >= CONTROL_BLOCK_BASE &&
           (data.size() - CONTROL_BLOCK_BASE) % CONTROL_BLOCK_NODE == 0 &&
           (data.size() - CONTROL_BLOCK_BASE) / CONTROL_BLOCK_NODE <= CONTROL_BLOCK_MAX_DEPTH;
}

/// Fields that are carried without being used still have to have the shape their BIP gives them.
Result<void, Error> checkCarriedShape(const FieldKey& key, ByteSpan value) {
    switch (key.type) {
    case POR_COMMITMENT:
        return expectNoKeyData(key.data);
    case RIPEMD160:
    case HASH160:
        return key.data.size() == 20 ? Result<void, Error>() : Unexpected(Error::keyLength);
    case SHA256:
    case HASH256:
        return key.data.size() == 32 ? Result<void, Error>() : Unexpected(Error::keyLength);
    case TAP_SCRIPT_SIG:
        if (key.data.size() != 64)
            return Unexpected(Error::keyLength);
        return isSchnorrSignature(value) ? Result<void, Error>() : Unexpected(Error::valueLength);
    case TAP_LEAF_SCRIPT:
        if (!isControlBlock(key.data))
            return Unexpected(Error::keyLength);
        return value.empty() ? Unexpected(Error::valueLength) : Result<void, Error>();
    case PREVIOUS_TXID:
    case OUTPUT_INDEX:
    case SEQUENCE:
    case REQUIRED_TIME_LOCKTIME:
    case REQUIRED_HEIGHT_LOCKTIME:
        return Unexpected(Error::version2Field);
    default:
        return {};
    }
}

Result<void, Error> decodeTapField(PsbtInput& input, const FieldKey& key, const Bytes& value) {
    if (key.type == TAP_BIP32_DERIVATION) {
        if (key.data.size() != crypto::XOnlyPublicKey::SIZE)
            return Unexpected(Error::keyLength);
        STRONGROOM_ASSIGN(const crypto::XOnlyPublicKey publicKey, readXOnly(key.data));
        STRONGROOM_ASSIGN(TapDerivation derivation, readTapDerivation(value));
        input.tapBip32.emplace(publicKey, std::move(derivation));
        return {};
    }
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (key.type == TAP_KEY_SIG) {
        if (!isSchnorrSignature(value))
            return Unexpected(Error::valueLength);
        input.tapKeySig = value;
        return {};
    }
    if (value.size() != crypto::Hash256::SIZE)
        return Unexpected(Error::valueLength);
    if (key.type == TAP_INTERNAL_KEY) {
        STRONGROOM_ASSIGN(input.tapInternalKey, readXOnly(value));
    } else {
        input.tapMerkleRoot = crypto::Hash256::from(value);
    }
    return {};
}

/// Fields whose key is the type alone.
Result<void, Error> decodeSingleField(PsbtInput& input, const FieldKey& key, const Bytes& value) {
    STRONGROOM_TRY(expectNoKeyData(key.data));
    switch (key.type) {
    case NON_WITNESS_UTXO: {
        auto previous = bitcoin::Transaction::parse(value);
        if (!previous)
            return Unexpected(previous.error() == bitcoin::Error::amountRange
                                  ? Error::badAmount
                                  : Error::badPreviousTransaction);
        input.nonWitnessUtxo = std::move(previous).value();
        return {};
    }
    case WITNESS_UTXO: {
        STRONGROOM_ASSIGN(input.witnessUtxo, readTxOut(value));
        return {};
    }
    case SIGHASH_TYPE: {
        STRONGROOM_ASSIGN(input.sighashType, readU32(value));
        return {};
    }
    case REDEEM_SCRIPT:
        input.redeemScript = value;
        return {};
    case WITNESS_SCRIPT:
        input.witnessScript = value;
        return {};
    case FINAL_SCRIPTSIG:
        input.finalScriptSig = value;
        return {};
    default: {
        STRONGROOM_ASSIGN(input.finalScriptWitness, readWitness(value));
        return {};
    }
    }
}

Result<void, Error> decodeField(PsbtInput& input, const Bytes& rawKey, const Bytes& value) {
    STRONGROOM_ASSIGN(const FieldKey key, splitKey(rawKey));
    switch (key.type) {
    case NON_WITNESS_UTXO:
    case WITNESS_UTXO:
    case SIGHASH_TYPE:
    case REDEEM_SCRIPT:
    case WITNESS_SCRIPT:
    case FINAL_SCRIPTSIG:
    case FINAL_SCRIPTWITNESS:
        return decodeSingleField(input, key, value);
    case PARTIAL_SIG: {
        STRONGROOM_ASSIGN(const crypto::PublicKey publicKey, readPublicKey(key.data));
        if (value.empty() || value.size() > MAX_ECDSA_SIGNATURE)
            return Unexpected(Error::valueLength);
        input.partialSigs.emplace(publicKey, value);
        return {};
    }
    case BIP32_DERIVATION: {
        STRONGROOM_ASSIGN(const crypto::PublicKey publicKey, readPublicKey(key.data));
        STRONGROOM_ASSIGN(bitcoin::KeyOrigin origin, readKeyOrigin(value));
        input.bip32.emplace(publicKey, std::move(origin));
        return {};
    }
    case TAP_KEY_SIG:
    case TAP_BIP32_DERIVATION:
    case TAP_INTERNAL_KEY:
    case TAP_MERKLE_ROOT:
        return decodeTapField(input, key, value);
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        input.proprietary.emplace(std::move(proprietary), value);
        return {};
    }
    default:
        STRONGROOM_TRY(checkCarriedShape(key, value));
        input.unknown.emplace(rawKey, value);
        return {};
    }
}

void encodeTapFields(FieldMap& fields, const PsbtInput& input) {
    if (input.tapKeySig)
        fields.emplace(makeKey(TAP_KEY_SIG), *input.tapKeySig);
    for (const auto& [publicKey, derivation] : input.tapBip32)
        fields.emplace(makeKey(TAP_BIP32_DERIVATION, publicKey.span()), writeTapDerivation(derivation));
    if (input.tapInternalKey)
        fields.emplace(makeKey(TAP_INTERNAL_KEY), base::toBytes(input.tapInternalKey->span()));
    if (input.tapMerkleRoot)
        fields.emplace(makeKey(TAP_MERKLE_ROOT), base::toBytes(input.tapMerkleRoot->span()));
}

} // namespace

Result<PsbtInput, Error> decodeInput(const FieldMap& fields) {
    PsbtInput input;
    for (const auto& [key, value] : fields)
        STRONGROOM_TRY(decodeField(input, key, value));
    return input;
}

FieldMap encodeInput(const PsbtInput& input) {
    FieldMap fields = input.unknown;
    if (input.nonWitnessUtxo)
        fields.emplace(makeKey(NON_WITNESS_UTXO), input.nonWitnessUtxo->serialize());
    if (input.witnessUtxo)
        fields.emplace(makeKey(WITNESS_UTXO),
                       base::ByteWriter()
                           .u64(static_cast<std::uint64_t>(input.witnessUtxo->amount.satoshi()))
                           .bytesWithLength(input.witnessUtxo->scriptPubKey)
                           .take());
    for (const auto& [publicKey, signature] : input.partialSigs)
        fields.emplace(makeKey(PARTIAL_SIG, publicKey.span()), signature);
    if (input.sighashType)
        fields.emplace(makeKey(SIGHASH_TYPE), writeU32(*input.sighashType));
    if (input.redeemScript)
        fields.emplace(makeKey(REDEEM_SCRIPT), *input.redeemScript);
    if (input.witnessScript)
        fields.emplace(makeKey(WITNESS_SCRIPT), *input.witnessScript);
    for (const auto& [publicKey, origin] : input.bip32)
        fields.emplace(makeKey(BIP32_DERIVATION, publicKey.span()), writeKeyOrigin(origin));
    if (input.finalScriptSig)
        fields.emplace(makeKey(FINAL_SCRIPTSIG), *input.finalScriptSig);
    if (input.finalScriptWitness) {
        base::ByteWriter witness;
        witness.compactSize(input.finalScriptWitness->size());
        for (const Bytes& item : *input.finalScriptWitness)
            witness.bytesWithLength(item);
        fields.emplace(makeKey(FINAL_SCRIPTWITNESS), witness.take());
    }
    encodeTapFields(fields, input);
    addProprietary(fields, input.proprietary);
    return fields;
}

} // namespace strongroom::psbt
