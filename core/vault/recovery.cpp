#include "vault/recovery.h"

#include "base/check.h"
#include "policy/wording.h"

#include <algorithm>
#include <charconv>

namespace strongroom::vault {

namespace {

using base::Result;
using base::Unexpected;

constexpr std::int32_t FIRST_VERSION_WITH_LOCKS = 2;
constexpr std::uint32_t MINUTES_PER_BLOCK = 10;
constexpr std::uint32_t MINUTES_PER_HOUR = 60;
constexpr std::uint32_t MINUTES_PER_DAY = 1'440;
constexpr std::string_view MULTI = "multi(";
constexpr std::string_view MULTI_A = "multi_a(";
/// A tree below BIP341's point whose private key nobody has.
constexpr std::string_view OPEN_TREE =
    "tr(50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0,{";

/// Reads a canonical text from the front; a step that does not fit leaves the reader failed.
class TextReader {
public:
    explicit TextReader(std::string_view text) : m_rest(text) {}

    bool take(std::string_view expected) {
        if (!m_rest.starts_with(expected))
            return false;
        m_rest.remove_prefix(expected.size());
        return true;
    }
    std::optional<std::uint32_t> number() {
        std::uint32_t value = 0;
        const auto read = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (read.ec != std::errc() || m_rest.front() == '0')
            return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(read.ptr - m_rest.data()));
        return value;
    }
    /// A key expression: it has no parenthesis (so no musig), no comma and no brace.
    bool key() {
        const std::size_t length = std::min(m_rest.find_first_of("(),{}"), m_rest.size());
        m_rest.remove_prefix(length);
        return length > 0;
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

/// The keys of a set that starts at place `first` of the descriptor: `pk(KEY)`, `pkh(KEY)` or, as the script
/// writes it, `multi(k,KEY,…)`.
std::optional<KeySet> readSet(TextReader& reader, std::size_t first, std::string_view multi) {
    if (reader.take("pk(") || reader.take("pkh(")) {
        if (!reader.key() || !reader.take(")"))
            return std::nullopt;
        return KeySet{1, {first}};
    }
    if (!reader.take(multi))
        return std::nullopt;
    const auto threshold = reader.number();
    if (!threshold)
        return std::nullopt;
    KeySet set{*threshold, {}};
    while (reader.take(",")) {
        if (!reader.key())
            return std::nullopt;
        set.keys.push_back(first + set.keys.size());
    }
    if (!reader.take(")") || set.threshold > set.keys.size() || set.keys.size() > MAX_SET_KEYS)
        return std::nullopt;
    return set;
}

/// `and_v(v:SET,older(N))`: the recovery keys and the lock.
struct LockedSet {
    KeySet set;
    std::uint32_t blocks = 0;
};
std::optional<LockedSet> readLockedSet(TextReader& reader, std::size_t first, std::string_view multi) {
    if (!reader.take("and_v(v:"))
        return std::nullopt;
    auto set = readSet(reader, first, multi);
    if (!set || !reader.take(",older("))
        return std::nullopt;
    const auto blocks = reader.number();
    if (!blocks || *blocks > MAX_RECOVERY_BLOCKS || !reader.take("))"))
        return std::nullopt;
    return LockedSet{*std::move(set), *blocks};
}

/// `wsh(or_d(PRIMARY,and_v(v:RECOVERY,older(N))))`
std::optional<Recovery> readWsh(TextReader& reader) {
    auto primary = readSet(reader, 0, MULTI);
    if (!primary || !reader.take(","))
        return std::nullopt;
    auto locked = readLockedSet(reader, primary->keys.size(), MULTI);
    if (!locked || !reader.take("))"))
        return std::nullopt;
    return Recovery{*std::move(primary), std::move(locked->set), locked->blocks};
}

/// `tr(NOBODY,{PRIMARY,and_v(v:RECOVERY,older(N))})`
std::optional<Recovery> readTree(TextReader& reader) {
    auto primary = readSet(reader, 1, MULTI_A);
    if (!primary || !reader.take(","))
        return std::nullopt;
    auto locked = readLockedSet(reader, 1 + primary->keys.size(), MULTI_A);
    if (!locked || !reader.take("})"))
        return std::nullopt;
    return Recovery{*std::move(primary), std::move(locked->set), locked->blocks, 0, 1};
}

/// `tr(KEY,and_v(v:RECOVERY,older(N)))`: the primary key alone spends by key path.
std::optional<Recovery> readKeyAndLeaf(TextReader& reader) {
    if (!reader.key() || !reader.take(","))
        return std::nullopt;
    auto locked = readLockedSet(reader, 1, MULTI_A);
    if (!locked || !reader.take(")"))
        return std::nullopt;
    return Recovery{{1, {0}}, std::move(locked->set), locked->blocks, std::nullopt, 0};
}

std::size_t countKeys(const Recovery& recovery) {
    const std::size_t nobody = recovery.primaryLeaf ? 1 : 0;
    return nobody + recovery.primary.keys.size() + recovery.recovery.keys.size();
}

Result<std::string, Error> composeSet(const RecoveryPlan::Keys& set, std::string_view multi) {
    if (set.keys.empty() || set.keys.size() > MAX_SET_KEYS || set.threshold == 0 ||
        set.threshold > set.keys.size())
        return Unexpected(Error::recoveryKeyCount);
    if (set.keys.size() == 1)
        return "pk(" + set.keys.front() + ")";
    std::string text = std::string(multi) + std::to_string(set.threshold);
    for (const std::string& key : set.keys)
        text += "," + key;
    return text + ")";
}

std::vector<std::string> namesIn(const KeySet& set, const std::vector<std::string>& names) {
    std::vector<std::string> found;
    for (const std::size_t key : set.keys) {
        STRONGROOM_CHECK(key < names.size());
        found.push_back(names[key]);
    }
    return found;
}

/// "Anna alone", "Dan and Eva together", "any 2 of Anna, Ben and Cleo".
std::string setInWords(const KeySet& set, const std::vector<std::string>& names) {
    const std::vector<std::string> holders = namesIn(set, names);
    if (holders.size() == 1)
        return holders.front() + " alone";
    if (set.threshold == holders.size())
        return policy::listWords(holders, "and") + " together";
    return "any " + std::to_string(set.threshold) + " of " + policy::listWords(holders, "and");
}

/// Of a tree: by key path, or by the leaf that payments state.
SigningNeed needOf(const descriptor::Descriptor& descriptor) {
    const auto plan = descriptor.planOfKeys();
    if (!plan || descriptor::wrappingOf(descriptor.scriptType()) != descriptor::Wrapping::tr)
        return {descriptor.threshold(), descriptor.keys().size()};
    std::size_t keys = plan->leaf ? 0 : 1;
    if (plan->leaf)
        for (const descriptor::MiniscriptNode& node : descriptor.scripts()[*plan->leaf].script.nodes())
            keys += node.keys.size();
    return {plan->signers.size(), keys};
}

std::string counted(std::uint32_t count, const char* unit) {
    return "about " + std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

} // namespace

bool KeySet::contains(std::size_t key) const {
    return std::ranges::find(keys, key) != keys.end();
}

std::optional<Recovery> readRecovery(std::string_view text) {
    TextReader reader(text);
    std::optional<Recovery> recovery;
    if (reader.take("wsh(or_d("))
        recovery = readWsh(reader);
    else if (reader.take(OPEN_TREE))
        recovery = readTree(reader);
    else if (reader.take("tr("))
        recovery = readKeyAndLeaf(reader);
    return reader.atEnd() ? recovery : std::nullopt;
}

std::optional<Recovery> recoveryOf(const descriptor::Descriptor& descriptor) {
    auto recovery = readRecovery(descriptor.textWithoutChecksum());
    if (recovery && countKeys(*recovery) != descriptor.keys().size())
        return std::nullopt;
    return recovery;
}

bool hasLock(std::string_view text) {
    return text.find("older(") != std::string_view::npos || text.find("after(") != std::string_view::npos;
}

Result<std::string, Error> composeRecovery(const RecoveryPlan& plan) {
    if (plan.blocks == 0 || plan.blocks > MAX_RECOVERY_BLOCKS)
        return Unexpected(Error::recoveryDelayRange);
    const bool tree = plan.script == RecoveryPlan::Script::tr;
    const std::string_view multi = tree ? MULTI_A : MULTI;
    STRONGROOM_ASSIGN(const std::string primary, composeSet(plan.primary, multi));
    STRONGROOM_ASSIGN(const std::string recovery, composeSet(plan.recovery, multi));
    const std::string locked = "and_v(v:" + recovery + ",older(" + std::to_string(plan.blocks) + "))";
    if (!tree)
        return "wsh(or_d(" + primary + "," + locked + "))";
    if (plan.primary.keys.size() == 1)
        return "tr(" + plan.primary.keys.front() + "," + locked + ")";
    return std::string(OPEN_TREE) + primary + "," + locked + "})";
}

Result<std::uint32_t, Error> recoveryBlocks(std::int64_t days) {
    if (days < 1 || days > MAX_RECOVERY_DAYS)
        return Unexpected(Error::recoveryDelayRange);
    return static_cast<std::uint32_t>(days) * BLOCKS_PER_DAY;
}

std::string recoverySentence(const Recovery& recovery, const std::vector<std::string>& names) {
    return policy::capitalised(setInWords(recovery.primary, names)) + "; after " +
           aboutBlocks(recovery.blocks) + " without movement, " + setInWords(recovery.recovery, names) + ".";
}

std::string aboutBlocks(std::uint32_t blocks) {
    const std::uint32_t minutes = blocks * MINUTES_PER_BLOCK; // below 2^32 for any height there will be
    if (minutes >= 2 * MINUTES_PER_DAY)
        return counted((minutes + MINUTES_PER_DAY / 2) / MINUTES_PER_DAY, "day");
    if (minutes >= 2 * MINUTES_PER_HOUR)
        return counted((minutes + MINUTES_PER_HOUR / 2) / MINUTES_PER_HOUR, "hour");
    return counted(minutes, "minute");
}

SequenceMeaning meaningOf(std::int32_t version, std::uint32_t sequence, const Recovery& recovery) {
    if ((sequence & SEQUENCE_LOCK_DISABLED) != 0)
        return SequenceMeaning::noLock;
    if (version < FIRST_VERSION_WITH_LOCKS || !descriptor::sequenceSatisfies(sequence, recovery.blocks))
        return SequenceMeaning::opensNothing;
    return SequenceMeaning::opensRecovery;
}

std::optional<SpendPath> pathOf(const bitcoin::Transaction& tx, const Recovery& recovery) {
    std::optional<SequenceMeaning> all;
    for (const bitcoin::TxIn& input : tx.inputs) {
        const SequenceMeaning meaning = meaningOf(tx.version, input.sequence, recovery);
        if (meaning == SequenceMeaning::opensNothing || (all && *all != meaning))
            return std::nullopt;
        all = meaning;
    }
    if (!all)
        return std::nullopt;
    return *all == SequenceMeaning::opensRecovery ? SpendPath::recovery : SpendPath::primary;
}

SigningNeed signingNeed(const descriptor::Descriptor& descriptor, const bitcoin::Transaction& tx) {
    const auto recovery = recoveryOf(descriptor);
    const auto path = recovery ? pathOf(tx, *recovery) : std::nullopt;
    if (!path)
        return needOf(descriptor);
    const KeySet& set = keysOf(*recovery, *path);
    return {set.threshold, set.keys.size()};
}

std::optional<std::size_t> leafOf(const Recovery& recovery, SpendPath path) {
    switch (path) {
    case SpendPath::primary:
        return recovery.primaryLeaf;
    case SpendPath::recovery:
        return recovery.recoveryLeaf;
    }
    base::checkFailed("SpendPath");
}

const KeySet& keysOf(const Recovery& recovery, SpendPath path) {
    switch (path) {
    case SpendPath::primary:
        return recovery.primary;
    case SpendPath::recovery:
        return recovery.recovery;
    }
    base::checkFailed("SpendPath");
}

} // namespace strongroom::vault
