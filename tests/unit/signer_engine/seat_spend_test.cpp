// What a malicious or broken coordinator gets for a spend: a refusal with a code, and no signature.
#include "local_world.h"
#include "treasury/intent_match.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

psbt::Psbt withoutTravel(const Proposed& proposed) {
    return treasury::stripTravel(proposed.psbt);
}

Proposed withPsbt(const Proposed& proposed, const psbt::Psbt& other) {
    treasury::Travel travel;
    travel.intent = treasury::readTravel(proposed.psbt)->intent;
    return {treasury::addTravel(other, travel).value(), proposed.digest};
}

/// The person's device key, out of the envelope as the signer takes it.
crypto::Ed25519KeyPair deviceKeyOf(const World& world, const Member& member) {
    const auto envelope = crypto::PassphraseEnvelope::parseBytes(member.approval).value();
    const auto passphrase = secret::SecretText::fromUtf8(base::asBytes(member.passphrase)).value();
    const auto seed = envelope
                          .open({world.treasuryId, "regtest", crypto::EnvelopePurpose::approvalKey,
                                 envelope.binding().keyId},
                                passphrase, crypto::KdfUse::training)
                          .value();
    return crypto::Ed25519KeyPair::fromSeed(crypto::Ed25519Seed::copyOf(seed.span()));
}

/// With a statement that was signed somewhere else.
Proposed withStatement(const LocalWorld& seat, const Proposed& proposed, std::string_view handle,
                       treasury::StatementKind kind) {
    treasury::Statement statement;
    statement.kind = kind;
    statement.intent = *crypto::Hash256::from(*base::fromHex(proposed.digest));
    statement.person = seat.world.person(handle).id;
    statement.authorityVersion = seat.world.state->version();
    statement.at = seat.clock.now();
    crypto::Unsigned made = treasury::toUnsigned(statement, seat.world.treasuryId);
    std::vector<crypto::Signature> signatures{
        crypto::signWith(made, deviceKeyOf(seat.world, seat.world.person(handle)))};
    treasury::Travel travel;
    travel.statements = {crypto::assemble(std::move(made), std::move(signatures))};
    return {treasury::addTravel(proposed.psbt, travel).value(), proposed.digest};
}

/// An intent of Anna's own making that claims to replace another one.
Proposed replacing(LocalWorld& seat, const Proposed& original, const psbt::Psbt& psbt) {
    const treasury::Registry registry = treasury::Registry::make(*seat.world.state).value();
    treasury::Knowledge knowledge;
    knowledge.now = seat.clock.now();
    for (const authority::PayeeEntry& payee : seat.world.state->payees())
        knowledge.payees.firstSeen.emplace(payee.hash, base::UnixTime{0});
    treasury::Proposal proposal;
    proposal.initiator = seat.world.person("anna").id;
    proposal.expiry = seat.clock.now() + base::Seconds{3'600};
    proposal.original = treasury::parseIntent(*treasury::readTravel(original.psbt)->intent).value();
    const auto review = treasury::reviewWith(psbt, registry, knowledge);
    treasury::PaymentDetails details;
    const std::size_t output = outputTo(psbt, payeeScript());
    details.payee = *review.facts.outputs.at(output).payee;
    details.amount = review.facts.outputs.at(output).amount;
    proposal.payments = {{output, details}};
    const auto intent = treasury::draftIntent(psbt, review, registry, proposal).value();
    crypto::Unsigned unsignedIntent = treasury::toUnsigned(intent);
    std::vector<crypto::Signature> signatures{
        crypto::signWith(unsignedIntent, deviceKeyOf(seat.world, seat.world.person("anna")))};
    treasury::Travel travel;
    travel.intent = crypto::assemble(std::move(unsignedIntent), std::move(signatures));
    return {treasury::addTravel(psbt, travel).value(), base::toHex(treasury::intentDigest(intent).span())};
}

} // namespace

TEST_CASE("a replacement that spends other coins than what it replaces is not signed") {
    LocalWorld seat;
    seat.arm();
    const Proposed original = seat.propose(2'000'000);
    REQUIRE(seat.spend(original) == "signed");
    CHECK(seat.spend(replacing(seat, original, payment(seat.world, 2'000'000))) == "signer.no_conflict");
    // The same coin again, with another change: one of both confirms.
    psbt::Psbt same = withoutTravel(original);
    const std::size_t change = 1 - outputTo(same, payeeScript());
    same.tx.outputs[change].amount =
        *base::Amount::fromSatoshi(same.tx.outputs[change].amount.satoshi() - 500);
    CHECK(seat.spend(replacing(seat, original, same)) == "signed");
}

namespace {

/// A payment with a bump, as the console proposes it.
Proposed proposeWithBump(LocalWorld& seat, std::int64_t satoshi, std::int64_t maxFee,
                         std::int64_t maxFeeRate = 300'000) {
    const psbt::Psbt psbt = payment(seat.world, satoshi);
    signer::Frame request =
        proposing(seat.world.person("anna"), psbt, seat.clock.now() + base::Seconds{86'400});
    request.header.object()->insert_or_assign(
        "bump", base::Json::Object{{"max_fee", maxFee}, {"max_feerate", maxFeeRate}});
    const Reply reply = seat.call()(request);
    REQUIRE(codeOf(reply) == "done");
    treasury::Travel travel;
    travel.intent = object(reply->blobs.at(0));
    return {treasury::addTravel(psbt, travel).value(), text(*reply, "intent")};
}

/// The same with more fee out of its change, proposed by `handle` through the seat; the original and what was
/// said about it travel along. The code of a refusal stands in `digest` when there is no intent.
Proposed faster(LocalWorld& seat, const Proposed& original, std::int64_t moreFee, std::string_view handle,
                std::int64_t maxFee, std::int64_t maxFeeRate = 300'000, std::int64_t expiresIn = 3'600) {
    psbt::Psbt psbt = withoutTravel(original);
    const std::size_t change = 1 - outputTo(psbt, payeeScript());
    psbt.tx.outputs[change].amount =
        *base::Amount::fromSatoshi(psbt.tx.outputs[change].amount.satoshi() - moreFee);
    const treasury::Travel before = treasury::readTravel(original.psbt).value();
    const Member& member = seat.world.person(handle);
    const Reply reply = seat.call()(
        frame("propose",
              {{"person", member.handle},
               {"expires_at", seat.clock.now().seconds + expiresIn},
               {"bump", base::Json::Object{{"max_fee", maxFee}, {"max_feerate", maxFeeRate}}}},
              {member.approval, psbt::serialize(psbt), before.intent->bytes()}, member.passphrase));
    if (!reply)
        return {psbt, reply.error().code};
    treasury::Travel travel;
    travel.intent = object(reply->blobs.at(0));
    travel.statements = before.statements;
    travel.preimages = {before.intent->bytes()};
    return {treasury::addTravel(psbt, travel).value(), text(*reply, "intent")};
}

} // namespace

TEST_CASE("within the bump the signer signs a faster version on the approvals that the payment has") {
    LocalWorld seat;
    seat.arm();
    Proposed original = proposeWithBump(seat, 20'000'000, 50'000);
    CHECK(seat.spend(faster(seat, original, 5'000, "anna", 50'000)) == "signer.not_approved");
    REQUIRE(state(seat.world, seat.call(), "ben", original) == "done");
    REQUIRE(seat.spend(original) == "signed");
    const Proposed once = faster(seat, original, 5'000, "ben", 50'000);
    CHECK(seat.spend(once) == "signed");
    CHECK(seat.spend(faster(seat, original, 9'000, "dora", 50'000)) == "signed");
    const auto kinds = seat.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "withdrawal.replacement_proposed") == 3);
    CHECK(std::count(kinds.begin(), kinds.end(), "withdrawal.approved") == 1);
}

TEST_CASE(
    "the signer signs no faster version beyond the bump, with another ceiling or without its original") {
    LocalWorld seat;
    seat.arm();
    Proposed original = proposeWithBump(seat, 20'000'000, 20'000);
    REQUIRE(state(seat.world, seat.call(), "ben", original) == "done");
    REQUIRE(seat.spend(original) == "signed");
    Proposed beyond = faster(seat, original, 30'000, "anna", 20'000);
    CHECK(seat.spend(beyond) == "signer.not_approved");
    CHECK(seat.spend(faster(seat, original, 5'000, "anna", 30'000)) == "signer.not_approved");
    CHECK(seat.spend(faster(seat, original, 5'000, "anna", 20'000, 300'001)) == "signer.not_approved");
    Proposed alone = faster(seat, original, 5'000, "anna", 20'000);
    treasury::Travel travel = treasury::readTravel(alone.psbt).value();
    travel.preimages.clear();
    alone.psbt = treasury::addTravel(treasury::stripTravel(alone.psbt), travel).value();
    CHECK(seat.spend(alone) == "signer.not_approved");
    // With approvals of its own the faster one is a payment like any other.
    REQUIRE(state(seat.world, seat.call(), "ben", beyond) == "done");
    CHECK(seat.spend(beyond) == "signed");
}

TEST_CASE(
    "a faster version of what somebody rejected at this seat is not signed, whatever the request brings") {
    LocalWorld seat;
    seat.arm();
    Proposed original = proposeWithBump(seat, 20'000'000, 50'000);
    REQUIRE(state(seat.world, seat.call(), "ben", original) == "done");
    Proposed rejected = original;
    REQUIRE(state(seat.world, seat.call(), "cleo", rejected, "rejection") == "done");
    CHECK(seat.spend(faster(seat, original, 5'000, "anna", 50'000)) == "signer.not_approved");
}

TEST_CASE("a replacement pays nobody anything else, and is proposed only about a known original") {
    LocalWorld seat;
    seat.arm();
    const Proposed original = proposeWithBump(seat, 2'000'000, 50'000);
    psbt::Psbt psbt = withoutTravel(original);
    const std::size_t paid = outputTo(psbt, payeeScript());
    psbt.tx.outputs[paid].amount = base::Amount::sat(2'000'001);
    const Member& anna = seat.world.person("anna");
    const auto refusal = [&](const psbt::Psbt& spend, const base::Bytes& replaced,
                             base::Json::Object more = {}) {
        more.insert_or_assign("person", anna.handle);
        more.insert_or_assign("expires_at", seat.clock.now().seconds + 3'600);
        return seat.refusal(frame("propose", std::move(more),
                                  {anna.approval, psbt::serialize(spend), replaced}, anna.passphrase));
    };
    const base::Bytes intent = treasury::readTravel(original.psbt)->intent->bytes();
    CHECK(refusal(psbt, intent) == "treasury.payment_mismatch");
    CHECK(refusal(withoutTravel(original), {'n', 'o'}) == "crypto.envelope_not_canonical");
    CHECK(refusal(withoutTravel(original), intent, {{"bump", base::Json::Object{{"max_fee", -1}}}}) ==
          "signer.bad_request");
}

TEST_CASE("a spend without its intent, or without a transaction, is refused") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    CHECK(seat.spend({withoutTravel(proposed), ""}) == "signer.intent_missing");
    CHECK(seat.refusal(frame("spend")) == "signer.bad_request");
    CHECK(seat.refusal(frame("spend", {}, {{'n', 'o'}})).starts_with("psbt."));
    CHECK(seat.spend(proposed) == "signed");
}

TEST_CASE("another transaction under the same intent is refused before and after the signature") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    const Proposed swapped = withPsbt(proposed, payment(seat.world, 2'000'000));
    CHECK(seat.spend(swapped) == "treasury.other_transaction");
    psbt::Psbt richer = withoutTravel(proposed);
    richer.tx.outputs[outputTo(richer, payeeScript())].amount = base::Amount::sat(2'000'001);
    CHECK(seat.spend(withPsbt(proposed, richer)).starts_with("treasury."));
    CHECK(seat.spend(proposed) == "signed");
    CHECK(seat.spend(swapped) == "signer.other_transaction");
    seat.restart();
    CHECK(seat.spend(swapped) == "signer.other_transaction");
    CHECK(seat.spend(proposed) == "signed"); // not armed: the journalled answer
}

TEST_CASE("the same coin is not spent for a second withdrawal") {
    LocalWorld seat;
    seat.arm();
    const psbt::Psbt psbt = payment(seat.world, 2'000'000);
    const base::UnixTime expires = seat.clock.now() + base::Seconds{3'600};
    const Proposed first = propose(seat.world, seat.call(), "anna", psbt, expires);
    const Proposed second = propose(seat.world, seat.call(), "ben", psbt, expires);
    CHECK(first.digest != second.digest);
    CHECK(seat.spend(first) == "signed");
    CHECK(seat.spend(second) == "treasury.finding_refuses");
}

TEST_CASE("what was signed is answered again for ever, unless the treasury is frozen") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    const Reply paid = seat.call()(spending(proposed));
    REQUIRE(isSigned(paid));
    seat.clock.pass(40 * 86'400); // long expired
    CHECK(seat.call()(spending(proposed))->blobs.front() == paid->blobs.front());
    const Proposed late = seat.propose(2'000'000);
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::freeze, {}, {"dora"}) == "adopted");
    CHECK(seat.spend(proposed) == "signer.frozen");
    CHECK(seat.spend(late) == "signer.frozen");
    CHECK(seat.refusal(arming(seat.world.person("ben"))) == "signer.frozen");
    CHECK(text(*seat.call()(frame("status")), "phase") == "open"); // freezing disarmed
}

TEST_CASE("an expired intent is not signed, and neither is one with approvals of its proposer") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    Proposed large = seat.propose(20'000'000);
    CHECK(state(seat.world, seat.call(), "anna", large) == "done");
    CHECK(seat.spend(large) == "signer.not_approved");
    CHECK(state(seat.world, seat.call(), "anna", large) == "done"); // again is no second person
    CHECK(seat.spend(large) == "signer.not_approved");
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    CHECK(seat.spend(large) == "signed");
    seat.clock.pass(86'400);
    CHECK(seat.spend(proposed) == "treasury.expired");
}

TEST_CASE("one person approving twice is one person") {
    LocalWorld seat;
    seat.arm();
    Proposed large = seat.propose(120'000'000);
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    seat.clock.pass(5);
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    CHECK(seat.spend(large) == "signer.not_approved");
    CHECK(state(seat.world, seat.call(), "cleo", large) == "done");
    CHECK(seat.spend(large) == "signed");
}

TEST_CASE("a rejection ends it, and a digest that was not shown is not signed for") {
    LocalWorld seat;
    seat.arm();
    Proposed large = seat.propose(120'000'000);
    Proposed misled = large;
    misled.digest = std::string(64, '0');
    CHECK(seat.refusal(stating(seat.world.person("ben"), misled)) == "signer.digest_changed");
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    CHECK(state(seat.world, seat.call(), "cleo", large) == "done");
    CHECK(state(seat.world, seat.call(), "dora", large, "rejection") == "done");
    CHECK(seat.spend(large) == "signer.not_approved");
}

TEST_CASE("what was said here to stop a payment holds when a request leaves it out, across restarts") {
    LocalWorld seat;
    seat.arm();
    for (const auto& [kind, person] :
         {std::pair("rejection", "dora"), std::pair("question", "dora"), std::pair("take_back", "anna")}) {
        CAPTURE(kind);
        Proposed large = seat.propose(120'000'000);
        CHECK(state(seat.world, seat.call(), "ben", large) == "done");
        CHECK(state(seat.world, seat.call(), "cleo", large) == "done");
        Proposed stopped = large; // `large` goes on without it
        CHECK(state(seat.world, seat.call(), person, stopped, kind) == "done");
        CHECK(seat.spend(large) == "signer.not_approved");
        seat.restart();
        seat.arm();
        CHECK(seat.spend(large) == "signer.not_approved");
    }
    const Proposed untouched = seat.propose(2'000'000);
    CHECK(seat.spend(untouched) == "signed");
}

TEST_CASE("a question that was asked here is answered with one that came along") {
    LocalWorld seat;
    seat.arm();
    Proposed large = seat.propose(20'000'000);
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    const Reply asked = seat.call()(stating(seat.world.person("dora"), large, "question"));
    REQUIRE(codeOf(asked) == "done");
    CHECK(seat.spend(large) == "signer.not_approved");
    signer::Frame answering = stating(seat.world.person("anna"), large, "answer");
    answering.header.object()->insert_or_assign("answers", text(*asked, "statement"));
    const Reply answered = seat.call()(answering);
    REQUIRE(codeOf(answered) == "done");
    CHECK(seat.spend(large) == "signer.not_approved"); // nobody brought the answer
    treasury::Travel travel;
    travel.statements = {object(answered->blobs.at(0))};
    large.psbt = treasury::addTravel(large.psbt, travel).value();
    CHECK(seat.spend(large) == "signed");
}

TEST_CASE("what came from another seat to stop a payment holds from when it was first seen") {
    LocalWorld seat;
    seat.arm();
    for (const bool heard : {true, false}) {
        CAPTURE(heard);
        Proposed large = seat.propose(120'000'000);
        CHECK(state(seat.world, seat.call(), "ben", large) == "done");
        CHECK(state(seat.world, seat.call(), "cleo", large) == "done");
        const Proposed rejected = withStatement(seat, large, "dora", treasury::StatementKind::rejection);
        if (heard) {
            const Reply told = seat.call()(frame("hear", {}, {rejected.bytes()}));
            REQUIRE(codeOf(told) == "done");
            CHECK(*told->header.find("stopped")->boolean());
        } else {
            CHECK(seat.spend(rejected) == "signer.not_approved");
        }
        CHECK(seat.kinds().back() == (heard ? "withdrawal.stop_seen" : "signer.refused"));
        CHECK(seat.spend(large) == "signer.not_approved");
        seat.restart();
        seat.arm();
        CHECK(seat.spend(large) == "signer.not_approved");
    }
}

TEST_CASE("what means nothing is not kept: nobody without a say stops a payment") {
    LocalWorld seat;
    seat.arm();
    Proposed large = seat.propose(20'000'000);
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    const Proposed other = withStatement(seat, large, "dora", treasury::StatementKind::takeBack);
    const Reply told = seat.call()(frame("hear", {}, {other.bytes()}));
    REQUIRE(codeOf(told) == "done");
    CHECK_FALSE(*told->header.find("stopped")->boolean());
    CHECK(seat.refusal(frame("hear")) == "signer.bad_request");
    CHECK(seat.spend(large) == "signed");
}

TEST_CASE("people of an older authority do not count, and a suspended one neither signs nor stays armed") {
    LocalWorld seat;
    seat.arm();
    Proposed large = seat.propose(120'000'000, "dora");
    CHECK(state(seat.world, seat.call(), "ben", large) == "done");
    CHECK(state(seat.world, seat.call(), "anna", large) == "done");
    std::vector<quorum::Person> people = seat.world.state->roster().people();
    for (quorum::Person& person : people)
        if (person.handle == "ben")
            person.state = quorum::PersonState::suspended;
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::people,
                   authority::documentBytes(
                       authority::toJson(authority::PeopleDocument{rosterOf(people), promptRules()})),
                   {"anna", "cleo"}) == "adopted");
    CHECK(text(*seat.call()(frame("status")), "phase") == "open"); // Ben had armed it
    CHECK(seat.refusal(arming(seat.world.person("ben"))) == "signer.unknown_person");
    REQUIRE(seat.refusal(arming(seat.world.person("dora"))) == "done");
    REQUIRE(seat.refusal(arming(seat.world.person("cleo"))) == "done");
    CHECK(seat.spend(large) == "signer.not_approved");
    CHECK(state(seat.world, seat.call(), "cleo", large) == "done");
    CHECK(seat.spend(large) == "signed");
}

TEST_CASE("a wait runs by the signer's own clock from its own first sight, across restarts") {
    LocalWorld seat;
    adoptPolicy(seat, base::Json::Object{{"kind", "delay"}, {"seconds", 3'600}});
    seat.arm();
    const Proposed proposed = seat.propose(4'000'000);
    seat.clock.pass(7'200); // nobody asked the signer yet
    CHECK(seat.spend(proposed) == "signer.still_cooling");
    seat.clock.pass(3'599);
    CHECK(seat.spend(proposed) == "signer.still_cooling");
    seat.restart();
    seat.arm();
    CHECK(seat.spend(proposed) == "signer.still_cooling");
    seat.clock.pass(1);
    CHECK(seat.spend(proposed) == "signed");
}

TEST_CASE("what the policy sends to the cold tier the hot signer does not sign") {
    LocalWorld seat;
    adoptPolicy(seat, base::Json::Object{{"kind", "cold_leg"}});
    seat.arm();
    CHECK(seat.spend(seat.propose(4'000'000)) == "signer.needs_cold_leg");
    CHECK(seat.spend(seat.propose(2'000'000)) == "signed");
}

TEST_CASE("a hot vault whose key is elsewhere is not signed for") {
    LocalWorld seat;
    seat.arm();
    const TestVault foreign = wpkhVault("second hot");
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::vaults,
                   authority::recordsDocument<authority::VaultRecord>(
                       {{foreign.vault.id, "Second", authority::VaultTier::hot, authority::VaultUse::ordinary,
                         foreign.vault.descriptor.text(), 100, authority::RecordState::active}}),
                   {"anna", "ben"}) == "adopted");
    seat.world.hot = foreign.vault;
    CHECK(seat.spend(seat.propose(2'000'000)) == "signer.not_hot");
}

TEST_CASE("a transaction that somebody else has signed already leaves this signer nothing to sign") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    const Reply paid = seat.call()(spending(proposed));
    REQUIRE(isSigned(paid));
    const auto done = psbt::parsePsbt(paid->blobs.front()).value();
    // The same coin and payment as a new withdrawal, in a seat that lost its journal's end.
    CHECK(done.inputs[0].partialSigs.size() == 1);
    Proposed again = proposed;
    again.psbt.inputs[0].partialSigs = done.inputs[0].partialSigs;
    CHECK(seat.spend(again) == "signed"); // the journalled answer, not a second signature
}

TEST_CASE("a child that is lost costs nothing: the limit is counted once and the request goes on") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    auto sound = std::exchange(seat.helper, std::nullopt);
    seat.loseHelper();
    CHECK(seat.spend(proposed) == "signer.child_lost");
    CHECK(seat.spend(proposed) == "signer.child_lost");
    seat.helper.reset();
    seat.helper.emplace(std::move(*sound));
    CHECK(seat.spend(proposed) == "signed");
    const auto kinds = seat.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "withdrawal.authorized") == 1);
    CHECK(std::count(kinds.begin(), kinds.end(), "withdrawal.signed") == 1);
}

TEST_CASE("a signature that does not verify never leaves") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    auto started = signer::HelperProcess::start([](const signer::Frame& request) {
        signer::Frame reply = signer::workOnKey(request);
        for (base::Bytes& signature : reply.blobs)
            signature[signature.size() / 2] ^= 1;
        return reply;
    });
    REQUIRE(started);
    auto sound = std::exchange(seat.helper, std::nullopt);
    seat.helper.emplace(std::move(*started));
    CHECK(seat.spend(proposed) == "keys.signature_not_verified");
    seat.helper.reset();
    seat.helper.emplace(std::move(*sound));
    CHECK(seat.spend(proposed) == "signed");
}

TEST_CASE("no durable record, no signature") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    // Both records of a signature: nothing is handed out when either does not reach the disk.
    for (const std::size_t call : {std::size_t{0}, std::size_t{2}}) {
        CAPTURE(call);
        seat.files.failAt(call, Fault::noSpace);
        CHECK(seat.spend(proposed) == "audit.no_space");
        CHECK(seat.spend(proposed) == "audit.journal_poisoned");
        seat.seat.reset();
        seat.files.crash(Loss::everything);
        seat.restart();
        seat.arm();
    }
    CHECK(seat.spend(proposed) == "signed");
}

TEST_CASE("limits hold whatever is asked for at the same time") {
    LocalWorld seat;
    seat.arm();
    std::vector<Proposed> all;
    for (int i = 0; i < 25; ++i)
        all.push_back(seat.propose(1'000'000));
    int paid = 0;
    for (const Proposed& proposed : all)
        paid += seat.spend(proposed) == "signed" ? 1 : 0;
    CHECK(paid == 20); // the starter policy's payments an hour
    seat.restart();
    seat.arm();
    CHECK(seat.spend(all.back()) == "signer.not_approved");
    seat.clock.pass(3'600);
    CHECK(seat.spend(all.back()) == "signed");
}

TEST_CASE("a review says what a spend would be told, and signs nothing") {
    LocalWorld seat;
    const Proposed proposed = seat.propose(120'000'000);
    const Reply review = seat.call()(frame("review", {}, {proposed.bytes()}));
    REQUIRE(codeOf(review) == "done");
    CHECK(text(*review, "intent") == proposed.digest);
    CHECK_FALSE(*review->header.find("may_sign")->boolean());
    CHECK(text(*review, "refusal_code") == "signer.not_approved");
    CHECK(review->blobs.empty());
    CHECK(seat.refusal(frame("review")) == "signer.bad_request");
}

TEST_CASE("a proposal by somebody else's key, for too long, or with payments of nobody is refused") {
    LocalWorld seat;
    const psbt::Psbt psbt = payment(seat.world, 2'000'000);
    const base::UnixTime now = seat.clock.now();
    Member mixed = seat.world.person("anna");
    mixed.handle = "ben";
    CHECK(seat.refusal(proposing(mixed, psbt, now + base::Seconds{60})) == "signer.unknown_person");
    const Member anna = seat.world.person("anna");
    CHECK(seat.refusal(proposing(anna, psbt, now)) == "treasury.expired");
    CHECK(seat.refusal(proposing(anna, psbt, now + base::Seconds{31 * 86'400})) ==
          "treasury.lifetime_too_long");
    signer::Frame stray = proposing(anna, psbt, now + base::Seconds{60});
    stray.header.object()->insert_or_assign(
        "payments", base::Json::Object{{"77", base::Json::Object{{"purpose", "x"}, {"reference", "y"}}}});
    CHECK(seat.refusal(stray) == "signer.bad_request");
}

TEST_CASE("a purpose or reference that is not plain text, or too long, is not signed") {
    LocalWorld seat;
    const psbt::Psbt psbt = payment(seat.world, 2'000'000);
    const std::string output = std::to_string(outputTo(psbt, payeeScript()));
    const auto proposeWith = [&](const std::string& purpose, const std::string& reference) {
        signer::Frame request =
            proposing(seat.world.person("anna"), psbt, seat.clock.now() + base::Seconds{60});
        request.header.object()->insert_or_assign(
            "payments",
            base::Json::Object{{output, base::Json::Object{{"purpose", purpose}, {"reference", reference}}}});
        return seat.refusal(request);
    };
    const std::string longest(treasury::MAX_PAYMENT_TEXT, 'x');
    for (const std::string& bad :
         {std::string("two\nlines"), std::string("bell\a"), std::string("\u202Etxt.exe"), longest + "x"}) {
        CAPTURE(bad);
        CHECK(proposeWith(bad, "INV 1") == "treasury.malformed");
        CHECK(proposeWith("Cables", bad) == "treasury.malformed");
    }
    CHECK(proposeWith(longest, "Schließfächer, 8 × 40 €") == "done");
}
