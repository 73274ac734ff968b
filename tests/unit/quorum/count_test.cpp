#include "quorum/count.h"

#include "fakes/team.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::quorum;
using strongroom::test::starterPeople;
using strongroom::test::with;

namespace {

const std::string TREASURY(64, 'a');

crypto::Unsigned statement(std::string_view text = "yes") {
    return {"test_statement", TREASURY, base::Json::Object{{"text", text}}};
}

std::vector<Vote> votesBy(const std::vector<std::string>& signers, const Roster& then) {
    std::vector<Vote> votes;
    for (const std::string& signer : signers) { // one object each, as approvals are: the order is theirs
        const CastVotes cast = castVotes(test::sign(statement(signer), {signer}), then);
        votes.insert(votes.end(), cast.votes.begin(), cast.votes.end());
    }
    return votes;
}

struct Options {
    std::optional<PersonId> initiator;
    std::optional<Roster> then;
    std::optional<Roster> now;
};

QuorumResult countOf(const std::vector<Obligation>& obligations, const std::vector<std::string>& signers,
                     const Options& options = {}) {
    const Roster now = options.now ? *options.now : test::starterRoster();
    return count(crypto::sha256(base::asBytes("subject")), obligations,
                 votesBy(signers, options.then ? *options.then : now), now, options.initiator);
}

Obligation officers(std::uint32_t k) {
    return {{{k, Role::officer, std::nullopt}}, {}, {}};
}

std::optional<NotCounted> reasonFor(const QuorumResult& result, std::string_view handle) {
    for (const Uncounted& entry : result.uncounted()) {
        if (entry.person == test::personId(handle))
            return entry.reason;
    }
    return std::nullopt;
}

Roster rosterWith(std::string_view handle, PersonState state) {
    return test::rosterOf(with(starterPeople(), handle, [&](Person& p) { p.state = state; }));
}

} // namespace

TEST_CASE("as many different people as are asked for meet an obligation, one fewer do not") {
    CHECK(countOf({officers(2)}, {"ben", "dora"}).isMet());
    const QuorumResult one = countOf({officers(2)}, {"ben"});
    CHECK(!one.isMet());
    CHECK(one.obligations()[0].counted.size() == 1);
    CHECK(one.obligations()[0].needed == 2);
    CHECK(one.obligations()[0].couldStill.size() == 4);
    CHECK(!countOf({officers(1)}, {}).isMet());
    CHECK(countOf({}, {}).isMet());
}

TEST_CASE("a result carries the digest that it judged") {
    CHECK(countOf({officers(1)}, {"ben"}).subject() == crypto::sha256(base::asBytes("subject")));
}

TEST_CASE("a person with two devices counts once") {
    const QuorumResult result = countOf({officers(2)}, {"ben", "ben/1"});
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "ben") == NotCounted::alreadyCounted);
    CHECK(countOf({officers(1)}, {"ben/1"}).isMet());
}

TEST_CASE("whoever proposes does not count, unless the obligation says so") {
    const Options byBen{test::personId("ben"), std::nullopt, std::nullopt};
    const QuorumResult result = countOf({officers(2)}, {"ben", "dora"}, byBen);
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "ben") == NotCounted::initiator);
    CHECK(countOf({officers(2)}, {"ben", "dora", "emil"}, byBen).isMet());
    Obligation counting = officers(2);
    counting.initiatorCounts = InitiatorCounts::yes;
    CHECK(countOf({counting}, {"ben", "dora"}, byBen).isMet());
}

TEST_CASE("the initiator's second device does not count either") {
    const Options byBen{test::personId("ben"), std::nullopt, std::nullopt};
    CHECK(!countOf({officers(1)}, {"ben/1"}, byBen).isMet());
}

TEST_CASE("who is excluded does not count") {
    Obligation obligation = officers(1);
    obligation.exclude = {test::personId("dora")};
    const QuorumResult result = countOf({obligation}, {"dora"});
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "dora") == NotCounted::excluded);
    CHECK(countOf({obligation}, {"dora", "emil"}).isMet());
}

TEST_CASE("suspended and revoked people never count and never lower what is asked for") {
    for (const auto& [state, reason] : {std::pair{PersonState::suspended, NotCounted::personSuspended},
                                        std::pair{PersonState::revoked, NotCounted::personRevoked}}) {
        const Options options{std::nullopt, test::starterRoster(), rosterWith("dora", state)};
        const QuorumResult result = countOf({officers(2)}, {"ben", "dora"}, options);
        CHECK(!result.isMet());
        CHECK(result.obligations()[0].needed == 2);
        CHECK(reasonFor(result, "dora") == reason);
    }
}

TEST_CASE("a revoked device does not count, another of the same person does") {
    const Roster now = test::rosterOf(
        with(starterPeople(), "ben", [](Person& p) { p.devices[0].state = DeviceState::revoked; }));
    const Options options{std::nullopt, test::starterRoster(), now};
    const QuorumResult result = countOf({officers(1)}, {"ben"}, options);
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "ben") == NotCounted::deviceRevoked);
    CHECK(countOf({officers(1)}, {"ben", "ben/1"}, options).isMet());
}

TEST_CASE("who was not active when signing does not count after coming back") {
    const Options options{std::nullopt, rosterWith("dora", PersonState::suspended), test::starterRoster()};
    const QuorumResult result = countOf({officers(1)}, {"dora"}, options);
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "dora") == NotCounted::notActiveThen);
}

TEST_CASE("a role counts only when it is held both when signing and now") {
    const Roster without =
        test::rosterOf(with(starterPeople(), "anna", [](Person& p) { p.roles = {Role::admin}; }));
    const Options gained{std::nullopt, without, test::starterRoster()};
    const Options lost{std::nullopt, test::starterRoster(), without};
    CHECK(reasonFor(countOf({officers(1)}, {"anna"}, gained), "anna") == NotCounted::roleMissing);
    CHECK(reasonFor(countOf({officers(1)}, {"anna"}, lost), "anna") == NotCounted::roleMissing);
    CHECK(countOf({officers(1)}, {"anna"}).isMet());
}

TEST_CASE("signing again in a role gained meanwhile counts, once") {
    const Roster without =
        test::rosterOf(with(starterPeople(), "anna", [](Person& p) { p.roles = {Role::admin}; }));
    std::vector<Vote> votes = castVotes(test::sign(statement("early"), {"anna"}), without).votes;
    for (const Vote& vote : castVotes(test::sign(statement("late"), {"anna"}), test::starterRoster()).votes)
        votes.push_back(vote);
    const std::vector<Obligation> one = {officers(1)};
    const std::vector<Obligation> two = {officers(2)};
    const QuorumResult met = count({}, one, votes, test::starterRoster(), std::nullopt);
    CHECK(met.isMet());
    REQUIRE(met.uncounted().size() == 1); // the first signature is not lost from sight
    CHECK(met.uncounted()[0].object == votes[0].object());
    CHECK(met.uncounted()[0].reason == NotCounted::alreadyCounted);
    CHECK(!count({}, two, votes, test::starterRoster(), std::nullopt).isMet());
}

TEST_CASE("somebody without the role that is asked for does not count") {
    const QuorumResult result = countOf({officers(1)}, {"cora", "audrey", "otto"});
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "cora") == NotCounted::roleMissing);
}

TEST_CASE("inside one obligation nobody fills two places; across obligations the same vote serves") {
    const Obligation adminAndOfficer{
        {{1, Role::admin, std::nullopt}, {1, Role::officer, std::nullopt}}, {}, {}};
    CHECK(!countOf({adminAndOfficer}, {"ben"}).isMet());
    CHECK(countOf({adminAndOfficer}, {"ben", "dora"}).isMet());
    CHECK(countOf({adminAndOfficer}, {"dora", "ben"}).isMet());
    const Obligation admin{{{1, Role::admin, std::nullopt}}, {}, {}};
    CHECK(countOf({admin, officers(1)}, {"ben"}).isMet());
}

TEST_CASE("places are matched so that as many as possible are filled, whatever the order of votes") {
    // Anna could be taken as an officer, which would leave nobody for the CFO's place.
    const Obligation withCfo{{{2, Role::officer, Role::cfo}}, {}, {}};
    CHECK(countOf({withCfo}, {"anna", "dora"}).isMet());
    CHECK(countOf({withCfo}, {"dora", "anna"}).isMet());
    const QuorumResult noCfo = countOf({withCfo}, {"dora", "emil"});
    CHECK(!noCfo.isMet());
    CHECK(noCfo.obligations()[0].couldStill == std::vector<PersonId>{test::personId("anna")});
    CHECK(reasonFor(noCfo, "emil") == NotCounted::notNeeded);

    const Obligation chain{
        {{1, Role::officer, std::nullopt}, {1, Role::admin, std::nullopt}, {1, Role::admin, Role::cfo}},
        {},
        {}};
    CHECK(countOf({chain}, {"anna", "ben", "dora"}).isMet());
    CHECK(countOf({chain}, {"ben", "dora", "anna"}).isMet());
    CHECK(!countOf({chain}, {"anna", "dora", "emil"}).isMet());
}

TEST_CASE("votes beyond what is needed are named as not needed") {
    const QuorumResult result = countOf({officers(1)}, {"ben", "dora"});
    CHECK(result.isMet());
    CHECK(result.obligations()[0].counted.front().person == test::personId("ben"));
    CHECK(reasonFor(result, "dora") == NotCounted::notNeeded);
    CHECK(result.obligations()[0].couldStill.empty());
}

TEST_CASE("a signature by an unknown key or over something else is no vote") {
    const Roster roster = test::starterRoster();
    const CastVotes foreign = castVotes(test::sign(statement(), {"mallory"}), roster);
    CHECK(foreign.votes.empty());
    REQUIRE(foreign.uncounted.size() == 1);
    CHECK(foreign.uncounted[0].reason == NotCounted::unknownKey);
    CHECK(!foreign.uncounted[0].person);

    const crypto::Signature other = crypto::signWith(statement("no"), test::deviceKey("ben", 0));
    const CastVotes moved = castVotes(crypto::assemble(statement("yes"), {other}), roster);
    CHECK(moved.votes.empty());
    REQUIRE(moved.uncounted.size() == 1);
    CHECK(moved.uncounted[0].reason == NotCounted::badSignature);
}

TEST_CASE("a vote by a key that has no holder any more does not count") {
    auto fewer = starterPeople();
    fewer.erase(fewer.begin() + 3); // dora: cannot happen in a chain, must not count all the same
    const Options options{std::nullopt, test::starterRoster(), test::rosterOf(fewer)};
    const QuorumResult result = countOf({officers(1)}, {"dora"}, options);
    CHECK(!result.isMet());
    CHECK(reasonFor(result, "dora") == NotCounted::unknownKey);
}
