#include "service/signed_messages.h"

#include "base/check.h"
#include "bitcoin/address.h"
#include "service/spend_parts.h"
#include "service/withdrawal_verdict.h"
#include "store/log.h"
#include "treasury/message_judgement.h"

#include <algorithm>
#include <array>

namespace strongroom::service {

using base::Failure;
using base::Json;
using treasury::StatementKind;

namespace {

constexpr std::size_t MIN_PREFIX = 8;
constexpr std::size_t MAX_REASON = 500;
constexpr std::string_view SIGNED = "message.signed";

/// One message with everything that follows from its signed objects.
struct Held {
    crypto::SignedObject object;
    treasury::MessageIntent intent;
    crypto::Hash256 digest;
    std::vector<crypto::SignedObject> statements;
    bool isSigned = false;
    std::optional<treasury::MessageJudgement> judgement;
    std::optional<Failure> refusal; ///< Exactly without a judgement.

    [[nodiscard]] std::vector<base::Bytes> blobs() const {
        std::vector<base::Bytes> all{object.bytes()};
        for (const crypto::SignedObject& statement : statements)
            all.push_back(statement.bytes());
        return all;
    }
};

Outcome<std::vector<crypto::SignedObject>> statementsAbout(State& state, const crypto::Hash256& digest) {
    STRONGROOM_ASSIGN(const auto stored, store::Objects(state.database).about(digest.span()));
    std::vector<crypto::SignedObject> statements;
    for (const store::StoredObject& one : stored) {
        if (!treasury::parseStatementKind(one.type))
            continue;
        STRONGROOM_ASSIGN(auto object, crypto::SignedObject::parse(one.bytes, treasury::MAX_STATEMENT_BYTES));
        statements.push_back(std::move(object));
    }
    return statements;
}

Outcome<bool> isSigned(State& state, const crypto::Hash256& digest) {
    STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).about(digest.span()));
    return std::ranges::any_of(leaves, [](const store::LeafRow& leaf) { return leaf.kind == SIGNED; });
}

Outcome<Held> hold(State& state, const Standpoint& standpoint, base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(auto object, crypto::SignedObject::parse(bytes, treasury::MAX_INTENT_BYTES));
    STRONGROOM_ASSIGN(auto intent, treasury::parseMessageIntent(object));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    Held held{std::move(object), std::move(intent), digest, {}, false, std::nullopt, std::nullopt};
    STRONGROOM_ASSIGN(held.statements, statementsAbout(state, digest));
    STRONGROOM_ASSIGN(held.isSigned, isSigned(state, digest));
    auto judgement = treasury::judgeMessage(held.object, held.statements, standpoint.registry(),
                                            standpoint.knowledge({std::nullopt, digest}, standpoint.now()));
    if (judgement)
        held.judgement.emplace(std::move(judgement).value());
    else
        held.refusal = std::move(judgement).error();
    return held;
}

/// Not by the person that it names, or of another treasury: whoever can write to the database can put it
/// there, and nobody has said it.
bool isForged(const Held& held) {
    using treasury::Error;
    constexpr std::array REASONS{Error::wrongTreasury, Error::unknownKey, Error::badSignature,
                                 Error::notTheSigner, Error::newerAuthority};
    return held.refusal && std::ranges::any_of(REASONS, [&](Error reason) {
               return held.refusal->code == describe(reason).code;
           });
}

/// Newest first.
Outcome<std::vector<Held>> holdAll(State& state, const Standpoint& standpoint) {
    STRONGROOM_ASSIGN(const auto stored,
                      store::Objects(state.database).ofType(std::string(treasury::MESSAGE_INTENT_TYPE)));
    std::vector<Held> all;
    for (const store::StoredObject& one : stored) {
        STRONGROOM_ASSIGN(Held held, hold(state, standpoint, one.bytes));
        if (!isForged(held))
            all.push_back(std::move(held));
    }
    std::ranges::reverse(all);
    return all;
}

Outcome<Held> find(State& state, const Standpoint& standpoint, const std::string& id) {
    STRONGROOM_ASSIGN(std::vector<Held> all, holdAll(state, standpoint));
    std::erase_if(
        all, [&](const Held& held) { return id.size() < MIN_PREFIX || !hexOf(held.digest).starts_with(id); });
    if (all.size() != 1)
        return base::Unexpected(Error::messageNotFound);
    return std::move(all.front());
}

MessagePhase phaseOf(const Held& held) {
    if (held.isSigned)
        return MessagePhase::signedOut;
    if (!held.judgement)
        return held.refusal->code == describe(treasury::Error::expired).code ? MessagePhase::expired
                                                                             : MessagePhase::voided;
    const treasury::Tally& tally = held.judgement->tally();
    if (!tally.rejections.empty())
        return MessagePhase::rejected;
    if (!tally.takenBack.empty())
        return MessagePhase::takenBack;
    if (held.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return MessagePhase::notAllowed;
    if (!held.judgement->isApproved())
        return MessagePhase::waitingForApprovals;
    return tally.wait ? MessagePhase::cooling : MessagePhase::authorized;
}

Verdict verdictOf(const Held& held, const authority::AuthorityState& authority) {
    if (!held.judgement) {
        Verdict verdict;
        verdict.sentence = held.refusal->message;
        verdict.code = held.refusal->code;
        return verdict;
    }
    Verdict verdict =
        service::verdictOf(held.judgement->decision(), held.judgement->tally().quorum, authority);
    return verdict.outcome == Verdict::Outcome::needsApprovals && held.judgement->isApproved()
               ? met(std::move(verdict))
               : verdict;
}

std::string sentenceOf(const Held& held, MessagePhase phase, const authority::AuthorityState& authority) {
    const auto by = [&](const std::vector<treasury::Standing>& list) {
        return nameOfPerson(authority, list.front().statement.person);
    };
    switch (phase) {
    case MessagePhase::notAllowed:
    case MessagePhase::waitingForApprovals:
        return held.judgement->decision().sentence();
    case MessagePhase::cooling:
        return "Approved; it is signed when the wait is over.";
    case MessagePhase::authorized:
        return "Approved, ready to sign.";
    case MessagePhase::signedOut:
        return "Signed.";
    case MessagePhase::rejected:
        return "Rejected by " + by(held.judgement->tally().rejections) + ".";
    case MessagePhase::takenBack:
        return "Taken back by " + by(held.judgement->tally().takenBack) + ".";
    case MessagePhase::expired:
    case MessagePhase::voided:
        return held.refusal->message;
    }
    base::checkFailed("MessagePhase");
}

const vault::Vault* vaultNamed(const Standpoint& standpoint, const crypto::Hash256& record) {
    const treasury::Registry& registry = standpoint.registry();
    for (std::size_t i = 0; i < registry.vaults().size(); ++i)
        if (registry.vaultRecord(i) == record)
            return &registry.vaults()[i];
    return nullptr;
}

std::string addressOf(const vault::Vault& vault, const vault::ScriptPlace& place) {
    const auto script = vault.descriptor.derive(place.branch, place.index);
    return script ? bitcoin::encodeAddress(script->scriptPubKey, vault.network).value_or("") : "";
}

MessageRow rowOf(const Standpoint& standpoint, const Held& held) {
    const authority::AuthorityState& authority = standpoint.authority();
    MessageRow row;
    row.id = hexOf(held.digest);
    if (const vault::Vault* vault = vaultNamed(standpoint, held.intent.vault)) {
        row.vault = vault->name;
        row.address = addressOf(*vault, held.intent.request.place);
    }
    row.message.assign(held.intent.request.message.begin(), held.intent.request.message.end());
    row.phase = phaseOf(held);
    row.sentence = sentenceOf(held, row.phase, authority);
    row.proposer = nameOfPerson(authority, held.intent.initiator);
    row.expiresAt = held.intent.expiry;
    if (const quorum::Person* viewer = standpoint.viewer();
        viewer != nullptr && row.phase == MessagePhase::waitingForApprovals) {
        const std::string name = nameOfPerson(authority, viewer->id);
        row.waitsForMe =
            std::ranges::any_of(verdictOf(held, authority).obligations, [&](const ObligationLine& line) {
                return line.met < line.needed &&
                       std::ranges::find(line.canBeMetBy, name) != line.canBeMetBy.end();
            });
    }
    return row;
}

MessageDetail detailOf(const Standpoint& standpoint, const Held& held) {
    MessageDetail detail;
    detail.row = rowOf(standpoint, held);
    detail.verdict = verdictOf(held, standpoint.authority());
    detail.messageHash = hexOf(psbt::messageHash(held.intent.request.message));
    if (held.judgement) {
        detail.format = psbt::name(held.judgement->draft().format);
        std::vector<quorum::PersonId> people;
        for (const treasury::Standing& approval : held.judgement->tally().counted)
            people.push_back(approval.statement.person);
        detail.approvedBy = namesOfPeople(standpoint.authority(), people);
    }
    for (const vault::FundsCoin& coin : held.intent.request.coins)
        detail.coins.push_back({bitcoin::toText({coin.transaction.txid(), coin.vout}),
                                coin.transaction.outputs[coin.vout].amount});
    return detail;
}

/// Of the signer, which has let it out already or does so now.
Outcome<std::string> proofOf(State& state, const Held& held) {
    STRONGROOM_ASSIGN(const signer::Frame reply, askSigner(state, {"message_sign", {}, held.blobs()}));
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

Outcome<void> requireOpen(const Held& held) {
    switch (phaseOf(held)) {
    case MessagePhase::notAllowed:
    case MessagePhase::waitingForApprovals:
    case MessagePhase::cooling:
    case MessagePhase::authorized:
        return {};
    case MessagePhase::signedOut:
    case MessagePhase::rejected:
    case MessagePhase::takenBack:
    case MessagePhase::expired:
    case MessagePhase::voided:
        return base::Unexpected(Error::messageClosed);
    }
    base::checkFailed("MessagePhase");
}

/// The person at the desk signs a statement in the signer process, which reads the words itself.
Outcome<void> say(State& state, const Held& held, StatementKind kind, const std::string& note,
                  const SecretText& passphrase) {
    SignerRequest request;
    request.verb = "message_state";
    request.fields = {{"kind", std::string(treasury::name(kind))}, {"shown_digest", hexOf(held.digest)}};
    if (!note.empty())
        request.fields.emplace("note", note);
    request.blobs = held.blobs();
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    if (reply.blobs.empty())
        return base::Unexpected(signer::Error::malformedFrame);
    return storeObject(state, reply.blobs.front(), held.digest.span(), state.log);
}

Outcome<void> stop(Workspace& workspace, const std::string& id, StatementKind kind, const std::string& reason,
                   const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    if (reason.empty() || reason.size() > MAX_REASON || !base::isPlainUtf8(reason))
        return base::Unexpected(Error::reasonMissing);
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Held held, find(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(held));
    return say(state, held, kind, reason, passphrase);
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

Outcome<std::vector<MessageRow>> listMessages(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const std::vector<Held> all, holdAll(state, standpoint));
    std::vector<MessageRow> rows;
    for (const Held& held : all)
        rows.push_back(rowOf(standpoint, held));
    return rows;
}

Outcome<MessageDetail> showMessage(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Held held, find(state, standpoint, id));
    MessageDetail detail = detailOf(standpoint, held);
    if (held.isSigned) {
        STRONGROOM_ASSIGN(detail.signature, proofOf(state, held));
    }
    return detail;
}

Outcome<void> approveMessage(Workspace& workspace, const std::string& id, const std::string& shownDigest,
                             const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const Held held, find(state, standpoint, id));
    STRONGROOM_TRY(requireOpen(held));
    if (shownDigest != hexOf(held.digest))
        return base::Unexpected(WithdrawalError::digestChanged);
    return say(state, held, StatementKind::approval, {}, passphrase);
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
    STRONGROOM_ASSIGN(Held held, find(state, standpoint, id));
    auto proof = proofOf(state, held);
    STRONGROOM_TRY(pullLog(state)); // a refusal is recorded too
    STRONGROOM_TRY(proof);
    held.isSigned = true;
    MessageDetail detail = detailOf(standpoint, held);
    detail.signature = std::move(proof).value();
    return detail;
}

} // namespace strongroom::service
