// A seat's time: what its judgements run in, and who confirms a clock that nobody can vouch for.
#include "quorum/count.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

#include <algorithm>
#include <functional>

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

constexpr std::string_view CONFIRMATION_TYPE = "clock_confirmation";

/// The latest time that TIME_WITNESSES different people have signed under the request or after, elsewhere.
struct Witnessed {
    base::UnixTime at;
    std::vector<quorum::PersonId> by;
};
std::optional<Witnessed> witnessed(const treasury::Tally& tally) {
    std::map<quorum::PersonId, base::UnixTime> latest;
    for (const treasury::Standing& standing : tally.counted) {
        base::UnixTime& at = latest[standing.statement.person];
        at = std::max(at, standing.statement.at);
    }
    std::vector<std::pair<base::UnixTime, quorum::PersonId>> sorted;
    for (const auto& [person, at] : latest)
        sorted.emplace_back(at, person);
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    if (sorted.size() < TIME_WITNESSES)
        return std::nullopt;
    Witnessed result{sorted[TIME_WITNESSES - 1].first, {}};
    for (std::size_t i = 0; i < TIME_WITNESSES; ++i)
        result.by.push_back(sorted[i].second);
    return result;
}

} // namespace

SeatTime Seat::time() const {
    return timeAt(m_journal->ledger().time(), readClock(*m_ports.clock));
}

base::Result<SeatTime, Failure> Seat::now() const {
    const SeatTime time = this->time();
    if (time.state == ClockState::behind)
        return refuse(EngineError::clockWentBack);
    return time;
}

base::Result<void, Failure> Seat::journal(std::span<const Fact> facts, audit::Event event,
                                          const crypto::Ed25519KeyPair* actor) {
    return journalAt(time().proven, facts, std::move(event), actor);
}

base::Result<void, Failure> Seat::journalAt(base::UnixTime at, std::span<const Fact> facts,
                                            audit::Event event, const crypto::Ed25519KeyPair* actor) {
    std::vector<Fact> all;
    if (m_journal->isUnlocked()) {
        const ClockReading reading = readClock(*m_ports.clock);
        all.emplace_back(TimeMarked{reading.boot, reading.sinceBoot});
    }
    all.insert(all.end(), facts.begin(), facts.end());
    const Happening happening{std::move(event), actor};
    return m_journal->append(at, all, std::span(&happening, 1));
}

/// {person, shown_clock} · passphrase · blob: approval envelope. Done when as many have confirmed as a policy
/// needs to become less strict.
Answer Seat::confirmClock(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto shown = integerField(request, "shown_clock");
    if (!shown || *shown < 0)
        return refuse(EngineError::badRequest);
    const SeatTime time = this->time();
    if (time.state == ClockState::behind)
        return refuse(EngineError::clockWentBack);
    if (time.state == ClockState::certain)
        return refuse(EngineError::clockCertain);
    const base::Seconds off = time.stated - base::UnixTime{*shown};
    if (off > MAX_CLOCK_STEP || off < base::Seconds{-MAX_CLOCK_STEP.count})
        return refuse(EngineError::clockNotShown);
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    const base::Seconds sinceBoot = m_ports.clock->sinceBoot();
    if (sinceBoot >= m_clockVotesSince + UNSEALED_FOR)
        m_clockVotes.clear();
    if (m_clockVotes.empty())
        m_clockVotesSince = sinceBoot;
    crypto::Unsigned object{
        std::string(CONFIRMATION_TYPE), m_authority->treasuryText(),
        Json::Object{{"at", *shown}, {"log", m_journal->log().log}, {"person", hexOf(actor.person->id)}}};
    std::vector<crypto::Signature> signatures{crypto::signWith(object, actor.key)};
    const crypto::SignedObject confirmation = crypto::assemble(std::move(object), std::move(signatures));
    quorum::CastVotes cast = quorum::castVotes(confirmation, m_authority->roster());
    std::vector<quorum::Vote> votes = m_clockVotes;
    votes.insert(votes.end(), cast.votes.begin(), cast.votes.end());
    const quorum::Obligation needed{m_authority->changeRules().policy, {}, quorum::InitiatorCounts::yes};
    const auto subject = crypto::taggedHash("strongroom/clock/1", base::asBytes(m_journal->log().origin()));
    const quorum::QuorumResult counted =
        quorum::count(subject, std::span(&needed, 1), votes, m_authority->roster(), std::nullopt);
    audit::Event event{.kind = counted.isMet() ? "clock.confirmed" : "clock.vouched",
                       .at = time.stated,
                       .person = hexOf(actor.person->id)};
    event.refs = {confirmation.id()};
    event.fields = {{"proven", Json(time.proven.seconds)}, {"confirmation", confirmation.body()}};
    std::vector<Fact> facts;
    if (counted.isMet()) {
        ClockConfirmed confirmed;
        for (const quorum::CountedVote& vote : counted.obligations().front().counted)
            confirmed.by.push_back(vote.person);
        facts.emplace_back(std::move(confirmed));
    }
    STRONGROOM_TRY(
        journalAt(counted.isMet() ? time.stated : time.proven, facts, std::move(event), &actor.key));
    m_clockVotes = counted.isMet() ? std::vector<quorum::Vote>() : std::move(votes);
    return statusFrame();
}

base::Result<void, Failure> Seat::believeWitnesses(const treasury::Tally& tally, const SeatTime& time) {
    const auto latest = witnessed(tally);
    if (!latest || std::min(latest->at, time.stated) <= time.proven)
        return {};
    const base::UnixTime at = std::min(latest->at, time.stated);
    audit::Event event{.kind = "clock.confirmed", .at = time.stated};
    event.fields = {{"proven", Json(time.proven.seconds)}, {"witnessed", Json(at.seconds)}};
    const Fact confirmed = ClockConfirmed{latest->by};
    return journalAt(at, std::span(&confirmed, 1), std::move(event), nullptr);
}

} // namespace strongroom::signer
