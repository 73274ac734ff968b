#include "service/policy_change.h"

#include "policy/policy.h"
#include "service/change_words.h"

namespace strongroom::service {

Outcome<ChangeProgress> proposePolicy(Workspace& workspace, base::ByteSpan document,
                                      const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    const auto json = base::Json::parse(base::asText(document));
    if (!json)
        return base::Unexpected(Error::policyMalformed);
    const auto policy = policy::Policy::parse(*json);
    if (!policy)
        return base::Unexpected(policy::toFailure(policy.error()));
    return proposeChange(state,
                         {authority::ChangeKind::policy, authority::documentBytes(policy->toJson()),
                          base::toBytes(policy->hash().span())},
                         passphrase);
}

} // namespace strongroom::service
