#include "descriptor/wallet_policy.h"

#include "base/byte_writer.h"
#include "base/check.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;
using crypto::Hash256;

constexpr std::string_view DEFAULT_PATH = "/<0;1>/*";

/// BIP388's key information: `[fingerprint/path]xpub` without anything behind.
Result<KeyExpression> readKeyInformation(std::string_view text, bitcoin::Network network) {
    auto key = parseKey(text, network, KeyContext::segwitV0);
    if (!key)
        return key;
    if (!key->extended || !key->steps(0).empty() || key->isMultipath() || key->wildcard)
        return Unexpected(Error::policyKey);
    return key;
}

Result<void> checkDistinctKeys(const std::vector<KeyExpression>& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (std::size_t k = i + 1; k < keys.size(); ++k) {
            if (keys[i].extended->sameKey(*keys[k].extended))
                return Unexpected(Error::policyKeyTwice);
        }
    }
    return {};
}

/// Puts keys in the place of placeholders, left to right.
class Expansion {
public:
    Expansion(const WalletPolicy& policy, const std::vector<KeyExpression>& keys)
        : m_rest(policy.descriptorTemplate), m_keys(keys) {}

    Result<std::string> run() {
        std::string text;
        while (!m_rest.empty()) {
            const std::size_t at = std::min(m_rest.find('@'), m_rest.size());
            text += m_rest.substr(0, at);
            m_rest.remove_prefix(at);
            if (m_rest.empty())
                break;
            STRONGROOM_ASSIGN(const std::size_t place, takePlaceholder());
            const bool inMusig = isInsideMusig(text);
            text += m_keys[place].text();
            m_expression += (m_expression.empty() ? "@" : ",@") + std::to_string(place);
            STRONGROOM_TRY(inMusig ? readMusigMember(text) : readPath(text));
        }
        if (m_next != m_keys.size())
            return Unexpected(Error::policyOrder);
        return text;
    }

private:
    /// True while the last parenthesis that is open is that of musig().
    static bool isInsideMusig(std::string_view text) {
        const std::size_t open = text.rfind("musig(");
        return open != std::string_view::npos && text.find(')', open) == std::string_view::npos;
    }

    Result<std::size_t> takePlaceholder() {
        std::size_t place = 0;
        const char* begin = m_rest.data() + 1;
        const char* end = m_rest.data() + m_rest.size();
        const auto [last, fault] = std::from_chars(begin, end, place);
        const auto length = static_cast<std::size_t>(last - begin);
        if (fault != std::errc() || (length > 1 && *begin == '0'))
            return Unexpected(Error::policyPlaceholder);
        if (place > m_next || place >= m_keys.size())
            return Unexpected(Error::policyOrder);
        m_next = std::max(m_next, place + 1);
        m_rest.remove_prefix(1 + length);
        return place;
    }

    /// Inside musig() keys stand alone; the path that follows it is that of all of them (BIP388).
    Result<void> readMusigMember(std::string& text) {
        if (m_rest.starts_with('/'))
            return Unexpected(Error::policyPath);
        if (!m_rest.starts_with(')'))
            return {};
        text += ')';
        m_rest.remove_prefix(1);
        return readPath(text);
    }

    /// BIP388: one expression may stand several times, on paths that have no step in common.
    Result<void> readPath(std::string& text) {
        const std::string_view path = m_rest.substr(0, m_rest.find_first_of(",){}"));
        m_rest.remove_prefix(path.size());
        std::string_view written = path == "/**" ? DEFAULT_PATH : path;
        const std::size_t close = written.find('>');
        if (!written.starts_with("/<") || close == std::string_view::npos || written.substr(close) != ">/*")
            return Unexpected(Error::policyPath);
        const std::string_view pair = written.substr(2, close - 2);
        const std::size_t semicolon = pair.find(';');
        if (semicolon == std::string_view::npos || pair.find(';', semicolon + 1) != std::string_view::npos)
            return Unexpected(Error::policyPath);
        std::set<std::string, std::less<>>& steps = m_used[std::exchange(m_expression, {})];
        for (const std::string_view step : {pair.substr(0, semicolon), pair.substr(semicolon + 1)}) {
            if (!steps.emplace(step).second)
                return Unexpected(Error::policyKeyTwice);
        }
        text += written;
        return {};
    }

    std::string_view m_rest;
    const std::vector<KeyExpression>& m_keys;
    std::string m_expression; ///< "@0", or the members of a musig(): what the next path belongs to.
    std::map<std::string, std::set<std::string, std::less<>>> m_used; ///< Steps taken under each of those.
    std::size_t m_next = 0;                                           ///< The first placeholder not met yet.
};

/// Every key must be a placeholder: what the template spells out itself is no policy.
bool spellsOutKeys(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool startsArgument = i > 0 && (text[i - 1] == '(' || text[i - 1] == ',');
        if (text[i] == '[' ||
            (startsArgument && (text.substr(i).starts_with("xpub") || text.substr(i).starts_with("tpub"))))
            return true;
    }
    return false;
}

std::string keyInformation(const KeyExpression& key) {
    std::string text = "[" + bitcoin::toText(key.fingerprint());
    if (!key.originPath().empty())
        text += "/" + key.originPath().relativeText();
    std::ranges::replace(text, 'h', '\'');
    return (key.origin ? text + "]" : std::string()) + key.extended->text();
}

/// RFC 6962: leaves and nodes hash under different first bytes; the left side is the largest power of two.
Hash256 merkleRoot(std::span<const Hash256> leaves) {
    if (leaves.empty())
        return Hash256();
    if (leaves.size() == 1)
        return leaves[0];
    std::size_t left = 1;
    while (left * 2 < leaves.size())
        left *= 2;
    base::ByteWriter writer;
    writer.u8(0x01)
        .bytes(merkleRoot(leaves.first(left)).span())
        .bytes(merkleRoot(leaves.subspan(left)).span());
    return crypto::sha256(writer.take());
}

} // namespace

Result<Descriptor> descriptorOf(const WalletPolicy& policy, bitcoin::Network network) {
    if (policy.descriptorTemplate.size() > Descriptor::MAX_TEXT_LENGTH ||
        policy.keys.size() > WalletPolicy::MAX_KEYS)
        return Unexpected(Error::tooLong);
    if (spellsOutKeys(policy.descriptorTemplate))
        return Unexpected(Error::policyPlaceholder);
    std::vector<KeyExpression> keys;
    for (const std::string& text : policy.keys) {
        if (text.size() > Descriptor::MAX_TEXT_LENGTH)
            return Unexpected(Error::tooLong);
        STRONGROOM_ASSIGN(KeyExpression key, readKeyInformation(text, network));
        keys.push_back(std::move(key));
    }
    STRONGROOM_TRY(checkDistinctKeys(keys));
    STRONGROOM_ASSIGN(const std::string text, Expansion(policy, keys).run());
    STRONGROOM_ASSIGN(Descriptor descriptor, Descriptor::parse(text, network));
    const bool allPlaceholders = std::ranges::all_of(
        descriptor.keys(), [](const KeyExpression& key) { return key.wildcard && key.branches.size() == 2; });
    if (descriptor.keys().empty() || !allPlaceholders)
        return Unexpected(Error::policyPlaceholder);
    return descriptor;
}

Result<WalletPolicy> policyOf(const Descriptor& descriptor) {
    WalletPolicy policy;
    std::vector<KeyExpression> known;
    std::string text = descriptor.textWithoutChecksum();
    const auto replaceFirst = [&](const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        STRONGROOM_CHECK(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    const auto nameOf = [&](const KeyExpression& key) {
        const auto same = [&](const KeyExpression& other) { return other.extended->sameKey(*key.extended); };
        const auto found = std::ranges::find_if(known, same);
        const auto place = static_cast<std::size_t>(found - known.begin());
        if (found == known.end()) {
            known.push_back(key);
            policy.keys.push_back(keyInformation(key));
        }
        return "@" + std::to_string(place);
    };
    for (const KeyExpression& key : descriptor.keys()) {
        std::string name;
        if (!key.extended || !key.stepsBefore.empty() || !key.stepsAfter.empty() || !key.wildcard ||
            key.branches.size() != 2)
            return Unexpected(Error::policyForm);
        const std::string path =
            "/<" + std::to_string(key.branches[0]) + ";" + std::to_string(key.branches[1]) + ">/*";
        for (const KeyExpression& participant : key.participants) {
            if (!participant.extended || !participant.steps(0).empty())
                return Unexpected(Error::policyForm);
            name += (name.empty() ? "musig(" : ",") + nameOf(participant);
        }
        name = key.isMusig() ? name + ")" : nameOf(key);
        replaceFirst(key.text(), name + (path == DEFAULT_PATH ? "/**" : path));
    }
    policy.descriptorTemplate = std::move(text);
    // Only what reads back is a policy: this finds keys that differ in their origins alone and shared paths.
    const auto again = descriptorOf(policy, descriptor.network());
    if (!again || *again != descriptor)
        return Unexpected(Error::policyForm);
    return policy;
}

Hash256 policyId(const WalletPolicy& policy, std::string_view name) {
    constexpr std::uint8_t VERSION = 2;
    constexpr std::size_t MAX_NAME = 64;
    STRONGROOM_CHECK(name.size() <= MAX_NAME);
    std::vector<Hash256> leaves;
    for (const std::string& key : policy.keys)
        leaves.push_back(crypto::sha256(base::ByteWriter().u8(0x00).bytes(base::asBytes(key)).take()));
    base::ByteWriter writer;
    writer.u8(VERSION).u8(static_cast<std::uint8_t>(name.size())).bytes(base::asBytes(name));
    writer.compactSize(policy.descriptorTemplate.size());
    writer.bytes(crypto::sha256(base::asBytes(policy.descriptorTemplate)).span());
    writer.compactSize(leaves.size()).bytes(merkleRoot(leaves).span());
    return crypto::sha256(writer.take());
}

} // namespace strongroom::descriptor
