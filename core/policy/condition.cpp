#include "policy/condition.h"

#include "base/check.h"

#include <algorithm>
#include <array>

namespace strongroom::policy {

namespace {

enum class Kind : std::uint8_t { integer, boolean, action, incident, outputClass };

struct FieldInfo {
    std::string_view name;
    Kind kind;
};

constexpr std::array<FieldInfo, 17> FIELDS{{
    {"action", Kind::action},
    {"tx.outflow", Kind::integer},
    {"tx.fee", Kind::integer},
    {"tx.feerate", Kind::integer},
    {"tx.inputs", Kind::integer},
    {"tx.outputs", Kind::integer},
    {"tx.locktime", Kind::integer},
    {"tx.replaceable", Kind::boolean},
    {"window.sum", Kind::integer},
    {"window.sum_after", Kind::integer},
    {"window.count", Kind::integer},
    {"window.count_after", Kind::integer},
    {"incident.state", Kind::incident},
    {"output.class", Kind::outputClass},
    {"output.amount", Kind::integer},
    {"output.payee_age", Kind::integer},
    {"output.first_use", Kind::boolean},
}};

/// Fields of the policy model that later versions read; to be told from a misspelt name.
constexpr std::array<std::string_view, 16> LATER_FIELDS{"subject.id",
                                                        "subject.roles",
                                                        "subject.device",
                                                        "subject.factors",
                                                        "subject.session_age",
                                                        "source.vault",
                                                        "source.tier",
                                                        "source.utxo_age",
                                                        "source.confirmations",
                                                        "output.script_type",
                                                        "window.distinct_payees",
                                                        "window.percent_of_balance",
                                                        "time",
                                                        "time.local_weekday",
                                                        "time.local_minute",
                                                        "height"};
constexpr std::array<std::string_view, 8> LATER_ACTIONS{"prove_reserves", "policy_change", "people_change",
                                                        "vault_change",   "payee_change",  "key_change",
                                                        "freeze",         "unfreeze"};

constexpr std::array<std::string_view, 10> OPERATORS{"=",  "!=", "<",      "<=",      ">",
                                                     ">=", "in", "not_in", "between", "exists"};
constexpr std::array<std::string_view, 3> QUANTIFIERS{"all", "any", "none"};
constexpr std::size_t CLASS_COUNT = 5;

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view text) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

const FieldInfo& infoOf(Field field) {
    const auto index = static_cast<std::size_t>(field);
    STRONGROOM_CHECK(index < FIELDS.size());
    return FIELDS[index];
}

bool isWindow(Field field) {
    return field >= Field::windowSum && field <= Field::windowCountAfter;
}
bool isOutput(Field field) {
    return field >= Field::outputClass;
}
bool isOfPayee(Field field) {
    return field == Field::outputPayeeAge || field == Field::outputFirstUse;
}

bool fits(Kind kind, Operator op) {
    if (op == Operator::exists)
        return true;
    switch (kind) {
    case Kind::integer:
        return true;
    case Kind::boolean:
        return op == Operator::equal;
    case Kind::action:
    case Kind::incident:
    case Kind::outputClass:
        return op == Operator::equal || op == Operator::notEqual || op == Operator::in ||
               op == Operator::notIn;
    }
    base::checkFailed("Kind");
}

template <typename E>
base::Result<std::int64_t, Error> enumerated(std::optional<E> value) {
    if (!value)
        return base::Unexpected(Error::operatorMismatch);
    return static_cast<std::int64_t>(*value);
}

base::Result<std::int64_t, Error> parseValue(Kind kind, const base::Json& json) {
    if (kind == Kind::integer) {
        if (json.integer() == nullptr)
            return base::Unexpected(Error::operatorMismatch);
        if (*json.integer() < 0)
            return base::Unexpected(Error::valueOutOfRange);
        return *json.integer();
    }
    if (kind == Kind::boolean) {
        if (json.boolean() == nullptr)
            return base::Unexpected(Error::operatorMismatch);
        return std::int64_t{*json.boolean() ? 1 : 0};
    }
    if (json.string() == nullptr)
        return base::Unexpected(Error::operatorMismatch);
    const std::string& text = *json.string();
    if (kind == Kind::action && contains(LATER_ACTIONS, text))
        return base::Unexpected(Error::notSupported);
    if (kind == Kind::action)
        return enumerated(parseAction(text));
    if (kind == Kind::incident)
        return enumerated(parseIncidentState(text));
    return enumerated(parseOutputClass(text));
}

/// What surrounds a condition while it is read.
struct Context {
    std::size_t depth = 1;
    const std::vector<OutputClass>* outputs = nullptr; ///< The classes of the quantifier around it, if any.
};

class Reader {
public:
    base::Result<Condition, Error> read(const base::Json& json, Context context) {
        if (++m_nodes > MAX_CONDITION_NODES || context.depth > MAX_CONDITION_DEPTH)
            return base::Unexpected(Error::tooLarge);
        if (json.string() != nullptr && *json.string() == "always")
            return Condition{Condition::Always{}};
        if (json.find("field") != nullptr)
            return readAtom(json, context);
        if (json.find("outputs") != nullptr)
            return readOutputs(json, context);
        if (json.object() == nullptr || json.object()->size() != 1)
            return base::Unexpected(Error::malformed);
        if (const base::Json* parts = json.find("all")) {
            STRONGROOM_ASSIGN(auto list, readParts(*parts, context));
            return Condition{Condition::All{std::move(list)}};
        }
        if (const base::Json* parts = json.find("any")) {
            STRONGROOM_ASSIGN(auto list, readParts(*parts, context));
            return Condition{Condition::Any{std::move(list)}};
        }
        if (const base::Json* part = json.find("not")) {
            STRONGROOM_ASSIGN(auto inner, readInner(*part, context));
            return Condition{Condition::Not{std::move(inner)}};
        }
        return base::Unexpected(Error::malformed);
    }

private:
    using Parts = base::Result<std::vector<Condition>, Error>;

    Parts readParts(const base::Json& json, Context context) {
        if (json.array() == nullptr || json.array()->empty())
            return base::Unexpected(Error::malformed);
        ++context.depth;
        std::vector<Condition> parts;
        for (const base::Json& item : *json.array()) {
            STRONGROOM_ASSIGN(Condition part, read(item, context));
            parts.push_back(std::move(part));
        }
        return parts;
    }

    Parts readInner(const base::Json& json, Context context) {
        ++context.depth;
        STRONGROOM_ASSIGN(Condition part, read(json, context));
        std::vector<Condition> one;
        one.push_back(std::move(part));
        return one;
    }

    base::Result<Condition, Error> readOutputs(const base::Json& json, Context context) {
        base::JsonFields fields(json);
        const auto word = fields.string("outputs");
        const base::Json* classes = fields.optional("class");
        const base::Json* where = fields.any("where");
        if (!fields.done() || context.outputs != nullptr) // no quantifier inside another
            return base::Unexpected(Error::malformed);
        const auto quantifier = std::find(QUANTIFIERS.begin(), QUANTIFIERS.end(), *word);
        if (quantifier == QUANTIFIERS.end())
            return base::Unexpected(Error::malformed);
        Condition::Outputs outputs;
        outputs.quantifier = static_cast<Quantifier>(quantifier - QUANTIFIERS.begin());
        STRONGROOM_ASSIGN(outputs.classes, readClasses(classes));
        context.outputs = &outputs.classes;
        STRONGROOM_ASSIGN(outputs.where, readInner(*where, context));
        return Condition{std::move(outputs)};
    }

    static base::Result<std::vector<OutputClass>, Error> readClasses(const base::Json* json) {
        std::vector<OutputClass> classes;
        if (json == nullptr) {
            for (std::size_t i = 0; i < CLASS_COUNT; ++i)
                classes.push_back(static_cast<OutputClass>(i));
            return classes;
        }
        if (json->array() == nullptr || json->array()->empty())
            return base::Unexpected(Error::malformed);
        for (const base::Json& item : *json->array()) {
            const auto parsed = item.string() != nullptr ? parseOutputClass(*item.string()) : std::nullopt;
            if (!parsed)
                return base::Unexpected(Error::operatorMismatch);
            classes.push_back(*parsed);
        }
        std::sort(classes.begin(), classes.end());
        if (std::adjacent_find(classes.begin(), classes.end()) != classes.end())
            return base::Unexpected(Error::malformed);
        return classes;
    }

    static base::Result<Field, Error> readField(const std::string& text, const Context& context) {
        const auto found = std::find_if(FIELDS.begin(), FIELDS.end(),
                                        [&](const FieldInfo& info) { return info.name == text; });
        if (found == FIELDS.end()) {
            const bool later = contains(LATER_FIELDS, text) || text.starts_with("risk.");
            return base::Unexpected(later ? Error::notSupported : Error::unknownField);
        }
        const auto field = static_cast<Field>(found - FIELDS.begin());
        if (isOutput(field) != (context.outputs != nullptr))
            return base::Unexpected(Error::fieldOutsideClass);
        if (isOfPayee(field) && *context.outputs != std::vector{OutputClass::payee})
            return base::Unexpected(Error::fieldOutsideClass);
        return field;
    }

    static base::Result<void, Error> readWindow(base::JsonFields& fields, Atom& atom) {
        const auto scope = fields.string("scope");
        const auto seconds = fields.integer("seconds");
        if (!scope || !seconds)
            return base::Unexpected(Error::malformed);
        if (*scope != "vault")
            return base::Unexpected(Error::notSupported);
        if (*seconds < MIN_WINDOW.count || *seconds > MAX_WINDOW.count)
            return base::Unexpected(Error::valueOutOfRange);
        atom.window = base::Seconds{*seconds};
        return {};
    }

    static base::Result<Condition, Error> readAtom(const base::Json& json, const Context& context) {
        base::JsonFields fields(json);
        const auto fieldName = fields.string("field");
        const auto opName = fields.string("op");
        if (!fieldName || !opName)
            return base::Unexpected(Error::malformed);
        Atom atom;
        STRONGROOM_ASSIGN(atom.field, readField(*fieldName, context));
        const auto op = std::find(OPERATORS.begin(), OPERATORS.end(), *opName);
        if (op == OPERATORS.end())
            return base::Unexpected(Error::operatorMismatch);
        atom.op = static_cast<Operator>(op - OPERATORS.begin());
        if (!fits(infoOf(atom.field).kind, atom.op))
            return base::Unexpected(Error::operatorMismatch);
        if (isWindow(atom.field))
            STRONGROOM_TRY(readWindow(fields, atom));
        if (atom.op != Operator::exists) {
            const base::Json* value = fields.any("value");
            if (value == nullptr)
                return base::Unexpected(Error::malformed);
            STRONGROOM_ASSIGN(atom.values, readValues(atom, *value));
        }
        if (!fields.done())
            return base::Unexpected(Error::malformed);
        return Condition{std::move(atom)};
    }

    static base::Result<std::vector<std::int64_t>, Error> readValues(const Atom& atom,
                                                                     const base::Json& json) {
        const Kind kind = infoOf(atom.field).kind;
        const bool set = atom.op == Operator::in || atom.op == Operator::notIn;
        if (!set && atom.op != Operator::between) {
            STRONGROOM_ASSIGN(const std::int64_t value, parseValue(kind, json));
            return std::vector{value};
        }
        if (json.array() == nullptr || json.array()->empty())
            return base::Unexpected(Error::operatorMismatch);
        if (json.array()->size() > MAX_VALUES)
            return base::Unexpected(Error::tooLarge);
        std::vector<std::int64_t> values;
        for (const base::Json& item : *json.array()) {
            STRONGROOM_ASSIGN(const std::int64_t value, parseValue(kind, item));
            values.push_back(value);
        }
        if (!set) {
            if (values.size() != 2 || values[0] > values[1])
                return base::Unexpected(Error::valueOutOfRange);
            return values;
        }
        std::sort(values.begin(), values.end());
        if (std::adjacent_find(values.begin(), values.end()) != values.end())
            return base::Unexpected(Error::operatorMismatch);
        return values;
    }

    std::size_t m_nodes = 0;
};

base::Json valueToJson(Kind kind, std::int64_t value) {
    switch (kind) {
    case Kind::integer:
        return value;
    case Kind::boolean:
        return value != 0;
    case Kind::action:
        return name(static_cast<Action>(value));
    case Kind::incident:
        return name(static_cast<IncidentState>(value));
    case Kind::outputClass:
        return name(static_cast<OutputClass>(value));
    }
    base::checkFailed("Kind");
}

base::Json atomToJson(const Atom& atom) {
    base::Json::Object json;
    json["field"] = name(atom.field);
    json["op"] = name(atom.op);
    if (atom.window) {
        json["scope"] = "vault";
        json["seconds"] = atom.window->count;
    }
    const Kind kind = infoOf(atom.field).kind;
    if (atom.op == Operator::in || atom.op == Operator::notIn || atom.op == Operator::between) {
        base::Json::Array values;
        for (const std::int64_t value : atom.values)
            values.push_back(valueToJson(kind, value));
        json["value"] = std::move(values);
    } else if (atom.op != Operator::exists) {
        json["value"] = valueToJson(kind, atom.values.front());
    }
    return json;
}

base::Json partsToJson(const std::vector<Condition>& parts) {
    base::Json::Array json;
    for (const Condition& part : parts)
        json.push_back(toJson(part));
    return json;
}

base::Json outputsToJson(const Condition::Outputs& outputs) {
    base::Json::Object json;
    json["outputs"] = name(outputs.quantifier);
    if (outputs.classes.size() < CLASS_COUNT) {
        base::Json::Array classes;
        for (const OutputClass outputClass : outputs.classes)
            classes.push_back(name(outputClass));
        json["class"] = std::move(classes);
    }
    json["where"] = toJson(outputs.where.front());
    return json;
}

} // namespace

std::string_view name(Field field) {
    return infoOf(field).name;
}
std::string_view name(Operator op) {
    const auto index = static_cast<std::size_t>(op);
    STRONGROOM_CHECK(index < OPERATORS.size());
    return OPERATORS[index];
}
std::string_view name(Quantifier quantifier) {
    const auto index = static_cast<std::size_t>(quantifier);
    STRONGROOM_CHECK(index < QUANTIFIERS.size());
    return QUANTIFIERS[index];
}

base::Result<Condition, Error> parseCondition(const base::Json& json) {
    return Reader().read(json, Context{});
}

base::Json toJson(const Condition& condition) {
    if (const auto* atom = std::get_if<Atom>(&condition.node))
        return atomToJson(*atom);
    if (const auto* outputs = std::get_if<Condition::Outputs>(&condition.node))
        return outputsToJson(*outputs);
    if (const auto* all = std::get_if<Condition::All>(&condition.node))
        return base::Json::Object{{"all", partsToJson(all->parts)}};
    if (const auto* any = std::get_if<Condition::Any>(&condition.node))
        return base::Json::Object{{"any", partsToJson(any->parts)}};
    if (const auto* negation = std::get_if<Condition::Not>(&condition.node))
        return base::Json::Object{{"not", toJson(negation->part.front())}};
    return "always";
}

} // namespace strongroom::policy
