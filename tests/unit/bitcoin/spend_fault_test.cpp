#include "bitcoin/spend_fault.h"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace strongroom::bitcoin;

TEST_CASE("every fault of a spend has its own code and says what it makes of the spend") {
    std::set<std::string> codes;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(SpendFault::annex); ++i) {
        const auto fault = static_cast<SpendFault>(i);
        CHECK(std::string(describe(fault).code).starts_with("bitcoin.spend_"));
        CHECK(codes.insert(std::string(describe(fault).code)).second);
        CHECK(verdictOf(fault) != SpendVerdict::valid);
    }
    CHECK(verdictOf(SpendFault::stackNotClean) == SpendVerdict::invalid);
    CHECK(verdictOf(SpendFault::unknownOutput) == SpendVerdict::inconclusive);
}
