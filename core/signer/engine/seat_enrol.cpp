// A device key for somebody who joins, or for another device of somebody who is there. The key is worth
// nothing until the quorum for people has signed it into the roster.
#include "crypto/passphrase_envelope.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

/// Of the database, and of the seat's journal.
constexpr std::size_t SEAT_KEY_SIZE = 32;

bool wantsSlot(const Frame& request) {
    const Json* slot = request.header.find("slot");
    return slot != nullptr && slot->boolean() != nullptr && *slot->boolean();
}

} // namespace

/// {person, label, slot?} · passphrase, with `slot` after the seat's key. Makes the key here, seals it under
/// the passphrase, and proves that it is held.
Answer Seat::enrol(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const std::size_t before = wantsSlot(request) ? SEAT_KEY_SIZE : 0;
    if (!request.secret || request.secret->size() <= before)
        return refuse(EngineError::badRequest);
    const std::string handle = stringField(request, "person");
    const quorum::Person* known = m_authority->roster().findByHandle(handle);
    if (known != nullptr && !known->isActive())
        return refuse(EngineError::unknownPerson);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const auto passphrase,
                      secret::SecretText::fromUtf8(request.secret->span().subspan(before)));
    STRONGROOM_ASSIGN(const auto opens, crypto::PassphraseKey::create(passphrase, kdfUse(), *m_ports.random));
    const auto key = crypto::Ed25519KeyPair::generate(*m_ports.random);
    const quorum::PersonId person = known != nullptr ? known->id : quorum::personIdOf(key.publicKey());
    const std::string keyId = hexOf(crypto::keyIdOf(key.publicKey()));
    const crypto::Ed25519Seed seed = key.seed();
    const auto seal = [&](crypto::EnvelopePurpose purpose, base::ByteSpan secret) {
        const auto envelope =
            crypto::PassphraseEnvelope::seal(secret, bindingOf(purpose, keyId), opens, *m_ports.random);
        return base::toBytes(base::asBytes(envelope.text()));
    };
    std::vector<base::Bytes> blobs{seal(crypto::EnvelopePurpose::approvalKey, seed.span())};
    if (before != 0)
        blobs.push_back(seal(crypto::EnvelopePurpose::databaseSlot, request.secret->span().first(before)));
    STRONGROOM_TRY(
        journal({}, {.kind = "authority.key_made",
                     .at = time.stated,
                     .subject = keyId,
                     .fields = {{"handle", Json(handle)}, {"label", Json(stringField(request, "label"))}}}));
    const auto possession = key.sign(quorum::possessionDigest(person, key.publicKey()).span());
    return answerWith({{"person_id", hexOf(person)},
                       {"key_id", keyId},
                       {"key", hexOf(key.publicKey())},
                       {"possession", hexOf(possession)}},
                      std::move(blobs));
}

} // namespace strongroom::signer
