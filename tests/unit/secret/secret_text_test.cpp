#include "secret/secret_text.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using namespace strongroom;
using secret::Error;
using secret::SecretText;

static_assert(!std::is_copy_constructible_v<SecretText>);

namespace {

std::string_view textOf(const SecretText& text) {
    return base::asText(text.utf8());
}

} // namespace

TEST_CASE("typed code points are kept as UTF-8 and counted as code points") {
    SecretText text;
    for (const char32_t codePoint : {U'a', U'é', U'€', U'𝄞'})
        REQUIRE(text.append(codePoint));
    CHECK(textOf(text) == "a\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e");
    CHECK(text.size() == 4);
}

TEST_CASE("removing takes one whole code point and wipes its bytes") {
    SecretText text;
    REQUIRE(text.append(U'a'));
    REQUIRE(text.append(U'€'));
    const std::uint8_t* const place = text.utf8().data();
    text.removeLast();
    CHECK(textOf(text) == "a");
    CHECK(std::all_of(place + 1, place + 4, [](std::uint8_t byte) { return byte == 0; }));
    text.removeLast();
    text.removeLast();
    CHECK(text.isEmpty());
}

TEST_CASE("clearing wipes everything") {
    auto text = SecretText::fromUtf8(base::asBytes("correct horse")).value();
    const std::uint8_t* const place = text.utf8().data();
    text.clear();
    CHECK(text.isEmpty());
    CHECK(std::all_of(place, place + 13, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("a text never moves in memory while it grows") {
    SecretText text;
    REQUIRE(text.append(U'x'));
    const std::uint8_t* const place = text.utf8().data();
    for (int i = 0; i < 1'000; ++i)
        REQUIRE(text.append(U'x'));
    CHECK(text.utf8().data() == place);
}

TEST_CASE("a text of exactly the capacity is taken and one byte more refused") {
    const std::string full(SecretText::CAPACITY, 'x');
    auto text = SecretText::fromUtf8(base::asBytes(full)).value();
    const auto refused = text.append(U'y');
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error::textTooLong);
    CHECK(textOf(text) == full);
    const auto longer = SecretText::fromUtf8(base::asBytes(full + "x"));
    REQUIRE_FALSE(longer);
    CHECK(longer.error() == Error::textTooLong);

    text.removeLast();
    CHECK_FALSE(text.append(U'é')); // two bytes into one
    CHECK(text.append(U'e'));
}

TEST_CASE("surrogates and values past Unicode are no characters") {
    SecretText text;
    for (const char32_t codePoint : {char32_t{0xd800}, char32_t{0xdfff}, char32_t{0x110000}}) {
        const auto result = text.append(codePoint);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::invalidCodePoint);
    }
    CHECK(text.append(0xd7ff));
    CHECK(text.append(0xe000));
    CHECK(text.append(0x10ffff));
}

TEST_CASE("malformed UTF-8 is refused") {
    for (const std::string_view bad :
         {"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
          "\xf8\x88\x80\x80\x80", "a\xc3", "\xe2\x82", "\xc3(", "\xff"}) {
        const auto result = SecretText::fromUtf8(base::asBytes(bad));
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::invalidUtf8);
    }
    CHECK(SecretText::fromUtf8(base::asBytes("\xf4\x8f\xbf\xbf")));
}

TEST_CASE("a moved-from text is empty and takes nothing") {
    auto first = SecretText::fromUtf8(base::asBytes("secret")).value();
    const SecretText second = std::move(first);
    CHECK(textOf(second) == "secret");
    CHECK(first.isEmpty()); // NOLINT(bugprone-use-after-move): what the header promises
    CHECK_FALSE(first.append(U'x'));
}
