#include "descriptor/parse.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/taproot.h"
#include "descriptor/text_parts.h"

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

/// Consensus: a longer script cannot be pushed (BIP16).
constexpr std::size_t MAX_REDEEM_SCRIPT_SIZE = 520;
/// Relay: a bare multisig with more keys is not standard.
constexpr std::size_t MAX_BARE_MULTISIG_KEYS = 3;

class Grammar {
public:
    explicit Grammar(bitcoin::Network network) : m_network(network) {}

    Result<ParsedExpression> run(std::string_view text) {
        const auto call = splitCall(text);
        if (!call)
            return Unexpected(Error::syntax);
        STRONGROOM_TRY(readOutermost(*call, text));
        return std::move(m_result);
    }

private:
    Result<void> readOutermost(const FunctionCall& call, std::string_view text) {
        if (call.name == "wpkh")
            return readSingle(DescriptorType::wpkh, call.arguments, KeyContext::segwitV0);
        if (call.name == "combo")
            return readSingle(DescriptorType::combo, call.arguments, KeyContext::segwitV0);
        if (call.name == "rawtr")
            return readSingle(DescriptorType::rawtr, call.arguments, KeyContext::taproot);
        if (call.name == "tr")
            return readTaproot(call.arguments);
        if (call.name == "wsh")
            return readScript(Wrapping::wsh, call.arguments);
        if (call.name == "sh")
            return readSh(call.arguments);
        if (call.name == "addr")
            return readAddress(call.arguments);
        if (call.name == "raw")
            return readRaw(call.arguments);
        return readScript(Wrapping::bare, text);
    }

    Result<void> readSingle(DescriptorType type, std::string_view argument, KeyContext context) {
        m_result.type = type;
        if (splitArguments(argument).size() != 1)
            return Unexpected(Error::syntax);
        STRONGROOM_ASSIGN(KeyExpression key, parseKey(argument, m_network, context));
        m_result.keys.push_back(std::move(key));
        return {};
    }

    Result<void> readSh(std::string_view argument) {
        const auto inner = splitCall(argument);
        if (inner && inner->name == "wpkh")
            return readSingle(DescriptorType::shWpkh, inner->arguments, KeyContext::segwitV0);
        if (inner && inner->name == "wsh")
            return readScript(Wrapping::shWsh, inner->arguments);
        return readScript(Wrapping::sh, argument);
    }

    Result<Miniscript> readMiniscript(std::string_view text, ScriptContext context) {
        const KeyContext keys =
            context == ScriptContext::tapscript ? KeyContext::taproot : KeyContext::segwitV0;
        return Miniscript::parse(text, context, [&](std::string_view key) -> Result<std::uint32_t> {
            STRONGROOM_ASSIGN(KeyExpression parsed, parseKey(key, m_network, keys));
            m_result.keys.push_back(std::move(parsed));
            return static_cast<std::uint32_t>(m_result.keys.size() - 1);
        });
    }

    Result<void> readScript(Wrapping wrapping, std::string_view text) {
        const bool legacy = wrapping == Wrapping::bare || wrapping == Wrapping::sh;
        STRONGROOM_ASSIGN(Miniscript script,
                          readMiniscript(text, legacy ? ScriptContext::legacy : ScriptContext::segwitV0));
        if (wrapping == Wrapping::bare && script.root().keys.size() > MAX_BARE_MULTISIG_KEYS)
            return Unexpected(Error::keyCount);
        if (wrapping == Wrapping::sh && script.limits().scriptSize > MAX_REDEEM_SCRIPT_SIZE)
            return Unexpected(Error::redeemScriptTooLong);
        STRONGROOM_TRY(script.checkSanity());
        m_result.type = typeOfScript(wrapping, script);
        m_result.scripts.push_back({std::move(script), 0});
        return {};
    }

    Result<void> readTaproot(std::string_view arguments) {
        const auto parts = splitArguments(arguments);
        if (parts.size() > 2)
            return Unexpected(Error::syntax);
        STRONGROOM_TRY(readSingle(DescriptorType::trKey, parts[0], KeyContext::taproot));
        if (parts.size() == 1)
            return {};
        m_result.type = DescriptorType::trTree;
        return readTree(parts[1]);
    }

    /// TREE = "{" TREE "," TREE "}" | script, left to right; `sides` is the way down to where the text is.
    Result<void> readTree(std::string_view text) {
        enum class Side : std::uint8_t { left, right };
        std::vector<Side> sides;
        for (;;) {
            for (; text.starts_with('{'); text.remove_prefix(1)) {
                if (sides.size() == bitcoin::MAX_TAP_DEPTH)
                    return Unexpected(Error::treeDepth);
                sides.push_back(Side::left);
            }
            const std::string_view leaf = text.substr(0, leafLength(text));
            STRONGROOM_TRY(readLeaf(leaf, sides.size()));
            text.remove_prefix(leaf.size());
            for (; text.starts_with('}'); text.remove_prefix(1)) {
                if (sides.empty() || sides.back() == Side::left)
                    return Unexpected(Error::treeSyntax);
                sides.pop_back();
            }
            if (sides.empty() && text.empty())
                return {};
            if (sides.empty() || sides.back() == Side::right || !text.starts_with(','))
                return Unexpected(Error::treeSyntax);
            sides.back() = Side::right;
            text.remove_prefix(1);
        }
    }

    /// Up to the comma or brace behind a leaf.
    static std::size_t leafLength(std::string_view text) {
        std::size_t depth = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '(')
                ++depth;
            else if (text[i] == ')' && depth > 0)
                --depth;
            else if (depth == 0 && (text[i] == ',' || text[i] == '}' || text[i] == '{'))
                return i;
        }
        return text.size();
    }

    Result<void> readLeaf(std::string_view text, std::size_t depth) {
        if (text.empty())
            return Unexpected(Error::treeSyntax);
        STRONGROOM_ASSIGN(Miniscript script, readMiniscript(text, ScriptContext::tapscript));
        STRONGROOM_TRY(script.checkSanity());
        m_result.scripts.push_back({std::move(script), static_cast<std::uint8_t>(depth)});
        return {};
    }

    Result<void> readAddress(std::string_view text) {
        auto decoded = bitcoin::decodeAddress(text, m_network);
        if (!decoded)
            return Unexpected(Error::address);
        m_result.type = DescriptorType::addr;
        m_result.output = std::move(decoded->script);
        return {};
    }

    Result<void> readRaw(std::string_view text) {
        auto script = base::fromHex(text);
        if (!script || script->empty())
            return Unexpected(Error::rawHex);
        m_result.type = DescriptorType::raw;
        m_result.output = std::move(*script);
        return {};
    }

    bitcoin::Network m_network;
    ParsedExpression m_result;
};

std::string treeText(const std::vector<ParsedScript>& leaves, const Miniscript::KeyWriter& writeKey) {
    enum class Side : std::uint8_t { left, right };
    std::string text;
    std::vector<Side> sides; // of the subtrees that are still open
    for (const ParsedScript& leaf : leaves) {
        for (; sides.size() < leaf.depth; text += '{')
            sides.push_back(Side::left);
        text += leaf.script.text(writeKey);
        for (; !sides.empty() && sides.back() == Side::right; text += '}')
            sides.pop_back();
        if (sides.empty())
            break;
        sides.back() = Side::right;
        text += ',';
    }
    return text;
}

} // namespace

Result<ParsedExpression> parseExpression(std::string_view text, bitcoin::Network network) {
    return Grammar(network).run(text);
}

std::string canonicalText(const ParsedExpression& parsed, bitcoin::Network network) {
    const auto writeKey = [&](std::uint32_t key) { return parsed.keys[key].text(); };
    switch (wrappingOf(parsed.type)) {
    case Wrapping::bare:
    case Wrapping::sh:
    case Wrapping::wsh:
    case Wrapping::shWsh:
    case Wrapping::wpkh:
    case Wrapping::shWpkh:
    case Wrapping::tr: {
        const WrappingText around = textOf(wrappingOf(parsed.type));
        std::string text(around.open);
        if (parsed.type == DescriptorType::trTree)
            text += writeKey(0) + "," + treeText(parsed.scripts, writeKey);
        else
            text += parsed.scripts.empty() ? writeKey(0) : parsed.scripts[0].script.text(writeKey);
        return text + std::string(around.closing, ')');
    }
    case Wrapping::other:
        break;
    }
    std::string argument;
    if (parsed.type == DescriptorType::addr)
        argument = bitcoin::encodeAddress(parsed.output, network).value();
    else
        argument = parsed.keys.empty() ? base::toHex(parsed.output) : writeKey(0);
    return std::string(name(parsed.type)) + "(" + argument + ")";
}

} // namespace strongroom::descriptor
