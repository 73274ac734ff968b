#include "service/message_view.h"

#include "base/check.h"
#include "bitcoin/address.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "psbt/signatures.h"
#include "store/log.h"
#include "treasury/receipt.h"

#include <algorithm>
#include <array>

namespace strongroom::service {

namespace {

constexpr std::size_t MIN_PREFIX = 8;
constexpr std::string_view SIGNED = "message.signed";
constexpr std::string_view EXPORTED = "cold.exported";

const vault::Vault* vaultNamed(const Standpoint& standpoint, const crypto::Hash256& record) {
    const treasury::Registry& registry = standpoint.registry();
    for (std::size_t i = 0; i < registry.vaults().size(); ++i)
        if (registry.vaultRecord(i) == record)
            return &registry.vaults()[i];
    return nullptr;
}

/// Not by the person that it names, or of another treasury: whoever can write to the database can put it
/// there, and nobody has said it.
bool isForged(const MessageView& view) {
    using treasury::Error;
    constexpr std::array REASONS{Error::wrongTreasury, Error::unknownKey, Error::badSignature,
                                 Error::notTheSigner, Error::newerAuthority};
    return view.refusal && std::ranges::any_of(REASONS, [&](Error reason) {
               return view.refusal->code == describe(reason).code;
           });
}

struct Company {
    std::vector<crypto::SignedObject> statements;
    std::vector<crypto::SignedObject> receipts;
};

Outcome<Company> companyOf(State& state, const crypto::Hash256& digest) {
    STRONGROOM_ASSIGN(const auto stored, store::Objects(state.database).about(digest.span()));
    Company company;
    for (const store::StoredObject& one : stored) {
        if (treasury::parseStatementKind(one.type)) {
            STRONGROOM_ASSIGN(auto object,
                              crypto::SignedObject::parse(one.bytes, treasury::MAX_STATEMENT_BYTES));
            company.statements.push_back(std::move(object));
        } else if (one.type == treasury::RECEIPT_TYPE) {
            STRONGROOM_ASSIGN(auto object,
                              crypto::SignedObject::parse(one.bytes, treasury::MAX_RECEIPT_BYTES));
            company.receipts.push_back(std::move(object));
        }
    }
    return company;
}

/// What stations sent with their receipts; what does not verify, or is of another transaction, counts for
/// nothing.
Outcome<void> addSignatures(State& state, MessageView& view) {
    if (!view.isCold() || view.receipts.empty())
        return {};
    auto draft = vault::draftMessage(*view.vault, view.intent.request);
    if (!draft)
        return {};
    view.signatures = std::move(draft->psbt);
    for (const crypto::SignedObject& receipt : view.receipts) {
        STRONGROOM_ASSIGN(const auto kept, store::Objects(state.database).document(receipt.id()));
        if (!kept)
            continue;
        const auto reply = psbt::parsePsbt(*kept);
        if (!reply || !treasury::sameButForSignatures(*view.signatures, *reply) ||
            !psbt::checkAllSignatures(*reply))
            continue;
        if (auto combined = psbt::combine(*view.signatures, *reply))
            view.signatures = *std::move(combined);
    }
    return {};
}

Outcome<MessageView> load(State& state, const Standpoint& standpoint, crypto::SignedObject object,
                          const crypto::Hash256& digest) {
    STRONGROOM_ASSIGN(Company company, companyOf(state, digest));
    STRONGROOM_ASSIGN(MessageView view, viewOf(standpoint, std::move(object), std::move(company.statements)));
    view.receipts = std::move(company.receipts);
    STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).about(digest.span()));
    const auto happened = [&](std::string_view kind) {
        return std::ranges::any_of(leaves, [&](const store::LeafRow& leaf) { return leaf.kind == kind; });
    };
    view.signedHere = happened(SIGNED);
    view.exported = happened(EXPORTED);
    STRONGROOM_TRY(addSignatures(state, view));
    return view;
}

/// Newest first; `wanted` by its digest.
template <typename Wanted>
Outcome<std::vector<MessageView>> loadThose(State& state, const Standpoint& standpoint, Wanted wanted) {
    STRONGROOM_ASSIGN(const auto stored,
                      store::Objects(state.database).ofType(std::string(treasury::MESSAGE_INTENT_TYPE)));
    std::vector<MessageView> all;
    for (const store::StoredObject& one : stored) {
        STRONGROOM_ASSIGN(auto object, crypto::SignedObject::parse(one.bytes, treasury::MAX_INTENT_BYTES));
        STRONGROOM_ASSIGN(const auto intent, treasury::parseMessageIntent(object));
        const crypto::Hash256 digest = treasury::intentDigest(intent);
        if (!wanted(digest))
            continue;
        STRONGROOM_ASSIGN(MessageView view, load(state, standpoint, std::move(object), digest));
        if (!isForged(view))
            all.push_back(std::move(view));
    }
    std::ranges::reverse(all);
    return all;
}

MessagePhase phaseOfJudged(const MessageView& view) {
    const treasury::Tally& tally = view.judgement->tally();
    if (!tally.rejections.empty())
        return MessagePhase::rejected;
    if (!tally.takenBack.empty())
        return MessagePhase::takenBack;
    if (view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return MessagePhase::notAllowed;
    if (!view.judgement->isApproved())
        return MessagePhase::waitingForApprovals;
    if (view.exported)
        return MessagePhase::signing;
    return tally.wait ? MessagePhase::cooling : MessagePhase::authorized;
}

Verdict verdictOf(const MessageView& view, const authority::AuthorityState& authority) {
    if (!view.judgement) {
        Verdict verdict;
        verdict.sentence = view.refusal->message;
        verdict.code = view.refusal->code;
        return verdict;
    }
    Verdict verdict =
        service::verdictOf(view.judgement->decision(), view.judgement->tally().quorum, authority);
    return verdict.outcome == Verdict::Outcome::needsApprovals && view.judgement->isApproved()
               ? met(std::move(verdict))
               : verdict;
}

SignatureMeter meterOf(const MessageView& view) {
    if (!view.isCold())
        return {};
    if (view.signatures)
        return signaturesOf(view.vault, *view.signatures);
    const auto draft = vault::draftMessage(*view.vault, view.intent.request);
    return draft ? signaturesOf(view.vault, draft->psbt) : SignatureMeter();
}

std::string sentenceOf(const MessageView& view, MessagePhase phase,
                       const authority::AuthorityState& authority) {
    const auto by = [&](const std::vector<treasury::Standing>& list) {
        return nameOfPerson(authority, list.front().statement.person);
    };
    switch (phase) {
    case MessagePhase::notAllowed:
    case MessagePhase::waitingForApprovals:
        return view.judgement->decision().sentence();
    case MessagePhase::cooling:
        return "Approved; it is signed when the wait is over.";
    case MessagePhase::authorized:
        return view.isCold() ? "Approved. Show it to a station." : "Approved, ready to sign.";
    case MessagePhase::signing: {
        const SignatureMeter meter = meterOf(view);
        return "Waiting for stations: " + std::to_string(meter.have) + " of " + std::to_string(meter.needed) +
               " signatures.";
    }
    case MessagePhase::signedOut:
        return "Signed.";
    case MessagePhase::rejected:
        return "Rejected by " + by(view.judgement->tally().rejections) + ".";
    case MessagePhase::takenBack:
        return "Taken back by " + by(view.judgement->tally().takenBack) + ".";
    case MessagePhase::expired:
    case MessagePhase::voided:
        return view.refusal->message;
    }
    base::checkFailed("MessagePhase");
}

std::string addressOf(const vault::Vault& vault, const vault::ScriptPlace& place) {
    const auto script = vault.descriptor.derive(place.branch, place.index);
    return script ? bitcoin::encodeAddress(script->scriptPubKey, vault.network).value_or("") : "";
}

std::string whyNotApprove(const Standpoint& standpoint, const MessageView& view) {
    const quorum::Person* person = standpoint.viewer();
    if (person == nullptr || !person->isActive())
        return "You are not active in this treasury.";
    if (!requireOpen(view))
        return "Nobody can approve this any more: it is signed or has ended.";
    if (standpoint.authority().isFrozen())
        return "The treasury is frozen.";
    if (!view.judgement)
        return view.refusal->message;
    return whyNotAsked({view.judgement->decision(), view.judgement->tally(), view.intent.initiator},
                       person->id);
}

MessageActions actionsOf(const Standpoint& standpoint, const MessageView& view, MessagePhase phase) {
    MessageActions actions;
    const quorum::Person* viewer = standpoint.viewer();
    actions.whyNotApprove = whyNotApprove(standpoint, view);
    actions.approve = actions.whyNotApprove.empty();
    if (viewer == nullptr || !viewer->isActive() || !requireOpen(view))
        return actions;
    actions.takeBack = viewer->id == view.intent.initiator;
    actions.reject = !actions.takeBack && viewer->hasRole(quorum::Role::officer);
    const bool ready = phase == MessagePhase::authorized || phase == MessagePhase::cooling;
    actions.advance = ready && !view.isCold();
    actions.exportForStation = view.isCold() && (ready || phase == MessagePhase::signing);
    actions.importFromStation = phase == MessagePhase::signing;
    return actions;
}

} // namespace

bool MessageView::isCold() const {
    return vault != nullptr && vault->tier == vault::Tier::cold;
}

std::vector<base::Bytes> MessageView::blobs() const {
    std::vector<base::Bytes> all{object.bytes()};
    for (const crypto::SignedObject& statement : statements)
        all.push_back(statement.bytes());
    return all;
}

Outcome<MessageView> viewOf(const Standpoint& standpoint, crypto::SignedObject object,
                            std::vector<crypto::SignedObject> statements) {
    STRONGROOM_ASSIGN(auto intent, treasury::parseMessageIntent(object));
    const crypto::Hash256 digest = treasury::intentDigest(intent);
    MessageView view{
        std::move(object), std::move(intent), digest, std::move(statements), {}, {}, {}, {}, {}, {}, {}};
    view.vault = vaultNamed(standpoint, view.intent.vault);
    auto judgement = treasury::judgeMessage(view.object, view.statements, standpoint.registry(),
                                            standpoint.knowledge({std::nullopt, digest}, standpoint.now()));
    if (judgement)
        view.judgement.emplace(std::move(judgement).value());
    else
        view.refusal = std::move(judgement).error();
    return view;
}

Outcome<std::vector<MessageView>> allMessages(State& state, const Standpoint& standpoint) {
    return loadThose(state, standpoint, [](const crypto::Hash256&) { return true; });
}

Outcome<std::optional<MessageView>> lookForMessage(State& state, const Standpoint& standpoint,
                                                   const std::string& id) {
    STRONGROOM_ASSIGN(std::vector<MessageView> found,
                      loadThose(state, standpoint, [&](const crypto::Hash256& digest) {
                          return id.size() >= MIN_PREFIX && hexOf(digest).starts_with(id);
                      }));
    return found.size() == 1 ? std::optional(std::move(found.front())) : std::nullopt;
}

Outcome<MessageView> findMessage(State& state, const Standpoint& standpoint, const std::string& id) {
    STRONGROOM_ASSIGN(std::optional<MessageView> found, lookForMessage(state, standpoint, id));
    if (!found)
        return base::Unexpected(Error::messageNotFound);
    return *std::move(found);
}

Outcome<psbt::Psbt> carriageOf(const MessageView& view) {
    if (view.vault == nullptr)
        return base::Unexpected(treasury::Error::unregisteredVault);
    STRONGROOM_ASSIGN(vault::MessageDraft draft, vault::draftMessage(*view.vault, view.intent.request));
    treasury::Travel travel;
    travel.intent = view.object;
    travel.statements = view.statements;
    travel.receipts = view.receipts;
    STRONGROOM_ASSIGN(psbt::Psbt psbt,
                      treasury::addTravel(view.signatures.value_or(std::move(draft.psbt)), travel));
    return psbt;
}

std::optional<std::string> finishedProof(const MessageView& view) {
    if (!view.signatures)
        return std::nullopt;
    const auto progress = psbt::finishProof(*view.signatures, view.intent.request.format);
    return progress ? progress->signature : std::nullopt;
}

MessagePhase phaseOf(const MessageView& view) {
    if (view.signedHere || finishedProof(view))
        return MessagePhase::signedOut;
    if (!view.judgement)
        return view.refusal->code == describe(treasury::Error::expired).code ? MessagePhase::expired
                                                                             : MessagePhase::voided;
    return phaseOfJudged(view);
}

Outcome<void> requireOpen(const MessageView& view) {
    switch (phaseOf(view)) {
    case MessagePhase::notAllowed:
    case MessagePhase::waitingForApprovals:
    case MessagePhase::cooling:
    case MessagePhase::authorized:
    case MessagePhase::signing:
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

MessageRow rowOf(const Standpoint& standpoint, const MessageView& view) {
    const authority::AuthorityState& authority = standpoint.authority();
    MessageRow row;
    row.id = hexOf(view.digest);
    if (view.vault != nullptr) {
        row.vault = view.vault->name;
        row.tier = policy::name(view.vault->tier);
        row.address = addressOf(*view.vault, view.intent.request.place);
    }
    row.message.assign(view.intent.request.message.begin(), view.intent.request.message.end());
    row.phase = phaseOf(view);
    row.sentence = sentenceOf(view, row.phase, authority);
    row.proposer = nameOfPerson(authority, view.intent.initiator);
    row.expiresAt = view.intent.expiry;
    row.waitsForMe =
        row.phase == MessagePhase::waitingForApprovals && whyNotApprove(standpoint, view).empty();
    return row;
}

MessageDetail detailOf(const Standpoint& standpoint, const MessageView& view) {
    const authority::AuthorityState& authority = standpoint.authority();
    MessageDetail detail;
    detail.row = rowOf(standpoint, view);
    detail.verdict = verdictOf(view, authority);
    detail.messageHash = hexOf(psbt::messageHash(view.intent.request.message));
    detail.approvals = approvalsOf(view.statements, view.judgement ? &view.judgement->tally() : nullptr,
                                   view.refusal, authority);
    if (view.judgement) {
        detail.format = psbt::name(view.judgement->draft().format);
        std::vector<quorum::PersonId> people;
        for (const treasury::Standing& approval : view.judgement->tally().counted)
            people.push_back(approval.statement.person);
        detail.approvedBy = namesOfPeople(authority, people);
    }
    for (const vault::FundsCoin& coin : view.intent.request.coins)
        detail.coins.push_back({bitcoin::toText({coin.transaction.txid(), coin.vout}),
                                coin.transaction.outputs[coin.vout].amount});
    const SignatureMeter meter = meterOf(view);
    detail.signaturesHave = meter.have;
    detail.signaturesNeeded = meter.needed;
    detail.signature = finishedProof(view).value_or("");
    detail.actions = actionsOf(standpoint, view, detail.row.phase);
    return detail;
}

} // namespace strongroom::service
