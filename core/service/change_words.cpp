#include "service/change_words.h"

#include "policy/policy.h"
#include "policy/wording.h"
#include "service/starter_rules.h"

#include <algorithm>

namespace strongroom::service {

using base::Json;

namespace {

constexpr std::size_t SHOWN_KEY_DIGITS = 16;

std::string roleWords(const quorum::Roles& roles) {
    std::vector<std::string> words;
    for (const quorum::Role role : roles)
        words.emplace_back(role == quorum::Role::admin ? "administrator" : quorum::name(role));
    return policy::listWords(words, "and");
}

std::string deviceWords(const quorum::Device& device) {
    return "“" + device.label + "” (key " + shortKey(device.id) + ")";
}

void describeDevices(const quorum::Person& was, const quorum::Person& is,
                     std::vector<std::string>& sentences) {
    for (const quorum::Device& device : is.devices) {
        const auto known = std::find_if(was.devices.begin(), was.devices.end(),
                                        [&](const quorum::Device& one) { return one.id == device.id; });
        if (known == was.devices.end())
            sentences.push_back(is.name + " gets another device: " + deviceWords(device) + ".");
        else if (known->state != device.state)
            sentences.push_back(is.name + "'s device " + deviceWords(device) + " is " +
                                std::string(quorum::name(device.state)) + ".");
    }
}

std::string stateWords(const quorum::Person& person) {
    switch (person.state) {
    case quorum::PersonState::active:
        return person.name + " is active again.";
    case quorum::PersonState::suspended:
        return person.name + " is suspended: nothing they sign counts meanwhile.";
    case quorum::PersonState::revoked:
        return person.name + " is revoked for good.";
    }
    base::checkFailed("PersonState");
}

std::vector<std::string> peopleSentences(const Json& document, const authority::AuthorityState& authority) {
    const auto after = authority::parsePeople(document);
    if (!after)
        return {"The list of people cannot be read."};
    std::vector<std::string> sentences;
    for (const quorum::Person& is : after->roster.people()) {
        const quorum::Person* was = authority.roster().find(is.id);
        if (was == nullptr) {
            sentences.push_back(is.name + " (" + is.handle + ") joins as " + roleWords(is.roles) + ", with " +
                                deviceWords(is.devices.front()) + ".");
            continue;
        }
        if (was->state != is.state)
            sentences.push_back(stateWords(is));
        if (was->roles != is.roles)
            sentences.push_back(is.name + " becomes " + roleWords(is.roles) + ".");
        if (was->name != is.name)
            sentences.push_back(was->name + " is called " + is.name + ".");
        describeDevices(*was, is, sentences);
    }
    if (after->rules != authority.changeRules())
        for (const std::string& sentence : changeSentences(after->rules))
            sentences.push_back(sentence);
    return sentences;
}

std::vector<std::string> policySentences(const Json& document, const authority::AuthorityState& authority) {
    const auto before = policy::Policy::parse(authority.policy());
    const auto after = policy::Policy::parse(document);
    if (!before || !after)
        return {"The policy cannot be read."};
    const auto had = policy::describeRules(*before);
    const auto has = policy::describeRules(*after);
    const auto find = [](const std::vector<policy::RuleSentence>& rules, const std::string& id) {
        return std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.id == id; });
    };
    std::vector<std::string> sentences;
    for (const policy::RuleSentence& rule : has) {
        const auto old = find(had, rule.id);
        if (old == had.end())
            sentences.push_back("New rule " + rule.id + ": " + rule.sentence);
        else if (old->sentence != rule.sentence)
            sentences.push_back("Rule " + rule.id + " becomes: " + rule.sentence);
    }
    for (const policy::RuleSentence& rule : had) {
        if (find(has, rule.id) == has.end())
            sentences.push_back("Rule " + rule.id + " goes: " + rule.sentence);
    }
    sentences.emplace_back(policy::classifyEdit(*before, *after).editClass == policy::EditClass::stricter
                               ? "Provably stricter than before."
                               : "Less strict than before, or not provably stricter.");
    return sentences;
}

std::vector<std::string> logSentences(const Json& document) {
    const Json* list = document.find("records");
    if (list == nullptr || list->array() == nullptr)
        return {"The list of logs cannot be read."};
    std::vector<std::string> sentences;
    for (const Json& item : *list->array()) {
        const auto record = authority::parseLogRecord(item);
        if (!record)
            return {"The list of logs cannot be read."};
        sentences.push_back(record->state == authority::RecordState::active
                                ? "The log " + record->log + " is known by the key " + hexOf(record->key) +
                                      "."
                                : "The log " + record->log + " is closed: nothing it says counts any more.");
    }
    return sentences;
}

} // namespace

std::string shortKey(const crypto::KeyId& key) {
    return hexOf(key).substr(0, SHOWN_KEY_DIGITS);
}

std::vector<std::string> sentencesOf(authority::ChangeKind kind, const base::Bytes& document,
                                     const authority::AuthorityState& authority) {
    const auto json = Json::parse(base::asText(document));
    switch (kind) {
    case authority::ChangeKind::people:
        return peopleSentences(json ? *json : Json(), authority);
    case authority::ChangeKind::policy:
        return policySentences(json ? *json : Json(), authority);
    case authority::ChangeKind::vaults:
        return {"A vault changes: see the list of vaults."};
    case authority::ChangeKind::payees:
        return {"A payee changes: see the list of payees."};
    case authority::ChangeKind::logs:
        return logSentences(json ? *json : Json());
    case authority::ChangeKind::freeze:
        return {"The treasury is frozen."};
    case authority::ChangeKind::unfreeze:
        return {"The freeze is lifted."};
    }
    base::checkFailed("ChangeKind");
}

} // namespace strongroom::service
