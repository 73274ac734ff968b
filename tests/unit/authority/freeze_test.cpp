// Freezing and unfreezing (POLICY §3), through authority/chain.h.
#include "authority/chain.h"

#include "fakes/founding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::authority;
using strongroom::test::DAY;
using strongroom::test::FOUNDED;
using strongroom::test::SimpleRules;

namespace {

const SimpleRules RULES;

AuthorityState founded() {
    return *found(test::sign(toUnsigned(test::starterGenesis()), test::FOUNDERS), RULES);
}

base::Result<AuthorityState, Error> apply(const AuthorityState& state, ChangeKind kind,
                                          const std::vector<std::string>& signers,
                                          base::UnixTime at = FOUNDED) {
    const Change change = test::signedChange(state, kind, {}, signers, at, RULES);
    STRONGROOM_ASSIGN(const VerifiedChange verified, verifyChange(state, change, RULES));
    return adopt(verified, at, at);
}

AuthorityState frozenBy(const std::string& officer) {
    return *apply(founded(), ChangeKind::freeze, {officer});
}

} // namespace

TEST_CASE("any one officer freezes, at once") {
    const AuthorityState state = frozenBy("dora");
    CHECK(state.isFrozen());
    REQUIRE(state.freezes().size() == 1);
    CHECK(state.freezes()[0].by == std::vector{test::personId("dora")});
    CHECK(state.roots() == founded().roots());
}

TEST_CASE("who is no officer cannot freeze") {
    for (const char* handle : {"cora", "otto", "audrey"})
        CHECK(apply(founded(), ChangeKind::freeze, {handle}).error() == Error::quorumNotMet);
}

TEST_CASE("unfreezing needs the administrators' quorum without the person who froze, and no cool-down") {
    const AuthorityState byBen = frozenBy("ben");
    CHECK(apply(byBen, ChangeKind::unfreeze, {"ben", "anna"}).error() == Error::quorumNotMet);
    CHECK(apply(byBen, ChangeKind::unfreeze, {"anna"}).error() == Error::quorumNotMet);
    CHECK(apply(byBen, ChangeKind::unfreeze, {"dora", "emil", "anna"}).error() == Error::quorumNotMet);
    const auto lifted = apply(byBen, ChangeKind::unfreeze, {"anna", "cleo"});
    REQUIRE(lifted);
    CHECK(!lifted->isFrozen());
    CHECK(lifted->freezes()[0].lifted == FOUNDED);
}

TEST_CASE("what is frozen is not frozen again, what is not is not unfrozen") {
    CHECK(draftHead(frozenBy("dora"), ChangeKind::freeze, {}, FOUNDED, RULES).error() ==
          Error::alreadyFrozen);
    CHECK(draftHead(founded(), ChangeKind::unfreeze, {}, FOUNDED, RULES).error() == Error::notFrozen);
}

TEST_CASE("a freeze names no document and changes no hash") {
    const AuthorityState state = founded();
    Head head = *draftHead(state, ChangeKind::freeze, {}, FOUNDED, RULES);
    const auto errorOf = [&](base::Bytes document) {
        return verifyChange(state,
                            {test::sign(toUnsigned(head, state.treasury()), {"dora"}), std::move(document)},
                            RULES)
            .error();
    };
    CHECK(errorOf({1}) == Error::malformed);
    head.roots.policy = {};
    CHECK(errorOf({}) == Error::unrelatedChange);
    CHECK(draftHead(frozenBy("dora"), ChangeKind::unfreeze, base::Bytes{1}, FOUNDED, RULES).error() ==
          Error::malformed);
}

TEST_CASE("within seven days the same person freezes again only with a colleague") {
    const AuthorityState lifted = *apply(frozenBy("dora"), ChangeKind::unfreeze, {"anna", "cleo"});
    const base::UnixTime soon = FOUNDED + base::Seconds{7 * DAY.count - 1};
    const base::UnixTime later = FOUNDED + base::Seconds{7 * DAY.count};
    CHECK(apply(lifted, ChangeKind::freeze, {"dora"}, soon).error() == Error::freezeNeedsColleague);
    CHECK(apply(lifted, ChangeKind::freeze, {"dora", "emil"}, soon));
    CHECK(apply(lifted, ChangeKind::freeze, {"emil"}, soon));
    CHECK(apply(lifted, ChangeKind::freeze, {"dora"}, later));
    CHECK(apply(lifted, ChangeKind::freeze, {"dora", "cora"}, soon).error() == Error::freezeNeedsColleague);
}

TEST_CASE("the seven days count from the unfreezing, which a quorum dates, not from what the freezer wrote") {
    // Dora dates her freeze long ago, which the chain allows only back to the head before.
    const AuthorityState state = founded();
    CHECK(draftHead(state, ChangeKind::freeze, {}, FOUNDED - base::Seconds{1}, RULES).error() ==
          Error::effectiveBackwards);
    const base::UnixTime unfrozen = FOUNDED + base::Seconds{30 * DAY.count};
    const AuthorityState lifted = *apply(frozenBy("dora"), ChangeKind::unfreeze, {"anna", "cleo"}, unfrozen);
    CHECK(apply(lifted, ChangeKind::freeze, {"dora"}, unfrozen + DAY).error() == Error::freezeNeedsColleague);
}
