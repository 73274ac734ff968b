#include "secret/secret_memory.h"

#include "secret/arena.h"

#include <sodium.h>

namespace strongroom::secret {

namespace {

/// Tries what the guarded buffers of a session may need, and gives it back.
bool canLockBuffers() {
    constexpr std::size_t SIZE = LOCKED_BYTES - detail::SLOT_SIZE * detail::SLOT_COUNT;
    void* const memory = sodium_malloc(SIZE);
    if (memory == nullptr)
        return false;
    const bool locked = sodium_mlock(memory, SIZE) == 0;
    sodium_free(memory);
    return locked;
}

} // namespace

base::Result<void, Error> initialise() {
    if (!detail::arenaLocked() || !canLockBuffers())
        return base::Unexpected(Error::memoryNotLocked);
    return {};
}

base::Result<void, Error> relockAfterFork() {
    if (!detail::relockAll())
        return base::Unexpected(Error::memoryNotLocked);
    return {};
}

bool equalConstantTime(base::ByteSpan a, base::ByteSpan b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(std::span<std::uint8_t> bytes) {
    if (!bytes.empty())
        sodium_memzero(bytes.data(), bytes.size());
}

} // namespace strongroom::secret
