#include "psbt/codec.h"

#include "base/text_encoding.h"
#include "psbt/field_map.h"
#include "psbt/section_codecs.h"

#include <algorithm>
#include <array>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

constexpr std::array<std::uint8_t, 5> MAGIC{'p', 's', 'b', 't', 0xFF};

/// BIP174, "PSBT_GLOBAL_…"; those from 0x02 to 0x06 are BIP370's and belong to version 2 only.
enum GlobalType : std::uint64_t {
    UNSIGNED_TX = 0x00,
    XPUB = 0x01,
    TX_VERSION = 0x02,
    FALLBACK_LOCKTIME = 0x03,
    INPUT_COUNT = 0x04,
    OUTPUT_COUNT = 0x05,
    TX_MODIFIABLE = 0x06,
    VERSION = 0xFB,
};

bool hasMagic(ByteSpan bytes) {
    return bytes.size() >= MAGIC.size() && std::equal(MAGIC.begin(), MAGIC.end(), bytes.begin());
}

/// First of all: a version 2 PSBT would fail for other reasons too, but only this one helps.
Result<void, Error> checkVersion(const FieldMap& fields) {
    const auto field = fields.find(makeKey(VERSION));
    if (field == fields.end())
        return {};
    STRONGROOM_ASSIGN(const std::uint32_t version, readU32(field->second));
    if (version == 2)
        return Unexpected(Error::version2NotSupported);
    if (version != 0)
        return Unexpected(Error::unknownVersion);
    return {};
}

/// No witness format: BIP174 wants the old serialisation, and a transaction without inputs is one.
Result<bitcoin::Transaction, Error> readUnsignedTransaction(ByteSpan value) {
    if (value.size() > MAX_UNSIGNED_TX_SIZE)
        return Unexpected(Error::tooLarge);
    auto tx = bitcoin::Transaction::parse(value, bitcoin::TransactionFormat::withoutWitness);
    if (!tx) {
        const auto network = bitcoin::Transaction::parse(value);
        if (network ? network->hasWitness() : network.error() == bitcoin::Error::superfluousWitness)
            return Unexpected(Error::unsignedTransactionHasWitness);
        return Unexpected(tx.error() == bitcoin::Error::amountRange ? Error::badAmount
                                                                    : Error::badUnsignedTransaction);
    }
    for (const bitcoin::TxIn& in : tx->inputs)
        if (!in.scriptSig.empty())
            return Unexpected(Error::unsignedTransactionHasScriptSig);
    return std::move(tx).value();
}

/// BIP174: the origin's path is as long as the extended key is deep.
Result<void, Error> decodeXpub(Psbt& psbt, ByteSpan key, ByteSpan value) {
    if (key.size() != bitcoin::ExtendedPubKey::SERIALIZED_SIZE)
        return Unexpected(Error::keyLength);
    const auto xpub = bitcoin::ExtendedPubKey::fromBytes(key);
    if (!xpub)
        return Unexpected(Error::badExtendedKey);
    STRONGROOM_ASSIGN(bitcoin::KeyOrigin origin, readKeyOrigin(value));
    if (origin.path.size() != xpub->depth())
        return Unexpected(Error::badExtendedKey);
    psbt.xpubs.emplace(base::toBytes(key), std::move(origin));
    return {};
}

Result<void, Error> decodeGlobalField(Psbt& psbt, const Bytes& rawKey, const Bytes& value) {
    STRONGROOM_ASSIGN(const FieldKey key, splitKey(rawKey));
    switch (key.type) {
    case UNSIGNED_TX: {
        STRONGROOM_TRY(expectNoKeyData(key.data));
        STRONGROOM_ASSIGN(psbt.tx, readUnsignedTransaction(value));
        return {};
    }
    case XPUB:
        return decodeXpub(psbt, key.data, value);
    case TX_VERSION:
    case FALLBACK_LOCKTIME:
    case INPUT_COUNT:
    case OUTPUT_COUNT:
    case TX_MODIFIABLE:
        return Unexpected(Error::version2Field);
    case VERSION:
        return expectNoKeyData(key.data);
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        psbt.proprietary.emplace(std::move(proprietary), value);
        return {};
    }
    default:
        psbt.unknown.emplace(rawKey, value);
        return {};
    }
}

Result<Psbt, Error> decodeGlobal(const FieldMap& fields) {
    STRONGROOM_TRY(checkVersion(fields));
    Psbt psbt;
    for (const auto& [key, value] : fields)
        STRONGROOM_TRY(decodeGlobalField(psbt, key, value));
    if (!fields.contains(makeKey(UNSIGNED_TX)))
        return Unexpected(Error::missingUnsignedTransaction);
    return psbt;
}

} // namespace

Psbt fromUnsigned(bitcoin::Transaction tx) {
    for (const bitcoin::TxIn& in : tx.inputs)
        STRONGROOM_CHECK(in.scriptSig.empty() && in.witness.empty());
    Psbt psbt;
    psbt.inputs.resize(tx.inputs.size());
    psbt.outputs.resize(tx.outputs.size());
    psbt.tx = std::move(tx);
    return psbt;
}

Result<Psbt, Error> parsePsbt(ByteSpan bytes) {
    if (bytes.size() > MAX_PSBT_SIZE)
        return Unexpected(Error::tooLarge);
    if (!hasMagic(bytes))
        return Unexpected(Error::notPsbt);
    base::ByteReader reader(bytes.subspan(MAGIC.size()));
    std::size_t allowed = MAX_ALL_FIELDS;
    const auto nextSection = [&]() -> Result<FieldMap, Error> {
        STRONGROOM_ASSIGN(FieldMap fields, readSection(reader, std::min(allowed, MAX_FIELDS)));
        allowed -= fields.size();
        return fields;
    };
    STRONGROOM_ASSIGN(const FieldMap global, nextSection());
    STRONGROOM_ASSIGN(Psbt psbt, decodeGlobal(global));
    psbt.inputs.reserve(psbt.tx.inputs.size());
    psbt.outputs.reserve(psbt.tx.outputs.size());
    for (std::size_t i = 0; i < psbt.tx.inputs.size(); ++i) {
        STRONGROOM_ASSIGN(const FieldMap fields, nextSection());
        STRONGROOM_ASSIGN(PsbtInput input, decodeInput(fields));
        psbt.inputs.push_back(std::move(input));
    }
    for (std::size_t i = 0; i < psbt.tx.outputs.size(); ++i) {
        STRONGROOM_ASSIGN(const FieldMap fields, nextSection());
        STRONGROOM_ASSIGN(PsbtOutput output, decodeOutput(fields));
        psbt.outputs.push_back(std::move(output));
    }
    STRONGROOM_TRY(lift(reader.expectEnd()));
    return psbt;
}

Result<Psbt, Error> parsePsbtText(ByteSpan bytes) {
    if (hasMagic(bytes))
        return parsePsbt(bytes);
    if (bytes.size() > MAX_PSBT_SIZE / 3 * 4 + MAX_PSBT_SIZE / 16) // base64, and its line breaks
        return Unexpected(Error::tooLarge);
    std::string text;
    text.reserve(bytes.size());
    std::copy_if(bytes.begin(), bytes.end(), std::back_inserter(text),
                 [](std::uint8_t c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    const auto binary = base::fromBase64(text);
    if (!binary)
        return Unexpected(Error::notPsbt);
    return parsePsbt(*binary);
}

Bytes serialize(const Psbt& psbt) {
    FieldMap global = psbt.unknown;
    global.emplace(makeKey(UNSIGNED_TX), psbt.tx.serializeWithoutWitness());
    for (const auto& [xpub, origin] : psbt.xpubs)
        global.emplace(makeKey(XPUB, xpub), writeKeyOrigin(origin));
    addProprietary(global, psbt.proprietary);

    base::ByteWriter writer;
    writer.bytes(MAGIC);
    writeSection(writer, global);
    for (const PsbtInput& input : psbt.inputs)
        writeSection(writer, encodeInput(input));
    for (const PsbtOutput& output : psbt.outputs)
        writeSection(writer, encodeOutput(output));
    return writer.take();
}

std::string toBase64(const Psbt& psbt) {
    return base::toBase64(serialize(psbt));
}

} // namespace strongroom::psbt
