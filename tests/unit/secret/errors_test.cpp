#include "secret/errors.h"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace strongroom::secret;

TEST_CASE("every error of secret has its own code and a whole sentence") {
    std::set<std::string_view> codes;
    for (const Error error : {Error::memoryNotLocked, Error::hardeningFailed, Error::textTooLong,
                              Error::invalidCodePoint, Error::invalidUtf8}) {
        const auto info = describe(error);
        CHECK(info.code.starts_with("secret."));
        CHECK(info.sentence.ends_with('.'));
        CHECK(codes.insert(info.code).second);
    }
}

TEST_CASE("the refusal to start says how many bytes must be lockable") {
    CHECK(describe(Error::memoryNotLocked).sentence.find("524288 bytes") != std::string_view::npos);
}
