// How answers and failures leave the program (docs/formats/cli.md, "Conventions").
#pragma once

#include "verb.h"

namespace strongroom::cli {

enum class OutputForm : std::uint8_t { text, json };

/// The answer's text or JSON, ending in a line feed.
[[nodiscard]] std::string render(const Answer& answer, OutputForm form);

/// `error: code: sentence`, or the JSON object, on one line with its line feed.
[[nodiscard]] std::string render(const base::Failure& failure, OutputForm form);

/// 0 done or positive, 1 negative.
[[nodiscard]] int exitStatus(const Answer& answer);
/// 2 for usage, else 1.
[[nodiscard]] int exitStatus(const base::Failure& failure);

} // namespace strongroom::cli
