#include "service/desk.h"

#include "authority/chain.h"
#include "psbt/codec.h"
#include "service/desk_answer.h"
#include "service/message_view.h"
#include "service/registration.h"
#include "service/withdrawal_rows.h"
#include "service/withdrawal_verdict.h"
#include "service/withdrawal_words.h"
#include "service/workspace_files.h"
#include "treasury/record_judge.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::string_view CARD_FILE = "desk.json";
constexpr std::string_view REGISTRATION_FILE = "registration.json";
constexpr std::string_view SEAT_FOLDER = "seat";
constexpr std::size_t MAX_CARD = 32U * 1024U;

/// Whose desk it is, and the envelopes that their passphrase opens.
struct DeskCard {
    std::string personId;
    base::Bytes keyEnvelope;
    base::Bytes slot;
};

base::Bytes bytesOf(const DeskCard& card) {
    const Json json = Json::Object{{"v", 1},
                                   {"person", card.personId},
                                   {"key", base::toBase64(card.keyEnvelope)},
                                   {"slot", base::toBase64(card.slot)}};
    return base::toBytes(base::asBytes(json.canonical()));
}

Outcome<DeskCard> readDeskCard(const Ports& ports, const std::string& folder) {
    const auto bytes = base::readWhole(*ports.files, pathOf(folder, CARD_FILE), MAX_CARD);
    if (!bytes)
        return base::Unexpected(base::Failure(Error::workspaceNotFound));
    const auto json = Json::parseCanonical(base::asText(*bytes));
    if (!json)
        return base::Unexpected(base::Failure(Error::workspaceDamaged));
    base::JsonFields fields(*json);
    const auto version = fields.integer("v");
    DeskCard card;
    card.personId = fields.string("person").value_or("");
    const auto key = base::fromBase64(fields.string("key").value_or("?"));
    const auto slot = base::fromBase64(fields.string("slot").value_or("?"));
    if (!fields.done() || version != 1 || !key || !slot)
        return base::Unexpected(base::Failure(Error::workspaceDamaged));
    card.keyEnvelope = *key;
    card.slot = *slot;
    return card;
}

using Connection = std::unique_ptr<signer::Connection>;

Outcome<Connection> connectToSeat(const Ports& ports, const std::string& folder) {
    return ports.connectSigner(pathOf(folder, SEAT_FOLDER));
}

/// As the person of the desk, whose envelope is blob 0.
Outcome<signer::Frame> call(signer::Connection& connection, std::string_view verb, const std::string& person,
                            Json::Object fields, std::vector<base::Bytes> blobs,
                            const SecretText& passphrase) {
    signer::Frame request;
    fields.insert_or_assign("verb", Json(verb));
    fields.insert_or_assign("person", Json(person));
    request.header = Json(std::move(fields));
    request.blobs = std::move(blobs);
    request.secret = secret::SecureBuffer::copyOf(passphrase.utf8());
    auto reply = connection.call(request);
    if (!reply && reply.error().code == "signer.wrong_passphrase")
        return base::Unexpected(base::Failure(Error::wrongPassphrase));
    return reply;
}

std::vector<base::Bytes> changesOf(const Registration& registration) {
    std::vector<base::Bytes> blobs;
    for (const Registration::Change& change : registration.changes) {
        blobs.push_back(change.head);
        blobs.push_back(change.document);
    }
    return blobs;
}

Outcome<authority::AuthorityState> authorityOf(const Registration& registration) {
    STRONGROOM_ASSIGN(const auto genesis,
                      crypto::SignedObject::parse(registration.genesis, authority::MAX_GENESIS_BYTES));
    std::vector<authority::Change> changes;
    for (const Registration::Change& change : registration.changes) {
        STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(change.head, authority::MAX_HEAD_BYTES));
        changes.push_back({std::move(head), change.document});
    }
    STRONGROOM_ASSIGN(authority::AuthorityState state,
                      authority::replay(genesis, changes, treasury::RecordJudge()));
    return state;
}

/// The authority of the bundle beside the seat, if it is the one that the seat has adopted.
Outcome<std::shared_ptr<const treasury::Registry>> pinnedRegistry(const Ports& ports,
                                                                  const std::string& folder) {
    STRONGROOM_ASSIGN(const base::Bytes bytes,
                      base::readWhole(*ports.files, pathOf(folder, REGISTRATION_FILE), MAX_REGISTRATION));
    STRONGROOM_ASSIGN(const Registration registration, parseRegistration(bytes));
    STRONGROOM_ASSIGN(authority::AuthorityState authority, authorityOf(registration));
    STRONGROOM_ASSIGN(const Connection seat, connectToSeat(ports, folder));
    signer::Frame status;
    status.header = Json(Json::Object{{"verb", "status"}});
    STRONGROOM_ASSIGN(const signer::Frame reply, seat->call(status));
    STRONGROOM_ASSIGN(const std::string head, textOf(reply, "head"));
    if (head != hexOf(authority.headId()))
        return base::Unexpected(base::Failure(Error::otherTreasury));
    STRONGROOM_ASSIGN(treasury::Registry registry, treasury::Registry::make(std::move(authority)));
    return std::make_shared<const treasury::Registry>(std::move(registry));
}

/// A request as it was read: nothing of it is believed.
struct Request {
    psbt::Psbt psbt;
    treasury::Travel travel;
};
Outcome<Request> readRequest(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(psbt::Psbt psbt, psbt::parsePsbtText(bytes));
    STRONGROOM_ASSIGN(treasury::Travel travel, treasury::readTravel(psbt));
    if (!travel.intent)
        return base::Unexpected(base::Failure(WithdrawalError::notARequest));
    return Request{std::move(psbt), std::move(travel)};
}

/// A withdrawal as a request describes it; its id follows from the intent, so nothing has to be believed.
Outcome<WithdrawalView> viewOfRequest(const Standpoint& standpoint, base::ByteSpan request) {
    STRONGROOM_ASSIGN(const Request read, readRequest(request));
    const psbt::Psbt& psbt = read.psbt;
    STRONGROOM_ASSIGN(const treasury::Intent intent, treasury::parseIntent(*read.travel.intent));
    store::WithdrawalRecord record;
    record.id = treasury::intentDigest(intent);
    record.root = treasury::withdrawalId(intent);
    record.phase = std::string(treasury::name(treasury::WithdrawalState::proposed));
    record.expiresAt = intent.expiry;
    record.proposedAt = standpoint.now();
    record.updatedAt = standpoint.now();
    record.psbt = psbt::serialize(psbt);
    record.txid = psbt.tx.txid();
    return viewOf(standpoint, std::move(record));
}

/// Words as a request describes them, which carries them in the transaction that they make and in no other.
Outcome<MessageView> viewOfWords(const Standpoint& standpoint, Request request) {
    STRONGROOM_ASSIGN(MessageView view, viewOf(standpoint, *std::move(request.travel.intent),
                                               std::move(request.travel.statements)));
    STRONGROOM_ASSIGN(const psbt::Psbt own, carriageOf(view));
    if (!treasury::sameButForSignatures(own, request.psbt))
        return base::Unexpected(treasury::Error::otherTransaction);
    return view;
}

treasury::StatementKind kindOf(DeskSaying saying) {
    switch (saying) {
    case DeskSaying::approve:
        return treasury::StatementKind::approval;
    case DeskSaying::reject:
        return treasury::StatementKind::rejection;
    case DeskSaying::ask:
        return treasury::StatementKind::question;
    }
    base::checkFailed("DeskSaying");
}

/// What was computed here of a request.
struct Reviewed {
    std::string digest;
    std::string whyNotApprove; ///< Empty when an approval would count.
};
Outcome<void> checkStatement(const DeskStatement& statement, const Reviewed& reviewed) {
    if (reviewed.digest != statement.shownDigest)
        return base::Unexpected(base::Failure(WithdrawalError::digestChanged));
    if (statement.saying != DeskSaying::approve && statement.note.empty())
        return base::Unexpected(base::Failure(Error::reasonMissing));
    if (statement.saying == DeskSaying::approve && !reviewed.whyNotApprove.empty()) {
        base::Failure failure(WithdrawalError::approvalDoesNotCount);
        failure.message = reviewed.whyNotApprove;
        return base::Unexpected(std::move(failure));
    }
    return {};
}

/// What the seat's signer is asked to sign a statement about.
struct Statable {
    std::string_view verb;
    std::vector<base::Bytes> blobs;
};

Outcome<Connection> unlockedSeat(const Ports& ports, const std::string& folder, const DeskCard& card,
                                 const SecretText& passphrase) {
    STRONGROOM_ASSIGN(Connection seat, connectToSeat(ports, folder));
    STRONGROOM_TRY(call(*seat, "unlock", card.personId, {}, {card.keyEnvelope, card.slot}, passphrase));
    return seat;
}

} // namespace

Outcome<void> makeDesk(const Ports& ports, const std::string& deskFolder, base::ByteSpan registrationBundle,
                       const DeskSetup& setup, const SecretText& passphrase) {
    if (ports.files->exists(deskFolder))
        return base::Unexpected(base::Failure(Error::fileExists));
    STRONGROOM_ASSIGN(const Registration registration, parseRegistration(registrationBundle));
    std::string digest = setup.confirmedDigest;
    digest.erase(std::remove(digest.begin(), digest.end(), ' '), digest.end());
    STRONGROOM_TRY(ports.files->createFolders(pathOf(deskFolder, SEAT_FOLDER)));
    STRONGROOM_ASSIGN(const Connection seat, connectToSeat(ports, deskFolder));
    std::vector<base::Bytes> blobs{setup.keyEnvelope, registration.genesis};
    for (base::Bytes& change : changesOf(registration))
        blobs.push_back(std::move(change));
    STRONGROOM_ASSIGN(const signer::Frame reply, call(*seat, "provision", setup.personId,
                                                      {{"log", "desk-" + setup.personId}, {"digest", digest}},
                                                      std::move(blobs), passphrase));
    if (reply.blobs.size() != 1)
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    STRONGROOM_TRY(base::writeWhole(*ports.files, pathOf(deskFolder, REGISTRATION_FILE), registrationBundle));
    const DeskCard card{setup.personId, setup.keyEnvelope, reply.blobs.front()};
    STRONGROOM_TRY(base::writeWhole(*ports.files, pathOf(deskFolder, CARD_FILE), bytesOf(card)));
    return {};
}

Outcome<void> updateDesk(const Ports& ports, const std::string& deskFolder, base::ByteSpan registrationBundle,
                         const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const DeskCard card, readDeskCard(ports, deskFolder));
    STRONGROOM_ASSIGN(const Registration registration, parseRegistration(registrationBundle));
    STRONGROOM_ASSIGN(const auto pinned, pinnedRegistry(ports, deskFolder));
    STRONGROOM_ASSIGN(const std::string digest, genesisDigest(registration));
    if (digest != pinned->state().treasuryText())
        return base::Unexpected(base::Failure(Error::otherTreasury));
    STRONGROOM_ASSIGN(const Connection seat, unlockedSeat(ports, deskFolder, card, passphrase));
    signer::Frame adopt;
    adopt.header = Json(Json::Object{{"verb", "adopt"}});
    adopt.blobs = changesOf(registration);
    STRONGROOM_TRY(seat->call(adopt));
    STRONGROOM_TRY(base::writeWhole(*ports.files, pathOf(deskFolder, REGISTRATION_FILE), registrationBundle));
    return {};
}

Outcome<WithdrawalDetail> reviewApprovalRequest(const Ports& ports, const std::string& deskFolder,
                                                base::ByteSpan request) {
    STRONGROOM_ASSIGN(const DeskCard card, readDeskCard(ports, deskFolder));
    STRONGROOM_ASSIGN(const auto registry, pinnedRegistry(ports, deskFolder));
    const Standpoint standpoint = Standpoint::ofDesk(registry, card.personId, ports.clock->now());
    STRONGROOM_ASSIGN(const WithdrawalView view, viewOfRequest(standpoint, request));
    WithdrawalDetail detail = detailOf(standpoint, view, paymentsAmong(view.intent, view.travel.preimages));
    detail.actions.whyNotApprove = whyNotApprove(standpoint, view, standpoint.viewer());
    detail.actions.approve = detail.actions.whyNotApprove.empty();
    detail.nextSentence = sentenceOf(standpoint, view);
    return detail;
}

Outcome<Subject> subjectOfRequest(base::ByteSpan request) {
    STRONGROOM_ASSIGN(const Request read, readRequest(request));
    return treasury::carriesMessage(read.travel) ? Subject::message : Subject::withdrawal;
}

Outcome<MessageDetail> reviewMessageRequest(const Ports& ports, const std::string& deskFolder,
                                            base::ByteSpan request) {
    STRONGROOM_ASSIGN(const DeskCard card, readDeskCard(ports, deskFolder));
    STRONGROOM_ASSIGN(const auto registry, pinnedRegistry(ports, deskFolder));
    const Standpoint standpoint = Standpoint::ofDesk(registry, card.personId, ports.clock->now());
    STRONGROOM_ASSIGN(Request read, readRequest(request));
    STRONGROOM_ASSIGN(const MessageView view, viewOfWords(standpoint, std::move(read)));
    return detailOf(standpoint, view);
}

namespace {

/// Reviews it, and holds the statement to what the review says.
Outcome<Statable> checkedStatable(const Ports& ports, const std::string& deskFolder, base::ByteSpan request,
                                  const DeskStatement& statement) {
    STRONGROOM_ASSIGN(const Request read, readRequest(request));
    if (!treasury::carriesMessage(read.travel)) {
        STRONGROOM_ASSIGN(const WithdrawalDetail detail, reviewApprovalRequest(ports, deskFolder, request));
        STRONGROOM_TRY(checkStatement(statement, {detail.intentDigest, detail.actions.whyNotApprove}));
        return Statable{"state", {psbt::serialize(read.psbt)}};
    }
    if (statement.saying == DeskSaying::ask)
        return base::Unexpected(WithdrawalError::approvalDoesNotCount);
    STRONGROOM_ASSIGN(const MessageDetail detail, reviewMessageRequest(ports, deskFolder, request));
    STRONGROOM_TRY(checkStatement(statement, {detail.row.id, detail.actions.whyNotApprove}));
    Statable statable{"message_state", {read.travel.intent->bytes()}};
    for (const crypto::SignedObject& object : read.travel.statements)
        statable.blobs.push_back(object.bytes());
    return statable;
}

} // namespace

Outcome<base::Bytes> signAtDesk(const Ports& ports, const std::string& deskFolder, base::ByteSpan request,
                                const DeskStatement& statement, const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const Statable statable, checkedStatable(ports, deskFolder, request, statement));
    STRONGROOM_ASSIGN(const DeskCard card, readDeskCard(ports, deskFolder));
    std::vector<base::Bytes> blobs{card.keyEnvelope};
    blobs.insert(blobs.end(), statable.blobs.begin(), statable.blobs.end());
    STRONGROOM_ASSIGN(const Connection seat, unlockedSeat(ports, deskFolder, card, passphrase));
    Json::Object fields{{"kind", std::string(treasury::name(kindOf(statement.saying)))},
                        {"shown_digest", statement.shownDigest}};
    if (!statement.note.empty())
        fields.emplace("note", statement.note);
    STRONGROOM_ASSIGN(const signer::Frame reply, call(*seat, statable.verb, card.personId, std::move(fields),
                                                      std::move(blobs), passphrase));
    if (reply.blobs.empty())
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    return toBytes(DeskAnswer{reply.blobs.front(), reply.blobs.size() > 1 ? reply.blobs[1] : base::Bytes()});
}

Outcome<base::Bytes> signApprovalRequest(const Ports& ports, const std::string& deskFolder,
                                         base::ByteSpan request, const std::string& shownDigest,
                                         const std::string& note, const SecretText& passphrase) {
    return signAtDesk(ports, deskFolder, request, {DeskSaying::approve, shownDigest, note}, passphrase);
}

} // namespace strongroom::service
