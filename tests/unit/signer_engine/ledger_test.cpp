#include "base/text_encoding.h"
#include "fakes/spend_world.h"
#include "signer/engine/ledger.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::signer;
using test::labelHash;

namespace {

constexpr base::UnixTime NOON{1'800'000'000};

bitcoin::OutPoint coin(std::string_view label) {
    return {*bitcoin::Txid::from(labelHash(label).span()), 3};
}

IntentConsumed consumed(std::string_view label, std::vector<bitcoin::OutPoint> outpoints,
                        std::string_view withdrawal = {}) {
    return {labelHash(label),
            labelHash(withdrawal.empty() ? label : withdrawal),
            *bitcoin::Txid::from(labelHash(std::string(label) + " tx").span()),
            labelHash("vault"),
            labelHash(std::string(label) + " inputs"),
            std::move(outpoints),
            base::Amount::sat(500),
            {labelHash("payee")}};
}

crypto::SignedObject statement(std::string_view label) {
    const auto key = crypto::Ed25519KeyPair::fromSeed(crypto::Ed25519Seed::copyOf(labelHash(label).span()));
    crypto::Unsigned object{"rejection", std::string(64, 'a'), base::Json::Object{{"label", label}}};
    std::vector<crypto::Signature> signatures{crypto::signWith(object, key)};
    return crypto::assemble(std::move(object), std::move(signatures));
}

std::vector<Fact> oneOfEach() {
    return {consumed("a", {coin("1"), coin("2")}),     SpendSigned{labelHash("a"), {1, 2, 3}},
            ReservationReleased{labelHash("a")},       AuthorityAdopted{7, labelHash("head")},
            ChangeSeen{labelHash("change")},           ChangeAdopted{labelHash("change")},
            PayeeSeen{labelHash("payee record")},      ApprovalCompleted{labelHash("a")},
            AddressIssued{labelHash("vault"), 12},     LogSeen{"strongroom/x/station", 44, labelHash("root")},
            StopKept{labelHash("a"), statement("no")}, TimeMarked{"a boot", {77}},
            ClockConfirmed{{quorum::PersonId{}}}};
}

} // namespace

TEST_CASE("every fact reads back as it was written, and nothing else reads as a fact") {
    for (const Fact& fact : oneOfEach()) {
        const base::Json json = toJson(fact);
        const auto again = parseFact(json);
        REQUIRE(again);
        CHECK(again->index() == fact.index());
        CHECK(toJson(*again) == json);

        base::Json more = json;
        more.object()->insert({"more", 1});
        CHECK_FALSE(parseFact(more));
        for (const auto& [name, value] : *json.object()) {
            base::Json fewer = json;
            fewer.object()->erase(name);
            CAPTURE(name);
            CHECK_FALSE(parseFact(fewer));
        }
    }
    CHECK_FALSE(parseFact(base::Json::Object{{"kind", "something_newer"}}));
    CHECK_FALSE(parseFact(base::Json::Array{}));
}

TEST_CASE("numbers out of range are no fact") {
    const base::Json issued = toJson(AddressIssued{labelHash("vault"), 0});
    for (const std::int64_t index : {std::int64_t{-1}, std::int64_t{INT32_MAX}}) {
        base::Json json = issued;
        json.object()->insert_or_assign("index", index);
        CHECK_FALSE(parseFact(json));
    }
    base::Json seen = toJson(LogSeen{"strongroom/x/station", 4, labelHash("root")});
    seen.object()->insert_or_assign("size", -1);
    CHECK_FALSE(parseFact(seen));
    base::Json spent = toJson(consumed("a", {coin("1")}));
    spent.object()->insert_or_assign("outflow", -1);
    CHECK_FALSE(parseFact(spent));
}

TEST_CASE("a consumed intent uses limits, takes its coins and its payee until it is released") {
    Ledger ledger;
    ledger.apply(consumed("a", {coin("1")}), NOON);
    CHECK(ledger.time().latest == NOON);
    const auto other = ledger.knowledge({NOON, NOON}, labelHash("b"), labelHash("b"));
    CHECK(other.liveElsewhere == std::vector{coin("1")});
    CHECK(other.payees.lastPaid.at(labelHash("payee")) == NOON);
    CHECK(other.conflictsWithAuthorized == policy::Fact<bool>::fromJournal(false));
    const auto window = other.history.before(labelHash("vault"), {3'600}, NOON, labelHash("b inputs"));
    CHECK(window.stated()->sum == 500);

    ledger.apply(ReservationReleased{labelHash("a")}, NOON + base::Seconds{1});
    const auto after = ledger.knowledge({NOON, NOON}, labelHash("b"), labelHash("b"));
    CHECK(after.liveElsewhere.empty());
    CHECK(after.history.before(labelHash("vault"), {3'600}, NOON, labelHash("b inputs")).stated()->sum == 0);
}

TEST_CASE("an intent is judged again as if it had not been consumed, another of its withdrawal conflicts") {
    Ledger ledger;
    ledger.apply(consumed("a", {coin("1")}), NOON);
    const auto same = ledger.knowledge({NOON, NOON}, labelHash("a"), labelHash("a"));
    CHECK(same.liveElsewhere.empty());
    CHECK(same.conflictsWithAuthorized == policy::Fact<bool>::fromJournal(false));
    const auto replacement = ledger.knowledge({NOON, NOON}, labelHash("a2"), labelHash("a"));
    CHECK(replacement.liveElsewhere.empty());
    CHECK(replacement.conflictsWithAuthorized == policy::Fact<bool>::fromJournal(true));
}

TEST_CASE("a replacement shares one coin with every version that may still confirm") {
    Ledger ledger;
    ledger.apply(consumed("first", {coin("1"), coin("2")}, "w"), NOON);
    CHECK(ledger.excludesEveryOther(consumed("next", {coin("2"), coin("3")}, "w")));
    CHECK_FALSE(ledger.excludesEveryOther(consumed("next", {coin("3")}, "w")));
    CHECK(ledger.excludesEveryOther(consumed("first", {coin("1"), coin("2")}, "w")));
    CHECK(ledger.excludesEveryOther(consumed("unrelated", {coin("9")})));

    ledger.apply(consumed("second", {coin("2"), coin("3")}, "w"), NOON);
    CHECK_FALSE(ledger.excludesEveryOther(consumed("third", {coin("1"), coin("3")}, "w")));
    CHECK(ledger.excludesEveryOther(consumed("third", {coin("2")}, "w")));
    ledger.apply(ReservationReleased{labelHash("w")}, NOON);
    CHECK(ledger.excludesEveryOther(consumed("third", {coin("7")}, "w")));
}

TEST_CASE("first sights stay the first, versions and issued addresses never go back") {
    Ledger ledger;
    for (const std::int64_t later : {0, 50}) {
        const base::UnixTime at = NOON + base::Seconds{later};
        ledger.apply(ChangeSeen{labelHash("c")}, at);
        ledger.apply(ApprovalCompleted{labelHash("i")}, at);
    }
    CHECK(ledger.firstSeen(labelHash("c")) == NOON);
    CHECK(ledger.approvedSince(labelHash("i")) == NOON);
    ledger.apply(AuthorityAdopted{5, labelHash("five")}, NOON);
    ledger.apply(AuthorityAdopted{4, labelHash("four")}, NOON);
    CHECK(ledger.authorityVersion() == 5);
    CHECK(ledger.authorityHead() == labelHash("five"));
    ledger.apply(AddressIssued{labelHash("v"), 8}, NOON);
    ledger.apply(AddressIssued{labelHash("v"), 3}, NOON);
    CHECK(ledger.issued().at(labelHash("v")) == 9);
}

TEST_CASE("what stops an intent is kept once, in order, and for that intent only") {
    Ledger ledger;
    CHECK(ledger.stops(labelHash("a")).empty());
    ledger.apply(StopKept{labelHash("a"), statement("no")}, NOON);
    ledger.apply(StopKept{labelHash("a"), statement("why?")}, NOON);
    ledger.apply(StopKept{labelHash("a"), statement("no")}, NOON);
    REQUIRE(ledger.stops(labelHash("a")).size() == 2);
    CHECK(ledger.stops(labelHash("a"))[0] == statement("no"));
    CHECK(ledger.stops(labelHash("a"))[1] == statement("why?"));
    CHECK(ledger.stops(labelHash("b")).empty());
}

TEST_CASE("a kept statement that is no signed object is no fact") {
    base::Json json = toJson(StopKept{labelHash("a"), statement("no")});
    json.object()->insert_or_assign("statement", base::toBase64(base::asBytes("{}")));
    CHECK_FALSE(parseFact(json));
}

TEST_CASE("a change that was in force and comes back cools down anew") {
    Ledger ledger;
    ledger.apply(ChangeSeen{labelHash("looser")}, NOON);
    ledger.apply(AuthorityAdopted{2, labelHash("two")}, NOON + base::Seconds{100});
    ledger.apply(ChangeAdopted{labelHash("looser")}, NOON + base::Seconds{100});
    CHECK_FALSE(ledger.firstSeen(labelHash("looser")));
    ledger.apply(ChangeSeen{labelHash("looser")}, NOON + base::Seconds{900});
    CHECK(ledger.firstSeen(labelHash("looser")) == NOON + base::Seconds{900});
}

TEST_CASE("the first consumption of an intent is the one that counts") {
    Ledger ledger;
    ledger.apply(consumed("a", {coin("1")}), NOON);
    IntentConsumed other = consumed("a", {coin("2")});
    other.txid = *bitcoin::Txid::from(labelHash("other").span());
    ledger.apply(other, NOON);
    CHECK(ledger.find(labelHash("a"))->intent.txid == consumed("a", {}).txid);
    ledger.apply(SpendSigned{labelHash("unknown"), {1}}, NOON);
    CHECK(ledger.find(labelHash("unknown")) == nullptr);
}
