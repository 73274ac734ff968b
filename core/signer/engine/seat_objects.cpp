// What people sign with their device keys: intents, statements about them, heads. The signer makes each
// object itself, from the bytes; it signs nothing that it was handed ready-made.
#include "psbt/codec.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "treasury/intent_match.h"
#include "treasury/statement.h"

#include <algorithm>
#include <array>

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

std::array<std::uint8_t, 16> randomSalt(base::Random& random) {
    std::array<std::uint8_t, 16> salt{};
    random.fill(salt);
    return salt;
}

crypto::SignedObject signObject(crypto::Unsigned object, const crypto::Ed25519KeyPair& key) {
    std::vector<crypto::Signature> signatures{crypto::signWith(object, key)};
    return crypto::assemble(std::move(object), std::move(signatures));
}

/// SHA-256 of files; their order and number are checked with the rest of the details.
base::Result<std::vector<crypto::Hash256>, Failure> readAttachments(const Json& list) {
    std::vector<crypto::Hash256> hashes;
    if (list.array() == nullptr)
        return refuse(EngineError::badRequest);
    for (const Json& entry : *list.array()) {
        const auto bytes = entry.string() != nullptr ? base::fromHex(*entry.string()) : std::nullopt;
        const auto hash = bytes ? crypto::Hash256::from(*bytes) : std::nullopt;
        if (!hash)
            return refuse(EngineError::badRequest);
        hashes.push_back(*hash);
    }
    return hashes;
}

/// `payments` of a propose request: {"<output>": {"purpose","reference","attachments"?}}.
base::Result<std::map<std::size_t, treasury::PaymentDetails>, Failure>
readPayments(const Json* payments, const policy::SpendFacts& facts, base::Random& random) {
    std::map<std::size_t, treasury::PaymentDetails> result;
    if (payments == nullptr || payments->object() == nullptr)
        return result;
    for (const auto& [key, value] : *payments->object()) {
        const bool isNumber =
            !key.empty() && key.size() < 6 &&
            std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
        const std::size_t output = isNumber ? std::stoul(key) : facts.outputs.size();
        base::JsonFields fields(value);
        treasury::PaymentDetails details;
        details.purpose = fields.string("purpose").value_or("");
        details.reference = fields.string("reference").value_or("");
        if (const Json* attachments = fields.optional("attachments")) {
            STRONGROOM_ASSIGN(details.attachments, readAttachments(*attachments));
        }
        if (!fields.done() || output >= facts.outputs.size() || !facts.outputs[output].payee)
            return refuse(EngineError::badRequest);
        details.payee = *facts.outputs[output].payee;
        details.amount = facts.outputs[output].amount;
        details.salt = randomSalt(random);
        // What nobody could read back is not signed: control characters, text that runs backwards.
        STRONGROOM_TRY(treasury::parsePaymentDetails(treasury::toJson(details)));
        result.emplace(output, std::move(details));
    }
    return result;
}

/// `bump` of a propose request: {"max_fee","max_feerate"}.
base::Result<std::optional<treasury::Bump>, Failure> readBump(const Json* bump) {
    if (bump == nullptr)
        return std::optional<treasury::Bump>();
    base::JsonFields fields(*bump);
    const auto maxFee = base::Amount::fromSatoshi(fields.integer("max_fee").value_or(-1));
    const auto maxFeeRate = fields.integer("max_feerate").value_or(-1);
    if (!fields.done() || !maxFee || maxFeeRate < 0)
        return refuse(EngineError::badRequest);
    return std::optional(treasury::Bump{*maxFee, base::FeeRate::satPerKvb(maxFeeRate)});
}

/// What a propose request replaces.
struct Replaced {
    std::optional<crypto::SignedObject> object;
    std::optional<treasury::Intent> intent;
};

base::Result<Replaced, Failure> readReplaced(const base::Bytes* bytes) {
    if (bytes == nullptr)
        return Replaced();
    STRONGROOM_ASSIGN(auto object, crypto::SignedObject::parse(*bytes, treasury::MAX_INTENT_BYTES));
    STRONGROOM_ASSIGN(auto intent, treasury::parseIntent(object));
    return Replaced{std::move(object), std::move(intent)};
}

base::Bytes bytesOf(const Json& json) {
    return base::toBytes(base::asBytes(json.canonical()));
}

/// The second part of the record's kind.
std::string_view pastTense(treasury::StatementKind kind) {
    switch (kind) {
    case treasury::StatementKind::approval:
        return "approved";
    case treasury::StatementKind::rejection:
        return "rejected";
    case treasury::StatementKind::question:
        return "asked";
    case treasury::StatementKind::answer:
        return "answered";
    case treasury::StatementKind::takeBack:
        return "taken_back";
    }
    base::checkFailed("StatementKind");
}

} // namespace

Answer Seat::propose(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 1);
    const auto expires = integerField(request, "expires_at");
    if (bytes == nullptr || !expires)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(*bytes));
    STRONGROOM_ASSIGN(const Replaced replaced, readReplaced(blobOf(request, 2)));
    const crypto::Hash256 versionOf =
        replaced.intent ? treasury::withdrawalId(*replaced.intent) : crypto::Hash256();
    const treasury::Knowledge knowledge = m_journal->ledger().knowledge(time, {}, versionOf);
    const vault::SpendReview review = treasury::reviewWith(psbt, *m_registry, knowledge);
    treasury::Proposal proposal;
    proposal.initiator = actor.person->id;
    proposal.original = replaced.intent;
    STRONGROOM_ASSIGN(proposal.bump, readBump(request.header.find("bump")));
    proposal.nonce = randomSalt(*m_ports.random);
    proposal.expiry = {*expires};
    STRONGROOM_ASSIGN(proposal.payments,
                      readPayments(request.header.find("payments"), review.facts, *m_ports.random));
    STRONGROOM_ASSIGN(const treasury::Intent intent,
                      treasury::draftIntent(psbt, review, *m_registry, proposal));
    const crypto::SignedObject object = signObject(treasury::toUnsigned(intent), actor.key);
    STRONGROOM_TRY(treasury::judge(psbt, object, {}, *m_registry, knowledge, replaced.object));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    audit::Event event{.kind = replaced.intent ? "withdrawal.replacement_proposed" : "withdrawal.proposed",
                       .at = time.stated,
                       .person = hexOf(actor.person->id),
                       .subject = hexOf(digest)};
    event.refs = {object.id()};
    if (intent.body.replaces)
        event.refs.push_back(*intent.body.replaces);
    event.fields = {{"txid", Json(bitcoin::toText(psbt.tx.txid()))},
                    {"outflow", Json(intent.body.outflow.satoshi())},
                    {"fee", Json(intent.body.fee.satoshi())}};
    std::vector<base::Bytes> blobs{object.bytes()};
    for (const auto& [output, details] : proposal.payments) {
        event.fields.emplace("payment_" + std::to_string(output), treasury::toJson(details));
        blobs.push_back(bytesOf(treasury::toJson(details)));
    }
    STRONGROOM_TRY(journal({}, std::move(event), &actor.key));
    return answerWith({{"intent", hexOf(digest)}}, std::move(blobs));
}

Answer Seat::state(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 1);
    const auto kind = treasury::parseStatementKind(stringField(request, "kind"));
    if (bytes == nullptr || !kind)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(*bytes));
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(psbt));
    if (!travel.intent)
        return refuse(EngineError::intentMissing);
    STRONGROOM_ASSIGN(const treasury::Intent intent, treasury::parseIntent(*travel.intent));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    if (hexOf(digest) != stringField(request, "shown_digest"))
        return refuse(EngineError::digestChanged);
    Said said{*kind, digest, treasury::withdrawalId(intent), std::nullopt, "withdrawal"};
    if (*kind == treasury::StatementKind::approval) {
        // Nobody approves what does not verify; stopping a payment needs no more than knowing which.
        const treasury::Knowledge knowledge =
            m_journal->ledger().knowledge(time, digest, treasury::withdrawalId(intent));
        const auto original =
            intent.body.replaces ? treasury::originalIn(travel, *intent.body.replaces) : std::nullopt;
        STRONGROOM_ASSIGN(const auto judgement, treasury::judge(psbt, *travel.intent, travel.statements,
                                                                *m_registry, knowledge, original));
        if (judgement.decision().outcome() == policy::Outcome::notAllowed)
            return refuse(EngineError::notApproved);
        said.expires = intent.expiry;
    }
    return stateAbout(request, said, time);
}

Answer Seat::stateAbout(const Frame& request, const Said& said, const SeatTime& time) {
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    treasury::Statement statement;
    statement.kind = said.kind;
    statement.intent = said.digest;
    statement.expires = said.expires;
    statement.person = actor.person->id;
    statement.authorityVersion = m_authority->version();
    statement.at = time.stated;
    if (said.kind == treasury::StatementKind::answer)
        statement.answers = fixedField<crypto::Hash256>(request, "answers");
    std::optional<treasury::Note> note;
    if (const std::string text = stringField(request, "note"); !text.empty()) {
        if (text.size() > treasury::MAX_NOTE || !base::isPlainUtf8(text))
            return refuse(EngineError::badRequest);
        note = treasury::Note{text, randomSalt(*m_ports.random)};
        statement.note = treasury::noteHash(*note);
    }
    const crypto::SignedObject object =
        signObject(treasury::toUnsigned(statement, m_authority->treasuryText()), actor.key);
    audit::Event event{.kind = std::string(said.family) + "." + std::string(pastTense(said.kind)),
                       .at = time.stated,
                       .person = hexOf(actor.person->id),
                       .subject = hexOf(said.subject)};
    event.refs = {said.digest, object.id()};
    std::vector<base::Bytes> blobs{object.bytes()};
    if (note) {
        event.fields.emplace("note", Json(note->text));
        blobs.push_back(bytesOf(treasury::toJson(*note)));
    }
    std::vector<Fact> facts;
    if (treasury::stops(said.kind))
        facts.emplace_back(StopKept{said.digest, object});
    STRONGROOM_TRY(journal(facts, std::move(event), &actor.key));
    return answerWith({{"intent", hexOf(said.digest)}, {"statement", hexOf(object.id())}}, std::move(blobs));
}

Answer Seat::signHead(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto kind = authority::parseChangeKind(stringField(request, "kind"));
    const base::Bytes* document = blobOf(request, 1);
    if (!kind || document == nullptr)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    std::vector<crypto::Signature> signatures;
    base::UnixTime effectiveFrom = time.stated;
    if (const base::Bytes* earlier = blobOf(request, 2)) {
        STRONGROOM_ASSIGN(const auto object,
                          crypto::SignedObject::parse(*earlier, authority::MAX_HEAD_BYTES));
        STRONGROOM_ASSIGN(const authority::Head head, authority::parseHead(object));
        effectiveFrom = head.effectiveFrom;
        signatures = object.signatures();
        if (signatures.size() ==
            crypto::MAX_ENVELOPE_SIGNATURES) // whoever made them up: one more has no room
            return refuse(EngineError::badRequest);
    }
    STRONGROOM_ASSIGN(const authority::Head head,
                      authority::draftHead(*m_authority, *kind, *document, effectiveFrom, m_rules));
    crypto::Unsigned unsignedHead = authority::toUnsigned(head, m_authority->treasury());
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    signatures.push_back(crypto::signWith(unsignedHead, actor.key));
    const crypto::SignedObject object = crypto::assemble(std::move(unsignedHead), std::move(signatures));
    const auto verified = authority::verifyChange(*m_authority, {object, *document}, m_rules);
    if (!verified && verified.error() != authority::Error::quorumNotMet &&
        verified.error() != authority::Error::adderDidNotSign)
        return base::Unexpected(Failure(verified.error()));
    audit::Event event{.kind = "authority.signed",
                       .at = time.stated,
                       .person = hexOf(actor.person->id),
                       .subject = hexOf(object.id())};
    event.fields = {{"kind", Json(authority::name(*kind))}, {"version", Json(head.version)}};
    STRONGROOM_TRY(journal({}, std::move(event), &actor.key));
    return answerWith({{"head", hexOf(object.id())}, {"complete", verified.has_value()}}, {object.bytes()});
}

Answer Seat::record(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    static constexpr std::array<std::string_view, 5> COORDINATOR_KINDS{"deposit.", "coin.", "console.",
                                                                       "cold.", "chain."};
    const std::string kind = stringField(request, "kind");
    // A coordinator says what it did; what the signer does only the signer says.
    if (kind == ADDRESS_ISSUED ||
        std::none_of(COORDINATOR_KINDS.begin(), COORDINATOR_KINDS.end(),
                     [&](std::string_view prefix) { return kind.starts_with(prefix); }))
        return refuse(EngineError::objectNotAllowed);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    audit::Event event{.kind = kind, .at = time.stated, .subject = stringField(request, "subject")};
    if (const Json* fields = request.header.find("fields"); fields != nullptr && fields->object() != nullptr)
        event.fields = {fields->object()->begin(), fields->object()->end()};
    if (stringField(request, "person").empty()) {
        STRONGROOM_TRY(journal({}, std::move(event)));
        return statusFrame();
    }
    STRONGROOM_ASSIGN(const Actor actor, actorFor(request));
    event.person = hexOf(actor.person->id);
    STRONGROOM_TRY(journal({}, std::move(event), &actor.key));
    return statusFrame();
}

} // namespace strongroom::signer
