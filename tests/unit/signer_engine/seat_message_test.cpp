// Words that a vault says (BIP322): nothing but a proof comes out, only after everybody whom the policy asks,
// and never without a record.
#include "local_world.h"
#include "psbt/message_verify.h"
#include "treasury/message_intent.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr std::string_view WORDS = "We hold these coins.";

base::Json wanted(std::string_view words = WORDS) {
    vault::MessageRequest request;
    request.message = base::toBytes(base::asBytes(words));
    request.place = {0, 3};
    return vault::toJson(request);
}

signer::Frame saying(const LocalWorld& seat, std::string_view by = "anna", base::Json request = wanted()) {
    const Member& member = seat.world.person(by);
    return frame("message_propose",
                 {{"person", member.handle},
                  {"vault", base::toHex(seat.world.hot->id.span())},
                  {"request", std::move(request)},
                  {"expires_at", seat.clock.now().seconds + 86'400}},
                 {member.approval}, member.passphrase);
}

/// The signed intent and what was said about it, as a coordinator keeps them.
struct Words {
    std::vector<base::Bytes> objects;
    std::string digest;
};

Words propose(LocalWorld& seat) {
    const Reply reply = seat.call()(saying(seat));
    REQUIRE(codeOf(reply) == "done");
    return {{reply->blobs.at(0)}, text(*reply, "intent")};
}

std::string state(LocalWorld& seat, Words& words, std::string_view by, std::string kind = "approval") {
    const Member& member = seat.world.person(by);
    std::vector<base::Bytes> blobs{member.approval};
    blobs.insert(blobs.end(), words.objects.begin(), words.objects.end());
    const Reply reply = seat.call()(
        frame("message_state",
              {{"person", member.handle}, {"kind", std::move(kind)}, {"shown_digest", words.digest}},
              std::move(blobs), member.passphrase));
    if (reply)
        words.objects.push_back(reply->blobs.at(0));
    return codeOf(reply);
}

Reply sign(LocalWorld& seat, const Words& words) {
    return seat.call()(frame("message_sign", {}, words.objects));
}

Words approved(LocalWorld& seat) {
    Words words = propose(seat);
    REQUIRE(state(seat, words, "ben") == "done");
    REQUIRE(state(seat, words, "cleo") == "done");
    return words;
}

bool proves(const LocalWorld& seat, const Reply& reply) {
    const auto script = seat.world.hot->descriptor.derive(0, 3)->scriptPubKey;
    const auto verdict = psbt::verifyMessage(script, base::asBytes(WORDS), base::asText(reply->blobs.at(1)));
    return verdict && verdict->verdict == bitcoin::SpendVerdict::valid;
}

void adoptRuleAboutWords(LocalWorld& seat, base::Json::Object rule) {
    rule.insert({{"id", "words"},
                 {"source", "any"},
                 {"when", base::Json::Object{{"field", "action"}, {"op", "="}, {"value", "sign_message"}}}});
    base::Json policy = promptPolicy();
    policy.object()->find("rules")->second.array()->emplace_back(std::move(rule));
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::policy,
                   authority::documentBytes(policy::Policy::parse(policy).value().toJson()),
                   {"anna", "ben"}) == "adopted");
}

base::Json::Object requiring(base::Json obligation) {
    return {{"effect", "require"}, {"obligations", base::Json::Array{std::move(obligation)}}};
}

std::int64_t count(const std::vector<std::string>& kinds, std::string_view kind) {
    return std::count(kinds.begin(), kinds.end(), kind);
}

} // namespace

TEST_CASE("two officers let the hot vault say words, and the log has all of it") {
    LocalWorld seat;
    seat.arm();
    const Words words = approved(seat);
    const Reply reply = sign(seat, words);
    REQUIRE(codeOf(reply, "signed") == "signed");
    CHECK(proves(seat, reply));
    const auto kinds = seat.kinds();
    for (const char* kind : {"message.proposed", "message.authorized", "message.signed"})
        CHECK(count(kinds, kind) == 1);
    CHECK(count(kinds, "message.approved") == 2);
    // Once said, the same answer: after a restart too, armed or not, and without another record.
    CHECK(sign(seat, words)->blobs == reply->blobs);
    seat.restart();
    CHECK(sign(seat, words)->blobs == reply->blobs);
    CHECK(count(seat.kinds(), "message.signed") == 1);
}

TEST_CASE("words are not signed before everybody has agreed, nor by the proposer's own agreement") {
    LocalWorld seat;
    seat.arm();
    Words words = propose(seat);
    CHECK(codeOf(sign(seat, words)) == "signer.not_approved");
    CHECK(state(seat, words, "ben") == "done");
    CHECK(state(seat, words, "anna") == "done");
    CHECK(codeOf(sign(seat, words)) == "signer.not_approved");
    CHECK(state(seat, words, "cleo") == "done");
    CHECK(codeOf(sign(seat, words), "signed") == "signed");
}

TEST_CASE("a rejection stops words for good, whether or not it is brought along") {
    LocalWorld seat;
    seat.arm();
    Words words = approved(seat);
    Words rejected = words;
    REQUIRE(state(seat, rejected, "dora", "rejection") == "done");
    CHECK(codeOf(sign(seat, words)) == "signer.not_approved");
    CHECK(count(seat.kinds(), "message.rejected") == 1);
}

TEST_CASE("words are not signed while the seat is not armed or the treasury is frozen") {
    LocalWorld seat;
    const Words words = approved(seat);
    CHECK(codeOf(sign(seat, words)) == "signer.not_armed");
    seat.arm();
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::freeze, {}, {"dora"}) == "adopted");
    CHECK(codeOf(sign(seat, words)) == "signer.frozen");
}

TEST_CASE("nobody agrees to words that the policy does not allow") {
    LocalWorld seat;
    adoptRuleAboutWords(seat, {{"effect", "deny"}});
    Words words = propose(seat);
    CHECK(state(seat, words, "ben") == "signer.not_approved");
    CHECK(state(seat, words, "ben", "rejection") == "done");
}

TEST_CASE("words that were signed are handed out no more while the treasury is frozen") {
    LocalWorld seat;
    seat.arm();
    const Words words = approved(seat);
    REQUIRE(codeOf(sign(seat, words), "signed") == "signed");
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::freeze, {}, {"dora"}) == "adopted");
    CHECK(codeOf(sign(seat, words)) == "signer.frozen");
}

TEST_CASE("words wait as long as the policy says, to the second") {
    LocalWorld seat;
    adoptRuleAboutWords(seat, requiring(base::Json::Object{{"kind", "delay"}, {"seconds", 3'600}}));
    seat.arm();
    const Words words = approved(seat);
    CHECK(codeOf(sign(seat, words)) == "signer.still_cooling");
    seat.clock.pass(3'599);
    CHECK(codeOf(sign(seat, words)) == "signer.still_cooling");
    seat.clock.pass(1);
    CHECK(codeOf(sign(seat, words), "signed") == "signed");
}

TEST_CASE("words that the policy leaves to the cold tier are not said by the hot one") {
    LocalWorld seat;
    adoptRuleAboutWords(seat, requiring(base::Json::Object{{"kind", "cold_leg"}}));
    seat.arm();
    CHECK(codeOf(sign(seat, approved(seat))) == "signer.needs_cold_leg");
    CHECK(count(seat.kinds(), "message.signed") == 0);
}

TEST_CASE("what cannot be signed is not proposed: other requests, other vaults, other words than text") {
    LocalWorld seat;
    CHECK(seat.refusal(saying(seat, "anna", wanted("\x1b[2J"))) == "message.not_text");
    CHECK(seat.refusal(saying(seat, "anna", base::Json::Object{{"psbt", "cHNidP8="}})) ==
          "message.bad_request");
    signer::Frame other = saying(seat);
    other.header.object()->insert_or_assign("vault", std::string(64, '1'));
    CHECK(seat.refusal(other) == "signer.bad_request");
    signer::Frame late = saying(seat);
    late.header.object()->insert_or_assign("expires_at", seat.clock.now().seconds);
    CHECK(seat.refusal(late) == "treasury.expired");
}

TEST_CASE("nobody agrees to other words than those that were shown") {
    LocalWorld seat;
    Words words = propose(seat);
    words.digest.front() = words.digest.front() == '0' ? '1' : '0';
    CHECK(state(seat, words, "ben") == "signer.digest_changed");
}

TEST_CASE("a payment is no words, words are no payment, and approvals of one are none of the other (A104)") {
    LocalWorld seat;
    seat.arm();
    Proposed payment = seat.propose(20'000'000);
    const Words words = approved(seat);
    treasury::Travel travel = treasury::readTravel(payment.psbt).value();
    CHECK(codeOf(seat.call()(frame("message_sign", {}, {travel.intent->bytes()}))) == "treasury.wrong_type");
    travel.statements = {object(words.objects[1]), object(words.objects[2])};
    payment.psbt = treasury::addTravel(payment.psbt, travel).value();
    CHECK(seat.spend(payment) == "signer.not_approved");
    // The transaction behind the words, as a payment.
    vault::MessageRequest request;
    request.message = base::toBytes(base::asBytes(WORDS));
    const auto draft = vault::draftMessage(*seat.world.hot, request).value();
    const Member& anna = seat.world.person("anna");
    const Reply proposed = seat.call()(
        frame("propose", {{"person", anna.handle}, {"expires_at", seat.clock.now().seconds + 3'600}},
              {anna.approval, psbt::serialize(draft.psbt)}, anna.passphrase));
    CHECK(codeOf(proposed) == "treasury.finding_refuses");
}

TEST_CASE("a child that is lost leaves a record and no words") {
    LocalWorld seat;
    seat.arm();
    const Words words = approved(seat);
    seat.loseHelper();
    CHECK(codeOf(sign(seat, words)) == "signer.child_lost");
    CHECK(count(seat.kinds(), "message.authorized") == 1);
    CHECK(count(seat.kinds(), "message.signed") == 0);
}

TEST_CASE("without a durable record there are no words") {
    LocalWorld seat;
    seat.arm();
    const Words words = approved(seat);
    for (const std::size_t call : {std::size_t{0}, std::size_t{2}}) { // both records
        CAPTURE(call);
        seat.files.failAt(call, Fault::noSpace);
        CHECK(codeOf(sign(seat, words)) == "audit.no_space");
        seat.seat.reset();
        seat.files.crash(Loss::everything);
        seat.restart();
        seat.arm();
    }
    CHECK(codeOf(sign(seat, words), "signed") == "signed");
    CHECK(count(seat.kinds(), "message.authorized") == 1);
    CHECK(count(seat.kinds(), "message.signed") == 1);
}
