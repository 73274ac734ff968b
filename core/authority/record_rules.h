// What authority asks of the floors above it, which know bitcoin and policy: whether the content of a record
// is sound, and what an edit of the policy means. treasury::RecordJudge is the real one.
//
// Pure and thread-safe: the same answers everywhere, or signers would disagree about the chain.
#pragma once

#include "authority/genesis.h"
#include "authority/records.h"
#include "base/json.h"
#include "quorum/roster.h"

#include <cstdint>

namespace strongroom::authority {

enum class PolicyEdit : std::uint8_t { stricter, lessStrict };

class RecordRules {
public:
    virtual ~RecordRules() = default;
    /// The document is a policy in its canonical form.
    [[nodiscard]] virtual bool isPolicy(const base::Json& policy) const = 0;
    /// The document is a policy, and somebody who may propose could get every approval that its rules ask
    /// for.
    [[nodiscard]] virtual bool isReachable(const base::Json& policy, const quorum::Roster& roster) const = 0;
    /// Both are policies. Anything not provably stricter is less strict.
    [[nodiscard]] virtual PolicyEdit classify(const base::Json& before, const base::Json& after) const = 0;
    /// The descriptor is sound, canonical, of this network, and the id is its own.
    [[nodiscard]] virtual bool isSound(const VaultRecord& vault, NetworkName network) const = 0;
    /// The address is of this network and the script is its own.
    [[nodiscard]] virtual bool isSound(const PayeeRecord& payee, NetworkName network) const = 0;
};

} // namespace strongroom::authority
