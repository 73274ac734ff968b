#include "audit/checkpoint.h"

#include "base/json.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <charconv>

namespace strongroom::audit {

namespace {

constexpr std::string_view COSIGNATURE = "cosignature/v1\n";
constexpr std::size_t TIMESTAMP_SIZE = 8; // big-endian seconds before the signature

/// Decimal without sign, leading zero or anything else; no more than a record's integer can say.
std::optional<std::uint64_t> parseDecimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || std::to_string(value) != text ||
        value > static_cast<std::uint64_t>(base::Json::MAX_INTEGER))
        return std::nullopt;
    return value;
}

std::string cosignedText(std::string_view noteText, std::uint64_t seconds) {
    return std::string(COSIGNATURE) + "time " + std::to_string(seconds) + "\n" + std::string(noteText);
}

std::uint64_t readBigEndian(base::ByteSpan bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = (value << 8U) | byte;
    return value;
}

} // namespace

std::string Checkpoint::text() const {
    return origin + "\n" + std::to_string(size) + "\n" + base::toBase64(root.span()) + "\n";
}

base::Result<Checkpoint, Error> Checkpoint::parseText(std::string_view text) {
    const auto first = text.find('\n');
    const auto second = first == std::string_view::npos ? first : text.find('\n', first + 1);
    const auto third = second == std::string_view::npos ? second : text.find('\n', second + 1);
    if (third == std::string_view::npos || third + 1 != text.size() || first == 0)
        return base::Unexpected(Error::checkpointMalformed); // our logs write no extension lines
    Checkpoint checkpoint;
    checkpoint.origin = text.substr(0, first);
    const auto size = parseDecimal(text.substr(first + 1, second - first - 1));
    const auto root = base::fromBase64(text.substr(second + 1, third - second - 1));
    const auto hash = root ? crypto::Hash256::from(*root) : std::nullopt;
    if (!size || !hash)
        return base::Unexpected(Error::checkpointMalformed);
    checkpoint.size = *size;
    checkpoint.root = *hash;
    return checkpoint;
}

std::string signCheckpoint(const Checkpoint& checkpoint, const crypto::Ed25519KeyPair& key) {
    SignedNote note{checkpoint.text(), {}};
    note.sign(checkpoint.origin, key);
    return note.toText();
}

base::Result<Checkpoint, Error> verifyCheckpoint(std::string_view note, std::string_view origin,
                                                 const crypto::Ed25519PublicKey& key) {
    STRONGROOM_ASSIGN(const SignedNote parsed, SignedNote::parse(note));
    STRONGROOM_ASSIGN(Checkpoint checkpoint, Checkpoint::parseText(parsed.text));
    if (checkpoint.origin != origin)
        return base::Unexpected(Error::checkpointForeign);
    if (!parsed.isSignedBy(origin, key))
        return base::Unexpected(Error::noteUnsigned);
    return checkpoint;
}

base::Result<std::string, Error> countersign(std::string_view note, std::string_view witness,
                                             const crypto::Ed25519KeyPair& key, base::UnixTime at) {
    STRONGROOM_CHECK(at.seconds >= 0);
    STRONGROOM_ASSIGN(SignedNote parsed, SignedNote::parse(note));
    STRONGROOM_TRY(Checkpoint::parseText(parsed.text));
    const auto seconds = static_cast<std::uint64_t>(at.seconds);
    const auto signature = key.sign(base::asBytes(cosignedText(parsed.text, seconds)));
    base::Bytes bytes;
    for (std::size_t i = TIMESTAMP_SIZE; i-- > 0;)
        bytes.push_back(static_cast<std::uint8_t>(seconds >> (8U * i)));
    bytes.insert(bytes.end(), signature.span().begin(), signature.span().end());
    parsed.signatures.push_back({std::string(witness),
                                 noteKeyId(witness, NoteAlgorithm::cosignature, key.publicKey()),
                                 std::move(bytes)});
    return parsed.toText();
}

std::optional<base::UnixTime> countersignedAt(std::string_view note, std::string_view witness,
                                              const crypto::Ed25519PublicKey& key) {
    const auto parsed = SignedNote::parse(note);
    if (!parsed)
        return std::nullopt;
    const NoteKeyId id = noteKeyId(witness, NoteAlgorithm::cosignature, key);
    for (const NoteSignature& candidate : parsed->signatures) {
        if (candidate.name != witness || candidate.keyId != id ||
            candidate.signature.size() <= TIMESTAMP_SIZE)
            continue;
        const base::ByteSpan bytes(candidate.signature);
        const std::uint64_t seconds = readBigEndian(bytes.first(TIMESTAMP_SIZE));
        const auto signature = crypto::Ed25519Signature::from(bytes.subspan(TIMESTAMP_SIZE));
        if (signature && seconds <= INT64_MAX &&
            crypto::verifyEd25519(key, base::asBytes(cosignedText(parsed->text, seconds)), *signature))
            return base::UnixTime{static_cast<std::int64_t>(seconds)};
    }
    return std::nullopt;
}

std::string publicKeyPem(const crypto::Ed25519PublicKey& key) {
    // RFC 8410: SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING }.
    base::Bytes der{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    der.insert(der.end(), key.span().begin(), key.span().end());
    return "-----BEGIN PUBLIC KEY-----\n" + base::toBase64(der) + "\n-----END PUBLIC KEY-----\n";
}

} // namespace strongroom::audit
