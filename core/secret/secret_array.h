// SecretArray<N>: N secret bytes of scratch (a private key, a seed, a derived key) in the process's one
// locked arena, where taking and giving back costs nanoseconds. Zero at first; wiped on destruction.
//
// Move-only; a moved-from SecretArray holds nothing and may only be destroyed or assigned. There is no
// operator== and no way to print one: compare with secret::equalConstantTime.
// Thread rule: one SecretArray belongs to one thread at a time; different ones are independent.
#pragma once

#include "base/bytes.h"
#include "base/check.h"
#include "secret/arena.h"

#include <algorithm>
#include <utility>

namespace strongroom::secret {

template <std::size_t N>
class SecretArray {
    static_assert(N > 0 && N <= detail::SLOT_SIZE, "larger secrets go into a SecureBuffer");

public:
    static constexpr std::size_t SIZE = N;

    SecretArray() : m_slot(detail::takeSlot()) {}
    ~SecretArray() { reset(); }
    SecretArray(SecretArray&& other) noexcept : m_slot(std::exchange(other.m_slot, {})) {}
    SecretArray& operator=(SecretArray&& other) noexcept {
        if (this != &other) {
            reset();
            m_slot = std::exchange(other.m_slot, {});
        }
        return *this;
    }
    SecretArray(const SecretArray&) = delete;
    SecretArray& operator=(const SecretArray&) = delete;

    /// The size of `bytes` must be N. The caller wipes what it copied from.
    [[nodiscard]] static SecretArray copyOf(base::ByteSpan bytes) {
        STRONGROOM_CHECK(bytes.size() == N);
        SecretArray result;
        std::copy(bytes.begin(), bytes.end(), result.m_slot.begin());
        return result;
    }
    [[nodiscard]] SecretArray clone() const { return copyOf(span()); }

    [[nodiscard]] std::span<const std::uint8_t, N> span() const {
        STRONGROOM_CHECK(!m_slot.empty());
        return m_slot.template first<N>();
    }
    [[nodiscard]] std::span<std::uint8_t, N> mutableSpan() {
        STRONGROOM_CHECK(!m_slot.empty());
        return m_slot.template first<N>();
    }

private:
    void reset() {
        if (!m_slot.empty())
            detail::giveSlot(std::exchange(m_slot, {}));
    }
    std::span<std::uint8_t> m_slot;
};

} // namespace strongroom::secret
