#include "secret/hardening.h"

#include "support/child_process.h"

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/resource.h>

using namespace strongroom;

TEST_CASE("a hardened process leaves no core dump and cannot be traced") {
    const int status = test::runInChild([] {
        if (!secret::hardenProcess())
            return 1;
        rlimit limit{};
        if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0)
            return 2;
        return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 3;
    });
    CHECK(status == 0);
}
