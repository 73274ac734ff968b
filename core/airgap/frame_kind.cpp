#include "airgap/frame_kind.h"

#include "airgap/base43.h"
#include "airgap/specter.h"
#include "airgap/ur.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strongroom::airgap {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t MIN_WORD = 3; // of BIP39 and SLIP39
constexpr std::size_t MAX_WORD = 8;
/// BIP39 has 12, 15, 18, 21 or 24 words, SLIP39 has 20 or 33.
constexpr std::array<std::size_t, 7> WORD_COUNTS{12, 15, 18, 20, 21, 24, 33};
constexpr std::size_t SEED_QR_DIGITS = 4; // a word's number, 0000 to 2047
constexpr std::array<std::size_t, 5> ENTROPY_SIZES{16, 20, 24, 28, 32};
constexpr std::size_t MIN_CODEX32 = 48; // BIP93
constexpr std::array SECRET_UR_TYPES{"seed"sv,  "crypto-seed"sv,  "eckey"sv, "crypto-eckey"sv,
                                     "bip39"sv, "crypto-bip39"sv, "sskr"sv,  "crypto-sskr"sv};
constexpr std::array FORMAT_NAMES{"ur"sv, "bbqr"sv, "specter"sv, "base43"sv, "base64"sv, "hex"sv, "binary"sv};

/// How a PSBT begins.
struct Beginning {
    std::string_view text;
    FrameFormat format;
};
constexpr std::array PSBT_BEGINNINGS{
    Beginning{"psbt\xff"sv, FrameFormat::binary},
    Beginning{"cHNidP"sv, FrameFormat::base64},
    Beginning{"70736274ff"sv, FrameFormat::hex},
    Beginning{"70736274FF"sv, FrameFormat::hex},
};

template <typename Range, typename T>
bool contains(const Range& range, const T& value) {
    return std::find(range.begin(), range.end(), value) != range.end();
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isBase58(char c) {
    return "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"sv.find(c) != std::string_view::npos;
}

/// Words of letters, between single or repeated white space.
bool isMnemonic(std::string_view text) {
    std::size_t words = 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool space =
            i == text.size() || text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
        if (!space && !isLetter(text[i]))
            return false;
        if (!space) {
            ++length;
            continue;
        }
        if (length == 0)
            continue;
        if (length < MIN_WORD || length > MAX_WORD)
            return false;
        ++words;
        length = 0;
    }
    return contains(WORD_COUNTS, words);
}

bool isSeedQr(std::string_view text) {
    if (text.size() % SEED_QR_DIGITS != 0 || !contains(WORD_COUNTS, text.size() / SEED_QR_DIGITS))
        return false;
    if (!std::all_of(text.begin(), text.end(), isDigit))
        return false;
    for (std::size_t i = 0; i < text.size(); i += SEED_QR_DIGITS)
        if (text.substr(i, SEED_QR_DIGITS) > "2047"sv)
            return false;
    return true;
}

/// Bytes of the size of BIP39 entropy that are no text.
bool isCompactSeedQr(std::string_view content) {
    return contains(ENTROPY_SIZES, content.size()) &&
           !std::all_of(content.begin(), content.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// An extended private key anywhere, as in a descriptor: the four letters, then base58.
bool hasExtendedPrivateKey(std::string_view text) {
    for (std::size_t at = text.find("prv"sv); at != std::string_view::npos; at = text.find("prv"sv, at + 1)) {
        constexpr std::size_t ENOUGH = 20;
        const std::string_view rest = text.substr(at + 3, ENOUGH);
        if (at > 0 && isLetter(text[at - 1]) && rest.size() == ENOUGH &&
            std::all_of(rest.begin(), rest.end(), isBase58))
            return true;
    }
    return false;
}

/// The private key format of Bitcoin Core's wallets: version 0x80 or 0xef, 51 or 52 characters.
bool isWif(std::string_view text) {
    const bool size = text.size() == 51 || text.size() == 52;
    return size && "5KL9c"sv.find(text.front()) != std::string_view::npos &&
           std::all_of(text.begin(), text.end(), isBase58);
}

bool isCodex32(std::string_view text) {
    return text.size() >= MIN_CODEX32 && (text.starts_with("ms1"sv) || text.starts_with("MS1"sv));
}

/// The beginning of base43 depends on everything behind it, so it is read whole.
bool isBase43Psbt(std::string_view text) {
    const auto bytes = decodeBase43(text);
    return bytes && base::asText(*bytes).starts_with("psbt\xff"sv);
}

} // namespace

std::string_view name(FrameFormat format) {
    return FORMAT_NAMES[static_cast<std::size_t>(format)];
}

std::optional<FrameFormat> parseFrameFormat(std::string_view text) {
    const auto found = std::ranges::find(FORMAT_NAMES, text);
    if (found == FORMAT_NAMES.end())
        return std::nullopt;
    return static_cast<FrameFormat>(found - FORMAT_NAMES.begin());
}

std::optional<FrameFormat> frameFormatOf(base::ByteSpan content) {
    const std::string_view text = base::asText(content);
    if (urTypeOf(text))
        return FrameFormat::ur;
    if (text.starts_with("B$"sv))
        return FrameFormat::bbqr;
    if (isSpecterFrame(text))
        return FrameFormat::specter;
    for (const Beginning& beginning : PSBT_BEGINNINGS)
        if (text.starts_with(beginning.text))
            return beginning.format;
    return isBase43Psbt(text) ? std::optional(FrameFormat::base43) : std::nullopt;
}

bool looksLikeSecret(base::ByteSpan content) {
    const std::string_view text = base::asText(content);
    if (const auto type = urTypeOf(text))
        return contains(SECRET_UR_TYPES, std::string_view(*type));
    if (frameFormatOf(content))
        return false;
    return isSeedQr(text) || isCompactSeedQr(text) || isMnemonic(text) || hasExtendedPrivateKey(text) ||
           isWif(text) || isCodex32(text);
}

} // namespace strongroom::airgap
