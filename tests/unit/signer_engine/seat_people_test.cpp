// Passphrases, states and time: who gets how far, and for how long.
#include "local_world.h"

#include "crypto/passphrase_envelope.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

/// An envelope that the person's own passphrase opens, and that has something else in it.
base::Bytes sealedFor(LocalWorld& seat, const Member& member, crypto::EnvelopePurpose purpose,
                      base::ByteSpan secret) {
    const auto passphrase = secret::SecretText::fromUtf8(base::asBytes(member.passphrase)).value();
    const auto key = crypto::PassphraseKey::create(passphrase, crypto::KdfUse::training, seat.random).value();
    const crypto::EnvelopeBinding binding{seat.world.treasuryId, "regtest", purpose,
                                          base::toHex(member.key.span())};
    const auto envelope = crypto::PassphraseEnvelope::seal(secret, binding, key, seat.random);
    return base::toBytes(base::asBytes(envelope.text()));
}

} // namespace

TEST_CASE("a wrong passphrase is recorded, and every further try waits twice as long") {
    LocalWorld seat;
    REQUIRE(seat.refusal(frame("lock")) == "done");
    Member guesser = seat.world.person("ben");
    const Member ben = guesser;
    guesser.passphrase = "a guess";
    const std::int64_t size = number(*seat.call()(frame("status")), "size");
    for (const std::int64_t wait : {1, 2, 4, 8}) {
        CHECK(seat.refusal(unlocking(guesser)) == "signer.wrong_passphrase");
        CHECK(seat.refusal(unlocking(ben)) == "signer.too_many_attempts");
        seat.clock.pass(wait - 1);
        CHECK(seat.refusal(unlocking(ben)) == "signer.too_many_attempts");
        seat.clock.pass(1);
    }
    CHECK(number(*seat.call()(frame("status")), "size") == size + 4);
    REQUIRE(seat.refusal(unlocking(ben)) == "done");
    const auto kinds = seat.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "seat.unlock_failed") == 4);
    guesser.passphrase = "another guess";
    CHECK(seat.refusal(arming(guesser)) == "signer.wrong_passphrase");
    seat.clock.pass(1); // the right passphrase has ended the doubling
    CHECK(seat.refusal(arming(ben)) == "done");
}

TEST_CASE("starting the signer anew wins no guess, and the right passphrase ends it") {
    LocalWorld seat;
    Member guesser = seat.world.person("ben");
    guesser.passphrase = "a guess";
    for (const std::int64_t wait : {1, 2, 4}) {
        CHECK(seat.refusal(arming(guesser)) == "signer.wrong_passphrase");
        seat.clock.pass(wait);
    }
    REQUIRE(seat.start(seat.world.seat) == "loaded");
    const Member anna = seat.world.person("anna");
    CHECK(seat.refusal(unlocking(anna)) == "signer.too_many_attempts");
    seat.clock.pass(3);
    CHECK(seat.refusal(unlocking(anna)) == "signer.too_many_attempts");
    seat.clock.pass(1);
    CHECK(seat.refusal(unlocking(guesser)) == "signer.wrong_passphrase"); // the fourth
    REQUIRE(seat.start(seat.world.seat) == "loaded");
    seat.clock.pass(7);
    CHECK(seat.refusal(unlocking(anna)) == "signer.too_many_attempts");
    seat.clock.pass(1);
    CHECK(seat.refusal(unlocking(anna)) == "done");
    seat.restart();
    CHECK_FALSE(seat.files.exists(seat.world.seat + "/attempts"));
}

TEST_CASE("nobody waits longer than the longest wait, whatever stands in the file") {
    LocalWorld seat;
    const Member anna = seat.world.person("anna");
    for (const char* content :
         {R"({"v":1,"wrong":10})", R"({"v":1,"wrong":11})", R"({"v":2,"wrong":1})", "x"}) {
        CAPTURE(content);
        seat.seat.reset();
        seat.files.setContent(seat.world.seat + "/attempts", base::toBytes(base::asBytes(content)));
        REQUIRE(seat.start(seat.world.seat) == "loaded");
        seat.clock.pass(511);
        CHECK(seat.refusal(unlocking(anna)) == "signer.too_many_attempts");
        seat.clock.pass(1);
        CHECK(seat.refusal(unlocking(anna)) == "done");
    }
}

TEST_CASE("nobody opens a seat with another's keys, another's slot or no name") {
    LocalWorld seat;
    REQUIRE(seat.refusal(frame("lock")) == "done");
    const Member anna = seat.world.person("anna");
    Member mixed = anna;
    mixed.handle = "ben";
    CHECK(seat.refusal(unlocking(mixed)) == "signer.unknown_person");
    mixed.handle = "zoe";
    CHECK(seat.refusal(unlocking(mixed)) == "signer.unknown_person");
    mixed = anna;
    mixed.slot = seat.world.person("ben").slot;
    CHECK(seat.refusal(unlocking(mixed)) == "crypto.key_envelope_binding");
    mixed.slot = anna.share; // the same passphrase, another purpose
    CHECK(seat.refusal(unlocking(mixed)) == "crypto.key_envelope_binding");
    CHECK(text(*seat.call()(frame("status")), "phase") == "locked");
    signer::Frame noSecret = unlocking(anna);
    noSecret.secret.reset();
    CHECK(seat.refusal(noSecret) == "signer.bad_request");
    signer::Frame noBlobs = unlocking(anna);
    noBlobs.blobs.clear();
    CHECK(seat.refusal(noBlobs) == "signer.bad_request");
    CHECK(seat.refusal(unlocking(anna)) == "done");
}

TEST_CASE("an envelope that opens, and has no key and no share in it, is refused") {
    LocalWorld seat;
    const Member ben = seat.world.person("ben");
    for (const std::size_t size : {31U, 33U}) {
        CAPTURE(size);
        const base::Bytes secret(size, 7);
        Member odd = ben;
        odd.approval = sealedFor(seat, ben, crypto::EnvelopePurpose::approvalKey, secret);
        CHECK(seat.refusal(arming(odd)) == "signer.bad_request");
        odd = ben;
        odd.share = sealedFor(seat, ben, crypto::EnvelopePurpose::hotShare, secret);
        CHECK(seat.refusal(arming(odd)) == "signer.may_not_arm");
    }
    CHECK(seat.refusal(frame("disarm")) == "signer.not_armed"); // no share was taken
    CHECK(seat.refusal(arming(ben)) == "done");
}

TEST_CASE("envelopes of another treasury open nothing here") {
    LocalWorld seat;
    LocalWorld other;
    CHECK(seat.refusal(unlocking(other.world.person("anna"))) == "crypto.key_envelope_binding");
}

TEST_CASE("a locked seat does nothing but say so") {
    LocalWorld seat;
    REQUIRE(seat.refusal(frame("lock")) == "done");
    for (const char* verb :
         {"lock",   "arm",           "disarm",          "propose",       "state",        "head",
          "record", "adopt",         "address",         "hear",          "spend",        "release",
          "enrol",  "confirm_clock", "message_propose", "message_state", "message_sign", "sign_cold",
          "review", "log",           "countersign",     "export"}) {
        CAPTURE(verb);
        CHECK(seat.refusal(frame(verb, {}, {{1}, {2}}, "secret")) == "signer.locked");
    }
    CHECK(seat.refusal(frame("no such verb")) == "signer.unknown_verb");
    CHECK(seat.refusal(frame("provision")) == "signer.already_provisioned");
}

TEST_CASE("one person arms nothing, twice or with a second name, and neither does somebody without a share") {
    LocalWorld seat;
    const Member ben = seat.world.person("ben");
    REQUIRE(seat.refusal(arming(ben)) == "done");
    CHECK(seat.refusal(arming(ben)) == "signer.already_unsealed");
    CHECK(text(*seat.call()(frame("status")), "phase") == "open");
    Member without = seat.world.person("cleo");
    without.share = ben.share;
    CHECK(seat.refusal(arming(without)) == "crypto.key_envelope_binding");
    signer::Frame bare = arming(without);
    bare.blobs.resize(1);
    CHECK(seat.refusal(bare) == "signer.may_not_arm");
    CHECK(seat.refusal(arming(seat.world.person("cleo"))) == "done");
    CHECK(seat.refusal(arming(seat.world.person("dora"))) == "signer.already_unsealed");
}

TEST_CASE("a lone share, and an armed seat, are forgotten after their time") {
    LocalWorld seat;
    REQUIRE(seat.refusal(arming(seat.world.person("ben"))) == "done");
    seat.clock.pass(signer::UNSEALED_FOR.count - 1);
    seat.seat->tick();
    CHECK(seat.refusal(arming(seat.world.person("ben"))) == "signer.already_unsealed");
    seat.clock.pass(1);
    seat.seat->tick();
    CHECK(seat.kinds().back() == "signer.disarmed");
    seat.arm();
    seat.clock.pass(signer::ARMED_FOR.count - 1);
    seat.seat->tick();
    CHECK(text(*seat.call()(frame("status")), "phase") == "armed");
    seat.clock.pass(1);
    seat.seat->tick();
    CHECK(text(*seat.call()(frame("status")), "phase") == "open");
    CHECK(seat.kinds().back() == "signer.disarmed");
    CHECK(seat.refusal(frame("disarm")) == "signer.not_armed");
}

TEST_CASE("an armed signer that cannot record it is not armed") {
    LocalWorld seat;
    REQUIRE(seat.refusal(arming(seat.world.person("ben"))) == "done");
    seat.files.failAt(0, Fault::noSpace);
    CHECK(seat.refusal(arming(seat.world.person("cleo"))) == "audit.no_space");
    CHECK(text(*seat.call()(frame("status")), "phase") == "open");
}

TEST_CASE("a seat whose hot keys are gone or damaged does not arm") {
    LocalWorld seat;
    const std::string path = seat.world.seat + "/hot/" + base::toHex(seat.world.hot->id.span());
    const base::Bytes envelope = seat.files.content(path);
    seat.files.setContent(path, base::Bytes{'{', '}'});
    REQUIRE(seat.refusal(arming(seat.world.person("ben"))) == "done");
    CHECK(seat.refusal(arming(seat.world.person("cleo"))) == "keys.shared_envelope_malformed");
    CHECK(text(*seat.call()(frame("status")), "phase") == "open");
    seat.files.setContent(path, envelope);
    seat.arm(); // both again: nothing was left of the first try
    REQUIRE(seat.refusal(frame("disarm")) == "done");
    REQUIRE(seat.files.remove(path));
    REQUIRE(seat.refusal(arming(seat.world.person("ben"))) == "done");
    CHECK(seat.refusal(arming(seat.world.person("cleo"))) == "signer.no_such_key");
}

TEST_CASE("a quiet seat ends by itself, but not under a client or while it is armed") {
    LocalWorld seat;
    seat.clock.pass(signer::IDLE_FOR.count);
    seat.seat->tick();
    CHECK_FALSE(seat.seat->wantsToEnd()); // a client is there
    seat.seat->disconnected(1);
    seat.clock.pass(signer::IDLE_FOR.count - 1);
    seat.seat->tick();
    CHECK_FALSE(seat.seat->wantsToEnd());
    seat.arm();
    seat.seat->disconnected(1);
    seat.clock.pass(signer::IDLE_FOR.count);
    seat.seat->tick();
    CHECK_FALSE(seat.seat->wantsToEnd());
    REQUIRE(seat.refusal(frame("disarm")) == "done");
    seat.seat->disconnected(1);
    seat.clock.pass(signer::IDLE_FOR.count);
    seat.seat->tick();
    CHECK(seat.seat->wantsToEnd());
}

TEST_CASE("a flood of refused requests fills no disk, and is counted") {
    LocalWorld seat;
    const std::int64_t before = number(*seat.call()(frame("status")), "size");
    for (int i = 0; i < 1'000; ++i)
        CHECK(seat.refusal(frame("spend")) == "signer.bad_request");
    CHECK(number(*seat.call()(frame("status")), "size") <= before + signer::MAX_REFUSALS_A_MINUTE);
    seat.clock.pass(60);
    seat.seat->tick();
    CHECK(seat.kinds().back() == "signer.refused_more");
    CHECK(seat.refusal(frame("spend")) == "signer.bad_request");
    CHECK(seat.kinds().back() == "signer.refused");
}
