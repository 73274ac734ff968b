// Spending a script: where signatures and secrets come from, and what they make. Values and one port.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::descriptor {

using base::Bytes;
using base::ByteSpan;

/// The four hashes whose preimages miniscript can ask for (BIP379). Preimages have 32 bytes.
enum class HashKind : std::uint8_t { sha256, hash256, ripemd160, hash160 };

/// Where `satisfy` finds what it needs: a PSBT, or a test.
class SignatureSource {
public:
    virtual ~SignatureSource() = default;
    /// DER signature with its hash type byte, by this key for the script at hand; nothing when there is none.
    [[nodiscard]] virtual std::optional<Bytes> ecdsaSignature(const crypto::PublicKey& key) const = 0;
    /// 64 or 65 bytes, by the output key (taproot key path).
    [[nodiscard]] virtual std::optional<Bytes>
    schnorrSignature(const crypto::XOnlyPublicKey& outputKey) const = 0;
    /// 64 or 65 bytes, by this key for the leaf with this hash (taproot script path).
    [[nodiscard]] virtual std::optional<Bytes>
    schnorrLeafSignature(const crypto::XOnlyPublicKey& /*key*/, const crypto::Hash256& /*leafHash*/) const {
        return std::nullopt;
    }
    [[nodiscard]] virtual std::optional<Bytes> preimage(HashKind /*kind*/, ByteSpan /*hash*/) const {
        return std::nullopt;
    }
    /// The nSequence of the input, when relative locks can hold: the transaction's version is 2 or higher.
    [[nodiscard]] virtual std::optional<std::uint32_t> inputSequence() const { return std::nullopt; }
    /// The nLockTime of the transaction, when it counts: the input's nSequence is not final.
    [[nodiscard]] virtual std::optional<std::uint32_t> lockTime() const { return std::nullopt; }
};

/// Whether an input with this nSequence passes CHECKSEQUENCEVERIFY with this operand (BIP112), in a
/// transaction of version 2 or higher.
[[nodiscard]] bool sequenceSatisfies(std::uint32_t inputSequence, std::uint32_t older);
/// Whether a transaction with this nLockTime passes CHECKLOCKTIMEVERIFY with this operand (BIP65), in an
/// input that is not final.
[[nodiscard]] bool lockTimeSatisfies(std::uint32_t lockTime, std::uint32_t after);

/// One lock of a script: the operand of `older` (BIP112) or `after` (BIP65).
struct Timelock {
    enum class Kind : std::uint8_t { older, after } kind;
    std::uint32_t operand;

    friend bool operator==(const Timelock&, const Timelock&) = default;
    friend auto operator<=>(const Timelock&, const Timelock&) = default;
};

/// What a spender can count on before anything is signed.
struct SpendAssets {
    std::vector<std::size_t> keys;         ///< Places in Descriptor::keys() of those that will sign.
    std::vector<Bytes> hashes;             ///< Those whose preimages are known.
    std::optional<std::uint32_t> sequence; ///< The nSequence that the input may have, for relative locks.
    std::optional<std::uint32_t> lockTime; ///< The nLockTime that the transaction may have.
};

/// One way to spend. A recovery vault's page asks for the plan with the recovery keys and its `older`.
struct SpendPlan {
    std::int64_t inputWeight = 0;       ///< At most, counted as Descriptor::maxInputWeight.
    std::vector<std::size_t> signers;   ///< Places in Descriptor::keys(), ascending.
    std::optional<std::uint32_t> older; ///< nSequence must satisfy this operand, and is best equal to it.
    std::optional<std::uint32_t> after; ///< nLockTime must satisfy this one.
    std::optional<std::size_t> leaf;    ///< Of a script path: its place in DerivedScript::leaves.
};

struct Satisfaction {
    Bytes scriptSig;                 ///< Empty for native segwit.
    std::vector<Bytes> witness;      ///< With witness script, or leaf script and control block, at its end.
    std::optional<std::size_t> leaf; ///< Of a script path: its place in DerivedScript::leaves.
};

} // namespace strongroom::descriptor
