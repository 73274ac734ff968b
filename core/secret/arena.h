// The arena behind SecretArray and the register of live SecureBuffers. Internal to this module.
//
// The one piece of process-wide state in core: locked memory is a resource of the process, and after fork()
// all of it must be found again. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace strongroom::secret::detail {

/// The largest SecretArray: a seed (64 bytes) and a libsecp256k1 key pair (96) fit.
inline constexpr std::size_t SLOT_SIZE = 128;
/// A signing child holds fewer than twenty at a time; a parallel signer as many for each thread.
inline constexpr std::size_t SLOT_COUNT = 1'024;

/// True when the arena is allocated and locked; the first call does both.
[[nodiscard]] bool arenaLocked();
/// Locks the arena and all registered buffers once more (after fork).
[[nodiscard]] bool relockAll();

/// A zeroed slot. No slot left, or memory that could not be locked, aborts.
[[nodiscard]] std::span<std::uint8_t> takeSlot();
/// Wipes the slot and takes it back.
void giveSlot(std::span<std::uint8_t> slot);
[[nodiscard]] std::size_t slotsInUse();

void registerBuffer(std::span<std::uint8_t> memory);
void unregisterBuffer(std::span<std::uint8_t> memory);

} // namespace strongroom::secret::detail
