// The self-test of the programs that coordinate: every primitive they contain.
#pragma once

#include "service/outcome.h"

#include <cstdint>

namespace strongroom::service {

/// How many known answers were right. Error: crypto.self_test_failed; then nothing else may be done.
[[nodiscard]] Outcome<std::int64_t> selfTestPrimitives();

} // namespace strongroom::service
