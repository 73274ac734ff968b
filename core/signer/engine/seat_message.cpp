// Signing words (BIP322): what people propose that a vault says, and the one path from there to a proof. No
// transaction comes in: the intent has words and places, and what is signed is made here (ATTACKS A104). What
// a station does differently is in seat_station_message.cpp.
#include "base/system_ports.h"
#include "psbt/codec.h"
#include "psbt/message_sign.h"
#include "signer/engine/failpoint.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "signer/engine/signing_requests.h"
#include "signer/signing/sign_spend.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

struct MessageRequestBlobs {
    crypto::SignedObject intent;
    std::vector<crypto::SignedObject> statements;
};

/// From blob `first` on: the intent, then what was said about it.
base::Result<MessageRequestBlobs, Failure> readBlobs(const Frame& request, std::size_t first) {
    const base::Bytes* intent = blobOf(request, first);
    if (intent == nullptr)
        return refuse(EngineError::intentMissing);
    STRONGROOM_ASSIGN(auto object, crypto::SignedObject::parse(*intent, treasury::MAX_INTENT_BYTES));
    MessageRequestBlobs blobs{std::move(object), {}};
    for (std::size_t i = first + 1; i < request.blobs.size(); ++i) {
        STRONGROOM_ASSIGN(auto statement,
                          crypto::SignedObject::parse(request.blobs[i], treasury::MAX_STATEMENT_BYTES));
        blobs.statements.push_back(std::move(statement));
    }
    return blobs;
}

/// The words stand in the log as far as a record has room for them; their hash always does.
std::map<std::string, Json> wordsOf(const treasury::MessageIntent& intent) {
    constexpr std::size_t MAX_WORDS = 8'192;
    const base::Bytes& message = intent.request.message;
    std::map<std::string, Json> fields{
        {"message_hash", Json(hexOf(psbt::messageHash(message)))},
        {"coins", Json(static_cast<std::int64_t>(intent.request.coins.size()))}};
    if (message.size() <= MAX_WORDS)
        fields.emplace("message", Json(std::string(message.begin(), message.end())));
    return fields;
}

audit::Event messageEvent(std::string kind, base::UnixTime at, const treasury::MessageJudgement& judgement) {
    audit::Event event{.kind = std::move(kind), .at = at, .subject = hexOf(judgement.intent().digest())};
    event.refs = {judgement.intent().digest()};
    event.fields = wordsOf(judgement.intent().intent());
    event.fields.emplace("policy", Json(hexOf(judgement.decision().policyHash())));
    event.fields.emplace("sentence", Json(judgement.decision().sentence()));
    return event;
}

/// The account keys of a hot vault; its session wraps one.
std::optional<bitcoin::ExtendedPubKey> accountKey(const vault::Vault& vault) {
    for (const descriptor::KeyExpression& key : vault.descriptor.keys())
        if (key.extended)
            return key.extended;
    return std::nullopt;
}

} // namespace

/// P, {vault,request,expires_at} → {intent}; [0] the signed intent.
Answer Seat::proposeMessage(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto vaultId = fixedField<crypto::Hash256>(request, "vault");
    const auto expires = integerField(request, "expires_at");
    const Json* wanted = request.header.find("request");
    const std::vector<vault::Vault>& vaults = m_registry->vaults();
    const auto vault =
        std::ranges::find_if(vaults, [&](const vault::Vault& one) { return one.id == vaultId; });
    if (!expires || wanted == nullptr || vault == vaults.end())
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    treasury::MessageIntent intent;
    STRONGROOM_ASSIGN(intent.request, vault::parseMessageRequest(*wanted));
    // What cannot be signed is not proposed either: its words, its place, its coins.
    STRONGROOM_TRY(vault::draftMessage(*vault, intent.request));
    intent.treasury = m_authority->treasury();
    intent.initiator = actor.person->id;
    m_ports.random->fill(intent.nonce);
    intent.expiry = {*expires};
    intent.policyHash = m_authority->policyHash();
    intent.authorityVersion = m_authority->version();
    intent.network = vault->network;
    intent.vault = m_registry->vaultRecord(static_cast<std::size_t>(vault - vaults.begin()));
    crypto::Unsigned unsignedIntent = treasury::toUnsigned(intent);
    std::vector<crypto::Signature> signatures{crypto::signWith(unsignedIntent, actor.key)};
    const crypto::SignedObject object = crypto::assemble(std::move(unsignedIntent), std::move(signatures));
    STRONGROOM_TRY(crypto::SignedObject::parse(object.bytes(), treasury::MAX_INTENT_BYTES)); // not too large
    STRONGROOM_TRY(treasury::verifyMessageIntent(object, *m_authority, time.stated));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    audit::Event event{.kind = "message.proposed",
                       .at = time.stated,
                       .person = hexOf(actor.person->id),
                       .subject = hexOf(digest)};
    event.refs = {digest, object.id()};
    event.fields = wordsOf(intent);
    event.fields.emplace("vault", Json(hexOf(vault->id)));
    STRONGROOM_TRY(journal({}, std::move(event), &actor.key));
    return answerWith({{"intent", hexOf(digest)}}, {object.bytes()});
}

/// P, {kind,shown_digest,note?,answers?}; [1] the intent, then statements → as `state`.
Answer Seat::stateAboutMessage(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto kind = treasury::parseStatementKind(stringField(request, "kind"));
    if (!kind)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const MessageRequestBlobs blobs, readBlobs(request, 1));
    STRONGROOM_ASSIGN(const treasury::MessageIntent intent, treasury::parseMessageIntent(blobs.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    if (hexOf(digest) != stringField(request, "shown_digest"))
        return refuse(EngineError::digestChanged);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    Said said{*kind, digest, digest, std::nullopt, "message"};
    if (*kind == treasury::StatementKind::approval) {
        // Nobody approves what does not verify; stopping it needs no more than knowing which.
        const treasury::Knowledge knowledge = m_journal->ledger().knowledge(time, digest, digest);
        STRONGROOM_ASSIGN(const auto judgement,
                          treasury::judgeMessage(blobs.intent, blobs.statements, *m_registry, knowledge));
        if (judgement.decision().outcome() == policy::Outcome::notAllowed)
            return refuse(EngineError::notApproved);
        said.expires = intent.expiry;
    }
    return stateAbout(request, said, time);
}

/// [0] the intent, then statements → {intent,format}; [0] the signed PSBT, [1] the proof, empty while others
/// have to sign. Once signed, the same answer for ever.
Answer Seat::signMessage(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    STRONGROOM_ASSIGN(MessageRequestBlobs blobs, readBlobs(request, 0));
    STRONGROOM_ASSIGN(const treasury::MessageIntent intent, treasury::parseMessageIntent(blobs.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    if (const auto* earlier = m_journal->ledger().findMessage(digest); earlier && earlier->signedPsbt) {
        if (m_authority->isFrozen())
            return refuse(EngineError::frozen);
        return messageAnswer(digest, *earlier->signedPsbt, intent.request.format);
    }
    STRONGROOM_ASSIGN(const SeatTime time, now());
    const std::span<const crypto::SignedObject> stops = m_journal->ledger().stops(digest);
    const std::vector<crypto::SignedObject> brought = blobs.statements;
    blobs.statements.insert(blobs.statements.end(), stops.begin(), stops.end());
    const treasury::Knowledge knowledge = m_journal->ledger().knowledge(time, digest, digest);
    STRONGROOM_ASSIGN(auto judgement,
                      treasury::judgeMessage(blobs.intent, blobs.statements, *m_registry, knowledge));
    STRONGROOM_TRY(keepStops({digest, digest, "message"}, brought, judgement.tally(), time));
    STRONGROOM_TRY(keepCooling(digest, judgement.isApproved(), judgement.tally(), "message", time));
    STRONGROOM_ASSIGN(const AuthorizedMessage authorized,
                      authorizeMessage(std::move(judgement), *m_registry, m_journal->ledger(), time));
    const vault::Vault& vault = m_registry->vaults()[authorized.judgement().vault()];
    STRONGROOM_ASSIGN(Frame work, m_hot.workFor(vault));
    const auto account = accountKey(vault);
    if (!account)
        return refuse(EngineError::hasNoSuchKey);
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt,
                      say(authorized, {std::move(work), *account, authorized.judgement().draft().psbt}));
    return messageAnswer(digest, psbt::serialize(signedPsbt), intent.request.format);
}

base::Result<psbt::Psbt, Failure> Seat::say(const AuthorizedMessage& authorized, Speaker speaker) {
    const treasury::MessageJudgement& judgement = authorized.judgement();
    const vault::Vault& vault = m_registry->vaults()[judgement.vault()];
    const vault::MessageDraft& draft = judgement.draft();
    STRONGROOM_ASSIGN(const SigningPlan plan,
                      planSignatures(draft.psbt, draft.review, std::span(&vault, 1), speaker.account));
    if (plan.empty())
        return refuse(EngineError::hasNoSuchKey);
    // No durable record, no signature (I1).
    STRONGROOM_ASSIGN(const SeatTime time, now());
    const crypto::Hash256& digest = judgement.intent().digest();
    if (m_journal->ledger().findMessage(digest) == nullptr) {
        const Fact fact = MessageAuthorized{digest, vault.id,
                                            psbt::messageHash(judgement.intent().intent().request.message)};
        STRONGROOM_TRY(
            journal(std::span(&fact, 1), messageEvent("message.authorized", time.stated, judgement)));
    }
    failpoint("message.journalled");
    const std::vector<keys::SigningRequest> requests = plan.requests();
    speaker.work.header.object()->insert({"jobs", toJson(requests)});
    const bool isStation = m_files.hasStationKey();
    STRONGROOM_ASSIGN(const Frame reply,
                      isStation ? askStationKey(speaker.work) : m_ports.helper->run(speaker.work));
    STRONGROOM_ASSIGN(const auto signatures,
                      keys::UncheckedSignatures(reply.blobs).check(requests, base::inlineExecutor()));
    psbt::Psbt signedPsbt = placeSignatures(std::move(speaker.psbt), plan, signatures);
    if (isStation) {
        STRONGROOM_ASSIGN(signedPsbt, withReceipt(std::move(signedPsbt), digest, time.stated));
    }
    const Fact done = MessageSigned{digest, psbt::serialize(signedPsbt)};
    STRONGROOM_TRY(journal(std::span(&done, 1), messageEvent("message.signed", time.stated, judgement)));
    return signedPsbt;
}

Answer Seat::messageAnswer(const crypto::Hash256& digest, const base::Bytes& signedPsbt,
                           std::optional<psbt::ProofFormat> format) const {
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(signedPsbt));
    STRONGROOM_ASSIGN(const psbt::ProofProgress progress, psbt::finishProof(psbt, format));
    const std::string signature = progress.signature.value_or("");
    return answerWith({{"intent", hexOf(digest)}, {"format", std::string(psbt::name(progress.format))}},
                      {signedPsbt, base::toBytes(base::asBytes(signature))});
}

} // namespace strongroom::signer
