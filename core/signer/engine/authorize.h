// From bytes to "may be signed", once: the only way to an AuthorizedSpend, and with it to a signature
// (DESIGN.md §2, §3).
//
// Pure. Everything is computed here from the bytes, the authority chain and this signer's own journal; what
// the coordinator believes does not matter. Refusals carry the code of the module that found them.
#pragma once

#include "base/failure.h"
#include "psbt/psbt.h"
#include "signer/engine/ledger.h"
#include "treasury/judgement.h"
#include "treasury/message_judgement.h"
#include "treasury/registry.h"
#include "treasury/travel.h"

namespace strongroom::signer {

/// A PSBT with what travelled in it and what the ledger knows to stop it, read and judged.
struct JudgedRequest {
    psbt::Psbt psbt;
    treasury::Travel travel;
    treasury::Judgement judgement;
};

/// Reads and judges; says nothing yet about whether it may be signed. Errors: those of psbt and treasury,
/// `signer.intent_missing`.
[[nodiscard]] base::Result<JudgedRequest, base::Failure> judgeRequest(base::ByteSpan bytes,
                                                                      const treasury::Registry& registry,
                                                                      const Ledger& ledger,
                                                                      const SeatTime& time);

/// The same of words: a PSBT that carries what a vault is to say.
struct JudgedMessage {
    psbt::Psbt psbt;
    treasury::Travel travel;
    treasury::MessageJudgement judgement;
};

/// Of a PSBT with an intent (treasury::carriesMessage()). The transaction that the words make is made here,
/// from the intent alone; a PSBT of any other, or one that describes it in another way, is
/// `treasury.other_transaction`. Errors otherwise as of judgeRequest().
[[nodiscard]] base::Result<JudgedMessage, base::Failure>
judgeMessageRequest(base::ByteSpan bytes, const treasury::Registry& registry, const Ledger& ledger,
                    const SeatTime& time);

/// Move-only proof that policy and quorum allow this transaction for its intent.
class AuthorizedSpend {
public:
    AuthorizedSpend(AuthorizedSpend&&) = default;
    AuthorizedSpend& operator=(AuthorizedSpend&&) = default;
    AuthorizedSpend(const AuthorizedSpend&) = delete;
    AuthorizedSpend& operator=(const AuthorizedSpend&) = delete;

    [[nodiscard]] const psbt::Psbt& psbt() const { return m_request.psbt; }
    [[nodiscard]] const treasury::Judgement& judgement() const { return m_request.judgement; }
    /// What the journal has to hold before a signature exists.
    [[nodiscard]] const IntentConsumed& consumption() const { return m_consumption; }

private:
    friend base::Result<AuthorizedSpend, base::Failure> authorize(JudgedRequest request,
                                                                  const treasury::Registry& registry,
                                                                  const Ledger& ledger, const SeatTime& time);
    AuthorizedSpend(JudgedRequest request, IntentConsumed consumption)
        : m_request(std::move(request)), m_consumption(std::move(consumption)) {}

    JudgedRequest m_request;
    IntentConsumed m_consumption;
};

/// The same for words: there is nothing to spend, so nothing is reserved.
class AuthorizedMessage {
public:
    AuthorizedMessage(AuthorizedMessage&&) = default;
    AuthorizedMessage& operator=(AuthorizedMessage&&) = default;
    AuthorizedMessage(const AuthorizedMessage&) = delete;
    AuthorizedMessage& operator=(const AuthorizedMessage&) = delete;

    [[nodiscard]] const treasury::MessageJudgement& judgement() const { return m_judgement; }

private:
    friend base::Result<AuthorizedMessage, base::Failure>
    authorizeMessage(treasury::MessageJudgement judgement, const treasury::Registry& registry,
                     const Ledger& ledger, const SeatTime& time);
    explicit AuthorizedMessage(treasury::MessageJudgement judgement) : m_judgement(std::move(judgement)) {}

    treasury::MessageJudgement m_judgement;
};

/// Errors: `signer.frozen`, `signer.not_approved`, `signer.needs_cold_leg`, `signer.still_cooling`.
[[nodiscard]] base::Result<AuthorizedMessage, base::Failure>
authorizeMessage(treasury::MessageJudgement judgement, const treasury::Registry& registry,
                 const Ledger& ledger, const SeatTime& time);

/// Errors: `signer.frozen`, `signer.not_approved` (data: sentence), `signer.needs_cold_leg`,
/// `signer.still_cooling`, `signer.other_transaction`, `signer.released`, `signer.no_conflict`.
[[nodiscard]] base::Result<AuthorizedSpend, base::Failure> authorize(JudgedRequest request,
                                                                     const treasury::Registry& registry,
                                                                     const Ledger& ledger,
                                                                     const SeatTime& time);

} // namespace strongroom::signer
