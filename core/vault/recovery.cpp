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

/// The keys of a set that starts at place `first` of the descriptor: `pk(KEY)` or `multi(k,KEY,…)`.
std::optional<KeySet> readSet(TextReader& reader, std::size_t first) {
    if (reader.take("pk(") || reader.take("pkh(")) {
        if (!reader.key() || !reader.take(")"))
            return std::nullopt;
        return KeySet{1, {first}};
    }
    if (!reader.take("multi("))
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

Result<std::string, Error> composeSet(const RecoveryPlan::Keys& set) {
    if (set.keys.empty() || set.keys.size() > MAX_SET_KEYS || set.threshold == 0 ||
        set.threshold > set.keys.size())
        return Unexpected(Error::recoveryKeyCount);
    if (set.keys.size() == 1)
        return "pk(" + set.keys.front() + ")";
    std::string text = "multi(" + std::to_string(set.threshold);
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

std::string counted(std::uint32_t count, const char* unit) {
    return "about " + std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

} // namespace

bool KeySet::contains(std::size_t key) const {
    return std::ranges::find(keys, key) != keys.end();
}

std::optional<Recovery> readRecovery(std::string_view text) {
    TextReader reader(text);
    if (!reader.take("wsh(or_d("))
        return std::nullopt;
    auto primary = readSet(reader, 0);
    if (!primary || !reader.take(",and_v(v:"))
        return std::nullopt;
    auto recovery = readSet(reader, primary->keys.size());
    if (!recovery || !reader.take(",older("))
        return std::nullopt;
    const auto blocks = reader.number();
    if (!blocks || *blocks > MAX_RECOVERY_BLOCKS || !reader.take("))))") || !reader.atEnd())
        return std::nullopt;
    return Recovery{std::move(*primary), std::move(*recovery), *blocks};
}

std::optional<Recovery> recoveryOf(const descriptor::Descriptor& descriptor) {
    auto recovery = readRecovery(descriptor.textWithoutChecksum());
    if (recovery &&
        recovery->primary.keys.size() + recovery->recovery.keys.size() != descriptor.keys().size())
        return std::nullopt;
    return recovery;
}

bool hasLock(std::string_view text) {
    return text.find("older(") != std::string_view::npos || text.find("after(") != std::string_view::npos;
}

Result<std::string, Error> composeRecovery(const RecoveryPlan& plan) {
    if (plan.blocks == 0 || plan.blocks > MAX_RECOVERY_BLOCKS)
        return Unexpected(Error::recoveryDelayRange);
    STRONGROOM_ASSIGN(const std::string primary, composeSet(plan.primary));
    STRONGROOM_ASSIGN(const std::string recovery, composeSet(plan.recovery));
    return "wsh(or_d(" + primary + ",and_v(v:" + recovery + ",older(" + std::to_string(plan.blocks) + "))))";
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
        return {descriptor.threshold(), descriptor.keys().size()};
    const KeySet& set = keysOf(*recovery, *path);
    return {set.threshold, set.keys.size()};
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
