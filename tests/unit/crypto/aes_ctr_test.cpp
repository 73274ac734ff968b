#include "crypto/aes_ctr.h"

#include "base/text_encoding.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;

namespace {

std::array<std::uint8_t, crypto::AES_BLOCK_SIZE> counterOf(std::string_view hex) {
    std::array<std::uint8_t, crypto::AES_BLOCK_SIZE> counter{};
    std::ranges::copy(*base::fromHex(hex), counter.begin());
    return counter;
}

} // namespace

TEST_CASE("AES-256 in counter mode gives the standard's answers") {
    // NIST SP 800-38A, F.5.5, all four blocks.
    const base::Bytes key =
        *base::fromHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    const auto counter = counterOf("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    const base::Bytes plain =
        *base::fromHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                       "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    const base::Bytes secret =
        *base::fromHex("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
                       "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");
    CHECK(crypto::aes256Ctr(key, counter, plain) == secret);
    CHECK(crypto::aes256Ctr(key, counter, secret) == plain);
    for (std::size_t size = 0; size < plain.size(); size += 7)
        CHECK(crypto::aes256Ctr(key, counter, base::ByteSpan(plain).first(size)) ==
              base::toBytes(base::ByteSpan(secret).first(size)));
}
