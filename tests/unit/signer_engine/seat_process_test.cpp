// A seat from its founding to its restart, through the real process and nothing else.
#include "process_world.h"

using namespace strongroom;
using namespace strongroom::test;

TEST_CASE("a treasury is founded, unlocked, armed by two, pays a small amount and stops at its limits") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    base::Bytes signedBytes;
    Proposed small;
    Proposed large;
    {
        SignerProcess seat({"--seat", world.seat});
        CHECK(text(*seat(frame("status")), "phase") == "locked");
        CHECK(codeOf(seat(frame("spend", {}, {base::Bytes{1}}))) == "signer.locked");
        const Reply opened = seat(unlocking(world.person("anna")));
        REQUIRE(codeOf(opened) == "done");
        CHECK(text(*opened, "phase") == "open");
        REQUIRE(opened->secret.has_value());
        CHECK(base::toBytes(opened->secret->span()) == world.databaseKey);
        REQUIRE(addPayee(world, seat.call()) == "adopted");

        small = propose(world, seat.call(), "anna", payment(world, 2'000'000), tomorrow());
        CHECK(codeOf(seat(spending(small))) == "signer.not_armed");
        const Reply first = seat(arming(world.person("ben")));
        REQUIRE(codeOf(first) == "done");
        CHECK(text(*first, "phase") == "open");
        CHECK(codeOf(seat(arming(world.person("ben")))) == "signer.already_unsealed");
        CHECK(codeOf(seat(spending(small))) == "signer.not_armed");
        const Reply second = seat(arming(world.person("dora")));
        REQUIRE(codeOf(second) == "done");
        CHECK(text(*second, "phase") == "armed");
        CHECK(second->header.find("armed_by")->array()->size() == 2);

        const Reply paid = seat(spending(small));
        REQUIRE(codeOf(paid, "signed") == "signed");
        REQUIRE(isSigned(paid));
        signedBytes = paid->blobs.front();
        CHECK(seat(spending(small))->blobs.front() == signedBytes);

        large = propose(world, seat.call(), "anna", payment(world, 120'000'000), tomorrow());
        CHECK(codeOf(seat(spending(large))) == "signer.not_approved");
        CHECK(state(world, seat.call(), "anna", large) == "done"); // the proposer's own does not count
        CHECK(state(world, seat.call(), "ben", large) == "done");
        CHECK(codeOf(seat(spending(large))) == "signer.not_approved");
        CHECK(state(world, seat.call(), "cleo", large) == "done");

        CHECK(text(*seat(frame("disarm")), "phase") == "open");
        CHECK(codeOf(seat(spending(large))) == "signer.not_armed");
        CHECK(text(*seat(frame("lock")), "phase") == "locked");
        CHECK(codeOf(seat(spending(small))) == "signer.locked");
    }
    SignerProcess seat({"--seat", world.seat});
    CHECK(codeOf(seat(spending(small))) == "signer.locked");
    REQUIRE(codeOf(seat(unlocking(world.person("cleo")))) == "done");
    CHECK(number(*seat(frame("status")), "authority_version") == 2);
    CHECK(seat(spending(small))->blobs.front() == signedBytes);
    REQUIRE(codeOf(seat(arming(world.person("anna")))) == "done");
    REQUIRE(codeOf(seat(arming(world.person("cleo")))) == "done");
    CHECK(isSigned(seat(spending(large))));

    // What left before the restart counts: with 2 and 120 million of the policy's 500 million a day.
    Proposed third = propose(world, seat.call(), "anna", payment(world, 375'000'000), tomorrow());
    CHECK(state(world, seat.call(), "ben", third) == "done");
    CHECK(state(world, seat.call(), "cleo", third) == "done");
    CHECK(isSigned(seat(spending(third))));
    const Proposed past = propose(world, seat.call(), "anna", payment(world, 4'000'000), tomorrow());
    CHECK(codeOf(seat(spending(past))) == "signer.not_approved");
    const Proposed within = propose(world, seat.call(), "anna", payment(world, 2'000'000), tomorrow());
    CHECK(isSigned(seat(spending(within))));
}
