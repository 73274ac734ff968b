// Output descriptors (BIP380 to 387, 389, 390) with miniscript (BIP379): parse, check, derive, spend.
// docs/formats/descriptor.md lists what is read and with which code the rest is refused. Keys are public and
// of the descriptor's network. In one multisig no two may belong to one private key, however their metadata
// reads (ATTACKS A32, A33); in one script no key stands twice. What a vault may be is narrower:
// checkRegistrable.
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
#include "descriptor/descriptor_type.h"
#include "descriptor/errors.h"
#include "descriptor/key_expression.h"
#include "descriptor/parse.h"
#include "descriptor/satisfaction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

/// The hash that names a descriptor in signed objects; unlike the checksum nobody can make two that share it.
using DescriptorId = base::FixedBytes<32, struct DescriptorIdTag>;

class Descriptor {
public:
    /// Twenty keys with long origins and paths stay below; nothing longer is read.
    static constexpr std::size_t MAX_TEXT_LENGTH = 10'000;
    /// Children go up to here (BIP32); above are the hardened ones.
    static constexpr std::uint32_t MAX_INDEX = 0x7fffffff;
    /// Child keys that reading a descriptor may cost, all keys and branches together: 80 ms.
    static constexpr std::size_t MAX_PARSE_DERIVATIONS = 4'096;

    /// Errors: those of errors.h above "Vaults".
    [[nodiscard]] static Result<Descriptor> parse(std::string_view text, bitcoin::Network network,
                                                  ChecksumRule rule = ChecksumRule::optional);

    /// Canonical, with checksum: one descriptor has one text.
    [[nodiscard]] std::string text() const { return m_text + "#" + m_checksum; }
    [[nodiscard]] const std::string& textWithoutChecksum() const { return m_text; }
    [[nodiscard]] const std::string& checksum() const { return m_checksum; }
    /// taggedHash("strongroom/descriptor/1", canonical text without checksum).
    [[nodiscard]] DescriptorId id() const;

    [[nodiscard]] bitcoin::Network network() const { return m_network; }
    [[nodiscard]] DescriptorType scriptType() const { return m_expression.type; }
    [[nodiscard]] const std::vector<KeyExpression>& keys() const { return m_expression.keys; }
    /// The script of bare, sh and wsh; the leaves of tr. Key places are those of keys().
    [[nodiscard]] const std::vector<ParsedScript>& scripts() const { return m_expression.scripts; }
    /// Which keys share a private key, so far as the text shows: for each key the first that does.
    [[nodiscard]] const std::vector<std::size_t>& holders() const { return m_holders; }
    /// The fewest signatures that spend it once every lock has passed; 0 when unknown (addr, raw).
    [[nodiscard]] std::size_t threshold() const;
    /// tr whose internal key somebody may have: not BIP341's point without a known private key.
    [[nodiscard]] bool hasKeyPath() const;
    /// Every lock of the script, each once, in ascending order.
    [[nodiscard]] std::vector<Timelock> timelocks() const;
    /// True when some key ends in `/*`.
    [[nodiscard]] bool isRanged() const;
    [[nodiscard]] bool isMultipath() const { return m_branches.size() > 1; }
    /// 1 without multipath.
    [[nodiscard]] std::size_t branchCount() const { return m_branches.size(); }

    /// The script at a branch and index (0 where nothing is ranged). Errors: noSuchBranch, notRanged,
    /// indexRange, underivable (one index in 2^127), severalScripts (combo).
    [[nodiscard]] Result<DerivedScript> derive(std::size_t branch, std::uint32_t index) const;
    /// All scripts at a branch and index: four of combo (BIP384), in the BIP's order, one of every other.
    [[nodiscard]] Result<std::vector<DerivedScript>> deriveAll(std::size_t branch, std::uint32_t index) const;

    /// Weight units that one input adds at most, whatever path spends it: outpoint, sequence, scriptSig and
    /// the full witness with its count (not the transaction's marker). Of addr and raw: without a witness.
    [[nodiscard]] std::int64_t maxInputWeight() const;
    /// How these assets would spend it: the cheapest way that nobody else can change; nothing when they do
    /// not suffice. Its weight holds for every signature they can make.
    [[nodiscard]] std::optional<SpendPlan> plan(const SpendAssets& assets) const;
    /// The plan of all keys together, without preimages, while every lock is closed.
    [[nodiscard]] std::optional<SpendPlan> planOfKeys() const;

    /// What spends `script`, from exactly the signatures needed, the cheapest way that nobody else can
    /// change; nothing while something is missing. `script` must come from this descriptor's `derive`.
    /// Signatures and preimages are not verified here.
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
        bitcoin::DerivationPath path;         ///< From the origin.
        std::vector<BranchNode> participants; ///< Of musig() that derives its participants,
        std::optional<MusigKey> musig;        ///< and of one that does not.
    };
    class BranchBuilder;
    [[nodiscard]] Result<void> deriveBranches();
    [[nodiscard]] Result<void> checkDistinct() const;
    [[nodiscard]] static Result<crypto::PublicKey> childOf(const KeyExpression& key, const BranchNode& node,
                                                           std::uint32_t index);
    [[nodiscard]] Result<DerivedKey> deriveKey(std::size_t place, std::size_t branch,
                                               std::uint32_t index) const;
    [[nodiscard]] Result<std::vector<DerivedKey>> deriveKeys(std::size_t branch, std::uint32_t index) const;
    [[nodiscard]] Result<void> addTaproot(DerivedScript& script) const;

    bitcoin::Network m_network = bitcoin::Network::main;
    ParsedExpression m_expression;
    std::vector<std::vector<BranchNode>> m_branches; ///< [branch][key]
    std::vector<std::size_t> m_holders;
    std::string m_text;
    std::string m_checksum;
};

/// ATTACKS A43: every origin path that names a coin type (purposes 44h, 48h, 49h, 84h, 86h, 87h) names that
/// of the descriptor's network. Vault registration asks this; a key without an origin names nothing. Error:
/// coinTypeWrongNetwork.
[[nodiscard]] Result<void> checkCoinTypes(const Descriptor& descriptor);

/// What a vault may be: wpkh, sh(wpkh), wsh and sh(wsh) of any script, tr by key or with a tree; its keys
/// extended, none of them a musig(); no way to spend counts one private key twice (ATTACKS A33), and every
/// `older` is a lock that consensus counts (ATTACKS A40). All keys together must be able to spend it at any
/// time: coins that need a secret, or only open with time, could come in and not go out. Errors:
/// notForVaults, holderTwice, lockWithoutMeaning.
[[nodiscard]] Result<void> checkRegistrable(const Descriptor& descriptor);

} // namespace strongroom::descriptor
