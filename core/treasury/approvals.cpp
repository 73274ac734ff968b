#include "treasury/approvals.h"

#include "base/check.h"
#include "base/text_encoding.h"

namespace strongroom::treasury {

namespace {

quorum::Role roleOf(const std::string& text) {
    const auto role = quorum::parseRole(text);
    STRONGROOM_CHECK(role.has_value()); // the caller's promise
    return *role;
}

quorum::PersonId personOf(const std::string& text) {
    const auto bytes = base::fromHex(text);
    const auto person = bytes ? quorum::PersonId::from(*bytes) : std::nullopt;
    STRONGROOM_CHECK(person.has_value()); // likewise
    return *person;
}

} // namespace

quorum::Obligation toQuorum(const policy::ApprovalsObligation& approvals) {
    quorum::Obligation obligation;
    obligation.parts = {
        {approvals.k, roleOf(approvals.role),
         approvals.mustIncludeRole ? std::optional(roleOf(*approvals.mustIncludeRole)) : std::nullopt}};
    for (const std::string& person : approvals.exclude)
        obligation.exclude.push_back(personOf(person));
    if (approvals.initiatorCounts == policy::InitiatorCounts::yes)
        obligation.initiatorCounts = quorum::InitiatorCounts::yes;
    return obligation;
}

} // namespace strongroom::treasury
