#include "audit/signed_note.h"

#include "base/text_encoding.h"
#include "crypto/hash.h"

#include <algorithm>
#include <optional>

namespace strongroom::audit {

namespace {

constexpr std::string_view DASH = "\xe2\x80\x94 "; // U+2014, a space
constexpr std::size_t KEY_ID_SIZE = 4;
constexpr std::size_t MAX_KEY_NAME = 255;

/// C2SP: a key name is non-empty, without Unicode spaces or plus. The names we read are ASCII.
bool isKeyName(std::string_view name) {
    return !name.empty() && name.size() <= MAX_KEY_NAME &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f && c != '+'; });
}

std::optional<NoteSignature> parseSignatureLine(std::string_view line) {
    if (!line.starts_with(DASH))
        return std::nullopt;
    line.remove_prefix(DASH.size());
    const auto space = line.find(' ');
    if (space == std::string_view::npos || !isKeyName(line.substr(0, space)))
        return std::nullopt;
    const auto bytes = base::fromBase64(line.substr(space + 1));
    if (!bytes || bytes->size() <= KEY_ID_SIZE)
        return std::nullopt;
    NoteSignature signature;
    signature.name = line.substr(0, space);
    std::copy_n(bytes->begin(), KEY_ID_SIZE, signature.keyId.begin());
    signature.signature.assign(bytes->begin() + KEY_ID_SIZE, bytes->end());
    return signature;
}

bool isNoteText(std::string_view text) {
    // Newlines are the only control characters of a note.
    return !text.empty() && text.back() == '\n' && std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7f;
    });
}

} // namespace

NoteKeyId noteKeyId(std::string_view name, NoteAlgorithm algorithm, const crypto::Ed25519PublicKey& key) {
    const std::array<std::uint8_t, 2> separator{'\n', static_cast<std::uint8_t>(algorithm)};
    const crypto::Hash256 hash =
        crypto::Sha256().update(base::asBytes(name)).update(separator).update(key.span()).finish();
    NoteKeyId id{};
    std::copy_n(hash.array().begin(), id.size(), id.begin());
    return id;
}

base::Result<SignedNote, Error> SignedNote::parse(std::string_view note) {
    const auto split = note.rfind("\n\n");
    if (note.size() > MAX_NOTE || split == std::string_view::npos)
        return base::Unexpected(Error::noteMalformed);
    SignedNote parsed;
    parsed.text = note.substr(0, split + 1);
    std::string_view rest = note.substr(split + 2);
    if (!isNoteText(parsed.text) || rest.empty() || rest.back() != '\n')
        return base::Unexpected(Error::noteMalformed);
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto signature = parseSignatureLine(rest.substr(0, end));
        if (!signature || parsed.signatures.size() == MAX_NOTE_SIGNATURES)
            return base::Unexpected(Error::noteMalformed);
        parsed.signatures.push_back(std::move(*signature));
        rest.remove_prefix(end + 1);
    }
    return parsed;
}

std::string SignedNote::toText() const {
    std::string note = text + "\n";
    for (const NoteSignature& signature : signatures) {
        base::Bytes bytes(signature.keyId.begin(), signature.keyId.end());
        bytes.insert(bytes.end(), signature.signature.begin(), signature.signature.end());
        note += std::string(DASH) + signature.name + " " + base::toBase64(bytes) + "\n";
    }
    return note;
}

bool SignedNote::isSignedBy(std::string_view name, const crypto::Ed25519PublicKey& key) const {
    const NoteKeyId id = noteKeyId(name, NoteAlgorithm::ed25519, key);
    return std::any_of(signatures.begin(), signatures.end(), [&](const NoteSignature& candidate) {
        if (candidate.name != name || candidate.keyId != id)
            return false;
        const auto signature = crypto::Ed25519Signature::from(candidate.signature);
        return signature && crypto::verifyEd25519(key, base::asBytes(text), *signature);
    });
}

void SignedNote::sign(std::string_view name, const crypto::Ed25519KeyPair& key) {
    STRONGROOM_CHECK(isKeyName(name) && isNoteText(text));
    const crypto::Ed25519Signature signature = key.sign(base::asBytes(text));
    signatures.push_back({std::string(name), noteKeyId(name, NoteAlgorithm::ed25519, key.publicKey()),
                          base::toBytes(signature.span())});
}

std::string noteVerifierKey(std::string_view name, const crypto::Ed25519PublicKey& key) {
    base::Bytes bytes{static_cast<std::uint8_t>(NoteAlgorithm::ed25519)};
    bytes.insert(bytes.end(), key.span().begin(), key.span().end());
    return std::string(name) + "+" + base::toHex(noteKeyId(name, NoteAlgorithm::ed25519, key)) + "+" +
           base::toBase64(bytes);
}

base::Result<NoteVerifier, Error> parseNoteVerifierKey(std::string_view text) {
    const auto first = text.find('+');
    const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos)
        return base::Unexpected(Error::noteMalformed);
    const std::string_view name = text.substr(0, first);
    const auto bytes = base::fromBase64(text.substr(second + 1));
    if (!isKeyName(name) || !bytes || bytes->size() != 1 + crypto::Ed25519PublicKey::SIZE ||
        bytes->front() != static_cast<std::uint8_t>(NoteAlgorithm::ed25519))
        return base::Unexpected(Error::noteMalformed);
    const auto key = crypto::Ed25519PublicKey::from(base::ByteSpan(*bytes).subspan(1));
    if (noteVerifierKey(name, *key) != text) // also the key id in the middle
        return base::Unexpected(Error::noteMalformed);
    return NoteVerifier{std::string(name), *key};
}

} // namespace strongroom::audit
