#include "net/rpc_value.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::net;
using base::Amount;

TEST_CASE("amounts are read exactly, never through a floating point type") {
    const auto amount = [](const char* text) { return RpcValue::parse(text).value().bitcoin(); };
    CHECK(amount("0.00000001") == Amount::sat(1));
    CHECK(amount("0.1") == Amount::sat(10'000'000));
    CHECK(amount("1") == Amount::sat(100'000'000));
    CHECK(amount("0") == Amount());
    CHECK(amount("12345678.87654321") == Amount::sat(1'234'567'887'654'321)); // 16 digits: not a double
    CHECK(amount("20999999.99999999") == Amount::sat(2'099'999'999'999'999));
    CHECK(amount("21000000.00000000") == Amount::sat(2'100'000'000'000'000));
    CHECK(amount("0.100000000000") == Amount::sat(10'000'000));
    for (const auto* text : {"21000000.00000001", "0.000000001", "-1", "-0.1", "1e3", "1.5e-3", "\"1\"",
                             "null", "99999999999999999999", "true"})
        CHECK_FALSE(amount(text));
}

TEST_CASE("integers are whole and fit") {
    const auto integer = [](const char* text) { return RpcValue::parse(text).value().integer(); };
    CHECK(integer("-26") == -26);
    CHECK(integer("9223372036854775807") == 9'223'372'036'854'775'807);
    for (const auto* text : {"9223372036854775808", "1.0", "1e2", "\"1\"", "[1]"})
        CHECK_FALSE(integer(text));
}

TEST_CASE("members are found by name, in objects only") {
    const RpcValue value = RpcValue::parse(R"({"a":{"b":[true,null,"x"]}})").value();
    REQUIRE(value.find("a") != nullptr);
    const RpcValue::Array& array = *value.find("a")->find("b")->array();
    CHECK(*array[0].boolean());
    CHECK(array[1].isNull());
    CHECK(*array[2].string() == "x");
    CHECK(value.find("b") == nullptr);
    CHECK(array[2].find("x") == nullptr);
}

TEST_CASE("what is no JSON, repeats a key or is nested too deeply is refused") {
    for (const auto* text : {"", "{", "nul", "[1,]", R"({"a":1,"a":2})", "1 2", "\"\xff\""})
        CHECK(RpcValue::parse(text).error() == Error::malformedResponse);
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(RpcValue::parse(nested(RpcValue::MAX_DEPTH)));
    CHECK(RpcValue::parse(nested(RpcValue::MAX_DEPTH + 1)).error() == Error::malformedResponse);
    CHECK(RpcValue::parse(nested(1'000'000)).error() == Error::malformedResponse);
}

TEST_CASE("an answer has a million values and no more, whatever they are") {
    const auto listOf = [](const std::string& value, std::size_t count) {
        std::string text = "[" + value;
        for (std::size_t i = 1; i < count; ++i)
            text += "," + value;
        return text + "]";
    };
    for (const auto* value : {"0", "[]", "{}"}) {
        CHECK(RpcValue::parse(listOf(value, RpcValue::MAX_VALUES - 1)).has_value()); // with the list itself
        CHECK(RpcValue::parse(listOf(value, RpcValue::MAX_VALUES)).error() == Error::malformedResponse);
    }
}
