#include "signer/engine/seat.h"

#include "crypto/passphrase_envelope.h"
#include "signer/engine/fields.h"

#include <algorithm>

namespace strongroom::signer {

using base::Failure;
using base::Json;

const std::map<std::string, Seat::Verb, std::less<>>& Seat::verbs() {
    static const std::map<std::string, Verb, std::less<>> VERBS{
        {"status", &Seat::status},
        {"provision", &Seat::provision},
        {"unlock", &Seat::unlock},
        {"lock", &Seat::lock},
        {"arm", &Seat::arm},
        {"disarm", &Seat::disarm},
        {"propose", &Seat::propose},
        {"state", &Seat::state},
        {"head", &Seat::signHead},
        {"enrol", &Seat::enrol},
        {"record", &Seat::record},
        {"confirm_clock", &Seat::confirmClock},
        {"adopt", &Seat::adoptChanges},
        {"address", &Seat::deriveAddress},
        {"hear", &Seat::hear},
        {"spend", &Seat::spend},
        {"release", &Seat::release},
        {"message_propose", &Seat::proposeMessage},
        {"message_state", &Seat::stateAboutMessage},
        {"message_sign", &Seat::signMessage},
        {"sign_cold", &Seat::signCold},
        {"review", &Seat::review},
        {"station", &Seat::describeStation},
        {"station_create", &Seat::createStationKey},
        {"station_words", &Seat::showStationWords},
        {"log", &Seat::readLog},
        {"countersign", &Seat::countersign},
        {"export", &Seat::exportBundle},
    };
    return VERBS;
}

Seat::Seat(const EnginePorts& ports, std::string folder)
    : m_ports(ports),
      m_files(*ports.files, std::move(folder)),
      m_guesses(*ports.clock, m_files),
      m_lastRequest(ports.clock->sinceBoot()) {}

base::Result<std::unique_ptr<Seat>, Failure> Seat::load(const EnginePorts& ports, std::string folder) {
    std::unique_ptr<Seat> seat(new Seat(ports, std::move(folder)));
    if (seat->m_files.isProvisioned() || seat->m_files.hasJournal() || seat->m_files.hasKeys())
        STRONGROOM_TRY(seat->loadPinned());
    return seat;
}

base::Result<void, Failure> Seat::loadPinned() {
    if (!m_files.hasJournal())
        return refuse(EngineError::keysWithoutJournal);
    if (!m_files.isProvisioned())
        return refuse(EngineError::journalWithoutKeys);
    STRONGROOM_ASSIGN(authority::AuthorityState state, readAuthority(std::nullopt));
    STRONGROOM_ASSIGN(const std::string log, m_files.readLogName());
    auto seed = m_files.readLogSeed();
    if (!seed)
        return refuse(EngineError::journalWithoutKeys);
    auto logKey = crypto::Ed25519KeyPair::fromSeed(crypto::Ed25519Seed::copyOf(seed->span()));
    STRONGROOM_ASSIGN(SeatJournal journal,
                      SeatJournal::open(*m_ports.files, m_files.journalPath(), {state.treasuryText(), log},
                                        std::move(logKey), *m_ports.random));
    m_journal.emplace(std::move(journal));
    m_authority = std::move(state);
    return {};
}

base::Result<authority::AuthorityState, Failure> Seat::readAuthority(std::optional<std::int64_t> upTo) {
    STRONGROOM_ASSIGN(const base::Bytes genesisBytes, m_files.readGenesis());
    STRONGROOM_ASSIGN(const auto genesis,
                      crypto::SignedObject::parse(genesisBytes, authority::MAX_GENESIS_BYTES));
    STRONGROOM_ASSIGN(const auto stored, m_files.readChanges());
    std::vector<authority::Change> changes;
    for (const SeatFiles::StoredChange& change : stored) {
        if (upTo && static_cast<std::int64_t>(changes.size()) + 1 >= *upTo)
            break;
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(change.head, authority::MAX_HEAD_BYTES));
        changes.push_back({std::move(head), change.document});
    }
    STRONGROOM_ASSIGN(authority::AuthorityState state, authority::replay(genesis, changes, m_rules));
    return state;
}

Frame Seat::handle(ClientId client, const Frame& request) {
    m_lastRequest = m_ports.clock->sinceBoot();
    m_clients.insert(client);
    const auto found = verbs().find(stringField(request, "verb"));
    if (found == verbs().end())
        return refusalFrame(Failure(EngineError::unknownVerb));
    auto answer = (this->*found->second)(request);
    if (answer)
        return std::move(*answer);
    recordRefusal(found->first, stringField(request, "subject"), answer.error());
    return refusalFrame(answer.error());
}

void Seat::disconnected(ClientId client) {
    m_lastRequest = m_ports.clock->sinceBoot();
    m_clients.erase(client);
}

void Seat::tick() {
    const base::Seconds now = m_ports.clock->sinceBoot();
    if (m_hot.isOverdue(now))
        disarmBecause("time");
    if (m_refusals > MAX_REFUSALS_A_MINUTE && now >= m_refusalMinute + base::Seconds{60})
        recordDroppedRefusals();
    if (!m_hot.isArmed() && m_clients.empty() && now >= m_lastRequest + IDLE_FOR)
        m_wantsToEnd = true;
}

Answer Seat::status(const Frame& /*request*/) {
    return statusFrame();
}

Frame Seat::statusFrame() const {
    Json::Object header{{"version", PROTOCOL_VERSION}, {"provisioned", m_journal.has_value()}};
    if (!m_journal)
        return answerWith(std::move(header));
    const bool open = m_journal->isUnlocked();
    header.insert({{"treasury", m_authority->treasuryText()},
                   {"log", m_journal->log().log},
                   {"log_key", hexOf(m_journal->logKey())},
                   {"phase", std::string(m_hot.isArmed() ? "armed"
                                         : open          ? "open"
                                                         : "locked")},
                   {"size", static_cast<std::int64_t>(m_journal->tree().size())},
                   {"root", hexOf(m_journal->tree().root())},
                   {"checkpoint", m_journal->checkpoint()},
                   {"authority_version", m_authority->version()},
                   {"head", hexOf(m_authority->headId())},
                   {"frozen", m_authority->isFrozen()},
                   {"officers_needed", static_cast<std::int64_t>(keys::SharedEnvelope::MIN_THRESHOLD)}});
    if (open) {
        const SeatTime time = this->time();
        header.insert({{"clock", std::string(name(time.state))},
                       {"time_proven", time.proven.seconds},
                       {"time_stated", time.stated.seconds}});
    }
    Json::Array by;
    for (const quorum::PersonId& person : m_hot.officers())
        by.emplace_back(hexOf(person));
    const auto armedSince = m_hot.armedSince();
    header.insert({armedSince ? "armed_by" : "unsealed_by", std::move(by)});
    if (armedSince) {
        header.insert({"armed_since", armedSince->seconds});
        header.insert({"armed_until", (*armedSince + ARMED_FOR).seconds});
    }
    return answerWith(std::move(header));
}

/// {person} · passphrase · blobs: approval envelope, slot. On a station, which has no person's key, without a
/// person and without blobs: its slot is in its folder.
Answer Seat::unlock(const Frame& request) {
    if (!m_journal)
        return refuse(EngineError::notProvisioned);
    if (stringField(request, "person").empty())
        return unlockStation(request);
    const base::Bytes* slotBytes = blobOf(request, 1);
    if (slotBytes == nullptr || !request.secret)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    STRONGROOM_ASSIGN(const auto slot, crypto::PassphraseEnvelope::parseBytes(*slotBytes));
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    STRONGROOM_ASSIGN(const secret::SecureBuffer seatKey,
                      slot.open(bindingOf(crypto::EnvelopePurpose::databaseSlot,
                                          hexOf(crypto::keyIdOf(actor.key.publicKey()))),
                                passphrase, kdfUse()));
    const std::string person = hexOf(actor.person->id); // opening may replace the roster
    STRONGROOM_TRY(openJournal(seatKey.span()));
    auto recorded = [&]() -> base::Result<void, Failure> {
        STRONGROOM_TRY(personOf(request)); // of the authority that the journal knows
        STRONGROOM_ASSIGN(const SeatTime time, now());
        return journal({}, {.kind = "seat.unlocked", .at = time.stated, .person = person}, &actor.key);
    }();
    if (!recorded) {
        closeJournal();
        return base::Unexpected(recorded.error());
    }
    Frame answer = statusFrame();
    answer.secret = secret::SecureBuffer::copyOf(seatKey.span());
    return answer;
}

Answer Seat::unlockStation(const Frame& request) {
    const auto slotBytes = m_files.readSlot();
    if (!slotBytes || !request.secret)
        return refuse(EngineError::badRequest);
    STRONGROOM_TRY(m_guesses.mayTry());
    STRONGROOM_ASSIGN(const auto slot, crypto::PassphraseEnvelope::parseBytes(*slotBytes));
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    const auto seatKey = slot.open(
        bindingOf(crypto::EnvelopePurpose::databaseSlot, hexOf(crypto::keyIdOf(m_journal->logKey()))),
        passphrase, kdfUse());
    if (!seatKey && seatKey.error() == crypto::Error::decryptionFailed)
        return base::Unexpected(recordWrongPassphrase({}));
    if (!seatKey)
        return base::Unexpected(Failure(seatKey.error()));
    m_guesses.noteRight();
    STRONGROOM_TRY(openJournal(seatKey->span()));
    auto recorded = [&]() -> base::Result<void, Failure> {
        STRONGROOM_ASSIGN(const SeatTime time, now());
        return journal({}, {.kind = "seat.unlocked", .at = time.stated});
    }();
    if (!recorded) {
        closeJournal();
        return base::Unexpected(recorded.error());
    }
    return describeStation(request);
}

base::Result<void, Failure> Seat::openJournal(base::ByteSpan seatKey) {
    if (m_journal->isUnlocked())
        return {};
    STRONGROOM_TRY(m_journal->unlock(seatKey));
    if (auto believed = believeJournal(); !believed) {
        m_journal->lock();
        return believed;
    }
    rebuildRegistry();
    return {};
}

/// The journal says which version was adopted. Files beyond it were never adopted, by an interruption or by
/// somebody who did not want to wait for a cool-down: they are as good as absent.
base::Result<void, Failure> Seat::believeJournal() {
    const Ledger& ledger = m_journal->ledger();
    if (m_authority->version() > ledger.authorityVersion()) {
        STRONGROOM_ASSIGN(authority::AuthorityState adopted, readAuthority(ledger.authorityVersion()));
        m_authority = std::move(adopted);
    }
    if (m_authority->version() != ledger.authorityVersion() ||
        m_authority->headId() != ledger.authorityHead())
        return refuse(EngineError::authorityRolledBack);
    return {};
}

void Seat::closeJournal() {
    m_hot.end();
    m_journal->lock();
    m_registry.reset();
    m_clockVotes.clear();
}

void Seat::rebuildRegistry() {
    auto registry = treasury::Registry::make(*m_authority, m_journal->ledger().issued());
    STRONGROOM_CHECK(registry.has_value()); // found() and verifyChange() rule out what it refuses
    m_registry.emplace(std::move(*registry));
}

Answer Seat::lock(const Frame& /*request*/) {
    if (!m_journal || !m_journal->isUnlocked())
        return refuse(EngineError::locked);
    const auto recorded = journal({}, {.kind = "seat.locked", .at = m_ports.clock->now()});
    closeJournal(); // whether or not the disk took the record
    STRONGROOM_TRY(recorded);
    return statusFrame();
}

void Seat::recordRefusal(std::string_view verb, const std::string& subject, const Failure& failure) {
    // Wrong passphrases have a record of their own; questions about a locked or empty seat need none.
    if (!m_journal || !m_journal->isUnlocked() || verb == "status" || verb == "unlock" || verb == "log" ||
        verb == "station")
        return;
    const base::Seconds sinceBoot = m_ports.clock->sinceBoot();
    if (sinceBoot >= m_refusalMinute + base::Seconds{60})
        recordDroppedRefusals();
    if (++m_refusals > MAX_REFUSALS_A_MINUTE)
        return;
    audit::Event event{.kind = "signer.refused", .at = m_ports.clock->now()};
    if (base::fromHex(subject) && subject.size() <= 64)
        event.subject = subject;
    event.fields = {{"verb", Json(verb)}, {"code", Json(failure.code)}, {"sentence", Json(failure.message)}};
    static_cast<void>(journal({}, std::move(event))); // a full disk refuses by itself
}

void Seat::recordDroppedRefusals() {
    const std::int64_t dropped = m_refusals - MAX_REFUSALS_A_MINUTE;
    m_refusals = 0;
    m_refusalMinute = m_ports.clock->sinceBoot();
    if (dropped > 0 && m_journal->isUnlocked())
        static_cast<void>(journal({}, {.kind = "signer.refused_more",
                                       .at = m_ports.clock->now(),
                                       .fields = {{"count", Json(dropped)}}}));
}

std::string Seat::use() const {
    return kdfUse() == crypto::KdfUse::training ? "training" : "real";
}

} // namespace strongroom::signer
