#include "bitcoin/spend_check.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/script.h"
#include "bitcoin/script_machine.h"
#include "bitcoin/script_signatures.h"
#include "bitcoin/taproot.h"

#include <algorithm>

namespace strongroom::bitcoin {

namespace {

using Fault = std::optional<SpendFault>;

/// What a script leaves must be true; in a witness, and by CLEANSTACK everywhere, nothing else.
Fault judgeResult(const Stack& stack) {
    if (stack.empty() || !isTrue(stack.back()))
        return SpendFault::notSatisfied;
    return stack.size() == 1 ? std::nullopt : Fault(SpendFault::stackNotClean);
}

Fault runWitnessScript(const ScriptRun& run, Stack stack) {
    if (stack.size() > MAX_STACK_SIZE ||
        std::ranges::any_of(stack, [](const Bytes& element) { return element.size() > MAX_STACK_ELEMENT; }))
        return SpendFault::limits;
    if (const Fault fault = runScript(run, stack))
        return fault;
    return judgeResult(stack);
}

Fault checkWitnessKeyHash(const SpendingInput& spending, ByteSpan program) {
    const Stack& witness = spending.input().witness;
    if (witness.size() != 2)
        return SpendFault::unlockForm;
    const auto keyHash = crypto::Hash160::from(program);
    if (crypto::hash160(witness[1]) != keyHash)
        return SpendFault::wrongScript;
    const Bytes script = p2wpkhScriptCode(*keyHash);
    return runWitnessScript({spending, ScriptVersion::witnessV0, script}, witness);
}

Fault checkWitnessScriptHash(const SpendingInput& spending, ByteSpan program) {
    const Stack& witness = spending.input().witness;
    if (witness.empty())
        return SpendFault::unlockForm;
    if (crypto::sha256(witness.back()) != crypto::Hash256::from(program))
        return SpendFault::wrongScript;
    return runWitnessScript({spending, ScriptVersion::witnessV0, witness.back()},
                            Stack(witness.begin(), witness.end() - 1));
}

/// BIP342: the size of the witness as it is serialised, and one check for free.
std::int64_t checkBudget(const Stack& witness) {
    base::ByteWriter writer;
    writer.compactSize(witness.size());
    for (const Bytes& element : witness)
        writer.bytesWithLength(element);
    return static_cast<std::int64_t>(writer.data().size()) + TAPSCRIPT_CHECK_COST;
}

Fault checkLeaf(const SpendingInput& spending, ByteSpan program) {
    const Stack& witness = spending.input().witness;
    const Bytes& script = witness[witness.size() - 2];
    if (!ControlBlock::hasShape(witness.back()))
        return SpendFault::unlockForm;
    const auto control = ControlBlock::parse(witness.back());
    if (!control || !control->commits(program, script))
        return SpendFault::wrongScript;
    if (control->leafVersion != TAPSCRIPT_LEAF_VERSION)
        return SpendFault::unknownLeaf;
    if (hasOpSuccess(script))
        return SpendFault::unknownOpcode; // before all limits (BIP342)
    return runWitnessScript({.spending = spending,
                             .version = ScriptVersion::tapscript,
                             .script = script,
                             .leafHash = tapLeafHash(TAPSCRIPT_LEAF_VERSION, script),
                             .checkBudget = checkBudget(witness)},
                            Stack(witness.begin(), witness.end() - 2));
}

Fault checkTaproot(const SpendingInput& spending, ByteSpan program) {
    const Stack& witness = spending.input().witness;
    if (witness.empty())
        return SpendFault::unlockForm;
    if (witness.size() >= 2 && !witness.back().empty() && witness.back()[0] == ANNEX_TAG)
        return SpendFault::annex;
    if (witness.size() >= 2)
        return checkLeaf(spending, program);
    const auto key = crypto::XOnlyPublicKey::parse(program);
    if (!key)
        return SpendFault::wrongSignature; // nobody can sign for what is no point
    const auto checked = checkSchnorrSignature(spending, witness.front(), *key, std::nullopt);
    return checked ? std::nullopt : Fault(checked.error());
}

enum class Wrapped : std::uint8_t { no, inP2sh };

Fault checkWitness(const SpendingInput& spending, const WitnessProgram& program, Wrapped wrapped) {
    constexpr std::size_t KEY_HASH = 20;
    constexpr std::size_t SCRIPT_HASH = 32;
    if (program.version == 0 && program.program.size() == KEY_HASH)
        return checkWitnessKeyHash(spending, program.program);
    if (program.version == 0)
        return program.program.size() == SCRIPT_HASH ? checkWitnessScriptHash(spending, program.program)
                                                     : SpendFault::wrongScript; // unspendable (BIP141)
    if (program.version == 1 && program.program.size() == SCRIPT_HASH && wrapped == Wrapped::no)
        return checkTaproot(spending, program.program);
    return SpendFault::unknownOutput;
}

Fault checkScriptHash(const SpendingInput& spending, Stack stack) {
    const Bytes redeemScript = stack.back();
    stack.pop_back();
    if (const auto program = witnessProgram(redeemScript)) {
        if (!stack.empty() || spending.input().scriptSig.size() != redeemScript.size() + 1)
            return SpendFault::unlockForm; // BIP141: exactly that push
        return checkWitness(spending, *program, Wrapped::inP2sh);
    }
    if (!spending.input().witness.empty())
        return SpendFault::unlockForm;
    if (const Fault fault = runScript({spending, ScriptVersion::legacy, redeemScript}, stack))
        return fault;
    return judgeResult(stack);
}

/// Everything that a scriptSig unlocks: the script of the output, and behind a p2sh the redeem script.
Fault checkLegacy(const SpendingInput& spending) {
    Stack stack;
    if (const Fault fault = runPushes(spending.input().scriptSig, stack))
        return fault;
    const bool scriptHash = classify(spending.prevout.scriptPubKey) == ScriptType::p2sh;
    if (!scriptHash && !spending.input().witness.empty())
        return SpendFault::unlockForm;
    Stack result = stack;
    if (const Fault fault =
            runScript({spending, ScriptVersion::legacy, spending.prevout.scriptPubKey}, result))
        return fault;
    if (!scriptHash)
        return judgeResult(result);
    if (result.empty() || !isTrue(result.back()))
        return SpendFault::wrongScript;
    return checkScriptHash(spending, std::move(stack));
}

} // namespace

std::optional<SpendFault> checkInput(const SpendingInput& spending) {
    const auto program = witnessProgram(spending.prevout.scriptPubKey);
    if (!program)
        return checkLegacy(spending);
    if (!spending.input().scriptSig.empty())
        return SpendFault::unlockForm; // a witness program is spent by its witness alone (BIP141)
    return checkWitness(spending, *program, Wrapped::no);
}

SpendCheck checkSpend(const Transaction& transaction, std::span<const TxOut> prevouts, HashTypes hashTypes) {
    STRONGROOM_CHECK(transaction.inputs.size() == prevouts.size());
    const SighashContext sighashes(transaction, prevouts);
    SpendCheck check;
    for (std::size_t i = 0; i < prevouts.size(); ++i) {
        const auto fault = checkInput({sighashes, transaction, i, prevouts[i], hashTypes});
        if (!fault)
            continue;
        if (verdictOf(*fault) == SpendVerdict::invalid)
            return {SpendVerdict::invalid, fault, i};
        if (check.verdict == SpendVerdict::valid)
            check = {SpendVerdict::inconclusive, fault, i};
    }
    return check;
}

} // namespace strongroom::bitcoin
