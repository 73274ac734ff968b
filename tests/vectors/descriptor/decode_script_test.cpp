// What Bitcoin Core says about scripts without context: their address, and the descriptor that stands for
// them.
#include "bitcoin/address.h"
#include "bitcoin/script.h"
#include "descriptor/descriptor.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;
using nlohmann::json;

namespace {

std::optional<std::string> text(const json& item, const char* member) {
    return item.contains(member) ? std::optional(item.at(member).get<std::string>()) : std::nullopt;
}

/// Core's descriptor of a script is that script.
void checkDescriptor(const std::string& expression, const base::Bytes& script) {
    const auto parsed = Descriptor::parse(expression, Network::regtest, ChecksumRule::required);
    REQUIRE(parsed);
    CHECK(parsed->text() == expression);
    const auto derived = parsed->derive(0, 0);
    REQUIRE(derived);
    CHECK(derived->scriptPubKey == script);
}

base::Bytes inScriptHash(const base::Bytes& script) {
    return bitcoin::p2shScript(crypto::hash160(script));
}

} // namespace

TEST_CASE("Bitcoin Core's decoded scripts have its addresses, its descriptors and its wrapped forms") {
    const auto vectors = test::readJsonVectors("core/rpc_decodescript.json");
    if (!vectors)
        return;
    int scripts = 0;
    int wrapped = 0;
    for (const json& row : *vectors) {
        const base::Bytes script = test::hex(row.at(0).get<std::string>());
        const json& facts = row.at(1);
        CAPTURE(facts.dump());
        CHECK(bitcoin::encodeAddress(script, Network::regtest) == text(facts, "address"));
        checkDescriptor(facts.at("desc"), script);
        ++scripts;
        if (const auto address = text(facts, "p2sh"))
            CHECK(bitcoin::encodeAddress(inScriptHash(script), Network::regtest) == *address);
        if (!facts.contains("segwit"))
            continue;
        const json& segwit = facts.at("segwit");
        const base::Bytes witness = bitcoin::p2wshScript(script);
        CHECK(base::toHex(witness) == segwit.at("hex").get<std::string>());
        CHECK(bitcoin::encodeAddress(witness, Network::regtest) == text(segwit, "address"));
        CHECK(bitcoin::encodeAddress(inScriptHash(witness), Network::regtest) == text(segwit, "p2sh-segwit"));
        checkDescriptor(segwit.at("desc"), witness);
        ++wrapped;
    }
    CHECK(scripts == 10);
    CHECK(wrapped == 1);
}
