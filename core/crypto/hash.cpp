// The contexts of SHA-2 and RIPEMD-160 are marked as superseded by EVP in OpenSSL 3, but only they offer a
// state without heap that can be copied as bytes, which is what midstates are, and they are several times
// faster on the 64 to 200 byte messages that signing hashes. So do not call SHA256() and SHA512(), which look
// like them: they fetch an algorithm through EVP, under a lock, for every message. RIPEMD-160 through EVP
// depends besides on which provider a machine has configured.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/hash.h"

#include "crypto/library_span.h"

#include <algorithm>
#include <new>
#include <openssl/ripemd.h>
#include <openssl/sha.h>
#include <sodium.h>
#include <type_traits>

namespace strongroom::crypto {

namespace {

static_assert(sizeof(SHA256_CTX) == 112 && alignof(SHA256_CTX) <= 8);
static_assert(std::is_trivially_copyable_v<SHA256_CTX>);
static_assert(sizeof(SHA512_CTX) == 216 && alignof(SHA512_CTX) <= 8);
static_assert(std::is_trivially_copyable_v<SHA512_CTX>);

SHA256_CTX* context(std::array<std::byte, 112>& state) {
    return std::launder(reinterpret_cast<SHA256_CTX*>(state.data()));
}

} // namespace

Sha256::Sha256() : m_state{} {
    SHA256_Init(new (m_state.data()) SHA256_CTX);
}

Sha256& Sha256::update(base::ByteSpan data) {
    SHA256_Update(context(m_state), data.data(), data.size());
    return *this;
}

Hash256 Sha256::finish() const {
    Sha256 copy = *this;
    Hash256 result;
    SHA256_Final(result.mutableSpan().data(), context(copy.m_state));
    return result;
}

Hash256 Sha256::finishDouble() const {
    return sha256(finish().span());
}

Hash256 sha256(base::ByteSpan data) {
    SHA256_CTX state;
    Hash256 result;
    SHA256_Init(&state);
    SHA256_Update(&state, data.data(), data.size());
    SHA256_Final(result.mutableSpan().data(), &state);
    return result;
}

Hash256 sha256d(base::ByteSpan data) {
    return sha256(sha256(data).span());
}

Hash512 sha512(base::ByteSpan data) {
    SHA512_CTX state;
    Hash512 result;
    SHA512_Init(&state);
    SHA512_Update(&state, data.data(), data.size());
    SHA512_Final(result.mutableSpan().data(), &state);
    return result;
}

Hash160 ripemd160(base::ByteSpan data) {
    Hash160 result;
    RIPEMD160(data.data(), data.size(), result.mutableSpan().data());
    return result;
}

Hash160 hash160(base::ByteSpan data) {
    return ripemd160(sha256(data).span());
}

Sha256 taggedSha256(std::string_view tag) {
    const Hash256 tagHash = sha256(base::asBytes(tag));
    return Sha256().update(tagHash.span()).update(tagHash.span());
}

Hash256 taggedHash(std::string_view tag, base::ByteSpan data) {
    return taggedSha256(tag).update(data).finish();
}

Hash256 hmacSha256(base::ByteSpan key, base::ByteSpan data) {
    crypto_auth_hmacsha256_state state;
    Hash256 result;
    crypto_auth_hmacsha256_init(&state, addressOf(key), key.size());
    crypto_auth_hmacsha256_update(&state, addressOf(data), data.size());
    crypto_auth_hmacsha256_final(&state, result.mutableSpan().data());
    return result;
}

HmacSha512::HmacSha512(base::ByteSpan key) {
    std::array<std::uint8_t, SHA512_CBLOCK> block{}; // shorter keys are padded with zeros, longer ones hashed
    const Hash512 hashed = key.size() > block.size() ? sha512(key) : Hash512();
    std::ranges::copy(key.size() > block.size() ? hashed.span() : key, block.begin());
    const auto start = [&block](State& state, std::uint8_t pad) {
        std::array<std::uint8_t, SHA512_CBLOCK> padded = block;
        for (std::uint8_t& byte : padded)
            byte ^= pad;
        auto* const sha = new (state.data()) SHA512_CTX;
        SHA512_Init(sha);
        SHA512_Update(sha, padded.data(), padded.size());
    };
    start(m_inner, 0x36);
    start(m_outer, 0x5c);
}

Hash512 HmacSha512::of(base::ByteSpan data) const {
    Hash512 result;
    const auto goOn = [&result](State state, base::ByteSpan more) {
        auto* const sha = std::launder(reinterpret_cast<SHA512_CTX*>(state.data()));
        SHA512_Update(sha, more.data(), more.size());
        SHA512_Final(result.mutableSpan().data(), sha);
    };
    goOn(m_inner, data);
    goOn(m_outer, result.span());
    return result;
}

Hash512 hmacSha512(base::ByteSpan key, base::ByteSpan data) {
    return HmacSha512(key).of(data);
}

} // namespace strongroom::crypto
