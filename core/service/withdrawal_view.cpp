#include "service/withdrawal_view.h"

#include "audit/leaf.h"
#include "policy/condition.h"
#include "psbt/codec.h"
#include "psbt/combine.h"
#include "service/failpoint.h"
#include "store/log.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace strongroom::service {

using treasury::WithdrawalEvent;
using treasury::WithdrawalState;

namespace {

/// The longest window a policy looks at, and the longest life of an intent before it was signed.
constexpr base::Seconds HISTORY_SPAN{policy::MAX_WINDOW.count + treasury::MAX_INTENT_LIFETIME.count};
/// Of one read; a treasury with more payments in three months needs an index of its own.
constexpr std::size_t MAX_ROWS = 100'000;
constexpr std::size_t MIN_PREFIX = 8;

/// A signature may be out, or the payment is made.
bool isConsumed(WithdrawalState phase) {
    return treasury::mayStillConfirm(phase) || phase == WithdrawalState::confirmed;
}

std::vector<std::string> consumedPhases() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < treasury::WITHDRAWAL_STATES; ++i) {
        const auto phase = static_cast<WithdrawalState>(i);
        if (isConsumed(phase))
            names.emplace_back(treasury::name(phase));
    }
    return names;
}

Outcome<std::map<base::Bytes, base::UnixTime>> authorizedAt(State& state, base::UnixTime from) {
    store::LeafFilter filter;
    filter.kind = "withdrawal.authorized";
    filter.from = from;
    filter.limit = MAX_ROWS;
    STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).find(filter));
    std::map<base::Bytes, base::UnixTime> times;
    for (const store::LeafRow& leaf : leaves)
        times.try_emplace(leaf.subject, leaf.at);
    return times;
}

struct Parts {
    psbt::Psbt psbt;
    treasury::Travel travel;
    treasury::Intent intent;
};

Outcome<Parts> partsOf(const store::WithdrawalRecord& record) {
    Parts parts;
    STRONGROOM_ASSIGN(parts.psbt, psbt::parsePsbt(record.psbt));
    STRONGROOM_ASSIGN(parts.travel, treasury::readTravel(parts.psbt));
    if (!parts.travel.intent)
        return base::Unexpected(base::Failure(WithdrawalError::damaged));
    STRONGROOM_ASSIGN(parts.intent, treasury::parseIntent(*parts.travel.intent));
    if (treasury::intentDigest(parts.intent) != record.id ||
        treasury::withdrawalId(parts.intent) != record.root || parts.psbt.tx.txid() != record.txid)
        return base::Unexpected(base::Failure(WithdrawalError::damaged));
    return parts;
}

/// Whom it pays, by its intent; a payee whose record was changed since, by the row.
std::vector<crypto::Hash256> payeesOf(const treasury::Intent& intent, const store::WithdrawalRecord& record,
                                      const authority::AuthorityState& authority) {
    std::vector<crypto::Hash256> ids;
    for (const treasury::IntentOutput& output : intent.body.outputs) {
        for (const authority::PayeeEntry& payee : authority.payees()) {
            if (output.payee == payee.hash)
                ids.push_back(payee.record.id);
        }
    }
    const auto named = crypto::Hash256::from(record.payee);
    if (named && std::ranges::count(ids, *named) == 0)
        ids.push_back(*named);
    return ids;
}

policy::HistoryEntry historyEntry(const Parts& parts, const store::WithdrawalRecord& record,
                                  std::vector<crypto::Hash256> payees, base::UnixTime at) {
    std::vector<policy::SpentOutpoint> outpoints;
    for (const bitcoin::TxIn& input : parts.psbt.tx.inputs) {
        const auto txid = crypto::Hash256::from(input.prevout.txid.span());
        outpoints.push_back({txid.value_or(crypto::Hash256()), input.prevout.vout});
    }
    policy::HistoryEntry entry{
        at, {}, policy::inputsKey(std::move(outpoints)), parts.intent.body.outflow, {}};
    entry.vault = crypto::Hash256::from(record.vault).value_or(crypto::Hash256());
    entry.payees = std::move(payees);
    return entry;
}

} // namespace

Outcome<Standpoint> Standpoint::take(State& state) {
    Standpoint standpoint;
    STRONGROOM_ASSIGN(standpoint.m_registry, registryOf(state));
    standpoint.m_now = state.ports.clock->now();
    standpoint.m_viewer = standpoint.authority().roster().findByHandle(state.person);
    STRONGROOM_ASSIGN(const auto tip, store::Coins(state.database).tip());
    if (tip)
        standpoint.m_height = tip->height;
    STRONGROOM_TRY(standpoint.notePayees(state));
    STRONGROOM_TRY(standpoint.notePayments(state));
    return standpoint;
}

Standpoint Standpoint::ofDesk(std::shared_ptr<const treasury::Registry> registry, const std::string& person,
                              base::UnixTime now) {
    Standpoint standpoint;
    standpoint.m_registry = std::move(registry);
    standpoint.m_now = now;
    standpoint.m_viewer = standpoint.authority().roster().findByHandle(person);
    for (const authority::PayeeEntry& payee : standpoint.authority().payees())
        standpoint.m_payees.firstSeen.emplace(payee.hash, payee.approvedAt);
    return standpoint;
}

Outcome<void> Standpoint::notePayees(State& state) {
    store::Log log(state.database);
    std::map<std::int64_t, base::UnixTime> seen; // when this seat's signer adopted each version
    for (const authority::PayeeEntry& payee : authority().payees()) {
        auto time = seen.find(payee.approvedIn);
        if (time == seen.end()) {
            const auto head = authority().headIdAt(payee.approvedIn);
            STRONGROOM_ASSIGN(const auto leaves, log.about(head.value_or(authority().treasury()).span()));
            const auto adopted = std::find_if(leaves.begin(), leaves.end(), [](const store::LeafRow& leaf) {
                return leaf.kind == "authority.adopted" || leaf.kind == "seat.provisioned";
            });
            time = seen.emplace(payee.approvedIn, adopted != leaves.end() ? adopted->at : m_now).first;
        }
        m_payees.firstSeen.emplace(payee.hash, time->second);
    }
    m_payees.useLog = treasury::UseLog::complete;
    return {};
}

Outcome<void> Standpoint::notePayments(State& state) {
    STRONGROOM_ASSIGN(const auto times, authorizedAt(state, m_now - HISTORY_SPAN));
    store::WithdrawalQuery query;
    query.phases = consumedPhases();
    query.limit = MAX_ROWS;
    STRONGROOM_ASSIGN(const auto records, store::Withdrawals(state.database).query(query));
    for (const store::WithdrawalRecord& record : records) {
        if (record.proposedAt < m_now - HISTORY_SPAN) {
            if (const auto payee = crypto::Hash256::from(record.payee)) {
                m_payees.notePayment(*payee, record.updatedAt);
                continue;
            }
        }
        const auto parts = partsOf(record);
        if (!parts)
            continue; // said where it is shown
        if (record.proposedAt < m_now - HISTORY_SPAN) {
            for (const crypto::Hash256& payee : payeesOf(parts->intent, record, authority()))
                m_payees.notePayment(payee, record.updatedAt);
            continue;
        }
        const auto time = times.find(base::toBytes(record.root.span()));
        const base::UnixTime at = time != times.end() ? time->second : record.updatedAt;
        auto payees = payeesOf(parts->intent, record, authority());
        Consumed consumed{record.root, record.id, historyEntry(*parts, record, std::move(payees), at), {}};
        for (const bitcoin::TxIn& input : parts->psbt.tx.inputs)
            consumed.outpoints.push_back(input.prevout);
        m_consumed.push_back(std::move(consumed));
    }
    return {};
}

treasury::Knowledge Standpoint::knowledge(const Judged& judged, base::UnixTime asOf) const {
    treasury::Knowledge knowledge;
    knowledge.now = asOf;
    knowledge.payees = m_payees;
    bool conflicts = false;
    std::vector<policy::HistoryEntry> entries;
    for (const Consumed& consumed : m_consumed) {
        if (consumed.intent == judged.intent || consumed.entry.time > asOf)
            continue;
        entries.push_back(consumed.entry);
        if (consumed.withdrawal == judged.withdrawal) {
            conflicts = true;
            continue;
        }
        for (const crypto::Hash256& payee : consumed.entry.payees)
            knowledge.payees.notePayment(payee, consumed.entry.time);
        knowledge.liveElsewhere.insert(knowledge.liveElsewhere.end(), consumed.outpoints.begin(),
                                       consumed.outpoints.end());
    }
    knowledge.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(conflicts);
    knowledge.history = policy::History::complete(std::move(entries), policy::Provenance::journal);
    return knowledge;
}

bool isOpen(WithdrawalState phase) {
    switch (phase) {
    case WithdrawalState::draft:
    case WithdrawalState::proposed:
    case WithdrawalState::notAllowed:
    case WithdrawalState::waitingForApprovals:
    case WithdrawalState::cooling:
    case WithdrawalState::authorized:
        return true;
    case WithdrawalState::signing:
    case WithdrawalState::fullySigned:
    case WithdrawalState::broadcast:
    case WithdrawalState::confirmed:
    case WithdrawalState::rejectedPending:
    case WithdrawalState::takenBackPending:
    case WithdrawalState::expiredPending:
    case WithdrawalState::rejected:
    case WithdrawalState::takenBack:
    case WithdrawalState::expired:
    case WithdrawalState::replaced:
        return false;
    }
    base::checkFailed("WithdrawalState");
}

namespace {

void judgeAnew(const Standpoint& standpoint, WithdrawalView& view) {
    // What is signed or closed is judged as of then: it does not change by growing old.
    const base::UnixTime asOf =
        isOpen(view.phase)
            ? standpoint.now()
            : std::min({standpoint.now(), view.record.updatedAt, view.intent.expiry - base::Seconds{1}});
    const treasury::Knowledge knowledge = standpoint.knowledge({view.record.root, view.record.id}, asOf);
    view.review = treasury::reviewWith(view.psbt, standpoint.registry(), knowledge);
    const auto& replaced = view.intent.body.replaces;
    auto judgement =
        treasury::judge(view.psbt, *view.travel.intent, view.travel.statements, standpoint.registry(),
                        knowledge, replaced ? treasury::originalIn(view.travel, *replaced) : std::nullopt);
    view.judgement.reset();
    view.refusal.reset();
    if (judgement)
        view.judgement.emplace(std::move(*judgement));
    else
        view.refusal = base::Failure(judgement.error());
}

} // namespace

Outcome<WithdrawalView> viewOf(const Standpoint& standpoint, store::WithdrawalRecord record) {
    auto parts = partsOf(record);
    const auto phase = treasury::parseWithdrawalState(record.phase);
    if (!parts || !phase)
        return base::Unexpected(base::Failure(WithdrawalError::damaged));
    WithdrawalView view;
    view.phase = *phase;
    view.psbt = std::move(parts->psbt);
    view.travel = std::move(parts->travel);
    view.intent = std::move(parts->intent);
    view.digest = treasury::intentDigest(view.intent);
    view.loadedPhase = record.phase;
    view.loadedPsbt = record.psbt;
    view.record = std::move(record);
    judgeAnew(standpoint, view);
    return view;
}

Outcome<WithdrawalView> findWithdrawal(State& state, const Standpoint& standpoint, const std::string& id) {
    if (id.size() < MIN_PREFIX ||
        !std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isxdigit(c) != 0; }))
        return base::Unexpected(base::Failure(WithdrawalError::notFound));
    STRONGROOM_ASSIGN(auto found, store::Withdrawals(state.database).startingWith(id));
    if (found.empty())
        return base::Unexpected(base::Failure(WithdrawalError::notFound));
    if (found.size() > 1)
        return base::Unexpected(base::Failure(WithdrawalError::ambiguous));
    return viewOf(standpoint, std::move(found.front()));
}

const vault::Vault* sourceOf(const Standpoint& standpoint, const WithdrawalView& view) {
    if (!view.review.sourceVault)
        return nullptr;
    return &standpoint.registry().vaults()[*view.review.sourceVault];
}

bool isHot(const Standpoint& standpoint, const WithdrawalView& view) {
    const vault::Vault* vault = sourceOf(standpoint, view);
    return vault != nullptr && vault->tier == vault::Tier::hot;
}

Outcome<std::optional<base::UnixTime>> coolingSince(State& state, const crypto::Hash256& intentDigest) {
    store::LeafFilter filter;
    filter.kind = "withdrawal.cooling";
    filter.limit = MAX_ROWS;
    STRONGROOM_ASSIGN(const auto leaves, store::Log(state.database).find(filter));
    for (const store::LeafRow& row : leaves) {
        const auto leaf = audit::Leaf::parse(row.bytes);
        if (leaf && std::find(leaf->refs().begin(), leaf->refs().end(), intentDigest) != leaf->refs().end())
            return std::optional(row.at);
    }
    return std::optional<base::UnixTime>();
}

Outcome<std::optional<base::UnixTime>> coolingSince(State& state, const WithdrawalView& view) {
    const bool covered = view.judgement && view.judgement->coverage() && view.judgement->coverage()->covers();
    return coolingSince(state, covered ? view.judgement->coverage()->original : view.digest);
}

Outcome<std::vector<store::WithdrawalRecord>> withdrawalsIn(State& state, std::vector<std::string> phases) {
    constexpr std::size_t PAGE = 1'000;
    store::WithdrawalQuery query{.phases = std::move(phases), .limit = PAGE};
    std::vector<store::WithdrawalRecord> all;
    for (;;) {
        STRONGROOM_ASSIGN(auto page, store::Withdrawals(state.database).query(query));
        std::move(page.begin(), page.end(), std::back_inserter(all));
        if (page.size() < PAGE)
            return all;
        query.offset += PAGE;
    }
}

Outcome<std::vector<store::WithdrawalRecord>> versionsOf(State& state,
                                                         const store::WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(auto versions, store::Withdrawals(state.database).versionsOf(record.root));
    return versions;
}

Outcome<bool> isOvertaken(State& state, const store::WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(const auto versions, versionsOf(state, record));
    return std::any_of(versions.begin(), versions.end(), [&](const store::WithdrawalRecord& one) {
        return one.id != record.id && one.phase == treasury::name(WithdrawalState::confirmed);
    });
}

Outcome<void> releaseCoins(State& state, const store::WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(const auto versions, versionsOf(state, record));
    const bool over =
        std::all_of(versions.begin(), versions.end(), [](const store::WithdrawalRecord& version) {
            const auto phase = treasury::parseWithdrawalState(version.phase);
            return phase && treasury::isFinal(*phase);
        });
    if (over)
        STRONGROOM_TRY(store::Coins(state.database).releaseReservations(record.root));
    return {};
}

Outcome<void> apply(WithdrawalView& view, WithdrawalEvent event) {
    STRONGROOM_ASSIGN(view.phase, treasury::next(view.phase, event));
    view.record.phase = std::string(treasury::name(view.phase));
    return {};
}

Outcome<void> addStatement(const Standpoint& standpoint, WithdrawalView& view,
                           const crypto::SignedObject& object) {
    treasury::Travel travel;
    travel.statements = {object};
    STRONGROOM_ASSIGN(view.psbt, treasury::addTravel(view.psbt, travel));
    STRONGROOM_ASSIGN(view.travel, treasury::readTravel(view.psbt));
    judgeAnew(standpoint, view);
    return {};
}

namespace {

/// Another process may have saved meanwhile: what people said is united, and a phase that moved stays where
/// it went; the next advance looks at both.
Outcome<void> mergeWithStored(State& state, WithdrawalView& view) {
    view.record.psbt = psbt::serialize(view.psbt);
    STRONGROOM_ASSIGN(const auto stored, store::Withdrawals(state.database).find(view.record.id));
    if (!stored)
        return base::Unexpected(base::Failure(WithdrawalError::notFound));
    if (stored->psbt != view.loadedPsbt) {
        STRONGROOM_ASSIGN(const psbt::Psbt other, psbt::parsePsbt(stored->psbt));
        STRONGROOM_ASSIGN(view.psbt, psbt::combine(view.psbt, other));
        view.record.psbt = psbt::serialize(view.psbt);
    }
    if (stored->phase != view.loadedPhase) {
        view.record = *stored;
        view.record.psbt = psbt::serialize(view.psbt);
        view.phase = treasury::parseWithdrawalState(stored->phase).value_or(view.phase);
    }
    return {};
}

} // namespace

Outcome<void> saveWithdrawal(State& state, WithdrawalView& view, const Arrivals& arrivals) {
    const base::UnixTime now = state.ports.clock->now();
    view.record.updatedAt = now;
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Objects objects(state.database);
    for (const crypto::SignedObject& object : arrivals.objects)
        STRONGROOM_TRY(
            objects.put({object.hash(), object.id(), object.type(), base::toBytes(view.record.id.span()),
                         object.bytes(), now, arrivals.origin}));
    for (const auto& [hash, document] : arrivals.documents)
        STRONGROOM_TRY(objects.putDocument(hash, document));
    STRONGROOM_TRY(mergeWithStored(state, view));
    STRONGROOM_TRY(store::Withdrawals(state.database).update(view.record));
    store::Coins coins(state.database);
    if (treasury::mayStillConfirm(view.phase) && !isOpen(view.phase)) {
        // From the first signature on the coins are taken until a block decides.
        for (const bitcoin::TxIn& input : view.psbt.tx.inputs) {
            if (!coins.reserve(input.prevout, view.record.root, std::nullopt, now))
                return base::Unexpected(base::Failure(WithdrawalError::coinsTaken));
        }
    } else if (treasury::isFinal(view.phase)) {
        STRONGROOM_TRY(releaseCoins(state, view.record));
    }
    failpoint("withdrawal.commit");
    STRONGROOM_TRY(transaction.commit());
    return {};
}

Payments paymentsAmong(const treasury::Intent& intent, const std::vector<base::Bytes>& documents) {
    Payments payments;
    for (const base::Bytes& document : documents) {
        const auto json = base::Json::parseCanonical(base::asText(document));
        if (!json)
            continue;
        const auto details = treasury::parsePaymentDetails(*json);
        if (!details)
            continue;
        const crypto::Hash256 hash = treasury::paymentHash(*details);
        for (std::size_t i = 0; i < intent.body.outputs.size(); ++i) {
            if (intent.body.outputs[i].payment == hash)
                payments.emplace(i, *details);
        }
    }
    return payments;
}

Payments paymentsOf(State& state, const WithdrawalView& view) {
    std::vector<base::Bytes> documents;
    for (const treasury::IntentOutput& output : view.intent.body.outputs) {
        if (!output.payment)
            continue;
        auto bytes = store::Objects(state.database).document(*output.payment);
        if (bytes && *bytes)
            documents.push_back(**std::move(bytes));
    }
    return paymentsAmong(view.intent, documents);
}

} // namespace strongroom::service
