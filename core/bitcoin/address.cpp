#include "bitcoin/address.h"

#include "base/text_encoding.h"
#include "bitcoin/base58check.h"

#include <algorithm>

namespace strongroom::bitcoin {

namespace {

using base::Unexpected;

constexpr std::size_t HASH160_SIZE = 20;

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

bool isSegwitPrefix(std::string_view prefix) {
    return std::ranges::any_of(ALL_NETWORKS,
                               [&](Network network) { return bech32Prefix(network) == prefix; });
}

/// The faults that the Bech32 decoder does not tell apart, in the order in which people make them.
Error bech32Fault(std::string_view text) {
    constexpr std::string_view DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const std::string lower = lowerCase(text);
    const bool hasLower = std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
    const bool hasUpper = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (hasLower && hasUpper)
        return Error::addressMixedCase;
    const auto data = std::string_view(lower).substr(lower.rfind('1') + 1);
    const bool known =
        std::ranges::all_of(data, [&](char c) { return DIGITS.find(c) != std::string_view::npos; });
    return known ? Error::addressChecksum : Error::addressCharacter;
}

Result<DecodedAddress> decodeSegwit(const base::Bech32& decoded, Network network) {
    if (!isSegwitPrefix(decoded.humanReadablePart))
        return Unexpected(Error::addressUnknownPrefix);
    if (decoded.humanReadablePart != bech32Prefix(network))
        return Unexpected(Error::addressWrongNetwork);
    if (decoded.values.empty())
        return Unexpected(Error::addressLength);
    const std::uint8_t version = decoded.values[0];
    if (version > 16)
        return Unexpected(Error::addressWitnessVersion);
    const auto wanted = version == 0 ? base::Bech32Variant::bech32 : base::Bech32Variant::bech32m; // BIP350
    if (decoded.variant != wanted)
        return Unexpected(Error::addressEncoding);
    const auto program = base::fromFiveBit(ByteSpan(decoded.values).subspan(1));
    if (!program)
        return Unexpected(Error::addressPadding);
    if (program->size() < 2 || program->size() > 40 ||
        (version == 0 && program->size() != 20 && program->size() != 32))
        return Unexpected(Error::addressLength);
    Bytes script = witnessProgramScript(version, *program);
    const ScriptType type = classify(script);
    return DecodedAddress{std::move(script), type};
}

/// Version bytes of wallet import format private keys, on main and on the test networks.
bool isPrivateKeyVersion(std::uint8_t version) {
    return version == 0x80 || version == 0xef;
}

Result<DecodedAddress> decodeBase58(std::string_view text, Network network) {
    const auto payload = decodeBase58Check(text);
    if (!payload) {
        const bool mistyped = payload.error() == Error::base58Checksum;
        return Unexpected(mistyped ? Error::addressChecksum : Error::addressCharacter);
    }
    if (payload->empty())
        return Unexpected(Error::addressLength);
    const std::uint8_t version = (*payload)[0];
    if (isPrivateKeyVersion(version) && (payload->size() == 33 || payload->size() == 34))
        return Unexpected(Error::addressIsPrivateKey);
    const auto isVersionOf = [&](Network n) {
        return version == p2pkhVersion(n) || version == p2shVersion(n);
    };
    if (std::ranges::none_of(ALL_NETWORKS, isVersionOf))
        return Unexpected(Error::addressUnknownVersion);
    const auto hash = crypto::Hash160::from(ByteSpan(*payload).subspan(1));
    if (!hash)
        return Unexpected(Error::addressLength);
    if (version == p2pkhVersion(network))
        return DecodedAddress{p2pkhScript(*hash), ScriptType::p2pkh};
    if (version == p2shVersion(network))
        return DecodedAddress{p2shScript(*hash), ScriptType::p2sh};
    return Unexpected(Error::addressWrongNetwork);
}

} // namespace

Result<DecodedAddress> decodeAddress(std::string_view text, Network network) {
    if (text.empty())
        return Unexpected(Error::addressEmpty);
    if (text.size() > MAX_ADDRESS_LENGTH)
        return Unexpected(Error::addressTooLong);
    if (const auto decoded = base::decodeBech32(text))
        return decodeSegwit(*decoded, network);
    const std::size_t separator = text.rfind('1');
    if (separator != std::string_view::npos && isSegwitPrefix(lowerCase(text.substr(0, separator))))
        return Unexpected(bech32Fault(text));
    return decodeBase58(text, network);
}

std::optional<std::string> encodeAddress(ByteSpan script, Network network) {
    const auto base58 = [&](std::uint8_t version, ByteSpan hash) {
        Bytes payload{version};
        payload.insert(payload.end(), hash.begin(), hash.end());
        return encodeBase58Check(payload);
    };
    switch (classify(script)) {
    case ScriptType::p2pkh:
        return base58(p2pkhVersion(network), script.subspan(3, HASH160_SIZE));
    case ScriptType::p2sh:
        return base58(p2shVersion(network), script.subspan(2, HASH160_SIZE));
    case ScriptType::p2wpkh:
    case ScriptType::p2wsh:
    case ScriptType::p2tr:
    case ScriptType::witnessUnknown: {
        const auto program = witnessProgram(script);
        const auto variant =
            program->version == 0 ? base::Bech32Variant::bech32 : base::Bech32Variant::bech32m;
        Bytes values = base::toFiveBit(program->program);
        values.insert(values.begin(), program->version);
        return base::encodeBech32(variant, bech32Prefix(network), values);
    }
    case ScriptType::p2pk:
    case ScriptType::multisig:
    case ScriptType::nullData:
    case ScriptType::nonStandard:
        return std::nullopt;
    }
    base::checkFailed("ScriptType");
}

} // namespace strongroom::bitcoin
