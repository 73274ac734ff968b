#include "secret/secure_buffer.h"

#include "base/check.h"
#include "secret/arena.h"

#include <algorithm>
#include <sodium.h>
#include <utility>

namespace strongroom::secret {

SecureBuffer::SecureBuffer(std::size_t size) {
    if (size == 0)
        return;
    STRONGROOM_CHECK(detail::arenaLocked());
    auto* const memory = static_cast<std::uint8_t*>(sodium_malloc(size));
    STRONGROOM_CHECK(memory != nullptr);
    // sodium_malloc tries to lock and says nothing when it could not; mlock again answers.
    STRONGROOM_CHECK(sodium_mlock(memory, size) == 0);
    sodium_memzero(memory, size);
    m_memory = {memory, size};
    detail::registerBuffer(m_memory);
}

SecureBuffer::~SecureBuffer() {
    reset();
}

SecureBuffer::SecureBuffer(SecureBuffer&& other) noexcept : m_memory(std::exchange(other.m_memory, {})) {}

SecureBuffer& SecureBuffer::operator=(SecureBuffer&& other) noexcept {
    if (this != &other) {
        reset();
        m_memory = std::exchange(other.m_memory, {});
    }
    return *this;
}

SecureBuffer SecureBuffer::copyOf(base::ByteSpan bytes) {
    SecureBuffer result(bytes.size());
    std::copy(bytes.begin(), bytes.end(), result.m_memory.begin());
    return result;
}

void SecureBuffer::reset() {
    if (m_memory.empty())
        return;
    detail::unregisterBuffer(m_memory);
    sodium_free(std::exchange(m_memory, {}).data());
}

} // namespace strongroom::secret
