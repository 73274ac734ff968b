#include "service/payees.h"

#include "bitcoin/address.h"
#include "policy/wording.h"
#include "service/authority_changes.h"
#include "service/withdrawal_view.h"

#include <algorithm>

namespace strongroom::service {

using authority::PayeeRecord;

namespace {

constexpr std::size_t MAX_EVIDENCE = 500;
/// People compare the ends of an address; nobody shall choose one that agrees there (ATTACKS A92).
constexpr std::size_t COMPARED_CHARACTERS = 4;

/// A payee whose head still gathers signatures.
struct Proposal {
    PayeeRecord record;
    std::vector<quorum::PersonId> signedBy;
    std::vector<quorum::PersonId> couldStill;
    base::Bytes document;
    bool overtaken = false; ///< Another change came into force first: everybody signs anew.
    bool complete = false;  ///< Signed by all, waits for its time.
};

crypto::Hash256 evidenceHash(const std::string& evidence) {
    return crypto::taggedHash("strongroom/evidence/1", base::asBytes(evidence));
}

std::string evidenceOf(State& state, const PayeeRecord& record) {
    const auto bytes = store::Objects(state.database).document(record.evidence);
    if (!bytes || !*bytes)
        return {};
    std::string text(base::asText(**bytes));
    return evidenceHash(text) == record.evidence ? text : std::string();
}

/// The one payee of a document, if it is one.
std::optional<PayeeRecord> recordIn(base::ByteSpan document) {
    const auto json = base::Json::parseCanonical(base::asText(document));
    const base::Json* records = json ? json->find("records") : nullptr;
    if (records == nullptr || records->array() == nullptr || records->array()->size() != 1)
        return std::nullopt;
    const auto record = authority::parsePayeeRecord(records->array()->front());
    return record ? std::optional(*record) : std::nullopt;
}

Outcome<std::vector<Proposal>> currentProposals(State& state) {
    STRONGROOM_ASSIGN(const auto pending, pendingChanges(state));
    std::vector<Proposal> proposals;
    for (const PendingChange& change : pending) {
        const auto record =
            change.kind == authority::ChangeKind::payees ? recordIn(change.change.document) : std::nullopt;
        if (!record)
            continue;
        // A quorum besides the adder is not enough: whoever is named as having added it signs too.
        const bool adderSigned = record->state == authority::RecordState::ended ||
                                 std::find(change.signedBy.begin(), change.signedBy.end(), record->addedBy) !=
                                     change.signedBy.end();
        Proposal proposal{*record, change.signedBy,
                          {},      change.change.document,
                          false,   adderSigned && change.signers.isMet()};
        for (const quorum::ObligationCount& count : change.signers.obligations()) {
            if (!count.isMet())
                proposal.couldStill.insert(proposal.couldStill.end(), count.couldStill.begin(),
                                           count.couldStill.end());
        }
        proposals.push_back(std::move(proposal));
    }
    return proposals;
}

/// Drafts that followed a head which is no longer the newest: what they propose is still wanted, but every
/// signature on them is void.
Outcome<void> addOvertaken(State& state, const authority::AuthorityState& authority,
                           std::vector<Proposal>& proposals) {
    const store::Objects objects(state.database);
    STRONGROOM_ASSIGN(const auto stored, objects.ofType(std::string(authority::HEAD_TYPE)));
    for (const store::StoredObject& one : stored) {
        const auto object = crypto::SignedObject::parse(one.bytes, authority::MAX_HEAD_BYTES);
        const auto head =
            object ? authority::parseHead(*object) : base::Unexpected(authority::Error::malformed);
        if (!head || head->kind != authority::ChangeKind::payees || head->version > authority.version() ||
            authority.headIdAt(head->version) == object->id())
            continue;
        STRONGROOM_ASSIGN(const auto document, objects.document(object->id()));
        const auto record = document ? recordIn(*document) : std::nullopt;
        if (!record)
            continue;
        const authority::PayeeEntry* entry = authority.findPayee(record->id);
        const bool done = entry != nullptr &&
                          (entry->record == *record || entry->record.state == authority::RecordState::ended);
        const bool listed = std::any_of(proposals.begin(), proposals.end(),
                                        [&](const Proposal& known) { return known.record.id == record->id; });
        if (!done && !listed)
            proposals.push_back({*record, {}, {}, *document, true, false});
    }
    return {};
}

Outcome<std::vector<Proposal>> proposalsOf(State& state, const authority::AuthorityState& authority) {
    STRONGROOM_ASSIGN(auto proposals, currentProposals(state));
    STRONGROOM_TRY(addOvertaken(state, authority, proposals));
    return proposals;
}

std::string whyNot(const Proposal& proposal, const quorum::Person* viewer) {
    if (viewer == nullptr || !viewer->isActive())
        return "You are not active in this treasury.";
    if (proposal.complete)
        return "No signature is missing.";
    if (std::find(proposal.signedBy.begin(), proposal.signedBy.end(), viewer->id) != proposal.signedBy.end())
        return "You have signed this.";
    const bool isAdder = viewer->id == proposal.record.addedBy;
    const bool canFill = std::find(proposal.couldStill.begin(), proposal.couldStill.end(), viewer->id) !=
                         proposal.couldStill.end();
    // The adder's own signature is missing exactly when others signed a proposal anew before them.
    if (isAdder || canFill || (proposal.overtaken && viewer->hasRole(quorum::Role::officer)))
        return {};
    return "Your signature would not count for a payee.";
}

PayeeRow proposedRow(State& state, const Standpoint& standpoint, const Proposal& proposal) {
    const authority::AuthorityState& authority = standpoint.authority();
    PayeeRow row;
    row.id = hexOf(proposal.record.id);
    row.name = proposal.record.name;
    row.addedAt = proposal.record.addedAt;
    row.address = proposal.record.address;
    row.state = PayeeState::proposed;
    row.evidence = evidenceOf(state, proposal.record);
    row.addedBy = nameOfPerson(authority, proposal.record.addedBy);
    row.whyNot = whyNot(proposal, standpoint.viewer());
    row.iMayApprove = row.whyNot.empty();
    const bool ending = proposal.record.state == authority::RecordState::ended;
    if (proposal.overtaken)
        row.sentence =
            "Another change came into force first: it has to be signed anew, by " + row.addedBy + " too.";
    else if (proposal.complete)
        row.sentence = "Signed. It waits until the signer's cool-down is over.";
    else if (proposal.couldStill.empty())
        row.sentence = "Waiting for the signature of " + row.addedBy + ".";
    else
        row.sentence = std::string(ending ? "Revoking waits for " : "Waiting for ") +
                       policy::listWords(namesOfPeople(authority, proposal.couldStill), "or") + ".";
    return row;
}

PayeeRow registeredRow(State& state, const Standpoint& standpoint, const authority::PayeeEntry& entry) {
    const authority::AuthorityState& authority = standpoint.authority();
    const treasury::Knowledge knowledge = standpoint.knowledge({}, standpoint.now());
    const base::UnixTime seen = knowledge.payees.seen(entry.hash, standpoint.now());
    const base::Seconds cooling = authority.changeRules().payeeCooling;
    PayeeRow row;
    row.id = hexOf(entry.record.id);
    row.name = entry.record.name;
    row.addedAt = entry.record.addedAt;
    row.address = entry.record.address;
    row.evidence = evidenceOf(state, entry.record);
    row.addedBy = nameOfPerson(authority, entry.record.addedBy);
    for (const quorum::PersonId& person : entry.approvedBy) {
        if (person != entry.record.addedBy)
            row.approvedBy += (row.approvedBy.empty() ? "" : ", ") + nameOfPerson(authority, person);
    }
    row.activeFrom = treasury::activeFrom(entry, seen, cooling);
    // Policy counts a payment in the very second of first sight as one before it; a person does not.
    const auto paid = knowledge.payees.lastPaid.find(entry.record.id);
    row.firstUse = paid == knowledge.payees.lastPaid.end() || paid->second < seen;
    row.whyNot = "No signature is missing.";
    switch (treasury::phaseOf(entry, seen, cooling, standpoint.now())) {
    case treasury::PayeePhase::cooling:
        row.state = PayeeState::cooling;
        row.sentence = "Cooling: it can be paid in " +
                       policy::duration((*row.activeFrom - standpoint.now()).count) + ".";
        break;
    case treasury::PayeePhase::active:
        row.state = PayeeState::active;
        row.sentence = row.firstUse ? "Active. Not paid yet." : "Active.";
        break;
    case treasury::PayeePhase::revoked:
        row.state = PayeeState::revoked;
        row.sentence = "Revoked.";
        break;
    }
    return row;
}

bool looksAlike(const std::string& a, const std::string& b) {
    // Addresses of one network begin alike ("bc1q"): what is compared starts behind the separator.
    const auto start = [](const std::string& text) {
        const std::size_t separator = text.rfind('1');
        return separator != std::string::npos && separator < 6 ? separator + 1 : 0;
    };
    return a.substr(start(a), COMPARED_CHARACTERS) == b.substr(start(b), COMPARED_CHARACTERS) &&
           a.substr(a.size() - std::min(a.size(), COMPARED_CHARACTERS)) ==
               b.substr(b.size() - std::min(b.size(), COMPARED_CHARACTERS));
}

Outcome<void> checkUnlike(const PayeeRecord& draft, const PayeeRecord& known) {
    if (known.state == authority::RecordState::ended)
        return {};
    if (known.name == draft.name)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNameTaken));
    if (known.script == draft.script)
        return base::Unexpected(base::Failure(WithdrawalError::payeeAddressTaken));
    if (looksAlike(known.address, draft.address))
        return base::Unexpected(base::Failure(WithdrawalError::payeeLooksAlike));
    return {};
}

Outcome<PayeeRecord> recordOf(const PayeeDraft& draft, const Standpoint& standpoint,
                              const quorum::Person& adder) {
    if (draft.evidence.empty() || draft.evidence.size() > MAX_EVIDENCE || !base::isPlainUtf8(draft.evidence))
        return base::Unexpected(base::Failure(WithdrawalError::payeeEvidenceMissing));
    if (draft.name.empty() || draft.name.size() > authority::MAX_RECORD_NAME ||
        !base::isPlainUtf8(draft.name))
        return base::Unexpected(base::Failure(Error::nameInvalid));
    STRONGROOM_ASSIGN(const auto address,
                      bitcoin::decodeAddress(draft.address, standpoint.registry().network()));
    PayeeRecord record;
    record.name = draft.name;
    record.address =
        bitcoin::encodeAddress(address.script, standpoint.registry().network()).value_or(draft.address);
    record.script = address.script;
    record.evidence = evidenceHash(draft.evidence);
    record.addedBy = adder.id;
    record.addedAt = standpoint.now();
    record.id = authority::payeeIdOf(record);
    return record;
}

ChangeProposal changeOf(const PayeeRecord& record) {
    return {authority::ChangeKind::payees, authority::recordsDocument(std::vector{record}),
            base::toBytes(record.id.span())};
}

Outcome<crypto::Hash256> payeeId(const std::string& text) {
    const auto id = hashFromHex(text);
    if (!id)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotFound));
    return *id;
}

} // namespace

Outcome<std::vector<PayeeRow>> listPayees(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const auto proposals, proposalsOf(state, standpoint.authority()));
    std::vector<PayeeRow> rows;
    for (const Proposal& proposal : proposals)
        rows.push_back(proposedRow(state, standpoint, proposal));
    for (const authority::PayeeEntry& entry : standpoint.authority().payees())
        rows.push_back(registeredRow(state, standpoint, entry));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const PayeeRow& a, const PayeeRow& b) { return a.name < b.name; });
    return rows;
}

Outcome<std::string> addPayee(Workspace& workspace, const PayeeDraft& draft, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const quorum::Person* adder, personAtDesk(state, standpoint.registry()));
    STRONGROOM_ASSIGN(const PayeeRecord record, recordOf(draft, standpoint, *adder));
    for (const authority::PayeeEntry& known : standpoint.authority().payees())
        STRONGROOM_TRY(checkUnlike(record, known.record));
    STRONGROOM_ASSIGN(const auto proposals, proposalsOf(state, standpoint.authority()));
    for (const Proposal& known : proposals)
        STRONGROOM_TRY(checkUnlike(record, known.record));
    STRONGROOM_TRY(store::Objects(state.database)
                       .putDocument(record.evidence, base::toBytes(base::asBytes(draft.evidence))));
    STRONGROOM_TRY(signChange(state, changeOf(record), passphrase));
    return hexOf(record.id);
}

Outcome<void> approvePayee(Workspace& workspace, const std::string& payeeIdText,
                           const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const crypto::Hash256 id, payeeId(payeeIdText));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const auto proposals, proposalsOf(state, standpoint.authority()));
    const auto proposal = std::find_if(proposals.begin(), proposals.end(),
                                       [&](const Proposal& one) { return one.record.id == id; });
    if (proposal == proposals.end())
        return base::Unexpected(base::Failure(WithdrawalError::payeeNothingProposed));
    if (const std::string why = whyNot(*proposal, standpoint.viewer()); !why.empty()) {
        base::Failure failure(WithdrawalError::approvalDoesNotCount);
        failure.message = why;
        return base::Unexpected(std::move(failure));
    }
    STRONGROOM_TRY(signChange(state, changeOf(proposal->record), passphrase));
    return {};
}

Outcome<void> revokePayee(Workspace& workspace, const std::string& payeeIdText, const std::string& reason,
                          const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    if (reason.empty() || reason.size() > MAX_EVIDENCE || !base::isPlainUtf8(reason))
        return base::Unexpected(base::Failure(Error::reasonMissing));
    STRONGROOM_ASSIGN(const crypto::Hash256 id, payeeId(payeeIdText));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    const authority::PayeeEntry* entry = standpoint.authority().findPayee(id);
    if (entry == nullptr)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotFound));
    if (entry->record.state == authority::RecordState::ended)
        return base::Unexpected(base::Failure(WithdrawalError::payeeRevoked));
    PayeeRecord record = entry->record;
    record.state = authority::RecordState::ended;
    STRONGROOM_TRY(signChange(state, changeOf(record), passphrase));
    SignerRequest note{"record",
                       {{"kind", "console.payee_revoked"},
                        {"subject", hexOf(id)},
                        {"fields", base::Json::Object{{"reason", reason}}}},
                       {}};
    STRONGROOM_TRY(askSigner(state, note));
    return pullLog(state);
}

} // namespace strongroom::service
