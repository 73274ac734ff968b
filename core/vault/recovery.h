// Recovery vaults: any k of the primary keys spend at any time; once a coin has not moved for N blocks, any j
// of the recovery keys spend it too. The shapes that may be registered, their sentence, and which of the two
// paths a transaction takes. docs/adr/0008-recovery-paths-are-known-by-sequence-numbers.md; BIP68, BIP112,
// BIP379.
//
// Pure; values, any thread.
#pragma once

#include "base/result.h"
#include "bitcoin/transaction.h"
#include "descriptor/descriptor.h"
#include "vault/errors.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::vault {

/// BIP68: sixteen bits of blocks.
inline constexpr std::uint32_t MAX_RECOVERY_BLOCKS = 0xffff;
/// Ten minutes a block.
inline constexpr std::uint32_t BLOCKS_PER_DAY = 144;
inline constexpr std::uint32_t MAX_RECOVERY_DAYS = MAX_RECOVERY_BLOCKS / BLOCKS_PER_DAY;
/// As many as `multi` takes (BIP383).
inline constexpr std::size_t MAX_SET_KEYS = 20;

/// Any `threshold` of these keys, by their places in Descriptor::keys().
struct KeySet {
    std::size_t threshold = 1;
    std::vector<std::size_t> keys;

    [[nodiscard]] bool contains(std::size_t key) const;
    friend bool operator==(const KeySet&, const KeySet&) = default;
};

struct Recovery {
    KeySet primary;
    KeySet recovery;
    std::uint32_t blocks = 0; ///< The relative lock, 1 to MAX_RECOVERY_BLOCKS.
    /// Where in DerivedScript::leaves the paths of a taproot vault are; nothing for its key path, and for
    /// wsh.
    std::optional<std::size_t> primaryLeaf = std::nullopt;
    std::optional<std::size_t> recoveryLeaf = std::nullopt;

    friend bool operator==(const Recovery&, const Recovery&) = default;
};

/// The recovery path of a descriptor of exactly one of the registered shapes; nothing for any other.
[[nodiscard]] std::optional<Recovery> recoveryOf(const descriptor::Descriptor& descriptor);
/// The same of a canonical text without its checksum.
[[nodiscard]] std::optional<Recovery> readRecovery(std::string_view text);
/// Whether a canonical text has a lock of any kind (`older`, `after`).
[[nodiscard]] bool hasLock(std::string_view text);

/// A vault to be: the keys as key expressions.
struct RecoveryPlan {
    struct Keys {
        std::size_t threshold = 1;
        std::vector<std::string> keys;
    };
    Keys primary;
    Keys recovery;
    std::uint32_t blocks = 0;
    enum class Script : std::uint8_t { wsh, tr } script = Script::wsh;
};
/// The descriptor's text, without checksum; keys are not read here, Descriptor::parse does that. Errors:
/// recoveryKeyCount, recoveryDelayRange.
[[nodiscard]] base::Result<std::string, Error> composeRecovery(const RecoveryPlan& plan);
/// Error: recoveryDelayRange.
[[nodiscard]] base::Result<std::uint32_t, Error> recoveryBlocks(std::int64_t days);

/// "Any 2 of Anna, Ben and Cleo; after about 90 days without movement, Dan and Eva together." `names` has one
/// entry for each key of the descriptor.
[[nodiscard]] std::string recoverySentence(const Recovery& recovery, const std::vector<std::string>& names);
/// "about 90 days", "about 3 hours", "about 20 minutes": what so many blocks take.
[[nodiscard]] std::string aboutBlocks(std::uint32_t blocks);

enum class SpendPath : std::uint8_t { primary, recovery };
/// What an input's nSequence says of the path it takes.
enum class SequenceMeaning : std::uint8_t {
    noLock,        ///< No relative lock: the primary path.
    opensRecovery, ///< Satisfies `older` of the recovery path.
    opensNothing,  ///< A relative lock that is too short, counts time, or is in a transaction of version 1.
};
[[nodiscard]] SequenceMeaning meaningOf(std::int32_t version, std::uint32_t sequence,
                                        const Recovery& recovery);

/// The path that all inputs take; nothing when they disagree, or one opens nothing, or there are none.
[[nodiscard]] std::optional<SpendPath> pathOf(const bitcoin::Transaction& tx, const Recovery& recovery);
/// The keys that sign for a path.
[[nodiscard]] const KeySet& keysOf(const Recovery& recovery, SpendPath path);
/// The leaf that they sign for; nothing for a key path, and for wsh.
[[nodiscard]] std::optional<std::size_t> leafOf(const Recovery& recovery, SpendPath path);

/// What a meter of signatures shows of a spend: how many it takes, of how many keys. For a descriptor without
/// a recovery path all of its keys; else those of the path that is taken.
struct SigningNeed {
    std::size_t signatures = 1;
    std::size_t keys = 1;
};
[[nodiscard]] SigningNeed signingNeed(const descriptor::Descriptor& descriptor,
                                      const bitcoin::Transaction& tx);

/// BIP68: this bit switches the relative lock of an input off.
inline constexpr std::uint32_t SEQUENCE_LOCK_DISABLED = 1U << 31U;

} // namespace strongroom::vault
