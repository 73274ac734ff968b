// The founding session: people enrol in turn, each with a passphrase of their own; then one founding record
// (the genesis, docs/formats/genesis-and-heads.md) is signed by all founders, and the workspace and its seat
// are made.
//
// Until `complete` nothing is on disk; whoever stops leaves nothing behind. The enrolled keys are held by the
// signer process in guarded memory for the length of the session, never by this one.
#pragma once

#include "base/time.h"
#include "service/workspace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct FoundingPlan {
    std::string treasuryName;
    std::string network; ///< "regtest", "signet", "test"; "main" is refused: `authority.mainnet_prerelease`.
    bool training = false;
    NodeSettings node;
    std::optional<base::UnixTime> chainStart; ///< Training only: of the chain's first block; null: now.
};

struct Enrolment {
    std::string personId; ///< Short, lower case: "anna".
    std::string name;
    std::vector<std::string> roles; ///< officer, compliance, operator, auditor, admin, cfo.
};

/// The starter policy's numbers in satoshi; docs/formats/policy.md has the rules made of them.
struct StarterLimits {
    std::int64_t oneOfficerFrom = 5'000'000;
    std::int64_t twoOfficersFrom = 100'000'000;
    std::int64_t dayLimit = 500'000'000;
    std::int64_t hotCap = 500'000'000;
    /// A payee younger than this needs two officers. Null: three days, on regtest none: its coins are worth
    /// nothing, and exercises do not wait.
    std::optional<std::int64_t> newPayeeSeconds;
};

struct FoundingReview {
    std::vector<Enrolment> people;
    std::vector<std::string> policySentences;
    std::vector<std::string> changeSentences; ///< Who must agree to change what.
    std::vector<std::string> problems; ///< What is missing before it can be completed; empty when ready.
};

class FoundingSession {
public:
    virtual ~FoundingSession() = default;
    [[nodiscard]] virtual Outcome<void> enrol(const Enrolment& person, const SecretText& passphrase) = 0;
    [[nodiscard]] virtual Outcome<void> remove(const std::string& personId) = 0;
    [[nodiscard]] virtual FoundingReview review(const StarterLimits& limits) const = 0;
    /// Makes the genesis, a single-key hot vault whose key k = 2 officers open together, slots, database and
    /// seat. Returns the card of the new workspace.
    [[nodiscard]] virtual Outcome<WorkspaceCard> complete(const StarterLimits& limits) = 0;
};

[[nodiscard]] Outcome<std::unique_ptr<FoundingSession>>
beginFounding(const Ports& ports, const std::string& folder, const FoundingPlan& plan);

} // namespace strongroom::service
