// The one judgement over a message: from a signed intent and what people said about it to "may be signed",
// with every reason, and the transaction to be signed. The sibling of treasury/judgement.h.
//
// Pure. Believes the AuthorityState and what the judge knows itself, and nothing else: no transaction comes
// from outside (ATTACKS A104).
#pragma once

#include "base/failure.h"
#include "base/result.h"
#include "policy/decision.h"
#include "treasury/judgement.h"
#include "treasury/message_intent.h"
#include "vault/message_draft.h"

#include <span>

namespace strongroom::treasury {

/// What policy is asked about a message by a vault: no input, no output, outflow and fee of zero.
[[nodiscard]] policy::SpendFacts messageFacts(const vault::MessageDraft& draft, base::ByteSpan message,
                                              const vault::Vault& vault, const Registry& registry);

/// Only judgeMessage() makes one; all of it is about one intent digest.
class MessageJudgement {
public:
    [[nodiscard]] const VerifiedMessage& intent() const { return m_intent; }
    /// Of the registered vault, made here.
    [[nodiscard]] const vault::MessageDraft& draft() const { return m_draft; }
    /// Index in the registry.
    [[nodiscard]] std::size_t vault() const { return m_vault; }
    [[nodiscard]] const policy::Decision& decision() const { return m_decision; }
    [[nodiscard]] const Tally& tally() const { return m_tally; }

    /// Policy allows it and every approval is there. What is left to the signer: the delay, by its own clock.
    [[nodiscard]] bool isApproved() const;

private:
    friend base::Result<MessageJudgement, base::Failure>
    judgeMessage(const crypto::SignedObject& intent, std::span<const crypto::SignedObject> statements,
                 const Registry& registry, const Knowledge& knowledge);
    MessageJudgement(VerifiedMessage intent, vault::MessageDraft draft, std::size_t vault,
                     policy::Decision decision, Tally tally)
        : m_intent(std::move(intent)),
          m_draft(std::move(draft)),
          m_vault(vault),
          m_decision(std::move(decision)),
          m_tally(std::move(tally)) {}

    VerifiedMessage m_intent;
    vault::MessageDraft m_draft;
    std::size_t m_vault;
    policy::Decision m_decision;
    Tally m_tally;
};

/// Errors: those of verifyMessageIntent, draftMessage and tally; unregisteredVault.
[[nodiscard]] base::Result<MessageJudgement, base::Failure>
judgeMessage(const crypto::SignedObject& intent, std::span<const crypto::SignedObject> statements,
             const Registry& registry, const Knowledge& knowledge);

} // namespace strongroom::treasury
