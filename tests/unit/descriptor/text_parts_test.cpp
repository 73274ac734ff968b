#include "descriptor/text_parts.h"

#include <doctest/doctest.h>

using namespace strongroom::descriptor;
using Parts = std::vector<std::string_view>;

TEST_CASE("a text splits at every separator, and empty pieces count") {
    CHECK(splitAt("a/b//c", '/') == Parts{"a", "b", "", "c"});
    CHECK(splitAt("", '/') == Parts{""});
    CHECK(splitAt("/", '/') == Parts{"", ""});
}

TEST_CASE("arguments split at commas outside brackets only") {
    CHECK(splitArguments("2,a,b") == Parts{"2", "a", "b"});
    CHECK(splitArguments("a,{b(c,d),e},f") == Parts{"a", "{b(c,d),e}", "f"});
    CHECK(splitArguments("") == Parts{""});
    CHECK(splitArguments("a),b") == Parts{"a)", "b"});
}

TEST_CASE("a call is one name and one pair of parentheses around the rest") {
    const auto call = splitCall("wsh(multi(1,a))");
    REQUIRE(call);
    CHECK(call->name == "wsh");
    CHECK(call->arguments == "multi(1,a)");
    for (const char* text :
         {"", "wsh", "(a)", "wsh(a", "wsh)a(", "wsh(a))", "wsh(a)b", "wsh(a)(b)", "wsh((a)", "f()) "})
        CHECK_FALSE(splitCall(text));
}
