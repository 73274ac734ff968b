// The satisfier of BIP379 ("Satisfaction" and "Malleability"): bottom up, for each expression the best way to
// satisfy and to dissatisfy it with what is there. Where somebody else could choose a way without signature,
// that way must be the one taken, or the witness could be changed; where all need one, the cheapest is.
#include "descriptor/miniscript.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::descriptor {

namespace {

using Kind = WitnessItem::Kind;

constexpr std::uint32_t NONE = 0xffffffff;

/// One way to spend an expression: what goes on the stack, as a tree in Ways, and what matters in a choice.
struct Way {
    bool available = false;
    bool hasSignature = false;
    bool malleable = false;
    std::size_t size = 0; ///< Of the items with their lengths.
    std::uint32_t stack = NONE;
    std::optional<std::uint32_t> older;
    std::optional<std::uint32_t> after;
};

struct Outcome {
    Way dissatisfied;
    Way satisfied;
};

class Satisfier {
public:
    Satisfier(const Miniscript& expression, std::span<const crypto::PublicKey> keys,
              const MiniscriptAssets& assets)
        : m_nodes(expression.nodes()),
          m_tapscript(expression.context() == ScriptContext::tapscript),
          m_keys(keys),
          m_assets(assets) {}

    std::optional<MiniscriptWitness> run() {
        for (const MiniscriptNode& node : m_nodes)
            m_outcomes.push_back(outcomeOf(node));
        const Way& way = m_outcomes.back().satisfied;
        if (!way.available || way.malleable || !way.hasSignature)
            return std::nullopt;
        return MiniscriptWitness{flatten(way.stack), way.older, way.after};
    }

private:
    /// A stack is one item, or one stack under another. A threshold of n tries n² of them: they are small.
    struct Part {
        std::uint32_t lower = NONE;
        std::uint32_t upper = NONE;
        std::uint32_t item = NONE;
    };
    std::uint32_t add(Part part) {
        m_parts.push_back(part);
        return static_cast<std::uint32_t>(m_parts.size() - 1);
    }

    Way item(WitnessItem item) {
        Way way;
        way.available = true;
        way.hasSignature = item.kind == Kind::signature;
        way.size = 1 + item.bytes.size();
        way.stack = add({NONE, NONE, static_cast<std::uint32_t>(m_items.size())});
        m_items.push_back(std::move(item));
        return way;
    }
    Way empty() { return item({Kind::empty, 0, {}}); }
    Way one() { return item({Kind::one, 0, {1}}); }
    static Way nothing() {
        Way way;
        way.available = true;
        return way;
    }
    static Way impossible() { return {}; }
    static Way asMalleable(Way way) {
        way.malleable = true;
        return way;
    }

    Way publicKey(std::uint32_t key) {
        const ByteSpan bytes = m_keys[key].span();
        return item({Kind::publicKey, key, base::toBytes(m_tapscript ? bytes.subspan(1) : bytes)});
    }
    Way signature(std::uint32_t key) {
        auto bytes = m_assets.signature(key);
        return bytes ? item({Kind::signature, key, std::move(*bytes)}) : impossible();
    }

    static std::optional<std::uint32_t> stricter(std::optional<std::uint32_t> a,
                                                 std::optional<std::uint32_t> b) {
        return !a ? b : !b ? a : std::max(a, b);
    }

    /// Both: `upper` is consumed first.
    Way join(const Way& lower, const Way& upper) {
        Way way;
        way.available = lower.available && upper.available;
        if (!way.available)
            return way;
        way.hasSignature = lower.hasSignature || upper.hasSignature;
        way.malleable = lower.malleable || upper.malleable;
        way.size = lower.size + upper.size;
        way.older = stricter(lower.older, upper.older);
        way.after = stricter(lower.after, upper.after);
        if (lower.stack == NONE || upper.stack == NONE)
            way.stack = lower.stack == NONE ? upper.stack : lower.stack;
        else
            way.stack = add({lower.stack, upper.stack, NONE});
        return way;
    }

    /// One of two.
    static Way choose(Way a, Way b) {
        if (!a.available || !b.available)
            return a.available ? a : b;
        if (a.hasSignature != b.hasSignature)
            return a.hasSignature ? b : a; // anyone could take the other
        if (!a.hasSignature)
            a.malleable = b.malleable = true; // anyone could take either
        else if (a.malleable != b.malleable)
            return a.malleable ? b : a;
        return a.size <= b.size ? a : b;
    }

    Outcome outcomeOf(const MiniscriptNode& node) {
        if (node.children.empty())
            return leaf(node);
        if (node.fragment == Fragment::thresh)
            return threshold(node);
        if (node.children.size() == 1)
            return wrapper(node);
        return combination(node);
    }

    Outcome leaf(const MiniscriptNode& node) {
        if (node.fragment == Fragment::just0)
            return {nothing(), impossible()};
        if (node.fragment == Fragment::just1)
            return {impossible(), nothing()};
        if (node.fragment == Fragment::pkK)
            return {empty(), signature(node.keys[0])};
        if (node.fragment == Fragment::pkH)
            return {join(empty(), publicKey(node.keys[0])),
                    join(signature(node.keys[0]), publicKey(node.keys[0]))};
        if (node.fragment == Fragment::older || node.fragment == Fragment::after)
            return {impossible(), lock(node)};
        if (node.fragment == Fragment::multi || node.fragment == Fragment::sortedMulti)
            return multisig(node);
        if (node.fragment == Fragment::multiA || node.fragment == Fragment::sortedMultiA)
            return multisigA(node);
        return {asMalleable(item({Kind::zeros, 0, Bytes(32, 0)})), preimage(node)};
    }

    Way lock(const MiniscriptNode& node) {
        Way way = nothing();
        if (node.fragment == Fragment::older) {
            way.available = m_assets.olderReached(node.number);
            way.older = node.number;
        } else {
            way.available = m_assets.afterReached(node.number);
            way.after = node.number;
        }
        return way;
    }

    Way preimage(const MiniscriptNode& node) {
        const HashKind kind = node.fragment == Fragment::sha256      ? HashKind::sha256
                              : node.fragment == Fragment::hash256   ? HashKind::hash256
                              : node.fragment == Fragment::ripemd160 ? HashKind::ripemd160
                                                                     : HashKind::hash160;
        auto bytes = m_assets.preimage(kind, node.hash);
        return bytes && bytes->size() == 32 ? item({Kind::preimage, 0, std::move(*bytes)}) : impossible();
    }

    /// The cheapest `k` of the signatures, in the order of `keys` from the bottom of the stack; `absent` is
    /// what stands for a key that does not sign.
    Way signatures(const std::vector<std::uint32_t>& keys, std::size_t k, const Way& bottom,
                   const Way& absent) {
        std::vector<Way> reached{bottom};
        for (const std::uint32_t key : keys) {
            const Way signedBy = signature(key);
            std::vector<Way> next{join(reached[0], absent)};
            for (std::size_t j = 1; j <= std::min(reached.size(), k); ++j) {
                const Way more = join(reached[j - 1], signedBy);
                next.push_back(j < reached.size() ? choose(join(reached[j], absent), more) : more);
            }
            reached = std::move(next);
        }
        return k < reached.size() ? reached[k] : impossible();
    }

    Outcome multisig(const MiniscriptNode& node) {
        Way dissatisfied = empty(); // what CHECKMULTISIG takes too many must be empty (BIP147)
        for (std::size_t i = 0; i < node.number; ++i)
            dissatisfied = join(dissatisfied, empty());
        std::vector<std::uint32_t> keys = node.keys;
        if (node.fragment == Fragment::sortedMulti)
            sort(keys);
        return {dissatisfied, signatures(keys, node.number, empty(), nothing())};
    }

    /// CHECKSIGADD takes the first key's signature from the top, and an empty one of each that does not sign.
    Outcome multisigA(const MiniscriptNode& node) {
        std::vector<std::uint32_t> keys = node.keys;
        if (node.fragment == Fragment::sortedMultiA)
            sort(keys);
        std::ranges::reverse(keys);
        Way dissatisfied = nothing();
        for (std::size_t i = 0; i < keys.size(); ++i)
            dissatisfied = join(dissatisfied, empty());
        return {dissatisfied, signatures(keys, node.number, nothing(), empty())};
    }

    void sort(std::vector<std::uint32_t>& keys) const {
        std::ranges::sort(keys, [&](std::uint32_t a, std::uint32_t b) {
            const std::size_t parity = m_tapscript ? 1 : 0;
            return std::ranges::lexicographical_compare(m_keys[a].span().subspan(parity),
                                                        m_keys[b].span().subspan(parity));
        });
    }

    Outcome threshold(const MiniscriptNode& node) {
        const std::size_t k = node.number;
        std::vector<Way> reached{nothing()}; // [number satisfied]
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) {
            const Outcome& x = m_outcomes[*child];
            std::vector<Way> next{join(reached[0], x.dissatisfied)};
            for (std::size_t j = 1; j < reached.size(); ++j)
                next.push_back(choose(join(reached[j], x.dissatisfied), join(reached[j - 1], x.satisfied)));
            next.push_back(join(reached.back(), x.satisfied));
            reached = std::move(next);
        }
        // Any number but k dissatisfies it too, and anyone may turn those ways into the one with none.
        Way dissatisfied = impossible();
        for (std::size_t j = 0; j < reached.size(); ++j) {
            if (j != k)
                dissatisfied = choose(dissatisfied, j == 0 ? reached[j] : asMalleable(reached[j]));
        }
        return {dissatisfied, reached[k]};
    }

    Outcome wrapper(const MiniscriptNode& node) {
        const Outcome& x = m_outcomes[node.children[0]];
        if (node.fragment == Fragment::wrapD)
            return {empty(), join(x.satisfied, one())};
        if (node.fragment == Fragment::wrapV)
            return {impossible(), x.satisfied};
        if (node.fragment != Fragment::wrapJ)
            return x; // a: s: c: n:
        // If X can be dissatisfied without signature, perhaps with something that is not zero on top, which
        // would be a second way.
        const bool other = x.dissatisfied.available && !x.dissatisfied.hasSignature;
        return {other ? asMalleable(empty()) : empty(), x.satisfied};
    }

    Outcome combination(const MiniscriptNode& node) {
        const Outcome x = m_outcomes[node.children[0]];
        const Outcome y = m_outcomes[node.children[1]];
        const Way neither = join(y.dissatisfied, x.dissatisfied);
        const Way both = join(y.satisfied, x.satisfied);
        const Way onlyX = join(y.dissatisfied, x.satisfied);
        const Way onlyY = join(y.satisfied, x.dissatisfied);
        if (node.fragment == Fragment::andV)
            return {onlyX, both};
        if (node.fragment == Fragment::andB)
            return {choose(neither, choose(asMalleable(onlyY), asMalleable(onlyX))), both};
        if (node.fragment == Fragment::orB)
            return {neither, choose(choose(onlyX, onlyY), asMalleable(both))};
        if (node.fragment == Fragment::orC)
            return {impossible(), choose(x.satisfied, onlyY)};
        if (node.fragment == Fragment::orD)
            return {neither, choose(x.satisfied, onlyY)};
        if (node.fragment == Fragment::orI)
            return {choose(join(x.dissatisfied, one()), join(y.dissatisfied, empty())),
                    choose(join(x.satisfied, one()), join(y.satisfied, empty()))};
        const Outcome z = m_outcomes[node.children[2]]; // andor
        return {choose(onlyX, join(z.dissatisfied, x.dissatisfied)),
                choose(both, join(z.satisfied, x.dissatisfied))};
    }

    [[nodiscard]] std::vector<WitnessItem> flatten(std::uint32_t stack) const {
        std::vector<WitnessItem> items;
        std::vector<std::uint32_t> open;
        if (stack != NONE)
            open.push_back(stack);
        while (!open.empty()) {
            const Part& part = m_parts[open.back()];
            open.pop_back();
            if (part.lower == NONE) {
                items.push_back(m_items[part.item]);
                continue;
            }
            open.push_back(part.upper);
            open.push_back(part.lower);
        }
        return items;
    }

    const std::vector<MiniscriptNode>& m_nodes;
    bool m_tapscript;
    std::span<const crypto::PublicKey> m_keys;
    const MiniscriptAssets& m_assets;
    std::vector<Outcome> m_outcomes;
    std::vector<Part> m_parts;
    std::vector<WitnessItem> m_items;
};

} // namespace

std::optional<MiniscriptWitness> Miniscript::satisfy(std::span<const crypto::PublicKey> keys,
                                                     const MiniscriptAssets& assets) const {
    return Satisfier(*this, keys, assets).run();
}

} // namespace strongroom::descriptor
