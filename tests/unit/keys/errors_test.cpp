#include "keys/errors.h"

#include <doctest/doctest.h>
#include <set>
#include <string_view>

using namespace strongroom::keys;

TEST_CASE("every error of keys has its own code and a whole sentence") {
    std::set<std::string_view> codes;
    for (auto i = static_cast<int>(Error::mnemonicWordCount);
         i <= static_cast<int>(Error::signatureNotVerified); ++i) {
        const auto info = describe(static_cast<Error>(i));
        CHECK(info.code.starts_with("keys."));
        CHECK(info.sentence.ends_with('.'));
        CHECK(codes.insert(info.code).second);
    }
}
