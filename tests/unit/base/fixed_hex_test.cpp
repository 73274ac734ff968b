#include "base/fixed_hex.h"

#include <doctest/doctest.h>

using namespace strongroom::base;

namespace {

struct ThreeTag {};
using Three = FixedBytes<3, ThreeTag>;

constexpr const char* WRONG[] = {"",       "0a",    "0a0b",    "0a0b0c0d", "0A0b0c",
                                 "0a0b0g", "0a0b0", " 0a0b0c", "0x0a0b0c"};

} // namespace

TEST_CASE("a value of a fixed size has one text") {
    const auto three = fixedFromHex<Three>("0a0b0c");
    REQUIRE(three);
    CHECK(toHex(three->span()) == "0a0b0c");
    for (const char* text : WRONG) {
        CAPTURE(text);
        CHECK_FALSE(fixedFromHex<Three>(text));
        CHECK_FALSE(fixedFrom<Three>(Json(text)));
    }
}

TEST_CASE("a value that is no string is no hash") {
    CHECK(fixedFrom<Three>(Json("0a0b0c")) == fixedFromHex<Three>("0a0b0c"));
    for (const Json& json : {Json(), Json(7), Json(true), Json(Json::Array{Json("0a0b0c")})})
        CHECK_FALSE(fixedFrom<Three>(json));
}

TEST_CASE("a member of a fixed size is read as one, and what is no hex fails the object") {
    const Json json = Json::Object{{"good", "0a0b0c"}, {"long", "0a0b0c0d"}, {"upper", "0A0B0C"}};
    JsonFields fields(json);
    CHECK(fixedMember<Three>(fields, "good") == fixedFromHex<Three>("0a0b0c"));
    CHECK_FALSE(fixedMember<Three>(fields, "long"));
    JsonFields withUpper(json);
    CHECK_FALSE(fixedMember<Three>(withUpper, "upper"));
    JsonFields withMissing(json);
    CHECK_FALSE(fixedMember<Three>(withMissing, "absent"));
    static_cast<void>(fields.any("upper"));
    CHECK(fields.done()); // the caller asks whether there is a value
    CHECK_FALSE(withUpper.done());
    CHECK_FALSE(withMissing.done());
}
