#include "crypto/known_answers.h"

#include "crypto/selftest.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

using namespace strongroom::crypto;

TEST_CASE("the self-test passes on this machine") {
    for (const KnownAnswer& answer : knownAnswers()) {
        CAPTURE(answer.primitive);
        CHECK(answer.compute() == answer.expected);
    }
    CHECK(selfTest());
    CHECK(selfTestWithoutKeys());
}

TEST_CASE("the self-test of programs without keys leaves out what takes a private key and nothing else") {
    CHECK(knownAnswers().size() - knownAnswersWithoutKeys() == 5);
}

TEST_CASE("the self-test fails when any one known answer is altered") {
    for (std::size_t row = 0; row < knownAnswers().size(); ++row) {
        std::vector<KnownAnswer> altered(knownAnswers().begin(), knownAnswers().end());
        std::string expected(altered[row].expected);
        expected.back() = expected.back() == '0' ? '1' : '0';
        altered[row].expected = expected;
        CAPTURE(altered[row].primitive);
        const auto result = checkKnownAnswers(altered);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::selfTestFailed);
    }
}

TEST_CASE("every primitive has its own row") {
    std::set<std::string_view> names;
    for (const KnownAnswer& answer : knownAnswers())
        CHECK(names.insert(answer.primitive).second);
    CHECK(names.size() == 24);
}
