// Which authority, folder and log a seat believes.
#include "local_world.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

/// A change of the policy that loosens it, signed by its quorum, not given to the seat.
authority::Change loosened(LocalWorld& seat) {
    policy::StarterChoices choices;
    choices.newPayeeFor = {0};
    choices.complianceOfficers = 0;
    choices.oneOfficerFrom = base::Amount::sat(4'000'000'000);
    choices.twoOfficersFrom = base::Amount::sat(5'000'000'000);
    const base::Bytes document = authority::documentBytes(policy::starterPolicy(choices).toJson());
    base::Bytes head;
    for (const char* handle : {"anna", "ben"}) {
        const Member& member = seat.world.person(handle);
        std::vector<base::Bytes> blobs{member.approval, document};
        if (!head.empty())
            blobs.push_back(head);
        Reply reply = seat.call()(frame("head", {{"person", member.handle}, {"kind", "policy"}},
                                        std::move(blobs), member.passphrase));
        REQUIRE(codeOf(reply) == "done");
        head = std::move(reply->blobs.at(0));
    }
    return {crypto::SignedObject::parse(head, authority::MAX_HEAD_BYTES).value(), document};
}

std::int64_t version(LocalWorld& seat) {
    return number(*seat.call()(frame("status")), "authority_version");
}

std::string provisionCode(Machine& machine, const std::string& folder, const World& world,
                          const std::function<void(signer::Frame&)>& edit = {}) {
    REQUIRE(machine.start(folder) == "loaded");
    machine.clock.pass(1); // a wrong passphrase before the start is waited for
    const Member& anna = world.person("anna");
    std::vector<base::Bytes> blobs{anna.approval, world.genesis->bytes()};
    for (const authority::Change& change : world.changes) {
        blobs.push_back(change.head.bytes());
        blobs.push_back(change.document);
    }
    signer::Frame request =
        frame("provision", {{"log", "desk-anna"}, {"digest", world.treasuryId}, {"person", "anna"}},
              std::move(blobs), anna.passphrase);
    if (edit)
        edit(request);
    return codeOf(machine.call()(request));
}

} // namespace

TEST_CASE("a signed head that is copied into the folder is not adopted by that") {
    LocalWorld seat;
    const std::int64_t before = version(seat);
    const authority::Change change = loosened(seat);
    seat.seat.reset();
    const std::string name = "0000000" + std::to_string(before + 1);
    seat.files.setContent(seat.world.seat + "/heads/" + name, change.head.bytes());
    seat.files.setContent(seat.world.seat + "/documents/" + name, change.document);
    seat.restart();
    CHECK(version(seat) == before);
    CHECK(codeOf(seat.call()(frame("adopt", {}, {change.head.bytes(), change.document}))) == "done");
    CHECK(version(seat) == before + 1);
    seat.restart();
    CHECK(version(seat) == before + 1);
}

TEST_CASE("a seat whose newest head is gone or another one does not open") {
    LocalWorld seat;
    const std::string head = seat.world.seat + "/heads/00000002";
    const base::Bytes kept = seat.files.content(head);
    seat.seat.reset();
    REQUIRE(seat.files.remove(head));
    REQUIRE(seat.start(seat.world.seat) == "loaded");
    CHECK(seat.refusal(unlocking(seat.world.person("anna"))) == "signer.authority_rolled_back");
    CHECK(text(*seat.call()(frame("status")), "phase") == "locked");
    seat.files.setContent(head, kept);
    seat.restart();
}

TEST_CASE("an older head, a head of another treasury and a head without its quorum are not adopted") {
    LocalWorld seat;
    LocalWorld other;
    const authority::Change& first = seat.world.changes.front();
    CHECK(codeOf(seat.call()(frame("adopt", {}, {first.head.bytes(), first.document}))) == "done");
    CHECK(version(seat) == 2); // known already: nothing happens
    const authority::Change foreign = loosened(other);
    CHECK(seat.refusal(frame("adopt", {}, {foreign.head.bytes(), foreign.document})) ==
          "authority.wrong_treasury");
    authority::Change lone = loosened(seat);
    lone.head =
        crypto::assemble({std::string(lone.head.type()), std::string(lone.head.treasury()), lone.head.body()},
                         {lone.head.signatures().front()});
    CHECK(seat.refusal(frame("adopt", {}, {lone.head.bytes(), lone.document})) == "authority.quorum_not_met");
    CHECK(version(seat) == 2);
}

TEST_CASE("keys without a journal and a journal without keys are refused") {
    for (const auto& [gone, code] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"/journal"}, "signer.keys_without_journal"},
             {{"/journal", "/genesis"}, "signer.keys_without_journal"},
             {{"/journal", "/genesis", "/log.key"}, "signer.keys_without_journal"},
             {{"/genesis"}, "signer.journal_without_keys"},
             {{"/log.key"}, "signer.journal_without_keys"}}) {
        LocalWorld seat;
        seat.seat.reset();
        for (const std::string& file : gone)
            REQUIRE(seat.files.remove(seat.world.seat + file));
        CHECK(seat.start(seat.world.seat) == code);
    }
}

TEST_CASE("what an interrupted write left in the folder stops nothing") {
    LocalWorld seat;
    for (const char* file : {"/heads/00000003.new", "/hot/abc.new", "/genesis.new"})
        seat.files.setContent(seat.world.seat + file, {1, 2, 3});
    seat.restart();
    seat.arm();
}

TEST_CASE("a change that is gone from between two others, and half a log key, are refused") {
    LocalWorld gap;
    REQUIRE(addPayee(gap.world, gap.call(), "another") == "adopted");
    gap.seat.reset();
    REQUIRE(gap.files.remove(gap.world.seat + "/heads/00000002"));
    CHECK(gap.start(gap.world.seat) == "file.not_found");
    LocalWorld half;
    half.seat.reset();
    half.files.setContent(half.world.seat + "/log.key", base::Bytes(31, 7));
    CHECK(half.start(half.world.seat) == "signer.journal_without_keys");
}

TEST_CASE("the founding record of another treasury in the folder is refused") {
    LocalWorld seat;
    LocalWorld other;
    seat.seat.reset();
    seat.files.setContent(seat.world.seat + "/genesis", other.world.genesis->bytes());
    CHECK(seat.start(seat.world.seat) == "authority.wrong_treasury");
}

TEST_CASE("no treasury is founded over a seat or its journal, and nothing of theirs is touched") {
    LocalWorld seat;
    const std::string folder = seat.world.seat;
    seat.seat.reset();
    const auto foundAgain = [&] {
        auto logKey = crypto::Ed25519KeyPair::generate(seat.random);
        const crypto::Ed25519Seed logSeed = logKey.seed();
        const base::Bytes seatKey(32, 7);
        const auto founded = signer::Seat::found(
            seat.ports(), folder, *seat.world.genesis, *seat.world.state, {seat.world.treasuryId, "console"},
            std::move(logKey), logSeed, seatKey, {base::toHex(seat.world.hot->id.span()), seatKey});
        return founded ? "founded" : founded.error().code;
    };
    const auto contents = [&] {
        std::map<std::string, base::Bytes> all;
        for (const std::string& path : seat.files.paths())
            if (path.starts_with(folder + "/") && !seat.files.list(path))
                all.emplace(path, seat.files.content(path));
        return all;
    };
    auto before = contents();
    CHECK(foundAgain() == "signer.already_provisioned");
    CHECK(contents() == before);
    REQUIRE(seat.files.remove(folder + "/genesis"));
    before = contents();
    CHECK(foundAgain() == "signer.already_provisioned"); // the journal is there
    CHECK(contents() == before);
}

TEST_CASE("a second seat is provisioned with the digest and the person's own passphrase, once") {
    LocalWorld console;
    Machine desk;
    CHECK(provisionCode(desk, "/desk", console.world, [](signer::Frame& request) {
              request.header.object()->insert_or_assign("digest", std::string(64, 'f'));
          }) == "signer.digest_mismatch");
    CHECK(provisionCode(desk, "/desk", console.world, [](signer::Frame& request) {
              request.secret = secret::SecureBuffer::copyOf(base::asBytes("mistyped"));
          }) == "signer.wrong_passphrase");
    CHECK(provisionCode(desk, "/desk", console.world, [](signer::Frame& request) {
              request.header.object()->insert_or_assign("log", "../up");
          }) == "signer.bad_request");
    CHECK(provisionCode(desk, "/desk", console.world,
                        [](signer::Frame& request) { request.blobs.resize(1); }) == "signer.bad_request");
    desk.clock.pass(5);
    REQUIRE(desk.start("/desk") == "loaded");
    CHECK(codeOf(desk.call()(unlocking(console.world.person("anna")))) == "signer.not_provisioned");
    CHECK(provisionCode(desk, "/desk", console.world) == "done");
    CHECK(text(*desk.call()(frame("status")), "phase") == "locked");
    CHECK(codeOf(desk.call()(frame("provision"))) == "signer.already_provisioned");
    // The console's slot is for the console: this seat has its own key.
    CHECK(codeOf(desk.call()(unlocking(console.world.person("anna")))) == "signer.wrong_seat_key");
}

TEST_CASE("addresses are the vault's own, issued within reach, and only the signer says so") {
    LocalWorld seat;
    const std::string vault = base::toHex(seat.world.hot->id.span());
    const auto address = [&](std::int64_t index, bool issue) {
        return seat.call()(
            frame("address", {{"vault", vault}, {"branch", 0}, {"index", index}, {"issue", issue}}));
    };
    const auto expected = seat.world.hot->descriptor.derive(0, 7)->scriptPubKey;
    CHECK(text(*address(7, false), "address") ==
          *bitcoin::encodeAddress(expected, bitcoin::Network::regtest));
    CHECK(codeOf(address(99, true)) == "done");
    CHECK(codeOf(address(199, true)) == "done"); // a hundred beyond the last
    CHECK(codeOf(address(300, true)) == "signer.address_too_far");
    CHECK(codeOf(address(2'000'000'000, false)) == "signer.address_too_far");
    CHECK(codeOf(address(-1, false)) == "signer.bad_request");
    CHECK(seat.refusal(frame("address", {{"vault", std::string(64, '0')}, {"branch", 0}, {"index", 0}})) ==
          "signer.no_such_key");
    CHECK(seat.refusal(frame("record", {{"kind", "deposit.address_issued"}})) == "signer.object_not_allowed");
    CHECK(seat.refusal(frame("record", {{"kind", "withdrawal.approved"}})) == "signer.object_not_allowed");
    CHECK(seat.refusal(frame("record", {{"kind", "deposit.seen"}})) == "done");
}

TEST_CASE("only a registered log is countersigned, and only forwards") {
    LocalWorld seat;
    const crypto::Ed25519KeyPair key = deviceKey("station", 0);
    const std::string origin = audit::LogName{seat.world.treasuryId, "station"}.origin();
    const auto countersign = [&](std::uint64_t size, std::string_view root,
                                 const crypto::Ed25519KeyPair& by) {
        return seat.refusal(
            frame("countersign", {{"origin", origin},
                                  {"key", base::toHex(by.publicKey().span())},
                                  {"note", audit::signCheckpoint({origin, size, labelHash(root)}, by)}}));
    };
    CHECK(countersign(5, "five", key) == "signer.unknown_log");
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::logs,
                   authority::recordsDocument<authority::LogRecord>({logRecord("station")}),
                   {"anna", "ben"}) == "adopted");
    CHECK(countersign(5, "five", deviceKey("impostor", 0)) == "signer.unknown_log");
    CHECK(countersign(5, "five", key) == "done");
    CHECK(countersign(5, "five", key) == "done");
    CHECK(countersign(5, "another five", key) == "signer.log_rolled_back");
    CHECK(countersign(4, "four", key) == "signer.log_rolled_back");
    seat.restart();
    CHECK(countersign(4, "four", key) == "signer.log_rolled_back");
    CHECK(countersign(6, "six", key) == "done");
    CHECK(seat.refusal(frame("countersign", {{"origin", "strongroom/elsewhere/x"}})) == "signer.bad_request");
}
