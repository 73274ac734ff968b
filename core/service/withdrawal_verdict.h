// What the policy says of a withdrawal or of words, rule by rule, and what people have said and still have to
// say. Every line comes from a judgement; nothing here decides anything. Pure. Internal to core/service.
#pragma once

#include "service/withdrawal_view.h"
#include "service/withdrawals.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

/// Of a spend that nobody has signed for yet.
[[nodiscard]] Verdict verdictOf(const policy::Decision& decision, const quorum::QuorumResult& quorum,
                                const authority::AuthorityState& authority);
/// With what people said. Without a judgement it is not allowed, and says why.
[[nodiscard]] Verdict verdictOf(const WithdrawalView& view, const authority::AuthorityState& authority);

/// What a verdict that asks for approvals becomes once all of them are there.
[[nodiscard]] Verdict met(Verdict verdict);

/// "a, b or c".
[[nodiscard]] std::string namesOf(const std::vector<quorum::PersonId>& people,
                                  const authority::AuthorityState& authority, std::string_view last);

/// Who could still fill an empty place, in the order of the obligations.
[[nodiscard]] std::vector<quorum::PersonId> stillNeeded(const WithdrawalView& view);
/// The same in words, an obligation after the other: "Faye and two of Ben, Cleo and Dan".
[[nodiscard]] std::string wantedPeople(const WithdrawalView& view,
                                       const authority::AuthorityState& authority);
/// Without a tally none counts, for the reason of `refusal`.
[[nodiscard]] std::vector<ApprovalLine> approvalsOf(std::span<const crypto::SignedObject> statements,
                                                    const treasury::Tally* tally,
                                                    const std::optional<base::Failure>& refusal,
                                                    const authority::AuthorityState& authority);

/// Why this person's approval would not count now; empty when it would.
[[nodiscard]] std::string whyNotApprove(const Standpoint& standpoint, const WithdrawalView& view,
                                        const quorum::Person* person);

/// What a decision and what was said so far have against it.
struct Asked {
    const policy::Decision& decision;
    const treasury::Tally& tally;
    const quorum::PersonId& initiator;
};
[[nodiscard]] std::string whyNotAsked(const Asked& asked, const quorum::PersonId& person);

} // namespace strongroom::service
