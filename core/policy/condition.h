// The condition of a rule as a tree (POLICY §5, §6; docs/formats/policy.md). Built only by parsing a policy
// document, which has checked every field, operator, value and class, so that evaluating it cannot fail.
#pragma once

#include "base/json.h"
#include "base/time.h"
#include "policy/errors.h"
#include "policy/spend_facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strongroom::policy {

enum class Field : std::uint8_t {
    action,
    txOutflow,
    txFee,
    txFeerate,
    txInputs,
    txOutputs,
    txLocktime,
    txReplaceable,
    windowSum,
    windowSumAfter,
    windowCount,
    windowCountAfter,
    incidentState,
    outputClass,
    outputAmount,
    outputPayeeAge,
    outputFirstUse,
};
[[nodiscard]] std::string_view name(Field field); ///< "tx.outflow" and so on.

enum class Operator : std::uint8_t {
    equal,
    notEqual,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    in,
    notIn,
    between, ///< Both ends included.
    exists,  ///< Known and not merely stated by the host; otherwise UNKNOWN, never false.
};
[[nodiscard]] std::string_view name(Operator op);

/// One comparison. Integer, boolean (0 or 1) and enumerated values are all integers here; `values` has one
/// element, two for between (low, high), a sorted set for in and notIn, none for exists.
struct Atom {
    Field field = Field::action;
    std::optional<base::Seconds> window; ///< Exactly for the window fields.
    Operator op = Operator::equal;
    std::vector<std::int64_t> values;
    friend bool operator==(const Atom&, const Atom&) = default;
};

enum class Quantifier : std::uint8_t { all, any, none };
[[nodiscard]] std::string_view name(Quantifier quantifier);

struct Condition {
    struct Always {
        friend bool operator==(const Always&, const Always&) = default;
    };
    struct All {
        std::vector<Condition> parts;
        friend bool operator==(const All&, const All&) = default;
    };
    struct Any {
        std::vector<Condition> parts;
        friend bool operator==(const Any&, const Any&) = default;
    };
    struct Not {
        std::vector<Condition> part; ///< Exactly one.
        friend bool operator==(const Not&, const Not&) = default;
    };
    /// Over the outputs whose class is in `classes` (sorted; never empty).
    struct Outputs {
        Quantifier quantifier = Quantifier::all;
        std::vector<OutputClass> classes;
        std::vector<Condition> where; ///< Exactly one.
        friend bool operator==(const Outputs&, const Outputs&) = default;
    };

    std::variant<Always, Atom, All, Any, Not, Outputs> node;
    friend bool operator==(const Condition&, const Condition&) = default;
};

inline constexpr std::size_t MAX_CONDITION_DEPTH = 8;
inline constexpr std::size_t MAX_CONDITION_NODES = 64; ///< A rule that needs more is two rules.
inline constexpr std::size_t MAX_VALUES = 64;
inline constexpr base::Seconds MIN_WINDOW{60};
inline constexpr base::Seconds MAX_WINDOW{366 * 86'400};

[[nodiscard]] base::Result<Condition, Error> parseCondition(const base::Json& json);
[[nodiscard]] base::Json toJson(const Condition& condition);
/// For people, as the end of a sentence: "1.00 BTC or more leaves the treasury".
[[nodiscard]] std::string inWords(const Condition& condition);

/// True only when `b` certainly holds (or is UNKNOWN) wherever `a` does: same shape, with every limit moved
/// the way that fires more often. Conservative: false means "not provable mechanically".
[[nodiscard]] bool implies(const Condition& a, const Condition& b);

} // namespace strongroom::policy
