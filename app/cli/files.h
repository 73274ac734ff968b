// What verbs read and write: whole files, bounded, standard input under the name `-`.
#pragma once

#include "base/bytes.h"
#include "verb.h"

namespace strongroom::cli {

/// As large as a PSBT may be; nothing else that verbs read comes near it.
inline constexpr std::uint64_t MAX_INPUT_SIZE = 16U * 1024U * 1024U;

/// The content of `path`, or of standard input for `-`. Errors: file.*.
[[nodiscard]] Outcome<base::Bytes> readInput(const std::string& path);

/// Several inputs, of which one may be standard input. Errors: cli.usage for a second `-`, file.*.
[[nodiscard]] Outcome<std::vector<base::Bytes>> readInputs(const std::vector<std::string>& paths);

/// The words of `--message`, or of the file `--message-in`: exactly one. Errors: cli.usage, file.*.
[[nodiscard]] Outcome<base::Bytes> messageText(const Invocation& invocation);
/// Of an option that gives text, and one that names a file of it: exactly one.
[[nodiscard]] Outcome<base::Bytes> textOrFile(const Invocation& invocation, std::string_view text,
                                              std::string_view file);

/// Fails early, before any work, when the file of `--out` exists and `--force` is not given: cli.file_exists.
[[nodiscard]] Outcome<void> checkOutput(const Invocation& invocation);
/// Writes a file, whole or not at all; an existing one only with `--force`. Errors: cli.file_exists, file.*.
[[nodiscard]] Outcome<void> writeFile(const Invocation& invocation, const std::string& path,
                                      base::ByteSpan content);
/// A folder and its parents. Error: file.*.
[[nodiscard]] Outcome<void> makeFolder(const std::string& path);
/// Writes the file of `--out`, if any, whole or not at all. Errors: cli.file_exists, file.*.
[[nodiscard]] Outcome<void> writeOutput(const Invocation& invocation, base::ByteSpan content);

} // namespace strongroom::cli
