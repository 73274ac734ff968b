#include "airgap/numbered_parts.h"

#include <doctest/doctest.h>

using namespace strongroom::airgap;
using Step = NumberedParts::Step;

TEST_CASE("parts come together in any order, and repetitions add nothing") {
    NumberedParts parts;
    CHECK(parts.needed() == 0);
    CHECK(parts.add("label", 2, 3, "c").value() == Step::progress);
    CHECK(parts.add("label", 0, 3, "a").value() == Step::progress);
    CHECK(parts.add("label", 2, 3, "c").value() == Step::nothingNew);
    CHECK(parts.received() == 2);
    CHECK(parts.needed() == 3);
    CHECK(parts.label() == "label");
    CHECK(parts.add("label", 1, 3, "b").value() == Step::complete);
    CHECK(parts.add("label", 1, 3, "b").value() == Step::complete);
    CHECK(parts.joined() == "abc");
}

TEST_CASE("the first part decides what the others must agree with, and what differs changes nothing") {
    NumberedParts parts;
    CHECK(parts.add("label", 0, 2, "a").value() == Step::progress);
    CHECK(parts.add("other", 1, 2, "x").error() == Error::otherMessage);
    CHECK(parts.add("label", 1, 3, "x").error() == Error::otherMessage);
    CHECK(parts.add("label", 0, 2, "x").error() == Error::inconsistentPart);
    CHECK(parts.received() == 1);
    CHECK(parts.add("label", 1, 2, "b").value() == Step::complete);
    CHECK(parts.joined() == "ab");
}

TEST_CASE("all parts together are bounded") {
    NumberedParts parts;
    const std::string half(NumberedParts::MAX_TEXT / 2, 'x');
    CHECK(parts.add("", 0, 3, half));
    CHECK(parts.add("", 1, 3, half + "x").error() == Error::tooLarge);
    CHECK(parts.add("", 1, 3, half));
    CHECK(parts.add("", 2, 3, "x").error() == Error::tooLarge);
    CHECK(parts.received() == 2);
}
