#include "keys/software_key_provider.h"

#include "secret/arena.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::keys;
using bitcoin::DerivationPath;
using bitcoin::HARDENED;

namespace {

struct Fixture {
    test::CountingRandom random;
    crypto::SecretKeyContext context{random};
    ExtendedPrivateKey root =
        ExtendedPrivateKey::fromSeed(base::Bytes(32, 9), bitcoin::KeyNetwork::test, context).value();
    SoftwareKeyProvider provider{root.derive(std::vector<std::uint32_t>(), context).value(), random};

    SigningRequest request(const std::vector<std::uint32_t>& steps, SignatureKind kind) const {
        return {DerivationPath(steps), root.derive(steps, context)->publicKey(), kind,
                crypto::sha256(base::asBytes("digest"))};
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "every request gets a signature of its kind, in order") {
    const std::vector<SigningRequest> requests = {
        request({84 + HARDENED, 1 + HARDENED, HARDENED, 0, 5}, SignatureKind::ecdsa),
        request({84 + HARDENED, 1 + HARDENED, HARDENED, 1, 7}, SignatureKind::ecdsa),
        request({86 + HARDENED, 1 + HARDENED, HARDENED, 0, 0}, SignatureKind::taprootKeyPath),
        request({}, SignatureKind::ecdsa),
    };
    const auto signatures = provider.sign(requests);
    REQUIRE(signatures);
    REQUIRE(signatures->size() == 4);
    CHECK((*signatures)[0].size() <= 70); // R ground to 32 bytes
    CHECK((*signatures)[2].size() == 64);
    for (std::size_t i = 0; i < requests.size(); ++i)
        CHECK(answers((*signatures)[i], requests[i]));
}

TEST_CASE_FIXTURE(Fixture, "a key that is not the one asked for signs nothing") {
    for (const SignatureKind kind : {SignatureKind::ecdsa, SignatureKind::taprootKeyPath}) {
        std::vector<SigningRequest> requests = {request({0, 1}, kind), request({0, 2}, kind)};
        requests[1].path = DerivationPath({0, 3});
        const auto result = provider.sign(requests);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::keyMismatch);
    }
}

TEST_CASE_FIXTURE(Fixture, "the public key at a path is that of the private key there") {
    const auto account = provider.extendedPubKey(DerivationPath({48 + HARDENED, 1 + HARDENED}));
    REQUIRE(account);
    CHECK(*account == root.derive({48 + HARDENED, 1 + HARDENED}, context)->neuter());
}

TEST_CASE_FIXTURE(Fixture, "signing for many branches gives back all secret scratch") {
    const std::size_t before = secret::detail::slotsInUse();
    std::vector<SigningRequest> requests;
    for (std::uint32_t branch = 0; branch < 40; ++branch)
        requests.push_back(request({branch, 0}, SignatureKind::ecdsa));
    CHECK(provider.sign(requests));
    CHECK(secret::detail::slotsInUse() == before);
}
