// From the arguments of the process to a verb and its invocation. Pure: prints nothing, opens nothing.
#pragma once

#include "verb.h"

#include <span>

namespace strongroom::cli {

/// What stands for every verb.
[[nodiscard]] const std::vector<OptionSpec>& globalOptions();

struct CommandLine {
    const Verb* verb = nullptr; ///< Null for `--version`, and for `--help` without a verb.
    Invocation invocation;
    std::string words; ///< As far as a verb was named: narrows `--help`.
};

/// True when the arguments ask for JSON, also when they are wrong otherwise: an error must have the form that
/// the caller reads.
[[nodiscard]] bool asksForJson(std::span<const std::string> arguments);

/// Errors: cli.usage.
[[nodiscard]] Outcome<CommandLine> parseCommandLine(std::span<const std::string> arguments,
                                                    const std::vector<Verb>& verbs);

/// The usage text of every verb that begins with `words`.
[[nodiscard]] std::string usageText(const std::vector<Verb>& verbs, std::string_view words);

} // namespace strongroom::cli
