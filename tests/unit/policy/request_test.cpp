#include "policy/request.h"

#include "examples.h"

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

TEST_CASE("a history is read with its provenance, null is nothing known") {
    CHECK_FALSE(parseHistory(base::Json())->before(HOT, {60}, NOW, hashOf(1)).stated());
    const auto own = parseHistory(json(R"({"v":1,"from":"journal","entries":[]})"));
    REQUIRE(own);
    CHECK(own->before(HOT, {60}, NOW, hashOf(1)).provenance() == Provenance::journal);
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"bytes","entries":[]})")));
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"host","entries":[],"attested":[]})")));
    CHECK_FALSE(parseHistory(json(R"({"v":1,"from":"journal"})")));
    CHECK(parseHistory(json(R"({"v":2,"from":"journal","entries":[]})")).error() ==
          Error::unsupportedVersion);
}
