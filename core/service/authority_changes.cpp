#include "service/authority_changes.h"

#include "store/objects.h"
#include "treasury/record_judge.h"

#include <algorithm>
#include <map>

namespace strongroom::service {

using base::Failure;
using base::Json;

namespace {

struct Draft {
    authority::Change change;
    authority::Head head;
    base::Bytes subject;
    base::UnixTime since;
};

/// Of each draft that follows the head in force, the copy with the most signatures.
Outcome<std::vector<Draft>> currentDrafts(State& state, const authority::AuthorityState& authority) {
    const store::Objects objects(state.database);
    STRONGROOM_ASSIGN(const auto stored, objects.ofType(std::string(authority::HEAD_TYPE)));
    std::map<crypto::Hash256, Draft> drafts;
    for (const store::StoredObject& one : stored) {
        auto object = crypto::SignedObject::parse(one.bytes, authority::MAX_HEAD_BYTES);
        const auto head =
            object ? authority::parseHead(*object) : base::Unexpected(authority::Error::malformed);
        if (!head || head->version != authority.version() + 1 || head->previous != authority.headId())
            continue;
        const auto known = drafts.find(object->id());
        if (known != drafts.end() &&
            known->second.change.head.signatures().size() >= object->signatures().size())
            continue;
        const base::UnixTime since = known != drafts.end() ? known->second.since : one.receivedAt;
        STRONGROOM_ASSIGN(auto document, objects.document(object->id()));
        const crypto::Hash256 id = object->id();
        drafts.insert_or_assign(
            id, Draft{{std::move(*object), document.value_or(base::Bytes())}, *head, one.subject, since});
    }
    std::vector<Draft> list;
    for (auto& [id, draft] : drafts)
        list.push_back(std::move(draft));
    return list;
}

Outcome<void> keepDraft(State& state, const crypto::SignedObject& head, const ChangeProposal& proposal) {
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    STRONGROOM_TRY(store::Objects(state.database).putDocument(head.id(), proposal.document));
    STRONGROOM_TRY(storeObject(state, head.bytes(), proposal.subject, state.log));
    STRONGROOM_TRY(transaction.commit());
    return {};
}

bool isTooEarly(const Failure& failure) {
    return failure.code == describe(authority::Error::coolingDown).code ||
           failure.code == describe(authority::Error::notYetEffective).code;
}

/// The signer first, then the database: a signer that is ahead is caught up with at the next opening.
Outcome<ChangeStep> offer(State& state, const authority::Change& change, std::int64_t version) {
    const auto reply = askSigner(state, {"adopt", {}, {change.head.bytes(), change.document}});
    static_cast<void>(pullLog(state)); // what was recorded is copied now or next time
    if (!reply && isTooEarly(reply.error()))
        return ChangeStep::cooling;
    if (!reply)
        return base::Unexpected(reply.error());
    STRONGROOM_TRY(storeHead(state, version, change.head, change.document));
    return ChangeStep::adopted;
}

} // namespace

Outcome<ChangeStep> signChange(State& state, const ChangeProposal& proposal, const SecretText& passphrase) {
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const std::vector<Draft> drafts, currentDrafts(state, registry->state()));
    SignerRequest request{
        "head", {{"kind", std::string(authority::name(proposal.kind))}}, {proposal.document}};
    const auto draft = std::find_if(drafts.begin(), drafts.end(), [&](const Draft& one) {
        return one.head.kind == proposal.kind && one.subject == proposal.subject &&
               one.change.document == proposal.document;
    });
    if (draft != drafts.end())
        request.blobs.push_back(draft->change.head.bytes());
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    const Json* complete = reply.header.find("complete");
    if (reply.blobs.size() != 1 || complete == nullptr || complete->boolean() == nullptr)
        return base::Unexpected(Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(auto head, crypto::SignedObject::parse(reply.blobs.front(), authority::MAX_HEAD_BYTES));
    STRONGROOM_TRY(keepDraft(state, head, proposal));
    if (!*complete->boolean())
        return ChangeStep::waiting;
    return offer(state, {std::move(head), proposal.document}, registry->state().version() + 1);
}

Outcome<std::vector<PendingChange>> pendingChanges(State& state) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(std::vector<Draft> drafts, currentDrafts(state, registry->state()));
    std::vector<PendingChange> pending;
    for (Draft& draft : drafts) {
        auto signers = authority::countSigners(registry->state(), draft.change, treasury::RecordJudge());
        if (!signers)
            continue; // verifies against nothing: not shown
        std::vector<quorum::PersonId> signedBy;
        for (const crypto::Signature& signature : draft.change.head.signatures()) {
            if (const auto holder = registry->state().roster().holderOf(signature.keyId))
                signedBy.push_back(holder->person->id);
        }
        std::vector<quorum::PersonId> able;
        for (const quorum::ObligationCount& obligation : signers->obligations())
            able.insert(able.end(), obligation.couldStill.begin(), obligation.couldStill.end());
        pending.push_back({std::move(draft.change), draft.head.kind, std::move(draft.subject),
                           std::move(*signers), std::move(signedBy), std::move(able), draft.since});
    }
    return pending;
}

Outcome<bool> adoptPending(State& state) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    STRONGROOM_ASSIGN(const std::vector<Draft> drafts, currentDrafts(state, registry->state()));
    for (const Draft& draft : drafts) {
        if (!authority::verifyChange(registry->state(), draft.change, treasury::RecordJudge()))
            continue; // not complete
        STRONGROOM_ASSIGN(const ChangeStep step, offer(state, draft.change, draft.head.version));
        if (step == ChangeStep::adopted)
            return true;
    }
    return false;
}

} // namespace strongroom::service
