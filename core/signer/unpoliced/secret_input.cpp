#include "signer/unpoliced/secret_input.h"

#include "secret/secure_buffer.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace strongroom::signer {

namespace {

constexpr bool isSpace(std::uint8_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

base::Result<secret::SecretText, base::Failure> readSecretLine(int descriptor) {
    // A full line, its break, and one byte more to tell that it is too long.
    secret::SecureBuffer buffer(secret::SecretText::CAPACITY + 3);
    std::size_t used = 0;
    while (used < buffer.size()) {
        const ssize_t got = ::read(descriptor, buffer.mutableSpan().data() + used, buffer.size() - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::Unexpected(
                base::Failure("unpoliced.secret_unreadable", "The secret could not be read."));
        if (got == 0)
            break;
        used += static_cast<std::size_t>(got);
    }
    const base::ByteSpan all = buffer.span().first(used);
    const auto end = std::find(all.begin(), all.end(), std::uint8_t{'\n'});
    if (!std::all_of(end, all.end(), isSpace))
        return base::Unexpected(base::Failure("unpoliced.secret_lines",
                                              "The secret must stand on one line, with nothing after it."));
    base::ByteSpan line(all.begin(), end);
    if (!line.empty() && line.back() == '\r')
        line = line.first(line.size() - 1);
    STRONGROOM_ASSIGN(secret::SecretText text, secret::SecretText::fromUtf8(line));
    return text;
}

} // namespace strongroom::signer
