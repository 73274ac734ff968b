// Which authority this seat believes: pinned once, advanced head by head, never back.
#include "bitcoin/address.h"
#include "crypto/passphrase_envelope.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

/// Blobs from `first` on, as pairs of head and document.
base::Result<std::vector<authority::Change>, Failure> readChanges(const Frame& request, std::size_t first) {
    std::vector<authority::Change> changes;
    for (std::size_t i = first; i + 1 < request.blobs.size(); i += 2) {
        STRONGROOM_ASSIGN(auto head,
                          crypto::SignedObject::parse(request.blobs[i], authority::MAX_HEAD_BYTES));
        if (request.blobs[i + 1].size() > authority::MAX_DOCUMENT_BYTES)
            return refuse(EngineError::badRequest);
        changes.push_back({std::move(head), request.blobs[i + 1]});
    }
    return changes;
}

/// First sights of what a state brings: payees cool from here on by this signer's own clock.
std::vector<Fact> sightsIn(const authority::AuthorityState& before, const authority::AuthorityState& after) {
    std::vector<Fact> facts;
    for (const authority::PayeeEntry& payee : after.payees()) {
        const authority::PayeeEntry* known = before.findPayee(payee.record.id);
        if (known == nullptr || known->hash != payee.hash)
            facts.emplace_back(PayeeSeen{payee.hash});
    }
    return facts;
}

} // namespace

/// {log, digest, person?} · passphrase · blobs: [approval envelope (empty on a station), genesis, head,
/// document, …]
Answer Seat::provision(const Frame& request) {
    if (m_journal)
        return refuse(EngineError::alreadyProvisioned);
    if (request.blobs.size() < 2 || !request.secret)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const auto genesis,
                      crypto::SignedObject::parse(request.blobs[1], authority::MAX_GENESIS_BYTES));
    if (hexOf(genesis.id()) != stringField(request, "digest"))
        return refuse(EngineError::digestMismatch);
    STRONGROOM_ASSIGN(const auto changes, readChanges(request, 2));
    STRONGROOM_ASSIGN(authority::AuthorityState state, authority::replay(genesis, changes, m_rules));
    const audit::LogName log{state.treasuryText(), stringField(request, "log")};
    if (!audit::LogName::parse(log.origin()))
        return refuse(EngineError::badRequest);
    auto logKey = crypto::Ed25519KeyPair::generate(*m_ports.random);
    const crypto::Ed25519Seed seed = logKey.seed();
    m_authority = state;
    const auto made = sealSlot(request, logKey.publicKey());
    m_authority.reset();
    if (!made)
        return base::Unexpected(made.error());
    const auto& [slot, seatKey] = *made;
    if (request.blobs[0].empty())
        STRONGROOM_TRY(m_files.writeSlot(base::asBytes(slot)));
    const auto pinned = pin(request.blobs[1], changes, state, log, std::move(logKey), seed, seatKey.span());
    m_registry.reset();
    if (!pinned) {
        m_journal.reset();
        m_authority.reset();
        return base::Unexpected(pinned.error());
    }
    m_journal->lock(); // whoever provisions a seat unlocks it next, like everybody
    return answerWith({{"log_key", hexOf(m_journal->logKey())}, {"treasury", m_authority->treasuryText()}},
                      {base::toBytes(base::asBytes(slot))});
}

/// A new seat key and the slot that opens it: to the person whose approval key came along and opens, or to
/// the passphrase of a station.
base::Result<Seat::NewSlot, Failure> Seat::sealSlot(const Frame& request,
                                                    const crypto::Ed25519PublicKey& logKey) {
    crypto::KeyId keyId = crypto::keyIdOf(logKey);
    if (request.blobs[0].empty()) {
        STRONGROOM_TRY(requireStationKey(*request.secret));
    } else {
        STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
        keyId = crypto::keyIdOf(actor.key.publicKey());
    }
    STRONGROOM_ASSIGN(const auto passphrase, secret::SecretText::fromUtf8(request.secret->span()));
    STRONGROOM_ASSIGN(const auto key, crypto::PassphraseKey::create(passphrase, kdfUse(), *m_ports.random));
    NewSlot made{{}, secret::SecureBuffer(32)};
    m_ports.random->fill(made.seatKey.mutableSpan());
    made.slot = crypto::PassphraseEnvelope::seal(
                    made.seatKey.span(), bindingOf(crypto::EnvelopePurpose::databaseSlot, hexOf(keyId)), key,
                    *m_ports.random)
                    .text();
    return made;
}

base::Result<void, Failure> Seat::pin(base::ByteSpan genesis, const std::vector<authority::Change>& changes,
                                      const authority::AuthorityState& state, const audit::LogName& log,
                                      crypto::Ed25519KeyPair logKey, const crypto::Ed25519Seed& logSeed,
                                      base::ByteSpan seatKey) {
    STRONGROOM_TRY(m_files.writeLogSeed(logSeed.span()));
    STRONGROOM_TRY(m_files.writeLogName(log.log));
    STRONGROOM_ASSIGN(SeatJournal journalFile, SeatJournal::create(*m_ports.files, m_files.journalPath(), log,
                                                                   std::move(logKey), *m_ports.random));
    m_journal.emplace(std::move(journalFile));
    STRONGROOM_TRY(m_journal->unlock(seatKey));
    std::vector<Fact> facts{AuthorityAdopted{state.version(), state.headId()}};
    for (const authority::PayeeEntry& payee : state.payees())
        facts.emplace_back(PayeeSeen{payee.hash});
    STRONGROOM_TRY(m_files.createFolders());
    std::int64_t version = 2;
    for (const authority::Change& change : changes)
        STRONGROOM_TRY(m_files.writeChange(version++, change));
    m_authority = state;
    STRONGROOM_TRY(journal(facts, {.kind = "seat.provisioned",
                                   .at = m_ports.clock->now(),
                                   .subject = state.treasuryText(),
                                   .fields = {{"version", Json(state.version())}}}));
    // Last, so that a seat that was interrupted here is a journal without a founding record: refused, never
    // half-used.
    STRONGROOM_TRY(m_files.writeGenesis(genesis));
    rebuildRegistry();
    return {};
}

base::Result<void, Failure> Seat::found(const EnginePorts& ports, const std::string& folder,
                                        const crypto::SignedObject& genesis,
                                        const authority::AuthorityState& state, const audit::LogName& log,
                                        crypto::Ed25519KeyPair logKey, const crypto::Ed25519Seed& logSeed,
                                        base::ByteSpan seatKey, const HotEnvelope& hot) {
    Seat seat(ports, folder);
    if (seat.m_files.isProvisioned() || seat.m_files.hasJournal())
        return refuse(EngineError::alreadyProvisioned);
    STRONGROOM_TRY(seat.m_files.createFolders());
    STRONGROOM_TRY(seat.m_files.writeHotEnvelope(hot.vault, hot.envelope));
    return seat.pin(genesis.bytes(), {}, state, log, std::move(logKey), logSeed, seatKey);
}

Answer Seat::adoptChanges(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const auto changes, readChanges(request, 0));
    for (const authority::Change& change : changes) {
        const auto verified = authority::verifyChange(*m_authority, change, m_rules);
        if (!verified && verified.error() == authority::Error::alreadyAdopted)
            continue;
        if (!verified)
            return base::Unexpected(Failure(verified.error()));
        STRONGROOM_TRY(adoptOne(*verified, change, time));
    }
    return statusFrame();
}

base::Result<void, Failure> Seat::adoptOne(const authority::VerifiedChange& verified,
                                           const authority::Change& change, const SeatTime& time) {
    const auto seen = m_journal->ledger().firstSeen(verified.changeId());
    if (!seen) {
        const Fact sight = ChangeSeen{verified.changeId()};
        STRONGROOM_TRY(
            journal(std::span(&sight, 1), {.kind = "authority.seen",
                                           .at = time.stated,
                                           .subject = hexOf(change.head.id()),
                                           .fields = {{"version", Json(verified.head().version)}}}));
    }
    // Whether it is in effect the clock says; how long it cooled down only what is proven to have passed.
    const base::UnixTime since = seen.value_or(time.proven) + (time.stated - time.proven);
    STRONGROOM_ASSIGN(authority::AuthorityState next, authority::adopt(verified, since, time.stated));
    // The file before the fact: a fact without its file would be taken for a rollback.
    STRONGROOM_TRY(m_files.writeChange(verified.head().version, change));
    std::vector<Fact> facts = sightsIn(*m_authority, next);
    facts.emplace_back(AuthorityAdopted{next.version(), next.headId()});
    facts.emplace_back(ChangeAdopted{verified.changeId()});
    STRONGROOM_TRY(journal(facts, {.kind = "authority.adopted",
                                   .at = time.stated,
                                   .subject = hexOf(change.head.id()),
                                   .fields = {{"version", Json(next.version())},
                                              {"kind", Json(authority::name(verified.head().kind))}}}));
    m_authority = std::move(next);
    rebuildRegistry();
    if (m_authority->isFrozen())
        disarmBecause("frozen");
    else if (someoneLost(m_hot.officers()))
        disarmBecause("people");
    return {};
}

/// {vault, branch, index, issue, fields?}: re-derives an address; with `issue` it is recorded as given out.
Answer Seat::deriveAddress(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto vaultId = fixedField<crypto::Hash256>(request, "vault");
    const auto branch = integerField(request, "branch");
    const auto index = integerField(request, "index");
    if (!vaultId || !branch || !index || *branch < 0 || *branch > 1 || *index < 0 || *index > INT32_MAX - 1)
        return refuse(EngineError::badRequest);
    for (const vault::Vault& vault : m_registry->vaults()) {
        if (vault.id != *vaultId)
            continue;
        const auto position = static_cast<std::uint32_t>(*index);
        if (!vault.isWithinGap(position))
            return refuse(EngineError::addressTooFar);
        STRONGROOM_ASSIGN(const auto script,
                          vault.descriptor.derive(static_cast<std::size_t>(*branch), position));
        const auto address = bitcoin::encodeAddress(script.scriptPubKey, vault.network);
        STRONGROOM_CHECK(address.has_value());
        const Json* issue = request.header.find("issue");
        if (issue != nullptr && issue->boolean() != nullptr && *issue->boolean()) {
            STRONGROOM_ASSIGN(const SeatTime time, now());
            const Fact issued = AddressIssued{vault.id, position};
            audit::Event event{
                .kind = std::string(ADDRESS_ISSUED), .at = time.stated, .subject = hexOf(vault.id)};
            if (const Json* fields = request.header.find("fields");
                fields != nullptr && fields->object() != nullptr)
                event.fields = {fields->object()->begin(), fields->object()->end()};
            event.fields.insert_or_assign("address", Json(*address));
            STRONGROOM_TRY(journal(std::span(&issued, 1), std::move(event)));
            rebuildRegistry();
        }
        return answerWith({{"address", *address}});
    }
    return refuse(EngineError::hasNoSuchKey);
}

} // namespace strongroom::signer
