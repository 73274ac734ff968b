// Wallet policies (BIP388): a descriptor's shape with numbered keys beside it. What hardware signers
// register, and a form in which two coordinators can compare one wallet. Values, any thread.
#pragma once

#include "crypto/hash.h"
#include "descriptor/descriptor.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

struct WalletPolicy {
    /// "wsh(sortedmulti(2,@0/**,@1/**))"; `/**` wherever `/<0;1>/*` is meant.
    std::string descriptorTemplate;
    /// "[d34db33f/48h/0h/0h/2h]xpub…", @0 first. Canonical, but hardened steps are written with ' (as signers
    /// that hash the text do).
    std::vector<std::string> keys;

    /// A longer template or more keys would not make a descriptor that is read.
    static constexpr std::size_t MAX_KEYS = 256;

    friend bool operator==(const WalletPolicy&, const WalletPolicy&) = default;
};

/// The descriptor of a policy. Errors: policyPlaceholder (a bare key, or a placeholder that is none),
/// policyOrder (placeholders that first appear out of order, one without a key, a key without one),
/// policyPath, policyKeyTwice (one key under two placeholders, or two placeholders that share a path),
/// policyKey, and those of Descriptor::parse.
[[nodiscard]] Result<Descriptor> descriptorOf(const WalletPolicy& policy, bitcoin::Network network);

/// The policy of a descriptor: inverse of descriptorOf. Error: policyForm when some key is not extended, has
/// a path other than `/<M;N>/*`, or stands twice on one path.
[[nodiscard]] Result<WalletPolicy> policyOf(const Descriptor& descriptor);

/// How Ledger's signers name a registered policy (version 2): SHA256 of version, name, the template's length
/// and hash, and the Merkle root (RFC 6962) of the keys. A name has at most 64 bytes there; longer ones are a
/// broken invariant.
[[nodiscard]] crypto::Hash256 policyId(const WalletPolicy& policy, std::string_view name);

} // namespace strongroom::descriptor
