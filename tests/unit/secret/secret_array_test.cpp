#include "secret/secret_array.h"

#include "secret/secret_memory.h"
#include "support/child_process.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <doctest/doctest.h>
#include <type_traits>
#include <vector>

using namespace strongroom;
using secret::SecretArray;

static_assert(!std::is_copy_constructible_v<SecretArray<32>>);
static_assert(!std::is_copy_assignable_v<SecretArray<32>>);
static_assert(std::is_nothrow_move_constructible_v<SecretArray<32>>);

namespace {

bool allZero(std::span<const std::uint8_t> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

} // namespace

TEST_CASE("a new SecretArray is zero") {
    CHECK(allZero(SecretArray<128>().span()));
}

TEST_CASE("a SecretArray is wiped when it is destroyed") {
    const std::uint8_t* place = nullptr;
    {
        SecretArray<32> secret;
        std::fill(secret.mutableSpan().begin(), secret.mutableSpan().end(), 0xa5);
        place = secret.span().data();
    }
    // The arena stays mapped, so what is left in the slot can be looked at.
    CHECK(allZero({place, 32}));
}

TEST_CASE("a SecretArray that is assigned over is wiped first") {
    auto first = SecretArray<32>::copyOf(base::Bytes(32, 0x11));
    const std::uint8_t* const place = first.span().data();
    first = SecretArray<32>::copyOf(base::Bytes(32, 0x22));
    CHECK(allZero({place, 32}));
    CHECK(first.span().front() == 0x22);
}

TEST_CASE("moving a SecretArray moves the slot and leaves no copy") {
    const std::size_t before = secret::detail::slotsInUse();
    auto first = SecretArray<32>::copyOf(base::Bytes(32, 0x33));
    const std::uint8_t* const place = first.span().data();
    const SecretArray<32> second = std::move(first);
    CHECK(second.span().data() == place);
    CHECK(secret::detail::slotsInUse() == before + 1);
}

TEST_CASE("a clone has its own slot") {
    const auto original = SecretArray<4>::copyOf(std::array<std::uint8_t, 4>{1, 2, 3, 4});
    const auto copy = original.clone();
    CHECK(copy.span().data() != original.span().data());
    CHECK(secret::equalConstantTime(copy.span(), original.span()));
}

TEST_CASE("looking into a moved-from SecretArray aborts") {
    CHECK(test::runInChild([] {
              SecretArray<8> first;
              const SecretArray<8> second = std::move(first);
              return int{first.span().front()}; // NOLINT(bugprone-use-after-move): this is the test
          }) == -SIGABRT);
}

TEST_CASE("running out of slots aborts instead of using memory that is not locked") {
    CHECK(test::runInChild([] {
              std::vector<SecretArray<1>> all(secret::detail::SLOT_COUNT + 1);
              return 0;
          }) == -SIGABRT);
}
