#include "crypto/envelope.h"

#include "base/text_encoding.h"

#include <array>
#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using base::asBytes;
using base::asText;
using base::Json;
using base::toHex;

namespace {

constexpr std::size_t LIMIT = 65'536;
const std::string TREASURY(64, '1');

Ed25519KeyPair keyPair(std::uint8_t first) {
    Ed25519Seed seed;
    for (std::size_t i = 0; i < Ed25519Seed::SIZE; ++i)
        seed.mutableSpan()[i] = static_cast<std::uint8_t>(first + i);
    return Ed25519KeyPair::fromSeed(seed);
}

Unsigned example() {
    return {"example", TREASURY, Json::Object{}};
}

SignedObject signedBy(std::initializer_list<std::uint8_t> seeds) {
    std::vector<Signature> signatures;
    for (const std::uint8_t seed : seeds)
        signatures.push_back(signWith(example(), keyPair(seed)));
    return assemble(example(), std::move(signatures));
}

/// The error of the example document after replacing `from` by `to`.
Error errorAfter(std::string_view from, std::string_view to) {
    std::string text(asText(signedBy({0}).bytes()));
    const auto position = text.find(from);
    REQUIRE(position != std::string::npos);
    text.replace(position, from.size(), to);
    const auto result = SignedObject::parse(asBytes(text), LIMIT);
    REQUIRE_FALSE(result);
    return result.error();
}

} // namespace

TEST_CASE("the example of docs/formats/envelope.md is what comes out") {
    const SignedObject object = signedBy({0});
    CHECK(
        asText(object.bytes()) ==
        R"({"body":{},"sigs":[{"alg":"ed25519","aux":"","key_id":"99f5f5a25aa57af6e8bd9ce2a6dc017d","sig":"641aac0925fc67142832e79281b8099fbacfdd9b76def79ef7e16ffd0fa0f26a6b959d5f887f31e47544582cc8360666668e748fa3ce2a14e68cefa043f28607"}],"treasury":"1111111111111111111111111111111111111111111111111111111111111111","type":"example","v":1})");
    CHECK(toHex(object.digest().span()) ==
          "762353148012069fe74c3b8331319ee4bb44383366fb442b9b2d156034c3665c");
    CHECK(toHex(object.id().span()) == "e838a178e5e2aefa9401f2040261186eb7125760d0fd1d92a52523e67d51d687");
}

TEST_CASE("an assembled object parses back to the same and verifies") {
    const SignedObject object = signedBy({0, 50, 100});
    const auto parsed = SignedObject::parse(object.bytes(), LIMIT);
    REQUIRE(parsed);
    CHECK(*parsed == object);
    CHECK(parsed->type() == "example");
    CHECK(parsed->treasury() == TREASURY);
    CHECK(parsed->id() == object.id());
    CHECK(parsed->hash() == sha256(object.bytes()));
    for (const std::uint8_t seed : {std::uint8_t{0}, std::uint8_t{50}, std::uint8_t{100}}) {
        int verified = 0;
        for (std::size_t i = 0; i < parsed->signatures().size(); ++i)
            verified += verifies(*parsed, i, keyPair(seed).publicKey()) ? 1 : 0;
        CHECK(verified == 1);
    }
}

TEST_CASE("the order of signing changes nothing and one key signs once") {
    CHECK(signedBy({0, 50, 100}) == signedBy({100, 0, 50}));
    CHECK(signedBy({0, 0}) == signedBy({0}));
}

TEST_CASE("the id does not depend on who signed, the hash does") {
    CHECK(signedBy({0}).id() == signedBy({50, 100}).id());
    CHECK(signedBy({0}).hash() != signedBy({50}).hash());
    CHECK(signedBy({0}).id() != signedBy({0}).digest());
}

TEST_CASE("type, treasury and body are all under the signature") {
    const Unsigned original = example();
    Unsigned changed = original;
    changed.type = "other";
    CHECK(changed.digest() != original.digest());
    changed = original;
    changed.treasury = std::string(64, '2');
    CHECK(changed.digest() != original.digest());
    changed = original;
    changed.body = Json::Object{{"a", 1}};
    CHECK(changed.digest() != original.digest());
    CHECK(changed.id() != original.id());
}

TEST_CASE("a signature moved to another object does not verify") {
    Unsigned other = example();
    other.body = Json::Object{{"amount", 1}};
    const SignedObject object = assemble(other, {signWith(example(), keyPair(0))});
    CHECK_FALSE(verifies(object, 0, keyPair(0).publicKey()));
    CHECK(verifies(signedBy({0}), 0, keyPair(0).publicKey()));
}

TEST_CASE("a signature verifies only under the key whose id it names") {
    Signature signature = signWith(example(), keyPair(0));
    signature.keyId = keyIdOf(keyPair(50).publicKey());
    const SignedObject object = assemble(example(), {signature});
    CHECK_FALSE(verifies(object, 0, keyPair(0).publicKey()));
    CHECK_FALSE(verifies(object, 0, keyPair(50).publicKey()));
    CHECK_FALSE(verifies(object, 1, keyPair(0).publicKey()));
}

TEST_CASE("an object past its size limit is refused before it is parsed") {
    const SignedObject object = signedBy({0});
    CHECK(SignedObject::parse(object.bytes(), object.bytes().size()));
    CHECK(SignedObject::parse(object.bytes(), object.bytes().size() - 1).error() == Error::envelopeTooLarge);
}

TEST_CASE("what is not canonical is refused") {
    CHECK(errorAfter("{\"body\"", "{ \"body\"") == Error::envelopeNotCanonical);
    CHECK(errorAfter("\"v\":1}", "\"v\":1.0}") == Error::envelopeNotCanonical);
    CHECK(errorAfter("\"v\":1}", "\"v\":1,\"v\":1}") == Error::envelopeNotCanonical);
    CHECK(errorAfter("\"v\":1}", "\"v\":1}\n") == Error::envelopeNotCanonical);
    CHECK(errorAfter("\"body\":{},", "") == Error::envelopeMalformed);
    CHECK(SignedObject::parse({}, LIMIT).error() == Error::envelopeNotCanonical);
}

TEST_CASE("another version is refused as such") {
    CHECK(errorAfter("\"v\":1}", "\"v\":2}") == Error::envelopeVersionUnknown);
}

TEST_CASE("missing, unknown and wrong members are refused") {
    CHECK(errorAfter("\"body\":{}", "\"body\":[]") == Error::envelopeMalformed);
    CHECK(errorAfter("\"body\":{}", "\"a\":0,\"body\":{}") == Error::envelopeMalformed);
    CHECK(errorAfter(",\"v\":1}", "}") == Error::envelopeMalformed);
    CHECK(errorAfter("\"example\"", "\"Example\"") == Error::envelopeMalformed);
    CHECK(errorAfter("\"example\"", "\"\"") == Error::envelopeMalformed);
    CHECK(errorAfter("\"example\"", "\"" + std::string(65, 'a') + "\"") == Error::envelopeMalformed);
    CHECK(errorAfter(TREASURY, std::string(63, '1')) == Error::envelopeMalformed);
    CHECK(errorAfter(TREASURY, std::string(64, 'A')) == Error::envelopeMalformed);
    CHECK(errorAfter("\"aux\":\"\"", "\"aux\":\"00\"") == Error::envelopeMalformed);
    CHECK(errorAfter("\"key_id\":\"", "\"key_id\":\"00") == Error::envelopeMalformed);
    CHECK(errorAfter("\"sig\":\"", "\"sig\":\"00") == Error::envelopeMalformed);
    CHECK(errorAfter("{\"alg\"", "{\"a\":0,\"alg\"") == Error::envelopeMalformed);
}

TEST_CASE("only a genesis has no treasury") {
    CHECK(errorAfter(TREASURY, "") == Error::envelopeMalformed);
    CHECK(errorAfter("\"example\"", "\"genesis\"") == Error::envelopeMalformed);
    const Unsigned genesis{"genesis", "", Json::Object{}};
    CHECK(SignedObject::parse(assemble(genesis, {signWith(genesis, keyPair(0))}).bytes(), LIMIT));
}

TEST_CASE("an algorithm that cannot be verified is refused") {
    CHECK(errorAfter("\"ed25519\"", "\"ed448\"") == Error::envelopeAlgorithmUnknown);
}

TEST_CASE("no signature, too many, in another order or twice by one key are refused") {
    const std::string text(asText(signedBy({0, 50}).bytes()));
    const auto begin = text.find("[{") + 1;
    const auto middle = text.find("},{") + 1;
    const auto end = text.find("}]") + 1;
    const std::string first = text.substr(begin, middle - begin);
    const std::string second = text.substr(middle + 1, end - middle - 1);
    const auto parse = [&](const std::string& signatures) {
        return SignedObject::parse(asBytes(text.substr(0, begin) + signatures + text.substr(end)), LIMIT);
    };
    REQUIRE(parse(first + "," + second));
    CHECK(parse(second + "," + first).error() == Error::envelopeSignatureOrder);
    CHECK(parse(first + "," + first).error() == Error::envelopeSignatureOrder);
    CHECK(parse("").error() == Error::envelopeMalformed);
    std::string many = first;
    for (std::size_t i = 0; i < MAX_ENVELOPE_SIGNATURES; ++i)
        many += "," + first;
    CHECK(parse(many).error() == Error::envelopeMalformed);
}

TEST_CASE("a flipped bit anywhere is refused or verifies no more") {
    const SignedObject object = signedBy({0});
    for (std::size_t i = 0; i < object.bytes().size(); ++i) {
        base::Bytes altered = object.bytes();
        altered[i] ^= 1U;
        const auto parsed = SignedObject::parse(altered, LIMIT);
        CHECK_FALSE((parsed && verifies(*parsed, 0, keyPair(0).publicKey())));
    }
}
