// The failpoint of tests: kills the coordinator at the point that STRONGROOM_FAILPOINT names, as pulling the
// plug would. Linked into strongroom-cli-failpoints, which is built for tests and never shipped.
#include "service/failpoint.h"

#include <csignal>
#include <cstdlib>
#include <cstring>

namespace strongroom::service {

void failpoint(const char* name) {
    const char* chosen = std::getenv("STRONGROOM_FAILPOINT");
    if (chosen != nullptr && std::strcmp(chosen, name) == 0)
        std::raise(SIGKILL);
}

} // namespace strongroom::service
