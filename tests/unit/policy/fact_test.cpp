#include "policy/fact.h"

#include <doctest/doctest.h>

using namespace strongroom::policy;

TEST_CASE("an unknown fact and one that only the host states are not proven") {
    CHECK_FALSE(Fact<int>().isProven());
    CHECK_FALSE(Fact<int>(7, Provenance::host).isProven());
    CHECK(Fact<int>(7, Provenance::host).stated() == 7);
    CHECK(Fact<int>(7, Provenance::attested).isProven());
    CHECK(Fact<int>::fromJournal(7).proven() == 7);
}

TEST_CASE("what is derived from two facts is worth as much as the weaker one") {
    CHECK(weaker(Provenance::bytes, Provenance::journal) == Provenance::journal);
    CHECK(weaker(Provenance::host, Provenance::bytes) == Provenance::host);
}

TEST_CASE("conditions follow strong Kleene logic") {
    CHECK(both(Truth::yes, Truth::unknown) == Truth::unknown);
    CHECK(both(Truth::no, Truth::unknown) == Truth::no);
    CHECK(either(Truth::yes, Truth::unknown) == Truth::yes);
    CHECK(either(Truth::no, Truth::unknown) == Truth::unknown);
    CHECK(!Truth::unknown == Truth::unknown);
    CHECK(!Truth::yes == Truth::no);
}
