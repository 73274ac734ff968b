// The policy in words, read only.
#pragma once

#include "base/amount.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct PolicySentence {
    std::string rule;
    std::string effect; ///< allow, require, deny
    std::string sentence;
};

struct PolicyView {
    std::uint32_t version = 0;
    std::string hash;
    std::vector<PolicySentence> rules;
    std::vector<std::string> changeSentences;     ///< Who must agree to change what.
    std::vector<std::string> invariantSentences;  ///< What is compiled in and cannot be edited.
    std::optional<base::Amount> mostOnePerson24h; ///< Null: could not be bounded by this policy.
    std::optional<base::Amount> mostTwoPeople24h;
    std::string document; ///< Canonical JSON.
};

[[nodiscard]] Outcome<PolicyView> showPolicy(Workspace& workspace);

} // namespace strongroom::service
