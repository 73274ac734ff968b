#include "descriptor/errors.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace strongroom::descriptor;

TEST_CASE("every error of the module has a code of its own and a sentence") {
    std::set<std::string> codes;
    for (int i = 0; i <= static_cast<int>(Error::severalScripts); ++i) {
        const auto info = describe(static_cast<Error>(i));
        CHECK(info.code.starts_with("descriptor."));
        CHECK(info.sentence.ends_with("."));
        CHECK(codes.insert(std::string(info.code)).second);
    }
}
