#include "treasury/intent.h"

#include "subject.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

Intent intent() {
    Intent result = test::draftedIntent();
    result.body.bump = Bump{base::Amount::sat(50'000), base::FeeRate::satPerVb(100)};
    return result;
}

/// Changes one thing of the JSON, signs it properly, and says what reading it gives.
base::Result<Intent, Error> readChanged(const std::function<void(base::Json::Object&)>& change) {
    crypto::Unsigned object = toUnsigned(intent());
    change(*object.body.object());
    return parseIntent(test::sign(object, {"anna"}));
}

bool malformed(const std::function<void(base::Json::Object&)>& change) {
    const auto result = readChanged(change);
    return !result && result.error() == Error::malformed;
}

bool malformedBody(const std::string& key, base::Json value) {
    return malformed([&](base::Json::Object& o) { o["body"].object()->insert_or_assign(key, value); });
}

/// The first entry of a list in the body.
base::Json::Object& firstOf(base::Json::Object& intentJson, const char* list) {
    return *intentJson["body"].object()->at(list).array()->front().object();
}

} // namespace

TEST_CASE("an intent survives its signed form, byte for byte") {
    const crypto::SignedObject object = test::signedIntent(intent());
    const auto again = parseIntent(*crypto::SignedObject::parse(object.bytes(), MAX_INTENT_BYTES));
    REQUIRE(again);
    CHECK(*again == intent());
    CHECK(intentDigest(*again) == intentDigest(intent()));
}

TEST_CASE("the digest is the tagged hash of the canonical text, and the withdrawal is named by the first") {
    const std::string text = toJson(intent()).canonical();
    CHECK(intentDigest(intent()) == crypto::taggedHash("strongroom/intent/1", base::asBytes(text)));
    CHECK(withdrawalId(intent()) == intentDigest(intent()));
    Intent second = intent();
    second.withdrawal = intentDigest(intent());
    second.body.replaces = intentDigest(intent());
    CHECK(withdrawalId(second) == intentDigest(intent()));
    CHECK(intentDigest(second) != intentDigest(intent()));
}

TEST_CASE("every part of an intent is in its digest") {
    const crypto::Hash256 digest = intentDigest(intent());
    const auto differs = [&](const std::function<void(Intent&)>& change) {
        Intent other = intent();
        change(other);
        return intentDigest(other) != digest;
    };
    CHECK(differs([](Intent& i) { i.treasury.mutableSpan()[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.initiator.mutableSpan()[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.nonce[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.expiry.seconds += 1; }));
    CHECK(differs([](Intent& i) { i.policyHash.mutableSpan()[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.authorityVersion += 1; }));
    CHECK(differs([](Intent& i) { i.body.network = bitcoin::Network::signet; }));
    CHECK(differs([](Intent& i) { i.body.vault.mutableSpan()[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.body.txid.mutableSpan()[0] ^= 1; }));
    CHECK(differs([](Intent& i) { i.body.inputs[0].sequence -= 1; }));
    CHECK(differs([](Intent& i) { i.body.inputs[0].script.push_back(0); }));
    CHECK(differs([](Intent& i) { std::swap(i.body.outputs[0], i.body.outputs[1]); }));
    CHECK(differs([](Intent& i) { i.body.outflow = base::Amount::sat(1); }));
    CHECK(differs([](Intent& i) { i.body.fee = base::Amount::sat(1); }));
    CHECK(differs([](Intent& i) { i.body.acknowledged = {"vault.dust_output"}; }));
    CHECK(differs([](Intent& i) { i.body.bump.reset(); }));
}

TEST_CASE("an intent has exactly one form") {
    CHECK(readChanged([](base::Json::Object&) {}));
    CHECK(malformed([](base::Json::Object& o) { o["v"] = 2; }));
    CHECK(malformed([](base::Json::Object& o) { o["kind"] = "pay"; }));
    CHECK(malformed([](base::Json::Object& o) { o["extra"] = 1; }));
    CHECK(malformed([](base::Json::Object& o) { o.erase("nonce"); }));
    CHECK(malformed([](base::Json::Object& o) { o["nonce"] = "00"; }));
    CHECK(malformed([](base::Json::Object& o) { o["nonce"] = std::string(32, 'A'); }));
    CHECK(malformed([](base::Json::Object& o) { o["authority_version"] = 0; }));
    CHECK(malformed([](base::Json::Object& o) { o["expiry"] = "1"; }));
    CHECK(
        malformed([](base::Json::Object& o) { o["withdrawal"] = std::string(64, 'a'); })); // replaces nothing
    CHECK(malformed([](base::Json::Object& o) { o["withdrawal"] = ""; }));
    CHECK(malformedBody("replaces", std::string(64, 'a'))); // of no withdrawal
    CHECK(malformedBody("network", "mainnet"));
    CHECK(malformedBody("fee", -1));
    CHECK(malformedBody("fee", 2'100'000'000'000'001));
    CHECK(malformedBody("inputs", base::Json::Array{}));
    CHECK(malformedBody("outputs", base::Json::Array{}));
    CHECK(malformedBody("txid", std::string(64, 'A')));
    CHECK(malformedBody("acknowledged", base::Json::Array{"b", "a"}));
    CHECK(malformedBody("acknowledged", base::Json::Array{"a", "a"}));
    CHECK(malformedBody("acknowledged", base::Json::Array{"A"}));
    CHECK(malformedBody("acknowledged", base::Json::Array{""}));
    CHECK(malformedBody("bump", base::Json::Object{{"max_fee", 1}}));
    CHECK(malformedBody("bump", base::Json::Object{{"max_fee", 1}, {"max_feerate", -1}}));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "inputs")["sequence"] = 4'294'967'296; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "inputs")["vout"] = -1; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "outputs")["class"] = "Change"; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "outputs")["amount"] = -1; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "outputs")["script"] = "0X"; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "outputs")["payee"] = 7; }));
    CHECK(malformed([](base::Json::Object& o) { firstOf(o, "outputs")["colour"] = "red"; }));
}

TEST_CASE("an intent answers as many findings as there can be, and no more") {
    const auto answering = [](std::size_t count) {
        base::Json::Array codes;
        for (std::size_t i = 0; i < count; ++i)
            codes.emplace_back("vault.finding_" + std::to_string(100 + i));
        return readChanged(
            [&](base::Json::Object& o) { o["body"].object()->insert_or_assign("acknowledged", codes); });
    };
    CHECK(answering(MAX_ACKNOWLEDGED));
    REQUIRE_FALSE(answering(MAX_ACKNOWLEDGED + 1));
    CHECK(answering(MAX_ACKNOWLEDGED + 1).error() == Error::malformed);
}

TEST_CASE("exactly outputs to payees name a payee and a payment") {
    for (const std::size_t index : {0U, 1U}) {
        const auto change = [&](const char* key, const base::Json& value) {
            return malformed([&](base::Json::Object& o) {
                (*o["body"].object()->at("outputs").array())[index].object()->insert_or_assign(key, value);
            });
        };
        const bool isPayment = index == test::paymentIn(test::hotSpend());
        const base::Json other = isPayment ? base::Json() : base::Json(std::string(64, 'a'));
        CHECK(change("payee", other));
        CHECK(change("payment", other));
    }
}

TEST_CASE("an intent is signed by one key and for the treasury that it names") {
    const auto two = parseIntent(test::sign(toUnsigned(intent()), {"anna", "ben"}));
    REQUIRE(!two);
    CHECK(two.error() == Error::severalSignatures);
    crypto::Unsigned moved = toUnsigned(intent());
    moved.treasury = std::string(64, 'b');
    CHECK(parseIntent(test::sign(moved, {"anna"})).error() == Error::wrongTreasury);
    crypto::Unsigned renamed = toUnsigned(intent());
    renamed.type = "approval";
    CHECK(parseIntent(test::sign(renamed, {"anna"})).error() == Error::wrongType);
}
