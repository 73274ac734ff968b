#include "crypto/argon2.h"

#include <sodium.h>

namespace strongroom::crypto {

static_assert(KdfSalt::SIZE == crypto_pwhash_argon2id_SALTBYTES);

KdfProfile KdfProfile::forUse(KdfUse use) {
    switch (use) {
    case KdfUse::real:
        return standard();
    case KdfUse::training:
        return training();
    }
    base::checkFailed("KdfUse");
}

base::Result<KdfProfile, Error> KdfProfile::fromFile(std::int64_t memoryKib, std::int64_t passes,
                                                     KdfUse use) {
    if (memoryKib > MAX_MEMORY_KIB || passes > MAX_PASSES)
        return base::Unexpected(Error::kdfTooCostly);
    const KdfProfile floor = forUse(use);
    if (memoryKib < floor.memoryKib() || passes < floor.passes())
        return base::Unexpected(Error::kdfTooWeak);
    return KdfProfile(memoryKib, passes);
}

base::Result<secret::SecretArray<32>, Error> argon2id(base::ByteSpan passphrase, const KdfSalt& salt,
                                                      const KdfProfile& profile) {
    secret::SecretArray<32> key;
    const auto memoryBytes = static_cast<std::size_t>(profile.memoryKib()) * 1'024U;
    if (crypto_pwhash_argon2id(key.mutableSpan().data(), key.mutableSpan().size(),
                               reinterpret_cast<const char*>(passphrase.data()), passphrase.size(),
                               salt.span().data(), static_cast<unsigned long long>(profile.passes()),
                               memoryBytes, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
        return base::Unexpected(Error::kdfOutOfMemory);
    return key;
}

} // namespace strongroom::crypto
