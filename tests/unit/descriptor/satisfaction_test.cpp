#include "descriptor/satisfaction.h"

#include <doctest/doctest.h>

using namespace strongroom::descriptor;

TEST_CASE("a relative lock is reached by an nSequence of its unit that counts at least as far") {
    CHECK(sequenceSatisfies(144, 144));
    CHECK(sequenceSatisfies(145, 144));
    CHECK_FALSE(sequenceSatisfies(143, 144));
    CHECK(sequenceSatisfies(0x00400090, 0x00400090));
    CHECK_FALSE(sequenceSatisfies(0x0040ffff, 144)); // seconds are no blocks
    CHECK_FALSE(sequenceSatisfies(0xffff, 0x00400001));
    CHECK_FALSE(sequenceSatisfies(0xfffffffd, 144)); // BIP68 is switched off
    CHECK_FALSE(sequenceSatisfies(0x80000090, 144));
    CHECK_FALSE(sequenceSatisfies(0x00bf0090, 0x00c00090)); // bit 22 differs
    CHECK(sequenceSatisfies(0x00010090, 0x90));             // bits 16 to 21 mean nothing (BIP112)
}

TEST_CASE("an absolute lock is reached by an nLockTime of its unit that is not earlier") {
    CHECK(lockTimeSatisfies(800'000, 800'000));
    CHECK_FALSE(lockTimeSatisfies(799'999, 800'000));
    CHECK(lockTimeSatisfies(499'999'999, 1));
    CHECK_FALSE(lockTimeSatisfies(500'000'000, 800'000)); // a time is no height
    CHECK_FALSE(lockTimeSatisfies(800'000, 500'000'000));
    CHECK(lockTimeSatisfies(1'700'000'001, 1'700'000'000));
}
