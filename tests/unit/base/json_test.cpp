#include "base/json.h"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

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
    const Json number(1);
    CHECK_FALSE(JsonFields(number).done());
}

TEST_CASE("asking twice for one member does not make up for another that nobody asked for") {
    const Json json = *Json::parse(R"({"a":1,"unread":2})");
    JsonFields fields(json);
    CHECK(fields.integer("a") == 1);
    CHECK(fields.optional("a") != nullptr);
    CHECK_FALSE(fields.done());
}

TEST_CASE("fields are not read from a document that is gone by then") {
    CHECK_FALSE(std::is_constructible_v<JsonFields, Json>);
    CHECK_FALSE(std::is_constructible_v<JsonFields, const Json>);
    CHECK(std::is_constructible_v<JsonFields, const Json&>);
}

TEST_CASE("a document of more values than any of ours is refused before it fills the memory") {
    const auto zeros = [](std::size_t count) {
        std::string text = "[0";
        for (std::size_t i = 1; i < count; ++i)
            text += ",0";
        return text + "]";
    };
    CHECK(Json::parse(zeros(Json::MAX_VALUES - 1)).has_value()); // and the array itself
    CHECK(errorOf(zeros(Json::MAX_VALUES)) == JsonError::tooLarge);
    CHECK(errorOf("[" + zeros(Json::MAX_VALUES - 2) + ",{}]") == JsonError::tooLarge);
    CHECK(errorOf("[" + std::string(Json::MAX_TEXT, ' ') + "]") == JsonError::tooLarge);
}
