// Passphrases: who unlocks, who arms. A passphrase opens envelopes for the length of one request.
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

#include "crypto/passphrase_envelope.h"

#include <algorithm>

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

constexpr std::size_t SEED_SIZE = 32;

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

Failure Seat::recordWrongPassphrase(std::string person) {
    m_guesses.noteWrong();
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
    STRONGROOM_TRY(m_guesses.mayTry());
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
    m_guesses.noteRight();
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
    const bool enough = m_hot.hasEnoughShares();
    if (enough) {
        if (auto unsealed = unsealHotKeys(); !unsealed) {
            m_hot.end();
            return base::Unexpected(unsealed.error());
        }
    }
    auto recorded = journal({},
                            {.kind = enough ? "signer.armed" : "signer.unsealed",
                             .at = time.stated,
                             .person = hexOf(actor.person->id)},
                            &actor.key);
    if (!recorded) {
        m_hot.end(); // armed without a record would be armed in secret
        return base::Unexpected(recorded.error());
    }
    return statusFrame();
}

base::Result<void, Failure> Seat::addShare(const Frame& request, const Actor& actor) {
    const base::Bytes* shareBytes = blobOf(request, 1);
    if (shareBytes == nullptr || !actor.person->hasRole(quorum::Role::officer))
        return refuse(EngineError::mayNotArm);
    if (!m_hot.wantsShareOf(actor.person->id))
        return refuse(EngineError::alreadyUnsealed);
    const crypto::KeyId keyId = crypto::keyIdOf(actor.key.publicKey());
    STRONGROOM_ASSIGN(const auto envelope, crypto::PassphraseEnvelope::parseBytes(*shareBytes));
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    STRONGROOM_ASSIGN(
        const secret::SecureBuffer share,
        envelope.open(bindingOf(crypto::EnvelopePurpose::hotShare, hexOf(keyId)), passphrase, kdfUse()));
    if (share.size() != SEED_SIZE)
        return refuse(EngineError::mayNotArm);
    m_hot.addShare(actor.person->id, {keyId, secret::SecretArray<32>::copyOf(share.span())},
                   m_ports.clock->sinceBoot());
    return {};
}

base::Result<void, Failure> Seat::unsealHotKeys() {
    STRONGROOM_ASSIGN(const std::vector<std::string> vaults, m_files.hotVaults());
    if (vaults.empty())
        return refuse(EngineError::hasNoSuchKey);
    std::vector<HotTier::SealedKey> sealed;
    for (const std::string& vault : vaults) {
        STRONGROOM_ASSIGN(base::Bytes envelope, m_files.readHotEnvelope(vault));
        sealed.push_back({vault, std::move(envelope)});
    }
    return m_hot.arm(m_ports, *m_authority, std::move(sealed));
}

Answer Seat::disarm(const Frame& /*request*/) {
    if (!m_journal || !m_journal->isUnlocked())
        return refuse(EngineError::locked);
    if (m_hot.officers().empty())
        return refuse(EngineError::notArmed);
    m_hot.end();
    STRONGROOM_TRY(journal(
        {}, {.kind = "signer.disarmed", .at = m_ports.clock->now(), .fields = {{"why", Json("asked")}}}));
    return statusFrame();
}

void Seat::disarmBecause(std::string_view reason) {
    m_hot.end();
    static_cast<void>(journal(
        {}, {.kind = "signer.disarmed", .at = m_ports.clock->now(), .fields = {{"why", Json(reason)}}}));
}

bool Seat::someoneLost(const std::vector<quorum::PersonId>& officers) const {
    return std::any_of(officers.begin(), officers.end(), [&](const quorum::PersonId& id) {
        const quorum::Person* person = m_authority->roster().find(id);
        return person == nullptr || !person->isActive() || !person->hasRole(quorum::Role::officer);
    });
}

} // namespace strongroom::signer
