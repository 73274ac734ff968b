#include "vault/recovery.h"
#include "vault/review_checks.h"

namespace strongroom::vault {

namespace {

constexpr std::uint32_t SEQUENCE_VALUE = 0xffff; // BIP68
constexpr std::uint32_t SEQUENCE_COUNTS_TIME = 1U << 22U;
constexpr std::uint32_t SECONDS_PER_UNIT = 512;
constexpr std::int32_t FIRST_VERSION_WITH_LOCKS = 2;

/// BIP68: what an input waits for; nothing when it waits for nothing.
std::optional<std::string> waitInWords(std::int32_t version, std::uint32_t sequence) {
    const std::uint32_t value = sequence & SEQUENCE_VALUE;
    if (version < FIRST_VERSION_WITH_LOCKS || (sequence & SEQUENCE_LOCK_DISABLED) != 0 || value == 0)
        return std::nullopt;
    if ((sequence & SEQUENCE_COUNTS_TIME) != 0)
        return std::to_string(value * SECONDS_PER_UNIT) + " seconds";
    return std::to_string(value) + " blocks (" + aboutBlocks(value) + ")";
}

std::string ofKeys(const KeySet& set) {
    return std::to_string(set.threshold) + " of " + std::to_string(set.keys.size());
}

/// What an officer or operator reads: who signs instead of whom, and what could not be checked here.
std::string recoveryInWords(const Recovery& recovery) {
    return "Signed by " + ofKeys(recovery.recovery) + " recovery keys instead of " +
           ofKeys(recovery.primary) + " primary keys. Each coin must not have moved for " +
           std::to_string(recovery.blocks) + " blocks (" + aboutBlocks(recovery.blocks) +
           "); the network enforces that, it could not be checked here.";
}

/// A64: the signatures of a tree are for one leaf, which is the one of the path that the input takes; of the
/// key path, none.
bool statesLeafOf(const psbt::PsbtInput& fields, const OwnScript& own, std::optional<std::size_t> leaf) {
    if (fields.finalScriptSig || fields.finalScriptWitness) // judged by running it
        return true;
    if (!leaf)
        return fields.tapLeafScripts.empty();
    return fields.tapLeafScripts.contains(own.script.leaves.at(*leaf).controlBlock);
}

Findings checkLeaves(const ReviewSubject& subject, const JudgedInputs& inputs, const Recovery& recovery,
                     SpendPath path) {
    Findings findings;
    for (std::size_t i = 0; i < inputs.inputs.size(); ++i)
        if (const auto& own = inputs.inputs[i].own;
            own && !statesLeafOf(subject.psbt.inputs[i], *own, leafOf(recovery, path)))
            findings.push_back(makeFinding(FindingCode::leafOfOtherPath, inputText(i)));
    return findings;
}

Findings checkPath(const ReviewSubject& subject, const JudgedInputs& inputs, const Recovery& recovery) {
    const bitcoin::Transaction& tx = subject.psbt.tx;
    Findings findings;
    for (std::size_t i = 0; i < tx.inputs.size(); ++i)
        if (meaningOf(tx.version, tx.inputs[i].sequence, recovery) == SequenceMeaning::opensNothing)
            findings.push_back(
                makeFinding(FindingCode::lockOpensNothing, inputText(i),
                            "The path opens after " + std::to_string(recovery.blocks) + " blocks."));
    if (!findings.empty())
        return findings;
    const auto path = pathOf(tx, recovery);
    if (!path)
        return {makeFinding(FindingCode::mixedPaths)};
    findings = checkLeaves(subject, inputs, recovery, *path);
    if (*path == SpendPath::recovery)
        findings.push_back(makeFinding(FindingCode::recoverySpend, {}, recoveryInWords(recovery)));
    return findings;
}

} // namespace

Findings checkLocks(const ReviewSubject& subject, const JudgedInputs& inputs) {
    const bitcoin::Transaction& tx = subject.psbt.tx;
    if (inputs.source)
        if (const auto recovery = recoveryOf(subject.vaults[*inputs.source].descriptor))
            return checkPath(subject, inputs, *recovery);
    Findings findings;
    for (std::size_t i = 0; i < tx.inputs.size(); ++i)
        if (const auto wait = waitInWords(tx.version, tx.inputs[i].sequence))
            findings.push_back(
                makeFinding(FindingCode::relativeLock, inputText(i), "It waits for " + *wait + "."));
    return findings;
}

} // namespace strongroom::vault
