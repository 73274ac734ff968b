#include "secret/arena.h"

#include "base/check.h"

#include <bitset>
#include <map>
#include <mutex>
#include <sodium.h>

namespace strongroom::secret::detail {

namespace {

/// sodium_malloc tries to lock and says nothing when it could not; asking again answers.
bool lock(std::span<std::uint8_t> memory) {
    return sodium_mlock(memory.data(), memory.size()) == 0;
}

/// One guarded, locked block of equal slots, and the SecureBuffers alive.
class Arena {
public:
    Arena() {
        constexpr std::size_t SIZE = SLOT_SIZE * SLOT_COUNT;
        STRONGROOM_CHECK(sodium_init() >= 0);
        auto* const memory = static_cast<std::uint8_t*>(sodium_malloc(SIZE));
        if (memory == nullptr)
            return;
        m_block = {memory, SIZE};
        sodium_memzero(memory, SIZE);
        m_locked = lock(m_block);
    }

    [[nodiscard]] bool locked() const { return m_locked; }

    bool relock() {
        const std::lock_guard guard(m_mutex);
        bool ok = m_locked && lock(m_block);
        for (const auto& [data, size] : m_buffers)
            ok = lock({data, size}) && ok;
        return ok;
    }

    std::span<std::uint8_t> take() {
        STRONGROOM_CHECK(m_locked);
        const std::lock_guard guard(m_mutex);
        for (std::size_t tried = 0; tried < SLOT_COUNT; ++tried) {
            const std::size_t slot = (m_next + tried) % SLOT_COUNT;
            if (m_used.test(slot))
                continue;
            m_used.set(slot);
            m_next = slot + 1;
            return m_block.subspan(slot * SLOT_SIZE, SLOT_SIZE);
        }
        base::checkFailed("SecretArray: no free slot");
    }

    void give(std::span<std::uint8_t> slot) {
        sodium_memzero(slot.data(), SLOT_SIZE);
        const std::size_t index = static_cast<std::size_t>(slot.data() - m_block.data()) / SLOT_SIZE;
        const std::lock_guard guard(m_mutex);
        m_used.reset(index);
        m_next = index; // the slot that is warm in the cache goes first
    }

    std::size_t inUse() {
        const std::lock_guard guard(m_mutex);
        return m_used.count();
    }

    void add(std::span<std::uint8_t> memory) {
        const std::lock_guard guard(m_mutex);
        m_buffers.emplace(memory.data(), memory.size());
    }

    void remove(std::span<std::uint8_t> memory) {
        const std::lock_guard guard(m_mutex);
        m_buffers.erase(memory.data());
    }

private:
    std::span<std::uint8_t> m_block;
    bool m_locked = false;
    std::mutex m_mutex;
    std::bitset<SLOT_COUNT> m_used;
    std::size_t m_next = 0; ///< Where the search for a free slot starts.
    std::map<std::uint8_t*, std::size_t> m_buffers;
};

/// Never destroyed: a static secret may outlive main().
Arena& arena() {
    static Arena& instance = *new Arena;
    return instance;
}

} // namespace

bool arenaLocked() {
    return arena().locked();
}

bool relockAll() {
    return arena().relock();
}

std::span<std::uint8_t> takeSlot() {
    return arena().take();
}

void giveSlot(std::span<std::uint8_t> slot) {
    arena().give(slot);
}

std::size_t slotsInUse() {
    return arena().inUse();
}

void registerBuffer(std::span<std::uint8_t> memory) {
    arena().add(memory);
}

void unregisterBuffer(std::span<std::uint8_t> memory) {
    arena().remove(memory);
}

} // namespace strongroom::secret::detail
