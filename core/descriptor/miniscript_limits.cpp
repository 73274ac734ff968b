// The bounds of BIP379's "Resource limitations", bottom up: for each expression what satisfying and what
// dissatisfying it costs at most; nothing where that cannot be done.
#include "descriptor/miniscript.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::descriptor {

namespace {

/// At most so many, or impossible. Addition is doing both, `either` doing one of the two.
class Most {
public:
    Most() = default;                            ///< Impossible.
    Most(std::int64_t value) : m_value(value) {} // NOLINT(google-explicit-constructor)
    [[nodiscard]] const std::optional<std::int64_t>& value() const { return m_value; }

    friend Most operator+(Most a, Most b) {
        return a.m_value && b.m_value ? Most(*a.m_value + *b.m_value) : Most();
    }
    friend Most either(Most a, Most b) {
        return !a.m_value ? b : !b.m_value ? a : Most(std::max(*a.m_value, *b.m_value));
    }
    friend Most cheaper(Most a, Most b) {
        return !a.m_value ? b : !b.m_value ? a : Most(std::min(*a.m_value, *b.m_value));
    }

private:
    std::optional<std::int64_t> m_value;
};

/// How the stack moves while something runs: what it takes net, and how far above its end it rises.
class Height {
public:
    Height() = default; ///< Impossible.
    Height(std::int64_t taken, std::int64_t risen) : m_taken(taken), m_risen(risen) {}
    [[nodiscard]] Most taken() const { return m_taken; }
    [[nodiscard]] Most risen() const { return m_risen; }

    /// One after the other.
    friend Height operator+(const Height& first, const Height& then) {
        Height both;
        both.m_taken = first.m_taken + then.m_taken;
        both.m_risen = either(then.m_risen, then.m_taken + first.m_risen);
        return both.m_taken.value() ? both : Height();
    }
    friend Height either(const Height& a, const Height& b) {
        Height one;
        one.m_taken = either(a.m_taken, b.m_taken);
        one.m_risen = either(a.m_risen, b.m_risen);
        return one;
    }

private:
    Most m_taken;
    Most m_risen;
};

const Height NOTHING(0, 0);
const Height PUSH(-1, 0);   // also OP_DUP, OP_SIZE, OP_IFDUP of what is not zero
const Height TAKES_1(1, 1); // OP_IF, OP_VERIFY, and what makes one of two
const Height TAKES_2(2, 2); // OP_EQUALVERIFY

template <typename T>
struct Outcomes {
    T satisfied;
    T dissatisfied;
};

struct Bounds {
    std::size_t scriptSize = 0;
    std::int64_t staticOperations = 0;
    Outcomes<Most> operations; ///< Keys of the CHECKMULTISIGs that run, which count too.
    Outcomes<Height> stack;
    Outcomes<Most> size;
    Outcomes<Most> signatures;
};

/// `k` of the children satisfied and the others not, over any cost that adds and compares; `between` follows
/// each child but the first.
template <typename T, typename Get, typename Join>
Outcomes<T> thresholdOf(std::span<const Bounds* const> children, std::size_t k, T none, T between, Get get,
                        Join join) {
    std::vector<T> reached{none}; // [number satisfied]
    for (std::size_t i = 0; i < children.size(); ++i) {
        const Outcomes<T>& child = get(*children[i]);
        const T step = i == 0 ? none : between;
        std::vector<T> next{reached[0] + child.dissatisfied + step};
        for (std::size_t j = 1; j <= std::min(reached.size(), k); ++j) {
            const T more = reached[j - 1] + child.satisfied + step;
            next.push_back(j < reached.size() ? join(reached[j] + child.dissatisfied + step, more) : more);
        }
        reached = std::move(next);
    }
    return {k < reached.size() ? reached[k] : T(), reached[0]};
}

constexpr auto EITHER = [](const auto& a, const auto& b) { return either(a, b); };
constexpr auto CHEAPER = [](Most a, Most b) { return cheaper(a, b); };

class Computation {
public:
    Computation(const MiniscriptNode& node, ScriptContext context, Properties childType,
                std::span<const Bounds* const> children)
        : m_node(node),
          m_tapscript(context == ScriptContext::tapscript),
          m_childType(childType),
          m_children(children) {}

    Bounds run() const {
        Bounds result;
        result.scriptSize = scriptSize();
        for (const Bounds* child : m_children) {
            result.scriptSize += child->scriptSize;
            result.staticOperations += child->staticOperations;
        }
        result.staticOperations += ownOperations();
        if (m_children.empty())
            addLeaf(result);
        else if (m_node.fragment == Fragment::thresh)
            addThreshold(result);
        else if (m_children.size() == 1)
            addWrapper(result);
        else
            addCombination(result);
        return result;
    }

private:
    [[nodiscard]] std::size_t keyPush() const { return m_tapscript ? 33 : 34; }
    [[nodiscard]] std::int64_t signatureSize() const { return m_tapscript ? 1 + 65 : 1 + 72; }

    /// Bytes of the script beside those of the children.
    [[nodiscard]] std::size_t scriptSize() const {
        const std::size_t keys = m_node.keys.size();
        switch (m_node.fragment) {
        case Fragment::just0:
        case Fragment::just1:
        case Fragment::wrapS:
        case Fragment::wrapC:
        case Fragment::wrapN:
        case Fragment::andB:
        case Fragment::orB:
            return 1;
        case Fragment::pkK:
            return keyPush();
        case Fragment::pkH:
            return 24;
        case Fragment::older:
        case Fragment::after:
            return 1 + numberPushSize(m_node.number);
        case Fragment::sha256:
        case Fragment::hash256:
        case Fragment::ripemd160:
        case Fragment::hash160:
            return 7 + m_node.hash.size();
        case Fragment::multi:
        case Fragment::sortedMulti:
            return 1 + numberPushSize(m_node.number) + numberPushSize(static_cast<std::uint32_t>(keys)) +
                   keys * keyPush();
        case Fragment::multiA:
        case Fragment::sortedMultiA:
            return 1 + numberPushSize(m_node.number) + keys * (keyPush() + 1);
        case Fragment::wrapV:
            return m_childType.has("x") ? 1 : 0;
        case Fragment::andV:
            return 0;
        case Fragment::wrapA:
        case Fragment::orC:
            return 2;
        case Fragment::wrapD:
        case Fragment::orD:
        case Fragment::orI:
        case Fragment::andOr:
            return 3;
        case Fragment::wrapJ:
            return 4;
        case Fragment::thresh:
            return m_children.size() + numberPushSize(m_node.number);
        }
        base::checkFailed("Fragment");
    }

    /// Opcodes above OP_16 beside those of the children.
    [[nodiscard]] std::int64_t ownOperations() const {
        switch (m_node.fragment) {
        case Fragment::just0:
        case Fragment::just1:
        case Fragment::pkK:
        case Fragment::andV:
            return 0;
        case Fragment::older:
        case Fragment::after:
        case Fragment::multi:
        case Fragment::sortedMulti:
        case Fragment::wrapS:
        case Fragment::wrapC:
        case Fragment::wrapN:
        case Fragment::andB:
        case Fragment::orB:
            return 1;
        case Fragment::wrapA:
        case Fragment::orC:
            return 2;
        case Fragment::pkH:
        case Fragment::wrapD:
        case Fragment::orD:
        case Fragment::orI:
        case Fragment::andOr:
            return 3;
        case Fragment::sha256:
        case Fragment::hash256:
        case Fragment::ripemd160:
        case Fragment::hash160:
        case Fragment::wrapJ:
            return 4;
        case Fragment::wrapV:
            return m_childType.has("x") ? 1 : 0;
        case Fragment::multiA:
        case Fragment::sortedMultiA:
            return static_cast<std::int64_t>(m_node.keys.size()) + 1;
        case Fragment::thresh:
            return static_cast<std::int64_t>(m_children.size());
        }
        base::checkFailed("Fragment");
    }

    void addLeaf(Bounds& out) const {
        const std::int64_t keyItem = m_tapscript ? 1 + 32 : 1 + 33;
        switch (m_node.fragment) {
        case Fragment::just0:
            out.operations.dissatisfied = out.size.dissatisfied = out.signatures.dissatisfied = 0;
            out.stack.dissatisfied = PUSH;
            return;
        case Fragment::pkK:
            return addKeys(out, 1, {PUSH, PUSH}, {signatureSize(), 1}, 0);
        case Fragment::pkH: {
            const Height run = PUSH + PUSH + TAKES_2; // OP_DUP OP_HASH160 <hash> OP_EQUALVERIFY
            return addKeys(out, 1, {run, run}, {signatureSize() + keyItem, 1 + keyItem}, 0);
        }
        case Fragment::multi:
        case Fragment::sortedMulti:
        case Fragment::multiA:
        case Fragment::sortedMultiA:
            return addMultisig(out);
        case Fragment::just1:
        case Fragment::older:
        case Fragment::after:
            out.operations.satisfied = out.size.satisfied = out.signatures.satisfied = 0;
            out.stack.satisfied = PUSH;
            return;
        case Fragment::sha256:
        case Fragment::hash256:
        case Fragment::ripemd160:
        case Fragment::hash160: // OP_SIZE <32> OP_EQUALVERIFY <hash function> <hash> OP_EQUAL
            out.operations.satisfied = out.signatures.satisfied = 0;
            out.size.satisfied = 1 + 32;
            out.stack.satisfied = PUSH + PUSH + TAKES_2 + PUSH + TAKES_1;
            return;
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
        case Fragment::thresh:
            break;
        }
        base::checkFailed("Fragment");
    }

    static void addKeys(Bounds& out, std::int64_t needed, const Outcomes<Height>& stack,
                        const Outcomes<Most>& size, std::int64_t operations) {
        out.operations = {operations, operations};
        out.stack = stack;
        out.size = size;
        out.signatures = {needed, 0};
    }

    void addMultisig(Bounds& out) const {
        const auto keys = static_cast<std::int64_t>(m_node.keys.size());
        const std::int64_t k = m_node.number;
        if (m_tapscript) {
            const Height run(keys - 1, keys);
            return addKeys(out, k, {run, run}, {k * signatureSize() + (keys - k), keys}, 0);
        }
        // From k+1 items (CHECKMULTISIG takes one too many), over n keys and two numbers more, to one.
        const Height run(k, k + keys + 2);
        addKeys(out, k, {run, run}, {k * signatureSize() + 1, k + 1}, keys);
    }

    void addWrapper(Bounds& out) const {
        const Bounds& x = *m_children[0];
        const Fragment wrapper = m_node.fragment;
        out.operations = x.operations;
        out.stack = x.stack;
        out.size = x.size;
        out.signatures = x.signatures;
        if (wrapper == Fragment::wrapC) {
            out.stack = {x.stack.satisfied + TAKES_1, x.stack.dissatisfied + TAKES_1};
        } else if (wrapper == Fragment::wrapV) {
            out.operations.dissatisfied = out.size.dissatisfied = out.signatures.dissatisfied = Most();
            out.stack = {x.stack.satisfied + TAKES_1, Height()};
        } else if (wrapper == Fragment::wrapD || wrapper == Fragment::wrapJ) {
            // OP_DUP OP_IF X OP_ENDIF takes a <1>; OP_SIZE OP_0NOTEQUAL OP_IF X OP_ENDIF what X takes.
            out.operations.dissatisfied = out.signatures.dissatisfied = 0;
            out.stack = {PUSH + TAKES_1 + x.stack.satisfied, PUSH + TAKES_1};
            out.size = {x.size.satisfied + (wrapper == Fragment::wrapD ? 2 : 0), 1};
        }
    }

    /// `join` says which of two alternatives counts; `first` and `second` are what choosing a branch costs.
    template <typename T, typename Join>
    [[nodiscard]] Outcomes<T> combine(Outcomes<T> Bounds::*cost, Join join, T first, T second) const {
        const Outcomes<T>& x = m_children[0]->*cost;
        const Outcomes<T>& y = m_children[1]->*cost;
        const Fragment fragment = m_node.fragment;
        if (fragment == Fragment::andV)
            return {x.satisfied + y.satisfied, T()};
        if (fragment == Fragment::andB)
            return {x.satisfied + y.satisfied, x.dissatisfied + y.dissatisfied};
        if (fragment == Fragment::orB)
            return {join(x.satisfied + y.dissatisfied, x.dissatisfied + y.satisfied),
                    x.dissatisfied + y.dissatisfied};
        if (fragment == Fragment::orC)
            return {join(x.satisfied, x.dissatisfied + y.satisfied), T()};
        if (fragment == Fragment::orD)
            return {join(x.satisfied, x.dissatisfied + y.satisfied), x.dissatisfied + y.dissatisfied};
        if (fragment == Fragment::orI)
            return {join(first + x.satisfied, second + y.satisfied),
                    join(first + x.dissatisfied, second + y.dissatisfied)};
        const Outcomes<T>& z = m_children[2]->*cost; // andor
        return {join(x.satisfied + y.satisfied, x.dissatisfied + z.satisfied),
                x.dissatisfied + z.dissatisfied};
    }

    void addCombination(Bounds& out) const {
        out.operations = combine<Most>(&Bounds::operations, EITHER, 0, 0);
        out.signatures = combine<Most>(&Bounds::signatures, CHEAPER, 0, 0);
        out.size = combine<Most>(&Bounds::size, EITHER, 2, 1); // <1> or nothing, each with its length
        out.stack = stackOfCombination();
    }

    [[nodiscard]] Outcomes<Height> stackOfCombination() const {
        const Outcomes<Height>& x = m_children[0]->stack;
        const Outcomes<Height>& y = m_children[1]->stack;
        const Fragment fragment = m_node.fragment;
        if (fragment == Fragment::orC)
            return {either(x.satisfied + TAKES_1, x.dissatisfied + TAKES_1 + y.satisfied), Height()};
        if (fragment == Fragment::orD)
            return {either(x.satisfied + PUSH + TAKES_1, x.dissatisfied + TAKES_1 + y.satisfied),
                    x.dissatisfied + TAKES_1 + y.dissatisfied};
        if (fragment == Fragment::andOr) {
            const Outcomes<Height>& z = m_children[2]->stack;
            return {either(x.satisfied + TAKES_1 + y.satisfied, x.dissatisfied + TAKES_1 + z.satisfied),
                    x.dissatisfied + TAKES_1 + z.dissatisfied};
        }
        const auto both = combine<Height>(&Bounds::stack, EITHER, TAKES_1, TAKES_1);
        if (fragment == Fragment::andB || fragment == Fragment::orB)
            return {both.satisfied + TAKES_1, both.dissatisfied + TAKES_1};
        return both; // and_v, or_i
    }

    void addThreshold(Bounds& out) const {
        const std::size_t k = m_node.number;
        const auto over = [&](Outcomes<Most> Bounds::*cost, auto join) {
            return thresholdOf<Most>(
                m_children, k, 0, 0, [cost](const Bounds& child) { return child.*cost; }, join);
        };
        out.operations = over(&Bounds::operations, EITHER);
        out.size = over(&Bounds::size, EITHER);
        out.signatures = over(&Bounds::signatures, CHEAPER);
        const auto stack = thresholdOf<Height>(
            m_children, k, NOTHING, TAKES_1, [](const Bounds& child) { return child.stack; }, EITHER);
        out.stack = {stack.satisfied + PUSH + TAKES_1, stack.dissatisfied + PUSH + TAKES_1};
    }

    const MiniscriptNode& m_node;
    bool m_tapscript;
    Properties m_childType;
    std::span<const Bounds* const> m_children;
};

std::optional<std::size_t> toCount(Most most) {
    if (!most.value())
        return std::nullopt;
    return static_cast<std::size_t>(*most.value());
}

} // namespace

std::size_t numberPushSize(std::uint32_t number) {
    if (number <= 16)
        return 1;
    std::size_t bytes = 1; // little-endian with a sign bit in the last byte
    for (std::uint32_t rest = number >> 7U; rest > 0; rest >>= 8U)
        ++bytes;
    return 1 + bytes;
}

MiniscriptLimits limitsOf(std::span<const MiniscriptNode> nodes, std::span<const Properties> types,
                          ScriptContext context) {
    std::vector<Bounds> bounds;
    bounds.reserve(nodes.size());
    std::vector<const Bounds*> children;
    for (const MiniscriptNode& node : nodes) {
        children.clear();
        for (const std::uint32_t child : node.children)
            children.push_back(&bounds[child]);
        const Properties childType = node.children.empty() ? Properties() : types[node.children[0]];
        bounds.push_back(Computation(node, context, childType, children).run());
    }
    const Bounds& root = bounds.back();
    const Most result = 1; // left on the stack
    MiniscriptLimits limits;
    limits.scriptSize = root.scriptSize;
    limits.operations =
        static_cast<std::size_t>(root.staticOperations + root.operations.satisfied.value().value_or(0));
    limits.witnessItems = toCount(root.stack.satisfied.taken() + result);
    limits.executionStack = toCount(root.stack.satisfied.risen() + result);
    limits.witnessSize = toCount(root.size.satisfied);
    limits.signatures = toCount(root.signatures.satisfied);
    return limits;
}

Result<void> Miniscript::checkSanity() const {
    const MiniscriptLimits& limits = m_limits;
    if (!limits.witnessSize)
        return base::Unexpected(Error::miniscriptUnsatisfiable);
    if (!m_type.has("m"))
        return base::Unexpected(Error::miniscriptMalleable);
    if (!m_type.has("k"))
        return base::Unexpected(Error::miniscriptTimelockMix);
    if (!m_type.has("s"))
        return base::Unexpected(Error::miniscriptUnsigned);
    const bool fits = m_context == ScriptContext::tapscript ? limits.executionStack <= MAX_EXECUTION_STACK
                                                            : limits.scriptSize <= MAX_WITNESS_SCRIPT_SIZE &&
                                                                  limits.operations <= MAX_OPERATIONS &&
                                                                  limits.witnessItems <= MAX_WITNESS_ITEMS;
    if (!fits)
        return base::Unexpected(Error::miniscriptResources);
    return {};
}

} // namespace strongroom::descriptor
