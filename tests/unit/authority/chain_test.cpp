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

Change policyChange(const AuthorityState& state, std::int64_t limit, const std::vector<std::string>& signers,
                    base::UnixTime at = FOUNDED) {
    return test::signedChange(state, ChangeKind::policy, documentBytes(test::limitPolicy(limit)), signers, at,
                              RULES);
}

Change peopleChange(const AuthorityState& state, std::vector<quorum::Person> people,
                    const std::vector<std::string>& signers) {
    const PeopleDocument document{test::rosterOf(std::move(people)), state.changeRules()};
    return test::signedChange(state, ChangeKind::people, documentBytes(toJson(document)), signers, FOUNDED,
                              RULES);
}

AuthorityState after(const AuthorityState& state, const Change& change) {
    const auto verified = verifyChange(state, change, RULES);
    REQUIRE(verified);
    return verified->preview();
}

Error errorOf(const AuthorityState& state, const Change& change) {
    const auto verified = verifyChange(state, change, RULES);
    REQUIRE(!verified);
    return verified.error();
}

/// A head of our own making, whatever it says.
Change forged(const AuthorityState& state, const Head& head, base::Bytes document,
              const std::vector<std::string>& signers = {"anna", "ben"}) {
    return {test::sign(toUnsigned(head, state.treasury()), signers), std::move(document)};
}

Head policyHead(const AuthorityState& state, std::int64_t limit) {
    return *draftHead(state, ChangeKind::policy, documentBytes(test::limitPolicy(limit)), FOUNDED, RULES);
}

} // namespace

TEST_CASE("a less strict policy signed by two administrators is adopted after the cool-down") {
    const AuthorityState state = founded();
    const auto change = verifyChange(state, policyChange(state, 200, {"anna", "ben"}), RULES);
    REQUIRE(change);
    CHECK(change->strictness() == Strictness::lessStrict);
    CHECK(change->cooldown() == DAY);
    const auto adopted = adopt(*change, FOUNDED, FOUNDED + DAY);
    REQUIRE(adopted);
    CHECK(adopted->version() == 2);
    CHECK(adopted->policy() == test::limitPolicy(200));
    CHECK(adopted->policyVersion() == 2);
    CHECK(adopted->headIdAt(1) == state.treasury());
}

TEST_CASE("the cool-down counts from this process's own first sight, to the second") {
    const AuthorityState state = founded();
    const auto change = verifyChange(state, policyChange(state, 200, {"anna", "ben"}), RULES);
    REQUIRE(change);
    const base::UnixTime firstSeen = FOUNDED + base::Seconds{1'000};
    CHECK(adopt(*change, firstSeen, firstSeen + base::Seconds{DAY.count - 1}).error() == Error::coolingDown);
    CHECK(adopt(*change, firstSeen, firstSeen + DAY));
}

TEST_CASE("a change that says it is older does not shorten the cool-down") {
    const AuthorityState state = founded();
    const auto change = verifyChange(state, policyChange(state, 200, {"anna", "ben"}, FOUNDED), RULES);
    REQUIRE(change);
    const base::UnixTime firstSeen = FOUNDED + base::Seconds{100 * DAY.count};
    CHECK(adopt(*change, firstSeen, firstSeen).error() == Error::coolingDown);
}

TEST_CASE("a stricter policy needs its small quorum and takes effect at once") {
    const AuthorityState state = founded();
    const auto change = verifyChange(state, policyChange(state, 50, {"cleo"}), RULES);
    REQUIRE(change);
    CHECK(change->strictness() == Strictness::stricter);
    CHECK(adopt(*change, FOUNDED, FOUNDED));
}

TEST_CASE("one administrator, an officer or the same person's two devices cannot loosen the policy") {
    const AuthorityState state = founded();
    for (const auto& signers : std::vector<std::vector<std::string>>{
             {"anna"}, {"dora"}, {"ben", "ben/1"}, {"anna", "dora"}, {"anna", "cora", "otto", "emil"}})
        CHECK(errorOf(state, policyChange(state, 200, signers)) == Error::quorumNotMet);
}

TEST_CASE("a change is not in force before the time it names") {
    const AuthorityState state = founded();
    const base::UnixTime later = FOUNDED + base::Seconds{10 * DAY.count};
    const auto change = verifyChange(state, policyChange(state, 50, {"anna"}, later), RULES);
    REQUIRE(change);
    CHECK(adopt(*change, FOUNDED, later - base::Seconds{1}).error() == Error::notYetEffective);
    CHECK(adopt(*change, FOUNDED, later));
}

TEST_CASE("a change does not claim a time before the one it follows") {
    const AuthorityState state = founded();
    Head head = policyHead(state, 50);
    head.effectiveFrom = FOUNDED - base::Seconds{1};
    CHECK(errorOf(state, forged(state, head, documentBytes(test::limitPolicy(50)))) ==
          Error::effectiveBackwards);
    CHECK(
        draftHead(state, ChangeKind::policy, documentBytes(test::limitPolicy(50)), head.effectiveFrom, RULES)
            .error() == Error::effectiveBackwards);
}

TEST_CASE("a freeze in between does not start a cool-down anew") {
    const AuthorityState state = founded();
    const auto before = verifyChange(state, policyChange(state, 200, {"anna", "ben"}), RULES);
    const AuthorityState frozen =
        after(state, test::signedChange(state, ChangeKind::freeze, {}, {"dora"}, FOUNDED, RULES));
    const auto again = verifyChange(frozen, policyChange(frozen, 200, {"anna", "ben"}), RULES);
    const auto other = verifyChange(frozen, policyChange(frozen, 300, {"anna", "ben"}), RULES);
    REQUIRE(before);
    REQUIRE(again);
    REQUIRE(other);
    CHECK(before->head().version + 1 == again->head().version);
    CHECK(before->changeId() == again->changeId());
    CHECK(before->changeId() != other->changeId());
}

TEST_CASE("lower, repeated, skipped and contradicting versions are refused") {
    const AuthorityState one = founded();
    const Change second = policyChange(one, 50, {"anna"});
    const AuthorityState two = after(one, second);
    const Change third = policyChange(two, 40, {"anna"});
    const AuthorityState three = after(two, third);

    CHECK(errorOf(two, second) == Error::alreadyAdopted);
    CHECK(errorOf(three, second) == Error::alreadyAdopted);
    CHECK(errorOf(one, third) == Error::versionGap);
    const Change rival = policyChange(one, 45, {"ben"});
    CHECK(errorOf(two, rival) == Error::fork);
    CHECK(errorOf(three, rival) == Error::versionRollback);
    const Change rivalsNext = policyChange(after(one, rival), 41, {"ben"});
    CHECK(errorOf(two, rivalsNext) == Error::wrongPrevious);
}

TEST_CASE("an older or contradicting chain does not take the place of a newer one") {
    const AuthorityState one = founded();
    const AuthorityState two = after(one, policyChange(one, 50, {"anna"}));
    const AuthorityState three = after(two, policyChange(two, 40, {"anna"}));
    const AuthorityState rival = after(one, policyChange(one, 45, {"ben"}));
    const AuthorityState rivalThree = after(rival, policyChange(rival, 41, {"ben"}));
    CHECK(checkNotBehind(three, two));
    CHECK(checkNotBehind(two, two));
    CHECK(checkNotBehind(two, three).error() == Error::versionRollback);
    CHECK(checkNotBehind(rival, two).error() == Error::fork);
    CHECK(checkNotBehind(rivalThree, two).error() == Error::fork);
    Genesis genesis = test::starterGenesis();
    genesis.nonce.fill(9);
    const AuthorityState other = *found(test::sign(toUnsigned(genesis), test::FOUNDERS), RULES);
    CHECK(checkNotBehind(other, one).error() == Error::wrongTreasury);
}

TEST_CASE("a head of another treasury is refused even when the same people signed it") {
    const AuthorityState state = founded();
    Genesis genesis = test::starterGenesis();
    genesis.nonce.fill(9);
    const AuthorityState other = *found(test::sign(toUnsigned(genesis), test::FOUNDERS), RULES);
    CHECK(errorOf(state, policyChange(other, 50, {"anna", "ben"})) == Error::wrongTreasury);
}

TEST_CASE("a head that alters more than its kind says is refused") {
    const AuthorityState state = founded();
    const base::Bytes document = documentBytes(test::limitPolicy(50));
    const auto errorWith = [&](auto change) {
        Head head = policyHead(state, 50);
        change(head);
        return errorOf(state, forged(state, head, document));
    };
    const crypto::Hash256 other = crypto::sha256(base::asBytes("other"));
    CHECK(errorWith([&](Head& head) { head.roots.roster = other; }) == Error::unrelatedChange);
    CHECK(errorWith([&](Head& head) { head.roots.vaults = other; }) == Error::unrelatedChange);
    CHECK(errorWith([&](Head& head) { head.roots.payees = other; }) == Error::unrelatedChange);
    CHECK(errorWith([&](Head& head) { head.roots.logs = other; }) == Error::unrelatedChange);
    CHECK(errorWith([&](Head& head) { head.roots.policy = other; }) == Error::documentMismatch);
}

TEST_CASE("a document other than the one signed for is refused") {
    const AuthorityState state = founded();
    Change change = policyChange(state, 50, {"anna", "ben"});
    change.document = documentBytes(test::limitPolicy(49));
    CHECK(errorOf(state, change) == Error::documentMismatch);
    change.document = base::toBytes(base::asBytes(R"({ "limit":50})"));
    CHECK(errorOf(state, change) == Error::malformed);
    change.document = {};
    CHECK(errorOf(state, change) == Error::malformed);
    const auto sized = [](std::size_t size) { // canonical, and a policy
        const base::Json policy = base::Json::Object{{"limit", 50}, {"x", std::string(size - 19, 'a')}};
        return documentBytes(policy);
    };
    REQUIRE(sized(MAX_DOCUMENT_BYTES).size() == MAX_DOCUMENT_BYTES);
    change.document = sized(MAX_DOCUMENT_BYTES);
    CHECK(errorOf(state, change) == Error::documentMismatch);
    change.document = sized(MAX_DOCUMENT_BYTES + 1);
    CHECK(errorOf(state, change) == Error::malformed);
    change.document = documentBytes(base::Json::Object{{"x", 1}});
    CHECK(errorOf(state, change) == Error::badPolicy);
}

TEST_CASE("a head that changes nothing is refused") {
    const AuthorityState state = founded();
    Head head = policyHead(state, 50);
    head.roots = state.roots();
    CHECK(errorOf(state, forged(state, head, documentBytes(test::limitPolicy(100)))) ==
          Error::nothingChanged);
}

TEST_CASE("a head with a signature that does not verify is refused, however many others do") {
    const AuthorityState state = founded();
    const Change good = policyChange(state, 200, {"anna", "ben"});
    CHECK(errorOf(state, policyChange(state, 200, {"anna", "ben", "mallory"})) == Error::unknownKey);
    std::vector<crypto::Signature> signatures = good.head.signatures();
    crypto::Unsigned other = good.head.unsignedPart();
    other.body.object()->insert_or_assign("effective_from", FOUNDED.seconds + 1);
    signatures.push_back(crypto::signWith(other, test::deviceKey("cleo", 0)));
    CHECK(errorOf(state, {crypto::assemble(good.head.unsignedPart(), signatures), good.document}) ==
          Error::badSignature);
}

TEST_CASE("a head's body has exactly one form") {
    const AuthorityState state = founded();
    const Change good = policyChange(state, 50, {"anna"});
    const auto errorWith = [&](const std::string& key, base::Json value) {
        crypto::Unsigned object = good.head.unsignedPart();
        object.body.object()->insert_or_assign(key, std::move(value));
        return errorOf(state, {test::sign(object, {"anna", "ben"}), good.document});
    };
    CHECK(errorWith("kind", "policies") == Error::malformed);
    CHECK(errorWith("version", 1) == Error::malformed);
    CHECK(errorWith("version", "2") == Error::malformed);
    CHECK(errorWith("prev", "00") == Error::malformed);
    CHECK(errorWith("note", "x") == Error::malformed);
    CHECK(errorWith("effective_from", -1) == Error::malformed);
    crypto::Unsigned object = good.head.unsignedPart();
    object.type = "intent";
    CHECK(errorOf(state, {test::sign(object, {"anna", "ben"}), good.document}) == Error::wrongType);
}

TEST_CASE("a change of people is signed by the old quorum, not by the new one") {
    const AuthorityState state = founded();
    auto people = test::starterPeople();
    people.push_back(test::person("mallory", {quorum::Role::admin}));
    people.push_back(test::person("mick", {quorum::Role::admin}));
    const PeopleDocument document{test::rosterOf(people), state.changeRules()};
    const base::Bytes bytes = documentBytes(toJson(document));
    const Head head = *draftHead(state, ChangeKind::people, bytes, FOUNDED, RULES);
    CHECK(errorOf(state, forged(state, head, bytes, {"mallory", "mick"})) == Error::unknownKey);
    CHECK(errorOf(state, forged(state, head, bytes, {"anna"})) == Error::quorumNotMet);
    const auto change = verifyChange(state, forged(state, head, bytes, {"anna", "ben"}), RULES);
    REQUIRE(change);
    CHECK(change->cooldown() == DAY);
    CHECK(adopt(*change, FOUNDED, FOUNDED).error() == Error::coolingDown);
    const AuthorityState next = *adopt(*change, FOUNDED, FOUNDED + DAY);
    CHECK(next.roster().findByHandle("mallory") != nullptr);
    CHECK(next.rosterAt(1)->findByHandle("mallory") == nullptr);
    CHECK(next.rosterAt(3) == nullptr);
    CHECK(next.policyVersion() == 1);
}

TEST_CASE("suspending somebody takes effect at once and ends that person's say") {
    const AuthorityState state = founded();
    const auto suspend = [](std::string_view handle) {
        return test::with(test::starterPeople(), handle,
                          [](quorum::Person& p) { p.state = quorum::PersonState::suspended; });
    };
    const auto change = verifyChange(state, peopleChange(state, suspend("ben"), {"anna", "cleo"}), RULES);
    REQUIRE(change);
    CHECK(change->cooldown() == base::Seconds{0});
    const AuthorityState next = *adopt(*change, FOUNDED, FOUNDED);
    CHECK(errorOf(next, policyChange(next, 200, {"anna", "ben"})) == Error::quorumNotMet);
    CHECK(verifyChange(next, policyChange(next, 200, {"anna", "cleo"}), RULES));
}

TEST_CASE("no change of people leaves a quorum or the policy out of reach") {
    const AuthorityState state = founded();
    auto people = test::starterPeople();
    for (const char* handle : {"ben", "cleo"})
        people =
            test::with(people, handle, [](quorum::Person& p) { p.state = quorum::PersonState::suspended; });
    const base::Bytes bytes =
        documentBytes(toJson(PeopleDocument{test::rosterOf(people), state.changeRules()}));
    CHECK(draftHead(state, ChangeKind::people, bytes, FOUNDED, RULES).error() == Error::quorumUnreachable);
    Head head = policyHead(state, 50);
    head.kind = ChangeKind::people;
    CHECK(errorOf(state, forged(state, head, bytes)) == Error::quorumUnreachable);

    Genesis genesis = test::starterGenesis();
    genesis.policy = base::Json::Object{{"limit", 1}, {"needs", 5}};
    const AuthorityState needy = *found(test::sign(toUnsigned(genesis), test::FOUNDERS), RULES);
    const auto fewer = test::with(test::starterPeople(), "emil",
                                  [](quorum::Person& p) { p.state = quorum::PersonState::suspended; });
    CHECK(draftHead(needy, ChangeKind::people,
                    documentBytes(toJson(PeopleDocument{test::rosterOf(fewer), needy.changeRules()})),
                    FOUNDED, RULES)
              .error() == Error::policyUnreachable);
    CHECK(draftHead(needy, ChangeKind::policy, documentBytes(base::Json::Object{{"limit", 1}, {"needs", 6}}),
                    FOUNDED, RULES)
              .error() == Error::policyUnreachable);
}

TEST_CASE("a change of people that revives or removes somebody is refused") {
    const AuthorityState state = founded();
    auto fewer = test::starterPeople();
    fewer.pop_back();
    CHECK(draftHead(state, ChangeKind::people,
                    documentBytes(toJson(PeopleDocument{test::rosterOf(fewer), state.changeRules()})),
                    FOUNDED, RULES)
              .error() == Error::illegalEdit);
}

TEST_CASE("lowering a change quorum needs the old quorum and waits; one person is never enough") {
    const AuthorityState state = founded();
    const auto document = [&](auto edit) {
        PeopleDocument people{state.roster(), state.changeRules()};
        edit(people.rules);
        return documentBytes(toJson(people));
    };
    const base::Bytes shorter = document([](ChangeRules& rules) { rules.cooldown = {0}; });
    const auto change = verifyChange(
        state, test::signedChange(state, ChangeKind::people, shorter, {"anna", "ben"}, FOUNDED, RULES),
        RULES);
    REQUIRE(change);
    CHECK(change->cooldown() == DAY); // the old one
    const base::Bytes longer = document([](ChangeRules& rules) { rules.cooldown = {2 * DAY.count}; });
    CHECK(verifyChange(state,
                       test::signedChange(state, ChangeKind::people, longer, {"anna", "ben"}, FOUNDED, RULES),
                       RULES)
              ->strictness() == Strictness::stricter);
    const base::Bytes alone = document([](ChangeRules& rules) {
        rules.people = {{1, quorum::Role::admin, std::nullopt}};
    });
    CHECK(draftHead(state, ChangeKind::people, alone, FOUNDED, RULES).error() == Error::quorumTooSmall);
}

TEST_CASE(
    "vaults and logs are added by their quorum after the cool-down, ended at once, and never come back") {
    const AuthorityState state = founded();
    const VaultRecord hot = test::vaultRecord("Hot");
    const Change add = test::signedChange(state, ChangeKind::vaults, recordsDocument(std::vector{hot}),
                                          {"anna", "ben"}, FOUNDED, RULES);
    CHECK(verifyChange(state, add, RULES)->cooldown() == DAY);
    const AuthorityState with = after(state, add);
    REQUIRE(with.findVault(hot.id) != nullptr);
    CHECK(with.findVault(hot.id)->hash == hashOf(hot));
    CHECK(verifyMembership(hashOf(hot), *with.proveVault(hashOf(hot)), with.roots().vaults));

    VaultRecord ended = hot;
    ended.state = RecordState::ended;
    const Change end = test::signedChange(with, ChangeKind::vaults, recordsDocument(std::vector{ended}),
                                          {"anna", "ben"}, FOUNDED, RULES);
    CHECK(verifyChange(with, end, RULES)->cooldown() == base::Seconds{0});
    const AuthorityState without = after(with, end);
    CHECK(draftHead(without, ChangeKind::vaults, recordsDocument(std::vector{hot}), FOUNDED, RULES).error() ==
          Error::illegalEdit);
    VaultRecord renamedAndEnded = ended;
    renamedAndEnded.name = "Other";
    CHECK(draftHead(with, ChangeKind::vaults, recordsDocument(std::vector{renamedAndEnded}), FOUNDED, RULES)
              .error() == Error::illegalEdit);

    const LogRecord log = test::logRecord("console");
    const AuthorityState logged =
        after(state, test::signedChange(state, ChangeKind::logs, recordsDocument(std::vector{log}),
                                        {"anna", "ben"}, FOUNDED, RULES));
    LogRecord otherKey = log;
    otherKey.key = test::deviceKey("mallory", 0).publicKey();
    CHECK(
        draftHead(logged, ChangeKind::logs, recordsDocument(std::vector{otherKey}), FOUNDED, RULES).error() ==
        Error::illegalEdit);
    LogRecord sameKey = log;
    sameKey.log = "desk";
    CHECK(
        draftHead(logged, ChangeKind::logs, recordsDocument(std::vector{sameKey}), FOUNDED, RULES).error() ==
        Error::duplicateRecord);
}

TEST_CASE("vaults that are unsound, share a name, come twice or are a second rescue are refused") {
    const AuthorityState state = founded();
    const auto errorWith = [&](const std::vector<VaultRecord>& records) {
        return draftHead(state, ChangeKind::vaults, recordsDocument(records), FOUNDED, RULES).error();
    };
    CHECK(errorWith({test::vaultRecord("bad")}) == Error::badVault);
    CHECK(errorWith({test::vaultRecord("Hot"), test::vaultRecord("Hot")}) == Error::duplicateRecord);
    VaultRecord sameName = test::vaultRecord("Warm");
    sameName.name = "Hot";
    CHECK(errorWith({test::vaultRecord("Hot"), sameName}) == Error::duplicateRecord);
    VaultRecord rescue = test::vaultRecord("Rescue");
    rescue.use = VaultUse::rescue;
    VaultRecord second = test::vaultRecord("Second");
    second.use = VaultUse::rescue;
    CHECK(errorWith({rescue, second}) == Error::duplicateRecord);
    VaultRecord ended = test::vaultRecord("Hot");
    ended.state = RecordState::ended;
    CHECK(errorWith({ended}) == Error::illegalEdit);
    CHECK(errorWith({}) == Error::nothingChanged);
    CHECK(draftHead(state, ChangeKind::vaults, documentBytes(base::Json::Object{{"records", "x"}}), FOUNDED,
                    RULES)
              .error() == Error::malformed);
    CHECK(draftHead(state, ChangeKind::vaults, recordsDocument(std::vector{test::logRecord("console")}),
                    FOUNDED, RULES)
              .error() == Error::badVault);
}

TEST_CASE("a chain replays from its bytes alone") {
    const crypto::SignedObject genesis = test::sign(toUnsigned(test::starterGenesis()), test::FOUNDERS);
    const AuthorityState one = *found(genesis, RULES);
    std::vector<Change> changes = {policyChange(one, 200, {"anna", "ben"})};
    const AuthorityState two = after(one, changes.back());
    changes.push_back(test::signedChange(two, ChangeKind::vaults,
                                         recordsDocument(std::vector{test::vaultRecord("Hot")}),
                                         {"ben", "cleo"}, FOUNDED, RULES));
    const AuthorityState three = after(two, changes.back());
    for (Change& change : changes) // as read back from a file
        change.head = *crypto::SignedObject::parse(change.head.bytes(), MAX_HEAD_BYTES);
    const auto replayed =
        replay(*crypto::SignedObject::parse(genesis.bytes(), MAX_GENESIS_BYTES), changes, RULES);
    REQUIRE(replayed);
    CHECK(replayed->headId() == three.headId());
    CHECK(replayed->roots() == three.roots());
    std::swap(changes[0], changes[1]);
    CHECK(!replay(genesis, changes, RULES));
    changes.erase(changes.begin());
    changes[0].document.back() ^= 1;
    CHECK(!replay(genesis, changes, RULES));
}

TEST_CASE("who is still needed can be counted before a head is complete") {
    const AuthorityState state = founded();
    const auto result = countSigners(state, policyChange(state, 200, {"anna"}), RULES);
    REQUIRE(result);
    CHECK(!result->isMet());
    CHECK(result->obligations()[0].counted.size() == 1);
    CHECK(result->obligations()[0].couldStill.size() == 2);
}

TEST_CASE("a change of people with a key that nobody proved to hold is refused") {
    const AuthorityState state = founded();
    base::Json people = toJson(PeopleDocument{state.roster(), state.changeRules()});
    base::Json& roster = people.object()->at("roster");
    base::Json& device =
        roster.object()->at("people").array()->front().object()->at("devices").array()->front();
    device.object()->insert_or_assign("proof", std::string(128, '0'));
    CHECK(draftHead(state, ChangeKind::people, documentBytes(people), FOUNDED, RULES).error() ==
          Error::badRoster);
}

TEST_CASE("more records of a kind than are supported are refused") {
    const AuthorityState state = founded();
    std::vector<LogRecord> logs;
    for (std::size_t i = 0; i <= MAX_RECORDS; ++i) {
        LogRecord record = test::logRecord("console");
        record.log += std::to_string(i);
        const crypto::Hash256 hash = crypto::sha256(base::asBytes(record.log));
        record.key = *crypto::Ed25519PublicKey::from(hash.span());
        logs.push_back(std::move(record));
    }
    CHECK(draftHead(state, ChangeKind::logs, recordsDocument(logs), FOUNDED, RULES).error() ==
          Error::tooManyRecords);
    logs.pop_back();
    CHECK(draftHead(state, ChangeKind::logs, recordsDocument(logs), FOUNDED, RULES));
}
