#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace strongroom::base {

void checkFailed(const char* condition, std::source_location where) {
    std::fprintf(stderr, "strongroom: broken invariant: %s (%s:%u)\n", condition, where.file_name(),
                 where.line());
    std::abort();
}

} // namespace strongroom::base
