// SecureBuffer: long-lived secret bytes of any size on guarded, locked pages (libsodium's sodium_malloc:
// guard pages, a canary, no core dump, wiped when freed). An allocation costs more than a signature; per-key
// scratch is a SecretArray.
//
// Move-only, never printable; a moved-from buffer is empty. Memory that cannot be allocated or locked aborts:
// secret::initialise() has made sure beforehand that there is enough.
// Thread rule: one buffer belongs to one thread at a time.
#pragma once

#include "base/bytes.h"

#include <span>

namespace strongroom::secret {

class SecureBuffer {
public:
    SecureBuffer() = default; ///< Empty.
    /// `size` zero bytes.
    explicit SecureBuffer(std::size_t size);
    ~SecureBuffer();
    SecureBuffer(SecureBuffer&& other) noexcept;
    SecureBuffer& operator=(SecureBuffer&& other) noexcept;
    SecureBuffer(const SecureBuffer&) = delete;
    SecureBuffer& operator=(const SecureBuffer&) = delete;

    /// The caller wipes what it copied from.
    [[nodiscard]] static SecureBuffer copyOf(base::ByteSpan bytes);

    [[nodiscard]] base::ByteSpan span() const { return m_memory; }
    [[nodiscard]] std::span<std::uint8_t> mutableSpan() { return m_memory; }
    [[nodiscard]] std::size_t size() const { return m_memory.size(); }

private:
    void reset();
    std::span<std::uint8_t> m_memory;
};

} // namespace strongroom::secret
