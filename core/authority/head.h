// One link of the authority chain: what is in force from a version on, and what kind of change led there
// (docs/formats/genesis-and-heads.md). A plain value; chain.h judges it.
#pragma once

#include "authority/change_rules.h"
#include "authority/errors.h"
#include "authority/genesis.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"

#include <cstdint>

namespace strongroom::authority {

/// The hashes that name all that is registered.
struct Roots {
    crypto::Hash256 policy; ///< policyHash()
    crypto::Hash256 roster; ///< peopleHash()
    crypto::Hash256 vaults; ///< recordsRoot() of the vault records, and so on.
    crypto::Hash256 payees;
    crypto::Hash256 logs;
    friend bool operator==(const Roots&, const Roots&) = default;
};

struct Head {
    std::int64_t version = 0; ///< The genesis is version 1.
    crypto::Hash256 previous; ///< Id of the head before, or of the genesis.
    Roots roots;
    ChangeKind kind = ChangeKind::policy;
    base::UnixTime effectiveFrom;
    friend bool operator==(const Head&, const Head&) = default;
};

inline constexpr std::size_t MAX_HEAD_BYTES = 32U * 1024U; ///< 64 signatures of 250 bytes, twice.

[[nodiscard]] crypto::Unsigned toUnsigned(const Head& head, const TreasuryId& treasury);
/// Form only. Error::wrongType or Error::malformed.
[[nodiscard]] base::Result<Head, Error> parseHead(const crypto::SignedObject& object);

/// Tagged hash "strongroom/policy/1" of the canonical document, as policy::Policy::hash().
[[nodiscard]] crypto::Hash256 policyHash(const base::Json& policy);

} // namespace strongroom::authority
