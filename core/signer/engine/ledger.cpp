#include "signer/engine/ledger.h"

#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::signer {

using base::fixedMember;
using base::Json;
using crypto::Hash256;

namespace {

std::string hexOf(const Hash256& hash) {
    return base::toHex(hash.span());
}

Json hexList(const std::vector<Hash256>& hashes) {
    Json::Array list;
    for (const Hash256& hash : hashes)
        list.emplace_back(hexOf(hash));
    return list;
}

std::optional<std::vector<Hash256>> hashList(const Json* list) {
    if (list == nullptr)
        return std::nullopt;
    std::vector<Hash256> hashes;
    for (const Json& item : *list->array()) {
        const auto bytes = item.string() != nullptr ? base::fromHex(*item.string()) : std::nullopt;
        const auto hash = bytes ? Hash256::from(*bytes) : std::nullopt;
        if (!hash)
            return std::nullopt;
        hashes.push_back(*hash);
    }
    return hashes;
}

Json outpointList(const std::vector<bitcoin::OutPoint>& outpoints) {
    Json::Array list;
    for (const bitcoin::OutPoint& outpoint : outpoints)
        list.push_back(
            Json::Object{{"txid", bitcoin::toText(outpoint.txid)}, {"vout", std::int64_t{outpoint.vout}}});
    return list;
}

std::optional<std::vector<bitcoin::OutPoint>> parseOutpoints(const Json* list) {
    if (list == nullptr)
        return std::nullopt;
    std::vector<bitcoin::OutPoint> outpoints;
    for (const Json& item : *list->array()) {
        base::JsonFields fields(item);
        const auto txid = bitcoin::txidFromText(fields.string("txid").value_or(""));
        const auto vout = fields.integer("vout");
        if (!fields.done() || !txid || *vout < 0 || *vout > UINT32_MAX)
            return std::nullopt;
        outpoints.push_back({*txid, static_cast<std::uint32_t>(*vout)});
    }
    return outpoints;
}

struct Writer {
    Json operator()(const IntentConsumed& fact) const {
        return Json::Object{{"kind", "intent_consumed"},
                            {"intent", hexOf(fact.intent)},
                            {"withdrawal", hexOf(fact.withdrawal)},
                            {"txid", bitcoin::toText(fact.txid)},
                            {"vault", hexOf(fact.vault)},
                            {"inputs", hexOf(fact.inputs)},
                            {"outpoints", outpointList(fact.outpoints)},
                            {"outflow", fact.outflow.satoshi()},
                            {"payees", hexList(fact.payees)}};
    }
    Json operator()(const SpendSigned& fact) const {
        return Json::Object{
            {"kind", "spend_signed"}, {"intent", hexOf(fact.intent)}, {"psbt", base::toBase64(fact.psbt)}};
    }
    Json operator()(const ReservationReleased& fact) const {
        return Json::Object{{"kind", "reservation_released"}, {"withdrawal", hexOf(fact.withdrawal)}};
    }
    Json operator()(const AuthorityAdopted& fact) const {
        return Json::Object{
            {"kind", "authority_adopted"}, {"version", fact.version}, {"head", hexOf(fact.head)}};
    }
    Json operator()(const ChangeSeen& fact) const {
        return Json::Object{{"kind", "change_seen"}, {"change", hexOf(fact.change)}};
    }
    Json operator()(const ChangeAdopted& fact) const {
        return Json::Object{{"kind", "change_adopted"}, {"change", hexOf(fact.change)}};
    }
    Json operator()(const PayeeSeen& fact) const {
        return Json::Object{{"kind", "payee_seen"}, {"record", hexOf(fact.record)}};
    }
    Json operator()(const ApprovalCompleted& fact) const {
        return Json::Object{{"kind", "approval_completed"}, {"intent", hexOf(fact.intent)}};
    }
    Json operator()(const AddressIssued& fact) const {
        return Json::Object{
            {"kind", "address_issued"}, {"vault", hexOf(fact.vault)}, {"index", std::int64_t{fact.index}}};
    }
    Json operator()(const StopKept& fact) const {
        return Json::Object{{"kind", "stop_kept"},
                            {"intent", hexOf(fact.intent)},
                            {"statement", base::toBase64(fact.statement.bytes())}};
    }
    Json operator()(const TimeMarked& fact) const {
        return Json::Object{
            {"kind", "time_marked"}, {"boot", fact.boot}, {"since_boot", fact.sinceBoot.count}};
    }
    Json operator()(const ClockConfirmed& fact) const {
        Json::Array by;
        for (const quorum::PersonId& person : fact.by)
            by.emplace_back(base::toHex(person.span()));
        return Json::Object{{"kind", "clock_confirmed"}, {"by", std::move(by)}};
    }
    Json operator()(const MessageAuthorized& fact) const {
        return Json::Object{{"kind", "message_authorized"},
                            {"intent", hexOf(fact.intent)},
                            {"vault", hexOf(fact.vault)},
                            {"message", hexOf(fact.message)}};
    }
    Json operator()(const MessageSigned& fact) const {
        return Json::Object{
            {"kind", "message_signed"}, {"intent", hexOf(fact.intent)}, {"psbt", base::toBase64(fact.psbt)}};
    }
    Json operator()(const LogSeen& fact) const {
        return Json::Object{
            {"kind", "log_seen"}, {"origin", fact.origin}, {"size", fact.size}, {"root", hexOf(fact.root)}};
    }
};

std::optional<Fact> parseIntentConsumed(base::JsonFields& fields) {
    const auto intent = fixedMember<Hash256>(fields, "intent");
    const auto withdrawal = fixedMember<Hash256>(fields, "withdrawal");
    const auto txid = bitcoin::txidFromText(fields.string("txid").value_or(""));
    const auto vault = fixedMember<Hash256>(fields, "vault");
    const auto inputs = fixedMember<Hash256>(fields, "inputs");
    auto outpoints = parseOutpoints(fields.array("outpoints"));
    const auto outflow = base::Amount::fromSatoshi(fields.integer("outflow").value_or(-1));
    auto payees = hashList(fields.array("payees"));
    if (!fields.done() || !intent || !withdrawal || !txid || !vault || !inputs || !outpoints || !outflow ||
        !payees)
        return std::nullopt;
    return IntentConsumed{*intent, *withdrawal,           *txid,    *vault,
                          *inputs, std::move(*outpoints), *outflow, std::move(*payees)};
}

std::optional<Fact> parseStopKept(base::JsonFields& fields) {
    const auto intent = fixedMember<Hash256>(fields, "intent");
    const auto bytes = base::fromBase64(fields.string("statement").value_or("?"));
    auto statement = bytes ? crypto::SignedObject::parse(*bytes, treasury::MAX_STATEMENT_BYTES)
                           : base::Unexpected(crypto::Error::envelopeMalformed);
    if (!fields.done() || !intent || !statement)
        return std::nullopt;
    return StopKept{*intent, *std::move(statement)};
}

std::optional<Fact> parseClockConfirmed(base::JsonFields& fields) {
    const Json* by = fields.array("by");
    if (by == nullptr || !fields.done())
        return std::nullopt;
    ClockConfirmed confirmed;
    for (const Json& item : *by->array()) {
        const auto bytes = item.string() != nullptr ? base::fromHex(*item.string()) : std::nullopt;
        const auto person = bytes ? quorum::PersonId::from(*bytes) : std::nullopt;
        if (!person)
            return std::nullopt;
        confirmed.by.push_back(*person);
    }
    return confirmed;
}

} // namespace

Json toJson(const Fact& fact) {
    return std::visit(Writer{}, fact);
}

std::optional<Fact> parseFact(const Json& json) {
    base::JsonFields fields(json);
    const std::string kind = fields.string("kind").value_or("");
    if (kind == "intent_consumed")
        return parseIntentConsumed(fields);
    if (kind == "stop_kept")
        return parseStopKept(fields);
    if (kind == "clock_confirmed")
        return parseClockConfirmed(fields);
    std::optional<Fact> fact;
    if (kind == "spend_signed") {
        const auto intent = fixedMember<Hash256>(fields, "intent");
        auto psbt = base::fromBase64(fields.string("psbt").value_or("?"));
        if (intent && psbt)
            fact = SpendSigned{*intent, std::move(*psbt)};
    } else if (kind == "message_authorized") {
        const auto intent = fixedMember<Hash256>(fields, "intent");
        const auto vault = fixedMember<Hash256>(fields, "vault");
        const auto message = fixedMember<Hash256>(fields, "message");
        if (intent && vault && message)
            fact = MessageAuthorized{*intent, *vault, *message};
    } else if (kind == "message_signed") {
        const auto intent = fixedMember<Hash256>(fields, "intent");
        auto psbt = base::fromBase64(fields.string("psbt").value_or("?"));
        if (intent && psbt)
            fact = MessageSigned{*intent, std::move(*psbt)};
    } else if (kind == "reservation_released") {
        if (const auto withdrawal = fixedMember<Hash256>(fields, "withdrawal"))
            fact = ReservationReleased{*withdrawal};
    } else if (kind == "authority_adopted") {
        const auto version = fields.integer("version");
        const auto head = fixedMember<Hash256>(fields, "head");
        if (version && head)
            fact = AuthorityAdopted{*version, *head};
    } else if (kind == "change_seen") {
        if (const auto change = fixedMember<Hash256>(fields, "change"))
            fact = ChangeSeen{*change};
    } else if (kind == "change_adopted") {
        if (const auto change = fixedMember<Hash256>(fields, "change"))
            fact = ChangeAdopted{*change};
    } else if (kind == "payee_seen") {
        if (const auto record = fixedMember<Hash256>(fields, "record"))
            fact = PayeeSeen{*record};
    } else if (kind == "approval_completed") {
        if (const auto intent = fixedMember<Hash256>(fields, "intent"))
            fact = ApprovalCompleted{*intent};
    } else if (kind == "address_issued") {
        const auto vault = fixedMember<Hash256>(fields, "vault");
        const auto index = fields.integer("index");
        if (vault && index && *index >= 0 && *index < INT32_MAX)
            fact = AddressIssued{*vault, static_cast<std::uint32_t>(*index)};
    } else if (kind == "time_marked") {
        auto boot = fields.string("boot");
        const auto sinceBoot = fields.integer("since_boot");
        if (boot && sinceBoot && *sinceBoot >= 0)
            fact = TimeMarked{std::move(*boot), {*sinceBoot}};
    } else if (kind == "log_seen") {
        auto origin = fields.string("origin");
        const auto size = fields.integer("size");
        const auto root = fixedMember<Hash256>(fields, "root");
        if (origin && size && root && *size >= 0)
            fact = LogSeen{std::move(*origin), *size, *root};
    }
    return fields.done() ? fact : std::nullopt;
}

void Ledger::apply(const Fact& fact, base::UnixTime at) {
    m_time.latest = std::max(m_time.latest, at);
    if (const auto* consumed = std::get_if<IntentConsumed>(&fact)) {
        m_consumed.try_emplace(consumed->intent, Consumed{*consumed, at, std::nullopt, false});
    } else if (const auto* done = std::get_if<SpendSigned>(&fact)) {
        if (const auto found = m_consumed.find(done->intent); found != m_consumed.end())
            found->second.signedPsbt = done->psbt;
    } else if (const auto* words = std::get_if<MessageAuthorized>(&fact)) {
        m_messages.try_emplace(words->intent, Message{*words, std::nullopt});
    } else if (const auto* said = std::get_if<MessageSigned>(&fact)) {
        if (const auto found = m_messages.find(said->intent); found != m_messages.end())
            found->second.signedPsbt = said->psbt;
    } else if (const auto* released = std::get_if<ReservationReleased>(&fact)) {
        for (auto& [digest, entry] : m_consumed)
            entry.released = entry.released || entry.intent.withdrawal == released->withdrawal;
    } else if (const auto* adopted = std::get_if<AuthorityAdopted>(&fact)) {
        if (adopted->version > m_authority.version)
            m_authority = *adopted;
    } else if (const auto* change = std::get_if<ChangeSeen>(&fact)) {
        m_changesSeen.try_emplace(change->change, at);
    } else if (const auto* inForce = std::get_if<ChangeAdopted>(&fact)) {
        m_changesSeen.erase(inForce->change);
    } else if (const auto* payee = std::get_if<PayeeSeen>(&fact)) {
        m_payeesSeen.try_emplace(payee->record, at);
    } else if (const auto* approved = std::get_if<ApprovalCompleted>(&fact)) {
        m_approved.try_emplace(approved->intent, at);
    } else if (const auto* mark = std::get_if<TimeMarked>(&fact)) {
        m_time.note({at, mark->sinceBoot, mark->boot});
    } else if (std::holds_alternative<ClockConfirmed>(fact)) {
        m_time.confirm();
    } else if (const auto* stop = std::get_if<StopKept>(&fact)) {
        std::vector<crypto::SignedObject>& known = m_stops[stop->intent];
        if (std::find(known.begin(), known.end(), stop->statement) == known.end())
            known.push_back(stop->statement);
    } else if (const auto* issued = std::get_if<AddressIssued>(&fact)) {
        std::uint32_t& count = m_issued[issued->vault];
        count = std::max(count, issued->index + 1);
    } else if (const auto* seen = std::get_if<LogSeen>(&fact)) {
        m_logs.insert_or_assign(seen->origin, *seen);
    }
}

const Ledger::Consumed* Ledger::find(const Hash256& intentDigest) const {
    const auto found = m_consumed.find(intentDigest);
    return found == m_consumed.end() ? nullptr : &found->second;
}

const Ledger::Message* Ledger::findMessage(const Hash256& intentDigest) const {
    const auto found = m_messages.find(intentDigest);
    return found == m_messages.end() ? nullptr : &found->second;
}

bool Ledger::isSigned(const Hash256& withdrawal) const {
    return std::any_of(m_consumed.begin(), m_consumed.end(), [&](const auto& entry) {
        return entry.second.intent.withdrawal == withdrawal && entry.second.signedPsbt.has_value();
    });
}

bool Ledger::isReleased(const Hash256& withdrawal) const {
    return std::any_of(m_consumed.begin(), m_consumed.end(), [&](const auto& entry) {
        return entry.second.intent.withdrawal == withdrawal && entry.second.released;
    });
}

bool Ledger::excludesEveryOther(const IntentConsumed& spends) const {
    std::vector<const std::vector<bitcoin::OutPoint>*> others;
    for (const auto& [digest, entry] : m_consumed) {
        if (entry.intent.withdrawal == spends.withdrawal && digest != spends.intent && !entry.released)
            others.push_back(&entry.intent.outpoints);
    }
    return std::any_of(
        spends.outpoints.begin(), spends.outpoints.end(), [&](const bitcoin::OutPoint& outpoint) {
            return std::all_of(others.begin(), others.end(), [&](const auto* outpoints) {
                return std::find(outpoints->begin(), outpoints->end(), outpoint) != outpoints->end();
            });
        });
}

const LogSeen* Ledger::logSeen(const std::string& origin) const {
    const auto found = m_logs.find(origin);
    return found == m_logs.end() ? nullptr : &found->second;
}

std::optional<base::UnixTime> Ledger::firstSeen(const Hash256& change) const {
    const auto found = m_changesSeen.find(change);
    return found == m_changesSeen.end() ? std::nullopt : std::optional(found->second);
}

std::optional<base::UnixTime> Ledger::approvedSince(const Hash256& intentDigest) const {
    const auto found = m_approved.find(intentDigest);
    return found == m_approved.end() ? std::nullopt : std::optional(found->second);
}

std::span<const crypto::SignedObject> Ledger::stops(const Hash256& intentDigest) const {
    const auto found = m_stops.find(intentDigest);
    if (found == m_stops.end())
        return {};
    return found->second;
}

treasury::Knowledge Ledger::knowledge(const SeatTime& time, const Hash256& intentDigest,
                                      const Hash256& withdrawal) const {
    treasury::Knowledge knowledge;
    knowledge.now = time.proven;
    knowledge.stated = time.stated;
    knowledge.payees.firstSeen = m_payeesSeen;
    knowledge.payees.useLog = treasury::UseLog::complete;
    bool conflicts = false;
    std::vector<policy::HistoryEntry> entries;
    for (const auto& [digest, consumed] : m_consumed) {
        if (consumed.released || digest == intentDigest)
            continue;
        const IntentConsumed& intent = consumed.intent;
        if (intent.withdrawal == withdrawal)
            conflicts = true;
        else
            knowledge.liveElsewhere.insert(knowledge.liveElsewhere.end(), intent.outpoints.begin(),
                                           intent.outpoints.end());
        // A payee is not known any better for another version of the same payment.
        if (intent.withdrawal != withdrawal) {
            for (const Hash256& payee : intent.payees)
                knowledge.payees.notePayment(payee, consumed.at);
        }
        entries.push_back({consumed.at, intent.vault, intent.inputs, intent.outflow, intent.payees});
    }
    knowledge.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(conflicts);
    knowledge.history = policy::History::complete(std::move(entries), policy::Provenance::journal);
    return knowledge;
}

} // namespace strongroom::signer
