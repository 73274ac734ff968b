#include "base/json.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom::base;

namespace {

JsonError errorOf(std::string_view text) {
    const auto result = Json::parse(text);
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

} // namespace

TEST_CASE("canonical JSON has sorted keys, no spaces and the shortest escapes") {
    const auto json = Json::parse(R"({ "b" : [1, -2, true, null], "a" : "€\n\u0001\"\\\/" })");
    REQUIRE(json);
    CHECK(json->canonical() == "{\"a\":\"€\\n\\u0001\\\"\\\\/\",\"b\":[1,-2,true,null]}");
    CHECK(Json::parseCanonical(json->canonical()).has_value());
    CHECK(*Json::parse(json->pretty()) == *json);
}

TEST_CASE("a document that is not in canonical form is refused where bytes are signed") {
    CHECK(Json::parseCanonical(R"({"a":1})").has_value());
    for (const auto* text :
         {R"({"a": 1})", R"({"b":1,"a":1})", "{\"a\":1}\n", R"({"a":"\u0041"})", R"({"a":-0})"})
        CHECK(Json::parseCanonical(text).error() == JsonError::notCanonical);
}

TEST_CASE("JSON outside the subset is refused, each with its reason") {
    CHECK(errorOf(R"({"a":1,"a":2})") == JsonError::duplicateKey);
    CHECK(errorOf(R"({"ä":1})") == JsonError::keyNotAscii);
    CHECK(errorOf("1.5") == JsonError::floatingPoint);
    CHECK(errorOf("1e3") == JsonError::floatingPoint);
    CHECK(errorOf("9007199254740992") == JsonError::integerRange);
    CHECK(errorOf("-9007199254740992") == JsonError::integerRange);
    CHECK(errorOf("99999999999999999999999") == JsonError::integerRange);
    CHECK(errorOf("\"\xff\"") == JsonError::invalidUtf8);
    CHECK(errorOf("[1,2") == JsonError::syntax);
    CHECK(errorOf("") == JsonError::syntax);
    CHECK(errorOf("{} {}") == JsonError::syntax);
    CHECK(errorOf(std::string(Json::MAX_DEPTH + 1, '[') + std::string(Json::MAX_DEPTH + 1, ']')) ==
          JsonError::tooDeep);
    CHECK(Json::parse(std::string(Json::MAX_DEPTH, '[') + std::string(Json::MAX_DEPTH, ']')).has_value());
}

TEST_CASE("the largest integers are kept exactly") {
    CHECK(Json::parse("9007199254740991")->canonical() == "9007199254740991");
    CHECK(Json::parse("-9007199254740991")->canonical() == "-9007199254740991");
}

TEST_CASE("an object with a member nobody asked for is not read") {
    const Json json = *Json::parse(R"({"n":5,"s":"x","h":"0aff"})");
    JsonFields exact(json);
    CHECK(exact.integer("n") == 5);
    CHECK(exact.string("s") == "x");
    CHECK_FALSE(exact.done());
    CHECK(exact.hex("h") == Bytes{0x0a, 0xff});
    CHECK(exact.done());
    JsonFields wrongType(json);
    CHECK_FALSE(wrongType.integer("s"));
    CHECK_FALSE(wrongType.string("absent"));
    CHECK_FALSE(wrongType.done());
    CHECK_FALSE(JsonFields(Json(1)).done());
}
