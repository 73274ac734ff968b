// Passphrases: who unlocks, who arms. A passphrase opens envelopes for the length of one request.
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

#include "crypto/passphrase_envelope.h"

#include <algorithm>
#include <utility>

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

constexpr std::size_t SEED_SIZE = 32;
/// Waits double from one second on: a hundred guesses take half a day, a typing officer notices nothing.
base::Seconds waitAfter(int wrongAttempts) {
    return {std::int64_t{1} << (wrongAttempts - 1)};
}

} // namespace

crypto::KdfUse Seat::kdfUse() const {
    return m_authority->purpose() == authority::Purpose::training ? crypto::KdfUse::training
                                                                  : crypto::KdfUse::real;
}

crypto::EnvelopeBinding Seat::bindingOf(crypto::EnvelopePurpose purpose, std::string keyId) const {
    return {m_authority->treasuryText(), std::string(authority::name(m_authority->network())), purpose,
            std::move(keyId)};
}

base::Result<const quorum::Person*, Failure> Seat::personOf(const Frame& request) const {
    const quorum::Person* person = m_authority->roster().findByHandle(stringField(request, "person"));
    if (person == nullptr || !person->isActive())
        return refuse(EngineError::unknownPerson);
    return person;
}

void Seat::recallWrongAttempts() {
    m_wrongAttempts = m_files.readWrongAttempts();
    if (m_wrongAttempts > 0)
        m_nextAttempt = m_ports.clock->sinceBoot() + waitAfter(m_wrongAttempts);
}

void Seat::noteRightPassphrase() {
    if (std::exchange(m_wrongAttempts, 0) > 0)
        static_cast<void>(m_files.writeWrongAttempts(0)); // stays: the next start waits once
}

base::Result<void, Failure> Seat::mayTry() const {
    if (m_ports.clock->sinceBoot() < m_nextAttempt)
        return refuse(EngineError::tooManyAttempts);
    return {};
}

Failure Seat::recordWrongPassphrase(std::string person) {
    m_wrongAttempts = std::min(m_wrongAttempts + 1, MAX_WRONG_ATTEMPTS);
    m_nextAttempt = m_ports.clock->sinceBoot() + waitAfter(m_wrongAttempts);
    // On a full disk it is counted in memory only; a guess is refused all the same.
    static_cast<void>(m_files.writeWrongAttempts(m_wrongAttempts));
    if (m_journal) // a station's key can be guessed at before there is a journal
        static_cast<void>(journal(
            {}, {.kind = "seat.unlock_failed", .at = m_ports.clock->now(), .person = std::move(person)}));
    return Failure(EngineError::wrongPassphrase);
}

base::Result<Seat::Actor, Failure> Seat::actorFor(const Frame& request) {
    if (!m_authority)
        return refuse(EngineError::notProvisioned);
    STRONGROOM_ASSIGN(const quorum::Person* person, personOf(request));
    const base::Bytes* envelopeBytes = blobOf(request, 0);
    if (envelopeBytes == nullptr || !request.secret)
        return refuse(EngineError::badRequest);
    STRONGROOM_TRY(mayTry());
    STRONGROOM_ASSIGN(const auto envelope, crypto::PassphraseEnvelope::parseBytes(*envelopeBytes));
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    const auto binding = bindingOf(crypto::EnvelopePurpose::approvalKey, envelope.binding().keyId);
    const auto seed = envelope.open(binding, passphrase, kdfUse());
    if (!seed && seed.error() == crypto::Error::decryptionFailed)
        return base::Unexpected(recordWrongPassphrase(hexOf(person->id)));
    if (!seed)
        return base::Unexpected(Failure(seed.error()));
    if (seed->size() != SEED_SIZE)
        return refuse(EngineError::badRequest);
    auto key = crypto::Ed25519KeyPair::fromSeed(crypto::Ed25519Seed::copyOf(seed->span()));
    const auto holder = m_authority->roster().holderOf(crypto::keyIdOf(key.publicKey()));
    if (!holder || holder->person != person || holder->device->state != quorum::DeviceState::active)
        return refuse(EngineError::unknownPerson);
    noteRightPassphrase();
    return Actor{person, std::move(key)};
}

Answer Seat::arm(const Frame& request) {
    if (!m_journal || !m_journal->isUnlocked())
        return refuse(EngineError::locked);
    if (m_authority->isFrozen())
        return refuse(EngineError::frozen);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    STRONGROOM_TRY(addShare(request, actor));
    const bool enough = m_unsealing.size() >= keys::SharedEnvelope::MIN_THRESHOLD;
    if (enough) {
        if (auto unsealed = unsealHotKeys(); !unsealed) {
            forgetSession();
            return base::Unexpected(unsealed.error());
        }
    }
    auto recorded = journal({},
                            {.kind = enough ? "signer.armed" : "signer.unsealed",
                             .at = time.stated,
                             .person = hexOf(actor.person->id)},
                            &actor.key);
    if (!recorded) {
        forgetSession(); // armed without a record would be armed in secret
        return base::Unexpected(recorded.error());
    }
    return statusFrame();
}

base::Result<void, Failure> Seat::addShare(const Frame& request, const Actor& actor) {
    const base::Bytes* shareBytes = blobOf(request, 1);
    if (shareBytes == nullptr || !actor.person->hasRole(quorum::Role::officer))
        return refuse(EngineError::mayNotArm);
    if (m_armed ||
        std::find(m_unsealingBy.begin(), m_unsealingBy.end(), actor.person->id) != m_unsealingBy.end())
        return refuse(EngineError::alreadyUnsealed);
    const crypto::KeyId keyId = crypto::keyIdOf(actor.key.publicKey());
    STRONGROOM_ASSIGN(const auto envelope, crypto::PassphraseEnvelope::parseBytes(*shareBytes));
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    STRONGROOM_ASSIGN(
        const secret::SecureBuffer share,
        envelope.open(bindingOf(crypto::EnvelopePurpose::hotShare, hexOf(keyId)), passphrase, kdfUse()));
    if (share.size() != SEED_SIZE)
        return refuse(EngineError::mayNotArm);
    if (m_unsealing.empty())
        m_unsealingSince = m_ports.clock->sinceBoot();
    m_unsealing.push_back({keyId, secret::SecretArray<32>::copyOf(share.span())});
    m_unsealingBy.push_back(actor.person->id);
    return {};
}

base::Result<void, Failure> Seat::unsealHotKeys() {
    STRONGROOM_ASSIGN(const std::vector<std::string> vaults, m_files.hotVaults());
    if (vaults.empty())
        return refuse(EngineError::hasNoSuchKey);
    ArmedSession session{keys::SessionKey(*m_ports.random),
                         {},
                         m_unsealingBy,
                         m_ports.clock->now(),
                         m_ports.clock->sinceBoot()};
    for (const std::string& vault : vaults) {
        STRONGROOM_ASSIGN(base::Bytes envelope, m_files.readHotEnvelope(vault));
        Json::Array officers;
        secret::SecureBuffer secrets(keys::SessionKey::SIZE + m_unsealing.size() * SEED_SIZE);
        auto out = std::copy(session.session.bytes().begin(), session.session.bytes().end(),
                             secrets.mutableSpan().begin());
        for (const keys::OfficerShare& share : m_unsealing) {
            officers.emplace_back(hexOf(share.officer));
            out = std::copy(share.share.span().begin(), share.share.span().end(), out);
        }
        Frame work = answerWith({{"op", "unseal_hot"},
                                 {"treasury", m_authority->treasuryText()},
                                 {"network", std::string(authority::name(m_authority->network()))},
                                 {"key_id", vault},
                                 {"label", vault},
                                 {"officers", std::move(officers)}},
                                {std::move(envelope)});
        work.secret = std::move(secrets);
        STRONGROOM_ASSIGN(Frame reply, m_ports.helper->run(work));
        const auto nonce = fixedField<crypto::AeadNonce>(reply, "nonce");
        if (!nonce || reply.blobs.size() != 1)
            return refuse(EngineError::badRequest);
        session.keys.push_back({vault, {*nonce, std::move(reply.blobs.front())}});
    }
    m_armed.emplace(std::move(session));
    m_unsealing.clear();
    m_unsealingBy.clear();
    return {};
}

Answer Seat::disarm(const Frame& /*request*/) {
    if (!m_journal || !m_journal->isUnlocked())
        return refuse(EngineError::locked);
    if (!m_armed && m_unsealing.empty())
        return refuse(EngineError::notArmed);
    forgetSession();
    STRONGROOM_TRY(journal(
        {}, {.kind = "signer.disarmed", .at = m_ports.clock->now(), .fields = {{"why", Json("asked")}}}));
    return statusFrame();
}

void Seat::disarmBecause(std::string_view reason) {
    forgetSession();
    static_cast<void>(journal(
        {}, {.kind = "signer.disarmed", .at = m_ports.clock->now(), .fields = {{"why", Json(reason)}}}));
}

bool Seat::someoneLost(const std::vector<quorum::PersonId>& officers) const {
    return std::any_of(officers.begin(), officers.end(), [&](const quorum::PersonId& id) {
        const quorum::Person* person = m_authority->roster().find(id);
        return person == nullptr || !person->isActive() || !person->hasRole(quorum::Role::officer);
    });
}

void Seat::forgetSession() {
    m_armed.reset();
    m_unsealing.clear();
    m_unsealingBy.clear();
}

} // namespace strongroom::signer
