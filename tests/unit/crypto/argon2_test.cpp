#include "crypto/argon2.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace strongroom;
using namespace strongroom::crypto;

TEST_CASE("the profile of a real treasury takes at least 256 MiB") {
    CHECK(KdfProfile::forUse(KdfUse::real) == KdfProfile::standard());
    CHECK(KdfProfile::standard().memoryKib() * 1'024 >= 256LL * 1'024 * 1'024);
    CHECK(KdfProfile::standard().passes() >= 3);
    CHECK(KdfProfile::forUse(KdfUse::training) == KdfProfile::training());
}

TEST_CASE("settings of a file are taken from the floor of their use up to the cap") {
    const auto accepted = KdfProfile::fromFile(262'144, 3, KdfUse::real);
    REQUIRE(accepted);
    CHECK(*accepted == KdfProfile::standard());
    CHECK(KdfProfile::fromFile(1'048'576, 8, KdfUse::real));
    CHECK(KdfProfile::fromFile(8'192, 1, KdfUse::training));
    CHECK(KdfProfile::fromFile(262'144, 3, KdfUse::training));
}

TEST_CASE("settings below the floor are too weak") {
    const auto check = [](std::int64_t memoryKib, std::int64_t passes, KdfUse use) {
        const auto result = KdfProfile::fromFile(memoryKib, passes, use);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::kdfTooWeak);
    };
    check(262'143, 3, KdfUse::real);
    check(262'144, 2, KdfUse::real);
    check(8'192, 1, KdfUse::real);
    check(8'191, 1, KdfUse::training);
    check(8'192, 0, KdfUse::training);
    check(-1, 3, KdfUse::real);
}

TEST_CASE("settings past the cap are refused before any work is done") {
    const auto check = [](std::int64_t memoryKib, std::int64_t passes) {
        for (const KdfUse use : {KdfUse::real, KdfUse::training}) {
            const auto result = KdfProfile::fromFile(memoryKib, passes, use);
            REQUIRE_FALSE(result);
            CHECK(result.error() == Error::kdfTooCostly);
        }
    };
    check(1'048'577, 3);
    check(262'144, 9);
    check(INT64_C(1) << 40, 3);
    check(262'144, INT64_C(1) << 31);
}

TEST_CASE("a machine that cannot give the memory is told apart from a wrong passphrase") {
    std::ifstream statm("/proc/self/statm");
    rlim_t pages = 0;
    REQUIRE((statm >> pages));
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_AS, &before) == 0);
    constexpr rlim_t ROOM = 64U << 20U; // a quarter of what a real treasury's profile takes
    const rlimit little{pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + ROOM, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_AS, &little) == 0);
    const auto key = argon2id(base::asBytes("correct horse"), KdfSalt(), KdfProfile::standard());
    REQUIRE(setrlimit(RLIMIT_AS, &before) == 0);
    REQUIRE_FALSE(key);
    CHECK(key.error() == Error::kdfOutOfMemory);
}

TEST_CASE("a derived key depends on passphrase and salt") {
    KdfSalt salt;
    const auto key = argon2id(base::asBytes("correct horse"), salt, KdfProfile::training());
    const auto otherPassphrase = argon2id(base::asBytes("correct horsf"), salt, KdfProfile::training());
    salt.mutableSpan()[15] = 1;
    const auto otherSalt = argon2id(base::asBytes("correct horse"), salt, KdfProfile::training());
    REQUIRE(key);
    REQUIRE(otherPassphrase);
    REQUIRE(otherSalt);
    CHECK(base::toBytes(key->span()) != base::toBytes(otherPassphrase->span()));
    CHECK(base::toBytes(key->span()) != base::toBytes(otherSalt->span()));
}
