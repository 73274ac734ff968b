// Finds the public test vectors, which are read in place and never copied into this repository.
#pragma once

#include <optional>
#include <string>

namespace strongroom::test {

/// The content of a file below the vectors folder, e.g. "bips/bip32.json". Nothing when the folder is absent
/// (the test binary then exits with status 77: skipped); a missing file inside a present folder aborts the
/// test.
[[nodiscard]] std::optional<std::string> readVectors(const std::string& relativePath);

/// Whether the folder has this file: for files that only some collections of vectors have.
[[nodiscard]] bool hasVectors(const std::string& relativePath);

/// True when some test asked for vectors and the folder is absent.
[[nodiscard]] bool vectorsWereMissing();

} // namespace strongroom::test
