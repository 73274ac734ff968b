#include "descriptor/key_expression.h"

#include "examples.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using namespace strongroom::test;
using bitcoin::Network;

namespace {

KeyExpression parsed(const std::string& text, KeyContext context = KeyContext::segwitV0) {
    const auto key = parseKey(text, Network::main, context);
    REQUIRE_MESSAGE(key, text);
    return *key;
}

Error fault(const std::string& text, KeyContext context = KeyContext::segwitV0,
            Network network = Network::main) {
    const auto key = parseKey(text, network, context);
    REQUIRE_MESSAGE(!key, text);
    return key.error();
}

} // namespace

TEST_CASE("a key expression writes back in its canonical spelling") {
    for (const std::string& text : {KEY_A, "[d34db33f]" + KEY_A, "[d34db33f/44h/0h]" + KEY_A, XPUB_A,
                                    XPUB_A + "/*", XPUB_A + "/1/2/<0;1>/3/*", XPUB_A + "/<5;0;7>",
                                    "[d34db33f/48h/0h/0h/2h]" + XPUB_A + "/<0;1>/*", XPUB_A + "/2147483647"})
        CHECK(parsed(text).text() == text);
    CHECK(parsed("[D34DB33F/48'/0h]" + XPUB_A + "/0").text() == "[d34db33f/48h/0h]" + XPUB_A + "/0");
}

TEST_CASE("the parts of a key expression are what was written") {
    const auto key = parsed("[d34db33f/48h/0h]" + XPUB_A + "/1/<0;9>/3/*");
    CHECK(bitcoin::toText(key.fingerprint()) == "d34db33f");
    CHECK(key.originPath().text() == "m/48h/0h");
    CHECK(key.steps(0) == std::vector<std::uint32_t>{1, 0, 3});
    CHECK(key.steps(1) == std::vector<std::uint32_t>{1, 9, 3});
    CHECK(key.wildcard);
    CHECK(key.extended->text() == XPUB_A);
    const auto bare = parsed(XPUB_A);
    CHECK(bare.fingerprint() == bare.extended->fingerprint());
    CHECK(bare.originPath().empty());
    CHECK_FALSE(bare.wildcard);
}

TEST_CASE("an x-only key stands in taproot only, and keeps its spelling") {
    const std::string xOnly = KEY_A.substr(2);
    const auto key = parsed(xOnly, KeyContext::taproot);
    CHECK(key.xOnly);
    CHECK(key.text() == xOnly);
    CHECK(parsed(KEY_A, KeyContext::taproot).text() == KEY_A);
    CHECK(fault(xOnly) == Error::keySyntax);
}

TEST_CASE("origins are a fingerprint and a path, once, in front") {
    for (const std::string& text :
         {"[deadbef]" + XPUB_A, "[deadbeeef]" + XPUB_A, "[gaaaaaaa]" + XPUB_A, "[]" + XPUB_A,
          "[deadbeef/]" + XPUB_A, "[deadbeef/m/0]" + XPUB_A, "[deadbeef/0H]" + XPUB_A,
          "[deadbeef/*]" + XPUB_A, "[deadbeef/<0;1>]" + XPUB_A, "[deadbeef/-0]" + XPUB_A,
          "[deadbeef" + XPUB_A, "deadbeef]" + XPUB_A, "[deadbeef][deadbeef]" + XPUB_A, "[[deadbeef]" + XPUB_A,
          XPUB_A + "[deadbeef]", "[deadbeef/2147483648h]" + XPUB_A})
        CHECK(fault(text) == Error::keyOrigin);
    CHECK(fault("[deadbeef]") == Error::keySyntax);
}

TEST_CASE("private keys are refused as such") {
    CHECK(fault(WIF) == Error::keyPrivate);
    CHECK(fault(WIF, KeyContext::taproot, Network::test) == Error::keyPrivate);
    CHECK(fault("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss") == Error::keyPrivate);
    CHECK(fault(XPRV) == Error::keyPrivate);
    CHECK(fault("[d34db33f/48h]" + XPRV + "/0h/*h") == Error::keyPrivate);
}

TEST_CASE("public keys that segwit does not take are refused") {
    CHECK(fault(UNCOMPRESSED_A) == Error::keyUncompressed);
    CHECK(fault(UNCOMPRESSED_A, KeyContext::taproot) == Error::keyUncompressed);
    CHECK(fault("06" + UNCOMPRESSED_A.substr(2)) == Error::keyUncompressed);
    CHECK(fault("02" + std::string(64, 'f')) == Error::keyPoint);
    CHECK(fault("04" + KEY_A.substr(2)) == Error::keyPoint);
    CHECK(fault(std::string(64, 'f'), KeyContext::taproot) == Error::keyPoint);
    CHECK(fault(KEY_A + "00") == Error::keySyntax);
    CHECK(fault(KEY_A.substr(1)) == Error::keySyntax);
}

TEST_CASE("extended keys of another network, mistyped ones and SLIP-132 ones are refused") {
    CHECK(fault(XPUB_A, KeyContext::segwitV0, Network::test) == Error::keyWrongNetwork);
    CHECK(fault(XPUB_A, KeyContext::segwitV0, Network::regtest) == Error::keyWrongNetwork);
    std::string mistyped = XPUB_A;
    mistyped[20] = mistyped[20] == '7' ? '8' : '7';
    CHECK(fault(mistyped) == Error::keyChecksum);
    // BIP84's own account key.
    CHECK(fault("zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31m"
                "GDtKsAYz2"
                "oz2AGutZYs/0/*") == Error::keySlip132);
    // BIP32 vector 5: zero depth with a parent.
    CHECK(fault("xpub661no6RGEX3uJkY4bNnPcw4URcQTrSibUZ4NqJEw5eBkv7ovTwgiT91XX27VbEXGENhYRCf7hyEbWrR3FewATdCE"
                "ebj6znwMf"
                "QkhRYHRLpJ") == Error::keyExtended);
    for (const std::string& text : {std::string(), std::string("key"), " " + XPUB_A, XPUB_A + " ",
                                    std::string(200, 'z'), std::string("0x") + KEY_A})
        CHECK(fault(text) == Error::keySyntax);
}

TEST_CASE("hardened steps behind a public key are refused") {
    for (const char* path : {"/0h", "/0'", "/*h", "/*'", "/1/2h/*", "/<0h;1h>/*", "/<0;1h>"})
        CHECK(fault(XPUB_A + path) == Error::hardenedPath);
}

TEST_CASE("what is not a path behind a key is refused") {
    for (const char* path : {"/", "//0", "/0/", "/1aa", "/0H", "/-1", "/2147483648", "/*/0", "/*/*", "/0>/*",
                             "/**", "/m", "/01", "/ 0"})
        CHECK(fault(XPUB_A + path) == Error::pathSyntax);
    CHECK(fault(KEY_A + "/0") == Error::plainKeyWithPath);
    CHECK(fault(KEY_A + "/*") == Error::plainKeyWithPath);
}

TEST_CASE("a multipath step has from two to ten different numbers and stands once") {
    for (const char* path : {"/<>/*", "/<0>/*", "/<0/*", "/<0;>/*", "/<;1>/*", "/<", "/<0;1", "/<0,1>",
                             "/<0;x>", "/<0;2147483648>", "/<0;12", "/<0;1>2"})
        CHECK(fault(XPUB_A + path) == Error::multipathSyntax);
    CHECK(fault(XPUB_A + "/<1;1>/*") == Error::multipathRepeated);
    CHECK(fault(XPUB_A + "/<0;1>/<2;3>") == Error::multipathTwice);
    CHECK(parsed(XPUB_A + "/<0;1;2;3;4;5;6;7;8;9>").branches.size() == MAX_BRANCHES);
    CHECK(fault(XPUB_A + "/<0;1;2;3;4;5;6;7;8;9;10>") == Error::multipathTooMany);
}

TEST_CASE("a path deeper than 255 steps is refused") {
    const std::size_t depth = parsed(XPUB_A).extended->depth();
    std::string path;
    for (std::size_t i = depth; i < 255; ++i)
        path += "/1";
    CHECK(parsed(XPUB_A + path).stepsBefore.size() == 255 - depth);
    CHECK(fault(XPUB_A + path + "/*") == Error::pathTooLong);
    std::string origin = "[deadbeef";
    for (int i = 0; i < 255; ++i)
        origin += "/1";
    CHECK(parsed(origin + "]" + XPUB_A).originPath().size() == 255);
    CHECK(fault(origin + "]" + XPUB_A + "/0") == Error::pathTooLong);
    CHECK(fault(origin + "/1]" + XPUB_A) == Error::pathTooLong);
}

TEST_CASE("a function in the place of a key is refused") {
    CHECK(fault("pk(" + KEY_A + ")") == Error::keyExpected);
    CHECK(fault("musig(" + KEY_A + "," + KEY_B + ")") == Error::misplacedFunction);
    const auto taproot = [](const std::string& text) { return fault(text, KeyContext::taproot); };
    CHECK(taproot("musig(" + KEY_A + "," + KEY_B) == Error::musigSyntax);
    CHECK(taproot("musig(" + KEY_A + ",musig(" + KEY_A + "," + KEY_B + "))") == Error::musigSyntax);
    CHECK(taproot("musig(" + KEY_A + "," + KEY_B + ")0") == Error::musigSyntax);
    std::string steps;
    for (int i = 0; i < 256; ++i)
        steps += "/1";
    CHECK(taproot("musig(" + XPUB_A + "," + XPUB_B + ")" + steps) == Error::pathTooLong);
    CHECK(fault("{" + KEY_A + "}") == Error::keyExpected);
}
