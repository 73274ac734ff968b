#define OPENSSL_SUPPRESS_DEPRECATED // crypto/hash.cpp says why

#include "crypto/kdf.h"

#include "base/check.h"
#include "crypto/library_span.h"
#include "secret/secret_memory.h"

#include <algorithm>
#include <climits>
#include <new>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sodium.h>

namespace strongroom::crypto {

namespace {

constexpr std::size_t SHA256_SIZE = 32;

/// HMAC-SHA-256 whose state is wiped; libsodium wipes the key pads itself when it finishes.
class SecretHmac {
public:
    explicit SecretHmac(base::ByteSpan key) {
        crypto_auth_hmacsha256_init(&m_state, addressOf(key), key.size());
    }
    ~SecretHmac() { sodium_memzero(&m_state, sizeof m_state); }
    SecretHmac(const SecretHmac&) = delete;
    SecretHmac& operator=(const SecretHmac&) = delete;

    SecretHmac& update(base::ByteSpan data) {
        crypto_auth_hmacsha256_update(&m_state, addressOf(data), data.size());
        return *this;
    }
    [[nodiscard]] secret::SecretArray<SHA256_SIZE> finish() {
        secret::SecretArray<SHA256_SIZE> result;
        crypto_auth_hmacsha256_final(&m_state, result.mutableSpan().data());
        return result;
    }

private:
    crypto_auth_hmacsha256_state m_state;
};

void pbkdf2Into(const EVP_MD* hash, base::ByteSpan password, base::ByteSpan salt, std::uint32_t iterations,
                std::span<std::uint8_t> out) {
    STRONGROOM_CHECK(iterations > 0 && iterations <= INT_MAX);
    STRONGROOM_CHECK(password.size() <= INT_MAX && salt.size() <= INT_MAX && out.size() <= INT_MAX);
    STRONGROOM_CHECK(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()),
                                       static_cast<int>(password.size()), salt.data(),
                                       static_cast<int>(salt.size()), static_cast<int>(iterations), hash,
                                       static_cast<int>(out.size()), out.data()) == 1);
}

} // namespace

secret::SecretArray<32> hmacSha256Secret(base::ByteSpan key, base::ByteSpan data) {
    return SecretHmac(key).update(data).finish();
}

secret::SecretArray<64> hmacSha512Secret(base::ByteSpan key, base::ByteSpan data) {
    crypto_auth_hmacsha512_state state;
    secret::SecretArray<64> result;
    crypto_auth_hmacsha512_init(&state, addressOf(key), key.size());
    crypto_auth_hmacsha512_update(&state, addressOf(data), data.size());
    crypto_auth_hmacsha512_final(&state, result.mutableSpan().data());
    sodium_memzero(&state, sizeof state);
    return result;
}

secret::SecretArray<32> sha256Secret(base::ByteSpan data) {
    SHA256_CTX state;
    secret::SecretArray<32> result;
    SHA256_Init(&state);
    SHA256_Update(&state, data.data(), data.size());
    SHA256_Final(result.mutableSpan().data(), &state);
    sodium_memzero(&state, sizeof state);
    return result;
}

void hkdfSha256Into(base::ByteSpan inputKey, base::ByteSpan salt, base::ByteSpan info,
                    std::span<std::uint8_t> out) {
    STRONGROOM_CHECK(out.size() <= 255 * SHA256_SIZE);
    const secret::SecretArray<SHA256_SIZE> pseudoRandomKey = SecretHmac(salt).update(inputKey).finish();
    secret::SecretArray<SHA256_SIZE> block;
    base::ByteSpan previous; // T(0) is empty
    for (std::uint8_t counter = 1; !out.empty(); ++counter) {
        block =
            SecretHmac(pseudoRandomKey.span()).update(previous).update(info).update({&counter, 1}).finish();
        previous = block.span();
        const std::size_t length = std::min(out.size(), SHA256_SIZE);
        std::copy_n(previous.begin(), length, out.begin());
        out = out.subspan(length);
    }
}

void pbkdf2HmacSha256Into(base::ByteSpan password, base::ByteSpan salt, std::uint32_t iterations,
                          std::span<std::uint8_t> out) {
    pbkdf2Into(EVP_sha256(), password, salt, iterations, out);
}

void pbkdf2HmacSha512Into(base::ByteSpan password, base::ByteSpan salt, std::uint32_t iterations,
                          std::span<std::uint8_t> out) {
    pbkdf2Into(EVP_sha512(), password, salt, iterations, out);
}

} // namespace strongroom::crypto
