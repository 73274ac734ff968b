#include "bitcoin/script_machine.h"

#include "base/check.h"
#include "bitcoin/opcode.h"
#include "bitcoin/script.h"
#include "bitcoin/script_reader.h"
#include "bitcoin/script_signatures.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace strongroom::bitcoin {

namespace {

using base::Unexpected;

constexpr std::size_t NUMBER_SIZE = 4;
constexpr std::size_t LOCK_NUMBER_SIZE = 5; ///< BIP65: lock times reach 2^32−1.
constexpr std::uint8_t SIGN_BIT = 0x80;

/// A signed integer in its shortest form, least significant byte first, the sign in the highest bit.
ScriptResult<std::int64_t> readNumber(ByteSpan bytes, std::size_t maxSize) {
    if (bytes.size() > maxSize)
        return Unexpected(SpendFault::numberEncoding);
    if (bytes.empty())
        return 0;
    const bool needless =
        (bytes.back() & 0x7f) == 0 && (bytes.size() == 1 || (bytes[bytes.size() - 2] & SIGN_BIT) == 0);
    if (needless)
        return Unexpected(SpendFault::numberEncoding);
    std::int64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<std::int64_t>(bytes[i]) << (8 * i);
    if ((bytes.back() & SIGN_BIT) == 0)
        return value;
    return -(value & ~(static_cast<std::int64_t>(SIGN_BIT) << (8 * (bytes.size() - 1))));
}

Bytes writeNumber(std::int64_t value) {
    Bytes bytes;
    for (std::int64_t rest = value < 0 ? -value : value; rest != 0; rest >>= 8)
        bytes.push_back(static_cast<std::uint8_t>(rest & 0xff));
    if (!bytes.empty() && (bytes.back() & SIGN_BIT) != 0)
        bytes.push_back(0);
    if (value < 0)
        bytes.back() |= SIGN_BIT;
    return bytes;
}

Bytes truth(bool value) {
    return value ? Bytes{1} : Bytes{};
}

bool isPush(std::uint8_t code) {
    return code <= OP_1NEGATE || (code >= OP_1 && code <= OP_16);
}

/// MINIMALDATA: the shortest of all ways to push the same bytes.
bool isShortestPush(const ScriptOperation& operation) {
    const std::size_t size = operation.data.size();
    if (operation.code > OP_PUSHDATA4)
        return true;
    if (size == 0)
        return operation.code == OP_0;
    if (size == 1 && ((operation.data[0] >= 1 && operation.data[0] <= 16) || operation.data[0] == 0x81))
        return false;
    if (size < OP_PUSHDATA1)
        return operation.code == size;
    return operation.code == (size <= 0xff ? OP_PUSHDATA1 : size <= 0xffff ? OP_PUSHDATA2 : OP_PUSHDATA4);
}

Bytes pushedBy(const ScriptOperation& operation) {
    if (operation.code == OP_1NEGATE)
        return writeNumber(-1);
    if (operation.code >= OP_1)
        return {static_cast<std::uint8_t>(operation.code - OP_1 + 1)};
    return {operation.data.begin(), operation.data.end()};
}

bool isUnderstood(std::uint8_t code, ScriptVersion version) {
    constexpr std::array KNOWN{OP_IF,
                               OP_NOTIF,
                               OP_ELSE,
                               OP_ENDIF,
                               OP_VERIFY,
                               OP_TOALTSTACK,
                               OP_FROMALTSTACK,
                               OP_IFDUP,
                               OP_DROP,
                               OP_DUP,
                               OP_SWAP,
                               OP_SIZE,
                               OP_EQUAL,
                               OP_EQUALVERIFY,
                               OP_0NOTEQUAL,
                               OP_ADD,
                               OP_BOOLAND,
                               OP_BOOLOR,
                               OP_NUMEQUAL,
                               OP_NUMEQUALVERIFY,
                               OP_RIPEMD160,
                               OP_SHA256,
                               OP_HASH160,
                               OP_HASH256,
                               OP_CHECKSIG,
                               OP_CHECKSIGVERIFY,
                               OP_CHECKLOCKTIMEVERIFY,
                               OP_CHECKSEQUENCEVERIFY};
    if (isPush(code) || std::ranges::find(KNOWN, code) != KNOWN.end())
        return true;
    if (version == ScriptVersion::tapscript)
        return code == OP_CHECKSIGADD;
    return code == OP_CHECKMULTISIG || code == OP_CHECKMULTISIGVERIFY;
}

/// Before anything is run: every operation is known and every push is whole.
ScriptResult<void> understand(ByteSpan script, ScriptVersion version) {
    if (version != ScriptVersion::tapscript && script.size() > MAX_SCRIPT_SIZE)
        return Unexpected(SpendFault::limits);
    ScriptReader reader(script);
    while (const auto operation = reader.next()) {
        if (!isUnderstood(operation->code, version))
            return Unexpected(SpendFault::unknownOpcode);
        if (operation->data.size() > MAX_STACK_ELEMENT)
            return Unexpected(SpendFault::limits);
    }
    if (!reader.atEnd())
        return Unexpected(SpendFault::pushEncoding);
    return {};
}

/// BIP65 and BIP112 compare only numbers of one kind: heights with heights, times with times.
bool reaches(std::int64_t demanded, std::int64_t given, std::int64_t kindBoundary) {
    return (demanded < kindBoundary) == (given < kindBoundary) && demanded <= given;
}

class Machine {
public:
    Machine(const ScriptRun& run, Stack& stack) : m_run(run), m_stack(stack), m_budget(run.checkBudget) {}

    ScriptResult<void> run() {
        STRONGROOM_TRY(understand(m_run.script, m_run.version));
        ScriptReader reader(m_run.script);
        while (const auto operation = reader.next()) {
            STRONGROOM_TRY(step(*operation));
            if (m_stack.size() + m_alternative.size() > MAX_STACK_SIZE)
                return Unexpected(SpendFault::limits);
        }
        if (!m_conditions.empty())
            return Unexpected(SpendFault::stackShape);
        return {};
    }

private:
    ScriptResult<void> step(const ScriptOperation& operation) {
        if (!isPush(operation.code))
            STRONGROOM_TRY(count(1));
        if (operation.code >= OP_IF && operation.code <= OP_ENDIF)
            return branch(operation.code);
        if (std::ranges::find(m_conditions, false) != m_conditions.end())
            return {};
        if (!isPush(operation.code))
            return operate(operation.code);
        if (!isShortestPush(operation))
            return Unexpected(SpendFault::pushEncoding);
        m_stack.push_back(pushedBy(operation));
        return {};
    }

    ScriptResult<void> count(std::size_t operations) {
        m_operations += operations;
        if (m_run.version != ScriptVersion::tapscript && m_operations > MAX_SCRIPT_OPERATIONS)
            return Unexpected(SpendFault::limits);
        return {};
    }

    ScriptResult<Bytes> pop() {
        if (m_stack.empty())
            return Unexpected(SpendFault::stackShape);
        Bytes top = std::move(m_stack.back());
        m_stack.pop_back();
        return top;
    }

    ScriptResult<std::int64_t> popNumber() {
        STRONGROOM_ASSIGN(const Bytes top, pop());
        return readNumber(top, NUMBER_SIZE);
    }

    /// The number on top, which stays there: what the lock operations look at.
    ScriptResult<std::int64_t> topLock() const {
        if (m_stack.empty())
            return Unexpected(SpendFault::stackShape);
        STRONGROOM_ASSIGN(const std::int64_t lock, readNumber(m_stack.back(), LOCK_NUMBER_SIZE));
        if (lock < 0)
            return Unexpected(SpendFault::lockTime);
        return lock;
    }

    ScriptResult<void> push(Bytes element) {
        m_stack.push_back(std::move(element));
        return {};
    }

    ScriptResult<void> verify() {
        STRONGROOM_ASSIGN(const Bytes top, pop());
        if (!isTrue(top))
            return Unexpected(SpendFault::notSatisfied);
        return {};
    }

    ScriptResult<void> branch(std::uint8_t code) {
        if (code == OP_IF || code == OP_NOTIF) {
            bool taken = false;
            if (std::ranges::find(m_conditions, false) == m_conditions.end()) {
                STRONGROOM_ASSIGN(const Bytes top, pop());
                if (!top.empty() && top != Bytes{1})
                    return Unexpected(SpendFault::conditionEncoding);
                taken = top.empty() == (code == OP_NOTIF);
            }
            m_conditions.push_back(taken);
            return {};
        }
        if (m_conditions.empty())
            return Unexpected(SpendFault::stackShape);
        if (code == OP_ENDIF)
            m_conditions.pop_back();
        else
            m_conditions.back() = !m_conditions.back();
        return {};
    }

    ScriptResult<void> operate(std::uint8_t code) {
        switch (code) {
        case OP_RIPEMD160:
        case OP_SHA256:
        case OP_HASH160:
        case OP_HASH256:
            return hash(code);
        case OP_0NOTEQUAL:
        case OP_ADD:
        case OP_BOOLAND:
        case OP_BOOLOR:
        case OP_NUMEQUAL:
        case OP_NUMEQUALVERIFY:
            return compute(code);
        case OP_CHECKLOCKTIMEVERIFY:
            return checkLockTime();
        case OP_CHECKSEQUENCEVERIFY:
            return checkSequence();
        case OP_CHECKSIG:
        case OP_CHECKSIGVERIFY:
        case OP_CHECKSIGADD:
            return checkSignature(code);
        case OP_CHECKMULTISIG:
        case OP_CHECKMULTISIGVERIFY:
            return checkMultisigs(code);
        default:
            return rearrange(code);
        }
    }

    ScriptResult<void> rearrange(std::uint8_t code) {
        if (code == OP_FROMALTSTACK) {
            if (m_alternative.empty())
                return Unexpected(SpendFault::stackShape);
            m_stack.push_back(std::move(m_alternative.back()));
            m_alternative.pop_back();
            return {};
        }
        STRONGROOM_ASSIGN(Bytes top, pop());
        switch (code) {
        case OP_DROP:
            return {};
        case OP_VERIFY:
            return isTrue(top) ? ScriptResult<void>() : Unexpected(SpendFault::notSatisfied);
        case OP_TOALTSTACK:
            m_alternative.push_back(std::move(top));
            return {};
        case OP_IFDUP:
            if (isTrue(top))
                m_stack.push_back(top);
            return push(std::move(top));
        case OP_DUP:
            m_stack.push_back(top);
            return push(std::move(top));
        case OP_SIZE: {
            Bytes size = writeNumber(static_cast<std::int64_t>(top.size()));
            m_stack.push_back(std::move(top));
            return push(std::move(size));
        }
        default:
            return combine(code, std::move(top));
        }
    }

    ScriptResult<void> combine(std::uint8_t code, Bytes top) {
        STRONGROOM_ASSIGN(Bytes second, pop());
        switch (code) {
        case OP_SWAP:
            m_stack.push_back(std::move(top));
            return push(std::move(second));
        case OP_EQUAL:
            return push(truth(top == second));
        case OP_EQUALVERIFY:
            return top == second ? ScriptResult<void>() : Unexpected(SpendFault::notSatisfied);
        default:
            base::checkFailed("an opcode that is understood and not run");
        }
    }

    ScriptResult<void> compute(std::uint8_t code) {
        STRONGROOM_ASSIGN(const std::int64_t b, popNumber());
        if (code == OP_0NOTEQUAL)
            return push(truth(b != 0));
        STRONGROOM_ASSIGN(const std::int64_t a, popNumber());
        switch (code) {
        case OP_ADD:
            return push(writeNumber(a + b));
        case OP_BOOLAND:
            return push(truth(a != 0 && b != 0));
        case OP_BOOLOR:
            return push(truth(a != 0 || b != 0));
        case OP_NUMEQUAL:
            return push(truth(a == b));
        default: // OP_NUMEQUALVERIFY
            return a == b ? ScriptResult<void>() : Unexpected(SpendFault::notSatisfied);
        }
    }

    ScriptResult<void> hash(std::uint8_t code) {
        STRONGROOM_ASSIGN(const Bytes top, pop());
        const auto bytes = [](const auto& hash) { return Bytes(hash.span().begin(), hash.span().end()); };
        switch (code) {
        case OP_RIPEMD160:
            return push(bytes(crypto::ripemd160(top)));
        case OP_SHA256:
            return push(bytes(crypto::sha256(top)));
        case OP_HASH160:
            return push(bytes(crypto::hash160(top)));
        default: // OP_HASH256
            return push(bytes(crypto::sha256d(top)));
        }
    }

    /// BIP65.
    ScriptResult<void> checkLockTime() {
        constexpr std::int64_t FIRST_TIME = 500'000'000;
        STRONGROOM_ASSIGN(const std::int64_t lock, topLock());
        const bool final = m_run.spending.input().sequence == 0xffffffff;
        if (final || !reaches(lock, m_run.spending.transaction.lockTime, FIRST_TIME))
            return Unexpected(SpendFault::lockTime);
        return {};
    }

    /// BIP112 with the bits of BIP68.
    ScriptResult<void> checkSequence() {
        constexpr std::int64_t DISABLE = 1LL << 31;
        constexpr std::int64_t TIME = 1LL << 22;
        constexpr std::int64_t MASK = TIME | 0xffff;
        STRONGROOM_ASSIGN(const std::int64_t lock, topLock());
        if ((lock & DISABLE) != 0)
            return {};
        const std::int64_t sequence = m_run.spending.input().sequence;
        const bool counts = static_cast<std::uint32_t>(m_run.spending.transaction.version) >= 2;
        if (!counts || (sequence & DISABLE) != 0 || !reaches(lock & MASK, sequence & MASK, TIME))
            return Unexpected(SpendFault::lockTime);
        return {};
    }

    ScriptResult<bool> signatureIsGood(ByteSpan signature, ByteSpan key) {
        if (m_run.version != ScriptVersion::tapscript)
            return checkEcdsaSignature(m_run, signature, key);
        m_budget -= signature.empty() ? 0 : TAPSCRIPT_CHECK_COST;
        if (m_budget < 0)
            return Unexpected(SpendFault::limits);
        return checkTapscriptSignature(m_run, signature, key);
    }

    ScriptResult<void> checkSignature(std::uint8_t code) {
        STRONGROOM_ASSIGN(const Bytes key, pop());
        std::int64_t sum = 0;
        if (code == OP_CHECKSIGADD) {
            STRONGROOM_ASSIGN(sum, popNumber());
        }
        STRONGROOM_ASSIGN(const Bytes signature, pop());
        STRONGROOM_ASSIGN(const bool good, signatureIsGood(signature, key));
        if (code == OP_CHECKSIGADD)
            return push(writeNumber(sum + (good ? 1 : 0)));
        m_stack.push_back(truth(good));
        return code == OP_CHECKSIGVERIFY ? verify() : ScriptResult<void>();
    }

    /// A count, then that many elements: the first popped stands last.
    ScriptResult<Stack> popSeveral(std::int64_t least, std::int64_t most) {
        STRONGROOM_ASSIGN(const std::int64_t number, popNumber());
        if (number < least || number > most)
            return Unexpected(SpendFault::limits);
        const auto size = static_cast<std::size_t>(number);
        if (size > m_stack.size())
            return Unexpected(SpendFault::stackShape);
        const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(size);
        Stack several(std::make_move_iterator(first), std::make_move_iterator(m_stack.end()));
        m_stack.erase(first, m_stack.end());
        return several;
    }

    ScriptResult<void> checkMultisigs(std::uint8_t code) {
        STRONGROOM_ASSIGN(Stack keys, popSeveral(0, MAX_MULTISIG_KEYS));
        STRONGROOM_TRY(count(keys.size()));
        STRONGROOM_ASSIGN(Stack signatures, popSeveral(0, static_cast<std::int64_t>(keys.size())));
        STRONGROOM_ASSIGN(const Bytes surplus, pop());
        if (!surplus.empty())
            return Unexpected(
                SpendFault::unlockForm); // BIP147: one element too many is taken, which is empty
        // Consensus looks from the last to the first, which decides which keys it looks at.
        std::ranges::reverse(keys);
        std::ranges::reverse(signatures);
        STRONGROOM_ASSIGN(const bool good, checkMultisig(m_run, signatures, keys));
        m_stack.push_back(truth(good));
        return code == OP_CHECKMULTISIGVERIFY ? verify() : ScriptResult<void>();
    }

    const ScriptRun& m_run;
    Stack& m_stack;
    Stack m_alternative;
    std::vector<bool> m_conditions;
    std::size_t m_operations = 0;
    std::int64_t m_budget;
};

std::optional<SpendFault> faultOf(const ScriptResult<void>& result) {
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

bool isTrue(ByteSpan element) {
    for (std::size_t i = 0; i < element.size(); ++i) {
        if (element[i] != 0)
            return i + 1 < element.size() || element[i] != SIGN_BIT; // negative zero is false
    }
    return false;
}

std::optional<SpendFault> runScript(const ScriptRun& run, Stack& stack) {
    STRONGROOM_CHECK((run.version == ScriptVersion::tapscript) == run.leafHash.has_value());
    return faultOf(Machine(run, stack).run());
}

std::optional<SpendFault> runPushes(ByteSpan script, Stack& stack) {
    if (script.size() > MAX_SCRIPT_SIZE)
        return SpendFault::limits;
    ScriptReader reader(script);
    while (const auto operation = reader.next()) {
        if (!isPush(operation->code))
            return SpendFault::unlockForm;
        if (operation->data.size() > MAX_STACK_ELEMENT || stack.size() == MAX_STACK_SIZE)
            return SpendFault::limits;
        if (!isShortestPush(*operation))
            return SpendFault::pushEncoding;
        stack.push_back(pushedBy(*operation));
    }
    return reader.atEnd() ? std::nullopt : std::optional(SpendFault::pushEncoding);
}

} // namespace strongroom::bitcoin
