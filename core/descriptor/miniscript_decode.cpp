// BIP379's translation table read backwards. From its end a script says at each step which fragment it closes
// but for and_v, whose halves stand side by side: after each expression the next may be its left half.
#include "descriptor/miniscript_decode.h"

#include "bitcoin/opcode.h"
#include "bitcoin/script_reader.h"

#include <algorithm>
#include <array>

namespace strongroom::descriptor {

namespace {

using enum bitcoin::Opcode;

/// An operation of the script; those with a VERIFY in their name are two.
struct Token {
    std::uint8_t code;
    ByteSpan data;
};

/// Last first. Nothing when the script cannot be read to its end.
std::optional<std::vector<Token>> tokensOf(ByteSpan script) {
    std::vector<Token> tokens;
    bitcoin::ScriptReader reader(script);
    while (const auto operation = reader.next()) {
        const std::uint8_t code = operation->code;
        const bool verifies = code == OP_EQUALVERIFY || code == OP_CHECKSIGVERIFY ||
                              code == OP_CHECKMULTISIGVERIFY || code == OP_NUMEQUALVERIFY;
        tokens.push_back({verifies ? static_cast<std::uint8_t>(code - 1) : code, operation->data});
        if (verifies)
            tokens.push_back({OP_VERIFY, {}});
    }
    if (!reader.atEnd())
        return std::nullopt;
    std::ranges::reverse(tokens);
    return tokens;
}

/// A number that miniscript can ask for, of at most 31 bits. Longer pushes of it do not encode back.
std::optional<std::uint32_t> numberOf(const Token& token) {
    if (token.code >= OP_1 && token.code <= OP_16)
        return token.code - OP_1 + 1U;
    if (token.data.empty() || token.data.size() > 4 || (token.data.back() & 0x80U) != 0)
        return std::nullopt;
    std::uint32_t number = 0;
    for (std::size_t i = token.data.size(); i > 0; --i)
        number = number << 8U | token.data[i - 1];
    return number;
}

std::optional<Fragment> hashFragment(std::uint8_t code) {
    switch (code) {
    case OP_SHA256:
        return Fragment::sha256;
    case OP_HASH256:
        return Fragment::hash256;
    case OP_RIPEMD160:
        return Fragment::ripemd160;
    case OP_HASH160:
        return Fragment::hash160;
    default: // any other opcode of any script
        return std::nullopt;
    }
}

class Decoder {
public:
    Decoder(std::vector<Token> tokens, ScriptContext context, const KeyOfHash& keyOfHash)
        : m_tokens(std::move(tokens)), m_context(context), m_keyOfHash(keyOfHash) {}

    std::optional<DecodedMiniscript> run() {
        m_tasks.push_back({Step::expression});
        while (!m_tasks.empty()) {
            const Task task = m_tasks.back();
            m_tasks.pop_back();
            if (!perform(task))
                return std::nullopt;
        }
        if (m_at != m_tokens.size() || m_made.size() != 1)
            return std::nullopt;
        auto expression = Miniscript::fromNodes(std::move(m_nodes), m_context);
        if (!expression)
            return std::nullopt;
        return DecodedMiniscript{*std::move(expression), std::move(m_keys)};
    }

private:
    enum class Step : std::uint8_t {
        single,     ///< One expression that is no and_v: what encloses it commutes with and_v.
        expression, ///< One of type B, K or V.
        operand,    ///< One of type W.
        andVOrEnd,
        wrap,    ///< `fragment` around the last expression made; its opening must be here.
        combine, ///< `fragment` of the last ones made, the first of the script being the last.
        endIf,
        endIfNotIf,
        endIfElse,
        threshOperands,
        threshFirst,
    };
    struct Task {
        Step step;
        Fragment fragment = Fragment::just0;
        std::uint32_t count = 0;     ///< Of a threshold: the children so far.
        std::uint32_t threshold = 0; ///< Of a threshold.
    };

    [[nodiscard]] std::size_t left() const { return m_tokens.size() - m_at; }
    [[nodiscard]] const Token& token(std::size_t ahead = 0) const { return m_tokens[m_at + ahead]; }
    /// The next tokens are these, and are taken.
    bool take(std::initializer_list<std::uint8_t> codes) {
        if (left() < codes.size())
            return false;
        for (std::size_t i = 0; i < codes.size(); ++i)
            if (token(i).code != codes.begin()[i])
                return false;
        m_at += codes.size();
        return true;
    }
    void push(Task task) { m_tasks.push_back(task); }

    /// A node of the last `children` made, in the order of the script.
    bool make(MiniscriptNode node, std::size_t children = 0) {
        if (m_made.size() < children)
            return false;
        for (std::size_t i = 0; i < children; ++i) {
            node.children.push_back(m_made.back());
            m_made.pop_back();
        }
        m_made.push_back(static_cast<std::uint32_t>(m_nodes.size()));
        m_nodes.push_back(std::move(node));
        return true;
    }
    bool make(Fragment fragment, std::size_t children = 0) { return make(nodeOf(fragment), children); }
    static MiniscriptNode nodeOf(Fragment fragment, std::uint32_t number = 0,
                                 std::vector<std::uint32_t> keys = {}) {
        return {fragment, number, std::move(keys), {}, {}};
    }

    std::optional<std::uint32_t> addKey(std::optional<crypto::PublicKey> key) {
        if (!key)
            return std::nullopt;
        m_keys.push_back(*key);
        return static_cast<std::uint32_t>(m_keys.size() - 1);
    }
    [[nodiscard]] std::optional<crypto::PublicKey> keyOf(ByteSpan bytes) const {
        if (m_context != ScriptContext::tapscript)
            return crypto::PublicKey::parse(bytes);
        Bytes even{0x02};
        even.insert(even.end(), bytes.begin(), bytes.end());
        return crypto::PublicKey::parse(even);
    }

    bool perform(const Task& task) {
        switch (task.step) {
        case Step::single:
            return single();
        case Step::expression:
            push({Step::andVOrEnd});
            push({Step::single});
            return true;
        case Step::operand:
            return operand();
        case Step::andVOrEnd:
            return andVOrEnd();
        case Step::wrap:
            return wrap(task.fragment);
        case Step::combine:
            return combine(task.fragment);
        case Step::endIf:
            return endIf();
        case Step::endIfNotIf:
            push({Step::combine, take({OP_IFDUP}) ? Fragment::orD : Fragment::orC});
            push({Step::single});
            return true;
        case Step::endIfElse:
            return endIfElse();
        case Step::threshOperands:
            return threshOperands(task);
        case Step::threshFirst:
            return make(nodeOf(Fragment::thresh, task.threshold), task.count);
        }
        return false;
    }

    /// How far a rule got: `no` leaves the tokens to the next rule.
    enum class Match : std::uint8_t { no, yes, broken };
    static Match matched(bool made) { return made ? Match::yes : Match::broken; }

    bool single() {
        if (left() == 0)
            return false;
        for (const auto rule : {&Decoder::constant, &Decoder::key, &Decoder::keyHash, &Decoder::lock,
                                &Decoder::hashLock, &Decoder::multisig, &Decoder::multisigA})
            if (const Match match = (this->*rule)(); match != Match::no)
                return match == Match::yes;
        return enclosing();
    }

    Match constant() {
        if (take({OP_1}))
            return matched(make(Fragment::just1));
        return take({OP_0}) ? matched(make(Fragment::just0)) : Match::no;
    }

    Match key() {
        if (token().data.size() != (m_context == ScriptContext::tapscript ? 32U : 33U))
            return Match::no;
        const auto place = addKey(keyOf(token().data));
        ++m_at;
        return matched(place && make(nodeOf(Fragment::pkK, 0, {*place})));
    }

    Match keyHash() {
        if (left() < 5 || token(0).code != OP_VERIFY || token(1).code != OP_EQUAL ||
            token(3).code != OP_HASH160 || token(4).code != OP_DUP || token(2).data.size() != 20)
            return Match::no;
        const auto place = addKey(m_keyOfHash(token(2).data));
        m_at += 5;
        return matched(place && make(nodeOf(Fragment::pkH, 0, {*place})));
    }

    Match lock() {
        const bool older = token().code == OP_CHECKSEQUENCEVERIFY;
        if (left() < 2 || (!older && token().code != OP_CHECKLOCKTIMEVERIFY))
            return Match::no;
        const auto operand = numberOf(token(1));
        m_at += 2;
        return matched(operand.value_or(0) != 0 &&
                       make(nodeOf(older ? Fragment::older : Fragment::after, *operand)));
    }

    Match hashLock() {
        constexpr std::uint32_t PREIMAGE_SIZE = 32;
        if (left() < 7 || token(0).code != OP_EQUAL || token(3).code != OP_VERIFY ||
            token(4).code != OP_EQUAL || numberOf(token(5)) != PREIMAGE_SIZE || token(6).code != OP_SIZE)
            return Match::no;
        const auto fragment = hashFragment(token(2).code);
        const ByteSpan hash = token(1).data;
        const bool isLong = fragment == Fragment::sha256 || fragment == Fragment::hash256;
        if (!fragment || hash.size() != (isLong ? 32U : 20U))
            return Match::no;
        m_at += 7;
        MiniscriptNode node = nodeOf(*fragment);
        node.hash = base::toBytes(hash);
        return matched(make(std::move(node)));
    }

    /// k, the keys, their number, CHECKMULTISIG.
    Match multisig() {
        if (left() < 2 || token().code != OP_CHECKMULTISIG)
            return Match::no;
        const std::size_t count = numberOf(token(1)).value_or(0);
        if (count == 0 || left() < count + 3)
            return Match::broken;
        MiniscriptNode node = nodeOf(Fragment::multi);
        for (std::size_t i = count; i > 0; --i) {
            const auto place = addKey(keyOf(token(1 + i).data));
            if (!place)
                return Match::broken;
            node.keys.push_back(*place);
        }
        node.number = numberOf(token(2 + count)).value_or(0);
        m_at += count + 3;
        return matched(node.number >= 1 && node.number <= count && make(std::move(node)));
    }

    /// The first key and CHECKSIG, the others each with CHECKSIGADD, k, NUMEQUAL.
    Match multisigA() {
        if (left() < 4 || token().code != OP_NUMEQUAL)
            return Match::no;
        MiniscriptNode node = nodeOf(Fragment::multiA);
        node.number = numberOf(token(1)).value_or(0);
        m_at += 2;
        for (bool more = true; more;) {
            if (left() < 2 || (token().code != OP_CHECKSIGADD && token().code != OP_CHECKSIG))
                return Match::broken;
            more = token().code == OP_CHECKSIGADD;
            const auto place = addKey(keyOf(token(1).data));
            if (!place)
                return Match::broken;
            node.keys.push_back(*place);
            m_at += 2;
        }
        std::ranges::reverse(node.keys);
        return matched(node.number >= 1 && node.number <= node.keys.size() && make(std::move(node)));
    }

    /// Fragments with expressions inside them.
    bool enclosing() {
        if (take({OP_CHECKSIG}))
            return enclose({Step::wrap, Fragment::wrapC});
        if (take({OP_VERIFY}))
            return enclose({Step::wrap, Fragment::wrapV});
        if (take({OP_0NOTEQUAL}))
            return enclose({Step::wrap, Fragment::wrapN});
        if (take({OP_BOOLAND}))
            return encloseTwo(Fragment::andB);
        if (take({OP_BOOLOR}))
            return encloseTwo(Fragment::orB);
        if (take({OP_ENDIF})) {
            push({Step::endIf});
            push({Step::expression});
            return true;
        }
        if (left() < 2 || token().code != OP_EQUAL)
            return false;
        const std::uint32_t threshold = numberOf(token(1)).value_or(0);
        m_at += 2;
        push({Step::threshOperands, Fragment::thresh, 0, threshold});
        return threshold >= 1;
    }
    bool enclose(Task outer) {
        push(outer);
        push({Step::single});
        return true;
    }
    bool encloseTwo(Fragment fragment) {
        push({Step::combine, fragment});
        push({Step::single});
        push({Step::operand});
        return true;
    }

    bool operand() {
        push({Step::wrap, take({OP_FROMALTSTACK}) ? Fragment::wrapA : Fragment::wrapS});
        push({Step::expression});
        return true;
    }

    /// None of these opcodes ends an expression, so that what is before them belongs to what encloses this.
    bool andVOrEnd() {
        constexpr std::array<std::uint8_t, 5> OPENING{OP_IF, OP_ELSE, OP_NOTIF, OP_TOALTSTACK, OP_SWAP};
        if (left() == 0 || std::ranges::find(OPENING, token().code) != OPENING.end())
            return true;
        push({Step::combine, Fragment::andV});
        push({Step::expression});
        return true;
    }

    bool wrap(Fragment fragment) {
        if (fragment == Fragment::wrapS && !take({OP_SWAP}))
            return false;
        if (fragment == Fragment::wrapA && !take({OP_TOALTSTACK}))
            return false;
        return make(fragment, 1);
    }

    bool combine(Fragment fragment) {
        if (fragment != Fragment::andOr)
            return make(fragment, 2);
        if (!make(fragment, 3)) // made as X NOTIF Z ELSE Y ENDIF
            return false;
        std::swap(m_nodes.back().children[1], m_nodes.back().children[2]);
        return true;
    }

    bool endIf() {
        if (take({OP_ELSE})) {
            push({Step::endIfElse});
            push({Step::expression});
            return true;
        }
        if (take({OP_IF, OP_DUP}))
            return make(Fragment::wrapD, 1);
        if (take({OP_IF, OP_0NOTEQUAL, OP_SIZE}))
            return make(Fragment::wrapJ, 1);
        push({Step::endIfNotIf});
        return take({OP_NOTIF});
    }

    bool endIfElse() {
        if (take({OP_IF}))
            return make(Fragment::orI, 2);
        push({Step::combine, Fragment::andOr});
        push({Step::single});
        return take({OP_NOTIF});
    }

    bool threshOperands(Task task) {
        ++task.count;
        if (take({OP_ADD})) {
            push(task);
            push({Step::operand});
            return true;
        }
        task.step = Step::threshFirst;
        push(task);
        push({Step::single});
        return task.threshold <= task.count;
    }

    std::vector<Token> m_tokens;
    ScriptContext m_context;
    const KeyOfHash& m_keyOfHash;
    std::size_t m_at = 0;
    std::vector<Task> m_tasks;
    std::vector<std::uint32_t> m_made; ///< Nodes that no other node has yet; the script's first is last.
    std::vector<MiniscriptNode> m_nodes;
    std::vector<crypto::PublicKey> m_keys;
};

} // namespace

std::optional<DecodedMiniscript> decodeMiniscript(ByteSpan script, ScriptContext context,
                                                  const KeyOfHash& keyOfHash) {
    if (script.size() > MAX_DECODED_SCRIPT_SIZE)
        return std::nullopt;
    auto tokens = tokensOf(script);
    if (!tokens)
        return std::nullopt;
    auto decoded = Decoder(*std::move(tokens), context, keyOfHash).run();
    // What could be written in several ways is miniscript in one of them only.
    if (!decoded || !std::ranges::equal(decoded->expression.script(decoded->keys), script))
        return std::nullopt;
    return decoded;
}

} // namespace strongroom::descriptor
