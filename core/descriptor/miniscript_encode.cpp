// From nodes to script (BIP379, "Translation table") and to text.
#include "descriptor/miniscript.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "base/text_encoding.h"
#include "bitcoin/opcode.h"

#include <algorithm>
#include <array>

namespace strongroom::descriptor {

namespace {

using bitcoin::Opcode;
using enum bitcoin::Opcode;

/// The opcodes before, between and behind the children of a fragment.
struct Frame {
    std::array<std::uint8_t, 3> before{};
    std::uint8_t beforeCount = 0;
    std::array<std::array<std::uint8_t, 2>, 3> after{}; ///< Behind each child; OP_0 means nothing here.
    std::uint8_t last = 0;                              ///< Behind the last child, and after that of it.
};

struct FrameRow {
    Fragment fragment;
    Frame frame;
};

/// Nothing stands around the children of and_v, v: and thresh, which the encoder treats itself.
constexpr std::array FRAMES{
    FrameRow{Fragment::wrapA, {{OP_TOALTSTACK}, 1, {}, OP_FROMALTSTACK}},
    FrameRow{Fragment::wrapS, {{OP_SWAP}, 1, {}, OP_0}},
    FrameRow{Fragment::wrapC, {{}, 0, {}, OP_CHECKSIG}},
    FrameRow{Fragment::wrapD, {{OP_DUP, OP_IF}, 2, {}, OP_ENDIF}},
    FrameRow{Fragment::wrapJ, {{OP_SIZE, OP_0NOTEQUAL, OP_IF}, 3, {}, OP_ENDIF}},
    FrameRow{Fragment::wrapN, {{}, 0, {}, OP_0NOTEQUAL}},
    FrameRow{Fragment::andB, {{}, 0, {}, OP_BOOLAND}},
    FrameRow{Fragment::orB, {{}, 0, {}, OP_BOOLOR}},
    FrameRow{Fragment::orC, {{}, 0, {{{OP_NOTIF}}}, OP_ENDIF}},
    FrameRow{Fragment::orD, {{}, 0, {{{OP_IFDUP, OP_NOTIF}}}, OP_ENDIF}},
    FrameRow{Fragment::orI, {{OP_IF}, 1, {{{OP_ELSE}}}, OP_ENDIF}},
    FrameRow{Fragment::andOr, {{}, 0, {{{OP_NOTIF}, {OP_ELSE}}}, OP_ENDIF}},
};

Frame frameOf(Fragment fragment) {
    const auto found = std::ranges::find(FRAMES, fragment, &FrameRow::fragment);
    return found == FRAMES.end() ? Frame() : found->frame;
}

class Encoder {
public:
    Encoder(const Miniscript& expression, std::span<const crypto::PublicKey> keys)
        : m_nodes(expression.nodes()),
          m_tapscript(expression.context() == ScriptContext::tapscript),
          m_keys(keys) {}

    Bytes run() {
        struct Visit {
            const MiniscriptNode* node;
            std::size_t done = 0; ///< Children written.
        };
        std::vector<Visit> open{{&m_nodes.back()}};
        begin(m_nodes.back());
        while (!open.empty()) {
            Visit& visit = open.back();
            if (visit.done == visit.node->children.size()) {
                end(*visit.node);
                open.pop_back();
                if (!open.empty())
                    between(*open.back().node, open.back().done++);
                continue;
            }
            const MiniscriptNode& child =
                m_nodes[visit.node->children[placeInScript(*visit.node, visit.done)]];
            begin(child);
            open.push_back({&child});
        }
        return std::move(m_script);
    }

private:
    /// Children stand in the script as in the text, but andor(X,Y,Z) is X NOTIF Z ELSE Y ENDIF.
    static std::size_t placeInScript(const MiniscriptNode& node, std::size_t child) {
        return node.fragment == Fragment::andOr && child > 0 ? 3 - child : child;
    }

    void op(std::uint8_t opcode) { m_script.push_back(opcode); }

    void push(ByteSpan bytes) { // never more than 33
        op(static_cast<std::uint8_t>(bytes.size()));
        m_script.insert(m_script.end(), bytes.begin(), bytes.end());
    }

    void number(std::uint32_t value) {
        if (value <= 16) {
            op(value == 0 ? std::uint8_t{OP_0} : static_cast<std::uint8_t>(OP_1 + value - 1));
            return;
        }
        Bytes bytes;
        for (std::size_t left = numberPushSize(value) - 1; left > 0; --left) {
            bytes.push_back(static_cast<std::uint8_t>(value));
            value >>= 8U;
        }
        push(bytes);
    }

    [[nodiscard]] Bytes keyBytes(const crypto::PublicKey& key) const {
        return base::toBytes(m_tapscript ? key.span().subspan(1) : key.span());
    }

    void multisig(const MiniscriptNode& node) {
        std::vector<Bytes> keys;
        for (const std::uint32_t key : node.keys)
            keys.push_back(keyBytes(m_keys[key]));
        if (node.fragment == Fragment::sortedMulti || node.fragment == Fragment::sortedMultiA)
            std::ranges::sort(keys); // BIP67, BIP387
        if (!m_tapscript) {
            number(node.number);
            for (const Bytes& key : keys)
                push(key);
            number(static_cast<std::uint32_t>(keys.size()));
            op(OP_CHECKMULTISIG);
            return;
        }
        for (std::size_t i = 0; i < keys.size(); ++i) {
            push(keys[i]);
            op(i == 0 ? OP_CHECKSIG : OP_CHECKSIGADD);
        }
        number(node.number);
        op(OP_NUMEQUAL);
    }

    void hashLock(std::uint8_t function, ByteSpan hash) {
        constexpr std::uint8_t PREIMAGE_SIZE = 32;
        op(OP_SIZE);
        push(std::array{PREIMAGE_SIZE});
        op(OP_EQUALVERIFY);
        op(function);
        push(hash);
        op(OP_EQUAL);
    }

    void lock(std::uint32_t operand, Opcode opcode) {
        number(operand);
        op(opcode);
    }

    void keyHash(const crypto::PublicKey& key) {
        op(OP_DUP);
        op(OP_HASH160);
        push(crypto::hash160(keyBytes(key)).span());
        op(OP_EQUALVERIFY);
    }

    /// What stands before the first child; of a leaf everything.
    void begin(const MiniscriptNode& node) {
        switch (node.fragment) {
        case Fragment::just0:
            return op(OP_0);
        case Fragment::just1:
            return op(OP_1);
        case Fragment::pkK:
            return push(keyBytes(m_keys[node.keys[0]]));
        case Fragment::pkH:
            return keyHash(m_keys[node.keys[0]]);
        case Fragment::older:
            return lock(node.number, OP_CHECKSEQUENCEVERIFY);
        case Fragment::after:
            return lock(node.number, OP_CHECKLOCKTIMEVERIFY);
        case Fragment::sha256:
            return hashLock(OP_SHA256, node.hash);
        case Fragment::hash256:
            return hashLock(OP_HASH256, node.hash);
        case Fragment::ripemd160:
            return hashLock(OP_RIPEMD160, node.hash);
        case Fragment::hash160:
            return hashLock(OP_HASH160, node.hash);
        case Fragment::multi:
        case Fragment::sortedMulti:
        case Fragment::multiA:
        case Fragment::sortedMultiA:
            return multisig(node);
        case Fragment::wrapA:
        case Fragment::wrapS:
        case Fragment::wrapC:
        case Fragment::wrapD:
        case Fragment::wrapV:
        case Fragment::wrapJ:
        case Fragment::wrapN:
        case Fragment::andV:
        case Fragment::andB:
        case Fragment::orB:
        case Fragment::orC:
        case Fragment::orD:
        case Fragment::orI:
        case Fragment::andOr:
        case Fragment::thresh: {
            const Frame frame = frameOf(node.fragment);
            m_script.insert(m_script.end(), frame.before.begin(), frame.before.begin() + frame.beforeCount);
            return;
        }
        }
    }

    /// Behind the child of this number.
    void between(const MiniscriptNode& node, std::size_t child) {
        if (node.fragment == Fragment::thresh) {
            if (child > 0)
                op(OP_ADD);
            return;
        }
        const Frame frame = frameOf(node.fragment);
        for (const std::uint8_t opcode : frame.after[child]) {
            if (opcode != OP_0)
                op(opcode);
        }
    }

    void end(const MiniscriptNode& node) {
        if (node.fragment == Fragment::thresh) {
            number(node.number);
            op(OP_EQUAL);
        } else if (node.fragment == Fragment::wrapV) {
            verify();
        } else if (const std::uint8_t last = frameOf(node.fragment).last; last != OP_0) {
            op(last);
        }
    }

    /// Four opcodes have a VERIFY form, which is the next opcode; all else takes OP_VERIFY. No push ends in
    /// the last byte of a B expression but that of `0` and `1`, so that byte is an opcode.
    void verify() {
        const std::uint8_t last = m_script.back();
        if (last == OP_EQUAL || last == OP_CHECKSIG || last == OP_CHECKMULTISIG || last == OP_NUMEQUAL)
            ++m_script.back();
        else
            op(OP_VERIFY);
    }

    const std::vector<MiniscriptNode>& m_nodes;
    bool m_tapscript;
    std::span<const crypto::PublicKey> m_keys;
    Bytes m_script;
};

std::string_view nameOf(Fragment fragment) {
    switch (fragment) {
    case Fragment::just0:
        return "0";
    case Fragment::just1:
        return "1";
    case Fragment::pkK:
        return "pk_k";
    case Fragment::pkH:
        return "pk_h";
    case Fragment::older:
        return "older";
    case Fragment::after:
        return "after";
    case Fragment::sha256:
        return "sha256";
    case Fragment::hash256:
        return "hash256";
    case Fragment::ripemd160:
        return "ripemd160";
    case Fragment::hash160:
        return "hash160";
    case Fragment::multi:
        return "multi";
    case Fragment::sortedMulti:
        return "sortedmulti";
    case Fragment::multiA:
        return "multi_a";
    case Fragment::sortedMultiA:
        return "sortedmulti_a";
    case Fragment::wrapA:
        return "a";
    case Fragment::wrapS:
        return "s";
    case Fragment::wrapC:
        return "c";
    case Fragment::wrapD:
        return "d";
    case Fragment::wrapV:
        return "v";
    case Fragment::wrapJ:
        return "j";
    case Fragment::wrapN:
        return "n";
    case Fragment::andV:
        return "and_v";
    case Fragment::andB:
        return "and_b";
    case Fragment::orB:
        return "or_b";
    case Fragment::orC:
        return "or_c";
    case Fragment::orD:
        return "or_d";
    case Fragment::orI:
        return "or_i";
    case Fragment::andOr:
        return "andor";
    case Fragment::thresh:
        return "thresh";
    }
    base::checkFailed("Fragment");
}

class Writer {
public:
    Writer(const std::vector<MiniscriptNode>& nodes, const Miniscript::KeyWriter& writeKey)
        : m_nodes(nodes), m_writeKey(writeKey) {}

    std::string run() {
        struct Open {
            const MiniscriptNode* node;
            std::size_t next = 0;
            std::size_t end = 0;
        };
        std::vector<Open> open;
        const auto enter = [&](std::uint32_t place) {
            if (const auto* parent = begin(m_nodes[place]))
                open.push_back({parent, 0, writtenChildren(*parent)});
        };
        enter(static_cast<std::uint32_t>(m_nodes.size() - 1));
        while (!open.empty()) {
            Open& top = open.back();
            if (top.next == top.end) {
                m_text += ')';
                open.pop_back();
                continue;
            }
            const std::uint32_t child = top.node->children[top.next];
            if (top.next > 0 || top.node->fragment == Fragment::thresh)
                m_text += ',';
            ++top.next;
            enter(child);
        }
        return std::move(m_text);
    }

private:
    [[nodiscard]] bool is(std::uint32_t place, Fragment fragment) const {
        return m_nodes[place].fragment == fragment;
    }
    [[nodiscard]] bool isAndN(const MiniscriptNode& node) const {
        return node.fragment == Fragment::andOr && is(node.children[2], Fragment::just0);
    }
    [[nodiscard]] std::size_t writtenChildren(const MiniscriptNode& node) const {
        return isAndN(node) ? 2 : node.children.size();
    }

    /// One letter in front of a colon, and what it wraps.
    struct Wrapped {
        char letter;
        std::uint32_t inner;
    };
    [[nodiscard]] std::optional<Wrapped> asWrapper(const MiniscriptNode& node) const {
        const auto& children = node.children;
        const bool isKey = node.fragment == Fragment::wrapC &&
                           (is(children[0], Fragment::pkK) || is(children[0], Fragment::pkH)); // pk(), pkh()
        if (children.size() == 1 && node.fragment != Fragment::thresh && !isKey)
            return Wrapped{nameOf(node.fragment)[0], children[0]};
        if (node.fragment == Fragment::andV && is(children[1], Fragment::just1))
            return Wrapped{'t', children[0]};
        if (node.fragment == Fragment::orI && is(children[0], Fragment::just0))
            return Wrapped{'l', children[1]};
        if (node.fragment == Fragment::orI && is(children[1], Fragment::just0))
            return Wrapped{'u', children[0]};
        return std::nullopt;
    }

    /// Writes wrappers, name and whatever is no child. The node whose children follow; null for a leaf.
    const MiniscriptNode* begin(const MiniscriptNode& outermost) {
        const MiniscriptNode* node = &outermost;
        bool wrapped = false;
        while (const auto wrapper = asWrapper(*node)) {
            m_text += wrapper->letter;
            node = &m_nodes[wrapper->inner];
            wrapped = true;
        }
        if (wrapped)
            m_text += ':';
        if (node->fragment == Fragment::wrapC) {
            const MiniscriptNode& key = m_nodes[node->children[0]];
            m_text += key.fragment == Fragment::pkK ? "pk(" : "pkh(";
            m_text += m_writeKey(key.keys[0]) + ")";
            return nullptr;
        }
        m_text += isAndN(*node) ? "and_n" : nameOf(node->fragment);
        if (node->fragment == Fragment::just0 || node->fragment == Fragment::just1)
            return nullptr;
        m_text += "(";
        if (node->number != 0)
            m_text += std::to_string(node->number);
        for (const std::uint32_t key : node->keys)
            m_text += (node->number != 0 ? "," : "") + m_writeKey(key);
        m_text += base::toHex(node->hash);
        if (!node->children.empty())
            return node;
        m_text += ')';
        return nullptr;
    }

    const std::vector<MiniscriptNode>& m_nodes;
    const Miniscript::KeyWriter& m_writeKey;
    std::string m_text;
};

} // namespace

std::string Miniscript::text(const KeyWriter& writeKey) const {
    return Writer(m_nodes, writeKey).run();
}

Bytes Miniscript::script(std::span<const crypto::PublicKey> keys) const {
    return Encoder(*this, keys).run();
}

} // namespace strongroom::descriptor
