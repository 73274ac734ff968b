#include "policy/wording.h"

#include "base/text_encoding.h"

#include <array>

namespace strongroom::policy {

namespace {

constexpr std::int64_t SATOSHI_PER_BTC = 100'000'000;
constexpr std::int64_t MINUTE = 60;
constexpr std::int64_t HOUR = 3'600;
constexpr std::int64_t DAY = 86'400;
constexpr std::size_t CLASS_COUNT = 5;

std::string_view actionInWords(Action action) {
    switch (action) {
    case Action::consolidate:
        return "a consolidation";
    case Action::rebalance:
        return "a move between our vaults";
    case Action::bumpFee:
        return "a fee bump";
    case Action::withdraw:
        return "a withdrawal";
    case Action::evacuate:
        return "an evacuation to the rescue vault";
    case Action::signMessage:
        return "a signed message";
    }
    base::checkFailed("Action");
}

std::string_view classInWords(OutputClass outputClass) {
    switch (outputClass) {
    case OutputClass::change:
        return "change";
    case OutputClass::internal:
        return "another vault of ours";
    case OutputClass::payee:
        return "an approved payee";
    case OutputClass::unknown:
        return "an unknown address";
    case OutputClass::opReturn:
        return "data only";
    }
    base::checkFailed("OutputClass");
}

bool isAmount(Field field) {
    return field == Field::txOutflow || field == Field::txFee || field == Field::windowSum ||
           field == Field::windowSumAfter || field == Field::outputAmount;
}

std::string outputsInWords(const Condition::Outputs& outputs) {
    std::string who;
    switch (outputs.quantifier) {
    case Quantifier::all:
        who = "for every output";
        break;
    case Quantifier::any:
        who = "for some output";
        break;
    case Quantifier::none:
        who = "for no output";
        break;
    }
    if (outputs.classes.size() < CLASS_COUNT) {
        std::vector<std::string> classes;
        for (const OutputClass outputClass : outputs.classes)
            classes.emplace_back(classInWords(outputClass));
        who += " to " + listWords(classes, "or");
    }
    return who + ", " + inWords(outputs.where.front());
}

std::string partsInWords(const std::vector<Condition>& parts, std::string_view last) {
    std::vector<std::string> words;
    for (const Condition& part : parts) {
        const bool nested = std::holds_alternative<Condition::All>(part.node) ||
                            std::holds_alternative<Condition::Any>(part.node);
        words.push_back(nested ? "(" + inWords(part) + ")" : inWords(part));
    }
    return listWords(words, last);
}

} // namespace

std::string btc(std::int64_t satoshi) {
    std::string fraction = std::to_string(satoshi % SATOSHI_PER_BTC);
    fraction.insert(0, 8 - fraction.size(), '0');
    while (fraction.size() > 2 && fraction.back() == '0')
        fraction.pop_back();
    return std::to_string(satoshi / SATOSHI_PER_BTC) + "." + fraction + " BTC";
}

std::string duration(std::int64_t seconds) {
    if (seconds >= 2 * DAY && seconds % DAY == 0)
        return std::to_string(seconds / DAY) + " days";
    if (seconds >= HOUR && seconds % HOUR == 0)
        return std::to_string(seconds / HOUR) + " h";
    if (seconds >= MINUTE && seconds % MINUTE == 0)
        return std::to_string(seconds / MINUTE) + " min";
    if (seconds >= 2 * DAY)
        return std::to_string(seconds / DAY) + " days and " + duration(seconds % DAY);
    if (seconds >= HOUR)
        return std::to_string(seconds / HOUR) + " h " + std::to_string(seconds % HOUR / MINUTE) + " min";
    return std::to_string(seconds) + " s";
}

std::string countWord(std::uint64_t count) {
    static constexpr std::array<std::string_view, 11> WORDS{"no",  "one",   "two",   "three", "four", "five",
                                                            "six", "seven", "eight", "nine",  "ten"};
    return count < WORDS.size() ? std::string(WORDS[count]) : std::to_string(count);
}

std::string listWords(const std::vector<std::string>& parts, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            text += i + 1 == parts.size() ? " " + std::string(last) + " " : ", ";
        text += parts[i];
    }
    return text;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string valueInWords(Field field, std::int64_t value) {
    if (isAmount(field))
        return btc(value);
    switch (field) {
    case Field::action:
        return std::string(actionInWords(static_cast<Action>(value)));
    case Field::outputClass:
        return std::string(classInWords(static_cast<OutputClass>(value)));
    case Field::outputPayeeAge:
        return duration(value);
    case Field::txFeerate:
        return std::to_string(value) + " sat/kvB";
    case Field::txOutflow:
    case Field::txFee:
    case Field::txInputs:
    case Field::txOutputs:
    case Field::txLocktime:
    case Field::txReplaceable:
    case Field::windowSum:
    case Field::windowSumAfter:
    case Field::windowCount:
    case Field::windowCountAfter:
    case Field::incidentState:
    case Field::outputAmount:
    case Field::outputFirstUse:
        return valueAsText(field, value);
    }
    base::checkFailed("Field");
}

std::string valueAsText(Field field, std::int64_t value) {
    if (field == Field::action)
        return std::string(name(static_cast<Action>(value)));
    if (field == Field::outputClass)
        return std::string(name(static_cast<OutputClass>(value)));
    if (field == Field::incidentState)
        return std::string(name(static_cast<IncidentState>(value)));
    if (field == Field::txReplaceable || field == Field::outputFirstUse)
        return value != 0 ? "true" : "false";
    return std::to_string(value);
}

std::string fieldInWords(const Atom& atom) {
    const std::string window = atom.window ? "the last " + duration(atom.window->count) : std::string();
    switch (atom.field) {
    case Field::action:
        return "the payment";
    case Field::txOutflow:
        return "the amount that leaves the treasury, fee included,";
    case Field::txFee:
        return "the fee";
    case Field::txFeerate:
        return "the fee rate";
    case Field::txInputs:
        return "the number of inputs";
    case Field::txOutputs:
        return "the number of outputs";
    case Field::txLocktime:
        return "the locktime";
    case Field::txReplaceable:
        return "the mark as replaceable";
    case Field::windowSum:
        return "the amount paid in " + window;
    case Field::windowSumAfter:
        return "the amount paid in " + window + ", this payment included,";
    case Field::windowCount:
        return "the number of payments in " + window;
    case Field::windowCountAfter:
        return "the number of payments in " + window + ", this one included,";
    case Field::incidentState:
        return "the treasury's state";
    case Field::outputClass:
        return "the destination";
    case Field::outputAmount:
        return "the amount";
    case Field::outputPayeeAge:
        return "the time since the payee was approved";
    case Field::outputFirstUse:
        return "the mark as first payment to the payee";
    }
    base::checkFailed("Field");
}

std::string comparisonInWords(const Atom& atom) {
    std::vector<std::string> values;
    for (const std::int64_t value : atom.values)
        values.push_back(valueInWords(atom.field, value));
    switch (atom.op) {
    case Operator::equal:
        return values[0];
    case Operator::notEqual:
        return "not " + values[0];
    case Operator::less:
        return "less than " + values[0];
    case Operator::lessOrEqual:
        return values[0] + " or less";
    case Operator::greater:
        return "more than " + values[0];
    case Operator::greaterOrEqual:
        return values[0] + " or more";
    case Operator::in:
        return listWords(values, "or");
    case Operator::notIn:
        return "neither " + listWords(values, "nor");
    case Operator::between:
        return "between " + values[0] + " and " + values[1];
    case Operator::exists:
        return "known";
    }
    base::checkFailed("Operator");
}

std::string atomAsText(const Atom& atom) {
    std::string text(name(atom.field));
    if (atom.window)
        text += "(vault, " + std::to_string(atom.window->count) + ")";
    text += " " + std::string(name(atom.op));
    for (std::size_t i = 0; i < atom.values.size(); ++i)
        text += (i == 0 ? " " : ", ") + valueAsText(atom.field, atom.values[i]);
    return text;
}

std::string reasonInWords(const Atom& atom, std::int64_t actual) {
    const bool isLimit = atom.op == Operator::greater || atom.op == Operator::greaterOrEqual;
    const std::string value = valueInWords(atom.field, actual);
    if (isLimit && atom.field == Field::windowSumAfter)
        return "the last " + duration(atom.window->count) + " would reach " + value + "; the limit is " +
               btc(atom.values[0]);
    if (isLimit && atom.field == Field::windowSum)
        return "the last " + duration(atom.window->count) + " came to " + value + "; the limit is " +
               btc(atom.values[0]);
    if (isLimit && (atom.field == Field::windowCount || atom.field == Field::windowCountAfter))
        return fieldInWords(atom) + " is " + value + "; the limit is " + std::to_string(atom.values[0]);
    if (isLimit && atom.field == Field::txOutflow)
        return value + " would leave the treasury, fee included; the limit is " + btc(atom.values[0]);
    if (atom.op == Operator::equal && atom.values[0] == actual)
        return fieldInWords(atom) + " is " + value;
    return fieldInWords(atom) + " is " + value + "; the rule looks for " + comparisonInWords(atom);
}

std::string inWords(const Condition& condition) {
    if (const auto* atom = std::get_if<Atom>(&condition.node))
        return fieldInWords(*atom) + " is " + comparisonInWords(*atom);
    if (const auto* outputs = std::get_if<Condition::Outputs>(&condition.node))
        return outputsInWords(*outputs);
    if (const auto* all = std::get_if<Condition::All>(&condition.node))
        return partsInWords(all->parts, "and");
    if (const auto* any = std::get_if<Condition::Any>(&condition.node))
        return partsInWords(any->parts, "or");
    if (const auto* negation = std::get_if<Condition::Not>(&condition.node))
        return "it is not so that " + inWords(negation->part.front());
    return "always";
}

std::string inWords(const SourceSelector& source) {
    if (source.isAny())
        return "From every vault";
    std::vector<std::string> parts;
    for (const Tier tier : source.tiers)
        parts.push_back(std::string(name(tier)) + " vaults");
    for (const crypto::Hash256& vault : source.vaults)
        parts.push_back("vault " + base::toHex(vault.span()).substr(0, 16));
    return "From " + listWords(parts, "and");
}

std::string inWords(const Rule& rule) {
    const bool always = std::holds_alternative<Condition::Always>(rule.when.node);
    const std::string when = always ? "always" : "when " + inWords(rule.when);
    const std::string from = inWords(rule.source) + ": ";
    switch (rule.effect) {
    case Effect::deny:
        return from + "never allowed" + (always ? "" : " " + when) + ".";
    case Effect::require:
        return from + "needs " + inWords(rule.obligations) + ", " + when + ".";
    case Effect::allow:
        return from + "allowed " + when + ".";
    }
    base::checkFailed("Effect");
}

std::vector<RuleSentence> describeRules(const Policy& policy) {
    std::vector<RuleSentence> sentences;
    for (const Rule& rule : policy.rules())
        sentences.push_back({rule.id, rule.effect, inWords(rule)});
    return sentences;
}

} // namespace strongroom::policy
