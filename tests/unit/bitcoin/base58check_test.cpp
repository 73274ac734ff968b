#include "bitcoin/base58check.h"

#include "base/text_encoding.h"
#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;

TEST_CASE("Base58Check text reads back to its payload") {
    for (const char* payload : {"", "00", "0000ff", "00010966776006953d5567439e5e39f86a0d273bee"})
        CHECK(*decodeBase58Check(encodeBase58Check(test::hex(payload))) == test::hex(payload));
    // BIP13 era example: the address of version 0 and hash 010966776006953d5567439e5e39f86a0d273bee
    CHECK(encodeBase58Check(test::hex("00010966776006953d5567439e5e39f86a0d273bee")) ==
          "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM");
}

TEST_CASE("one wrong character of Base58Check text is a checksum error") {
    const std::string good = "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM";
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = bad[i] == 'z' ? 'y' : 'z';
        CHECK(decodeBase58Check(bad).error() == Error::base58Checksum);
    }
}

TEST_CASE("characters outside Base58, too short and overlong text have their own errors") {
    CHECK(decodeBase58Check("0").error() == Error::base58Character);
    CHECK(decodeBase58Check("16UwLL9Risc3QfPqBUvKofHmBQ7wMtjv ").error() == Error::base58Character);
    CHECK(decodeBase58Check("").error() == Error::base58Checksum);
    CHECK(decodeBase58Check("111").error() == Error::base58Checksum);
    CHECK(decodeBase58Check(std::string(base::MAX_BASE58_LENGTH, '1')).error() == Error::base58Checksum);
    CHECK(decodeBase58Check(std::string(base::MAX_BASE58_LENGTH + 1, '1')).error() == Error::base58TooLong);
    CHECK(decodeBase58Check(std::string(1'000'000, 'z')).error() == Error::base58TooLong);
}
