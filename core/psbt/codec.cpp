#include "psbt/codec.h"

#include "base/text_encoding.h"
#include "psbt/field_map.h"
#include "psbt/locktime.h"
#include "psbt/section_codecs.h"

#include <algorithm>
#include <array>
#include <optional>

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

constexpr std::array<std::uint8_t, 5> MAGIC{'p', 's', 'b', 't', 0xFF};

/// BIP174 and BIP370, "PSBT_GLOBAL_…"; those from 0x02 to 0x06 belong to version 2 only.
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

constexpr std::size_t SMALLEST_INPUT = 41; // outpoint, empty script, sequence
constexpr std::size_t SMALLEST_OUTPUT = 9; // amount, empty script

/// The global section of version 2: what announces the others.
struct Counts {
    std::optional<std::uint64_t> inputs;
    std::optional<std::uint64_t> outputs;
    bool txVersion = false;
};

bool hasMagic(ByteSpan bytes) {
    return bytes.size() >= MAGIC.size() && std::equal(MAGIC.begin(), MAGIC.end(), bytes.begin());
}

/// First of all: every other field depends on it.
Result<Version, Error> readVersion(std::span<const FieldView> fields) {
    for (const FieldView& field : fields) {
        STRONGROOM_ASSIGN(const FieldKey key, splitKey(field.key));
        if (key.type != VERSION)
            continue;
        STRONGROOM_TRY(expectNoKeyData(key.data));
        STRONGROOM_ASSIGN(const std::uint32_t version, readU32(field.value));
        if (version == 2)
            return Version::v2;
        if (version != 0)
            return Unexpected(Error::unknownVersion);
    }
    return Version::v0;
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

Result<std::uint64_t, Error> readCount(ByteSpan value) {
    base::ByteReader reader(value);
    STRONGROOM_ASSIGN(const std::uint64_t count, lift(reader.compactSize()));
    if (reader.remaining() != 0)
        return Unexpected(Error::valueLength);
    return count;
}

Result<void, Error> decodeVersion2Global(Psbt& psbt, Counts& counts, std::uint64_t type, ByteSpan value) {
    switch (type) {
    case TX_VERSION: {
        STRONGROOM_ASSIGN(const std::uint32_t version, readU32(value));
        psbt.tx.version = static_cast<std::int32_t>(version);
        counts.txVersion = true;
        return {};
    }
    case FALLBACK_LOCKTIME: {
        STRONGROOM_ASSIGN(psbt.fallbackLocktime, readU32(value));
        return {};
    }
    case INPUT_COUNT: {
        STRONGROOM_ASSIGN(counts.inputs, readCount(value));
        return {};
    }
    case OUTPUT_COUNT: {
        STRONGROOM_ASSIGN(counts.outputs, readCount(value));
        return {};
    }
    default:
        if (value.size() != 1)
            return Unexpected(Error::valueLength);
        psbt.modifiable = value[0];
        return {};
    }
}

/// `counts` gets what version 2 announces.
Result<void, Error> decodeGlobalField(Psbt& psbt, Counts& counts, const FieldView& field) {
    STRONGROOM_ASSIGN(const FieldKey key, splitKey(field.key));
    switch (key.type) {
    case UNSIGNED_TX: {
        STRONGROOM_TRY(expectNoKeyData(key.data));
        if (psbt.version == Version::v2)
            return Unexpected(Error::version0Field);
        STRONGROOM_ASSIGN(psbt.tx, readUnsignedTransaction(field.value));
        counts.inputs = psbt.tx.inputs.size();
        counts.outputs = psbt.tx.outputs.size();
        return {};
    }
    case XPUB:
        return decodeXpub(psbt, key.data, field.value);
    case TX_VERSION:
    case FALLBACK_LOCKTIME:
    case INPUT_COUNT:
    case OUTPUT_COUNT:
    case TX_MODIFIABLE:
        if (psbt.version == Version::v0)
            return Unexpected(Error::version2Field);
        STRONGROOM_TRY(expectNoKeyData(key.data));
        return decodeVersion2Global(psbt, counts, key.type, field.value);
    case VERSION:
        return {}; // read before
    case PROPRIETARY_TYPE: {
        STRONGROOM_ASSIGN(ProprietaryKey proprietary, readProprietaryKey(key.data));
        psbt.proprietary.emplace(std::move(proprietary), base::toBytes(field.value));
        return {};
    }
    default:
        psbt.unknown.emplace(base::toBytes(field.key), base::toBytes(field.value));
        return {};
    }
}

Result<Counts, Error> decodeGlobal(Psbt& psbt, std::span<const FieldView> fields) {
    STRONGROOM_ASSIGN(psbt.version, readVersion(fields));
    Counts counts;
    for (const FieldView& field : fields)
        STRONGROOM_TRY(decodeGlobalField(psbt, counts, field));
    if (psbt.version == Version::v0 && !counts.inputs)
        return Unexpected(Error::missingUnsignedTransaction);
    if (psbt.version == Version::v2 && (!counts.inputs || !counts.outputs || !counts.txVersion))
        return Unexpected(Error::missingVersion2Field);
    // Version 2 announces what it likes: no transaction that relays has more.
    if (*counts.inputs > MAX_UNSIGNED_TX_SIZE / SMALLEST_INPUT ||
        *counts.outputs > MAX_UNSIGNED_TX_SIZE / SMALLEST_OUTPUT)
        return Unexpected(Error::tooLarge);
    return counts;
}

/// The sections one after the other, with what is left of MAX_ALL_FIELDS.
class Sections {
public:
    explicit Sections(ByteSpan bytes) : m_reader(bytes) {}

    Result<std::vector<FieldView>, Error> next() {
        STRONGROOM_ASSIGN(std::vector<FieldView> fields,
                          readSection(m_reader, std::min(m_allowed, MAX_FIELDS)));
        m_allowed -= fields.size();
        return fields;
    }
    /// The items of a final witness take as much memory as fields do.
    Result<void, Error> countItems(std::size_t items) {
        if (items > m_allowed)
            return Unexpected(Error::tooManyFields);
        m_allowed -= items;
        return {};
    }
    Result<void, Error> expectEnd() const { return lift(m_reader.expectEnd()); }

private:
    base::ByteReader m_reader;
    std::size_t m_allowed = MAX_ALL_FIELDS;
};

Result<void, Error> decodeInputs(Psbt& psbt, Sections& sections, std::uint64_t count) {
    psbt.inputs.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(const std::vector<FieldView> fields, sections.next());
        STRONGROOM_ASSIGN(DecodedInput input, decodeInput(fields, psbt.version));
        if (input.fields.finalScriptWitness)
            STRONGROOM_TRY(sections.countItems(input.fields.finalScriptWitness->size()));
        psbt.inputs.push_back(std::move(input.fields));
        if (psbt.version == Version::v2)
            psbt.tx.inputs.push_back(std::move(input.txIn));
    }
    return {};
}

Result<void, Error> decodeOutputs(Psbt& psbt, Sections& sections, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(const std::vector<FieldView> fields, sections.next());
        STRONGROOM_ASSIGN(DecodedOutput output, decodeOutput(fields, psbt.version));
        psbt.outputs.push_back(std::move(output.fields));
        if (psbt.version == Version::v2)
            psbt.tx.outputs.push_back(std::move(output.txOut));
    }
    return {};
}

/// What version 0 checks while it reads the unsigned transaction.
Result<void, Error> completeVersion2(Psbt& psbt) {
    STRONGROOM_ASSIGN(psbt.tx.lockTime, determineLocktime(psbt.fallbackLocktime, psbt.inputs));
    if (!psbt.tx.outputSum())
        return Unexpected(Error::badAmount);
    if (psbt.tx.serializeWithoutWitness().size() > MAX_UNSIGNED_TX_SIZE)
        return Unexpected(Error::tooLarge);
    return {};
}

/// Base64 with white space between its letters, decoded piece by piece.
Result<Bytes, Error> decodeBase64(ByteSpan text) {
    constexpr std::size_t PIECE = 4'096; // whole groups of four letters
    Bytes binary;
    binary.reserve(text.size() / 4 * 3);
    std::string piece;
    bool padded = false;
    const auto flush = [&] {
        const auto decoded = base::fromBase64(piece);
        if (!decoded || padded)
            return false;
        padded = piece.ends_with('=');
        binary.insert(binary.end(), decoded->begin(), decoded->end());
        piece.clear();
        return true;
    };
    for (const std::uint8_t c : text) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        piece.push_back(static_cast<char>(c));
        if (piece.size() == PIECE && !flush())
            return Unexpected(Error::notPsbt);
    }
    if (!piece.empty() && !flush())
        return Unexpected(Error::notPsbt);
    return binary;
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
    Sections sections(bytes.subspan(MAGIC.size()));
    Psbt psbt;
    STRONGROOM_ASSIGN(const std::vector<FieldView> global, sections.next());
    STRONGROOM_ASSIGN(const Counts counts, decodeGlobal(psbt, global));
    STRONGROOM_TRY(decodeInputs(psbt, sections, *counts.inputs));
    STRONGROOM_TRY(decodeOutputs(psbt, sections, *counts.outputs));
    STRONGROOM_TRY(sections.expectEnd());
    if (psbt.version == Version::v2)
        STRONGROOM_TRY(completeVersion2(psbt));
    return psbt;
}

Result<Psbt, Error> parsePsbtText(ByteSpan bytes) {
    if (hasMagic(bytes))
        return parsePsbt(bytes);
    if (bytes.size() > MAX_PSBT_SIZE / 3 * 4 + MAX_PSBT_SIZE / 16) // base64, and its line breaks
        return Unexpected(Error::tooLarge);
    STRONGROOM_ASSIGN(const Bytes binary, decodeBase64(bytes));
    return parsePsbt(binary);
}

Bytes serialize(const Psbt& psbt) {
    FieldList global;
    if (psbt.version == Version::v0) {
        global.add(UNSIGNED_TX, psbt.tx.serializeWithoutWitness());
    } else {
        global.add(TX_VERSION, writeU32(static_cast<std::uint32_t>(psbt.tx.version)));
        if (psbt.fallbackLocktime)
            global.add(FALLBACK_LOCKTIME, writeU32(*psbt.fallbackLocktime));
        global.add(INPUT_COUNT, base::ByteWriter().compactSize(psbt.inputs.size()).take());
        global.add(OUTPUT_COUNT, base::ByteWriter().compactSize(psbt.outputs.size()).take());
        if (psbt.modifiable)
            global.add(TX_MODIFIABLE, Bytes{*psbt.modifiable});
        global.add(VERSION, writeU32(static_cast<std::uint32_t>(psbt.version)));
    }
    for (const auto& [xpub, origin] : psbt.xpubs)
        global.add(XPUB, xpub, writeKeyOrigin(origin));
    global.addAll(psbt.proprietary);
    global.addAll(psbt.unknown);

    base::ByteWriter writer;
    writer.bytes(MAGIC);
    global.write(writer);
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i)
        encodeInput(psbt.inputs[i], psbt.tx.inputs[i], psbt.version).write(writer);
    for (std::size_t i = 0; i < psbt.outputs.size(); ++i)
        encodeOutput(psbt.outputs[i], psbt.tx.outputs[i], psbt.version).write(writer);
    return writer.take();
}

std::string toBase64(const Psbt& psbt) {
    return base::toBase64(serialize(psbt));
}

} // namespace strongroom::psbt
