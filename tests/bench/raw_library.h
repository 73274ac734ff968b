// What libsecp256k1 alone needs: the limits that the engine's work is measured against. Every call has a key
// and a digest of its own, as a spend over many addresses has.
#pragma once

#include <cstddef>
#include <memory>

namespace strongroom::bench {

class RawLibrary {
public:
    RawLibrary();
    ~RawLibrary();

    void ecdsaSign(std::size_t count);
    void ecdsaVerify(std::size_t count);
    /// From a 32-byte private key, as ECDSA: the library's Schnorr signs with a key pair, made first.
    void schnorrSign(std::size_t count);
    void schnorrVerify(std::size_t count);
    void tweakAdd(std::size_t count);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace strongroom::bench
