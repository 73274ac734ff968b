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
    CHECK((*signatures)[0].bytes() == context
                                          .ecdsaSign(root.derive(requests[0].path.steps(), context)->key(),
                                                     requests[0].digest, crypto::EcdsaNonce::plain)
                                          .value());
    CHECK((*signatures)[2].bytes().size() == 64);
    for (std::size_t i = 0; i < requests.size(); ++i)
        CHECK(answers((*signatures)[i].bytes(), requests[i]));
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

TEST_CASE_FIXTURE(Fixture, "signing for many branches holds a bounded number of their keys") {
    CHECK(provider.sign({}));
    const std::size_t before = secret::detail::slotsInUse();
    std::vector<SigningRequest> requests;
    for (std::uint32_t branch = 0; branch < 40; ++branch)
        requests.push_back(request({branch, 0}, SignatureKind::ecdsa));
    CHECK(provider.sign(requests));
    CHECK(secret::detail::slotsInUse() <= before + 32);
}

TEST_CASE_FIXTURE(Fixture, "a provider that ends gives back all secret scratch") {
    const std::size_t before = secret::detail::slotsInUse();
    {
        SoftwareKeyProvider other(root.derive(std::vector<std::uint32_t>(), context).value(), random);
        CHECK(other.sign(std::vector{request({0, 1}, SignatureKind::ecdsa),
                                     request({1, 1}, SignatureKind::taprootKeyPath)}));
    }
    CHECK(secret::detail::slotsInUse() == before);
}

TEST_CASE_FIXTURE(Fixture, "a step below the deepest key is refused, held parent or not") {
    ExtendedPrivateKey deepest = root.derive(std::vector<std::uint32_t>(255, 0), context).value();
    SoftwareKeyProvider bottom(deepest.derive(std::vector<std::uint32_t>(), context).value(), random);
    SigningRequest one = request({0}, SignatureKind::ecdsa);
    for (int attempt = 0; attempt < 2; ++attempt)
        CHECK(bottom.sign(std::span(&one, 1)).error() == Error::depthExceeded);
    one.path = DerivationPath();
    one.publicKey = deepest.publicKey();
    CHECK(bottom.sign(std::span(&one, 1)));
}

namespace {

/// Hands the pieces out in an order of its own, as threads would.
class BackwardsExecutor final : public base::Executor {
public:
    void forEach(std::size_t count, const std::function<void(std::size_t index)>& work) override {
        for (std::size_t index = count; index > 0; --index)
            work(index - 1);
        pieces += count;
    }
    std::size_t pieces = 0;
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "the signatures do not depend on the executor, for any number of requests") {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 50U}) {
        CAPTURE(count);
        std::vector<SigningRequest> requests;
        for (std::uint32_t i = 0; i < count; ++i)
            requests.push_back(
                request({i % 2, i}, i % 3 == 0 ? SignatureKind::taprootKeyPath : SignatureKind::ecdsa));
        const auto signedBy = [&](base::Executor& executor) {
            test::CountingRandom own;
            SoftwareKeyProvider by(root.derive(std::vector<std::uint32_t>(), context).value(), own, executor);
            return bytesOf(by.sign(requests).value());
        };
        BackwardsExecutor backwards;
        CHECK(signedBy(backwards) == signedBy(base::inlineExecutor()));
        CHECK(backwards.pieces == 2 * ((count + SLICE - 1) / SLICE));
    }
}
