#include "service/signed_messages.h"

#include "base/check.h"
#include "bitcoin/address.h"
#include "policy/policy.h"
#include "service/message_view.h"
#include "service/spend_parts.h"
#include "service/withdrawal_verdict.h"
#include "treasury/tally.h"

namespace strongroom::service {

using base::Json;
using treasury::StatementKind;

namespace {

constexpr std::size_t MAX_REASON = 500;

/// Of the signer, which has let it out already or does so now.
Outcome<std::string> proofOf(State& state, const MessageView& view) {
    STRONGROOM_ASSIGN(const signer::Frame reply, askSigner(state, {"message_sign", {}, view.blobs()}));
    if (reply.blobs.size() != 2)
        return base::Unexpected(signer::Error::malformedFrame);
    return std::string(reply.blobs[1].begin(), reply.blobs[1].end());
}

/// All coins of the vault that are in a block, whatever else is planned with them.
Outcome<std::vector<vault::FundsCoin>> fundsOf(State& state, const vault::Vault& vault, base::UnixTime now) {
    STRONGROOM_ASSIGN(const std::vector<vault::Coin> coins, coinsOf(state, vault, now));
    const vault::PreviousTransactions previous = previousTransactions(state);
    std::vector<vault::FundsCoin> funds;
    for (const vault::Coin& coin : coins) {
        if (!coin.height)
            continue;
        auto transaction = previous(coin.outpoint.txid);
        if (!transaction)
            return base::Unexpected(vault::Error::previousTransactionMissing);
        funds.push_back({*std::move(transaction), coin.outpoint.vout, {coin.branch, coin.index}});
    }
    return funds;
}

Outcome<vault::MessageRequest> requestOf(State& state, const MessageWish& wish, const vault::Vault& vault,
                                         base::UnixTime now) {
    vault::MessageRequest request;
    request.message = wish.message;
    request.characters = wish.letters == Letters::all ? psbt::Characters::plainUtf8 : psbt::Characters::ascii;
    request.place = {wish.branch, wish.index};
    request.format = psbt::proofFormat(wish.format);
    if (!wish.format.empty() && !request.format)
        return base::Unexpected(psbt::MessageError::badRequest);
    if (wish.funds == Funds::wholeVault) {
        STRONGROOM_ASSIGN(request.coins, fundsOf(state, vault, now));
        if (request.coins.empty())
            return base::Unexpected(psbt::MessageError::noCoins);
    }
    return request;
}

/// What was written beside a statement is kept under the hash that the statement names.
Outcome<void> keepNote(State& state, const signer::Frame& reply) {
    if (reply.blobs.size() < 2)
        return {};
    STRONGROOM_ASSIGN(const auto object,
                      crypto::SignedObject::parse(reply.blobs.front(), treasury::MAX_STATEMENT_BYTES));
    STRONGROOM_ASSIGN(const treasury::Statement statement, treasury::parseStatement(object));
    if (statement.note)
        STRONGROOM_TRY(store::Objects(state.database).putDocument(*statement.note, reply.blobs[1]));
    return {};
}

/// The person at the desk signs a statement in the signer process, which reads the words itself.
Outcome<void> say(State& state, const MessageView& view, StatementKind kind, const std::string& note,
                  const SecretText& passphrase) {
    SignerRequest request;
    request.verb = "message_state";
    request.fields = {{"kind", std::string(treasury::name(kind))}, {"shown_digest", hexOf(view.digest)}};
    if (!note.empty())
        request.fields.emplace("note", note);
    request.blobs = view.blobs();
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    if (reply.blobs.empty())
        return base::Unexpected(signer::Error::malformedFrame);
    STRONGROOM_TRY(keepNote(state, reply));
    return storeObject(state, reply.blobs.front(), view.digest.span(), state.log);
}

Outcome<void> stop(Workspace& workspace, const std::string& id, StatementKind kind, const std::string& reason,
                   const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    if (reason.empty() || reason.size() > MAX_REASON || !base::isPlainUtf8(reason))
        return base::Unexpected(Error::reasonMissing);
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const MessageView view, findMessage(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(view));
    return say(state, view, kind, reason, passphrase);
}

} // namespace

std::string_view phaseName(MessagePhase phase) {
    switch (phase) {
    case MessagePhase::notAllowed:
        return "not_allowed";
    case MessagePhase::waitingForApprovals:
        return "waiting_for_approvals";
    case MessagePhase::cooling:
        return "cooling";
    case MessagePhase::authorized:
        return "authorized";
    case MessagePhase::signing:
        return "signing";
    case MessagePhase::signedOut:
        return "signed";
    case MessagePhase::rejected:
        return "rejected";
    case MessagePhase::takenBack:
        return "taken_back";
    case MessagePhase::expired:
        return "expired";
    case MessagePhase::voided:
        return "void";
    }
    base::checkFailed("MessagePhase");
}

Outcome<std::string> proposeMessage(Workspace& workspace, const MessageWish& wish,
                                    const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const vault::Vault* const vault, vaultOf(standpoint, wish.vaultId));
    STRONGROOM_ASSIGN(const vault::MessageRequest words, requestOf(state, wish, *vault, standpoint.now()));
    SignerRequest request;
    request.verb = "message_propose";
    request.fields = {{"vault", hexOf(vault->id)},
                      {"request", vault::toJson(words)},
                      {"expires_at", standpoint.now().seconds + wish.expiresInSeconds}};
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    STRONGROOM_ASSIGN(const std::string id, textOf(reply, "intent"));
    const auto digest = hashFromHex(id);
    if (!digest || reply.blobs.empty())
        return base::Unexpected(signer::Error::malformedFrame);
    STRONGROOM_TRY(storeObject(state, reply.blobs.front(), digest->span(), state.log));
    return id;
}

Outcome<MessagePreview> previewMessage(Workspace& workspace, const MessageWish& wish) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const vault::Vault* const vault, vaultOf(standpoint, wish.vaultId));
    STRONGROOM_ASSIGN(const vault::MessageRequest request, requestOf(state, wish, *vault, standpoint.now()));
    STRONGROOM_ASSIGN(const vault::MessageDraft draft, vault::draftMessage(*vault, request));
    const auto policy = policy::Policy::parse(standpoint.authority().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    const treasury::Knowledge knowledge = standpoint.knowledge({}, standpoint.now());
    const policy::Decision decision = policy::evaluate(
        *policy, treasury::messageFacts(draft, request.message, *vault, standpoint.registry()),
        knowledge.history, knowledge.now, {});
    const quorum::PersonId proposer =
        standpoint.viewer() != nullptr ? standpoint.viewer()->id : quorum::PersonId();
    MessagePreview preview;
    preview.address = bitcoin::encodeAddress(draft.scriptPubKey, vault->network).value_or("");
    preview.messageHash = hexOf(psbt::messageHash(request.message));
    preview.format = psbt::name(draft.format);
    for (const vault::FundsCoin& coin : request.coins)
        preview.coins.push_back({bitcoin::toText({coin.transaction.txid(), coin.vout}),
                                 coin.transaction.outputs[coin.vout].amount});
    preview.verdict =
        verdictOf(decision, treasury::countWithoutVotes(decision, standpoint.authority(), proposer),
                  standpoint.authority());
    return preview;
}

Outcome<std::vector<MessageRow>> listMessages(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const std::vector<MessageView> all, allMessages(state, standpoint));
    std::vector<MessageRow> rows;
    for (const MessageView& view : all)
        rows.push_back(rowOf(standpoint, view));
    return rows;
}

Outcome<MessageDetail> showMessage(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const MessageView view, findMessage(state, standpoint, id));
    MessageDetail detail = detailOf(standpoint, view);
    if (view.signedHere) {
        STRONGROOM_ASSIGN(detail.signature, proofOf(state, view));
    }
    if (state.access == Access::readOnly) {
        detail.actions = {};
        detail.actions.whyNotApprove = base::ErrorInfo(describe(Error::readOnly)).sentence;
    }
    return detail;
}

Outcome<void> approveMessage(Workspace& workspace, const std::string& id, const std::string& shownDigest,
                             const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const MessageView view, findMessage(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(view));
    if (shownDigest != hexOf(view.digest))
        return base::Unexpected(WithdrawalError::digestChanged);
    return say(state, view, StatementKind::approval, {}, passphrase);
}

Outcome<void> rejectMessage(Workspace& workspace, const std::string& id, const std::string& reason,
                            const SecretText& passphrase) {
    return stop(workspace, id, StatementKind::rejection, reason, passphrase);
}

Outcome<void> takeBackMessage(Workspace& workspace, const std::string& id, const std::string& reason,
                              const SecretText& passphrase) {
    return stop(workspace, id, StatementKind::takeBack, reason, passphrase);
}

Outcome<MessageDetail> signMessage(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(MessageView view, findMessage(state, standpoint, id));
    if (view.isCold()) // stations sign it: nothing is to be done here
        return detailOf(standpoint, view);
    auto proof = proofOf(state, view);
    STRONGROOM_TRY(pullLog(state)); // a refusal is recorded too
    STRONGROOM_TRY(proof);
    view.signedHere = true;
    MessageDetail detail = detailOf(standpoint, view);
    detail.signature = std::move(proof).value();
    return detail;
}

} // namespace strongroom::service
