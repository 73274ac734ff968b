// What people read about a spend: the verdict rule by rule, where the coins flow, who acts next. Every figure
// comes from a review or a judgement; nothing here decides anything. Internal to core/service.
#pragma once

#include "service/propose_withdrawal.h"
#include "service/withdrawal_view.h"

#include <string>
#include <vector>

namespace strongroom::service {

[[nodiscard]] WithdrawalPhase phaseOf(treasury::WithdrawalState state);

[[nodiscard]] WithdrawalKind kindOf(const treasury::Intent& intent);
[[nodiscard]] std::optional<FeeCeiling> ceilingOf(const std::optional<treasury::Bump>& bump);

/// Of a spend that nobody has signed for yet.
[[nodiscard]] Verdict verdictOf(const policy::Decision& decision, const quorum::QuorumResult& quorum,
                                const authority::AuthorityState& authority);
/// With what people said. Without a judgement it is not allowed, and says why.
[[nodiscard]] Verdict verdictOf(const WithdrawalView& view, const authority::AuthorityState& authority);

/// What a verdict that asks for approvals becomes once all of them are there.
[[nodiscard]] Verdict met(Verdict verdict);

[[nodiscard]] std::vector<FlowEnd> inputsOf(const vault::SpendReview& review,
                                            const treasury::Registry& registry);
/// The fee is the last of them.
[[nodiscard]] std::vector<FlowEnd> outputsOf(const vault::SpendReview& review,
                                             const treasury::Registry& registry);
[[nodiscard]] std::vector<FindingLine> findingsOf(const vault::SpendReview& review);
/// Sum of what payees get.
[[nodiscard]] base::Amount paidBy(const vault::SpendReview& review);
[[nodiscard]] base::Amount feeOf(const vault::SpendReview& review);
[[nodiscard]] std::int64_t feeRateOf(const vault::SpendReview& review);

/// Who could still fill an empty place, in the order of the obligations.
[[nodiscard]] std::vector<quorum::PersonId> stillNeeded(const WithdrawalView& view);
/// The same in words, an obligation after the other: "Faye and two of Ben, Cleo and Dan".
[[nodiscard]] std::string wantedPeople(const WithdrawalView& view,
                                       const authority::AuthorityState& authority);
[[nodiscard]] std::vector<ApprovalLine> approvalsOf(const WithdrawalView& view,
                                                    const authority::AuthorityState& authority);

/// "Waiting for Ben or Cleo." "Confirmed (6)." "Rejected by Ben."
[[nodiscard]] std::string sentenceOf(const Standpoint& standpoint, const WithdrawalView& view);
[[nodiscard]] std::optional<std::uint32_t> confirmationsOf(const Standpoint& standpoint,
                                                           const WithdrawalView& view);
[[nodiscard]] WithdrawalRow rowOf(const Standpoint& standpoint, const WithdrawalView& view,
                                  const Payments& payments);
/// Without timeline, next person and actions, which need more than the bytes.
[[nodiscard]] WithdrawalDetail detailOf(const Standpoint& standpoint, const WithdrawalView& view,
                                        const Payments& payments);

/// Why this person's approval would not count now; empty when it would.
[[nodiscard]] std::string whyNotApprove(const Standpoint& standpoint, const WithdrawalView& view,
                                        const quorum::Person* person);

struct SignatureMeter {
    int have = 0; ///< On the input that has fewest.
    int needed = 0;
    int keys = 0;
};
[[nodiscard]] SignatureMeter signaturesOf(const Standpoint& standpoint, const WithdrawalView& view);

/// "a, b or c".
[[nodiscard]] std::string namesOf(const std::vector<quorum::PersonId>& people,
                                  const authority::AuthorityState& authority, std::string_view last);

} // namespace strongroom::service
