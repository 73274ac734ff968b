// Runs one script over a stack: exactly the opcodes of bitcoin/opcode.h, with all rules that relaying
// enforces (MINIMALDATA, MINIMALIF, LOW_S, STRICTENC, NULLDUMMY, NULLFAIL) in every version of script. A
// script with any other opcode, even in a branch that is not taken, is not run at all.
//
// One thread; bounded by consensus limits.
#pragma once

#include "bitcoin/spend_check.h"

#include <optional>
#include <vector>

namespace strongroom::bitcoin {

enum class ScriptVersion : std::uint8_t {
    legacy,
    witnessV0, ///< BIP141, BIP143
    tapscript, ///< BIP342
};

using Stack = std::vector<Bytes>;

inline constexpr std::size_t MAX_SCRIPT_SIZE = 10'000;    ///< Of legacy and witness version 0 scripts.
inline constexpr std::size_t MAX_STACK_ELEMENT = 520;     ///< Bytes of one element.
inline constexpr std::size_t MAX_STACK_SIZE = 1'000;      ///< Elements, alternative stack included.
inline constexpr std::size_t MAX_SCRIPT_OPERATIONS = 201; ///< Not of tapscript.
/// BIP342: each signature check costs this much of a budget of the same plus the witness's size.
inline constexpr std::int64_t TAPSCRIPT_CHECK_COST = 50;

/// What one run needs beside the stack.
struct ScriptRun {
    const SpendingInput& spending;
    ScriptVersion version;
    ByteSpan script;
    std::optional<crypto::Hash256> leafHash = std::nullopt; ///< Tapscript only.
    std::int64_t checkBudget = 0;                           ///< Tapscript only.
};
/// Runs the script; afterwards `stack` holds what it left. Nothing when no operation failed: the caller
/// judges the result with `isTrue`.
[[nodiscard]] std::optional<SpendFault> runScript(const ScriptRun& run, Stack& stack);

/// Pushes only, as a scriptSig must be; each in its shortest form.
[[nodiscard]] std::optional<SpendFault> runPushes(ByteSpan script, Stack& stack);

/// Script's notion of true: anything but zero in all its forms.
[[nodiscard]] bool isTrue(ByteSpan element);

} // namespace strongroom::bitcoin
