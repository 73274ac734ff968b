// PBKDF2-HMAC-SHA-512 from outside Wycheproof. Every eighth of the vectors with 100,000 iterations is run, so
// that the suite stays short; those with millions are not.
#include "crypto/kdf.h"

#include "support/hex.h"
#include "support/vectors.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>
#include <string>

using namespace strongroom;

namespace {

constexpr std::uint32_t COSTLY = 100'000;
constexpr int RUN_EVERY = 8;

} // namespace

TEST_CASE("PBKDF2-HMAC-SHA-512 derives what libwally's vectors say") {
    const auto text = test::readVectors("libwally/pbkdf2_hmac_sha_vectors.txt");
    if (!text)
        return;
    std::istringstream lines(*text);
    int cheap = 0;
    int costly = 0;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("512,"))
            continue;
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream row(line);
        std::string hash;
        std::string password;
        std::string salt;
        std::uint32_t cost = 0;
        std::string expected;
        REQUIRE((row >> hash >> password >> salt >> cost >> expected));
        if (cost > COSTLY || (cost == COSTLY && costly++ % RUN_EVERY != 0))
            continue;
        CAPTURE(line);
        const base::Bytes wanted = test::hex(expected);
        base::Bytes output(wanted.size());
        crypto::pbkdf2HmacSha512Into(test::hex(password), test::hex(salt), cost, output);
        CHECK(output == wanted);
        cheap += cost < COSTLY ? 1 : 0;
    }
    CHECK(cheap == 29);
    CHECK(costly == 29);
}
