#include "crypto/aead.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace strongroom;
using namespace strongroom::crypto;

namespace {

AeadKey key(std::uint8_t fill) {
    return AeadKey::copyOf(base::Bytes(32, fill));
}

/// Runs `work` in a child that may lock no more memory than an ordinary user's process; its answer, or false
/// when the child aborted.
template <typename Work>
bool asOrdinaryUser(Work work) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr rlim_t LIMIT = 1024 * 1024;
        constexpr uid_t NOBODY = 65'534;
        const rlimit limit{LIMIT, LIMIT};
        const bool limited = setrlimit(RLIMIT_MEMLOCK, &limit) == 0 && (getuid() != 0 || setuid(NOBODY) == 0);
        _exit(limited && work() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

TEST_CASE("what was sealed opens with the same key, nonce and associated data only") {
    const AeadNonce nonce = AeadNonce();
    const base::Bytes sealed =
        xchacha20Poly1305Seal(key(1), nonce, base::asBytes("for vault 1"), base::asBytes("plaintext"));
    const auto opened = xchacha20Poly1305Open(key(1), nonce, base::asBytes("for vault 1"), sealed);
    REQUIRE(opened);
    CHECK(base::asText(opened->span()) == "plaintext");

    AeadNonce otherNonce;
    otherNonce.mutableSpan()[23] = 1;
    CHECK_FALSE(xchacha20Poly1305Open(key(2), nonce, base::asBytes("for vault 1"), sealed));
    CHECK_FALSE(xchacha20Poly1305Open(key(1), otherNonce, base::asBytes("for vault 1"), sealed));
    CHECK_FALSE(xchacha20Poly1305Open(key(1), nonce, base::asBytes("for vault 2"), sealed));
}

TEST_CASE("a flipped bit anywhere in the ciphertext is refused") {
    const base::Bytes sealed = xchacha20Poly1305Seal(key(1), AeadNonce(), {}, base::asBytes("plaintext"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        base::Bytes altered = sealed;
        altered[i] ^= 0x80U;
        const auto result = xchacha20Poly1305Open(key(1), AeadNonce(), {}, altered);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::decryptionFailed);
    }
}

TEST_CASE("a ciphertext shorter than its tag is refused") {
    for (std::size_t length = 0; length < AEAD_TAG_SIZE; ++length)
        CHECK_FALSE(xchacha20Poly1305Open(key(1), AeadNonce(), {}, base::Bytes(length)));
}

TEST_CASE("an empty plaintext is authenticated too") {
    base::Bytes sealed = xchacha20Poly1305Seal(key(1), AeadNonce(), {}, {});
    CHECK(sealed.size() == AEAD_TAG_SIZE);
    CHECK(xchacha20Poly1305Open(key(1), AeadNonce(), {}, sealed));
    sealed[0] ^= 1U;
    CHECK_FALSE(xchacha20Poly1305Open(key(1), AeadNonce(), {}, sealed));
}

TEST_CASE("nonces come from the random source, all 24 bytes of them") {
    test::CountingRandom random;
    const AeadNonce first = randomNonce(random);
    const AeadNonce second = randomNonce(random);
    CHECK(first != second);
    CHECK(random.bytesDrawn() == 48);
}

TEST_CASE("a document of any size opens without locked memory, and an altered one is refused as well") {
    const base::Bytes document(16U * 1024U * 1024U, 0x5a);
    base::Bytes sealed = xchacha20Poly1305Seal(key(1), AeadNonce(), base::asBytes("a backup"), document);
    CHECK(asOrdinaryUser([&] {
        const auto opened =
            xchacha20Poly1305OpenDocument(key(1), AeadNonce(), base::asBytes("a backup"), sealed);
        return opened && *opened == document;
    }));
    sealed.back() ^= 1U;
    CHECK(xchacha20Poly1305OpenDocument(key(1), AeadNonce(), base::asBytes("a backup"), sealed).error() ==
          Error::decryptionFailed);
    CHECK_FALSE(xchacha20Poly1305OpenDocument(key(1), AeadNonce(), {}, base::Bytes(AEAD_TAG_SIZE - 1)));
}
