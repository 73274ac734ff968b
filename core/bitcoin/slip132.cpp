#include "bitcoin/slip132.h"

#include "base/byte_writer.h"
#include "bitcoin/base58check.h"

#include <algorithm>
#include <array>

namespace strongroom::bitcoin {

namespace {

constexpr std::size_t VERSION_SIZE = 4;

constexpr std::array PREFIXES{
    Slip132Prefix{"xpub", KeyNetwork::main, "any", 0x0488b21e},
    Slip132Prefix{"ypub", KeyNetwork::main, "p2wpkh in p2sh", 0x049d7cb2},
    Slip132Prefix{"Ypub", KeyNetwork::main, "p2wsh multisig in p2sh", 0x0295b43f},
    Slip132Prefix{"zpub", KeyNetwork::main, "p2wpkh", 0x04b24746},
    Slip132Prefix{"Zpub", KeyNetwork::main, "p2wsh multisig", 0x02aa7ed3},
    Slip132Prefix{"tpub", KeyNetwork::test, "any", 0x043587cf},
    Slip132Prefix{"upub", KeyNetwork::test, "p2wpkh in p2sh", 0x044a5262},
    Slip132Prefix{"Upub", KeyNetwork::test, "p2wsh multisig in p2sh", 0x024289ef},
    Slip132Prefix{"vpub", KeyNetwork::test, "p2wpkh", 0x045f1cf6},
    Slip132Prefix{"Vpub", KeyNetwork::test, "p2wsh multisig", 0x02575483},
};

std::uint32_t versionOf(base::ByteSpan bytes) {
    std::uint32_t version = 0;
    for (std::size_t i = 0; i < VERSION_SIZE; ++i)
        version = version << 8U | bytes[i];
    return version;
}

base::Bytes withVersion(base::ByteSpan bytes, std::uint32_t version) {
    base::ByteWriter writer;
    writer.u32BigEndian(version).bytes(bytes.subspan(VERSION_SIZE));
    return writer.take();
}

const Slip132Prefix& plainPrefix(KeyNetwork network) {
    return *std::ranges::find(PREFIXES, network, &Slip132Prefix::network);
}

} // namespace

std::optional<Slip132Prefix> slip132Prefix(std::string_view letters) {
    const auto found = std::ranges::find(PREFIXES, letters, &Slip132Prefix::letters);
    return found == PREFIXES.end() ? std::nullopt : std::optional(*found);
}

Result<PrefixedKey> parsePrefixedKey(std::string_view text) {
    if (const auto plain = ExtendedPubKey::parse(text))
        return PrefixedKey{*plain, plainPrefix(plain->network())};
    else if (plain.error() != Error::extendedKeySlip132)
        return base::Unexpected(plain.error());
    STRONGROOM_ASSIGN(const base::Bytes bytes, decodeBase58Check(text));
    const auto prefix = std::ranges::find(PREFIXES, versionOf(bytes), &Slip132Prefix::version);
    STRONGROOM_CHECK(prefix != PREFIXES.end()); // the parser knows the same ones
    STRONGROOM_ASSIGN(const ExtendedPubKey key,
                      ExtendedPubKey::fromBytes(withVersion(bytes, plainPrefix(prefix->network).version)));
    return PrefixedKey{key, *prefix};
}

Result<std::string> withPrefix(const ExtendedPubKey& key, const Slip132Prefix& prefix) {
    if (key.network() != prefix.network)
        return base::Unexpected(Error::extendedKeyNetwork);
    return encodeBase58Check(withVersion(key.bytes(), prefix.version));
}

} // namespace strongroom::bitcoin
