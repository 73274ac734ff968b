// What a verb of the command line is: words, options, and the function that does it. Usage text, parsing and
// the check of docs/formats/cli.md all come from the one table of verbs (verbs.h).
#pragma once

#include "base/json.h"
#include "service/outcome.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::cli {

using base::Json;
using service::Outcome;

enum class Occurs : std::uint8_t { atMostOnce, once, anyNumber, onceOrMore };

struct OptionSpec {
    std::string_view name;  ///< With its two dashes.
    std::string_view value; ///< Placeholder in the usage text; empty for an option without a value.
    Occurs occurs = Occurs::atMostOnce;
};

/// The command line after parsing: everything a verb may ask about it. Numbers are checked when asked for.
class Invocation {
public:
    std::vector<std::string> arguments; ///< What is neither verb nor option.
    std::map<std::string, std::vector<std::string>, std::less<>> options; ///< Name → values in order.

    [[nodiscard]] bool has(std::string_view option) const;
    /// The value of an option that stands at most once.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    /// The value of an option that the table requires.
    [[nodiscard]] const std::string& required(std::string_view option) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
    /// A decimal integer from 0 to 2^53−1. Error: cli.usage.
    [[nodiscard]] Outcome<std::optional<std::int64_t>> number(std::string_view option) const;
    /// Any 64-bit unsigned number, for an option that the table requires. Error: cli.usage.
    [[nodiscard]] Outcome<std::uint64_t> requiredSize(std::string_view option) const;
};

/// Whether an answer is a verdict, and which: the exit status is 1 for a negative one.
enum class Verdict : std::uint8_t { none, positive, negative };

struct Answer {
    Json document;
    Verdict verdict = Verdict::none;
    std::optional<std::string> text; ///< For people, when the document's own rendering would not do.
};

struct Verb {
    std::string_view words;     ///< "psbt decode", "sig verify ecdsa"
    std::string_view arguments; ///< In the usage text: "FILE FILE…"
    std::size_t leastArguments;
    std::size_t mostArguments;
    std::vector<OptionSpec> options;
    std::string_view summary;
    Outcome<Answer> (*run)(const Invocation&);
};

inline constexpr std::size_t ANY_NUMBER = 10'000;

/// A failure of the command line itself, with exit status 2.
[[nodiscard]] base::Failure usageFailure(std::string sentence);
inline constexpr std::string_view USAGE_CODE = "cli.usage";

/// Text from outside with everything that could act on a terminal replaced.
[[nodiscard]] std::string printable(std::string_view text);

} // namespace strongroom::cli
