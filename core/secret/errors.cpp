#include "secret/errors.h"

#include "base/check.h"
#include "secret/secret_memory.h"

#include <array>
#include <utility>

namespace strongroom::secret {

namespace {

// The sentence below states this number, as people must raise `ulimit -l` by it.
static_assert(LOCKED_BYTES == 524'288);

constexpr std::array<std::pair<Error, base::ErrorInfo>, 5> TABLE{{
    {Error::memoryNotLocked,
     {"secret.memory_not_locked",
      "Memory for secrets could not be locked: 524288 bytes are needed. Raise the limit on locked memory."}},
    {Error::hardeningFailed,
     {"secret.hardening_failed", "The process could not be protected against core dumps and tracing."}},
    {Error::textTooLong, {"secret.text_too_long", "The secret text is longer than 1024 bytes."}},
    {Error::invalidCodePoint,
     {"secret.invalid_code_point", "The secret text has a character that is no Unicode scalar value."}},
    {Error::invalidUtf8, {"secret.invalid_utf8", "The secret text is not valid UTF-8."}},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const auto& [key, info] : TABLE)
        if (key == error)
            return info;
    base::checkFailed("secret::Error");
}

} // namespace strongroom::secret
