#include "signer/engine/authorize.h"

#include "psbt/codec.h"
#include "signer/engine/errors.h"

namespace strongroom::signer {

namespace {

using base::Failure;

base::Unexpected<Failure> refusal(EngineError error, std::string sentence) {
    Failure failure(error);
    failure.data.emplace_back("sentence", std::move(sentence));
    return base::Unexpected(std::move(failure));
}

IntentConsumed consumptionOf(const JudgedRequest& request, const treasury::Registry& registry) {
    const treasury::Intent& intent = request.judgement.intent().intent();
    const vault::SpendReview& review = request.judgement.review();
    STRONGROOM_CHECK(review.sourceVault.has_value());
    IntentConsumed consumed;
    consumed.intent = request.judgement.intent().digest();
    consumed.withdrawal = treasury::withdrawalId(intent);
    consumed.txid = request.psbt.tx.txid();
    consumed.vault = registry.vaults()[*review.sourceVault].id;
    consumed.inputs = policy::inputsKey(review.facts);
    for (const bitcoin::TxIn& input : request.psbt.tx.inputs)
        consumed.outpoints.push_back(input.prevout);
    consumed.outflow = intent.body.outflow;
    for (const policy::SpendOutput& output : review.facts.outputs) {
        if (output.payee)
            consumed.payees.push_back(*output.payee);
    }
    return consumed;
}

/// `digest` is that of the intent whose wait counts.
base::Result<void, Failure> checkWait(const crypto::Hash256& digest, const treasury::Tally& tally,
                                      const Ledger& ledger, const SeatTime& time) {
    if (!tally.wait)
        return {};
    const auto since = ledger.approvedSince(digest);
    if (!since || time.proven < *since + *tally.wait) {
        // As the clock will say, if it goes right from here on.
        const base::UnixTime end = since.value_or(time.proven) + *tally.wait + (time.stated - time.proven);
        Failure failure(EngineError::stillCooling);
        failure.data.emplace_back("until", std::to_string(end.seconds));
        return base::Unexpected(std::move(failure));
    }
    return {};
}

} // namespace

base::Result<JudgedRequest, Failure> judgeRequest(base::ByteSpan bytes, const treasury::Registry& registry,
                                                  const Ledger& ledger, const SeatTime& time) {
    STRONGROOM_ASSIGN(psbt::Psbt psbt, psbt::parsePsbt(bytes));
    STRONGROOM_ASSIGN(treasury::Travel travel, treasury::readTravel(psbt));
    if (!travel.intent)
        return base::Unexpected(Failure(EngineError::intentMissing));
    STRONGROOM_ASSIGN(const treasury::Intent intent, treasury::parseIntent(*travel.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    const treasury::Knowledge knowledge = ledger.knowledge(time, digest, treasury::withdrawalId(intent));
    // What stops it stops it, whoever left it out of the request.
    const auto weighStops = [&](const crypto::Hash256& about) {
        const std::span<const crypto::SignedObject> stops = ledger.stops(about);
        travel.statements.insert(travel.statements.end(), stops.begin(), stops.end());
    };
    weighStops(digest);
    std::optional<crypto::SignedObject> original;
    if (intent.body.replaces) {
        weighStops(*intent.body.replaces);
        original = treasury::originalIn(travel, *intent.body.replaces);
    }
    STRONGROOM_ASSIGN(treasury::Judgement judgement, treasury::judge(psbt, *travel.intent, travel.statements,
                                                                     registry, knowledge, original));
    return JudgedRequest{std::move(psbt), std::move(travel), std::move(judgement)};
}

base::Result<JudgedMessage, Failure> judgeMessageRequest(base::ByteSpan bytes,
                                                         const treasury::Registry& registry,
                                                         const Ledger& ledger, const SeatTime& time) {
    STRONGROOM_ASSIGN(psbt::Psbt psbt, psbt::parsePsbt(bytes));
    STRONGROOM_ASSIGN(treasury::Travel travel, treasury::readTravel(psbt));
    STRONGROOM_CHECK(travel.intent.has_value()); // of payments without one judgeRequest() says so
    STRONGROOM_ASSIGN(const treasury::MessageIntent intent, treasury::parseMessageIntent(*travel.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    // What stops it stops it, whoever left it out of the request.
    const std::span<const crypto::SignedObject> stops = ledger.stops(digest);
    travel.statements.insert(travel.statements.end(), stops.begin(), stops.end());
    STRONGROOM_ASSIGN(treasury::MessageJudgement judgement,
                      treasury::judgeMessage(*travel.intent, travel.statements, registry,
                                             ledger.knowledge(time, digest, digest)));
    if (!treasury::sameButForSignatures(judgement.draft().psbt, psbt))
        return base::Unexpected(Failure(treasury::Error::otherTransaction));
    return JudgedMessage{std::move(psbt), std::move(travel), std::move(judgement)};
}

base::Result<AuthorizedSpend, Failure> authorize(JudgedRequest request, const treasury::Registry& registry,
                                                 const Ledger& ledger, const SeatTime& time) {
    const treasury::Judgement& judgement = request.judgement;
    if (registry.state().isFrozen())
        return base::Unexpected(Failure(EngineError::frozen));
    if (!judgement.isApproved())
        return refusal(EngineError::notApproved, judgement.decision().sentence());
    const vault::SpendReview& review = judgement.review();
    STRONGROOM_CHECK(review.sourceVault.has_value());
    if (judgement.tally().needsColdLeg && registry.vaults()[*review.sourceVault].tier != vault::Tier::cold)
        return refusal(EngineError::needsColdLeg, judgement.decision().sentence());
    // The wait that ran for what a replacement is covered by is not asked for twice.
    const auto& coverage = judgement.coverage();
    STRONGROOM_TRY(
        checkWait(coverage && coverage->covers() ? coverage->original : judgement.intent().digest(),
                  judgement.tally(), ledger, time));
    IntentConsumed consumption = consumptionOf(request, registry);
    if (const Ledger::Consumed* earlier = ledger.find(consumption.intent);
        earlier != nullptr && earlier->intent.txid != consumption.txid)
        return base::Unexpected(Failure(EngineError::otherTransactionSigned));
    if (ledger.isReleased(consumption.withdrawal))
        return base::Unexpected(Failure(EngineError::released));
    if (!ledger.excludesEveryOther(consumption))
        return base::Unexpected(Failure(EngineError::noConflict));
    return AuthorizedSpend(std::move(request), std::move(consumption));
}

base::Result<AuthorizedMessage, Failure> authorizeMessage(treasury::MessageJudgement judgement,
                                                          const treasury::Registry& registry,
                                                          const Ledger& ledger, const SeatTime& time) {
    if (registry.state().isFrozen())
        return base::Unexpected(Failure(EngineError::frozen));
    if (!judgement.isApproved())
        return refusal(EngineError::notApproved, judgement.decision().sentence());
    if (judgement.tally().needsColdLeg && registry.vaults()[judgement.vault()].tier != vault::Tier::cold)
        return refusal(EngineError::needsColdLeg, judgement.decision().sentence());
    STRONGROOM_TRY(checkWait(judgement.intent().digest(), judgement.tally(), ledger, time));
    return AuthorizedMessage(std::move(judgement));
}

} // namespace strongroom::signer
