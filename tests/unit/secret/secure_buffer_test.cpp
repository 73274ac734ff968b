#include "secret/secure_buffer.h"

#include "secret/secret_memory.h"
#include "support/child_process.h"

#include <csignal>
#include <doctest/doctest.h>
#include <type_traits>
#include <utility>

using namespace strongroom;
using secret::SecureBuffer;

static_assert(!std::is_copy_constructible_v<SecureBuffer>);
static_assert(!std::is_copy_assignable_v<SecureBuffer>);

TEST_CASE("a SecureBuffer holds what it was given and moves without copying") {
    SecureBuffer first = SecureBuffer::copyOf(base::asBytes("a long-lived secret"));
    const std::uint8_t* const place = first.span().data();
    SecureBuffer second = std::move(first);
    CHECK(second.span().data() == place);
    CHECK(base::asText(second.span()) == "a long-lived secret");
    CHECK(first.size() == 0); // NOLINT(bugprone-use-after-move): what the header promises
    second = SecureBuffer(3);
    CHECK(second.size() == 3);
}

TEST_CASE("an empty SecureBuffer needs no memory") {
    CHECK(SecureBuffer(0).size() == 0);
    CHECK(SecureBuffer().span().empty());
}

TEST_CASE("reading past a SecureBuffer hits a guard page") {
    CHECK(test::runInChild([] {
              const SecureBuffer buffer(16);
              const volatile std::uint8_t* const end = buffer.span().data() + buffer.size();
              return int{*end};
          }) == -SIGSEGV);
}

TEST_CASE("a freed SecureBuffer cannot be read") {
    CHECK(test::runInChild([] {
              const volatile std::uint8_t* place = nullptr;
              {
                  const SecureBuffer buffer(16);
                  place = buffer.span().data();
              }
              return int{*place};
          }) == -SIGSEGV);
}
