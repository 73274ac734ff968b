#include "policy/request.h"

#include "base/text_encoding.h"

#include <array>

namespace strongroom::policy {

namespace {

constexpr std::array PROVENANCES{Provenance::bytes, Provenance::journal, Provenance::attested,
                                 Provenance::host};

template <typename T>
using Parsed = base::Result<T, Error>;

base::Unexpected<Error> malformed() {
    return base::Unexpected(Error::malformed);
}

std::optional<Provenance> parseProvenance(std::string_view text) {
    for (const Provenance provenance : PROVENANCES) {
        if (name(provenance) == text)
            return provenance;
    }
    return std::nullopt;
}

Parsed<crypto::Hash256> hashFrom(const base::Json* json) {
    const std::string* text = json != nullptr ? json->string() : nullptr;
    const auto bytes = text != nullptr ? base::fromHex(*text) : std::nullopt;
    const auto hash = bytes && base::toHex(*bytes) == *text ? crypto::Hash256::from(*bytes) : std::nullopt;
    if (!hash)
        return malformed();
    return *hash;
}

Parsed<base::Amount> amountFrom(const base::Json* json) {
    if (json == nullptr || json->integer() == nullptr)
        return malformed();
    const auto amount = base::Amount::fromSatoshi(*json->integer());
    if (!amount)
        return base::Unexpected(Error::valueOutOfRange);
    return *amount;
}

Parsed<std::int64_t> countFrom(const base::Json* json) {
    if (json == nullptr || json->integer() == nullptr)
        return malformed();
    if (*json->integer() < 0)
        return base::Unexpected(Error::valueOutOfRange);
    return *json->integer();
}

Parsed<bool> booleanFrom(const base::Json* json) {
    if (json == nullptr || json->boolean() == nullptr)
        return malformed();
    return *json->boolean();
}

/// null, or {"value":…,"from":"journal"}.
template <typename T, typename Read>
Parsed<Fact<T>> factFrom(const base::Json* json, Read read) {
    if (json == nullptr)
        return malformed();
    if (json->isNull())
        return Fact<T>();
    base::JsonFields fields(*json);
    const base::Json* value = fields.any("value");
    const auto from = fields.string("from");
    const auto provenance = from ? parseProvenance(*from) : std::nullopt;
    if (!fields.done() || !provenance)
        return malformed();
    STRONGROOM_ASSIGN(const auto read_value, read(value));
    return Fact<T>(T(read_value), *provenance);
}

Parsed<Tier> tierFrom(const std::optional<std::string>& text) {
    const auto tier = text ? parseTier(*text) : std::nullopt;
    if (!tier)
        return malformed();
    return *tier;
}

Parsed<SourceVault> sourceFrom(const base::Json* json) {
    base::JsonFields fields(*json);
    const base::Json* id = fields.any("id");
    const auto name = fields.string("name");
    const auto tier = fields.string("tier");
    if (!fields.done())
        return malformed();
    SourceVault source;
    source.name = *name;
    STRONGROOM_ASSIGN(source.id, hashFrom(id));
    STRONGROOM_ASSIGN(source.tier, tierFrom(tier));
    return source;
}

Parsed<SpendInput> inputFrom(const base::Json& json) {
    base::JsonFields fields(json);
    const base::Json* txid = fields.any("txid");
    const auto vout = fields.integer("vout");
    const base::Json* amount = fields.any("amount");
    if (!fields.done() || *vout < 0 || *vout > UINT32_MAX)
        return malformed();
    SpendInput input;
    STRONGROOM_ASSIGN(input.outpoint.txid, hashFrom(txid));
    input.outpoint.vout = static_cast<std::uint32_t>(*vout);
    STRONGROOM_ASSIGN(input.amount, factFrom<base::Amount>(amount, amountFrom));
    return input;
}

Parsed<void> readInternal(base::JsonFields& fields, SpendOutput& output) {
    const base::Json* vault = fields.any("vault");
    const auto tier = fields.string("tier");
    InternalDestination destination;
    STRONGROOM_ASSIGN(destination.vault, hashFrom(vault));
    STRONGROOM_ASSIGN(destination.tier, tierFrom(tier));
    output.destination = destination;
    return {};
}

Parsed<void> readPayee(base::JsonFields& fields, SpendOutput& output) {
    STRONGROOM_ASSIGN(output.payee, hashFrom(fields.any("payee")));
    const auto age = [](const base::Json* json) -> Parsed<base::Seconds> {
        STRONGROOM_ASSIGN(const std::int64_t seconds, countFrom(json));
        return base::Seconds{seconds};
    };
    STRONGROOM_ASSIGN(output.payeeAge, factFrom<base::Seconds>(fields.any("payee_age"), age));
    STRONGROOM_ASSIGN(output.firstUse, factFrom<bool>(fields.any("first_use"), booleanFrom));
    return {};
}

Parsed<SpendOutput> outputFrom(const base::Json& json) {
    base::JsonFields fields(json);
    SpendOutput output;
    const auto className = fields.string("class");
    const auto script = fields.hex("script");
    const base::Json* amount = fields.any("amount");
    const auto outputClass = className ? parseOutputClass(*className) : std::nullopt;
    if (!outputClass || !script)
        return malformed();
    output.outputClass = *outputClass;
    output.scriptPubKey = *script;
    STRONGROOM_ASSIGN(output.amount, amountFrom(amount));
    if (output.outputClass == OutputClass::internal)
        STRONGROOM_TRY(readInternal(fields, output));
    if (output.outputClass == OutputClass::payee)
        STRONGROOM_TRY(readPayee(fields, output));
    if (!fields.done())
        return malformed();
    return output;
}

template <typename T, typename Read>
Parsed<std::vector<T>> listFrom(const base::Json* json, Read read) {
    if (json == nullptr || json->array() == nullptr)
        return malformed();
    if (json->array()->size() > MAX_REQUEST_ITEMS)
        return base::Unexpected(Error::tooLarge);
    std::vector<T> list;
    for (const base::Json& item : *json->array()) {
        STRONGROOM_ASSIGN(T value, read(item));
        list.push_back(std::move(value));
    }
    return list;
}

Parsed<HistoryEntry> entryFrom(const base::Json& json) {
    base::JsonFields fields(json);
    HistoryEntry entry;
    const auto time = fields.integer("time");
    const base::Json* vault = fields.any("vault");
    const base::Json* inputs = fields.any("inputs");
    const base::Json* outflow = fields.any("outflow");
    const base::Json* payees = fields.array("payees");
    if (!fields.done())
        return malformed();
    entry.time = base::UnixTime{*time};
    STRONGROOM_ASSIGN(entry.vault, hashFrom(vault));
    STRONGROOM_ASSIGN(entry.inputs, hashFrom(inputs));
    STRONGROOM_ASSIGN(entry.outflow, amountFrom(outflow));
    const auto payee = [](const base::Json& item) { return hashFrom(&item); };
    STRONGROOM_ASSIGN(entry.payees, listFrom<crypto::Hash256>(payees, payee));
    return entry;
}

Parsed<AttestedWindow> windowFrom(const base::Json& json) {
    base::JsonFields fields(json);
    AttestedWindow window;
    const base::Json* vault = fields.any("vault");
    const auto seconds = fields.integer("seconds");
    const base::Json* sum = fields.any("sum");
    const base::Json* count = fields.any("count");
    if (!fields.done())
        return malformed();
    window.duration = base::Seconds{*seconds};
    STRONGROOM_ASSIGN(window.vault, hashFrom(vault));
    STRONGROOM_ASSIGN(window.sum, countFrom(sum));
    STRONGROOM_ASSIGN(window.count, countFrom(count));
    return window;
}

template <typename T, typename Project>
base::Json factToJson(const Fact<T>& fact, Project project) {
    if (!fact.stated())
        return nullptr;
    return base::Json::Object{{"value", project(*fact.stated())}, {"from", name(fact.provenance())}};
}

base::Json hexOf(const crypto::Hash256& hash) {
    return base::toHex(hash.span());
}

base::Json amountToJson(base::Amount amount) {
    return amount.satoshi();
}

base::Json sourceToJson(const SourceVault& source) {
    return base::Json::Object{{"id", hexOf(source.id)}, {"name", source.name}, {"tier", name(source.tier)}};
}

base::Json outputToJson(const SpendOutput& output) {
    base::Json::Object json{{"class", name(output.outputClass)},
                            {"amount", output.amount.satoshi()},
                            {"script", base::toHex(output.scriptPubKey)}};
    if (output.destination) {
        json["vault"] = hexOf(output.destination->vault);
        json["tier"] = name(output.destination->tier);
    }
    if (output.payee) {
        json["payee"] = hexOf(*output.payee);
        json["payee_age"] =
            factToJson(output.payeeAge, [](base::Seconds age) { return base::Json(age.count); });
        json["first_use"] = factToJson(output.firstUse, [](bool first) { return base::Json(first); });
    }
    return json;
}

} // namespace

Parsed<SpendFacts> parseRequest(const base::Json& json) {
    base::JsonFields fields(json);
    SpendFacts facts;
    if (fields.integer("v") != std::int64_t{1})
        return base::Unexpected(Error::unsupportedVersion);
    const base::Json* rescue = fields.optional("rescue_vault");
    const base::Json* message = fields.optional("message");
    const auto locktime = fields.integer("locktime");
    const auto replaceable = fields.boolean("replaceable");
    STRONGROOM_ASSIGN(facts.txid, hashFrom(fields.any("txid")));
    STRONGROOM_ASSIGN(facts.source, factFrom<SourceVault>(fields.any("source"), sourceFrom));
    STRONGROOM_ASSIGN(facts.inputs, listFrom<SpendInput>(fields.array("inputs"), inputFrom));
    STRONGROOM_ASSIGN(facts.outputs, listFrom<SpendOutput>(fields.array("outputs"), outputFrom));
    STRONGROOM_ASSIGN(facts.virtualSize, factFrom<std::int64_t>(fields.any("virtual_size"), countFrom));
    STRONGROOM_ASSIGN(facts.conflictsWithAuthorized,
                      factFrom<bool>(fields.any("conflicts_with_authorized"), booleanFrom));
    const auto incident = [](const base::Json* value) -> Parsed<IncidentState> {
        const auto state = value->string() != nullptr ? parseIncidentState(*value->string()) : std::nullopt;
        if (!state)
            return malformed();
        return *state;
    };
    STRONGROOM_ASSIGN(facts.incident, factFrom<IncidentState>(fields.any("incident"), incident));
    if (!fields.done() || *locktime < 0 || *locktime > UINT32_MAX)
        return malformed();
    facts.locktime = static_cast<std::uint32_t>(*locktime);
    facts.replaceable = *replaceable;
    if (rescue != nullptr) {
        STRONGROOM_ASSIGN(facts.rescueVault, hashFrom(rescue));
    }
    if (message != nullptr) {
        STRONGROOM_ASSIGN(facts.message, hashFrom(message));
        if (!facts.inputs.empty() || !facts.outputs.empty())
            return malformed();
    }
    return facts;
}

base::Json toJson(const SpendFacts& facts) {
    base::Json::Array inputs;
    for (const SpendInput& input : facts.inputs)
        inputs.push_back(base::Json::Object{{"txid", hexOf(input.outpoint.txid)},
                                            {"vout", std::int64_t{input.outpoint.vout}},
                                            {"amount", factToJson(input.amount, amountToJson)}});
    base::Json::Array outputs;
    for (const SpendOutput& output : facts.outputs)
        outputs.push_back(outputToJson(output));
    base::Json::Object json{
        {"v", 1},
        {"txid", hexOf(facts.txid)},
        {"source", factToJson(facts.source, sourceToJson)},
        {"inputs", std::move(inputs)},
        {"outputs", std::move(outputs)},
        {"virtual_size", factToJson(facts.virtualSize, [](std::int64_t size) { return base::Json(size); })},
        {"locktime", std::int64_t{facts.locktime}},
        {"replaceable", facts.replaceable},
        {"conflicts_with_authorized",
         factToJson(facts.conflictsWithAuthorized, [](bool conflicts) { return base::Json(conflicts); })},
        {"incident", factToJson(facts.incident, [](IncidentState state) { return base::Json(name(state)); })},
    };
    if (facts.rescueVault)
        json["rescue_vault"] = hexOf(*facts.rescueVault);
    if (facts.message)
        json["message"] = hexOf(*facts.message);
    return json;
}

namespace {

/// A history document, read once for both of its uses.
struct HistoryDocument {
    HistoryEntries payments;
    std::optional<std::vector<AttestedWindow>> attested;
};

Parsed<HistoryDocument> readHistory(const base::Json& json) {
    base::JsonFields fields(json);
    if (fields.integer("v") != std::int64_t{1})
        return base::Unexpected(Error::unsupportedVersion);
    const auto from = fields.string("from");
    STRONGROOM_ASSIGN(auto entries, listFrom<HistoryEntry>(fields.array("entries"), entryFrom));
    const base::Json* attested = fields.optional("attested");
    if (!fields.done())
        return malformed();
    const auto provenance = parseProvenance(*from);
    if (!provenance || *provenance == Provenance::bytes)
        return malformed();
    if (attested == nullptr)
        return HistoryDocument{{std::move(entries), *provenance, HistoryEntries::Coverage::complete}, {}};
    if (*provenance != Provenance::journal)
        return malformed();
    STRONGROOM_ASSIGN(auto windows, listFrom<AttestedWindow>(attested, windowFrom));
    return HistoryDocument{{std::move(entries), *provenance, HistoryEntries::Coverage::partial},
                           std::move(windows)};
}

} // namespace

Parsed<History> parseHistory(const base::Json& json) {
    if (json.isNull())
        return History::unknown();
    STRONGROOM_ASSIGN(HistoryDocument document, readHistory(json));
    if (document.attested)
        return History::station(std::move(document.payments.entries), *std::move(document.attested));
    return History::complete(std::move(document.payments.entries), document.payments.provenance);
}

Parsed<HistoryEntries> parseHistoryEntries(const base::Json& json) {
    if (json.isNull())
        return HistoryEntries{};
    STRONGROOM_ASSIGN(HistoryDocument document, readHistory(json));
    return std::move(document.payments);
}

} // namespace strongroom::policy
