// What it does with a real child and real envelopes: seat_people_test.cpp, seat_spend_test.cpp.
#include "signer/engine/hot_tier.h"

#include "local_world.h"

using namespace strongroom;
using namespace strongroom::test;
using signer::HotTier;

namespace {

quorum::PersonId officer(std::uint8_t number) {
    quorum::PersonId id;
    id.mutableSpan()[0] = number;
    return id;
}

keys::OfficerShare share() {
    base::SystemRandom random;
    return keys::newOfficerShare({}, random);
}

} // namespace

TEST_CASE("an officer brings one share, and two officers' are enough") {
    REQUIRE(secret::initialise());
    HotTier hot;
    CHECK(hot.officers().empty());
    CHECK(hot.wantsShareOf(officer(1)));
    hot.addShare(officer(1), share(), {100});
    CHECK_FALSE(hot.wantsShareOf(officer(1)));
    CHECK(hot.wantsShareOf(officer(2)));
    CHECK_FALSE(hot.hasEnoughShares());
    hot.addShare(officer(2), share(), {200});
    CHECK(hot.hasEnoughShares());
    CHECK(hot.officers() == std::vector{officer(1), officer(2)});
    CHECK_FALSE(hot.isArmed()); // not before the child has opened the keys
    CHECK_FALSE(hot.armedSince());
    hot.end();
    CHECK(hot.officers().empty());
    CHECK_FALSE(hot.hasEnoughShares());
    CHECK(hot.wantsShareOf(officer(1)));
}

TEST_CASE("the first share's time counts, and nothing is overdue in a tier that is asleep") {
    REQUIRE(secret::initialise());
    HotTier hot;
    CHECK_FALSE(hot.isOverdue({1'000'000}));
    hot.addShare(officer(1), share(), {100});
    hot.addShare(officer(2), share(), {200});
    CHECK_FALSE(hot.isOverdue(base::Seconds{99} + signer::UNSEALED_FOR));
    CHECK(hot.isOverdue(base::Seconds{100} + signer::UNSEALED_FOR));
    hot.end();
    CHECK_FALSE(hot.isOverdue({1'000'000}));
}

TEST_CASE("a tier that is not armed has no work for the child") {
    HotTier hot;
    const auto work = hot.workFor(wpkhVault().vault);
    REQUIRE_FALSE(work);
    CHECK(work.error().code == "signer.not_armed");
}
