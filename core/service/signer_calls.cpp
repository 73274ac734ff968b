// Asking the seat's signer process (service/workspace_state.h).
#include "service/workspace_files.h"
#include "service/workspace_state.h"

namespace strongroom::service {

using base::Failure;
using base::Json;

namespace {

constexpr std::string_view LOCKED = "signer.locked";
constexpr std::string_view WRONG_PASSPHRASE = "signer.wrong_passphrase";

signer::Frame frameOf(const SignerRequest& request) {
    signer::Frame frame;
    Json::Object header = request.fields;
    header.insert_or_assign("verb", Json(request.verb));
    frame.header = Json(std::move(header));
    frame.blobs = request.blobs;
    return frame;
}

/// A signer process ends when it is idle for long: a connection is asked whether it lives before anything is
/// sent on it that must not be sent twice.
Outcome<signer::Connection*> liveConnection(State& state) {
    if (state.signer && !state.signer->call(frameOf({.verb = "status"})))
        state.signer.reset();
    if (!state.signer) {
        STRONGROOM_ASSIGN(state.signer, state.ports.connectSigner(state.seatFolder));
    }
    return state.signer.get();
}

Outcome<signer::Frame> callWithPassphrase(signer::Connection& connection, const SignerRequest& request,
                                          const SecretText& passphrase) {
    signer::Frame frame = frameOf(request);
    frame.secret = secret::SecureBuffer::copyOf(passphrase.utf8());
    return connection.call(frame);
}

Outcome<void> unlockAgain(State& state, signer::Connection& connection, const std::string& personId,
                          const base::Bytes& approvalEnvelope, const SecretText& passphrase) {
    STRONGROOM_ASSIGN(const Slots slots, readSlots(state.ports, state.card.folder));
    for (const Slots::Envelope& slot : slots.envelopes) {
        if (slot.personId == personId) {
            const SignerRequest unlock{"unlock", {{"person", personId}}, {approvalEnvelope, slot.slot}};
            STRONGROOM_TRY(callWithPassphrase(connection, unlock, passphrase));
        }
    }
    return {};
}

} // namespace

Outcome<signer::Frame> askSigner(State& state, const SignerRequest& request) {
    STRONGROOM_ASSIGN(signer::Connection* const connection, liveConnection(state));
    return connection->call(frameOf(request));
}

Outcome<signer::Frame> askSignerWith(State& state, const SignerRequest& request,
                                     secret::SecureBuffer secret) {
    STRONGROOM_ASSIGN(signer::Connection* const connection, liveConnection(state));
    signer::Frame frame = frameOf(request);
    frame.secret = std::move(secret);
    return connection->call(frame);
}

Outcome<signer::Frame> askSignerAs(State& state, const std::string& personId, SignerRequest request,
                                   const SecretText& passphrase) {
    STRONGROOM_ASSIGN(base::Bytes envelope, approvalEnvelopeOf(state, personId));
    STRONGROOM_ASSIGN(signer::Connection* const connection, liveConnection(state));
    request.fields.insert_or_assign("person", Json(personId));
    request.blobs.insert(request.blobs.begin(), envelope);
    auto reply = callWithPassphrase(*connection, request, passphrase);
    if (!reply && reply.error().code == LOCKED) {
        auto unlocked = unlockAgain(state, *connection, personId, envelope, passphrase);
        reply = unlocked ? callWithPassphrase(*connection, request, passphrase)
                         : Outcome<signer::Frame>(base::Unexpected(unlocked.error()));
    }
    // A refusal is recorded too. That the log could not be copied now changes nothing about the answer: it is
    // copied next time.
    static_cast<void>(pullLog(state));
    if (!reply && reply.error().code == WRONG_PASSPHRASE)
        return base::Unexpected(Error::wrongPassphrase);
    return reply;
}

Outcome<std::string> textOf(const signer::Frame& reply, std::string_view name) {
    const Json* value = reply.header.find(name);
    if (value == nullptr || value->string() == nullptr)
        return base::Unexpected(signer::Error::malformedFrame);
    return *value->string();
}

Outcome<std::int64_t> numberOf(const signer::Frame& reply, std::string_view name) {
    const Json* value = reply.header.find(name);
    if (value == nullptr || value->integer() == nullptr)
        return base::Unexpected(signer::Error::malformedFrame);
    return *value->integer();
}

} // namespace strongroom::service
