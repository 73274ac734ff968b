#include "descriptor/parse.h"

#include "bitcoin/script.h"
#include "descriptor/descriptor.h"
#include "descriptor/text_parts.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

struct KnownFunction {
    std::string_view name;
    Error atTop;
    Error insideWsh;
};

/// Functions that exist in BIP380 to 390 and 379 and that this program does not take there.
constexpr std::array KNOWN_FUNCTIONS{
    KnownFunction{"addr", Error::unsupportedAddr, Error::misplacedFunction},
    KnownFunction{"combo", Error::unsupportedCombo, Error::misplacedFunction},
    KnownFunction{"multi", Error::unsupportedBareMulti, Error::misplacedFunction},
    KnownFunction{"multi_a", Error::misplacedFunction, Error::misplacedFunction},
    KnownFunction{"musig", Error::unsupportedMusig, Error::unsupportedMusig},
    KnownFunction{"pk", Error::unsupportedPk, Error::unsupportedMiniscript},
    KnownFunction{"pkh", Error::unsupportedPkh, Error::unsupportedMiniscript},
    KnownFunction{"raw", Error::unsupportedRaw, Error::misplacedFunction},
    KnownFunction{"rawtr", Error::unsupportedRawtr, Error::misplacedFunction},
    KnownFunction{"sh", Error::unsupportedSh, Error::misplacedFunction},
    KnownFunction{"sortedmulti", Error::unsupportedBareMulti, Error::misplacedFunction},
    KnownFunction{"sortedmulti_a", Error::misplacedFunction, Error::misplacedFunction},
    KnownFunction{"tr", Error::misplacedFunction, Error::misplacedFunction},
    KnownFunction{"wpkh", Error::misplacedFunction, Error::misplacedFunction},
    KnownFunction{"wsh", Error::misplacedFunction, Error::misplacedFunction},
};

/// BIP379 fragments, without their wrappers (`v:older` is a wrapped `older`).
constexpr std::array<std::string_view, 19> MINISCRIPT_FRAGMENTS{
    "after", "and_b", "and_n", "and_v", "andor", "hash160", "hash256", "multi",  "older",    "or_b",
    "or_c",  "or_d",  "or_i",  "pk",    "pk_h",  "pk_k",    "pkh",     "sha256", "ripemd160"};

bool isMiniscript(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    const std::string_view fragment = colon == std::string_view::npos ? name : name.substr(colon + 1);
    return fragment == "thresh" ||
           std::ranges::find(MINISCRIPT_FRAGMENTS, fragment) != MINISCRIPT_FRAGMENTS.end();
}

const KnownFunction* known(std::string_view name) {
    const auto found = std::ranges::find(KNOWN_FUNCTIONS, name, &KnownFunction::name);
    return found == KNOWN_FUNCTIONS.end() ? nullptr : &*found;
}

Error refusalAtTop(std::string_view name) {
    if (const KnownFunction* function = known(name))
        return function->atTop;
    return isMiniscript(name) ? Error::misplacedFunction : Error::unknownFunction;
}

Error refusalInsideWsh(std::string_view name) {
    if (const KnownFunction* function = known(name))
        return function->insideWsh;
    return isMiniscript(name) ? Error::unsupportedMiniscript : Error::unknownFunction;
}

Result<std::size_t> parseThreshold(std::string_view text, std::size_t keyCount) {
    std::size_t threshold = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), threshold);
    if (fault != std::errc() || end != text.data() + text.size() || text[0] == '0' || threshold > keyCount)
        return Unexpected(Error::threshold);
    return threshold;
}

Result<ParsedExpression> parseMulti(const FunctionCall& call, bitcoin::Network network) {
    const auto arguments = splitArguments(call.arguments);
    const std::size_t keyCount = arguments.size() - 1;
    if (keyCount < 1 || keyCount > bitcoin::MAX_MULTISIG_KEYS)
        return Unexpected(Error::keyCount);
    ParsedExpression result{
        call.name == "multi" ? DescriptorType::wshMulti : DescriptorType::wshSortedMulti, 0, {}};
    STRONGROOM_ASSIGN(result.threshold, parseThreshold(arguments[0], keyCount));
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        STRONGROOM_ASSIGN(KeyExpression key, parseKey(arguments[i], network, KeyContext::segwitV0));
        result.keys.push_back(std::move(key));
    }
    return result;
}

Result<ParsedExpression> parseWsh(std::string_view arguments, bitcoin::Network network) {
    const auto inner = splitCall(arguments);
    if (!inner)
        return Unexpected(arguments.find('(') == std::string_view::npos ? Error::scriptExpected
                                                                        : Error::syntax);
    if (inner->name != "multi" && inner->name != "sortedmulti")
        return Unexpected(refusalInsideWsh(inner->name));
    return parseMulti(*inner, network);
}

Result<ParsedExpression> parseSingle(DescriptorType type, std::string_view argument,
                                     bitcoin::Network network) {
    const KeyContext context = type == DescriptorType::trKey ? KeyContext::taproot : KeyContext::segwitV0;
    ParsedExpression result{type, 1, {}};
    STRONGROOM_ASSIGN(KeyExpression key, parseKey(argument, network, context));
    result.keys.push_back(std::move(key));
    return result;
}

} // namespace

Result<ParsedExpression> parseExpression(std::string_view text, bitcoin::Network network) {
    const auto call = splitCall(text);
    if (!call)
        return Unexpected(Error::syntax);
    if (call->name == "wsh")
        return parseWsh(call->arguments, network);
    if (call->name != "wpkh" && call->name != "tr")
        return Unexpected(refusalAtTop(call->name));
    const bool taproot = call->name == "tr";
    if (splitArguments(call->arguments).size() != 1)
        return Unexpected(taproot ? Error::unsupportedTree : Error::syntax);
    return parseSingle(taproot ? DescriptorType::trKey : DescriptorType::wpkh, call->arguments, network);
}

} // namespace strongroom::descriptor
