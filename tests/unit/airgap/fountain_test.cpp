#include "airgap/fountain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace strongroom;
using namespace strongroom::airgap;

// The numbers themselves are held against the specification's in tests/vectors/airgap.

TEST_CASE("the first parts carry one fragment each, in order") {
    const FragmentChooser chooser(5);
    for (std::uint32_t part = 1; part <= 5; ++part)
        CHECK(chooser.fragmentsOf(part, 7) == std::vector<std::size_t>{part - 1});
}

TEST_CASE("a mixed part names each fragment at most once, the same at every call") {
    const FragmentChooser chooser(37);
    for (std::uint32_t part = 38; part < 500; ++part) {
        const auto fragments = chooser.fragmentsOf(part, 0xdeadbeef);
        CHECK(std::set<std::size_t>(fragments.begin(), fragments.end()).size() == fragments.size());
        CHECK(!fragments.empty());
        CHECK(*std::max_element(fragments.begin(), fragments.end()) < 37);
        CHECK(fragments == FragmentChooser(37).fragmentsOf(part, 0xdeadbeef));
    }
}

TEST_CASE("a message of one fragment mixes only itself") {
    const FragmentChooser chooser(1);
    for (std::uint32_t part = 1; part < 20; ++part)
        CHECK(chooser.fragmentsOf(part, 3) == std::vector<std::size_t>{0});
}
