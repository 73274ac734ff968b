// Every kind of descriptor: what it derives, weighs, plans and takes to spend.
#include "descriptor/descriptor.h"

#include "base/text_encoding.h"
#include "bitcoin/taproot.h"
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

Descriptor parsed(const std::string& text) {
    auto descriptor = Descriptor::parse(text, Network::main);
    REQUIRE_MESSAGE(descriptor, text);
    return std::move(descriptor).value();
}

Error fault(const std::string& text) {
    const auto descriptor = Descriptor::parse(text, Network::main);
    REQUIRE_MESSAGE(!descriptor, text);
    return descriptor.error();
}

/// Signs with everything it is asked for, with signatures of full size; locks and preimages as set.
class SignsAll final : public SignatureSource {
public:
    bool ecdsa = true;
    bool keyPath = true;
    std::vector<crypto::XOnlyPublicKey> leafKeys; ///< Nobody else signs leaves.
    std::optional<std::uint32_t> sequence;

    [[nodiscard]] std::optional<Bytes> ecdsaSignature(const crypto::PublicKey&) const override {
        return ecdsa ? std::optional(Bytes(72, 0x30)) : std::nullopt;
    }
    [[nodiscard]] std::optional<Bytes> schnorrSignature(const crypto::XOnlyPublicKey&) const override {
        return keyPath ? std::optional(Bytes(65, 0x40)) : std::nullopt;
    }
    [[nodiscard]] std::optional<Bytes> schnorrLeafSignature(const crypto::XOnlyPublicKey& key,
                                                            const crypto::Hash256&) const override {
        const bool signs = std::ranges::find(leafKeys, key) != leafKeys.end();
        return signs ? std::optional(Bytes(65, 0x41)) : std::nullopt;
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind, ByteSpan) const override { return Bytes(32, 7); }
    [[nodiscard]] std::optional<std::uint32_t> inputSequence() const override { return sequence; }
};

std::size_t withLength(std::size_t size) {
    return size + (size < 0xfd ? 1 : 3);
}

std::int64_t weightOf(const Satisfaction& spend) {
    std::size_t weight = 4 * (40 + withLength(spend.scriptSig.size())) + 1;
    for (const Bytes& item : spend.witness)
        weight += withLength(item.size());
    return static_cast<std::int64_t>(weight);
}

const std::string HASH = std::string(64, '1');
const std::string NOBODY = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";
const std::string TREE = "tr(" + KEY_A + ",{pk(" + KEY_B + "),{multi_a(2," + XPUB_A + "/0/*," + XPUB_B +
                         "/0/*),and_v(v:pkh(" + KEY_C + "),older(144))}})";
const std::string RECOVERY = "wsh(or_d(multi(2," + XPUB_A + "/<0;1>/*," + XPUB_B + "/<0;1>/*),and_v(v:pkh(" +
                             XPUB_C + "/<0;1>/*),older(4320))))";

} // namespace

TEST_CASE("every kind reads back from its text, and says its name") {
    const std::vector<std::pair<std::string, std::string>> kinds{
        {"pk(" + KEY_A + ")", "pk"},
        {"pkh(" + KEY_A + ")", "pkh"},
        {"sh(wpkh(" + XPUB_A + "/<0;1>/*))", "sh_wpkh"},
        {"sh(pk(" + KEY_A + "))", "sh_pk"},
        {"sh(multi(2," + KEY_A + "," + KEY_B + "))", "sh_multi"},
        {"multi(2," + KEY_A + "," + KEY_B + ")", "multi"},
        {"sh(wsh(sortedmulti(1," + KEY_A + "," + KEY_B + ")))", "sh_wsh_sortedmulti"},
        {"wsh(pkh(" + KEY_A + "))", "wsh_miniscript"},
        {RECOVERY, "wsh_miniscript"},
        {"combo(" + XPUB_A + "/*)", "combo"},
        {"raw(deadbeef)", "raw"},
        {"addr(bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4)", "addr"},
        {"rawtr(" + KEY_A.substr(2) + ")", "rawtr"},
        {TREE, "tr_tree"},
        {"tr(" + KEY_A + ",sortedmulti_a(1," + KEY_B + "," + KEY_C + "))", "tr_tree"},
        {"tr(musig(" + XPUB_A + "," + XPUB_B + ")/<0;1>/*)", "tr_key"},
        {"tr(musig(" + XPUB_A + "/<0;1>/*," + XPUB_B + "/<0;1>/*))", "tr_key"},
    };
    for (const auto& [text, kind] : kinds) {
        const Descriptor descriptor = parsed(text);
        CHECK(descriptor.textWithoutChecksum() == text);
        CHECK(name(descriptor.scriptType()) == kind);
        CHECK(Descriptor::parse(descriptor.text(), Network::main, ChecksumRule::required).value() ==
              descriptor);
    }
}

TEST_CASE("a script that hides another says it") {
    const auto nested = parsed("sh(wsh(multi(1," + KEY_A + ")))").derive(0, 0).value();
    CHECK(nested.redeemScript == bitcoin::p2wshScript(nested.witnessScript));
    CHECK(nested.scriptPubKey == bitcoin::p2shScript(crypto::hash160(nested.redeemScript)));
    const auto wpkh = parsed("sh(wpkh(" + KEY_A + "))").derive(0, 0).value();
    CHECK(wpkh.redeemScript == bitcoin::p2wpkhScript(wpkh.keys[0].key));
    CHECK(wpkh.witnessScript.empty());
}

TEST_CASE("every leaf of a tree is proven by its control block, and names its keys") {
    const auto script = parsed(TREE).derive(0, 5).value();
    REQUIRE(script.leaves.size() == 3);
    CHECK(script.keys.size() == 5);
    CHECK(script.leaves[0].depth == 1);
    CHECK(script.leaves[2].depth == 2);
    for (const TapLeaf& leaf : script.leaves) {
        const auto control = bitcoin::ControlBlock::parse(leaf.controlBlock);
        REQUIRE(control);
        CHECK(control->leafVersion == leaf.version);
        CHECK(control->commits(script.outputKey->span(), leaf.script));
        CHECK(control->merkleRoot(leaf.hash) == *script.merkleRoot);
        for (const std::size_t key : leaf.keys)
            CHECK(script.leafHashesOf(script.keys[key].key.xOnly()) == std::vector{leaf.hash});
    }
    CHECK(script.leafHashesOf(*script.internalKey).empty());
    CHECK(script.leaves[1].keys == std::vector<std::size_t>{2, 3});
}

TEST_CASE("combo() stands for four scripts and not for one") {
    const Descriptor combo = parsed("combo(" + XPUB_A + "/*)");
    CHECK(combo.derive(0, 1).error() == Error::severalScripts);
    const auto scripts = combo.deriveAll(0, 1).value();
    REQUIRE(scripts.size() == 4);
    const SignsAll source;
    for (const DerivedScript& script : scripts) {
        const auto spend = combo.satisfy(script, source);
        REQUIRE(spend);
        CHECK(weightOf(*spend) <= combo.maxInputWeight());
    }
}

TEST_CASE("addr() and raw() are one script that nobody here can spend") {
    for (const std::string& text :
         {std::string("addr(bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4)"), std::string("raw(deadbeef)")}) {
        const Descriptor descriptor = parsed(text);
        CHECK(descriptor.derive(0, 1).error() == Error::notRanged);
        CHECK_FALSE(descriptor.satisfy(descriptor.derive(0, 0).value(), SignsAll()));
        CHECK_FALSE(descriptor.plan({{0}, {}, {}, {}}));
        CHECK(descriptor.threshold() == 0);
    }
    CHECK(fault("addr(asdf)") == Error::address);
    CHECK(fault("addr(tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx)") == Error::address);
    CHECK(fault("raw(asdf)") == Error::rawHex);
    CHECK(fault("raw()") == Error::rawHex);
}

TEST_CASE("no witness of any kind weighs more than the descriptor says") {
    SignsAll source;
    source.sequence = 4320;
    for (const std::string& text :
         {"pk(" + KEY_A + ")", "pkh(" + KEY_A + ")", "sh(wpkh(" + KEY_A + "))", "sh(pkh(" + KEY_A + "))",
          "sh(multi(2," + KEY_A + "," + KEY_B + "," + KEY_C + "))", "multi(2," + KEY_A + "," + KEY_B + ")",
          "sh(wsh(multi(2," + KEY_A + "," + KEY_B + ")))", "rawtr(" + KEY_A + ")", RECOVERY,
          "wsh(and_v(v:pk(" + KEY_A + "),sha256(" + HASH + ")))",
          "wsh(thresh(2,pk(" + KEY_A + "),s:pk(" + KEY_B + "),sln:older(9)))"}) {
        const Descriptor descriptor = parsed(text);
        const auto spend = descriptor.satisfy(descriptor.derive(0, 0).value(), source);
        REQUIRE_MESSAGE(spend, text);
        CHECK_MESSAGE(weightOf(*spend) <= descriptor.maxInputWeight(), text);
        SpendAssets all{{}, {hex(HASH)}, 4320, {}};
        for (std::size_t i = 0; i < descriptor.keys().size(); ++i)
            all.keys.push_back(i);
        const auto plan = descriptor.plan(all);
        REQUIRE_MESSAGE(plan, text);
        CHECK_MESSAGE(plan->inputWeight == weightOf(*spend), text); // signatures of full size in both
    }
}

TEST_CASE("a taproot output is spent by key where it can be, else by the cheapest leaf that is signed") {
    const Descriptor tree = parsed(TREE);
    const auto script = tree.derive(0, 0).value();
    SignsAll source;
    CHECK(tree.satisfy(script, source)->witness == std::vector<Bytes>{Bytes(65, 0x40)});
    source.keyPath = false;
    CHECK_FALSE(tree.satisfy(script, source));
    source.leafKeys = {script.keys[2].key.xOnly(), script.keys[3].key.xOnly()};
    const auto second = tree.satisfy(script, source);
    REQUIRE(second);
    CHECK(second->leaf == 1);
    CHECK(second->witness == std::vector<Bytes>{Bytes(65, 0x41), Bytes(65, 0x41), script.leaves[1].script,
                                                script.leaves[1].controlBlock});
    CHECK(weightOf(*second) <= tree.maxInputWeight());
    source.leafKeys.push_back(script.keys[1].key.xOnly());
    CHECK(tree.satisfy(script, source)->leaf == 0);
    source.leafKeys = {script.keys[4].key.xOnly()};
    CHECK_FALSE(tree.satisfy(script, source));
    source.sequence = 143;
    CHECK_FALSE(tree.satisfy(script, source));
    source.sequence = 144;
    CHECK(tree.satisfy(script, source)->leaf == 2);
}

TEST_CASE("a plan says who signs, under which locks, and what it weighs") {
    const Descriptor vault = parsed(RECOVERY);
    CHECK(vault.timelocks() == std::vector<Timelock>{{Timelock::Kind::older, 4320}});
    CHECK(vault.threshold() == 1);
    CHECK_FALSE(vault.plan({{0}, {}, {}, {}}));
    CHECK_FALSE(vault.plan({{2}, {}, {}, {}}));
    CHECK_FALSE(vault.plan({{2}, {}, 4319, {}}));
    const auto primary = vault.plan({{0, 1}, {}, {}, {}});
    REQUIRE(primary);
    CHECK(primary->signers == std::vector<std::size_t>{0, 1});
    CHECK_FALSE(primary->older);
    const auto recovery = vault.plan({{2}, {}, 4320, {}});
    REQUIRE(recovery);
    CHECK(recovery->signers == std::vector<std::size_t>{2});
    CHECK(recovery->older == 4320);
    CHECK(recovery->inputWeight <= vault.maxInputWeight());
    const auto leaf = parsed(TREE).plan({{4}, {}, 144, {}});
    REQUIRE(leaf);
    CHECK(leaf->leaf == 2);
    CHECK(parsed(TREE).plan({{0, 4}, {}, 144, {}})->signers == std::vector<std::size_t>{0});
}

TEST_CASE("an internal key that nobody has opens no key path") {
    const Descriptor nobody =
        parsed("tr(" + NOBODY + ",multi_a(2," + KEY_A + "," + KEY_B + "," + KEY_C + "))");
    CHECK_FALSE(nobody.hasKeyPath());
    CHECK(nobody.threshold() == 2);
    CHECK_FALSE(nobody.plan({{0}, {}, {}, {}}));
    CHECK(nobody.plan({{1, 3}, {}, {}, {}})->leaf == 0);
    CHECK(parsed(TREE).hasKeyPath());
    CHECK(parsed(TREE).threshold() == 1);
}

TEST_CASE("trees are written with braces, at most 128 levels deep") {
    const std::string a = "pk(" + KEY_B + ")";
    const std::string b = "pk(" + KEY_C + ")";
    for (const std::string& tree :
         {"{" + a + "}", "{" + a + "," + b, a + "," + b, "{" + a + "," + b + "}}", "{" + a + "," + b + ",0}",
          std::string("{,}"), "{" + a + ",}", std::string("{}"), std::string("{"), "{{" + a + "," + b + "}",
          "{" + a + "," + b + "}" + a})
        CHECK_FALSE(Descriptor::parse("tr(" + KEY_A + "," + tree + ")", Network::main));
    CHECK(fault("tr(" + KEY_A + ",{" + a + "})") == Error::treeSyntax);
    CHECK(fault("tr(" + KEY_A + ",{" + a + ",})") == Error::treeSyntax);
    CHECK(fault("tr(" + KEY_A + ",{" + a + "," + b + "}" + a + ")") == Error::treeSyntax);
    const auto deep = [&](std::size_t levels) {
        std::string tree;
        for (std::size_t i = 0; i < levels; ++i)
            tree += "{l:pk(" + KEY_B + "),";
        return tree;
    };
    CHECK(fault("tr(" + KEY_A + "," + std::string(129, '{') + std::string(129, '}') + ")") ==
          Error::treeDepth);
    CHECK(fault("tr(" + KEY_A + "," + std::string(9'000, '{') + std::string(900, '}') + ")") ==
          Error::treeDepth);
    const Descriptor ladder =
        parsed("tr(" + KEY_A + "," + deep(100) + "pk(" + KEY_C + ")" + std::string(100, '}') + ")");
    const auto script = ladder.derive(0, 0).value();
    CHECK(script.leaves.back().depth == 100);
    CHECK(script.leaves.back().controlBlock.size() == 33 + 32 * 100);
    CHECK(ladder.textWithoutChecksum().size() < Descriptor::MAX_TEXT_LENGTH);
}

TEST_CASE("scripts inside sh() have at most 520 bytes, bare multisigs at most three keys") {
    std::string keys;
    for (std::uint32_t i = 0; i < 16; ++i)
        keys += "," + XPUB_A + "/" + std::to_string(i);
    const auto xpub = bitcoin::ExtendedPubKey::parse(XPUB_A).value();
    keys.clear();
    for (std::uint32_t i = 0; i < 15; ++i)
        keys += "," + base::toHex(xpub.derive(i)->publicKey().span());
    const std::string more = "," + base::toHex(xpub.derive(15)->publicKey().span());
    CHECK(Descriptor::parse("sh(multi(15" + keys + "))", Network::main));
    CHECK(fault("sh(multi(15" + keys + more + "))") == Error::redeemScriptTooLong);
    CHECK(Descriptor::parse("sh(wsh(multi(15" + keys + more + ")))", Network::main));
    CHECK(Descriptor::parse("multi(1," + KEY_A + "," + KEY_B + "," + KEY_C + ")", Network::main));
    CHECK(fault("multi(1," + KEY_A + "," + KEY_B + "," + KEY_C + more + ")") == Error::keyCount);
}

TEST_CASE("one key stands once in a script, but may stand in several leaves") {
    CHECK(fault("wsh(or_d(pk(" + KEY_A + "),pk(" + KEY_A + ")))") == Error::duplicateKey);
    CHECK(fault("wsh(or_d(pk(" + XPUB_A + "/<0;1>/*),pk(" + XPUB_A + "/<2;1>/*)))") == Error::duplicateKey);
    CHECK(fault("tr(" + KEY_A + ",or_d(pk(" + KEY_B + "),pk(" + KEY_B.substr(2) + ")))") ==
          Error::duplicateKey);
    CHECK(fault("tr(" + KEY_A + ",multi_a(2," + KEY_B + "," + KEY_B.substr(2) + "))") == Error::duplicateKey);
    CHECK(
        Descriptor::parse("wsh(or_d(pk(" + XPUB_A + "/<0;1>/*),pk(" + XPUB_A + "/<2;3>/*)))", Network::main));
    CHECK(Descriptor::parse("tr(" + KEY_A + ",{pk(" + KEY_A + "),and_v(v:pk(" + KEY_A + "),older(9))})",
                            Network::main));
}

TEST_CASE("no way to spend may count one private key twice") {
    const auto registrable = [](const std::string& text) {
        const auto checked = checkRegistrable(parsed(text));
        return checked ? std::nullopt : std::optional(checked.error());
    };
    const std::string a0 = XPUB_A + "/<0;1>/*";
    const std::string a2 = XPUB_A + "/<2;3>/*";
    const std::string b0 = XPUB_B + "/<0;1>/*";
    CHECK(registrable("wsh(and_v(v:pk(" + a0 + "),pk(" + a2 + ")))") == Error::holderTwice);
    CHECK(registrable("wsh(and_b(pk(" + a0 + "),s:pk(" + a2 + ")))") == Error::holderTwice);
    CHECK(registrable("wsh(thresh(2,pk(" + a0 + "),s:pk(" + b0 + "),s:pk(" + a2 + ")))") ==
          Error::holderTwice);
    CHECK(registrable("wsh(andor(pk(" + a0 + "),pk(" + a2 + "),pk(" + b0 + ")))") == Error::holderTwice);
    CHECK(registrable("tr(" + b0 + ",and_v(v:multi_a(1," + a0 + "," + KEY_C + "),pk(" + a2 + ")))") ==
          Error::holderTwice);
    // On different ways one private key may serve.
    CHECK(registrable("wsh(or_d(pk(" + a0 + "),and_v(v:pk(" + a2 + "),older(9))))") == std::nullopt);
    CHECK(registrable("wsh(andor(pk(" + a0 + "),pk(" + b0 + "),pk(" + a2 + ")))") == std::nullopt);
    CHECK(registrable("wsh(thresh(1,pk(" + a0 + "),s:pk(" + a2 + ")))") == std::nullopt);
    CHECK(registrable("tr(" + a0 + ",pk(" + a2 + "))") == std::nullopt);
}

TEST_CASE("a relative lock of a vault is one that consensus counts") {
    const auto registrable = [](std::uint32_t operand) {
        const std::string lock = "older(" + std::to_string(operand) + ")";
        const auto checked = checkRegistrable(
            parsed("wsh(or_d(pk(" + XPUB_A + "/<0;1>/*),and_v(v:pk(" + XPUB_B + "/<0;1>/*)," + lock + ")))"));
        return checked ? std::nullopt : std::optional(checked.error());
    };
    for (const std::uint32_t counted : {1U, 0xffffU, 0x400001U, 0x40ffffU})
        CHECK(registrable(counted) == std::nullopt);
    for (const std::uint32_t meaningless : {0x10000U, 0x10001U, 0x200001U, 0x400000U, 0x410000U, 0x7fffffffU})
        CHECK(registrable(meaningless) == Error::lockWithoutMeaning);
    const std::string leaf = "tr(" + XPUB_A + "/<0;1>/*,and_v(v:pk(" + XPUB_B + "/<0;1>/*),older(65536)))";
    CHECK(checkRegistrable(parsed(leaf)).error() == Error::lockWithoutMeaning);
}

TEST_CASE("vaults are of the kinds that the program signs for") {
    const std::string a = XPUB_A + "/<0;1>/*";
    const std::string b = XPUB_B + "/<0;1>/*";
    for (const std::string& text :
         {"wpkh(" + a + ")", "sh(wpkh(" + a + "))", "wsh(sortedmulti(1," + a + "," + b + "))",
          "sh(wsh(multi(1," + a + "," + b + ")))", "wsh(pk(" + a + "))", RECOVERY, "tr(" + a + ")",
          "tr(" + a + ",pk(" + b + "))"})
        CHECK_MESSAGE(checkRegistrable(parsed(text)), text);
    for (const std::string& text :
         {"pk(" + a + ")", "pkh(" + a + ")", "multi(1," + a + ")", "sh(multi(1," + a + "))",
          "sh(pk(" + a + "))", "combo(" + a + ")", "rawtr(" + a + ")", std::string("raw(deadbeef)"),
          std::string("addr(bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4)"),
          "tr(musig(" + XPUB_A + "," + XPUB_B + ")/<0;1>/*)"})
        CHECK_MESSAGE(checkRegistrable(parsed(text)).error() == Error::notForVaults, text);
}

TEST_CASE("musig() derives before or after it aggregates, never both") {
    const std::string pair = XPUB_A + "," + XPUB_B;
    const auto key = [](const std::string& text, std::uint32_t index) {
        return parsed(text).derive(0, index).value().keys[0];
    };
    const DerivedKey after = key("tr(musig(" + pair + ")/0/*)", 7);
    CHECK(after.musig->participants.size() == 2);
    CHECK(after.key != after.musig->aggregate);
    CHECK(after.path.text() == "m/0/7");
    CHECK(after.fingerprint == bitcoin::fingerprintOf(after.musig->aggregate));
    const DerivedKey before = key("tr(musig(" + XPUB_A + "/0/*," + XPUB_B + "/0/*))", 7);
    CHECK(before.key == before.musig->aggregate);
    CHECK(before.key != key("tr(musig(" + XPUB_A + "/0/*," + XPUB_B + "/0/*))", 8).key);
    // The order of the text does not matter (BIP390 sorts).
    CHECK(key("tr(musig(" + XPUB_B + "," + XPUB_A + ")/0/*)", 7).key == after.key);
    CHECK(fault("tr(musig(" + XPUB_A + "/*," + XPUB_B + ")/0/*)") == Error::musigPath);
    CHECK(fault("tr(musig(" + KEY_A + "," + KEY_B + ")/0/*)") == Error::musigPath);
    CHECK(fault("tr(musig(" + pair + ")/0h/*)") == Error::hardenedPath);
    CHECK(fault("tr(musig(" + XPUB_A + "))") == Error::musigSyntax);
    CHECK(fault("tr(musig(" + pair + ")x)") == Error::musigSyntax);
    CHECK(fault("tr(musig(musig(" + pair + ")," + XPUB_C + "))") == Error::musigSyntax);
    CHECK(fault("tr(musig(" + XPUB_A + "/<0;1>/*," + XPUB_B + "/<0;1;2>/*))") == Error::multipathLengths);
    CHECK(fault("tr(musig(" + KEY_A.substr(2) + "," + KEY_B + "))") == Error::keySyntax);
}

TEST_CASE("reading costs a bounded number of derivations") {
    std::string steps;
    for (int i = 0; i < 200; ++i)
        steps += "/0";
    std::string text = "wsh(multi(1";
    for (const std::string& key : {XPUB_A, XPUB_B, XPUB_C})
        text += "," + key + "/<0;1;2;3;4;5;6;7;8;9>" + steps + "/*";
    CHECK(fault(text + "))") == Error::pathTooLong);
    CHECK(fault(std::string(1'000'000, 'a')) == Error::tooLong);
}
