#include "descriptor/miniscript.h"

#include "base/text_encoding.h"
#include "examples.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using namespace strongroom::test;

namespace {

/// Keys A, B, C … for the letters of a test's text, in the order they are met.
struct Table {
    std::vector<crypto::PublicKey> keys;

    [[nodiscard]] Miniscript::KeyReader reader() {
        return [this](std::string_view name) -> Result<std::uint32_t> {
            const std::map<std::string, std::string> known{{"A", KEY_A}, {"B", KEY_B}, {"C", KEY_C}};
            const auto found = known.find(std::string(name));
            if (found == known.end())
                return base::Unexpected(Error::keySyntax);
            keys.push_back(*crypto::PublicKey::parse(hex(found->second)));
            names.emplace_back(name);
            return static_cast<std::uint32_t>(keys.size() - 1);
        };
    }
    [[nodiscard]] Miniscript::KeyWriter writer() const {
        return [this](std::uint32_t key) { return names[key]; };
    }

    std::vector<std::string> names;
};

Error fault(const std::string& text, ScriptContext context = ScriptContext::segwitV0) {
    Table table;
    const auto parsed = Miniscript::parse(text, context, table.reader());
    if (!parsed)
        return parsed.error();
    const auto sane = parsed->checkSanity();
    REQUIRE_MESSAGE(!sane, text);
    return sane.error();
}

std::string canonical(const std::string& text, ScriptContext context = ScriptContext::segwitV0) {
    Table table;
    const auto parsed = Miniscript::parse(text, context, table.reader());
    REQUIRE_MESSAGE(parsed, text);
    return parsed->text(table.writer());
}

/// What a test hands out: signatures of one byte each, preimages, locks.
class GivenAssets final : public MiniscriptAssets {
public:
    std::map<std::uint32_t, Bytes> signatures;
    bool preimages = false;
    std::uint32_t older = 0;
    std::uint32_t after = 0;

    [[nodiscard]] std::optional<Bytes> signature(std::uint32_t key) const override {
        const auto found = signatures.find(key);
        return found == signatures.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<Bytes> preimage(HashKind, ByteSpan) const override {
        return preimages ? std::optional(Bytes(32, 7)) : std::nullopt;
    }
    [[nodiscard]] bool olderReached(std::uint32_t operand) const override { return operand <= older; }
    [[nodiscard]] bool afterReached(std::uint32_t operand) const override { return operand <= after; }
};

/// The witness as hex items, or "none".
std::string witness(const std::string& text, const GivenAssets& assets,
                    ScriptContext context = ScriptContext::segwitV0) {
    Table table;
    const auto parsed = Miniscript::parse(text, context, table.reader());
    REQUIRE_MESSAGE(parsed, text);
    const auto found = parsed->satisfy(table.keys, assets);
    if (!found)
        return "none";
    std::string items;
    for (const WitnessItem& item : found->items)
        items += (items.empty() ? "" : " ") + (item.bytes.empty() ? "-" : base::toHex(item.bytes));
    CHECK(found->items.size() <= parsed->limits().witnessItems);
    return items;
}

const std::string HASH32(64, '1');
const std::string SHA = "sha256(" + HASH32 + ")";
const std::string PREIMAGE = base::toHex(Bytes(32, 7));

} // namespace

TEST_CASE("an expression writes back in its canonical spelling") {
    for (const std::string& text :
         {std::string("pk(A)"), std::string("or_d(pk(A),and_v(v:pkh(B),older(144)))"),
          std::string("andor(pk(A),older(5),pk(B))"),
          std::string("and_n(pk(A),and_b(l:older(9),a:older(16)))"),
          std::string("thresh(2,pk(A),s:pk(B),sln:older(12960))"), "and_v(v:" + SHA + ",pk(A))",
          std::string("lltvln:after(1231488000)"), std::string("t:or_c(pk(A),v:pk(B))"),
          std::string("multi(2,A,B)"), std::string("sortedmulti(1,B,A)"), std::string("uuj:multi(1,A)")})
        CHECK(canonical(text) == text);
    CHECK(canonical("c:pk_k(A)") == "pk(A)");
    CHECK(canonical("and_v(vc:pk_h(A),1)") == "tv:pkh(A)");
    CHECK(canonical("or_i(0,pk(A))") == "l:pk(A)");
    CHECK(canonical("or_i(pk(A),0)") == "u:pk(A)");
    CHECK(canonical("andor(pk(A),older(1),0)") == "and_n(pk(A),older(1))");
    CHECK(canonical("multi_a(1,A,B)", ScriptContext::tapscript) == "multi_a(1,A,B)");
}

TEST_CASE("text that is no expression of miniscript is refused with its own code") {
    CHECK(fault("foo(A)") == Error::unknownFunction);
    CHECK(fault("wpkh(A)") == Error::misplacedFunction);
    CHECK(fault("multi_a(1,A)") == Error::misplacedFunction);
    CHECK(fault("multi(1,A)", ScriptContext::tapscript) == Error::misplacedFunction);
    CHECK(fault("and_v(v:pk(A),sortedmulti(1,B))") == Error::misplacedFunction);
    CHECK(fault("2") == Error::scriptExpected);
    CHECK(fault("") == Error::scriptExpected);
    CHECK(fault("q:pk(A)") == Error::miniscriptWrapper);
    CHECK(fault(":pk(A)") == Error::miniscriptWrapper);
    CHECK(fault("vv:") == Error::scriptExpected);
    CHECK(fault("and_v(v:pk(A))") == Error::miniscriptArguments);
    CHECK(fault("and_v(v:pk(A),pk(B),pk(C))") == Error::miniscriptArguments);
    CHECK(fault("andor(pk(A),pk(B))") == Error::miniscriptArguments);
    for (const char* text :
         {"and_v(v:pk(A),pk(B)", "and_v(v:pk(A),pk(B)))", "and_v(v:pk(A)pk(B))", "pk(A),", "pk(A)x", "pk(A"})
        CHECK(fault(text) == Error::syntax);
    for (const char* number : {"0", "2147483648", "-1", "+1", "01", "", "1x", "4294967297"}) {
        CHECK(fault("and_v(v:pk(A),older(" + std::string(number) + "))") == Error::miniscriptLock);
        CHECK(fault("and_v(v:pk(A),after(" + std::string(number) + "))") == Error::miniscriptLock);
    }
    for (const std::string& hash : {HASH32.substr(2), HASH32 + "11", std::string("zz"), std::string()})
        CHECK(fault("and_v(v:pk(A),sha256(" + hash + "))") == Error::miniscriptHash);
    CHECK(fault("and_v(v:pk(A),hash160(" + HASH32 + "))") == Error::miniscriptHash);
    for (const char* text : {"thresh(0,pk(A))", "thresh(2,pk(A))", "thresh(a,pk(A))", "thresh(1)",
                             "multi(0,A)", "multi(2,A)", "multi(x,A)"})
        CHECK(fault(text) == Error::threshold);
    CHECK(fault("multi(1)") == Error::keyCount);
    CHECK(fault("pk(D)") == Error::keySyntax);
}

TEST_CASE("an expression without a type, or of another type than B, is refused") {
    CHECK(fault("and_v(pk(A),pk(B))") == Error::miniscriptType);
    CHECK(fault("or_b(pk(A),pk(B))") == Error::miniscriptType);
    CHECK(fault("thresh(2,pk(A),pk(B))") == Error::miniscriptType);
    CHECK(fault("pk_k(A)") == Error::miniscriptTopLevel);
    CHECK(fault("v:pk(A)") == Error::miniscriptTopLevel);
    CHECK(fault("a:pk(A)") == Error::miniscriptTopLevel);
    // The argument of OP_IF is minimal by consensus in tapscript only (BIP342): d: has u there alone.
    CHECK(fault("thresh(1,dv:older(9),s:pk(A))") == Error::miniscriptType);
    Table table;
    CHECK(Miniscript::parse("thresh(1,dv:older(9),s:pk(A))", ScriptContext::tapscript, table.reader()));
}

TEST_CASE("insane expressions are refused: no signature, malleable, mixed locks, unsatisfiable, too large") {
    CHECK(fault("or_i(older(1),pk(A))") == Error::miniscriptUnsigned);
    CHECK(fault(SHA) == Error::miniscriptUnsigned);
    CHECK(fault("or_b(l:after(100),al:after(1000000000))") == Error::miniscriptMalleable);
    CHECK(fault("thresh(2,pk(A),s:" + SHA + ",a:" + SHA + ")") == Error::miniscriptMalleable);
    CHECK(fault("and_v(v:pk(A),and_v(v:after(100),after(1000000000)))") == Error::miniscriptTimelockMix);
    CHECK(fault("and_v(v:pk(A),and_v(v:older(100),older(4194305)))") == Error::miniscriptTimelockMix);
    CHECK(fault("and_b(pk(A),a:0)") == Error::miniscriptUnsatisfiable);
    std::string deep = "pk(A)";
    for (int i = 0; i < 210; ++i) // one operation each, of 201
        deep = "n" + (i == 0 ? ":" + deep : deep);
    CHECK(fault(deep) == Error::miniscriptResources);
    std::string wide = "pk(A)";
    for (int i = 0; i < 101; ++i) // one item of the witness each, of 100
        wide = "or_i(pk(B)," + wide + ")";
    CHECK(fault(wide) == Error::miniscriptResources);
}

TEST_CASE("nesting to the longest text a descriptor may have costs no stack") {
    const std::string wrappers(9'990, 'n');
    CHECK(fault(wrappers + ":pk(A)") == Error::miniscriptResources);
    std::string ors;
    for (int i = 0; i < 1'400; ++i)
        ors += "or_i(0,";
    CHECK(fault(ors + "pk(A)" + std::string(1'400, ')')) == Error::miniscriptResources);
    CHECK(fault(ors) == Error::scriptExpected);
    Table table;
    const auto tall =
        Miniscript::parse(ors + "pk(A)" + std::string(1'400, ')'), ScriptContext::tapscript, table.reader());
    REQUIRE(tall);
    CHECK(tall->text(table.writer()) == std::string(1'400, 'l') + ":pk(A)");
    CHECK(tall->script(table.keys).size() == tall->limits().scriptSize);
}

TEST_CASE("the cheapest way that needs a signature is taken") {
    GivenAssets assets;
    const std::string either = "or_d(pk(A),and_v(v:pkh(B),older(144)))";
    CHECK(witness(either, assets) == "none");
    assets.signatures = {{1, {0xbb}}};
    CHECK(witness(either, assets) == "none"); // the lock has not passed
    assets.older = 144;
    CHECK(witness(either, assets) == "bb " + KEY_B + " -");
    assets.signatures[0] = {0xaa};
    CHECK(witness(either, assets) == "aa");
    CHECK(witness("or_i(pk(A),pk(B))", assets) == "bb -"); // <1> costs a byte more than nothing
    assets.signatures[1] = Bytes(9, 0xbb);
    CHECK(witness("or_i(pk(A),pk(B))", assets) == "aa 01");
}

TEST_CASE("thresholds take exactly as many signatures as they need, the smallest ones") {
    GivenAssets assets;
    assets.signatures = {{0, Bytes(3, 0xaa)}, {1, {0xbb}}, {2, {0xcc}}};
    CHECK(witness("multi(2,A,B,C)", assets) == "- bb cc");
    CHECK(witness("thresh(2,pk(A),s:pk(B),s:pk(C))", assets) == "cc bb -");
    CHECK(witness("multi_a(2,A,B,C)", assets, ScriptContext::tapscript) == "cc bb -");
    assets.signatures.erase(1);
    CHECK(witness("multi(2,A,B,C)", assets) == "- aaaaaa cc");
    CHECK(witness("thresh(2,pk(A),s:pk(B),s:pk(C))", assets) == "cc - aaaaaa");
    assets.signatures.erase(0);
    CHECK(witness("multi(2,A,B,C)", assets) == "none");
    CHECK(witness("thresh(2,pk(A),s:pk(B),s:pk(C))", assets) == "none");
}

TEST_CASE("a way that others could take instead is never avoided by a signature") {
    // Both branches open: who sees the witness could replace the signed branch by the lock's, so the lock's
    // is taken, and stands as long as somebody signs beside it.
    GivenAssets assets;
    assets.signatures = {{0, {0xaa}}, {1, {0xbb}}};
    assets.older = 9;
    CHECK(witness("and_v(v:pk(A),or_d(pk(B),older(9)))", assets) == "- aa");
    // Two ways without a signature: whichever is taken, the other remains to others.
    assets.preimages = true;
    CHECK(witness("and_v(v:pk(A),or_d(" + SHA + ",older(9)))", assets) == "none");
    assets.preimages = false;
    assets.older = 0;
    CHECK(witness("and_v(v:pk(A)," + SHA + ")", assets) == "none");
    assets.preimages = true;
    CHECK(witness("and_v(v:pk(A)," + SHA + ")", assets) == PREIMAGE + " aa");
}

TEST_CASE("the strictest locks of the path taken are told") {
    Table table;
    const auto parsed = Miniscript::parse("and_v(v:pk(A),and_v(v:older(5),and_v(v:older(9),after(700))))",
                                          ScriptContext::segwitV0, table.reader());
    GivenAssets assets;
    assets.signatures = {{0, {0xaa}}};
    assets.older = 9;
    assets.after = 700;
    const auto found = parsed->satisfy(table.keys, assets);
    REQUIRE(found);
    CHECK(found->older == 9);
    CHECK(found->after == 700);
    assets.older = 8;
    CHECK_FALSE(parsed->satisfy(table.keys, assets));
}

TEST_CASE("the fewest signatures are counted over every path") {
    const auto fewest = [](const std::string& text) {
        Table table;
        return Miniscript::parse(text, ScriptContext::segwitV0, table.reader())->limits().signatures;
    };
    CHECK(fewest("multi(2,A,B,C)") == 2);
    CHECK(fewest("or_d(multi(2,A,B),and_v(v:pk(C),older(9)))") == 1);
    CHECK(fewest("thresh(3,pk(A),s:pk(B),s:pk(C),sln:older(9))") == 2);
    CHECK(fewest("andor(pk(A),pk(B),multi(2,A,C))") == 2);
}
