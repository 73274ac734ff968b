#include "descriptor/miniscript_decode.h"

#include "bitcoin/opcode.h"
#include "bitcoin/script.h"
#include "support/coins.h"
#include "support/random_miniscript.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;

namespace {

constexpr std::uint8_t KEYS = 8;

const std::vector<crypto::PublicKey>& keys() {
    static const std::vector<crypto::PublicKey> s_keys = [] {
        const test::Coins coins;
        std::vector<crypto::PublicKey> made;
        for (std::uint8_t n = 1; n <= KEYS; ++n)
            made.push_back(coins.key(n));
        return made;
    }();
    return s_keys;
}

/// `A` to `H` for the keys; `#` for a hash of 32 bytes and `~` for one of 20.
Result<Miniscript> parse(std::string text, ScriptContext context) {
    for (const auto& [letter, hash] : {std::pair{'#', std::string(64, '7')}, {'~', std::string(40, '8')}})
        for (std::size_t at = text.find(letter); at != std::string::npos; at = text.find(letter))
            text.replace(at, 1, hash);
    return Miniscript::parse(text, context, [](std::string_view key) -> Result<std::uint32_t> {
        if (key.size() != 1 || key[0] < 'A' || key[0] >= 'A' + KEYS)
            return base::Unexpected(Error::keySyntax);
        return static_cast<std::uint32_t>(key[0] - 'A');
    });
}

std::optional<DecodedMiniscript> decode(ByteSpan script, ScriptContext context) {
    return decodeMiniscript(script, context, [&](ByteSpan hash) -> std::optional<crypto::PublicKey> {
        for (const crypto::PublicKey& key : keys())
            if (const ByteSpan bytes = key.span().subspan(context == ScriptContext::tapscript ? 1 : 0);
                std::ranges::equal(crypto::hash160(bytes).span(), hash))
                return key;
        return std::nullopt;
    });
}

/// Reads back to an expression of the same script, size, costs and type.
void mustReadBack(const std::string& text, ScriptContext context) {
    CAPTURE(text);
    const auto expression = parse(text, context);
    REQUIRE(expression);
    const Bytes script = expression->script(keys());
    const auto decoded = decode(script, context);
    REQUIRE(decoded);
    CHECK(decoded->expression.script(decoded->keys) == script);
    CHECK(decoded->expression.limits().witnessSize == expression->limits().witnessSize);
    CHECK(decoded->expression.limits().signatures == expression->limits().signatures);
    CHECK(decoded->expression.checkSanity().has_value() == expression->checkSanity().has_value());
    for (std::size_t size = 0; size < script.size(); ++size)
        if (const auto part = decode(ByteSpan(script).first(size), context))
            CHECK(part->expression.script(part->keys).size() ==
                  size); // a whole one that this one begins with
}

} // namespace

TEST_CASE("every fragment reads back from its script") {
    for (const char* const text : {"pk(A)",
                                   "pkh(A)",
                                   "and_v(v:pk(A),older(1))",
                                   "and_v(v:pk(A),older(16))",
                                   "and_v(v:pkh(A),older(17))",
                                   "and_v(v:pk(A),after(127))",
                                   "and_v(v:pk(A),after(128))",
                                   "and_v(v:pk(A),after(32768))",
                                   "and_v(v:pk(A),after(8388608))",
                                   "and_v(v:pk(A),after(2147483647))",
                                   "and_v(v:pk(A),sha256(#))",
                                   "and_v(v:pk(A),hash256(#))",
                                   "and_v(v:pk(A),ripemd160(~))",
                                   "and_v(v:pk(A),hash160(~))",
                                   "and_v(v:hash160(~),and_v(v:sha256(#),pk(A)))",
                                   "and_b(pk(A),a:pk(B))",
                                   "and_b(pk(A),s:pk(B))",
                                   "or_b(pk(A),s:pk(B))",
                                   "or_b(pk(A),a:and_b(pk(B),s:pk(C)))",
                                   "or_d(pk(A),pkh(B))",
                                   "or_i(pk(A),pkh(B))",
                                   "t:or_c(pk(A),v:pk(B))",
                                   "andor(pk(A),older(9),pk(B))",
                                   "and_n(pk(A),pk(B))",
                                   "thresh(1,pk(A))",
                                   "thresh(2,pk(A),s:pk(B),a:pkh(C))",
                                   "thresh(3,pk(A),s:pk(B),sln:older(144))",
                                   "u:pk(A)",
                                   "l:pk(A)",
                                   "j:and_v(v:pk(A),older(7))",
                                   "or_d(pk(A),and_v(v:pk(B),n:or_i(pk(C),0)))",
                                   "c:or_i(pk_k(A),pk_h(B))",
                                   "c:and_v(v:older(3),pk_k(A))",
                                   "or_d(pk(A),dv:older(5))",
                                   "0",
                                   "1",
                                   "and_v(and_v(v:pk(A),v:pk(B)),and_v(v:pk(C),pk(D)))",
                                   "and_v(v:and_v(v:pk(A),pk(B)),older(2))"}) {
        mustReadBack(text, ScriptContext::segwitV0);
        mustReadBack(text, ScriptContext::tapscript);
    }
    for (const char* const text : {"multi(1,A)", "multi(2,C,A,B)", "sortedmulti(2,C,A,B)"}) {
        mustReadBack(text, ScriptContext::legacy);
        mustReadBack(text, ScriptContext::segwitV0);
    }
    mustReadBack("or_d(multi(2,A,B),and_v(v:multi(1,C,D),older(52560)))", ScriptContext::segwitV0);
    mustReadBack("multi_a(1,A)", ScriptContext::tapscript);
    mustReadBack("sortedmulti_a(2,C,A,B)", ScriptContext::tapscript);
    mustReadBack("or_d(multi_a(2,A,B),and_v(v:multi_a(1,C,D),older(52560)))", ScriptContext::tapscript);
    mustReadBack("pk(A)", ScriptContext::legacy);
    mustReadBack("pkh(A)", ScriptContext::legacy);
}

TEST_CASE("random expressions read back from their scripts") {
    for (const ScriptContext context : {ScriptContext::segwitV0, ScriptContext::tapscript}) {
        test::RandomMiniscript random(5, context);
        std::size_t typed = 0;
        for (int i = 0; i < 30'000 && typed < 400; ++i) {
            const std::string text = random.script();
            if (!parse(text, context))
                continue;
            mustReadBack(text, context);
            ++typed;
        }
        CHECK(typed == 400);
    }
}

TEST_CASE("a script that is no miniscript, or one in other words, is not read") {
    const Bytes script = parse("and_v(v:pk(A),older(144))", ScriptContext::segwitV0)->script(keys());
    REQUIRE(decode(script, ScriptContext::segwitV0));
    CHECK_FALSE(decode(script, ScriptContext::tapscript)); // keys of 33 bytes
    CHECK_FALSE(decode({}, ScriptContext::segwitV0));
    for (const std::uint8_t code : std::initializer_list<std::uint8_t>{0x61, 0x75, 0xab, 0x50, 0x6a, 0x4b})
        for (const std::size_t at : {std::size_t{0}, script.size()}) {
            Bytes other = script;
            other.insert(other.begin() + static_cast<std::ptrdiff_t>(at), code);
            CHECK_FALSE(decode(other, ScriptContext::segwitV0));
        }
    Bytes longPush = script; // PUSHDATA1 of the key
    longPush.insert(longPush.begin(), bitcoin::OP_PUSHDATA1);
    CHECK_FALSE(decode(longPush, ScriptContext::segwitV0));
    Bytes twoOperations = script; // CHECKSIG VERIFY for CHECKSIGVERIFY
    twoOperations[34] = bitcoin::OP_CHECKSIG;
    twoOperations.insert(twoOperations.begin() + 35, bitcoin::OP_VERIFY);
    CHECK_FALSE(decode(twoOperations, ScriptContext::segwitV0));
    Bytes longNumber = script; // 144 in three bytes
    longNumber[35] = 3;
    longNumber.insert(longNumber.begin() + 38, 0);
    CHECK_FALSE(decode(longNumber, ScriptContext::segwitV0));
    Bytes noPoint = script;
    noPoint[0] = 0x21;
    std::fill(noPoint.begin() + 2, noPoint.begin() + 34, std::uint8_t{0xff});
    CHECK_FALSE(decode(noPoint, ScriptContext::segwitV0));
}

TEST_CASE("every changed byte gives another script or none, never one that is read as what it is not") {
    const Bytes script =
        parse("andor(pk(A),older(9),thresh(2,pkh(B),s:pk(C),a:sha256(#)))", ScriptContext::segwitV0)
            ->script(keys());
    for (std::size_t at = 0; at < script.size(); ++at)
        for (std::uint8_t bit = 0; bit < 8; ++bit) {
            Bytes other = script;
            other[at] = static_cast<std::uint8_t>(other[at] ^ (1U << bit));
            if (const auto decoded = decode(other, ScriptContext::segwitV0))
                CHECK(decoded->expression.script(decoded->keys) == other);
        }
}

TEST_CASE("a key that is known by its hash alone has to be found") {
    const Bytes script = parse("or_i(pkh(A),pk(B))", ScriptContext::segwitV0)->script(keys());
    CHECK(decode(script, ScriptContext::segwitV0)->keys.size() == 2);
    CHECK_FALSE(decodeMiniscript(script, ScriptContext::segwitV0, [](ByteSpan) { return std::nullopt; }));
    // Whoever answers with another key is not believed.
    CHECK_FALSE(decodeMiniscript(script, ScriptContext::segwitV0, [](ByteSpan) { return keys()[3]; }));
}

TEST_CASE("scripts longer than any descriptor's are not read") {
    Bytes script;
    while (script.size() < MAX_DECODED_SCRIPT_SIZE) // v:1
        script.insert(script.end(), {bitcoin::OP_1, bitcoin::OP_VERIFY});
    script.push_back(bitcoin::OP_1);
    CHECK_FALSE(decode(script, ScriptContext::tapscript));
    script.erase(script.begin(), script.begin() + 2);
    CHECK(decode(script, ScriptContext::tapscript));
}
