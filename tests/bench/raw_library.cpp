#include "raw_library.h"

#include "base/check.h"

#include <array>
#include <benchmark/benchmark.h>
#include <secp256k1.h>
#include <secp256k1_schnorrsig.h>
#include <vector>

namespace strongroom::bench {

namespace {

using Bytes32 = std::array<std::uint8_t, 32>;

/// Used in turn: more than the caches of the library could ever gain from.
constexpr std::size_t KEYS = 256;

struct Destroy {
    void operator()(secp256k1_context* context) const { secp256k1_context_destroy(context); }
};

struct Signer {
    Bytes32 secret;
    Bytes32 digest;
    secp256k1_pubkey publicKey;
    secp256k1_xonly_pubkey xOnly;
    secp256k1_ecdsa_signature ecdsa;
    std::array<std::uint8_t, 64> schnorr;
};

} // namespace

struct RawLibrary::State {
    std::unique_ptr<secp256k1_context, Destroy> context{
        secp256k1_context_create(SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY)};
    std::vector<Signer> signers;
};

RawLibrary::RawLibrary() : m_state(std::make_unique<State>()) {
    const secp256k1_context* const context = m_state->context.get();
    for (std::size_t i = 0; i < KEYS; ++i) {
        Signer& one = m_state->signers.emplace_back();
        one.secret.fill(static_cast<std::uint8_t>(i + 1));
        one.secret[0] = 7;
        one.digest.fill(static_cast<std::uint8_t>(i));
        secp256k1_keypair pair;
        bool good = secp256k1_keypair_create(context, &pair, one.secret.data()) == 1;
        good = good && secp256k1_keypair_pub(context, &one.publicKey, &pair) == 1;
        good = good && secp256k1_keypair_xonly_pub(context, &one.xOnly, nullptr, &pair) == 1;
        good = good && secp256k1_ecdsa_sign(context, &one.ecdsa, one.digest.data(), one.secret.data(),
                                            nullptr, nullptr) == 1;
        good = good && secp256k1_schnorrsig_sign32(context, one.schnorr.data(), one.digest.data(), &pair,
                                                   nullptr) == 1;
        STRONGROOM_CHECK(good);
    }
}

RawLibrary::~RawLibrary() = default;

void RawLibrary::ecdsaSign(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Signer& one = m_state->signers[i % KEYS];
        secp256k1_ecdsa_signature signature;
        benchmark::DoNotOptimize(secp256k1_ecdsa_sign(m_state->context.get(), &signature, one.digest.data(),
                                                      one.secret.data(), nullptr, nullptr));
    }
}

void RawLibrary::ecdsaVerify(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Signer& one = m_state->signers[i % KEYS];
        STRONGROOM_CHECK(secp256k1_ecdsa_verify(m_state->context.get(), &one.ecdsa, one.digest.data(),
                                                &one.publicKey) == 1);
    }
}

void RawLibrary::schnorrSign(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Signer& one = m_state->signers[i % KEYS];
        secp256k1_keypair pair;
        std::array<std::uint8_t, 64> signature;
        STRONGROOM_CHECK(secp256k1_keypair_create(m_state->context.get(), &pair, one.secret.data()) == 1);
        benchmark::DoNotOptimize(secp256k1_schnorrsig_sign32(m_state->context.get(), signature.data(),
                                                             one.digest.data(), &pair, one.digest.data()));
    }
}

void RawLibrary::schnorrVerify(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Signer& one = m_state->signers[i % KEYS];
        STRONGROOM_CHECK(secp256k1_schnorrsig_verify(m_state->context.get(), one.schnorr.data(),
                                                     one.digest.data(), one.digest.size(), &one.xOnly) == 1);
    }
}

void RawLibrary::tweakAdd(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Signer& one = m_state->signers[i % KEYS];
        secp256k1_pubkey key = m_state->signers[0].publicKey;
        benchmark::DoNotOptimize(
            secp256k1_ec_pubkey_tweak_add(m_state->context.get(), &key, one.secret.data()));
    }
}

} // namespace strongroom::bench
