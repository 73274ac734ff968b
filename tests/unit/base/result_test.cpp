#include "base/failure.h"
#include "base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <type_traits>

using namespace strongroom::base;

namespace {

enum class Broken { why };
[[maybe_unused]] ErrorInfo describe(Broken) {
    return {"test.broken", "It broke."};
}

enum class OtherModule { why };
static_assert(!std::is_constructible_v<Result<int, OtherModule>, Unexpected<Broken>>,
              "an error of one module must not turn into another module's by its number");
static_assert(!std::is_constructible_v<Result<void, OtherModule>, Unexpected<Broken>>);

Result<int, Broken> half(int value) {
    if (value % 2 != 0)
        return Unexpected(Broken::why);
    return value / 2;
}

Result<std::string, Failure> quarter(int value) {
    STRONGROOM_ASSIGN(const int first, half(value));
    STRONGROOM_ASSIGN(const int second, half(first));
    return std::to_string(second);
}

} // namespace

TEST_CASE("a result has a value or an error") {
    CHECK(*half(4) == 2);
    CHECK(half(3).error() == Broken::why);
    CHECK(half(3).value_or(7) == 7);
}

TEST_CASE("a failure travels up with the module's code and sentence") {
    CHECK(*quarter(8) == "2");
    const auto failed = quarter(6);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == "test.broken");
    CHECK(failed.error().message == "It broke.");
}

TEST_CASE("a result may hold what can only be moved") {
    Result<std::unique_ptr<int>, Broken> result(std::make_unique<int>(5));
    const std::unique_ptr<int> taken = std::move(result).value();
    CHECK(*taken == 5);
}
