#include "psbt/input_fields.h"
#include "psbt/locktime.h"
#include "psbt/section_codecs.h"

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

/// The fields of version 2 without which there is no transaction.
struct Seen {
    bool txid = false;
    bool index = false;
};

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

Result<PreviousTransaction, Error> readPreviousTransaction(ByteSpan value) {
    auto previous = PreviousTransaction::parse(value);
    if (!previous)
        return Unexpected(previous.error() == bitcoin::Error::amountRange ? Error::badAmount
                                                                          : Error::badPreviousTransaction);
    return std::move(previous).value();
}

bool isVersion2Type(std::uint64_t type) {
    return type >= PREVIOUS_TXID && type <= REQUIRED_HEIGHT_LOCKTIME;
}

/// BIP370's fields: four bytes each but the txid.
Result<void, Error> decodeVersion2Field(DecodedInput& input, Seen& seen, const FieldKey& key,
                                        ByteSpan value) {
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (key.type == PREVIOUS_TXID) {
        const auto txid = bitcoin::Txid::from(value);
        if (!txid)
            return Unexpected(Error::valueLength);
        input.txIn.prevout.txid = *txid;
        seen.txid = true;
        return {};
    }
    STRONGROOM_ASSIGN(const std::uint32_t number, readU32(value));
    switch (key.type) {
    case OUTPUT_INDEX:
        input.txIn.prevout.vout = number;
        seen.index = true;
        return {};
    case SEQUENCE:
        input.txIn.sequence = number;
        return {};
    case REQUIRED_TIME_LOCKTIME:
        if (number < FIRST_LOCKTIME_TIME)
            return Unexpected(Error::badLocktime);
        input.fields.requiredTimeLocktime = number;
        return {};
    default:
        if (number == 0 || number >= FIRST_LOCKTIME_TIME)
            return Unexpected(Error::badLocktime);
        input.fields.requiredHeightLocktime = number;
        return {};
    }
}

/// Fields whose key is the type alone.
Result<void, Error> decodeSingleField(PsbtInput& input, const FieldKey& key, ByteSpan value) {
    STRONGROOM_TRY(expectNoKeyData(key.data));
    switch (key.type) {
    case NON_WITNESS_UTXO: {
        STRONGROOM_ASSIGN(input.nonWitnessUtxo, readPreviousTransaction(value));
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
        input.redeemScript = base::toBytes(value);
        return {};
    case WITNESS_SCRIPT:
        input.witnessScript = base::toBytes(value);
        return {};
    case FINAL_SCRIPTSIG:
        input.finalScriptSig = base::toBytes(value);
        return {};
    default: {
        STRONGROOM_ASSIGN(input.finalScriptWitness, readWitness(value));
        return {};
    }
    }
}

Result<void, Error> decodePreimage(PsbtInput& input, const FieldKey& key, ByteSpan value) {
    const PreimageKind kind = preimageKind(key.type);
    if (key.data.size() != hashSize(kind))
        return Unexpected(Error::keyLength);
    input.preimages.emplace(PreimageKey{kind, base::toBytes(key.data)}, base::toBytes(value));
    return {};
}

Result<void, Error> decodeField(PsbtInput& input, const FieldKey& key, const FieldView& field) {
    switch (key.type) {
    case NON_WITNESS_UTXO:
    case WITNESS_UTXO:
    case SIGHASH_TYPE:
    case REDEEM_SCRIPT:
    case WITNESS_SCRIPT:
    case FINAL_SCRIPTSIG:
    case FINAL_SCRIPTWITNESS:
        return decodeSingleField(input, key, field.value);
    case PARTIAL_SIG: {
        STRONGROOM_ASSIGN(const StatedKey publicKey, readPublicKey(key.data));
        if (field.value.empty() || field.value.size() > MAX_ECDSA_SIGNATURE)
            return Unexpected(Error::valueLength);
        input.partialSigs.emplace(publicKey, base::toBytes(field.value));
        return {};
    }
    case BIP32_DERIVATION: {
        STRONGROOM_ASSIGN(const StatedKey publicKey, readPublicKey(key.data));
        STRONGROOM_ASSIGN(bitcoin::KeyOrigin origin, readKeyOrigin(field.value));
        input.bip32.emplace(publicKey, std::move(origin));
        return {};
    }
    case RIPEMD160:
    case SHA256:
    case HASH160:
    case HASH256:
        return decodePreimage(input, key, field.value);
    case TAP_KEY_SIG:
    case TAP_SCRIPT_SIG:
    case TAP_LEAF_SCRIPT:
    case TAP_BIP32_DERIVATION:
    case TAP_INTERNAL_KEY:
    case TAP_MERKLE_ROOT:
        return decodeTapField(input, key, field.value);
    case MUSIG2_PARTICIPANT_PUBKEYS:
    case MUSIG2_PUB_NONCE:
    case MUSIG2_PARTIAL_SIG:
        return decodeMusigField(input, key, field.value);
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        input.proprietary.emplace(std::move(proprietary), base::toBytes(field.value));
        return {};
    }
    case POR_COMMITMENT:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        [[fallthrough]];
    default:
        input.unknown.emplace(base::toBytes(field.key), base::toBytes(field.value));
        return {};
    }
}

void encodeVersion2Fields(FieldList& fields, const PsbtInput& input, const bitcoin::TxIn& txIn) {
    fields.addView(PREVIOUS_TXID, txIn.prevout.txid.span());
    fields.add(OUTPUT_INDEX, writeU32(txIn.prevout.vout));
    if (txIn.sequence != bitcoin::TxIn().sequence) // BIP370: what is not said is final
        fields.add(SEQUENCE, writeU32(txIn.sequence));
    if (input.requiredTimeLocktime)
        fields.add(REQUIRED_TIME_LOCKTIME, writeU32(*input.requiredTimeLocktime));
    if (input.requiredHeightLocktime)
        fields.add(REQUIRED_HEIGHT_LOCKTIME, writeU32(*input.requiredHeightLocktime));
}

void encodeUtxos(FieldList& fields, const PsbtInput& input) {
    if (input.nonWitnessUtxo)
        fields.addView(NON_WITNESS_UTXO, input.nonWitnessUtxo->bytes());
    if (input.witnessUtxo)
        fields.add(WITNESS_UTXO, base::ByteWriter()
                                     .u64(static_cast<std::uint64_t>(input.witnessUtxo->amount.satoshi()))
                                     .bytesWithLength(input.witnessUtxo->scriptPubKey)
                                     .take());
}

void encodeFinal(FieldList& fields, const PsbtInput& input) {
    if (input.finalScriptSig)
        fields.addView(FINAL_SCRIPTSIG, *input.finalScriptSig);
    if (!input.finalScriptWitness)
        return;
    base::ByteWriter witness;
    witness.compactSize(input.finalScriptWitness->size());
    for (const Bytes& item : *input.finalScriptWitness)
        witness.bytesWithLength(item);
    fields.add(FINAL_SCRIPTWITNESS, witness.take());
}

} // namespace

Result<DecodedInput, Error> decodeInput(std::span<const FieldView> fields, Version version) {
    DecodedInput input;
    Seen seen;
    for (const FieldView& field : fields) {
        STRONGROOM_ASSIGN(const FieldKey key, splitKey(field.key));
        if (!isVersion2Type(key.type))
            STRONGROOM_TRY(decodeField(input.fields, key, field));
        else if (version == Version::v0)
            return Unexpected(Error::version2Field);
        else
            STRONGROOM_TRY(decodeVersion2Field(input, seen, key, field.value));
    }
    if (version == Version::v2 && (!seen.txid || !seen.index))
        return Unexpected(Error::missingVersion2Field);
    return input;
}

FieldList encodeInput(const PsbtInput& input, const bitcoin::TxIn& txIn, Version version) {
    FieldList fields;
    encodeUtxos(fields, input);
    for (const auto& [publicKey, signature] : input.partialSigs)
        fields.add(PARTIAL_SIG, publicKey.span(), signature);
    if (input.sighashType)
        fields.add(SIGHASH_TYPE, writeU32(*input.sighashType));
    if (input.redeemScript)
        fields.addView(REDEEM_SCRIPT, *input.redeemScript);
    if (input.witnessScript)
        fields.addView(WITNESS_SCRIPT, *input.witnessScript);
    for (const auto& [publicKey, origin] : input.bip32)
        fields.add(BIP32_DERIVATION, publicKey.span(), writeKeyOrigin(origin));
    encodeFinal(fields, input);
    for (const auto& [key, preimage] : input.preimages)
        fields.add(preimageType(key.kind), key.hash, preimage);
    if (version == Version::v2)
        encodeVersion2Fields(fields, input, txIn);
    encodeTapFields(fields, input);
    encodeMusigFields(fields, input);
    fields.addAll(input.proprietary);
    fields.addAll(input.unknown);
    return fields;
}

} // namespace strongroom::psbt
