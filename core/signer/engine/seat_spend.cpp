// Signing: the one path from a request to signatures, for the hot tier and for a station's key.
#include "psbt/codec.h"
#include "signer/engine/failpoint.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "signer/engine/signing_requests.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

/// The account key of the vault's descriptor that this seat holds.
base::Result<bitcoin::ExtendedPubKey, Failure> accountKey(const vault::Vault& vault,
                                                          const std::optional<bitcoin::ExtendedPubKey>& own) {
    for (const descriptor::KeyExpression& key : vault.descriptor.keys()) {
        if (key.extended && (!own || key.extended->sameKey(*own)))
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
    STRONGROOM_ASSIGN(const base::UnixTime now, trustedNow());
    STRONGROOM_ASSIGN(JudgedRequest judged, judgeRequest(*bytes, *m_registry, m_journal->ledger(), now));
    const crypto::Hash256 digest = judged.judgement.intent().digest();
    if (judged.judgement.isApproved() && judged.judgement.tally().wait &&
        !m_journal->ledger().approvedSince(digest)) {
        const Fact approved = ApprovalCompleted{digest};
        STRONGROOM_TRY(
            journal(std::span(&approved, 1), {.kind = "withdrawal.cooling", .at = now, .refs = {digest}}));
    }
    STRONGROOM_ASSIGN(AuthorizedSpend authorized,
                      authorize(std::move(judged), *m_registry, m_journal->ledger(), now));
    if (!m_armed)
        return refuse(EngineError::notArmed);
    const vault::Vault& vault = m_registry->vaults()[*authorized.judgement().review().sourceVault];
    const std::string keyId = hexOf(vault.id);
    const auto key = std::find_if(m_armed->keys.begin(), m_armed->keys.end(),
                                  [&](const HotKey& candidate) { return candidate.keyId == keyId; });
    if (key == m_armed->keys.end())
        return refuse(EngineError::notHot);
    Frame work = answerWith({{"op", "sign_hot"},
                             {"label", keyId},
                             {"network", std::string(bitcoin::name(vault.network))},
                             {"nonce", hexOf(key->wrapped.nonce)}},
                            {key->wrapped.ciphertext});
    work.secret = secret::SecureBuffer::copyOf(m_armed->session.bytes());
    STRONGROOM_ASSIGN(const bitcoin::ExtendedPubKey account, accountKey(vault, std::nullopt));
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt, sign(std::move(authorized), std::move(work), account));
    return answerWith({{"intent", hexOf(digest)}}, {psbt::serialize(signedPsbt)});
}

base::Result<psbt::Psbt, Failure> Seat::sign(AuthorizedSpend&& spend, Frame work,
                                             const bitcoin::ExtendedPubKey& account) {
    const AuthorizedSpend authorized = std::move(spend);
    STRONGROOM_ASSIGN(const auto plan, planSignatures(authorized.psbt(), authorized.judgement().review(),
                                                      m_registry->vaults(), account));
    if (plan.empty())
        return refuse(EngineError::hasNoSuchKey);
    // No durable record, no signature (I1).
    STRONGROOM_ASSIGN(const base::UnixTime now, trustedNow());
    if (m_journal->ledger().find(authorized.consumption().intent) == nullptr) {
        const Fact consumed = authorized.consumption();
        STRONGROOM_TRY(
            journal(std::span(&consumed, 1), spendEvent("withdrawal.authorized", now, authorized)));
    }
    failpoint("intent.journalled");
    work.header.object()->insert({"jobs", toJson(plan)});
    STRONGROOM_ASSIGN(const Frame reply, m_ports.helper->run(work));
    failpoint("child.answered");
    if (reply.blobs.size() != plan.size())
        return base::Unexpected(Failure(keys::Error::signatureNotVerified));
    STRONGROOM_ASSIGN(psbt::Psbt signedPsbt, placeSignatures(authorized.psbt(), plan, reply.blobs));
    const Fact done = SpendSigned{authorized.consumption().intent, psbt::serialize(signedPsbt)};
    STRONGROOM_TRY(journal(std::span(&done, 1), spendEvent("withdrawal.signed", now, authorized)));
    failpoint("result.journalled");
    return signedPsbt;
}

Answer Seat::signCold(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    const base::Bytes* envelope = blobOf(request, 1);
    const auto own = bitcoin::ExtendedPubKey::parse(stringField(request, "xpub"));
    if (bytes == nullptr || envelope == nullptr || !request.secret || !own)
        return refuse(EngineError::badRequest);
    STRONGROOM_TRY(mayTry());
    STRONGROOM_ASSIGN(std::optional<Frame> before, signedBefore(*bytes));
    if (before)
        return *std::move(before);
    STRONGROOM_ASSIGN(const base::UnixTime now, trustedNow());
    STRONGROOM_ASSIGN(JudgedRequest judged, judgeRequest(*bytes, *m_registry, m_journal->ledger(), now));
    const crypto::Hash256 digest = judged.judgement.intent().digest();
    if (hexOf(digest) != stringField(request, "shown_digest"))
        return refuse(EngineError::digestChanged);
    STRONGROOM_ASSIGN(AuthorizedSpend authorized,
                      authorize(std::move(judged), *m_registry, m_journal->ledger(), now));
    const vault::Vault& vault = m_registry->vaults()[*authorized.judgement().review().sourceVault];
    STRONGROOM_ASSIGN(const bitcoin::ExtendedPubKey account, accountKey(vault, *own));
    Frame work = answerWith({{"op", "sign_cold"},
                             {"network", std::string(bitcoin::name(vault.network))},
                             {"use", use()},
                             {"key_id", stringField(request, "fingerprint")},
                             {"path", stringField(request, "path")}},
                            {*envelope});
    work.secret = secret::SecureBuffer::copyOf(request.secret->span());
    const auto signedPsbt = sign(std::move(authorized), std::move(work), account);
    if (!signedPsbt && signedPsbt.error().code == describe(crypto::Error::decryptionFailed).code)
        return base::Unexpected(recordWrongPassphrase({}));
    if (!signedPsbt)
        return base::Unexpected(signedPsbt.error());
    m_wrongAttempts = 0;
    return answerWith({{"intent", hexOf(digest)}}, {psbt::serialize(*signedPsbt)});
}

Answer Seat::review(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const base::UnixTime now, trustedNow());
    STRONGROOM_ASSIGN(JudgedRequest judged, judgeRequest(*bytes, *m_registry, m_journal->ledger(), now));
    const std::string digest = hexOf(judged.judgement.intent().digest());
    Json decision = policy::toJson(judged.judgement.decision());
    const auto authorized = authorize(std::move(judged), *m_registry, m_journal->ledger(), now);
    Json::Object header{{"intent", digest},
                        {"decision", std::move(decision)},
                        {"may_sign", authorized.has_value()},
                        {"authority_version", m_authority->version()},
                        {"policy_version", m_authority->policyVersion()},
                        {"people_since", m_authority->rosterSince().seconds}};
    if (!authorized) {
        header.insert({"refusal_code", authorized.error().code});
        header.insert({"refusal", authorized.error().message});
    }
    return answerWith(std::move(header));
}

} // namespace strongroom::signer
