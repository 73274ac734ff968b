#include "local_world.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

/// The code with which a founding by `people` ends.
std::string foundWith(const std::vector<Member>& people, base::Json::Object plan,
                      const std::function<void(base::Json::Object&)>& change = {}) {
    Machine machine;
    signer::Founding founding(machine.ports());
    const Call call = callOf(founding);
    for (const Member& member : people) {
        const Reply enrolled = call(enrolment(member));
        if (!enrolled)
            return enrolled.error().code;
    }
    if (change)
        change(plan);
    const std::string code = codeOf(call(frame("finish", std::move(plan))), "founded");
    CHECK(founding.wantsToEnd() == (code == "founded"));
    if (code != "founded") {
        for (const std::string& path : machine.files.paths())
            CHECK_MESSAGE(path.find("journal") == std::string::npos, path);
    }
    return code;
}

} // namespace

TEST_CASE("four people found a treasury, and the seat is there for them") {
    CHECK(foundWith(members(), foundingPlan("/seats")) == "founded");
}

TEST_CASE("no treasury is founded on mainnet, in training least of all") {
    CHECK(foundWith(members(), foundingPlan("/seats"), [](base::Json::Object& plan) {
              plan.insert_or_assign("network", "main");
          }) == "authority.training_on_main");
}

TEST_CASE("too few people and too few or too many officers are refused") {
    std::vector<Member> two = members();
    two.resize(2);
    CHECK(foundWith(two, foundingPlan("/seats")) == "authority.quorum_too_small");
    std::vector<Member> one = members();
    for (std::size_t i = 1; i < one.size(); ++i)
        one[i].roles = {quorum::Role::admin};
    CHECK(foundWith(one, foundingPlan("/seats")) == "authority.quorum_too_small");
    std::vector<Member> many = members();
    for (int i = 0; i < 10; ++i) {
        Member more = members().back();
        more.handle = "officer-" + std::string(1, static_cast<char>('a' + i));
        more.name = "Officer " + std::string(1, static_cast<char>('A' + i));
        many.push_back(more);
    }
    CHECK(foundWith(many, foundingPlan("/seats")) == "signer.too_many_officers");
}

TEST_CASE("two people of one name, bad names and unknown roles do not enrol") {
    for (const auto& [change, code] : {std::pair<std::function<void(Member&)>, std::string>{
                                           [](Member& m) { m.handle = "anna"; }, "quorum.duplicate_name"},
                                       {[](Member& m) { m.name = "Test anna"; }, "quorum.duplicate_name"},
                                       {[](Member& m) { m.handle = "No Handle"; }, "quorum.bad_name"},
                                       {[](Member& m) { m.passphrase = ""; }, "signer.bad_request"}}) {
        std::vector<Member> people = members();
        change(people[1]);
        CHECK(foundWith(people, foundingPlan("/seats")) == code);
    }
    Machine machine;
    signer::Founding founding(machine.ports());
    signer::Frame request = enrolment(members()[0]);
    request.header.object()->insert_or_assign("roles", base::Json::Array{"emperor"});
    CHECK(codeOf(callOf(founding)(request)) == "quorum.unknown_role");
}

TEST_CASE("training people and others do not found together") {
    Machine machine;
    signer::Founding founding(machine.ports());
    REQUIRE(codeOf(callOf(founding)(enrolment(members()[0]))) == "done");
    signer::Frame request = enrolment(members()[1]);
    request.header.object()->insert_or_assign("training", false);
    CHECK(codeOf(callOf(founding)(request)) == "signer.founding_changed");
}

TEST_CASE("who enrolled is taken out again, and somebody unknown is not") {
    Machine machine;
    signer::Founding founding(machine.ports());
    const Call call = callOf(founding);
    REQUIRE(codeOf(call(enrolment(members()[0]))) == "done");
    CHECK(codeOf(call(frame("remove", {{"person", "ben"}}))) == "signer.unknown_person");
    CHECK(codeOf(call(frame("remove", {{"person", "anna"}}))) == "done");
    CHECK(codeOf(call(enrolment(members()[0]))) == "done");
    CHECK(codeOf(call(frame("spend"))) == "signer.unknown_verb");
}

TEST_CASE("a plan with a part missing, a relative folder or a log that is a path is refused") {
    for (const char* part : {"network", "gap_limit", "policy", "change_rules", "folder"}) {
        CAPTURE(part);
        CHECK(foundWith(members(), foundingPlan("/seats"),
                        [&](base::Json::Object& plan) { plan.erase(part); }) == "signer.bad_request");
    }
    const auto with = [](const char* part, base::Json value) {
        return foundWith(members(), foundingPlan("/seats"),
                         [&](base::Json::Object& plan) { plan.insert_or_assign(part, value); });
    };
    CHECK(with("folder", "seats") == "signer.bad_request");
    CHECK(with("gap_limit", 0) == "signer.bad_request");
    CHECK(with("gap_limit", std::int64_t{authority::MAX_GAP_LIMIT} + 1) == "signer.bad_request");
    CHECK(with("log", "../../elsewhere") != "founded");
    CHECK(with("log", "") != "founded");
    CHECK(with("policy", base::Json::Object{{"rules", "none"}}) == "authority.bad_policy");
}

TEST_CASE("a founding without a working child or disk leaves no seat that opens") {
    Machine machine;
    machine.loseHelper();
    signer::Founding founding(machine.ports());
    const Call call = callOf(founding);
    for (const Member& member : members())
        REQUIRE(codeOf(call(enrolment(member))) == "done");
    CHECK(codeOf(call(frame("finish", foundingPlan("/seats")))) == "signer.child_lost");
    CHECK(machine.files.paths().empty());
}

TEST_CASE("a founding that the disk interrupts anywhere leaves nothing that opens") {
    for (std::size_t failing = 0;; ++failing) {
        Machine machine;
        signer::Founding founding(machine.ports());
        const Call call = callOf(founding);
        for (const Member& member : members())
            REQUIRE(codeOf(call(enrolment(member))) == "done");
        machine.files.failAt(failing, Fault::noSpace);
        const std::string code = codeOf(call(frame("finish", foundingPlan("/seats"))), "founded");
        if (code == "founded")
            break;
        CAPTURE(failing);
        machine.files.crash(Loss::everything);
        std::string seat;
        for (const std::string& path : machine.files.paths())
            if (path.ends_with("-console"))
                seat = path;
        if (seat.empty())
            continue;
        const std::string loaded = machine.start(seat);
        // A seat that lacks nothing but the answer to the founders has no slot, so nobody's passphrase opens
        // it.
        const std::string phase = loaded == "loaded" ? text(*machine.call()(frame("status")), "phase") : "";
        CHECK((loaded == "signer.keys_without_journal" || loaded == "signer.journal_without_keys" ||
               phase.empty() || phase == "locked"));
        REQUIRE(failing < 100);
    }
}
