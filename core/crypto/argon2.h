// Argon2id (RFC 9106, one lane): the key that a passphrase opens.
//
// How costly it is comes from a KdfProfile, and there are two ways to one: the profiles below, and a file
// whose numbers were checked against floor and cap before any work is done (ATTACKS A121). Thread-safe; one
// derivation takes half a second and the profile's memory.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/errors.h"
#include "secret/secret_array.h"

#include <cstdint>

namespace strongroom::crypto {

/// Who is protected: weak profiles exist only in training treasuries, whose genesis can never name the
/// network `main`.
enum class KdfUse : std::uint8_t { real, training };

class KdfProfile {
public:
    /// 256 MiB and three passes: 0.4 to 0.6 s on an office machine.
    static constexpr std::int64_t STANDARD_MEMORY_KIB = 262'144;
    static constexpr std::int64_t STANDARD_PASSES = 3;
    /// 8 MiB and one pass: passphrases of a training treasury are shown on screen anyway.
    static constexpr std::int64_t TRAINING_MEMORY_KIB = 8'192;
    static constexpr std::int64_t TRAINING_PASSES = 1;
    /// 1 GiB and eight passes, about ten seconds: past that a file is a bomb.
    static constexpr std::int64_t MAX_MEMORY_KIB = 1'048'576;
    static constexpr std::int64_t MAX_PASSES = 8;

    [[nodiscard]] static KdfProfile standard() { return {STANDARD_MEMORY_KIB, STANDARD_PASSES}; }
    [[nodiscard]] static KdfProfile training() { return {TRAINING_MEMORY_KIB, TRAINING_PASSES}; }
    /// STANDARD for real use, TRAINING for training.
    [[nodiscard]] static KdfProfile forUse(KdfUse use);
    /// What a file says. Error::kdfTooWeak below the profile of its use, Error::kdfTooCostly past the caps.
    [[nodiscard]] static base::Result<KdfProfile, Error> fromFile(std::int64_t memoryKib, std::int64_t passes,
                                                                  KdfUse use);

    [[nodiscard]] std::int64_t memoryKib() const { return m_memoryKib; }
    [[nodiscard]] std::int64_t passes() const { return m_passes; }
    friend bool operator==(const KdfProfile&, const KdfProfile&) = default;

private:
    KdfProfile(std::int64_t memoryKib, std::int64_t passes) : m_memoryKib(memoryKib), m_passes(passes) {}
    std::int64_t m_memoryKib;
    std::int64_t m_passes;
};

struct KdfSaltTag {};
using KdfSalt = base::FixedBytes<16, KdfSaltTag>;

/// Error::kdfOutOfMemory when the machine cannot give the memory.
[[nodiscard]] base::Result<secret::SecretArray<32>, Error>
argon2id(base::ByteSpan passphrase, const KdfSalt& salt, const KdfProfile& profile);

} // namespace strongroom::crypto
