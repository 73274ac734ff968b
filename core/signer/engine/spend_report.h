// What a signer says about a spend, or about words, to the people who stand before it: everything recomputed
// from the bytes and this seat's own authority, with names and addresses as this seat has them registered. A
// station shows nothing else (DESIGN.md §3). docs/formats/signer-protocol.md has the form.
//
// Pure.
#pragma once

#include "base/json.h"
#include "treasury/judgement.h"
#include "treasury/message_judgement.h"
#include "treasury/registry.h"

namespace strongroom::signer {

/// Coins, outputs, amounts and findings. For a spend that cannot be judged it is all there is to show.
[[nodiscard]] base::Json::Object reportReview(const psbt::Psbt& psbt, const vault::SpendReview& review,
                                              const treasury::Registry& registry);
/// Who proposed, what the policy demands and who has met it.
[[nodiscard]] base::Json::Object reportJudgement(const treasury::Judgement& judgement,
                                                 const authority::AuthorityState& authority);

/// Which words, said by which address, with which coins behind them; of an intent that need not verify.
/// Without a vault that is registered here there is no address.
[[nodiscard]] base::Json::Object reportWords(const treasury::MessageIntent& intent,
                                             const treasury::Registry& registry);
/// As reportJudgement() of a spend.
[[nodiscard]] base::Json::Object reportJudgement(const treasury::MessageJudgement& judgement,
                                                 const authority::AuthorityState& authority);

} // namespace strongroom::signer
