// What Descriptor::parse refuses, and with which code.
#include "descriptor/descriptor.h"

#include "bitcoin/base58check.h"
#include "examples.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using namespace strongroom::test;
using bitcoin::Network;

namespace {

Error fault(const std::string& text, Network network = Network::main) {
    const auto descriptor = Descriptor::parse(text, network);
    REQUIRE_MESSAGE(!descriptor, text);
    return descriptor.error();
}

/// The same key with other depth, parent and child number, checksummed again.
std::string renamed(const std::string& xpub) {
    base::Bytes bytes = *bitcoin::decodeBase58Check(xpub);
    const base::Bytes patch = hex("07aabbccdd80000009");
    std::copy(patch.begin(), patch.end(), bytes.begin() + 4);
    return bitcoin::encodeBase58Check(bytes);
}

std::string asTpub(const std::string& xpub) {
    base::Bytes bytes = *bitcoin::decodeBase58Check(xpub);
    const base::Bytes version = hex("043587cf");
    std::copy(version.begin(), version.end(), bytes.begin());
    return bitcoin::encodeBase58Check(bytes);
}

std::string child(const std::string& xpub, std::uint32_t index) {
    return bitcoin::ExtendedPubKey::parse(xpub)->derive(index)->text();
}

} // namespace

TEST_CASE("functions in the wrong place and functions that do not exist are refused") {
    CHECK(fault("wsh(wpkh(" + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("wsh(wsh(multi(1," + KEY_A + ")))") == Error::misplacedFunction);
    CHECK(fault("wsh(sh(multi(1," + KEY_A + ")))") == Error::misplacedFunction);
    CHECK(fault("wsh(tr(" + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("wsh(multi_a(1," + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("sh(sh(pk(" + KEY_A + ")))") == Error::misplacedFunction);
    CHECK(fault("sh(tr(" + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("sh(and_v(v:pk(" + KEY_A + "),older(1)))") == Error::misplacedFunction);
    CHECK(fault("wsh(combo(" + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("sh(raw(deadbeef))") == Error::misplacedFunction);
    CHECK(fault("tr(" + KEY_A + ",multi(1," + KEY_B + "))") == Error::misplacedFunction);
    CHECK(fault("tr(" + KEY_A + ",wpkh(" + KEY_B + "))") == Error::misplacedFunction);
    CHECK(fault("wsh(thresh(1,sortedmulti(1," + KEY_A + ")))") == Error::misplacedFunction);
    CHECK(fault("wsh(n:sortedmulti(1," + KEY_A + "))") == Error::misplacedFunction);
    CHECK(fault("tr(" + KEY_A + ",v:sortedmulti_a(1," + KEY_B + "))") == Error::misplacedFunction);
    for (const std::string& text :
         {"wpkh(musig(" + KEY_A + "," + KEY_B + "))", "wsh(pk(musig(" + KEY_A + "," + KEY_B + ")))",
          "combo(musig(" + KEY_A + "," + KEY_B + "))", "musig(" + KEY_A + "," + KEY_B + ")"})
        CHECK(fault(text) == Error::misplacedFunction);
    CHECK(fault("older(144)") == Error::misplacedFunction);
    CHECK(fault("wpkhh(" + KEY_A + ")") == Error::unknownFunction);
    CHECK(fault("WPKH(" + KEY_A + ")") == Error::unknownFunction);
    CHECK(fault("wsh(sortedmultis(1," + KEY_A + "))") == Error::unknownFunction);
    CHECK(fault("wpkh(wsh(multi(1," + KEY_A + ")))") == Error::keyExpected);
    CHECK(fault("wsh(multi(1,pk(" + KEY_A + ")))") == Error::keyExpected);
    CHECK(fault("wsh(" + KEY_A + ")") == Error::scriptExpected);
}

TEST_CASE("every leaf of a tree, and every script of a wsh, is sane or refused") {
    const auto leaf = [](const std::string& script) { return fault("tr(" + KEY_A + "," + script + ")"); };
    CHECK(leaf("older(144)") == Error::miniscriptUnsigned);
    CHECK(leaf("{pk(" + KEY_B + "),older(144)}") == Error::miniscriptUnsigned);
    CHECK(leaf("and_v(v:pk(" + KEY_B + "),and_v(v:after(100),after(1000000000)))") ==
          Error::miniscriptTimelockMix);
    CHECK(leaf("and_b(pk(" + KEY_B + "),a:0)") == Error::miniscriptUnsatisfiable);
    CHECK(fault("wsh(and_b(pk(" + KEY_B + "),a:0))") == Error::miniscriptUnsatisfiable);
}

TEST_CASE("text that is no expression is refused") {
    for (const std::string& text :
         {std::string(), KEY_A, std::string("wpkh"), "wpkh(" + KEY_A, "wpkh" + KEY_A + ")",
          "wpkh(" + KEY_A + "))", "wpkh(" + KEY_A + ") ", "wpkh(" + KEY_A + ")wpkh(" + KEY_A + ")",
          "wpkh(" + KEY_A + "," + KEY_B + ")", "wsh(multi(1," + KEY_A + ")"})
        CHECK(fault(text) == Error::syntax);
    CHECK(fault("wpkh(" + KEY_A + "\n)") == Error::character);
    CHECK(fault("wpkh( " + KEY_A + ")") == Error::keySyntax);
    CHECK(fault("wpkh()") == Error::keySyntax);
    CHECK(fault(std::string(Descriptor::MAX_TEXT_LENGTH + 1, 'a')) == Error::tooLong);
    CHECK(fault(std::string(Descriptor::MAX_TEXT_LENGTH, '(')) == Error::syntax);
    CHECK(fault("wpkh(" + KEY_A + ")#aaaaaaaa") == Error::checksumMismatch);
    CHECK(Descriptor::parse("wpkh(" + KEY_A + ")", Network::main, ChecksumRule::required).error() ==
          Error::checksumMissing);
}

TEST_CASE("a threshold is a number from one to the number of keys") {
    for (const char* threshold : {"0", "3", "a", "+1", "-1", "", "1 ", "01", "1.0", "18446744073709551617"})
        CHECK(fault("wsh(multi(" + std::string(threshold) + "," + KEY_A + "," + KEY_B + "))") ==
              Error::threshold);
    CHECK(Descriptor::parse("wsh(multi(2," + KEY_A + "," + KEY_B + "))", Network::main));
}

TEST_CASE("a multisig takes from one to twenty keys") {
    std::string keys;
    for (std::uint32_t i = 0; i < 20; ++i)
        keys += "," + child(XPUB_A, i);
    CHECK(Descriptor::parse("wsh(sortedmulti(20" + keys + "))", Network::main));
    CHECK(fault("wsh(sortedmulti(20" + keys + "," + child(XPUB_A, 20) + "))") == Error::keyCount);
    CHECK(fault("wsh(multi(1))") == Error::keyCount);
    CHECK(fault("wsh(multi())") == Error::keyCount);
}

TEST_CASE("multipath steps of different lengths are refused") {
    CHECK(fault("wsh(multi(2," + XPUB_A + "/<0;1>/*," + XPUB_B + "/<0;1;2>/*))") == Error::multipathLengths);
    CHECK(Descriptor::parse("wsh(multi(2," + XPUB_A + "/<0;1>/*," + XPUB_B + "/<4;7>/*))", Network::main));
}

TEST_CASE("one key twice is refused whatever its origin, path or metadata say") {
    const auto twoOf = [](const std::string& first, const std::string& second) {
        return "wsh(sortedmulti(2," + first + "," + second + "," + XPUB_C + "/0/*))";
    };
    CHECK(fault(twoOf(XPUB_A + "/0/*", XPUB_A + "/0/*")) == Error::duplicateKey);
    CHECK(fault(twoOf("[00000001/48h]" + XPUB_A + "/0/*", "[00000002/48h]" + XPUB_A + "/0/*")) ==
          Error::duplicateKey);
    CHECK(fault(twoOf(XPUB_A + "/0/*", XPUB_A + "/1/*")) == Error::duplicateKey);
    CHECK(fault(twoOf(XPUB_A + "/<0;1>/*", XPUB_A + "/<2;3>/*")) == Error::duplicateKey);
    CHECK(fault(twoOf(XPUB_A + "/0/*", renamed(XPUB_A) + "/0/*")) == Error::duplicateKey);
    CHECK(fault(twoOf(XPUB_A + "/0/*", XPUB_C + "/0/*")) == Error::duplicateKey);
    CHECK(Descriptor::parse(twoOf(XPUB_A + "/0/*", XPUB_B + "/0/*"), Network::main));
}

TEST_CASE("a key beside its own child, its negation or its bare form is refused") {
    const auto twoOf = [](const std::string& first, const std::string& second) {
        return "wsh(multi(2," + first + "," + second + "))";
    };
    CHECK(fault(twoOf(XPUB_A + "/0/*", child(XPUB_A, 0) + "/*")) == Error::duplicateKey);
    CHECK(fault(twoOf(XPUB_A + "/0/5/*", child(XPUB_A, 0) + "/7/*")) == Error::duplicateKey);
    CHECK(fault(twoOf(KEY_A, "02" + KEY_A.substr(2))) == Error::duplicateKey);
    CHECK(fault(twoOf(KEY_A, KEY_A)) == Error::duplicateKey);
    const auto bare = bitcoin::ExtendedPubKey::parse(XPUB_A)->publicKey();
    CHECK(fault(twoOf(XPUB_A + "/0/*", base::toHex(bare.span()))) == Error::duplicateKey);
}

TEST_CASE("keys of another network are refused both ways") {
    const std::string text = "wpkh(" + XPUB_A + "/<0;1>/*)";
    const std::string testText = "wpkh(" + asTpub(XPUB_A) + "/<0;1>/*)";
    CHECK(Descriptor::parse(text, Network::main));
    CHECK(fault(testText) == Error::keyWrongNetwork);
    for (const Network network : {Network::test, Network::signet, Network::regtest}) {
        CHECK(Descriptor::parse(testText, network));
        CHECK(fault(text, network) == Error::keyWrongNetwork);
    }
}

TEST_CASE("an origin with the coin type of another network is refused") {
    const auto check = [](const std::string& origin, Network network) {
        const std::string key = network == Network::main ? XPUB_A : asTpub(XPUB_A);
        return checkCoinTypes(
            Descriptor::parse("wpkh([d34db33f/" + origin + "]" + key + "/<0;1>/*)", network).value());
    };
    for (const char* purpose : {"44h", "48h", "49h", "84h", "86h", "87h"}) {
        const std::string origin(purpose);
        CHECK(check(origin + "/0h/0h", Network::main));
        CHECK(check(origin + "/1h/0h", Network::regtest));
        CHECK(check(origin + "/1h/0h", Network::main).error() == Error::coinTypeWrongNetwork);
        CHECK(check(origin + "/0h/0h", Network::test).error() == Error::coinTypeWrongNetwork);
        CHECK(check(origin + "/2h/0h", Network::main).error() == Error::coinTypeWrongNetwork);
        CHECK(check(origin + "/0/0h", Network::main).error() == Error::coinTypeWrongNetwork);
    }
    CHECK(check("45h/7h", Network::main)); // BIP45 has no coin type
    CHECK(check("84h", Network::main));
    CHECK(checkCoinTypes(Descriptor::parse("wpkh(" + XPUB_A + "/0/*)", Network::main).value()));
}

TEST_CASE("a participant of musig() with the coin type of another network is refused") {
    const auto check = [](const std::string& origin, const std::string& path) {
        const std::string keys = XPUB_A + path + ",[d34db33f/" + origin + "]" + XPUB_B + path;
        const std::string behind = path.empty() ? "/<0;1>/*" : "";
        return checkCoinTypes(
            Descriptor::parse("tr(musig(" + keys + ")" + behind + ")", Network::main).value());
    };
    for (const std::string path : {"", "/<0;1>/*"}) {
        CAPTURE(path);
        CHECK(check("86h/0h/0h", path));
        CHECK(check("86h/1h/0h", path).error() == Error::coinTypeWrongNetwork);
    }
}

TEST_CASE("no refusal repeats what it refused") {
    for (const std::string& text :
         {"wpkh(" + WIF + ")", "wpkh(" + XPRV + "/0/*)", "wsh(multi(1," + XPRV + "))"}) {
        const auto info = describe(fault(text));
        CHECK(info.code == "descriptor.key_private");
        CHECK(info.sentence.find(WIF.substr(0, 6)) == std::string_view::npos);
        CHECK(info.sentence.find("xprv") == std::string_view::npos);
    }
}
