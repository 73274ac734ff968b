#include "service/stateless/bsms.h"

#include "base/byte_writer.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "crypto/aes_ctr.h"
#include "crypto/compact_signature.h"
#include "crypto/hash.h"
#include "crypto/kdf.h"
#include "descriptor/descriptor.h"
#include "service/stateless/errors.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

namespace {

using base::Json;
using descriptor::Descriptor;
using descriptor::KeyExpression;

constexpr std::string_view VERSION_WORD = "BSMS ";
constexpr std::string_view VERSION = "1.0";
constexpr std::string_view NO_TOKEN = "00";
constexpr std::string_view NO_RESTRICTIONS = "No path restrictions";
constexpr std::string_view TEMPLATE = "/**";
constexpr std::size_t KEY_RECORD_LINES = 5;
constexpr std::size_t DESCRIPTOR_RECORD_LINES = 4;
constexpr std::size_t MAX_DESCRIPTION = 80;

std::string lowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::string_view withoutLastLineFeed(std::string_view text) {
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// 8 bytes (standard) or 16 (extended), as lower-case hex.
Outcome<std::string> parseToken(std::string_view text) {
    const auto bytes = base::fromHex(text);
    if (!bytes || (bytes->size() != 8 && bytes->size() != 16))
        return base::Unexpected(BsmsError::token);
    return lowerCase(text);
}

// --- Encryption

/// MAC, then the record under AES-256-CTR whose counter begins with the MAC; hex of both.
Outcome<std::string> decrypt(std::string_view hex, const std::string& token) {
    constexpr std::size_t MAC_SIZE = 32;
    constexpr std::uint32_t ITERATIONS = 2'048;
    const auto sealed = base::fromHex(hex);
    if (!sealed || sealed->size() <= MAC_SIZE)
        return base::Unexpected(BsmsError::notARecord);
    const auto key =
        crypto::pbkdf2HmacSha512<32>(base::asBytes("No SPOF"), *base::fromHex(token), ITERATIONS);
    std::array<std::uint8_t, crypto::AES_BLOCK_SIZE> counter{};
    std::copy_n(sealed->begin(), counter.size(), counter.begin());
    const base::Bytes record =
        crypto::aes256Ctr(key.span(), counter, base::ByteSpan(*sealed).subspan(MAC_SIZE));
    base::Bytes authenticated = base::toBytes(base::asBytes(token));
    authenticated.insert(authenticated.end(), record.begin(), record.end());
    const auto macKey = crypto::sha256Secret(key.span());
    const crypto::Hash256 mac = crypto::hmacSha256(macKey.span(), authenticated);
    if (!std::ranges::equal(mac.span(), base::ByteSpan(*sealed).first(MAC_SIZE)))
        return base::Unexpected(BsmsError::mac);
    return std::string(record.begin(), record.end());
}

// --- What both rounds say about keys

Json keyDocument(const KeyExpression& key) {
    return Json::Object{{"fingerprint", bitcoin::toText(key.fingerprint())},
                        {"path", key.originPath().text()},
                        {"pubkey", base::toHex(key.publicKey().span())},
                        {"xpub", key.extended ? Json(key.extended->text()) : Json()}};
}

// --- Round 1

Outcome<KeyExpression> parseRecordKey(std::string_view text) {
    auto key = descriptor::parseKey(text, bitcoin::Network::main, descriptor::KeyContext::segwitV0);
    if (!key && key.error() == descriptor::Error::keyWrongNetwork)
        key = descriptor::parseKey(text, bitcoin::Network::test, descriptor::KeyContext::segwitV0);
    if (!key)
        return base::Unexpected(key.error());
    if (!key->origin || key->wildcard || key->branchCount() != 1 || !key->stepsBefore.empty() ||
        !key->stepsAfter.empty())
        return base::Unexpected(BsmsError::key);
    return *std::move(key);
}

/// What `signmessage` of Bitcoin Core signs.
crypto::Hash256 legacyMessageDigest(std::string_view message) {
    base::ByteWriter writer;
    writer.bytesWithLength(base::asBytes("Bitcoin Signed Message:\n"));
    writer.bytesWithLength(base::asBytes(message));
    return crypto::sha256d(writer.data());
}

/// A header byte, which says how to recover the key and what address it has, and R ‖ S. The key is in the
/// record, so nothing is recovered.
Outcome<void> checkSignature(const crypto::PublicKey& key, std::string_view message, std::string_view text) {
    constexpr std::size_t SIZE = 65;
    constexpr std::uint8_t FIRST_HEADER = 27;
    constexpr std::uint8_t LAST_HEADER = 42;
    const auto signature = base::fromBase64(text);
    if (!signature || signature->size() != SIZE || signature->front() < FIRST_HEADER ||
        signature->front() > LAST_HEADER)
        return base::Unexpected(BsmsError::signatureForm);
    if (!crypto::verifyEcdsaCompact(key, legacyMessageDigest(message), base::ByteSpan(*signature).subspan(1)))
        return base::Unexpected(BsmsError::signature);
    return {};
}

Outcome<void> checkKeyRecord(const std::vector<std::string>& lines, Json::Object& document) {
    if (lines[1] != NO_TOKEN)
        STRONGROOM_TRY(parseToken(lines[1]));
    STRONGROOM_ASSIGN(const KeyExpression key, parseRecordKey(lines[2]));
    document["keys"] = Json::Array{keyDocument(key)};
    const std::string& description = lines[3];
    if (description.size() > MAX_DESCRIPTION || !base::isPlainUtf8(description))
        return base::Unexpected(BsmsError::description);
    document["description"] = description;
    const std::string signedText = lines[0] + "\n" + lines[1] + "\n" + lines[2] + "\n" + lines[3];
    return checkSignature(key.publicKey(), signedText, lines[4]);
}

// --- Round 2

/// `/0/*`: unhardened steps, at most the last of them a wildcard.
bool isRestriction(std::string_view path) {
    if (!path.starts_with('/'))
        return false;
    const std::vector<std::string> steps = split(path.substr(1), '/');
    return std::ranges::all_of(steps, [&](const std::string& step) {
        if (step == "*")
            return &step == &steps.back();
        const auto number = bitcoin::parsePathStep(step);
        return number && *number < bitcoin::HARDENED;
    });
}

std::string replaceAll(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

struct Expansion {
    std::vector<std::string> restrictions; ///< Empty: none.
    std::vector<std::string> descriptors;  ///< In the same order; without checksum.
};

/// A template comes with the paths that stand in for its `/**`, a descriptor with none.
Outcome<Expansion> expand(std::string_view line, const std::string& paths) {
    STRONGROOM_ASSIGN(const std::string_view text,
                      descriptor::stripChecksum(line, descriptor::ChecksumRule::optional));
    const bool isTemplate = text.find(TEMPLATE) != std::string_view::npos;
    if (isTemplate != (paths != NO_RESTRICTIONS))
        return base::Unexpected(BsmsError::pathRestrictions);
    if (!isTemplate)
        return Expansion{{}, {std::string(text)}};
    Expansion expansion{split(paths, ','), {}};
    if (expansion.restrictions.size() > descriptor::MAX_BRANCHES ||
        !std::ranges::all_of(expansion.restrictions, isRestriction))
        return base::Unexpected(BsmsError::pathRestrictions);
    for (const std::string& path : expansion.restrictions)
        expansion.descriptors.push_back(replaceAll(std::string(text), TEMPLATE, path));
    return expansion;
}

Outcome<std::vector<Descriptor>> parseAll(const std::vector<std::string>& texts, bitcoin::Network network) {
    std::vector<Descriptor> parsed;
    for (const std::string& text : texts) {
        STRONGROOM_ASSIGN(Descriptor one, Descriptor::parse(text, network));
        parsed.push_back(std::move(one));
    }
    return parsed;
}

/// A record names no network: that of the first address is tried, among those whose keys it could have.
struct OnNetwork {
    bitcoin::Network network;
    std::vector<Descriptor> descriptors;
};
Outcome<OnNetwork> findNetwork(const Expansion& expansion, const std::string& address) {
    constexpr std::array NETWORKS{bitcoin::Network::main, bitcoin::Network::test, bitcoin::Network::regtest};
    const base::Failure wrongNetwork(descriptor::Error::keyWrongNetwork);
    base::Failure failure = wrongNetwork;
    for (const bitcoin::Network network : NETWORKS) {
        auto parsed = parseAll(expansion.descriptors, network);
        if (!parsed) {
            if (parsed.error().code != wrongNetwork.code)
                return base::Unexpected(parsed.error());
            continue;
        }
        STRONGROOM_ASSIGN(const descriptor::DerivedScript first, parsed->front().derive(0, 0));
        const auto stated = bitcoin::decodeAddress(address, network);
        if (stated && stated->script == first.scriptPubKey)
            return OnNetwork{network, *std::move(parsed)};
        failure = base::Failure(BsmsError::firstAddress);
    }
    return base::Unexpected(std::move(failure));
}

Outcome<void> checkDescriptorRecord(const std::vector<std::string>& lines, Json::Object& document) {
    STRONGROOM_ASSIGN(const Expansion expansion, expand(lines[1], lines[2]));
    document["path_restrictions"] = Json::Array(expansion.restrictions.begin(), expansion.restrictions.end());
    STRONGROOM_ASSIGN(const OnNetwork found, findNetwork(expansion, lines[3]));
    Json::Array descriptors;
    for (const Descriptor& one : found.descriptors)
        descriptors.push_back(one.text());
    const Descriptor& first = found.descriptors.front();
    Json::Array keys;
    for (const KeyExpression& key : first.keys())
        keys.push_back(keyDocument(key));
    document["address"] = lines[3];
    document["descriptors"] = std::move(descriptors);
    document["keys"] = std::move(keys);
    document["network"] = bitcoin::name(found.network);
    document["script_type"] = descriptor::name(first.scriptType());
    document["threshold"] = static_cast<std::int64_t>(first.threshold());
    return {};
}

// --- The record

Outcome<void> checkRecord(std::string_view text, const std::string& token, Json::Object& document) {
    const std::vector<std::string> lines = split(withoutLastLineFeed(text), '\n');
    if (!lines[0].starts_with(VERSION_WORD) || !base::isPlainUtf8(lines[0]))
        return base::Unexpected(BsmsError::notARecord);
    const std::string version = lines[0].substr(VERSION_WORD.size());
    document["version"] = version;
    if (version != VERSION)
        return base::Unexpected(BsmsError::version);
    if (lines.size() == DESCRIPTOR_RECORD_LINES) {
        document["round"] = 2;
        return checkDescriptorRecord(lines, document);
    }
    if (lines.size() != KEY_RECORD_LINES)
        return base::Unexpected(BsmsError::lines);
    document["round"] = 1;
    if (!token.empty() && lowerCase(lines[1]) != token)
        return base::Unexpected(BsmsError::otherToken);
    return checkKeyRecord(lines, document);
}

Outcome<void> checkFile(base::ByteSpan file, base::ByteSpan tokenText, Json::Object& document) {
    if (file.size() > 2 * MAX_BSMS_SIZE)
        return base::Unexpected(BsmsError::notARecord);
    if (!isEncryptedBsms(file))
        return checkRecord(base::asText(file), {}, document);
    document["encrypted"] = true;
    STRONGROOM_ASSIGN(const std::string token, parseToken(base::asText(tokenText)));
    STRONGROOM_ASSIGN(const std::string record, decrypt(withoutLastLineFeed(base::asText(file)), token));
    return checkRecord(record, token, document);
}

} // namespace

bool isEncryptedBsms(base::ByteSpan file) {
    const std::string_view text = withoutLastLineFeed(base::asText(file));
    return !text.empty() && base::fromHex(text).has_value();
}

BsmsVerdict checkBsms(base::ByteSpan file, base::ByteSpan token) {
    Json::Object document{
        {"address", Json()}, {"description", Json()}, {"descriptors", Json()},       {"encrypted", false},
        {"keys", Json()},    {"network", Json()},     {"path_restrictions", Json()}, {"problem", Json()},
        {"round", Json()},   {"script_type", Json()}, {"sentence", Json()},          {"threshold", Json()},
        {"version", Json()}};
    const Outcome<void> checked = checkFile(file, token, document);
    if (!checked) {
        document["problem"] = checked.error().code;
        document["sentence"] = checked.error().message;
    }
    document["valid"] = checked.has_value();
    return BsmsVerdict{std::move(document), checked.has_value()};
}

} // namespace strongroom::service
