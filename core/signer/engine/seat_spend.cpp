// Signing: the one path from a request to signatures. The hot tier asks here, a station in seat_station.cpp.
#include "base/system_ports.h"
#include "psbt/codec.h"
#include "signer/engine/failpoint.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "signer/engine/signing_requests.h"
#include "signer/signing/sign_spend.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

/// The account key of a hot vault: it has one.
base::Result<bitcoin::ExtendedPubKey, Failure> accountKey(const vault::Vault& vault) {
    for (const descriptor::KeyExpression& key : vault.descriptor.keys()) {
        if (key.extended)
            return *key.extended;
    }
    return refuse(EngineError::hasNoSuchKey);
}

audit::Event spendEvent(std::string kind, base::UnixTime at, const AuthorizedSpend& spend) {
    const IntentConsumed& consumed = spend.consumption();
    audit::Event event{.kind = std::move(kind), .at = at, .subject = hexOf(consumed.withdrawal)};
    event.refs = {consumed.intent};
    event.fields = {{"txid", Json(bitcoin::toText(consumed.txid))},
                    {"outflow", Json(consumed.outflow.satoshi())},
                    {"policy", Json(hexOf(spend.judgement().decision().policyHash()))},
                    {"sentence", Json(spend.judgement().decision().sentence())}};
    return event;
}

} // namespace

base::Result<std::optional<Frame>, Failure> Seat::signedBefore(base::ByteSpan request) const {
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(request));
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(psbt));
    if (!travel.intent)
        return refuse(EngineError::intentMissing);
    STRONGROOM_ASSIGN(const treasury::Intent intent, treasury::parseIntent(*travel.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    const Ledger::Consumed* earlier = m_journal->ledger().find(digest);
    if (earlier == nullptr || !earlier->signedPsbt)
        return std::optional<Frame>();
    if (m_authority->isFrozen())
        return refuse(EngineError::frozen);
    if (earlier->intent.txid != psbt.tx.txid())
        return refuse(EngineError::otherTransactionSigned);
    return std::optional(answerWith({{"intent", hexOf(digest)}}, {*earlier->signedPsbt}));
}

/// {} · blob: PSBT with intent and statements → {stopped}. For a coordinator to hand on what came from
/// elsewhere.
Answer Seat::hear(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const JudgedNow judged, judgeNow(*bytes));
    const treasury::Judgement& judgement = judged.request.judgement;
    return answerWith(
        {{"intent", hexOf(judgement.intent().digest())}, {"stopped", judgement.tally().isStopped()}});
}

Answer Seat::spend(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr)
        return refuse(EngineError::badRequest);
    // What was signed once is answered again, armed or not, expired or not: the coordinator may have lost the
    // reply.
    STRONGROOM_ASSIGN(std::optional<Frame> before, signedBefore(*bytes));
    if (before)
        return *std::move(before);
    STRONGROOM_ASSIGN(auto judged, judgeNow(*bytes));
    const crypto::Hash256 digest = judged.request.judgement.intent().digest();
    STRONGROOM_ASSIGN(AuthorizedSpend authorized,
                      authorize(std::move(judged.request), *m_registry, m_journal->ledger(), judged.time));
    const vault::Vault& vault = m_registry->vaults()[*authorized.judgement().review().sourceVault];
    STRONGROOM_ASSIGN(Frame work, m_hot.workFor(vault));
    STRONGROOM_ASSIGN(const bitcoin::ExtendedPubKey account, accountKey(vault));
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt, sign(std::move(authorized), std::move(work), account));
    return answerWith({{"intent", hexOf(digest)}}, {psbt::serialize(signedPsbt)});
}

base::Result<Seat::JudgedNow, Failure> Seat::judgeNow(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(SeatTime time, now());
    STRONGROOM_ASSIGN(JudgedRequest judged, judgeRequest(bytes, *m_registry, m_journal->ledger(), time));
    if (m_files.hasStationKey()) {
        STRONGROOM_TRY(believeWitnesses(judged.judgement.tally(), time));
        STRONGROOM_ASSIGN(time, now());
        STRONGROOM_ASSIGN(judged, judgeRequest(bytes, *m_registry, m_journal->ledger(), time));
    }
    STRONGROOM_TRY(noteStops(judged, time));
    STRONGROOM_TRY(noteCooling(judged, time));
    return JudgedNow{std::move(judged), time};
}

base::Result<void, Failure> Seat::noteStops(const JudgedRequest& judged, const SeatTime& time) {
    const treasury::VerifiedIntent& intent = judged.judgement.intent();
    return keepStops({intent.digest(), treasury::withdrawalId(intent.intent()), "withdrawal"},
                     judged.travel.statements, judged.judgement.tally(), time);
}

base::Result<void, Failure> Seat::keepStops(const About& about, std::span<const crypto::SignedObject> brought,
                                            const treasury::Tally& tally, const SeatTime& time) {
    const std::span<const crypto::SignedObject> known = m_journal->ledger().stops(about.digest);
    std::vector<Fact> facts;
    audit::Event event{.kind = std::string(about.family) + ".stop_seen", .at = time.stated};
    event.subject = hexOf(about.subject);
    event.refs = {about.digest};
    for (const crypto::SignedObject& statement : brought) {
        const auto isThis = [&](const treasury::Standing& one) { return one.object == statement.id(); };
        const bool stops = std::ranges::any_of(tally.rejections, isThis) ||
                           std::ranges::any_of(tally.openQuestions, isThis) ||
                           std::ranges::any_of(tally.takenBack, isThis);
        if (stops && std::ranges::find(known, statement) == known.end()) {
            facts.emplace_back(StopKept{about.digest, statement});
            event.refs.push_back(statement.id());
        }
    }
    return facts.empty() ? base::Result<void, Failure>() : journal(facts, std::move(event));
}

base::Result<void, Failure> Seat::noteCooling(const JudgedRequest& judged, const SeatTime& time) {
    const auto& coverage = judged.judgement.coverage();
    const crypto::Hash256 digest =
        coverage && coverage->covers() ? coverage->original : judged.judgement.intent().digest();
    return keepCooling(digest, judged.judgement.isApproved(), judged.judgement.tally(), "withdrawal", time);
}

base::Result<void, Failure> Seat::keepCooling(const crypto::Hash256& digest, bool approved,
                                              const treasury::Tally& tally, std::string_view family,
                                              const SeatTime& time) {
    if (!approved || !tally.wait || m_journal->ledger().approvedSince(digest))
        return {};
    const Fact fact = ApprovalCompleted{digest};
    return journal(std::span(&fact, 1),
                   {.kind = std::string(family) + ".cooling", .at = time.stated, .refs = {digest}});
}

base::Result<psbt::Psbt, Failure> Seat::sign(AuthorizedSpend&& spend, Frame work,
                                             const bitcoin::ExtendedPubKey& account) {
    const AuthorizedSpend authorized = std::move(spend);
    STRONGROOM_ASSIGN(
        const SigningPlan plan,
        planSignatures(authorized.psbt(), authorized.judgement().review(), m_registry->vaults(), account));
    if (plan.empty())
        return refuse(EngineError::hasNoSuchKey);
    // No durable record, no signature (I1).
    STRONGROOM_ASSIGN(const SeatTime time, now());
    if (m_journal->ledger().find(authorized.consumption().intent) == nullptr) {
        const Fact consumed = authorized.consumption();
        STRONGROOM_TRY(
            journal(std::span(&consumed, 1), spendEvent("withdrawal.authorized", time.stated, authorized)));
    }
    failpoint("intent.journalled");
    const std::vector<keys::SigningRequest> requests = plan.requests();
    work.header.object()->insert({"jobs", toJson(requests)});
    const bool isStation = m_files.hasStationKey();
    STRONGROOM_ASSIGN(const Frame reply, isStation ? askStationKey(work) : m_ports.helper->run(work));
    failpoint("child.answered");
    // Checked by the child, too; but what it answered came through two pipes.
    STRONGROOM_ASSIGN(const auto signatures,
                      keys::UncheckedSignatures(reply.blobs).check(requests, base::inlineExecutor()));
    psbt::Psbt signedPsbt = placeSignatures(authorized.psbt(), plan, signatures);
    if (isStation) {
        STRONGROOM_ASSIGN(signedPsbt,
                          withReceipt(std::move(signedPsbt), authorized.consumption().intent, time.stated));
    }
    const Fact done = SpendSigned{authorized.consumption().intent, psbt::serialize(signedPsbt)};
    STRONGROOM_TRY(journal(std::span(&done, 1), spendEvent("withdrawal.signed", time.stated, authorized)));
    failpoint("result.journalled");
    return signedPsbt;
}

} // namespace strongroom::signer
