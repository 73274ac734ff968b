#include "psbt/field_map.h"
#include "psbt/section_codecs.h"

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

/// BIP174 and BIP371, "PSBT_OUT_…"; 0x03 and 0x04 are BIP370's and belong to version 2 only.
enum OutputType : std::uint64_t {
    REDEEM_SCRIPT = 0x00,
    WITNESS_SCRIPT = 0x01,
    BIP32_DERIVATION = 0x02,
    AMOUNT = 0x03,
    SCRIPT = 0x04,
    TAP_INTERNAL_KEY = 0x05,
    TAP_TREE = 0x06,
    TAP_BIP32_DERIVATION = 0x07,
};

constexpr std::uint8_t TAP_TREE_MAX_DEPTH = 128; // BIP341

/// One or more {depth, leaf version, script}. Carried, not used.
Result<void, Error> checkTapTree(ByteSpan value) {
    base::ByteReader reader(value);
    if (value.empty())
        return Unexpected(Error::badTapTree);
    while (reader.remaining() > 0) {
        const auto depth = reader.u8();
        if (!depth || *depth > TAP_TREE_MAX_DEPTH || !reader.u8() || !reader.takeWithLength())
            return Unexpected(Error::badTapTree);
    }
    return {};
}

Result<void, Error> decodeTapField(PsbtOutput& output, const FieldKey& key, const Bytes& value) {
    if (key.type == TAP_BIP32_DERIVATION) {
        if (key.data.size() != crypto::XOnlyPublicKey::SIZE)
            return Unexpected(Error::keyLength);
        STRONGROOM_ASSIGN(const crypto::XOnlyPublicKey publicKey, readXOnly(key.data));
        STRONGROOM_ASSIGN(TapDerivation derivation, readTapDerivation(value));
        output.tapBip32.emplace(publicKey, std::move(derivation));
        return {};
    }
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (value.size() != crypto::XOnlyPublicKey::SIZE)
        return Unexpected(Error::valueLength);
    STRONGROOM_ASSIGN(output.tapInternalKey, readXOnly(value));
    return {};
}

Result<void, Error> decodeField(PsbtOutput& output, const Bytes& rawKey, const Bytes& value) {
    STRONGROOM_ASSIGN(const FieldKey key, splitKey(rawKey));
    switch (key.type) {
    case REDEEM_SCRIPT:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        output.redeemScript = value;
        return {};
    case WITNESS_SCRIPT:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        output.witnessScript = value;
        return {};
    case BIP32_DERIVATION: {
        STRONGROOM_ASSIGN(const crypto::PublicKey publicKey, readPublicKey(key.data));
        STRONGROOM_ASSIGN(bitcoin::KeyOrigin origin, readKeyOrigin(value));
        output.bip32.emplace(publicKey, std::move(origin));
        return {};
    }
    case AMOUNT:
    case SCRIPT:
        return Unexpected(Error::version2Field);
    case TAP_INTERNAL_KEY:
    case TAP_BIP32_DERIVATION:
        return decodeTapField(output, key, value);
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        output.proprietary.emplace(std::move(proprietary), value);
        return {};
    }
    case TAP_TREE:
        STRONGROOM_TRY(expectNoKeyData(key.data));
        STRONGROOM_TRY(checkTapTree(value));
        [[fallthrough]];
    default:
        output.unknown.emplace(rawKey, value);
        return {};
    }
}

} // namespace

Result<PsbtOutput, Error> decodeOutput(const FieldMap& fields) {
    PsbtOutput output;
    for (const auto& [key, value] : fields)
        STRONGROOM_TRY(decodeField(output, key, value));
    return output;
}

FieldMap encodeOutput(const PsbtOutput& output) {
    FieldMap fields = output.unknown;
    if (output.redeemScript)
        fields.emplace(makeKey(REDEEM_SCRIPT), *output.redeemScript);
    if (output.witnessScript)
        fields.emplace(makeKey(WITNESS_SCRIPT), *output.witnessScript);
    for (const auto& [publicKey, origin] : output.bip32)
        fields.emplace(makeKey(BIP32_DERIVATION, publicKey.span()), writeKeyOrigin(origin));
    if (output.tapInternalKey)
        fields.emplace(makeKey(TAP_INTERNAL_KEY), base::toBytes(output.tapInternalKey->span()));
    for (const auto& [publicKey, derivation] : output.tapBip32)
        fields.emplace(makeKey(TAP_BIP32_DERIVATION, publicKey.span()), writeTapDerivation(derivation));
    addProprietary(fields, output.proprietary);
    return fields;
}

} // namespace strongroom::psbt
