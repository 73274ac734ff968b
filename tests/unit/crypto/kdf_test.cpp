#include "crypto/kdf.h"

#include "crypto/hash.h"
#include "secret/arena.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::crypto;
using base::asBytes;

TEST_CASE("the secret forms compute what the public forms compute") {
    CHECK(base::toBytes(sha256Secret(asBytes("abc")).span()) == base::toBytes(sha256(asBytes("abc")).span()));
    CHECK(base::toBytes(hmacSha512Secret(asBytes("key"), asBytes("data")).span()) ==
          base::toBytes(hmacSha512(asBytes("key"), asBytes("data")).span()));
}

TEST_CASE("HKDF output of another info or salt is another key") {
    const auto key = hkdfSha256<32>(asBytes("input"), asBytes("salt"), asBytes("slot"));
    CHECK(base::toBytes(key.span()) ==
          base::toBytes(hkdfSha256<32>(asBytes("input"), asBytes("salt"), asBytes("slot")).span()));
    CHECK(base::toBytes(key.span()) !=
          base::toBytes(hkdfSha256<32>(asBytes("input"), asBytes("salt"), asBytes("approval")).span()));
    CHECK(base::toBytes(key.span()) !=
          base::toBytes(hkdfSha256<32>(asBytes("input"), asBytes("salu"), asBytes("slot")).span()));
}

TEST_CASE("derivations give back all scratch") {
    const std::size_t before = secret::detail::slotsInUse();
    (void)hkdfSha256<96>(asBytes("input"), {}, {});
    (void)pbkdf2HmacSha512<64>(asBytes("password"), asBytes("salt"), 2);
    CHECK(secret::detail::slotsInUse() == before);
}
