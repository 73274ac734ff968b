#include "treasury/record_judge.h"

#include "base/text_encoding.h"
#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::authority::NetworkName;

namespace {

const RecordJudge JUDGE;

base::Json starter() {
    return policy::starterPolicy({}).toJson();
}

base::Json requiring(base::Json obligation) {
    return base::Json::Object{{"v", 1},
                              {"rules", base::Json::Array{base::Json::Object{
                                            {"id", "r"},
                                            {"effect", "require"},
                                            {"source", "any"},
                                            {"when", "always"},
                                            {"obligations", base::Json::Array{std::move(obligation)}}}}}};
}

base::Json canonicalPolicy(const base::Json& json) {
    return policy::Policy::parse(json).value().toJson();
}

} // namespace

TEST_CASE("a policy is accepted in its canonical form only") {
    CHECK(JUDGE.isPolicy(starter()));
    CHECK(authority::policyHash(starter()) == policy::starterPolicy({}).hash());
    base::Json shuffled = starter();
    auto& rules = *shuffled.object()->at("rules").array();
    std::swap(rules[0], rules[1]);
    CHECK(policy::Policy::parse(shuffled));
    CHECK(!JUDGE.isPolicy(shuffled));
    CHECK(!JUDGE.isPolicy(base::Json::Object{}));
}

TEST_CASE("a policy names roles and people that can exist") {
    const auto approvals = [](base::Json::Object extra) {
        base::Json::Object json{{"kind", "approvals"}, {"k", 1}, {"role", "officer"}};
        extra.merge(json);
        return canonicalPolicy(requiring(std::move(extra)));
    };
    CHECK(JUDGE.isPolicy(approvals({})));
    CHECK(JUDGE.isPolicy(approvals({{"must_include_role", "cfo"}})));
    CHECK(JUDGE.isPolicy(
        approvals({{"exclude", base::Json::Array{base::toHex(test::personId("anna").span())}}})));
    CHECK(!JUDGE.isPolicy(approvals({{"role", "emperor"}})));
    CHECK(!JUDGE.isPolicy(approvals({{"must_include_role", "emperor"}})));
    CHECK(!JUDGE.isPolicy(approvals({{"exclude", base::Json::Array{"anna"}}})));
}

TEST_CASE("a policy that asks for more people than are active is out of reach") {
    const auto officers = [](std::int64_t k) {
        return canonicalPolicy(
            requiring(base::Json::Object{{"kind", "approvals"}, {"k", k}, {"role", "officer"}}));
    };
    CHECK(JUDGE.isReachable(officers(4), test::starterRoster())); // the initiator does not count
    CHECK(!JUDGE.isReachable(officers(5), test::starterRoster()));
    const quorum::Roster fewer = test::rosterOf(test::with(
        test::starterPeople(), "emil", [](quorum::Person& p) { p.state = quorum::PersonState::suspended; }));
    CHECK(!JUDGE.isReachable(officers(4), fewer));
    CHECK(!JUDGE.isReachable(base::Json::Object{}, test::starterRoster()));
}

TEST_CASE("an edit that is not provably stricter is less strict") {
    policy::StarterChoices choices;
    choices.oneOfficerFrom = base::Amount::sat(1'000'000);
    const base::Json lower = policy::starterPolicy(choices).toJson();
    CHECK(JUDGE.classify(starter(), lower) == authority::PolicyEdit::stricter);
    CHECK(JUDGE.classify(lower, starter()) == authority::PolicyEdit::lessStrict);
    CHECK(JUDGE.classify(starter(), base::Json::Object{}) == authority::PolicyEdit::lessStrict);
}

TEST_CASE("a vault record is sound when its descriptor is canonical, of the network, and the id its own") {
    const authority::VaultRecord good = test::recordOf(test::hotVault().vault, authority::VaultTier::hot);
    CHECK(JUDGE.isSound(good, NetworkName::regtest));
    CHECK(JUDGE.isSound(test::recordOf(test::coldVault().vault, authority::VaultTier::cold),
                        NetworkName::regtest));
    CHECK(!JUDGE.isSound(good, NetworkName::main));
    authority::VaultRecord other = good;
    other.id.mutableSpan()[0] ^= 1;
    CHECK(!JUDGE.isSound(other, NetworkName::regtest));
    other = good;
    other.descriptor.back() = other.descriptor.back() == 'q' ? 'p' : 'q';
    CHECK(!JUDGE.isSound(other, NetworkName::regtest));
    other = good;
    other.descriptor = other.descriptor.substr(0, other.descriptor.find('#'));
    CHECK(!JUDGE.isSound(other, NetworkName::regtest));
    other.descriptor = "raw(00)#x";
    CHECK(!JUDGE.isSound(other, NetworkName::regtest));
}

TEST_CASE("a payee record is sound when address, script and network agree") {
    CHECK(JUDGE.isSound(test::supplier(), NetworkName::regtest));
    CHECK(!JUDGE.isSound(test::supplier(), NetworkName::signet));
    CHECK(!JUDGE.isSound(test::supplier(), NetworkName::main));
    authority::PayeeRecord other = test::supplier();
    other.script.back() ^= 1;
    CHECK(!JUDGE.isSound(other, NetworkName::regtest));
    other = test::supplier();
    std::transform(other.address.begin(), other.address.end(), other.address.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    CHECK(!JUDGE.isSound(other, NetworkName::regtest)); // valid, but not the one text
}
