#include "bitcoin/script.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/opcode.h"

namespace strongroom::bitcoin {

namespace {

constexpr std::size_t HASH160_SIZE = 20;
constexpr std::size_t HASH256_SIZE = 32;
constexpr std::size_t COMPRESSED_SIZE = 33;
constexpr std::size_t UNCOMPRESSED_SIZE = 65;

bool isP2pkh(ByteSpan s) {
    return s.size() == 25 && s[0] == OP_DUP && s[1] == OP_HASH160 && s[2] == HASH160_SIZE &&
           s[23] == OP_EQUALVERIFY && s[24] == OP_CHECKSIG;
}

bool isP2sh(ByteSpan s) {
    return s.size() == 23 && s[0] == OP_HASH160 && s[1] == HASH160_SIZE && s[22] == OP_EQUAL;
}

bool isP2pk(ByteSpan s) {
    return (s.size() == COMPRESSED_SIZE + 2 || s.size() == UNCOMPRESSED_SIZE + 2) && s[0] == s.size() - 2 &&
           s.back() == OP_CHECKSIG;
}

/// The length of the push at the front, its opcode included; nothing for any other opcode or a cut push.
std::optional<std::size_t> pushLength(ByteSpan s) {
    std::size_t header = 1;
    std::size_t length = 0;
    if (s[0] < OP_PUSHDATA1) {
        length = s[0];
    } else if (s[0] <= OP_PUSHDATA4) {
        const std::size_t lengthBytes = s[0] == OP_PUSHDATA1 ? 1 : s[0] == OP_PUSHDATA2 ? 2 : 4;
        header += lengthBytes;
        if (s.size() < header)
            return std::nullopt;
        for (std::size_t i = 0; i < lengthBytes; ++i)
            length |= static_cast<std::size_t>(s[1 + i]) << (8 * i);
    } else if (s[0] > OP_16) {
        return std::nullopt;
    }
    if (s.size() - header < length)
        return std::nullopt;
    return header + length;
}

bool isNullData(ByteSpan s) {
    if (s.empty() || s[0] != OP_RETURN)
        return false;
    for (s = s.subspan(1); !s.empty();) {
        const auto length = pushLength(s);
        if (!length)
            return false;
        s = s.subspan(*length);
    }
    return true;
}

void writeNumber(base::ByteWriter& writer, std::size_t number) {
    if (number <= 16)
        writer.u8(static_cast<std::uint8_t>(OP_1 - 1 + number));
    else
        writer.u8(1).u8(static_cast<std::uint8_t>(number)); // 17 to 20: one byte, pushed
}

/// Takes a number from 1 to 20 in its shortest push off the front.
std::optional<std::size_t> takeNumber(ByteSpan& s) {
    if (!s.empty() && s[0] >= OP_1 && s[0] <= OP_16) {
        const std::size_t number = s[0] - OP_1 + 1U;
        s = s.subspan(1);
        return number;
    }
    if (s.size() >= 2 && s[0] == 1 && s[1] > 16 && s[1] <= MAX_MULTISIG_KEYS) {
        const std::size_t number = s[1];
        s = s.subspan(2);
        return number;
    }
    return std::nullopt;
}

} // namespace

std::string_view name(ScriptType type) {
    switch (type) {
    case ScriptType::p2pkh:
        return "pubkeyhash";
    case ScriptType::p2sh:
        return "scripthash";
    case ScriptType::p2wpkh:
        return "witness_v0_keyhash";
    case ScriptType::p2wsh:
        return "witness_v0_scripthash";
    case ScriptType::p2tr:
        return "witness_v1_taproot";
    case ScriptType::p2pk:
        return "pubkey";
    case ScriptType::multisig:
        return "multisig";
    case ScriptType::nullData:
        return "nulldata";
    case ScriptType::witnessUnknown:
        return "witness_unknown";
    case ScriptType::nonStandard:
        return "nonstandard";
    }
    base::checkFailed("ScriptType");
}

std::optional<WitnessProgram> witnessProgram(ByteSpan script) {
    if (script.size() < 4 || script.size() > 42 ||
        (script[0] != OP_0 && (script[0] < OP_1 || script[0] > OP_16)))
        return std::nullopt;
    if (script[1] != script.size() - 2)
        return std::nullopt;
    const auto version = static_cast<std::uint8_t>(script[0] == OP_0 ? 0 : script[0] - OP_1 + 1);
    return WitnessProgram{version, script.subspan(2)};
}

ScriptType classify(ByteSpan script) {
    if (const auto program = witnessProgram(script)) {
        if (program->version == 0 && program->program.size() == HASH160_SIZE)
            return ScriptType::p2wpkh;
        if (program->version == 0 && program->program.size() == HASH256_SIZE)
            return ScriptType::p2wsh;
        if (program->version == 1 && program->program.size() == HASH256_SIZE)
            return ScriptType::p2tr;
        // Version 0 has no other lengths: such an output can never be spent (BIP141).
        return program->version == 0 ? ScriptType::nonStandard : ScriptType::witnessUnknown;
    }
    if (isP2pkh(script))
        return ScriptType::p2pkh;
    if (isP2sh(script))
        return ScriptType::p2sh;
    if (isNullData(script))
        return ScriptType::nullData;
    if (isP2pk(script))
        return ScriptType::p2pk;
    return matchMultisig(script) ? ScriptType::multisig : ScriptType::nonStandard;
}

Bytes witnessProgramScript(std::uint8_t version, ByteSpan program) {
    STRONGROOM_CHECK(version <= 16 && program.size() >= 2 && program.size() <= 40);
    base::ByteWriter writer;
    writer.u8(version == 0 ? std::uint8_t{OP_0} : static_cast<std::uint8_t>(OP_1 - 1 + version));
    writer.u8(static_cast<std::uint8_t>(program.size())).bytes(program);
    return writer.take();
}

Bytes p2pkhScript(const crypto::Hash160& keyHash) {
    base::ByteWriter writer;
    writer.u8(OP_DUP).u8(OP_HASH160).u8(HASH160_SIZE).bytes(keyHash.span());
    writer.u8(OP_EQUALVERIFY).u8(OP_CHECKSIG);
    return writer.take();
}

Bytes p2shScript(const crypto::Hash160& scriptHash) {
    base::ByteWriter writer;
    writer.u8(OP_HASH160).u8(HASH160_SIZE).bytes(scriptHash.span()).u8(OP_EQUAL);
    return writer.take();
}

Bytes p2wpkhScript(const crypto::PublicKey& key) {
    return witnessProgramScript(0, crypto::hash160(key.span()).span());
}

Bytes p2wshScript(ByteSpan witnessScript) {
    return witnessProgramScript(0, crypto::sha256(witnessScript).span());
}

Bytes p2trScript(const crypto::XOnlyPublicKey& outputKey) {
    return witnessProgramScript(1, outputKey.span());
}

std::optional<crypto::XOnlyPublicKey> taprootOutputKey(const crypto::XOnlyPublicKey& internalKey) {
    const auto tweaked = crypto::tweakAdd(internalKey, crypto::tapTweak(internalKey, {}));
    if (!tweaked)
        return std::nullopt;
    return tweaked->key;
}

Bytes multisigScript(std::size_t threshold, std::span<const crypto::PublicKey> keys) {
    STRONGROOM_CHECK(threshold >= 1 && threshold <= keys.size() && keys.size() <= MAX_MULTISIG_KEYS);
    base::ByteWriter writer;
    writer.reserve(keys.size() * (COMPRESSED_SIZE + 1) + 5);
    writeNumber(writer, threshold);
    for (const crypto::PublicKey& key : keys)
        writer.u8(COMPRESSED_SIZE).bytes(key.span());
    writeNumber(writer, keys.size());
    writer.u8(OP_CHECKMULTISIG);
    return writer.take();
}

std::optional<MultisigScript> matchMultisig(ByteSpan script) {
    const auto threshold = takeNumber(script);
    if (!threshold)
        return std::nullopt;
    MultisigScript result{*threshold, {}};
    while (script.size() > COMPRESSED_SIZE && script[0] == COMPRESSED_SIZE) {
        const ByteSpan key = script.subspan(1, COMPRESSED_SIZE);
        if ((key[0] != 0x02 && key[0] != 0x03) || result.keys.size() == MAX_MULTISIG_KEYS)
            return std::nullopt;
        result.keys.push_back(key);
        script = script.subspan(1 + COMPRESSED_SIZE);
    }
    const auto count = takeNumber(script);
    if (count != result.keys.size() || *threshold > result.keys.size())
        return std::nullopt;
    if (script.size() != 1 || script[0] != OP_CHECKMULTISIG)
        return std::nullopt;
    return result;
}

Bytes p2wpkhScriptCode(const crypto::Hash160& keyHash) {
    return p2pkhScript(keyHash);
}

} // namespace strongroom::bitcoin
