#include "policy/request.h"

#include "examples.h"

#include <variant>

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

SpendFacts everything() {
    SpendFacts facts = payment(120'000);
    facts.outputs.push_back(internalTo(COLD, Tier::cold, 5));
    facts.inputs.push_back({{hashOf(2), 7}, {}});
    facts.rescueVault = COLD;
    facts.locktime = 0xffffffff;
    facts.replaceable = true;
    return facts;
}

/// A place in a document: names of members and numbers of items.
using Place = std::vector<std::variant<std::string, std::size_t>>;

base::Json changed(base::Json document, const Place& place, base::Json value) {
    base::Json* at = &document;
    for (const auto& step : place) {
        if (const auto* item = std::get_if<std::size_t>(&step))
            at = &at->array()->at(*item);
        else
            at = &(*at->object())[std::get<std::string>(step)];
    }
    *at = std::move(value);
    return document;
}

struct Change {
    Place place;
    base::Json value;
    Error error = Error::malformed;
};

template <typename Parse>
void refusesAll(const base::Json& document, const std::vector<Change>& changes, Parse parse) {
    REQUIRE(parse(document));
    for (const Change& change : changes) {
        const base::Json other = changed(document, change.place, change.value);
        CAPTURE(other.canonical());
        const auto read = parse(other);
        REQUIRE_FALSE(read);
        CHECK(read.error() == change.error);
    }
}

constexpr std::int64_t TOO_LARGE_A_NUMBER = std::int64_t{UINT32_MAX} + 1;

} // namespace

TEST_CASE("facts are written and read back as the same") {
    const base::Json document = toJson(everything());
    const auto again = parseRequest(document);
    REQUIRE(again);
    CHECK(toJson(*again) == document);
    CHECK(again->outputs[0].payeeAge == everything().outputs[0].payeeAge);
    CHECK(again->inputs[1].outpoint.vout == 7);
}

TEST_CASE("words are a request without inputs and outputs") {
    SpendFacts facts = payment(120'000);
    facts.message = hashOf(9);
    CHECK(parseRequest(toJson(facts)).error() == Error::malformed);
    facts.inputs.clear();
    CHECK(parseRequest(toJson(facts)).error() == Error::malformed);
    facts.outputs.clear();
    const auto again = parseRequest(toJson(facts));
    REQUIRE(again);
    CHECK(again->message == hashOf(9));
    CHECK(toJson(*again) == toJson(facts));
}

TEST_CASE("a request that lacks, repeats or adds anything is refused") {
    const base::Json document = toJson(everything());
    for (const auto& [key, value] : *document.object()) {
        if (key == "rescue_vault")
            continue;
        base::Json::Object without = *document.object();
        without.erase(key);
        CAPTURE(key);
        CHECK_FALSE(parseRequest(base::Json(without)));
    }
    base::Json::Object more = *document.object();
    more["action"] = "withdraw"; // an action is derived, never stated
    CHECK(parseRequest(base::Json(more)).error() == Error::malformed);
}

TEST_CASE("an amount beyond 21 million bitcoin is out of range") {
    base::Json document = toJson(payment(120'000));
    document.object()->at("outputs").array()->front().object()->at("amount") = base::Amount::MAX_SATOSHI + 1;
    CHECK(parseRequest(document).error() == Error::valueOutOfRange);
}

TEST_CASE("a fact without a known origin is refused") {
    base::Json document = toJson(payment(120'000));
    document.object()->at("incident").object()->at("from") = "somebody";
    CHECK(parseRequest(document).error() == Error::malformed);
}

TEST_CASE("a part of another kind, or beyond its bounds, is refused wherever it stands") {
    using Object = base::Json::Object;
    const Error range = Error::valueOutOfRange;
    refusesAll(toJson(everything()),
               {{{"v"}, 2, Error::unsupportedVersion},
                {{"txid"}, 7},
                {{"txid"}, "abcd"},
                {{"txid"}, std::string(64, 'A')},
                {{"locktime"}, -1},
                {{"locktime"}, TOO_LARGE_A_NUMBER},
                {{"replaceable"}, 1},
                {{"rescue_vault"}, nullptr},
                {{"source"}, "hot"},
                {{"source", "from"}, "somebody"},
                {{"source", "value"}, nullptr},
                {{"source", "value", "id"}, 7},
                {{"source", "value", "tier"}, "lukewarm"},
                {{"source", "value", "colour"}, "red"},
                {{"inputs"}, Object{}},
                {{"inputs", 0U}, 7},
                {{"inputs", 0U, "txid"}, 7},
                {{"inputs", 0U, "vout"}, -1},
                {{"inputs", 0U, "vout"}, TOO_LARGE_A_NUMBER},
                {{"inputs", 0U, "colour"}, "red"},
                {{"inputs", 0U, "amount"}, 5},
                {{"inputs", 0U, "amount", "value"}, "5"},
                {{"inputs", 0U, "amount", "value"}, -1, range},
                {{"outputs"}, 7},
                {{"outputs", 0U, "class"}, "gift"},
                {{"outputs", 0U, "script"}, "zz"},
                {{"outputs", 0U, "amount"}, "5"},
                {{"outputs", 0U, "colour"}, "red"},
                {{"outputs", 0U, "payee"}, 7},
                {{"outputs", 0U, "payee_age", "value"}, "5"},
                {{"outputs", 0U, "payee_age", "value"}, -1, range},
                {{"outputs", 0U, "first_use", "value"}, 1},
                {{"outputs", 2U, "vault"}, 7},
                {{"outputs", 2U, "tier"}, "lukewarm"},
                {{"virtual_size", "value"}, -1, range},
                {{"conflicts_with_authorized", "value"}, "no"},
                {{"incident", "value"}, 7},
                {{"incident", "value"}, "calm"},
                {{"message"}, 7}},
               parseRequest);
    const base::Json::Array many(MAX_REQUEST_ITEMS + 1);
    CHECK(parseRequest(changed(toJson(everything()), {"inputs"}, many)).error() == Error::tooLarge);
}

TEST_CASE("a history with a part of another kind, or beyond its bounds, is refused") {
    const std::string hash(64, 'a');
    const base::Json::Object entry{{"time", NOW.seconds},
                                   {"vault", hash},
                                   {"inputs", hash},
                                   {"outflow", 5},
                                   {"payees", base::Json::Array{hash}}};
    const base::Json::Object window{{"vault", hash}, {"seconds", 86'400}, {"sum", 7}, {"count", 1}};
    const base::Json own = base::Json::Object{{"v", 1},
                                              {"from", "journal"},
                                              {"entries", base::Json::Array{entry}},
                                              {"attested", base::Json::Array{window}}};
    const Error range = Error::valueOutOfRange;
    refusesAll(own,
               {{{"from"}, "somebody"},
                {{"from"}, "bytes"},
                {{"from"}, "host"}, // attests nothing
                {{"entries", 0U}, 7},
                {{"entries", 0U, "colour"}, "red"},
                {{"entries", 0U, "time"}, "now"},
                {{"entries", 0U, "vault"}, 7},
                {{"entries", 0U, "inputs"}, 7},
                {{"entries", 0U, "outflow"}, -1, range},
                {{"entries", 0U, "payees"}, hash},
                {{"entries", 0U, "payees", 0U}, 7},
                {{"attested"}, base::Json::Object{}},
                {{"attested", 0U, "colour"}, "red"},
                {{"attested", 0U, "seconds"}, "all"},
                {{"attested", 0U, "vault"}, 7},
                {{"attested", 0U, "sum"}, -1, range},
                {{"attested", 0U, "count"}, "1"}},
               parseHistory);
}

TEST_CASE("a history is read with its provenance, null is nothing known") {
    CHECK_FALSE(parseHistory(base::Json())->before(HOT, {60}, NOW, hashOf(1)).stated());
    const auto own = parseHistory(json(R"({"v":1,"from":"journal","entries":[]})"));
    REQUIRE(own);
    CHECK(own->before(HOT, {60}, NOW, hashOf(1)).provenance() == Provenance::journal);
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"bytes","entries":[]})")));
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"host","entries":[],"attested":[]})")));
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"journal"})")));
    CHECK(parseHistory(json(R"({"v":1,"entries":[]})")).error() == Error::malformed);
    CHECK(parseHistory(json(R"({"v":1,"from":"journal","entries":[],"more":1})")).error() ==
          Error::malformed);
    CHECK(parseHistoryEntries(json(R"({"v":1,"entries":[]})")).error() == Error::malformed);
    CHECK(parseHistory(json(R"({"v":2,"from":"journal","entries":[]})")).error() ==
          Error::unsupportedVersion);
}
