#include "keys/session_key.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::keys;

TEST_CASE("a wrapped key comes back under the same session and label only") {
    test::CountingRandom random;
    const SessionKey session(random);
    const SessionKey other(random);
    const WrappedKey wrapped = session.wrap(base::asBytes("hot key"), "vault 1", random);
    const auto unwrapped = session.unwrap(wrapped, "vault 1");
    REQUIRE(unwrapped);
    CHECK(base::asText(unwrapped->span()) == "hot key");
    CHECK(session.unwrap(wrapped, "vault 2").error() == Error::sessionUnwrapFailed);
    CHECK(other.unwrap(wrapped, "vault 1").error() == Error::sessionUnwrapFailed);
}

TEST_CASE("an altered wrapped key is refused and the plain bytes are not in it") {
    test::CountingRandom random;
    const SessionKey session(random);
    WrappedKey wrapped = session.wrap(base::asBytes("hot key hot key"), "vault 1", random);
    CHECK(base::asText(wrapped.ciphertext).find("hot key") == std::string_view::npos);
    wrapped.ciphertext[0] ^= 1U;
    CHECK_FALSE(session.unwrap(wrapped, "vault 1"));
}

TEST_CASE("wrapping twice never uses a nonce twice") {
    test::CountingRandom random;
    const SessionKey session(random);
    CHECK(session.wrap(base::asBytes("k"), "v", random).nonce !=
          session.wrap(base::asBytes("k"), "v", random).nonce);
}
