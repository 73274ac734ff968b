#include "bitcoin/payment_uri.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace strongroom;
using bitcoin::Error;
using bitcoin::Network;
using bitcoin::parsePaymentUri;

namespace {

const std::string ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"; // BIP173
const std::string URI = "bitcoin:" + ADDRESS;

Error errorOf(const std::string& text, Network network = Network::main) {
    const auto uri = parsePaymentUri(text, network);
    REQUIRE_FALSE(uri);
    return uri.error();
}

std::int64_t amountOf(const std::string& text) {
    return parsePaymentUri(URI + "?amount=" + text, Network::main).value().amount.value().satoshi();
}

} // namespace

TEST_CASE("a payment URI gives the address, the amount to the satoshi, and its texts") {
    const auto bare = parsePaymentUri(URI, Network::main).value();
    CHECK(bare.address == ADDRESS);
    CHECK(bare.decoded.type == bitcoin::ScriptType::p2wpkh);
    CHECK_FALSE(bare.amount);
    const auto full =
        parsePaymentUri(URI + "?amount=50.00000001&label=Luke%2DJr&message=For%20caf%C3%A9+tea&other=1",
                        Network::main)
            .value();
    CHECK(full.amount->satoshi() == 5'000'000'001);
    CHECK(full.label == "Luke-Jr");
    CHECK(full.message == "For café+tea");
}

TEST_CASE("the scheme and an address in capitals are read, as QR codes have them") {
    std::string capitals = URI;
    for (char& c : capitals)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(parsePaymentUri(capitals, Network::main).value().decoded.script ==
          parsePaymentUri(URI, Network::main).value().decoded.script);
}

TEST_CASE("amounts are plain decimal bitcoin, integers all the way") {
    CHECK(amountOf("0") == 0);
    CHECK(amountOf("20") == 2'000'000'000);
    CHECK(amountOf("0.00000001") == 1);
    CHECK(amountOf("0.1") == 10'000'000);
    CHECK(amountOf("20999999.99999999") == 2'099'999'999'999'999); // no double holds it and its neighbours
    CHECK(amountOf("21000000") == 2'100'000'000'000'000);
    for (const char* text : {"",         "-1",          "+1",
                             "1e8",      "1E2",         "0x10",
                             "1,5",      "1.",          ".5",
                             "1.2.3",    " 1",          "1 ",
                             "%31",      "0.000000001", "21000000.00000001",
                             "21000001", "100000000",   "99999999999999999999",
                             "NaN",      "inf",         "١"})
        CHECK_MESSAGE(errorOf(URI + "?amount=" + text) == Error::uriAmount, text);
}

TEST_CASE("a parameter twice is refused, whatever its letters") {
    CHECK(errorOf(URI + "?amount=1&amount=2") == Error::uriDuplicateParameter);
    CHECK(errorOf(URI + "?amount=1&label=a&AMOUNT=1") == Error::uriDuplicateParameter);
    CHECK(errorOf(URI + "?x=1&x=1") == Error::uriDuplicateParameter);
}

TEST_CASE("what a URI requires and we do not understand is refused") {
    CHECK(errorOf(URI + "?req-somethingyoudontunderstand=50") == Error::uriRequiredParameter);
    CHECK(errorOf(URI + "?REQ-x=") == Error::uriRequiredParameter);
    CHECK(parsePaymentUri(URI + "?somethingyoudontunderstand=50", Network::main));
}

TEST_CASE("texts with control or direction characters, and what is no UTF-8, are refused") {
    for (const char* text :
         {"%00", "%0A", "%1b%5b2J", "%7F", "%E2%80%AE", "%E2%80%8B", "%FF", "%C3", "%C0%80"})
        for (const char* name : {"label", "message"})
            CHECK_MESSAGE(errorOf(URI + "?" + name + "=a" + text) == Error::uriText, text);
}

TEST_CASE("what is no URI is refused, never repaired") {
    for (const char* text :
         {"?", "?amount", "?=1", "?amount=1&", "?&amount=1", "?label=%", "?label=%4", "?label=%zz",
          "?label=a b", "?label=\"", "?label=<b>", "?label=a#b", "?label=a\n", "?la bel=1"})
        CHECK_MESSAGE(errorOf(URI + text) == Error::uriSyntax, text);
    for (const char* text : {"", "bitcoin", "bitcoi:", "ethereum:", " bitcoin:", "bitcoin", "http://"})
        CHECK_MESSAGE(errorOf(text + ADDRESS) == Error::uriScheme, text);
    CHECK(errorOf("bitcoin:") == Error::addressEmpty);
    CHECK(errorOf("bitcoin:?amount=1") == Error::addressEmpty);
    CHECK(errorOf("bitcoin://" + ADDRESS) == Error::addressCharacter);
    CHECK(errorOf(URI, Network::test) == Error::addressWrongNetwork);
    CHECK(errorOf(URI + "?label=" + std::string(bitcoin::MAX_PAYMENT_URI_LENGTH, 'a')) == Error::uriTooLong);
}
