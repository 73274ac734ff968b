#include "bitcoin/slip132.h"

#include "base/text_encoding.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

TEST_CASE("SLIP-132's keys are read only where a conversion is asked for, and come back as they were") {
    const auto file = test::readJsonVectors("slip/slip132.json");
    if (!file)
        return;
    for (const json& item : file->at("cases")) {
        const std::string text = item.at("pub");
        CAPTURE(text);
        const auto parsed = parsePrefixedKey(text);
        REQUIRE(parsed);
        CHECK(withPrefix(parsed->key, parsed->prefix).value() == text);
        const auto strict = ExtendedPubKey::parse(text);
        CHECK((text.starts_with("xpub") ? strict.has_value() : strict.error() == Error::extendedKeySlip132));
        CHECK(parsePrefixedKey(item.at("prv").get<std::string>()).error() == Error::extendedKeyPrivate);
    }
}

TEST_CASE("SLIP-132's version bytes are those of its table") {
    const auto file = test::readJsonVectors("slip/slip132.json");
    if (!file)
        return;
    int checked = 0;
    for (const json& row : file->at("version_bytes")) {
        const auto prefix = slip132Prefix(row.at("pub_prefix").get<std::string>());
        REQUIRE(prefix);
        CHECK(prefix->version == std::stoul(row.at("pub").get<std::string>(), nullptr, 16));
        CHECK((prefix->network == KeyNetwork::main) == (row.at("network") == "Bitcoin"));
        ++checked;
    }
    CHECK(checked == 10);
}
