// The plug is pulled at every step between a request and its signatures. Afterwards the seat opens, limits
// are counted once, and the same request gives one and the same transaction.
#include "process_world.h"

#include <set>

using namespace strongroom;
using namespace strongroom::test;

namespace {

const std::string FAILPOINTS = STRONGROOM_SIGNER_FAILPOINTS;

void open(World& world, const Call& call) {
    REQUIRE(codeOf(call(unlocking(world.person("anna")))) == "done");
    REQUIRE(codeOf(call(arming(world.person("ben")))) == "done");
    REQUIRE(codeOf(call(arming(world.person("cleo")))) == "done");
}

struct Killed {
    std::string code;       ///< Of the request that met the kill.
    bool seatLives = false; ///< A child died, not the seat.
};

Killed spendAndBeKilled(World& world, const Proposed& proposed, const std::string& point) {
    SignerProcess seat({"--seat", world.seat}, {"STRONGROOM_FAILPOINT=" + point}, FAILPOINTS);
    open(world, seat.call());
    Killed killed{codeOf(seat(spending(proposed)), "signed")};
    killed.seatLives = seat(frame("status")).has_value();
    return killed;
}

std::int64_t records(const Call& call) {
    return number(*call(frame("status")), "size");
}

std::set<std::string> kindsOf(const Call& call) {
    std::set<std::string> kinds;
    const Reply log = call(frame("log", {{"from", 0}}));
    for (const base::Bytes& blob : log->blobs) {
        const std::string record(base::asText(blob));
        for (const char* kind : {"withdrawal.authorized", "withdrawal.signed", "signer.refused"})
            if (record.find(kind) != std::string::npos)
                kinds.insert(kind);
    }
    return kinds;
}

} // namespace

TEST_CASE("a signer killed at any step opens again, loses nothing and signs one transaction only") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    {
        SignerProcess seat({"--seat", world.seat});
        REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
        REQUIRE(addPayee(world, seat.call()) == "adopted");
    }
    for (const std::string point : {"intent.journalled", "child.unwrapped", "child.signed", "child.verified",
                                    "child.answered", "result.journalled"}) {
        CAPTURE(point);
        Proposed proposed;
        {
            SignerProcess seat({"--seat", world.seat});
            REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
            proposed = propose(world, seat.call(), "anna", payment(world, 1'000'000), tomorrow());
        }
        const Killed killed = spendAndBeKilled(world, proposed, point);
        const bool inChild = point.starts_with("child.") && point != "child.answered";
        CHECK(killed.code == (inChild ? "signer.child_lost" : "signer.connection_lost"));
        CHECK(killed.seatLives == inChild);

        SignerProcess seat({"--seat", world.seat});
        open(world, seat.call());
        CHECK(kindsOf(seat.call()).contains("withdrawal.authorized"));
        const Reply again = seat(spending(proposed));
        REQUIRE(isSigned(again));
        const std::int64_t size = records(seat.call());
        CHECK(seat(spending(proposed))->blobs.front() == again->blobs.front());
        CHECK(records(seat.call()) == size); // answered from the journal, not signed again
    }
    // Six payments, each consumed once.
    SignerProcess seat({"--seat", world.seat});
    open(world, seat.call());
    const Reply log = seat(frame("log", {{"from", 0}}));
    std::size_t authorized = 0;
    for (const base::Bytes& blob : log->blobs)
        authorized +=
            base::asText(blob).find("\"withdrawal.authorized\"") != std::string_view::npos ? 1U : 0U;
    CHECK(authorized == 6);
}

TEST_CASE("what was signed before the kill is answered again by a seat that is not armed") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    Proposed proposed;
    {
        SignerProcess seat({"--seat", world.seat});
        REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
        REQUIRE(addPayee(world, seat.call()) == "adopted");
        proposed = propose(world, seat.call(), "anna", payment(world, 1'000'000), tomorrow());
    }
    for (const std::string point : {"intent.journalled", "result.journalled"}) {
        CAPTURE(point);
        CHECK(spendAndBeKilled(world, proposed, point).code == "signer.connection_lost");
        SignerProcess seat({"--seat", world.seat});
        REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
        CHECK(codeOf(seat(spending(proposed)), "signed") ==
              (point == "result.journalled" ? "signed" : "signer.not_armed"));
    }
}

TEST_CASE("the shipped signer knows no failpoint") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    SignerProcess seat({"--seat", world.seat}, {"STRONGROOM_FAILPOINT=intent.journalled"});
    open(world, seat.call());
    REQUIRE(addPayee(world, seat.call()) == "adopted");
    const Proposed proposed = propose(world, seat.call(), "anna", payment(world, 1'000'000), tomorrow());
    CHECK(isSigned(seat(spending(proposed))));
}
