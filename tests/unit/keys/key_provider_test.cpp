#include "keys/key_provider.h"

#include "keys/software_key_provider.h"

#include "fakes/counting_random.h"
#include "support/hex.h"

#include <doctest/doctest.h>
#include <functional>

using namespace strongroom;
using namespace strongroom::keys;

namespace {

ExtendedPrivateKey rootKey(base::Random& random) {
    const crypto::SecretKeyContext context(random);
    return ExtendedPrivateKey::fromSeed(base::Bytes(32, 7), bitcoin::KeyNetwork::test, context).value();
}

/// Makes right signatures, then lets a fault change them: what a glitched processor or a foreign module does.
class FaultyProvider final : public KeyProvider {
public:
    using Fault = std::function<void(std::vector<SignatureBytes>&)>;
    FaultyProvider(base::Random& random, Fault fault)
        : m_inner(rootKey(random), random), m_fault(std::move(fault)) {}
    Result<bitcoin::ExtendedPubKey> extendedPubKey(const bitcoin::DerivationPath& path) override {
        return m_inner.extendedPubKey(path);
    }

private:
    Result<std::vector<SignatureBytes>> makeSignatures(std::span<const SigningRequest> requests) override {
        STRONGROOM_ASSIGN(auto signatures, m_inner.sign(requests));
        m_fault(signatures);
        return signatures;
    }
    SoftwareKeyProvider m_inner;
    Fault m_fault;
};

struct Fixture {
    test::CountingRandom random;
    std::vector<SigningRequest> requests = {request(0, SignatureKind::ecdsa),
                                            request(1, SignatureKind::taprootKeyPath)};

    SigningRequest request(std::uint32_t index, SignatureKind kind) {
        const ExtendedPrivateKey root = rootKey(random);
        return {bitcoin::DerivationPath({index}), root.neuter().derive(index)->publicKey(), kind,
                crypto::sha256(base::asBytes("digest"))};
    }
    Result<std::vector<SignatureBytes>> signWith(FaultyProvider::Fault fault) {
        return FaultyProvider(random, std::move(fault)).sign(requests);
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "signatures without a fault pass the check") {
    CHECK(signWith([](auto&) {}));
}

TEST_CASE_FIXTURE(Fixture, "no signature leaves after a fault in any bit of any of them") {
    for (std::size_t which = 0; which < requests.size(); ++which)
        for (std::size_t bit = 0; bit < 64 * 8; bit += 5) {
            const auto result =
                signWith([&](auto& all) { all[which][bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8); });
            REQUIRE_FALSE(result);
            CHECK(result.error() == Error::signatureNotVerified);
        }
}

TEST_CASE_FIXTURE(Fixture, "missing, exchanged and empty signatures are refused") {
    CHECK(signWith([](auto& all) { all.pop_back(); }).error() == Error::signatureNotVerified);
    CHECK(signWith([](auto& all) { std::swap(all[0], all[1]); }).error() == Error::signatureNotVerified);
    CHECK(signWith([](auto& all) { all[0].clear(); }).error() == Error::signatureNotVerified);
    CHECK(signWith([](auto& all) { all[1].push_back(1); }).error() == Error::signatureNotVerified);
}

TEST_CASE_FIXTURE(Fixture, "a signature answers its own request only") {
    const auto signatures = signWith([](auto&) {}).value();
    CHECK(answers(signatures[0], requests[0]));
    SigningRequest other = requests[0];
    other.digest = crypto::sha256(base::asBytes("another digest"));
    CHECK_FALSE(answers(signatures[0], other));
    other = requests[0];
    other.publicKey = requests[1].publicKey;
    CHECK_FALSE(answers(signatures[0], other));
    other = requests[0];
    other.kind = SignatureKind::taprootKeyPath;
    CHECK_FALSE(answers(signatures[0], other));
}
