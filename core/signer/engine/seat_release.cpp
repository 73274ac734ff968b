// Giving back what an intent had reserved. Only for a withdrawal that is over before any signature of it was
// handed out: the journal has every one of them before it leaves (I1), so what has none there is nowhere.
// What is signed stays reserved whatever anybody says (POLICY §8): this signer sees no chain.
#include "psbt/codec.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

/// `[0]` PSBT with intent and statements.
Answer Seat::release(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(*bytes));
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(psbt));
    if (!travel.intent)
        return refuse(EngineError::intentMissing);
    STRONGROOM_ASSIGN(const treasury::Intent intent, treasury::parseIntent(*travel.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    const crypto::Hash256 withdrawal = treasury::withdrawalId(intent);
    const Ledger::Consumed* consumed = m_journal->ledger().find(digest);
    if (consumed == nullptr || consumed->released)
        return answerWith({{"intent", hexOf(digest)}, {"released", false}});
    if (m_journal->ledger().isSigned(withdrawal))
        return refuse(EngineError::signedAlready);
    STRONGROOM_TRY(requireOver(*bytes, intent, time));
    const Fact released = ReservationReleased{withdrawal};
    audit::Event event{.kind = "withdrawal.released", .at = time.stated, .subject = hexOf(withdrawal)};
    event.refs = {digest};
    event.fields = {{"outflow", Json(consumed->intent.outflow.satoshi())}};
    STRONGROOM_TRY(journal(std::span(&released, 1), std::move(event)));
    return answerWith({{"intent", hexOf(digest)}, {"released", true}});
}

/// Over for good: its time is past, which no clock takes back, or somebody ended it, which is kept with it.
base::Result<void, Failure> Seat::requireOver(base::ByteSpan request, const treasury::Intent& intent,
                                              const SeatTime& time) {
    if (intent.expiry <= time.stated)
        return {};
    STRONGROOM_ASSIGN(const JudgedRequest judged,
                      judgeRequest(request, *m_registry, m_journal->ledger(), time));
    STRONGROOM_TRY(noteStops(judged, time));
    const treasury::Tally& tally = judged.judgement.tally();
    if (tally.rejections.empty() && tally.takenBack.empty())
        return refuse(EngineError::notOver);
    return {};
}

} // namespace strongroom::signer
