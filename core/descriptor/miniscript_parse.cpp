#include "descriptor/miniscript.h"

#include "base/text_encoding.h"
#include "bitcoin/script.h"
#include "descriptor/text_parts.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

enum class Form : std::uint8_t { key, lock, hash, multisig, children };

struct Function {
    std::string_view name;
    Form form;
    Fragment fragment;
    std::size_t arity; ///< Children, or bytes of a hash.
};

constexpr std::size_t ANY = 0;
constexpr std::array FUNCTIONS{
    Function{"after", Form::lock, Fragment::after, ANY},
    Function{"and_b", Form::children, Fragment::andB, 2},
    Function{"and_n", Form::children, Fragment::andOr, 2},
    Function{"and_v", Form::children, Fragment::andV, 2},
    Function{"andor", Form::children, Fragment::andOr, 3},
    Function{"hash160", Form::hash, Fragment::hash160, 20},
    Function{"hash256", Form::hash, Fragment::hash256, 32},
    Function{"multi", Form::multisig, Fragment::multi, ANY},
    Function{"multi_a", Form::multisig, Fragment::multiA, ANY},
    Function{"older", Form::lock, Fragment::older, ANY},
    Function{"or_b", Form::children, Fragment::orB, 2},
    Function{"or_c", Form::children, Fragment::orC, 2},
    Function{"or_d", Form::children, Fragment::orD, 2},
    Function{"or_i", Form::children, Fragment::orI, 2},
    Function{"pk", Form::key, Fragment::wrapC, ANY},
    Function{"pk_h", Form::key, Fragment::pkH, ANY},
    Function{"pk_k", Form::key, Fragment::pkK, ANY},
    Function{"pkh", Form::key, Fragment::wrapC, ANY},
    Function{"ripemd160", Form::hash, Fragment::ripemd160, 20},
    Function{"sha256", Form::hash, Fragment::sha256, 32},
    Function{"sortedmulti", Form::multisig, Fragment::sortedMulti, ANY},
    Function{"sortedmulti_a", Form::multisig, Fragment::sortedMultiA, ANY},
    Function{"thresh", Form::children, Fragment::thresh, ANY},
};

/// Functions of descriptors that have no place inside a script.
constexpr std::array<std::string_view, 9> OUTSIDE{"addr", "combo", "musig", "raw", "rawtr",
                                                  "sh",   "tr",    "wpkh",  "wsh"};

bool isTapscript(ScriptContext context) {
    return context == ScriptContext::tapscript;
}

/// BIP379: which functions stand in which script.
bool isAllowed(const Function& function, ScriptContext context) {
    if (function.fragment == Fragment::multi || function.fragment == Fragment::sortedMulti)
        return !isTapscript(context);
    if (function.fragment == Fragment::multiA || function.fragment == Fragment::sortedMultiA)
        return isTapscript(context);
    return context != ScriptContext::legacy || function.name == "pk" || function.name == "pkh";
}

std::optional<std::uint32_t> readNumber(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || fault != std::errc() || end != text.data() + text.size() || text[0] == '0')
        return std::nullopt;
    return number;
}

/// Reads one expression with a list of open functions in the place of recursion.
class Parser {
public:
    Parser(std::string_view text, ScriptContext context, const Miniscript::KeyReader& readKey)
        : m_text(text), m_context(context), m_readKey(readKey) {}

    Result<std::vector<MiniscriptNode>> run() {
        for (;;) {
            STRONGROOM_ASSIGN(const bool complete, open());
            if (!complete)
                continue; // its first child comes next
            STRONGROOM_ASSIGN(const bool more, close());
            if (!more)
                return std::move(m_nodes);
        }
    }

private:
    struct Open {
        const Function* function;
        std::string_view wrappers;
        std::uint32_t number = 0;
        std::vector<std::uint32_t> children;
    };

    /// Reads wrappers and name, and the arguments of what has no children. False when children follow.
    Result<bool> open() {
        std::string_view word = takeWord();
        std::string_view wrappers;
        if (!m_text.empty() && m_text.front() == ':') {
            wrappers = word;
            m_text.remove_prefix(1);
            word = takeWord();
            if (wrappers.empty() || m_context == ScriptContext::legacy)
                return Unexpected(Error::miniscriptWrapper);
        }
        const bool called = !m_text.empty() && m_text.front() == '(';
        if (!called)
            return readConstant(word, wrappers);
        m_text.remove_prefix(1);
        const auto found = std::ranges::find(FUNCTIONS, word, &Function::name);
        if (found == FUNCTIONS.end())
            return Unexpected(std::ranges::find(OUTSIDE, word) == OUTSIDE.end() ? Error::unknownFunction
                                                                                : Error::misplacedFunction);
        if (!isAllowed(*found, m_context))
            return Unexpected(Error::misplacedFunction);
        if (found->form == Form::children)
            return openParent(*found, wrappers);
        STRONGROOM_ASSIGN(const std::string_view argument, takeArguments());
        STRONGROOM_TRY(readLeaf(*found, argument, wrappers));
        return wrap(wrappers);
    }

    Result<bool> openParent(const Function& function, std::string_view wrappers) {
        Open parent{&function, wrappers, 0, {}};
        if (function.fragment == Fragment::thresh) {
            const std::size_t comma = m_text.find(',');
            const auto number = readNumber(m_text.substr(0, comma));
            if (comma == std::string_view::npos || !number)
                return Unexpected(Error::threshold);
            parent.number = *number;
            m_text.remove_prefix(comma + 1);
        }
        m_open.push_back(std::move(parent));
        return false;
    }

    /// The node just read is complete: hands it to its parent, and closes every parent that ends here. False
    /// when the whole text is read.
    Result<bool> close() {
        for (;;) {
            const auto place = static_cast<std::uint32_t>(m_nodes.size() - 1);
            if (m_open.empty()) {
                if (!m_text.empty())
                    return Unexpected(Error::syntax);
                return false;
            }
            Open& parent = m_open.back();
            parent.children.push_back(place);
            if (m_text.empty())
                return Unexpected(Error::syntax);
            const char next = m_text.front();
            m_text.remove_prefix(1);
            if (next == ',')
                return true;
            if (next != ')')
                return Unexpected(Error::syntax);
            const Open closed = std::move(parent);
            m_open.pop_back();
            STRONGROOM_TRY(finish(closed));
            STRONGROOM_TRY(wrap(closed.wrappers));
        }
    }

    Result<void> finish(const Open& parent) {
        const std::size_t count = parent.children.size();
        if (parent.function->arity != ANY && count != parent.function->arity)
            return Unexpected(Error::miniscriptArguments);
        if (parent.function->fragment == Fragment::thresh && parent.number > count)
            return Unexpected(Error::threshold);
        std::vector<std::uint32_t> children = parent.children;
        if (parent.function->name == "and_n") {
            m_nodes.push_back({Fragment::just0, 0, {}, {}, {}});
            children.push_back(static_cast<std::uint32_t>(m_nodes.size() - 1));
        }
        m_nodes.push_back({parent.function->fragment, parent.number, {}, {}, std::move(children)});
        return {};
    }

    Result<bool> readConstant(std::string_view word, std::string_view wrappers) {
        if (m_context == ScriptContext::legacy || (word != "0" && word != "1"))
            return Unexpected(Error::scriptExpected);
        m_nodes.push_back({word == "0" ? Fragment::just0 : Fragment::just1, 0, {}, {}, {}});
        return wrap(wrappers);
    }

    Result<void> readLeaf(const Function& function, std::string_view argument, std::string_view wrappers) {
        switch (function.form) {
        case Form::key:
            return readKey(function, argument);
        case Form::lock:
            return readLock(function, argument);
        case Form::hash:
            return readHash(function, argument);
        case Form::multisig:
            return readMultisig(function, argument, wrappers);
        case Form::children:
            break;
        }
        base::checkFailed("Form");
    }

    Result<void> readKey(const Function& function, std::string_view argument) {
        STRONGROOM_ASSIGN(const std::uint32_t key, m_readKey(argument));
        if (function.fragment != Fragment::wrapC) {
            m_nodes.push_back({function.fragment, 0, {key}, {}, {}});
            return {};
        }
        m_nodes.push_back({function.name == "pk" ? Fragment::pkK : Fragment::pkH, 0, {key}, {}, {}});
        addWrapper(Fragment::wrapC);
        return {};
    }

    Result<void> readLock(const Function& function, std::string_view argument) {
        constexpr std::uint32_t MAX_OPERAND = 0x7fffffff; // both opcodes read a positive number
        const auto number = readNumber(argument);
        if (!number || *number > MAX_OPERAND)
            return Unexpected(Error::miniscriptLock);
        m_nodes.push_back({function.fragment, *number, {}, {}, {}});
        return {};
    }

    Result<void> readHash(const Function& function, std::string_view argument) {
        auto bytes = base::fromHex(argument);
        if (!bytes || bytes->size() != function.arity)
            return Unexpected(Error::miniscriptHash);
        m_nodes.push_back({function.fragment, 0, {}, std::move(*bytes), {}});
        return {};
    }

    Result<void> readMultisig(const Function& function, std::string_view argument,
                              std::string_view wrappers) {
        const bool sorted =
            function.fragment == Fragment::sortedMulti || function.fragment == Fragment::sortedMultiA;
        if (sorted && (!wrappers.empty() || !m_open.empty()))
            return Unexpected(Error::misplacedFunction);
        const auto arguments = splitArguments(argument);
        const std::size_t keyCount = arguments.size() - 1;
        if (keyCount < 1 ||
            keyCount > (isTapscript(m_context) ? Miniscript::MAX_MULTI_A_KEYS : bitcoin::MAX_MULTISIG_KEYS))
            return Unexpected(Error::keyCount);
        const auto threshold = readNumber(arguments[0]);
        if (!threshold || *threshold > keyCount)
            return Unexpected(Error::threshold);
        MiniscriptNode node{function.fragment, *threshold, {}, {}, {}};
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            STRONGROOM_ASSIGN(const std::uint32_t key, m_readKey(arguments[i]));
            node.keys.push_back(key);
        }
        m_nodes.push_back(std::move(node));
        return {};
    }

    void addWrapper(Fragment fragment) {
        m_nodes.push_back({fragment, 0, {}, {}, {static_cast<std::uint32_t>(m_nodes.size() - 1)}});
    }

    /// `t:X` is and_v(X,1), `l:X` or_i(0,X), `u:X` or_i(X,0).
    void addSugar(char letter) {
        const auto inner = static_cast<std::uint32_t>(m_nodes.size() - 1);
        const std::uint32_t constant = inner + 1;
        m_nodes.push_back({letter == 't' ? Fragment::just1 : Fragment::just0, 0, {}, {}, {}});
        std::vector children{inner, constant};
        if (letter == 'l')
            std::swap(children[0], children[1]);
        m_nodes.push_back({letter == 't' ? Fragment::andV : Fragment::orI, 0, {}, {}, std::move(children)});
    }

    /// Wraps the last node, the letter next to the colon first. True: the node is complete.
    Result<bool> wrap(std::string_view wrappers) {
        constexpr std::string_view LETTERS = "ascdvjn";
        constexpr std::array WRAPPERS{Fragment::wrapA, Fragment::wrapS, Fragment::wrapC, Fragment::wrapD,
                                      Fragment::wrapV, Fragment::wrapJ, Fragment::wrapN};
        for (; !wrappers.empty(); wrappers.remove_suffix(1)) {
            const char letter = wrappers.back();
            const std::size_t place = LETTERS.find(letter);
            if (place != std::string_view::npos)
                addWrapper(WRAPPERS[place]);
            else if (letter == 't' || letter == 'l' || letter == 'u')
                addSugar(letter);
            else
                return Unexpected(Error::miniscriptWrapper);
        }
        return true;
    }

    std::string_view takeWord() {
        const std::string_view word = m_text.substr(0, m_text.find_first_of(":(),{}"));
        m_text.remove_prefix(word.size());
        return word;
    }

    /// Everything up to the parenthesis that closes the one just read, which is taken too.
    Result<std::string_view> takeArguments() {
        std::size_t depth = 1;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            depth += m_text[i] == '(' ? 1U : 0U;
            if (m_text[i] != ')' || --depth > 0)
                continue;
            const std::string_view arguments = m_text.substr(0, i);
            m_text.remove_prefix(i + 1);
            return arguments;
        }
        return Unexpected(Error::syntax);
    }

    std::string_view m_text; ///< What is still to be read.
    ScriptContext m_context;
    const Miniscript::KeyReader& m_readKey;
    std::vector<Open> m_open;
    std::vector<MiniscriptNode> m_nodes;
};

} // namespace

Result<Miniscript> Miniscript::parse(std::string_view text, ScriptContext context, const KeyReader& readKey) {
    STRONGROOM_ASSIGN(std::vector<MiniscriptNode> nodes, Parser(text, context, readKey).run());
    return fromNodes(std::move(nodes), context);
}

Result<Miniscript> Miniscript::fromNodes(std::vector<MiniscriptNode> nodes, ScriptContext context) {
    std::vector<Properties> types;
    types.reserve(nodes.size());
    std::vector<Properties> children;
    for (const MiniscriptNode& node : nodes) {
        children.clear();
        for (const std::uint32_t child : node.children)
            children.push_back(types[child]);
        const auto type = typeOf(node.fragment, context, node.number, children);
        if (!type)
            return Unexpected(Error::miniscriptType);
        types.push_back(*type);
    }
    if (!types.back().has("B"))
        return Unexpected(Error::miniscriptTopLevel);
    Miniscript result;
    result.m_context = context;
    result.m_type = types.back();
    result.m_limits = limitsOf(nodes, types, context);
    result.m_nodes = std::move(nodes);
    return result;
}

std::vector<std::uint32_t> Miniscript::keyPlaces() const {
    std::vector<std::uint32_t> places;
    for (const MiniscriptNode& node : m_nodes)
        places.insert(places.end(), node.keys.begin(), node.keys.end());
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

} // namespace strongroom::descriptor
