// BIP32, the public side: paths, origins, extended public keys and their unhardened children. The private
// side lives in core/keys. Values, any thread.
#pragma once

#include "base/bytes.h"
#include "bitcoin/errors.h"
#include "bitcoin/network.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::bitcoin {

/// Child indices from here on are hardened: they need the private key.
inline constexpr std::uint32_t HARDENED = 0x80000000;

/// The first four bytes of HASH160 of a public key. A label, never a proof: two keys can share one (ATTACKS
/// A31).
using Fingerprint = base::FixedBytes<4, struct FingerprintTag>;
/// Eight lower-case hex digits.
[[nodiscard]] std::string toText(const Fingerprint& fingerprint);
/// Eight hex digits of either case.
[[nodiscard]] Result<Fingerprint> parseFingerprint(std::string_view text);
[[nodiscard]] Fingerprint fingerprintOf(const crypto::PublicKey& key);

/// Steps from a root to a key.
class DerivationPath {
public:
    /// BIP32 counts depth in one byte.
    static constexpr std::size_t MAX_STEPS = 255;

    DerivationPath() = default;
    /// More than MAX_STEPS is a broken invariant.
    explicit DerivationPath(std::vector<std::uint32_t> steps);

    /// "m", "m/48h/0h/0h/2h" or the same without "m/"; hardened steps end in h or '. Errors: pathSyntax,
    /// pathTooLong.
    [[nodiscard]] static Result<DerivationPath> parse(std::string_view text);
    /// Canonical: "m/48h/0h", the root is "m".
    [[nodiscard]] std::string text() const;
    /// Without root: "48h/0h", empty for the root itself.
    [[nodiscard]] std::string relativeText() const;

    [[nodiscard]] const std::vector<std::uint32_t>& steps() const { return m_steps; }
    [[nodiscard]] std::size_t size() const { return m_steps.size(); }
    [[nodiscard]] bool empty() const { return m_steps.empty(); }
    [[nodiscard]] bool hasHardenedStep() const;
    /// This path with more steps behind it; beyond MAX_STEPS is a broken invariant.
    [[nodiscard]] DerivationPath then(const std::vector<std::uint32_t>& more) const;

    friend bool operator==(const DerivationPath&, const DerivationPath&) = default;
    friend auto operator<=>(const DerivationPath&, const DerivationPath&) = default;

private:
    std::vector<std::uint32_t> m_steps;
};

/// One step as text, "48h" or "0": digits without sign or leading zero, at most 2147483647. Error:
/// pathSyntax.
[[nodiscard]] Result<std::uint32_t> parsePathStep(std::string_view text);

/// Where a key comes from: a master key's fingerprint and the path from it.
struct KeyOrigin {
    Fingerprint fingerprint;
    DerivationPath path;

    friend bool operator==(const KeyOrigin&, const KeyOrigin&) = default;
    friend auto operator<=>(const KeyOrigin&, const KeyOrigin&) = default;
};

using ChainCode = base::FixedBytes<32, struct ChainCodeTag>;

/// An extended public key that passed every check of BIP32 (ATTACKS A59): version, depth and parent agree,
/// the key is a point. SLIP132 prefixes (ypub, Zpub …) are refused with a code of their own, since their
/// letters claim a script type that descriptors state themselves (A45); so are private keys (A34).
class ExtendedPubKey {
public:
    static constexpr std::size_t SERIALIZED_SIZE = 78;
    /// 78 bytes and a checksum are 111 characters at most; a little room, then refused unread (A58).
    static constexpr std::size_t MAX_TEXT_LENGTH = 112;

    struct Fields {
        KeyNetwork network;
        std::uint8_t depth;
        Fingerprint parent;
        std::uint32_t childNumber;
        ChainCode chainCode;
        crypto::PublicKey key;

        friend bool operator==(const Fields&, const Fields&) = default;
    };

    /// Errors: extendedKey* of errors.h.
    [[nodiscard]] static Result<ExtendedPubKey> parse(std::string_view text);
    /// The 78 bytes without checksum, as PSBT and hdkey carry them.
    [[nodiscard]] static Result<ExtendedPubKey> fromBytes(base::ByteSpan bytes);
    /// Error: extendedKeyRootFields for depth 0 with a parent or a child number.
    [[nodiscard]] static Result<ExtendedPubKey> fromFields(const Fields& fields);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] base::Bytes bytes() const;

    [[nodiscard]] KeyNetwork network() const { return m_fields.network; }
    [[nodiscard]] std::uint8_t depth() const { return m_fields.depth; }
    [[nodiscard]] const Fingerprint& parentFingerprint() const { return m_fields.parent; }
    [[nodiscard]] std::uint32_t childNumber() const { return m_fields.childNumber; }
    [[nodiscard]] const ChainCode& chainCode() const { return m_fields.chainCode; }
    [[nodiscard]] const crypto::PublicKey& publicKey() const { return m_fields.key; }
    [[nodiscard]] Fingerprint fingerprint() const { return fingerprintOf(m_fields.key); }

    /// The child at an unhardened index. Errors: hardenedDerivation, depthExceeded, invalidChild (one in
    /// 2^127).
    [[nodiscard]] Result<ExtendedPubKey> derive(std::uint32_t index) const;
    [[nodiscard]] Result<ExtendedPubKey> derive(const std::vector<std::uint32_t>& steps) const;
    /// Only the public key of that child: the inner loop of address derivation.
    [[nodiscard]] Result<crypto::PublicKey> deriveKey(std::uint32_t index) const;

    /// True when both yield the same children, whatever depth, parent and child number claim (ATTACKS A32).
    [[nodiscard]] bool sameKey(const ExtendedPubKey& other) const;

    friend bool operator==(const ExtendedPubKey&, const ExtendedPubKey&) = default;

private:
    explicit ExtendedPubKey(const Fields& fields) : m_fields(fields) {}
    Fields m_fields;
};

} // namespace strongroom::bitcoin
