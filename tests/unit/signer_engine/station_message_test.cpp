// Words at an air-gapped station (BIP322): judged as a payment is, signed as words and as nothing else.
#include "local_station.h"
#include "psbt/message_sign.h"
#include "treasury/message_intent.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr std::string_view WORDS = "We hold these coins.";

vault::MessageRequest wanted() {
    vault::MessageRequest request;
    request.message = base::toBytes(base::asBytes(WORDS));
    request.place = {0, 3};
    return request;
}

base::Json cooling() {
    return base::Json::Object{{"kind", "delay"}, {"seconds", 1}};
}

/// The office and the station; words of the cold vault, proposed by Anna.
struct Saying : LocalStation {
    std::vector<base::Bytes> objects; ///< The intent, then what was said.
    std::string digest;

    Saying() : LocalStation(cooling()) {
        const Member& anna = office.world.person("anna");
        const Reply proposed = office.call()(frame("message_propose",
                                                   {{"person", anna.handle},
                                                    {"vault", base::toHex(cold.id.span())},
                                                    {"request", vault::toJson(wanted())},
                                                    {"expires_at", office.clock.now().seconds + 86'400}},
                                                   {anna.approval}, anna.passphrase));
        REQUIRE(codeOf(proposed) == "done");
        objects = {proposed->blobs.at(0)};
        digest = text(*proposed, "intent");
    }
    void said(std::string_view by, std::string kind = "approval") {
        const Member& member = office.world.person(by);
        std::vector<base::Bytes> blobs{member.approval};
        blobs.insert(blobs.end(), objects.begin(), objects.end());
        const Reply reply = office.call()(frame(
            "message_state", {{"person", member.handle}, {"kind", std::move(kind)}, {"shown_digest", digest}},
            std::move(blobs), member.passphrase));
        REQUIRE(codeOf(reply) == "done");
        objects.push_back(reply->blobs.at(0));
    }
    void approved() {
        for (const char* approver : {"ben", "cleo", "dora"})
            said(approver);
    }
    [[nodiscard]] psbt::Psbt carriedBy(const psbt::Psbt& psbt) const {
        treasury::Travel travel;
        travel.intent = object(objects.front());
        for (std::size_t i = 1; i < objects.size(); ++i)
            travel.statements.push_back(object(objects[i]));
        return treasury::addTravel(psbt, travel).value();
    }
    [[nodiscard]] psbt::Psbt carriage() const {
        return carriedBy(vault::draftMessage(cold, wanted()).value().psbt);
    }
    [[nodiscard]] Reply review(const psbt::Psbt& psbt) {
        return machine.call()(frame("review", {}, {psbt::serialize(psbt)}));
    }
    [[nodiscard]] Reply sign(const psbt::Psbt& psbt) { return sign(psbt, station.passphrase); }
    [[nodiscard]] Reply sign(const psbt::Psbt& psbt, std::string_view passphrase) {
        return machine.call()(
            frame("sign_cold", {{"shown_digest", digest}}, {psbt::serialize(psbt)}, passphrase));
    }
    [[nodiscard]] std::string refusalOf(const psbt::Psbt& psbt) {
        const Reply reply = review(psbt);
        REQUIRE(codeOf(reply) == "done");
        const std::string code = text(*reply, "refusal_code");
        CHECK(codeOf(sign(psbt)) == code);
        return code;
    }
};

} // namespace

TEST_CASE("a station shows the words, the address and who agreed, and signs them with its receipt") {
    Saying world;
    world.approved();
    const psbt::Psbt request = world.carriage();
    const Reply shown = world.review(request);
    REQUIRE(codeOf(shown) == "done");
    CHECK(*shown->header.find("may_sign") == base::Json(true));
    CHECK(text(*shown, "message") == WORDS);
    CHECK(text(*shown, "vault") == "Cold vault");
    CHECK(text(*shown, "address") == *bitcoin::encodeAddress(world.cold.descriptor.derive(0, 3)->scriptPubKey,
                                                             bitcoin::Network::regtest));
    CHECK(text(*shown, "format") == "simple");
    CHECK(text(*shown, "intent") == world.digest);
    CHECK(text(*shown, "proposer") == "Test anna");
    CHECK(shown->header.find("outputs") == nullptr);

    const Reply reply = world.sign(request);
    REQUIRE(codeOf(reply, "signed") == "signed");
    const psbt::Psbt signedPsbt = psbt::parsePsbt(reply->blobs.at(0)).value();
    CHECK(treasury::sameButForSignatures(request, signedPsbt));
    CHECK(signedPsbt.inputs.at(0).partialSigs.size() == 1);
    CHECK_FALSE(psbt::finishProof(signedPsbt)->signature.has_value()); // two of three
    const treasury::Travel travel = treasury::readTravel(signedPsbt).value();
    REQUIRE(travel.receipts.size() == 1);
    CHECK(treasury::verifyReceipt(travel.receipts[0], signedPsbt,
                                  *crypto::Hash256::from(*base::fromHex(world.digest)),
                                  *world.office.world.state));
    // Once said, the same bytes.
    CHECK(world.sign(request)->blobs == reply->blobs);
}

TEST_CASE("a station signs no words that somebody has not agreed to, or has stopped") {
    Saying world;
    CHECK(world.refusalOf(world.carriage()) == "signer.not_approved");
    world.approved();
    psbt::Psbt request = world.carriage();
    signer::Frame other = frame("sign_cold", {{"shown_digest", std::string(64, 'a')}},
                                {psbt::serialize(request)}, world.station.passphrase);
    CHECK(codeOf(world.machine.call()(other)) == "signer.digest_changed");
    world.said("dora", "rejection");
    CHECK(world.refusalOf(world.carriage()) == "signer.not_approved");
    CHECK(world.refusalOf(request) == "signer.not_approved"); // leaving the rejection out changes nothing
}

TEST_CASE("a station signs the transaction that words make, and no other in their name (A104)") {
    Saying world;
    world.approved();
    const psbt::Psbt good = world.carriage();
    psbt::Psbt changed = good;
    changed.inputs[0].sighashType = 0x83; // SINGLE|ANYONECANPAY
    CHECK(world.refusalOf(changed) == "treasury.other_transaction");
    vault::MessageRequest others = wanted();
    others.message = base::toBytes(base::asBytes("We owe Mallory everything."));
    CHECK(world.refusalOf(world.carriedBy(vault::draftMessage(world.cold, others).value().psbt)) ==
          "treasury.other_transaction");
    // A payment of the vault's coins that carries words and their approvals.
    const std::vector<vault::Coin> coins{world.office.world.chain.fund(world.cold, 2'000'000)};
    vault::SpendRequest spending;
    spending.payments = {{payeeScript(), base::Amount::sat(1'000'000), nullptr, {}}};
    spending.feeRate = base::FeeRate::satPerVb(5);
    const auto spend = vault::buildSpend(world.cold, spending, coins, world.office.world.chain.lookUp(),
                                         world.office.world.random);
    REQUIRE(spend);
    CHECK(world.refusalOf(world.carriedBy(spend->psbt)) == "treasury.other_transaction");
    // The words' transaction as a payment: there is no intent for one.
    CHECK(codeOf(world.machine.call()(frame("spend", {}, {psbt::serialize(good)}))) == "treasury.wrong_type");
    CHECK(codeOf(world.sign(good), "signed") == "signed");
}

TEST_CASE("a station that learned of a freeze says nothing, not even what it said before") {
    Saying world;
    world.approved();
    const psbt::Psbt request = world.carriage();
    REQUIRE(codeOf(world.sign(request), "signed") == "signed");
    REQUIRE(change(world.office.world, world.office.call(), authority::ChangeKind::freeze, {}, {"dora"}) ==
            "adopted");
    const authority::Change& freeze = world.office.world.changes.back();
    REQUIRE(codeOf(world.machine.call()(frame("adopt", {}, {freeze.head.bytes(), freeze.document}))) ==
            "done");
    CHECK(codeOf(world.sign(request)) == "signer.frozen");
}

TEST_CASE("without a durable record a station says nothing") {
    Saying world;
    world.approved();
    const psbt::Psbt request = world.carriage();
    REQUIRE(codeOf(world.review(request)) == "done");
    world.machine.files.failAt(0, Fault::noSpace);
    CHECK(codeOf(world.sign(request)) == "audit.no_space");
    world.machine.seat.reset();
    world.machine.files.crash(Loss::everything);
    world.unlock();
    CHECK(codeOf(world.sign(request), "signed") == "signed");
}

TEST_CASE("a wrong passphrase at a station costs a wait and no words") {
    Saying world;
    world.approved();
    const psbt::Psbt request = world.carriage();
    REQUIRE(codeOf(world.review(request)) == "done");
    CHECK(codeOf(world.sign(request, "not it")) == "signer.wrong_passphrase");
    CHECK(codeOf(world.sign(request)) == "signer.too_many_attempts");
    world.machine.clock.pass(60);
    CHECK(codeOf(world.sign(request), "signed") == "signed");
}
