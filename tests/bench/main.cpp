// Prints ratios; judges nothing.
#include "ratio.h"

#include "secret/secret_memory.h"

#include <cstdio>

int main() {
    if (!strongroom::secret::initialise()) {
        std::fputs("cannot lock memory for secrets\n", stderr);
        return 1;
    }
    std::puts("ratio of the work to its limit, median (lowest … highest) of interleaved runs");
    strongroom::bench::benchSigning();
    strongroom::bench::benchJournal();
    return 0;
}
