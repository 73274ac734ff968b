#include "crypto/errors.h"

#include <doctest/doctest.h>
#include <set>
#include <string_view>

using namespace strongroom::crypto;

TEST_CASE("every error of crypto has its own code and a whole sentence") {
    std::set<std::string_view> codes;
    for (auto i = static_cast<int>(Error::selfTestFailed); i <= static_cast<int>(Error::trainingOnMain);
         ++i) {
        const auto info = describe(static_cast<Error>(i));
        CHECK(info.code.starts_with("crypto."));
        CHECK(info.sentence.ends_with('.'));
        CHECK(codes.insert(info.code).second);
    }
}
