#include "crypto/aes_ctr.h"

#include "base/check.h"

#include <climits>
#include <memory>
#include <openssl/evp.h>

namespace strongroom::crypto {

namespace {

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

constexpr std::size_t KEY_SIZE = 32;

} // namespace

base::Bytes aes256Ctr(base::ByteSpan key, const std::array<std::uint8_t, AES_BLOCK_SIZE>& counter,
                      base::ByteSpan data) {
    STRONGROOM_CHECK(key.size() == KEY_SIZE && data.size() <= INT_MAX);
    const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
    STRONGROOM_CHECK(context != nullptr);
    STRONGROOM_CHECK(
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, key.data(), counter.data()) == 1);
    base::Bytes result(data.size());
    int written = 0;
    if (!data.empty())
        STRONGROOM_CHECK(EVP_EncryptUpdate(context.get(), result.data(), &written, data.data(),
                                           static_cast<int>(data.size())) == 1);
    STRONGROOM_CHECK(static_cast<std::size_t>(written) == data.size());
    return result;
}

} // namespace strongroom::crypto
