// An always-on check for broken invariants: what may never happen, whatever the input. Bad input is a Result
// instead.
#pragma once

#include <source_location>

namespace strongroom::base {

/// Prints where and aborts. Never prints values: they could be secret.
[[noreturn]] void checkFailed(const char* condition,
                              std::source_location where = std::source_location::current());

} // namespace strongroom::base

#define STRONGROOM_CHECK(condition)                                                                          \
    ((condition) ? static_cast<void>(0) : ::strongroom::base::checkFailed(#condition))
