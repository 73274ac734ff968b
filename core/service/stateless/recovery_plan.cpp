#include "service/stateless/recovery_plan.h"

#include "descriptor/descriptor.h"
#include "service/stateless/input.h"
#include "vault/recovery.h"

namespace strongroom::service {

namespace {

constexpr std::string_view SEPARATOR = ": ";
constexpr std::string_view BRANCHES = "/<0;1>/*";

struct NamedKeys {
    vault::RecoveryPlan::Keys set;
    std::vector<std::string> names; ///< Empty for a key without one.
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// "[d34db33f/48h/0h/0h/2h]xpub…": what stations show; whoever writes steps means them.
std::string withBranches(std::string_view key) {
    const std::size_t origin = key.find(']');
    const std::string_view behind = origin == std::string_view::npos ? key : key.substr(origin + 1);
    return std::string(key) + (behind.find('/') == std::string_view::npos ? std::string(BRANCHES) : "");
}

NamedKeys readKeys(const RecoveryKeys& keys) {
    NamedKeys read;
    read.set.threshold = keys.needed < 0 ? 0 : static_cast<std::size_t>(keys.needed);
    for (const std::string& text : keys.lines) {
        const std::string_view line = trimmed(text);
        if (line.empty())
            continue;
        const std::size_t name = line.find(SEPARATOR);
        const bool named = name != std::string_view::npos;
        read.names.emplace_back(named ? trimmed(line.substr(0, name)) : std::string_view());
        read.set.keys.push_back(withBranches(named ? trimmed(line.substr(name + SEPARATOR.size())) : line));
    }
    return read;
}

base::Result<std::uint32_t, vault::Error> blocksOf(const RecoveryPlanDraft& draft) {
    if (draft.days && !draft.blocks)
        return vault::recoveryBlocks(*draft.days);
    if (!draft.blocks || draft.days || *draft.blocks < 1 || *draft.blocks > vault::MAX_RECOVERY_BLOCKS)
        return base::Unexpected(vault::Error::recoveryDelayRange);
    return static_cast<std::uint32_t>(*draft.blocks);
}

} // namespace

Outcome<PlannedRecovery> planRecovery(const RecoveryPlanDraft& draft, std::string_view network) {
    STRONGROOM_ASSIGN(const bitcoin::Network onNetwork, readNetwork(network));
    const NamedKeys primary = readKeys(draft.primary);
    const NamedKeys recovery = readKeys(draft.recovery);
    STRONGROOM_ASSIGN(const std::uint32_t blocks, blocksOf(draft));
    using Script = vault::RecoveryPlan::Script;
    const vault::RecoveryPlan plan{primary.set, recovery.set, blocks,
                                   draft.taproot ? Script::tr : Script::wsh};
    STRONGROOM_ASSIGN(const std::string text, vault::composeRecovery(plan));
    STRONGROOM_ASSIGN(const auto descriptor, descriptor::Descriptor::parse(text, onNetwork));
    const auto shape = vault::recoveryOf(descriptor);
    std::vector<std::string> names;
    if (shape && shape->primaryLeaf)
        names.emplace_back(); // the internal key is nobody's
    names.insert(names.end(), primary.names.begin(), primary.names.end());
    names.insert(names.end(), recovery.names.begin(), recovery.names.end());
    if (!shape || names.size() != descriptor.keys().size()) // a line was more than one key
        return base::Unexpected(vault::Error::unsupportedLock);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].empty())
            names[i] = bitcoin::toText(descriptor.keys()[i].fingerprint());
    return PlannedRecovery{descriptor.text(), blocks, vault::recoverySentence(*shape, names)};
}

} // namespace strongroom::service
