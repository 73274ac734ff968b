// Prints ratios; judges nothing. With names of parts (derivation, parsing, signing, journal) it runs these
// alone.
#include "benches.h"

#include "secret/secret_memory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Part {
    std::string_view name;
    void (*run)();
};

constexpr std::array PARTS{
    Part{"derivation", strongroom::bench::benchDerivation}, Part{"parsing", strongroom::bench::benchParsing},
    Part{"signing", strongroom::bench::benchSigning}, Part{"journal", strongroom::bench::benchJournal}};

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> wanted(argv + 1, argv + argc);
    for (const std::string_view name : wanted)
        if (std::ranges::find(PARTS, name, &Part::name) == PARTS.end()) {
            std::fprintf(stderr, "there is no part %s\n", std::string(name).c_str());
            return 2;
        }
    if (!strongroom::secret::initialise()) {
        std::fputs("cannot lock memory for secrets\n", stderr);
        return 1;
    }
    std::puts(
        "ratio of the work to its limit: median (lowest … highest) of interleaved runs, and the target");
    for (const Part& part : PARTS)
        if (wanted.empty() || std::ranges::find(wanted, part.name) != wanted.end())
            part.run();
    return 0;
}
