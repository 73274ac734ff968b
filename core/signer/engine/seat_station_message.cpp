// Words at a station (BIP322): what a cold vault is asked to say comes as a PSBT that carries the signed
// intent and its approvals, as a payment does (docs/formats/station.md). The transaction behind the words is
// made here from the intent; one that came with it in any other form is refused, so that nothing but words is
// ever signed as words (ATTACKS A104).
#include "psbt/codec.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "signer/engine/spend_report.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

base::Result<Seat::JudgedMessageNow, Failure> Seat::judgeMessageNow(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(SeatTime time, now());
    STRONGROOM_ASSIGN(JudgedMessage judged,
                      judgeMessageRequest(bytes, *m_registry, m_journal->ledger(), time));
    STRONGROOM_TRY(believeWitnesses(judged.judgement.tally(), time));
    STRONGROOM_ASSIGN(time, now());
    STRONGROOM_ASSIGN(judged, judgeMessageRequest(bytes, *m_registry, m_journal->ledger(), time));
    const crypto::Hash256 digest = judged.judgement.intent().digest();
    const treasury::Tally& tally = judged.judgement.tally();
    STRONGROOM_TRY(keepStops({digest, digest, "message"}, judged.travel.statements, tally, time));
    STRONGROOM_TRY(keepCooling(digest, judged.judgement.isApproved(), tally, "message", time));
    return JudgedMessageNow{std::move(judged), time};
}

Answer Seat::reviewMessage(base::ByteSpan request, const crypto::SignedObject& intent, Json::Object report) {
    STRONGROOM_ASSIGN(const treasury::MessageIntent wanted, treasury::parseMessageIntent(intent));
    report.merge(reportWords(wanted, *m_registry));
    const auto refused = [&](const Failure& failure) {
        report.insert({{"may_sign", false}, {"refusal_code", failure.code}, {"refusal", failure.message}});
        recordRefusal("review", hexOf(treasury::intentDigest(wanted)), failure);
    };
    auto judged = judgeMessageNow(request);
    if (!judged) {
        refused(judged.error());
        return answerWith(std::move(report));
    }
    report.merge(reportJudgement(judged->request.judgement, *m_authority));
    const auto authorized = authorizeMessage(std::move(judged->request.judgement), *m_registry,
                                             m_journal->ledger(), judged->time);
    if (authorized)
        report.insert({"may_sign", true});
    else
        refused(authorized.error());
    return answerWith(std::move(report));
}

Answer Seat::signColdMessage(const Frame& request, const crypto::SignedObject& intent) {
    STRONGROOM_ASSIGN(const treasury::MessageIntent wanted, treasury::parseMessageIntent(intent));
    const crypto::Hash256 digest = treasury::intentDigest(wanted);
    if (hexOf(digest) != stringField(request, "shown_digest"))
        return refuse(EngineError::digestChanged);
    if (const auto* earlier = m_journal->ledger().findMessage(digest); earlier && earlier->signedPsbt) {
        if (m_authority->isFrozen())
            return refuse(EngineError::frozen);
        return answerWith({{"intent", hexOf(digest)}}, {*earlier->signedPsbt});
    }
    STRONGROOM_ASSIGN(auto judged, judgeMessageNow(request.blobs.front()));
    STRONGROOM_ASSIGN(
        const AuthorizedMessage authorized,
        authorizeMessage(std::move(judged.request.judgement), *m_registry, m_journal->ledger(), judged.time));
    STRONGROOM_ASSIGN(ColdWork cold, coldWork(request));
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt,
                      say(authorized, {std::move(cold.work), cold.account, std::move(judged.request.psbt)}));
    return answerWith({{"intent", hexOf(digest)}}, {psbt::serialize(signedPsbt)});
}

} // namespace strongroom::signer
