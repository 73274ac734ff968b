// Device keys made at a seat: worth nothing until the quorum for people has signed them into the roster.
#include "local_world.h"

#include "authority/change_rules.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

const std::string PASSPHRASE = "canary passphrase of a new key";

signer::Frame enrolling(const World& world, const std::string& handle) {
    signer::Frame request = frame("enrol", {{"person", handle}, {"label", "Second desk"}, {"slot", true}});
    base::Bytes secret = world.databaseKey;
    secret.insert(secret.end(), PASSPHRASE.begin(), PASSPHRASE.end());
    request.secret = secret::SecureBuffer::copyOf(secret);
    return request;
}

quorum::Device deviceIn(const signer::Frame& made) {
    const auto key = crypto::Ed25519PublicKey::from(*base::fromHex(text(made, "key")));
    const auto proof = crypto::Ed25519Signature::from(*base::fromHex(text(made, "possession")));
    return {*key, crypto::keyIdOf(*key), "Second desk", quorum::DeviceState::active, *proof};
}

Member memberWith(const std::string& handle, const signer::Frame& made) {
    Member member;
    member.handle = handle;
    member.passphrase = PASSPHRASE;
    member.approval = made.blobs.at(0);
    member.slot = made.blobs.at(1);
    return member;
}

std::string signedInto(LocalWorld& seat, std::vector<quorum::Person> people,
                       const std::vector<std::string>& signers) {
    const auto roster = quorum::Roster::make(std::move(people));
    if (!roster)
        return std::string(base::ErrorInfo(describe(roster.error())).code);
    const authority::PeopleDocument document{*roster, seat.world.state->changeRules()};
    return change(seat.world, seat.call(), authority::ChangeKind::people,
                  authority::documentBytes(authority::toJson(document)), signers);
}

} // namespace

TEST_CASE("a second device opens the seat once the quorum has signed it into the roster, and not before") {
    LocalWorld seat;
    const Reply made = seat.call()(enrolling(seat.world, "ben"));
    REQUIRE(codeOf(made) == "done");
    CHECK(text(*made, "person_id") == base::toHex(seat.world.person("ben").id.span()));
    const Member second = memberWith("ben", *made);
    CHECK(seat.refusal(unlocking(second)) == "signer.unknown_person");

    auto people = seat.world.state->roster().people();
    for (quorum::Person& person : people)
        if (person.handle == "ben")
            person.devices.push_back(deviceIn(*made));
    CHECK(signedInto(seat, people, {"anna"}) == "authority.quorum_not_met");
    CHECK(signedInto(seat, people, {"anna", "dora"}) ==
          "authority.quorum_not_met"); // she is no administrator
    CHECK(seat.refusal(unlocking(second)) == "signer.unknown_person");
    REQUIRE(signedInto(seat, people, {"anna", "cleo"}) == "adopted");
    REQUIRE(seat.refusal(frame("lock")) == "done");
    CHECK(seat.refusal(unlocking(second)) == "done");
    const auto kinds = seat.kinds();
    CHECK(std::count(kinds.begin(), kinds.end(), "authority.key_made") == 1);
}

TEST_CASE("a new person is named by the key that was made for them, and nobody else's proof fits it") {
    LocalWorld seat;
    const Reply made = seat.call()(enrolling(seat.world, "gina"));
    REQUIRE(codeOf(made) == "done");
    const quorum::Device device = deviceIn(*made);
    CHECK(text(*made, "person_id") == base::toHex(quorum::personIdOf(device.key).span()));
    auto people = seat.world.state->roster().people();
    auto stolen = people;
    stolen.front().devices.push_back(device); // proven for gina, claimed by another
    CHECK(signedInto(seat, stolen, {"anna", "ben"}) == "quorum.no_possession");
    people.push_back({quorum::personIdOf(device.key),
                      "gina",
                      "Gina",
                      {quorum::Role::auditor},
                      quorum::PersonState::active,
                      {device}});
    REQUIRE(signedInto(seat, people, {"anna", "ben"}) == "adopted");
    REQUIRE(seat.refusal(frame("lock")) == "done");
    CHECK(seat.refusal(unlocking(memberWith("gina", *made))) == "done");
}

TEST_CASE("no key is made at a locked seat, without a passphrase, or for somebody suspended") {
    LocalWorld seat;
    signer::Frame empty = enrolling(seat.world, "ben");
    empty.secret = secret::SecureBuffer::copyOf(seat.world.databaseKey);
    CHECK(seat.refusal(empty) == "signer.bad_request");
    auto people = seat.world.state->roster().people();
    for (quorum::Person& person : people)
        if (person.handle == "dora")
            person.state = quorum::PersonState::suspended;
    REQUIRE(signedInto(seat, people, {"anna", "ben"}) == "adopted");
    CHECK(seat.refusal(enrolling(seat.world, "dora")) == "signer.unknown_person");
    REQUIRE(seat.refusal(frame("lock")) == "done");
    CHECK(seat.refusal(enrolling(seat.world, "ben")) == "signer.locked");
}
