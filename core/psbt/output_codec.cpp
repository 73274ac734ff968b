#include "psbt/section_codecs.h"
#include "psbt/tap_tree.h"

namespace strongroom::psbt {

namespace {

using base::ByteSpan;
using base::Result;
using base::Unexpected;

/// BIP174, BIP370, BIP371 and BIP373, "PSBT_OUT_…".
enum OutputType : std::uint64_t {
    REDEEM_SCRIPT = 0x00,
    WITNESS_SCRIPT = 0x01,
    BIP32_DERIVATION = 0x02,
    AMOUNT = 0x03, // 0x03 and 0x04: version 2 only
    SCRIPT = 0x04,
    TAP_INTERNAL_KEY = 0x05,
    TAP_TREE = 0x06,
    TAP_BIP32_DERIVATION = 0x07,
    MUSIG2_PARTICIPANT_PUBKEYS = 0x08,
};

/// The fields of version 2 without which there is no transaction.
struct Seen {
    bool amount = false;
    bool script = false;
};

Result<void, Error> decodeTapField(PsbtOutput& output, const FieldKey& key, ByteSpan value) {
    if (key.type == TAP_BIP32_DERIVATION) {
        STRONGROOM_ASSIGN(const StatedXOnlyKey publicKey, readXOnly(key.data));
        STRONGROOM_ASSIGN(TapDerivation derivation, readTapDerivation(value));
        output.tapBip32.emplace(publicKey, std::move(derivation));
        return {};
    }
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (key.type == TAP_TREE) {
        STRONGROOM_TRY(checkTapTree(value));
        output.tapTree = base::toBytes(value);
        return {};
    }
    const auto internalKey = StatedXOnlyKey::from(value);
    if (!internalKey)
        return Unexpected(Error::valueLength);
    output.tapInternalKey = *internalKey;
    return {};
}

Result<void, Error> decodeVersion2Field(bitcoin::TxOut& txOut, Seen& seen, const FieldKey& key,
                                        ByteSpan value) {
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (key.type == SCRIPT) {
        txOut.scriptPubKey = base::toBytes(value);
        seen.script = true;
        return {};
    }
    base::ByteReader reader(value);
    const auto satoshi = reader.u64();
    if (!satoshi || reader.remaining() != 0)
        return Unexpected(Error::valueLength);
    const auto amount = base::Amount::fromSatoshi(static_cast<std::int64_t>(*satoshi));
    if (!amount)
        return Unexpected(Error::badAmount);
    txOut.amount = *amount;
    seen.amount = true;
    return {};
}

Result<void, Error> decodeField(PsbtOutput& output, const FieldKey& key, const FieldView& field) {
    const ByteSpan value = field.value;
    switch (key.type) {
    case REDEEM_SCRIPT:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        output.redeemScript = base::toBytes(value);
        return {};
    case WITNESS_SCRIPT:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        output.witnessScript = base::toBytes(value);
        return {};
    case BIP32_DERIVATION: {
        STRONGROOM_ASSIGN(const StatedKey publicKey, readPublicKey(key.data));
        STRONGROOM_ASSIGN(bitcoin::KeyOrigin origin, readKeyOrigin(value));
        output.bip32.emplace(publicKey, std::move(origin));
        return {};
    }
    case TAP_INTERNAL_KEY:
    case TAP_TREE:
    case TAP_BIP32_DERIVATION:
        return decodeTapField(output, key, value);
    case MUSIG2_PARTICIPANT_PUBKEYS: {
        STRONGROOM_ASSIGN(const StatedKey aggregate, readPublicKey(key.data));
        STRONGROOM_ASSIGN(std::vector<StatedKey> participants, readParticipants(value));
        output.musigParticipants.emplace(aggregate, std::move(participants));
        return {};
    }
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        output.proprietary.emplace(std::move(proprietary), base::toBytes(value));
        return {};
    }
    default:
        output.unknown.emplace(base::toBytes(field.key), base::toBytes(value));
        return {};
    }
}

} // namespace

Result<DecodedOutput, Error> decodeOutput(std::span<const FieldView> fields, Version version) {
    DecodedOutput output;
    Seen seen;
    for (const FieldView& field : fields) {
        STRONGROOM_ASSIGN(const FieldKey key, splitKey(field.key));
        if (key.type != AMOUNT && key.type != SCRIPT)
            STRONGROOM_TRY(decodeField(output.fields, key, field));
        else if (version == Version::v0)
            return Unexpected(Error::version2Field);
        else
            STRONGROOM_TRY(decodeVersion2Field(output.txOut, seen, key, field.value));
    }
    if (version == Version::v2 && (!seen.amount || !seen.script))
        return Unexpected(Error::missingVersion2Field);
    return output;
}

FieldList encodeOutput(const PsbtOutput& output, const bitcoin::TxOut& txOut, Version version) {
    FieldList fields;
    if (output.redeemScript)
        fields.addView(REDEEM_SCRIPT, *output.redeemScript);
    if (output.witnessScript)
        fields.addView(WITNESS_SCRIPT, *output.witnessScript);
    for (const auto& [publicKey, origin] : output.bip32)
        fields.add(BIP32_DERIVATION, publicKey.span(), writeKeyOrigin(origin));
    if (version == Version::v2) {
        fields.add(AMOUNT, base::ByteWriter().u64(static_cast<std::uint64_t>(txOut.amount.satoshi())).take());
        fields.addView(SCRIPT, txOut.scriptPubKey);
    }
    if (output.tapInternalKey)
        fields.addView(TAP_INTERNAL_KEY, output.tapInternalKey->span());
    if (output.tapTree)
        fields.addView(TAP_TREE, *output.tapTree);
    for (const auto& [publicKey, derivation] : output.tapBip32)
        fields.add(TAP_BIP32_DERIVATION, publicKey.span(), writeTapDerivation(derivation));
    for (const auto& [aggregate, participants] : output.musigParticipants)
        fields.add(MUSIG2_PARTICIPANT_PUBKEYS, aggregate.span(), writeParticipants(participants));
    fields.addAll(output.proprietary);
    fields.addAll(output.unknown);
    return fields;
}

} // namespace strongroom::psbt
