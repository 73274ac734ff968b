#include "audit/csv.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::audit;

TEST_CASE("text that a spreadsheet would run is neutralised (A120)") {
    for (const std::string text : {"=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "\rx"})
        CHECK(csvCell(text) == "\"'" + text + "\"");
    CHECK(csvCell("1-1") == "\"1-1\"");
    CHECK(csvCell("") == "\"\"");
}

TEST_CASE("quotes are doubled, commas and newlines stay inside their cell") {
    CHECK(csvCell("a \"b\", c\nd") == "\"a \"\"b\"\", c\nd\"");
}

TEST_CASE("times are written as ISO 8601 in UTC") {
    CHECK(isoTime({0}) == "1970-01-01T00:00:00Z");
    CHECK(isoTime({951'827'696}) == "2000-02-29T12:34:56Z");
    CHECK(isoTime({253'402'300'799}) == "9999-12-31T23:59:59Z");
}

TEST_CASE("a record is one row with the fields that are shown") {
    test::CountingRandom random(1);
    const auto key = crypto::Ed25519KeyPair::generate(random);
    Event event;
    event.kind = "withdrawal.proposed";
    event.at = base::UnixTime{951'827'696};
    event.fields = {{"amount", 5}, {"payee", "secret"}};
    auto record = makeLeaf({std::string(64, 'a'), "console"}, {}, event, key, random);
    REQUIRE(record);
    const std::string table = csvOf({record->disclosing({"amount"})});
    CHECK(table.starts_with(
        "\"index\",\"time\",\"event\",\"person\",\"key\",\"subject\",\"leaf_hash\",\"fields\"\r\n"
        "\"0\",\"2000-02-29T12:34:56Z\",\"withdrawal.proposed\",\"\",\""));
    CHECK(table.ends_with(",\"{\"\"amount\"\":5}\"\r\n"));
    CHECK(table.find("secret") == std::string::npos);
}
