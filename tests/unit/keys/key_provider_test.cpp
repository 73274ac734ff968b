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
        : KeyProvider(base::inlineExecutor()), m_inner(rootKey(random), random), m_fault(std::move(fault)) {}
    Result<bitcoin::ExtendedPubKey> extendedPubKey(const bitcoin::DerivationPath& path) override {
        return m_inner.extendedPubKey(path);
    }

    Result<UncheckedSignatures> make(std::span<const SigningRequest> requests) override {
        STRONGROOM_ASSIGN(auto signatures, m_inner.sign(requests));
        std::vector<SignatureBytes> bytes = bytesOf(std::move(signatures));
        m_fault(bytes);
        return UncheckedSignatures(std::move(bytes));
    }

private:
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
    Result<std::vector<CheckedSignature>> signWith(FaultyProvider::Fault fault) {
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
    CHECK(answers(signatures[0].bytes(), requests[0]));
    CHECK(signatures[0].isFor(requests[0]));
    const auto answersOther = [&](const SigningRequest& other) {
        return answers(signatures[0].bytes(), other) || signatures[0].isFor(other);
    };
    SigningRequest other = requests[0];
    other.digest = crypto::sha256(base::asBytes("another digest"));
    CHECK_FALSE(answersOther(other));
    other = requests[0];
    other.publicKey = requests[1].publicKey;
    CHECK_FALSE(answersOther(other));
    other = requests[0];
    other.kind = SignatureKind::taprootKeyPath;
    CHECK_FALSE(answersOther(other));
}

TEST_CASE_FIXTURE(Fixture,
                  "a taproot signature verifies under the output key that the caller derived, and no other") {
    const auto internal = requests[1].publicKey.xOnly();
    requests[1].outputKey = crypto::tweakAdd(internal, crypto::tapTweak(internal, {}))->key;
    CHECK(signWith([](auto&) {}));
    requests[1].outputKey = internal;
    CHECK(signWith([](auto&) {}).error() == Error::signatureNotVerified);
}

TEST_CASE_FIXTURE(Fixture, "signatures that another process sent are bytes only after the check") {
    std::vector<SignatureBytes> sent = bytesOf(signWith([](auto&) {}).value());
    CHECK(bytesOf(UncheckedSignatures(sent).check(requests, base::inlineExecutor()).value()) == sent);
    sent[1][7] ^= 1;
    CHECK(UncheckedSignatures(sent).check(requests, base::inlineExecutor()).error() ==
          Error::signatureNotVerified);
    CHECK(UncheckedSignatures({}).check(requests, base::inlineExecutor()).error() ==
          Error::signatureNotVerified);
    sent[1][7] ^= 1;
    sent.push_back(sent[0]);
    CHECK(UncheckedSignatures(sent).check(requests, base::inlineExecutor()).error() ==
          Error::signatureNotVerified); // one too many
}
