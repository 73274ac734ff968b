// A policy's approvals obligation as quorum counts it; internal to treasury.
#pragma once

#include "policy/obligation.h"
#include "quorum/obligation.h"

namespace strongroom::treasury {

/// Of a policy that RecordJudge::isPolicy accepted: roles and people that cannot exist are a broken
/// invariant.
[[nodiscard]] quorum::Obligation toQuorum(const policy::ApprovalsObligation& approvals);

} // namespace strongroom::treasury
