// Facts and policies to vary in the tests of core/policy.
#pragma once

#include "policy/decision.h"
#include "policy/history.h"
#include "policy/policy.h"
#include "policy/spend_facts.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::policy::test {

inline constexpr base::UnixTime NOW{1'800'000'000};
inline constexpr std::int64_t DAY = 86'400;

inline crypto::Hash256 hashOf(std::uint8_t byte) {
    std::array<std::uint8_t, 32> bytes{};
    bytes.fill(byte);
    return crypto::Hash256(bytes);
}

inline const crypto::Hash256 HOT = hashOf(0x11);
inline const crypto::Hash256 COLD = hashOf(0x33);
inline const crypto::Hash256 ACME = hashOf(0xac);

inline base::Amount sat(std::int64_t satoshi) {
    return *base::Amount::fromSatoshi(satoshi);
}

inline SpendOutput payTo(const crypto::Hash256& payee, std::int64_t amount, std::int64_t age = 730 * DAY) {
    SpendOutput output;
    output.outputClass = OutputClass::payee;
    output.amount = sat(amount);
    output.payee = payee;
    output.payeeAge = Fact<base::Seconds>::fromJournal({age});
    output.firstUse = Fact<bool>::fromJournal(false);
    return output;
}

inline SpendOutput change(std::int64_t amount) {
    SpendOutput output;
    output.outputClass = OutputClass::change;
    output.amount = sat(amount);
    return output;
}

inline SpendOutput internalTo(const crypto::Hash256& vault, Tier tier, std::int64_t amount) {
    SpendOutput output;
    output.outputClass = OutputClass::internal;
    output.amount = sat(amount);
    output.destination = InternalDestination{vault, tier};
    return output;
}

/// A payment from the hot vault whose outflow, fee of 1,000 sat included, is `outflow`.
inline SpendFacts payment(std::int64_t outflow, std::int64_t payeeAge = 730 * DAY) {
    constexpr std::int64_t FEE = 1'000;
    SpendFacts facts;
    facts.source = Fact<SourceVault>::fromBytes({HOT, "Hot", Tier::hot});
    facts.inputs = {{{hashOf(0x01), 0}, Fact<base::Amount>::fromBytes(sat(outflow + 50'000))}};
    facts.outputs = {payTo(ACME, outflow - FEE, payeeAge), change(50'000)};
    facts.virtualSize = Fact<std::int64_t>::fromBytes(200);
    facts.conflictsWithAuthorized = Fact<bool>::fromJournal(false);
    facts.incident = Fact<IncidentState>::fromJournal(IncidentState::normal);
    return facts;
}

inline HistoryEntry earlier(std::int64_t secondsAgo, std::int64_t outflow, std::uint8_t which = 0x77) {
    return {NOW - base::Seconds{secondsAgo}, HOT, hashOf(which), sat(outflow), {}};
}

inline History history(std::vector<HistoryEntry> entries = {}) {
    return History::complete(std::move(entries), Provenance::journal);
}

inline base::Json json(std::string_view text) {
    const auto parsed = base::Json::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

/// A policy of one or more rules, given as JSON text separated by commas.
inline Policy policyOf(const std::string& rules) {
    auto parsed = Policy::parse(json("{\"v\":1,\"rules\":[" + rules + "]}"));
    REQUIRE(parsed);
    return *parsed;
}

inline const std::string ALLOW_ALL = R"({"id":"zz-all","effect":"allow","source":"any","when":"always"})";

inline Decision judge(const Policy& policy, const SpendFacts& facts, const History& log = history()) {
    return evaluate(policy, facts, log, NOW, hashOf(0x99));
}

} // namespace strongroom::policy::test
