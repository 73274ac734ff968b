// Output descriptors (BIP380, 382, 383, 386, 389) in the forms that vaults use: `wpkh(KEY)`,
// `wsh(multi(k,KEY,…))`, `wsh(sortedmulti(k,KEY,…))`, `tr(KEY)`. Everything else is refused with its own
// code; docs/formats/descriptor.md lists both. Keys are public, of the descriptor's network, and distinct: no
// two may belong to one private key, however their metadata reads (ATTACKS A32, A33, A43).
//
// A Descriptor is immutable after `parse`, which derives the branch nodes of every key once; deriving an
// address then costs one step a key. Any number of threads may use one.
#pragma once

#include "base/bytes.h"
#include "bitcoin/bip32.h"
#include "bitcoin/network.h"
#include "bitcoin/script.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"
#include "descriptor/checksum.h"
#include "descriptor/derived_script.h"
#include "descriptor/errors.h"
#include "descriptor/key_expression.h"
#include "descriptor/satisfaction.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

using base::Bytes;
using base::ByteSpan;

enum class DescriptorType : std::uint8_t { wpkh, wshMulti, wshSortedMulti, trKey };
/// "wpkh", "wsh_multi", "wsh_sortedmulti", "tr_key".
[[nodiscard]] std::string_view name(DescriptorType type);

/// The hash that names a descriptor in signed objects; unlike the checksum nobody can make two that share it.
using DescriptorId = base::FixedBytes<32, struct DescriptorIdTag>;

class Descriptor {
public:
    /// Twenty keys with long origins and paths stay below; nothing longer is read.
    static constexpr std::size_t MAX_TEXT_LENGTH = 10'000;
    /// Children go up to here (BIP32); above are the hardened ones.
    static constexpr std::uint32_t MAX_INDEX = 0x7fffffff;

    /// Errors: those of errors.h above "Derivation".
    [[nodiscard]] static Result<Descriptor> parse(std::string_view text, bitcoin::Network network,
                                                  ChecksumRule rule = ChecksumRule::optional);

    /// Canonical, with checksum: one descriptor has one text.
    [[nodiscard]] std::string text() const { return m_text + "#" + m_checksum; }
    [[nodiscard]] const std::string& textWithoutChecksum() const { return m_text; }
    [[nodiscard]] const std::string& checksum() const { return m_checksum; }
    /// taggedHash("strongroom/descriptor/1", canonical text without checksum).
    [[nodiscard]] DescriptorId id() const;

    [[nodiscard]] bitcoin::Network network() const { return m_network; }
    [[nodiscard]] DescriptorType scriptType() const { return m_type; }
    /// How many of the keys must sign: 1 for wpkh and tr.
    [[nodiscard]] std::size_t threshold() const { return m_threshold; }
    [[nodiscard]] const std::vector<KeyExpression>& keys() const { return m_keys; }
    /// True when some key ends in `/*`.
    [[nodiscard]] bool isRanged() const;
    [[nodiscard]] bool isMultipath() const { return m_branchCount > 1; }
    /// 1 without multipath.
    [[nodiscard]] std::size_t branchCount() const { return m_branchCount; }

    /// The script at a branch and index (0 where nothing is ranged). Errors: noSuchBranch, notRanged,
    /// indexRange, underivable (one index in 2^127).
    [[nodiscard]] Result<DerivedScript> derive(std::size_t branch, std::uint32_t index) const;

    /// Weight units that one input adds at most: outpoint, sequence, empty scriptSig and the full witness
    /// with its count (not the transaction's marker).
    [[nodiscard]] std::int64_t maxInputWeight() const;

    /// What spends `script`, from exactly the signatures needed; nothing while some are missing. `script`
    /// must come from this descriptor's `derive`. Signatures are not verified here.
    [[nodiscard]] std::optional<Satisfaction> satisfy(const DerivedScript& script,
                                                      const SignatureSource& source) const;

    /// Two descriptors are the same wallet when their canonical texts and networks agree (ATTACKS A36).
    friend bool operator==(const Descriptor& a, const Descriptor& b) {
        return a.m_network == b.m_network && a.m_text == b.m_text;
    }

private:
    Descriptor() = default;

    /// A key after all steps of one branch but the wildcard's.
    struct BranchNode {
        std::optional<bitcoin::ExtendedPubKey> extended; ///< Nothing for plain keys, which have no steps.
        crypto::PublicKey key;
        bitcoin::DerivationPath path; ///< From the origin.
    };
    /// A private key and its negation share it, and who holds one holds the other.
    using XCoordinate = std::array<std::uint8_t, 32>;
    [[nodiscard]] Result<void> deriveBranches();
    [[nodiscard]] static Result<void> checkDistinct(const std::vector<std::set<XCoordinate>>& keys);
    [[nodiscard]] Result<std::vector<DerivedKey>> deriveKeys(std::size_t branch, std::uint32_t index) const;

    bitcoin::Network m_network = bitcoin::Network::main;
    DescriptorType m_type = DescriptorType::wpkh;
    std::size_t m_threshold = 1;
    std::vector<KeyExpression> m_keys;
    std::size_t m_branchCount = 1;
    std::vector<std::vector<BranchNode>> m_branches; ///< [branch][key]
    std::string m_text;
    std::string m_checksum;
};

/// ATTACKS A43: every origin path that names a coin type (purposes 44h, 48h, 49h, 84h, 86h, 87h) names that
/// of the descriptor's network. Vault registration asks this; a key without an origin names nothing. Error:
/// coinTypeWrongNetwork.
[[nodiscard]] Result<void> checkCoinTypes(const Descriptor& descriptor);

} // namespace strongroom::descriptor
