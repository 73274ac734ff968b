#include "bitcoin/script_machine.h"

#include "bitcoin/opcode.h"
#include "support/coins.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

const test::Coins& coins() {
    static const test::Coins s_coins;
    return s_coins;
}

struct Result {
    std::optional<SpendFault> fault;
    Stack stack;
};

/// Runs a script for the one input of a transaction with these locks.
Result run(const Bytes& script, Stack stack = {}, ScriptVersion version = ScriptVersion::witnessV0,
           std::uint32_t lockTime = 0, std::uint32_t sequence = 0, std::int32_t txVersion = 2,
           std::int64_t budget = TAPSCRIPT_CHECK_COST) {
    Transaction transaction = test::spend({{Txid(), 0}}, {{Amount::sat(1), {0x51}}});
    transaction.lockTime = lockTime;
    transaction.version = txVersion;
    transaction.inputs[0].sequence = sequence;
    const std::vector<TxOut> prevouts{{Amount::sat(1), p2wshScript(script)}};
    const SighashContext sighashes(transaction, prevouts);
    const SpendingInput spending{sighashes, transaction, 0, prevouts[0], HashTypes::defined};
    ScriptRun once{.spending = spending, .version = version, .script = script};
    if (version == ScriptVersion::tapscript) {
        once.leafHash = crypto::Hash256();
        once.checkBudget = budget;
    }
    const auto fault = runScript(once, stack);
    return {fault, std::move(stack)};
}

Bytes pushOf(ByteSpan data) {
    Bytes script{static_cast<std::uint8_t>(data.size())};
    script.insert(script.end(), data.begin(), data.end());
    return script;
}

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes whole;
    for (const Bytes& part : parts)
        whole.insert(whole.end(), part.begin(), part.end());
    return whole;
}

} // namespace

TEST_CASE("no script before tapscript, and nothing that unlocks one, is longer than 10,000 bytes") {
    const auto pushes = [](std::size_t count) { // of 520 bytes each: no other limit is near
        Bytes script;
        for (std::size_t i = 0; i < count; ++i) {
            script.insert(script.end(), {0x4d, 0x08, 0x02});
            script.insert(script.end(), 520, 0x07);
        }
        return script;
    };
    for (const ScriptVersion version : {ScriptVersion::legacy, ScriptVersion::witnessV0}) {
        CHECK(run(pushes(19), {}, version).fault == std::nullopt);
        CHECK(run(pushes(20), {}, version).fault == SpendFault::limits);
    }
    CHECK(run(pushes(20), {}, ScriptVersion::tapscript).fault == std::nullopt);
    Stack stack;
    CHECK(runPushes(pushes(19), stack) == std::nullopt);
    CHECK(runPushes(pushes(20), stack) == SpendFault::limits);
}

TEST_CASE("operations leave what Bitcoin's do") {
    const Bytes seven{7};
    CHECK(run({OP_DUP}, {seven}).stack == Stack{seven, seven});
    CHECK(run({OP_SWAP}, {{1}, {2}}).stack == Stack{{2}, {1}});
    CHECK(run({OP_DROP}, {{1}, {2}}).stack == Stack{{1}});
    CHECK(run({OP_SIZE}, {Bytes(200, 1)}).stack == Stack{Bytes(200, 1), {200, 0}});
    CHECK(run({OP_IFDUP}, {{}}).stack == Stack{{}});
    CHECK(run({OP_IFDUP}, {seven}).stack == Stack{seven, seven});
    CHECK(run({OP_TOALTSTACK, OP_1, OP_FROMALTSTACK}, {seven}).stack == Stack{{1}, seven});
    CHECK(run({OP_ADD}, {{0x82}, {1}}).stack == Stack{{0x81}}); // −2 + 1
    CHECK(run({OP_ADD}, {{0xff, 0xff, 0xff, 0x7f}, {1}}).stack == Stack{{0, 0, 0, 0x80, 0}});
    CHECK(run({OP_BOOLAND}, {{1}, {}}).stack == Stack{{}});
    CHECK(run({OP_BOOLOR}, {{1}, {}}).stack == Stack{{1}});
    CHECK(run({OP_NUMEQUAL}, {seven, seven}).stack == Stack{{1}});
    CHECK(run({OP_0NOTEQUAL}, {seven}).stack == Stack{{1}});
    CHECK(run({OP_EQUAL}, {seven, {8}}).stack == Stack{{}});
    CHECK(run({OP_1NEGATE, OP_16, OP_0}).stack == Stack{{0x81}, {16}, {}});
    CHECK(run({OP_SHA256}, {seven}).stack == Stack{base::toBytes(crypto::sha256(seven).span())});
    CHECK(run({OP_HASH256}, {seven}).stack == Stack{base::toBytes(crypto::sha256d(seven).span())});
    CHECK(run({OP_HASH160}, {seven}).stack == Stack{base::toBytes(crypto::hash160(seven).span())});
    CHECK(run({OP_RIPEMD160}, {seven}).stack == Stack{base::toBytes(crypto::ripemd160(seven).span())});
}

TEST_CASE("what verifies ends the run when it does not hold") {
    CHECK(run({OP_VERIFY}, {{1}}).stack.empty());
    CHECK(run({OP_VERIFY}, {{}}).fault == SpendFault::notSatisfied);
    CHECK(run({OP_VERIFY}, {{0x80}}).fault == SpendFault::notSatisfied); // negative zero
    CHECK(run({OP_EQUALVERIFY}, {{1}, {2}}).fault == SpendFault::notSatisfied);
    CHECK(run({OP_NUMEQUALVERIFY}, {{1}, {2}}).fault == SpendFault::notSatisfied);
    CHECK_FALSE(run({OP_NUMEQUALVERIFY}, {{2}, {2}}).fault);
}

TEST_CASE("branches are chosen by one or nothing and must close") {
    const Bytes script{OP_IF, OP_1, OP_ELSE, OP_16, OP_ENDIF};
    CHECK(run(script, {{1}}).stack == Stack{{1}});
    CHECK(run(script, {{}}).stack == Stack{{16}});
    CHECK(run({OP_NOTIF, OP_1, OP_ELSE, OP_16, OP_ENDIF}, {{}}).stack == Stack{{1}});
    CHECK(run({OP_IF, OP_IF, OP_1, OP_ENDIF, OP_ENDIF}, {{}}).stack.empty());
    CHECK(run(script, {{2}}).fault == SpendFault::conditionEncoding);
    CHECK(run(script, {{1, 0}}).fault == SpendFault::conditionEncoding);
    CHECK(run({OP_IF}, {{1}}).fault == SpendFault::stackShape);
    CHECK(run({OP_ENDIF}).fault == SpendFault::stackShape);
    CHECK(run({OP_ELSE}).fault == SpendFault::stackShape);
}

TEST_CASE("an operation that finds too little fails") {
    for (const Opcode code : {OP_IF, OP_VERIFY, OP_TOALTSTACK, OP_FROMALTSTACK, OP_IFDUP, OP_DROP, OP_DUP,
                              OP_SWAP, OP_SIZE, OP_EQUAL, OP_0NOTEQUAL, OP_ADD, OP_SHA256, OP_CHECKSIG,
                              OP_CHECKMULTISIG, OP_CHECKLOCKTIMEVERIFY, OP_CHECKSEQUENCEVERIFY}) {
        CAPTURE(static_cast<int>(code));
        CHECK(run({code}).fault == SpendFault::stackShape);
    }
    CHECK(run({OP_CHECKMULTISIG}, {{}, {2}}).fault == SpendFault::stackShape);
}

TEST_CASE("pushes and numbers have one encoding") {
    CHECK(run({0x01, 0x05}).fault == SpendFault::pushEncoding); // OP_5
    CHECK(run({OP_PUSHDATA1, 0x01, 0x20}).fault == SpendFault::pushEncoding);
    CHECK(run({OP_PUSHDATA1, 0x00}).fault == SpendFault::pushEncoding);
    CHECK_FALSE(run({0x01, 0x20}).fault);
    CHECK(run({0x05, 0x01}).fault == SpendFault::pushEncoding); // cut off
    CHECK(run({OP_0NOTEQUAL}, {{0x00}}).fault == SpendFault::numberEncoding);
    CHECK(run({OP_0NOTEQUAL}, {{0x80}}).fault == SpendFault::numberEncoding);
    CHECK(run({OP_0NOTEQUAL}, {{1, 0}}).fault == SpendFault::numberEncoding);
    CHECK_FALSE(run({OP_0NOTEQUAL}, {{0xff, 0}}).fault);
    CHECK(run({OP_0NOTEQUAL}, {{1, 1, 1, 1, 1}}).fault == SpendFault::numberEncoding);
}

TEST_CASE("an absolute lock holds until the transaction's own lock time says so (BIP65)") {
    const Bytes at500{0x02, 0xf4, 0x01, OP_CHECKLOCKTIMEVERIFY};
    const auto with = [&](std::uint32_t lockTime, std::uint32_t sequence) {
        return run(at500, {}, ScriptVersion::witnessV0, lockTime, sequence).fault;
    };
    CHECK_FALSE(with(500, 0));
    CHECK(with(499, 0) == SpendFault::lockTime);
    CHECK(with(500, 0xffffffff) == SpendFault::lockTime);  // nobody would look at the lock time
    CHECK(with(1'700'000'000, 0) == SpendFault::lockTime); // a time is no height
    CHECK(run({0x01, 0x85, OP_CHECKLOCKTIMEVERIFY}).fault == SpendFault::lockTime); // negative
}

TEST_CASE("a relative lock holds until the input's sequence says so (BIP112)") {
    const Bytes after10{OP_1 + 9, OP_CHECKSEQUENCEVERIFY};
    const auto with = [&](std::uint32_t sequence, std::int32_t version) {
        return run(after10, {}, ScriptVersion::witnessV0, 0, sequence, version).fault;
    };
    CHECK_FALSE(with(10, 2));
    CHECK(with(9, 2) == SpendFault::lockTime);
    CHECK(with(10, 1) == SpendFault::lockTime);
    CHECK(with(0x80000000 | 10, 2) == SpendFault::lockTime);
    CHECK(with(0x00400000 | 10, 2) == SpendFault::lockTime); // of another unit
}

TEST_CASE("an opcode that is not ours stops the run before it begins, wherever it stands") {
    for (int code = 0; code <= 0xff; ++code) {
        const auto op = static_cast<std::uint8_t>(code);
        if (op <= OP_PUSHDATA4)
            continue;
        const bool ours =
            op == OP_1NEGATE || (op >= OP_1 && op <= OP_16) || op == OP_IF || op == OP_NOTIF ||
            op == OP_ELSE || op == OP_ENDIF || op == OP_VERIFY || op == OP_TOALTSTACK ||
            op == OP_FROMALTSTACK || op == OP_IFDUP || op == OP_DROP || op == OP_DUP || op == OP_SWAP ||
            op == OP_SIZE || op == OP_EQUAL || op == OP_EQUALVERIFY || op == OP_0NOTEQUAL || op == OP_ADD ||
            (op >= OP_BOOLAND && op <= OP_NUMEQUALVERIFY) || op == OP_RIPEMD160 ||
            (op >= OP_SHA256 && op <= OP_HASH256) || (op >= OP_CHECKSIG && op <= OP_CHECKMULTISIGVERIFY) ||
            op == OP_CHECKLOCKTIMEVERIFY || op == OP_CHECKSEQUENCEVERIFY;
        CAPTURE(code);
        CHECK((run({OP_0, OP_IF, op, OP_ENDIF}).fault == SpendFault::unknownOpcode) == !ours);
        CHECK((run({OP_0, OP_VERIFY, op}).fault == SpendFault::unknownOpcode) == !ours);
    }
    CHECK(run({OP_CHECKMULTISIG}, {}, ScriptVersion::tapscript).fault == SpendFault::unknownOpcode);
    CHECK(run({OP_CHECKSIGADD}, {}, ScriptVersion::tapscript).fault == SpendFault::stackShape);
}

TEST_CASE("consensus limits bound every run") {
    CHECK(run(Bytes(MAX_SCRIPT_SIZE + 1, OP_1)).fault == SpendFault::limits);
    CHECK(run(Bytes(MAX_STACK_SIZE + 1, OP_1)).fault == SpendFault::limits);
    CHECK_FALSE(run(Bytes(MAX_STACK_SIZE, OP_1)).fault);
    CHECK_FALSE(run(Bytes(MAX_SCRIPT_OPERATIONS, OP_SWAP), {{1}, {2}}).fault);
    CHECK(run(Bytes(MAX_SCRIPT_OPERATIONS + 1, OP_SWAP), {{1}, {2}}).fault == SpendFault::limits);
    CHECK_FALSE(run(Bytes(MAX_SCRIPT_OPERATIONS + 1, OP_SWAP), {{1}, {2}}, ScriptVersion::tapscript).fault);
    Bytes large{OP_PUSHDATA2, 0x09, 0x02}; // 521 bytes
    large.resize(3 + 521);
    CHECK(run(large).fault == SpendFault::limits);
    CHECK(run({0x01, 21, OP_CHECKMULTISIG}).fault == SpendFault::limits);
    // BIP342: a check of a signature that is there costs 50.
    const auto within = [](std::int64_t budget) {
        const Stack given{Bytes(64, 1), base::toBytes(coins().key(1).xOnly().span())};
        return run({OP_CHECKSIG}, given, ScriptVersion::tapscript, 0, 0, 2, budget).fault;
    };
    CHECK(within(TAPSCRIPT_CHECK_COST - 1) == SpendFault::limits);
    CHECK(within(TAPSCRIPT_CHECK_COST) == SpendFault::wrongSignature);
}

TEST_CASE("keys are of a form that the version of script knows") {
    const Bytes uncompressed = joined({{0x04}, Bytes(64, 1)});
    const Bytes hybrid = joined({{0x06}, Bytes(64, 1)});
    CHECK(run({OP_CHECKSIG}, {{}, hybrid}).fault == SpendFault::publicKeyEncoding);
    CHECK(run({OP_CHECKSIG}, {{}, {}}).fault == SpendFault::publicKeyEncoding);
    CHECK(run({OP_CHECKSIG}, {{}, uncompressed}).fault == SpendFault::unknownKey);
    CHECK(run({OP_CHECKSIG}, {{}, uncompressed}, ScriptVersion::legacy).stack == Stack{{}});
    CHECK(run({OP_CHECKSIG}, {{}, Bytes(33, 2)}, ScriptVersion::tapscript).fault == SpendFault::unknownKey);
    CHECK(run({OP_CHECKSIG}, {{}, {}}, ScriptVersion::tapscript).fault == SpendFault::publicKeyEncoding);
    CHECK(run({OP_CHECKSIGADD}, {{}, {3}, Bytes(32, 2)}, ScriptVersion::tapscript).stack == Stack{{3}});
}

TEST_CASE("a signature that is there must be good, an absent one is merely no signature") {
    const Bytes key = base::toBytes(coins().key(1).span());
    const Bytes other = coins().ecdsaOver(1, crypto::sha256({}));
    CHECK(run({OP_CHECKSIG}, {{}, key}).stack == Stack{{}});
    CHECK(run({OP_CHECKSIG}, {other, key}).fault == SpendFault::wrongSignature);
    CHECK(run({OP_CHECKSIG}, {Bytes{0x30, 0x01, 0x01}, key}).fault == SpendFault::signatureEncoding);
    Bytes oddType = other;
    oddType.back() = 0x04;
    CHECK(run({OP_CHECKSIG}, {oddType, key}).fault == SpendFault::hashType);
    CHECK(run({OP_CHECKSIGVERIFY}, {{}, key}).fault == SpendFault::notSatisfied);
    const Bytes oneOfOne = joined({{OP_1}, pushOf(key), {OP_1, OP_CHECKMULTISIG}});
    CHECK(run(oneOfOne, {{}, {}}).stack == Stack{{}});
    CHECK(run(oneOfOne, {{}, other}).fault == SpendFault::wrongSignature);
    CHECK(run(oneOfOne, {{1}, {}}).fault == SpendFault::unlockForm);
}

TEST_CASE("a legacy script that contains the signature it checks is refused") {
    const Bytes key = base::toBytes(coins().key(1).span());
    const Bytes signature = coins().ecdsaOver(1, crypto::sha256({}));
    const Bytes script = joined({pushOf(signature), {OP_DROP, OP_CHECKSIG}});
    CHECK(run(script, {signature, key}, ScriptVersion::legacy).fault == SpendFault::pushEncoding);
    CHECK(run(script, {signature, key}).fault == SpendFault::wrongSignature);
    const Bytes oneOfOne =
        joined({pushOf(signature), {OP_DROP, OP_1}, pushOf(key), {OP_1, OP_CHECKMULTISIG}});
    CHECK(run(oneOfOne, {{}, signature}, ScriptVersion::legacy).fault == SpendFault::pushEncoding);
    CHECK(run(oneOfOne, {{}, signature}).fault == SpendFault::wrongSignature);
}

TEST_CASE("what unlocks a legacy output only pushes") {
    Stack stack;
    CHECK_FALSE(runPushes(Bytes{OP_1, 0x02, 0xaa, 0xbb}, stack));
    CHECK(stack == Stack{{1}, {0xaa, 0xbb}});
    CHECK(runPushes(Bytes{OP_1, OP_DUP}, stack) == SpendFault::unlockForm);
    CHECK(runPushes(Bytes{0x02, 0xaa}, stack) == SpendFault::pushEncoding);
    CHECK(runPushes(Bytes{0x01, 0x01}, stack) == SpendFault::pushEncoding);
    CHECK(runPushes(Bytes(MAX_STACK_SIZE + 1, OP_1), stack) == SpendFault::limits);
}

TEST_CASE("zero is false in all its forms") {
    CHECK_FALSE(isTrue({}));
    CHECK_FALSE(isTrue(Bytes{0, 0}));
    CHECK_FALSE(isTrue(Bytes{0, 0x80}));
    CHECK(isTrue(Bytes{0x80, 0}));
    CHECK(isTrue(Bytes{1}));
}
