#include "policy/obligation.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

Error refusal(std::string_view text) {
    const auto parsed = parseObligation(json(text));
    REQUIRE_FALSE(parsed);
    return parsed.error();
}

Obligation obligation(std::string_view text) {
    const auto parsed = parseObligation(json(text));
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE("an obligation is written as it was read") {
    for (
        const std::string_view text :
        {R"({"k":2,"kind":"approvals","role":"officer"})",
         R"({"exclude":["anna","ben"],"initiator_counts":true,"k":4,"kind":"approvals","must_include_role":"cfo","role":"officer"})",
         R"({"kind":"delay","seconds":14400})", R"({"kind":"cold_leg"})"})
        CHECK(toJson(obligation(text)).canonical() == text);
}

TEST_CASE("incomplete and misspelt obligations are refused") {
    CHECK(refusal("[]") == Error::badObligation);
    CHECK(refusal(R"({"kind":"approval","k":1,"role":"officer"})") == Error::badObligation);
    CHECK(refusal(R"({"kind":"approvals","k":1})") == Error::badObligation);
    CHECK(refusal(R"({"kind":"approvals","k":1,"role":"Officer"})") == Error::badObligation);
    CHECK(refusal(R"({"kind":"approvals","k":1,"role":"officer","roles":[]})") == Error::badObligation);
    CHECK(refusal(R"({"kind":"approvals","k":1,"role":"officer","initiator_counts":false})") ==
          Error::badObligation);
    CHECK(refusal(R"({"kind":"approvals","k":1,"role":"officer","exclude":["anna","anna"]})") ==
          Error::badObligation);
    CHECK(refusal(R"({"kind":"cold_leg","vault":"x"})") == Error::badObligation);
    for (const char* kind : {R"({"k":1,"role":"officer"})", R"({"kind":7})", R"({"kind":"delay"})",
                             R"({"kind":"delay","seconds":"60"})", R"({"kind":"delay","seconds":60,"x":1})"})
        CHECK(refusal(kind) == Error::badObligation);
}

TEST_CASE("roles and people are named, and no more of them than any treasury has") {
    const auto approvals = [](const std::string& more) {
        return R"({"kind":"approvals","k":1,"role":"officer",)" + more + "}";
    };
    for (const char* exclude : {"7", "[]", "[7]", R"([""])", R"(["Anna"])"})
        CHECK(refusal(approvals(R"("exclude":)" + std::string(exclude))) == Error::badObligation);
    for (const char* role : {"7", R"("")", R"("C F O")"})
        CHECK(refusal(approvals(R"("must_include_role":)" + std::string(role))) == Error::badObligation);
    const auto excluding = [&](int count) {
        std::string names = R"("p0")";
        for (int i = 1; i < count; ++i)
            names += R"(,"p)" + std::to_string(i) + "\"";
        return approvals(R"("exclude":[)" + names + "]");
    };
    CHECK(parseObligation(json(excluding(64))));
    CHECK(refusal(excluding(65)) == Error::badObligation);
}

TEST_CASE("counts and waits have bounds, met exactly") {
    CHECK(refusal(R"({"kind":"approvals","k":0,"role":"officer"})") == Error::valueOutOfRange);
    CHECK(refusal(R"({"kind":"approvals","k":101,"role":"officer"})") == Error::valueOutOfRange);
    CHECK(parseObligation(json(R"({"kind":"approvals","k":100,"role":"officer"})")));
    CHECK(refusal(R"({"kind":"delay","seconds":0})") == Error::valueOutOfRange);
    CHECK(refusal(R"({"kind":"delay","seconds":7776001})") == Error::valueOutOfRange);
    CHECK(parseObligation(json(R"({"kind":"delay","seconds":7776000})")));
}

TEST_CASE("obligations of later versions are refused by name, never half-read") {
    CHECK(refusal(R"({"kind":"any_of","options":[]})") == Error::notSupported);
    CHECK(refusal(R"({"kind":"veto","role":"compliance"})") == Error::notSupported);
    CHECK(refusal(R"({"kind":"approvals","k":2,"role":"officer","sites":2})") == Error::notSupported);
    CHECK(refusal(R"({"kind":"delay","seconds":60,"stop_by":"compliance"})") == Error::notSupported);
}

TEST_CASE("an obligation covers the weaker ones of its kind only") {
    const auto two = obligation(R"({"kind":"approvals","k":2,"role":"officer"})");
    const auto one = obligation(R"({"kind":"approvals","k":1,"role":"officer"})");
    const auto twoWithCfo =
        obligation(R"({"kind":"approvals","k":2,"role":"officer","must_include_role":"cfo"})");
    const auto own = obligation(R"({"kind":"approvals","k":3,"role":"officer","initiator_counts":true})");
    const auto oneCompliance = obligation(R"({"kind":"approvals","k":1,"role":"compliance"})");
    CHECK(covers(two, one));
    CHECK_FALSE(covers(one, two));
    CHECK(covers(twoWithCfo, two));
    CHECK_FALSE(covers(two, twoWithCfo));
    CHECK_FALSE(covers(own, two));
    CHECK_FALSE(covers(two, oneCompliance));
    CHECK(covers(DelayObligation{{60}}, DelayObligation{{59}}));
    CHECK_FALSE(covers(DelayObligation{{60}}, two));
    CHECK(unite({one, two, oneCompliance, two}).size() == 2);
}

TEST_CASE("an obligation says in words what it asks for") {
    CHECK(inWords(std::vector{obligation(R"({"kind":"approvals","k":2,"role":"officer"})"),
                              obligation(R"({"kind":"approvals","k":1,"role":"compliance"})"),
                              obligation(R"({"kind":"cold_leg"})")}) ==
          "two officers, one compliance officer and payment from Cold");
    CHECK(inWords(obligation(R"({"kind":"delay","seconds":14400})")) == "a wait of 4 h (can be stopped)");
}
