#define DOCTEST_CONFIG_IMPLEMENT
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <cstdio>

int main(int argc, char** argv) {
    doctest::Context context(argc, argv);
    const int result = context.run();
    if (context.shouldExit())
        return result;
    if (result == 0 && strongroom::test::vectorsWereMissing()) {
        std::puts("SKIPPED: the folder of public test vectors is absent (CMake variable STRONGROOM_VECTORS)");
        return 77;
    }
    return result;
}
