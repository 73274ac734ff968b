// The table behind crypto/selftest.h, visible so that a test can corrupt each row and see the self-test fail.
#pragma once

#include "base/result.h"
#include "crypto/errors.h"

#include <span>
#include <string>
#include <string_view>

namespace strongroom::crypto {

struct KnownAnswer {
    std::string_view primitive;
    std::string_view source;  ///< Where the answer is published.
    std::string (*compute)(); ///< Runs the primitive on its fixed input; hex, or a verdict in words.
    std::string_view expected;
};

[[nodiscard]] std::span<const KnownAnswer> knownAnswers();
[[nodiscard]] base::Result<void, Error> checkKnownAnswers(std::span<const KnownAnswer> answers);

} // namespace strongroom::crypto
