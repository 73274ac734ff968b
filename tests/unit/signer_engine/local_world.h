// A seat inside the test, with a clock and a disk of the test's own; only the process that works on keys is a
// real one.
#pragma once

#include "base/system_ports.h"
#include "fakes/faulty_file_system.h"
#include "seat_world.h"
#include "secret/secret_memory.h"
#include "signer/engine/founding.h"
#include "signer/engine/key_work.h"
#include "signer/engine/seat.h"

#include <memory>

namespace strongroom::test {

class ManualClock final : public base::Clock {
public:
    [[nodiscard]] base::UnixTime now() const override { return m_now; }
    [[nodiscard]] base::Seconds sinceBoot() const override { return m_sinceBoot; }
    void pass(std::int64_t seconds) {
        m_now = m_now + base::Seconds{seconds};
        m_sinceBoot = m_sinceBoot + base::Seconds{seconds};
    }
    void set(base::UnixTime now) { m_now = now; }
    [[nodiscard]] std::string bootId() const override { return "boot " + std::to_string(m_boots); }
    /// Off for that long, by its clock.
    void startAgain(std::int64_t secondsOff) {
        m_now = m_now + base::Seconds{secondsOff};
        m_sinceBoot = {0};
        ++m_boots;
    }

private:
    base::UnixTime m_now{1'800'000'000};
    base::Seconds m_sinceBoot{5'000};
    int m_boots = 1;
};

inline Call callOf(signer::RequestHandler& handler, signer::ClientId client = 1) {
    return [&handler, client](const signer::Frame& request) -> Reply {
        signer::Frame reply = handler.handle(client, request);
        if (reply.header.find("error") != nullptr)
            return base::Unexpected(signer::refusalOf(reply));
        return reply;
    };
}

/// A machine that can be switched off; its files stay.
struct Machine {
    ManualClock clock;
    base::SystemRandom random;
    FaultyFileSystem files;
    std::optional<signer::HelperProcess> helper;
    std::unique_ptr<signer::Seat> seat;

    Machine() {
        REQUIRE(secret::initialise());
        auto started = signer::HelperProcess::start(
            [](const signer::Frame& request) { return signer::workOnKey(request); });
        REQUIRE(started);
        helper.emplace(std::move(*started));
    }
    [[nodiscard]] signer::EnginePorts ports() { return {&clock, &random, &files, &*helper}; }
    [[nodiscard]] Call call() {
        return [this](const signer::Frame& request) { return callOf(*seat)(request); };
    }
    /// The code with which the seat does not load, or "loaded".
    std::string start(const std::string& folder) {
        seat.reset();
        auto loaded = signer::Seat::load(ports(), folder);
        if (!loaded)
            return loaded.error().code;
        seat = std::move(*loaded);
        return "loaded";
    }
    /// What is left when every child process is gone: nothing signs.
    void loseHelper() {
        auto started = signer::HelperProcess::start([](const signer::Frame&) -> signer::Frame { _exit(9); });
        REQUIRE(started);
        helper.emplace(std::move(*started));
    }
};

/// Founded, unlocked by Anna, with one payee.
struct LocalWorld : Machine {
    World world;

    LocalWorld() {
        signer::Founding founding(ports());
        world = foundWorld(callOf(founding), "/seats");
        REQUIRE(start(world.seat) == "loaded");
        REQUIRE(codeOf(call()(unlocking(world.person("anna")))) == "done");
        REQUIRE(addPayee(world, call()) == "adopted");
    }
    void arm() {
        REQUIRE(codeOf(call()(arming(world.person("ben")))) == "done");
        REQUIRE(text(*call()(arming(world.person("cleo"))), "phase") == "armed");
    }
    void restart(std::string_view person = "anna") {
        REQUIRE(start(world.seat) == "loaded");
        REQUIRE(codeOf(call()(unlocking(world.person(person)))) == "done");
    }
    [[nodiscard]] Proposed propose(std::int64_t satoshi, std::string_view by = "anna") {
        return test::propose(world, call(), by, payment(world, satoshi), clock.now() + base::Seconds{86'400});
    }
    [[nodiscard]] std::string refusal(const signer::Frame& request) { return codeOf(call()(request)); }
    [[nodiscard]] std::string spend(const Proposed& proposed) {
        return codeOf(call()(spending(proposed)), "signed");
    }
    /// Kinds of all records so far.
    [[nodiscard]] std::vector<std::string> kinds() {
        std::vector<std::string> kinds;
        const Reply log = call()(frame("log", {{"from", 0}}));
        for (const base::Bytes& blob : log->blobs) {
            const auto json = base::Json::parseCanonical(base::asText(blob));
            kinds.push_back(audit::LeafRecord::parse(*json)->leaf.kind());
        }
        return kinds;
    }
};

/// A policy that lets every payment wait, or go to the cold tier from an amount on.
inline base::Json policyWith(base::Json obligation) {
    base::Json policy = promptPolicy();
    base::Json::Array& rules = *policy.object()->find("rules")->second.array();
    rules.push_back(base::Json::Object{
        {"id", "added"},
        {"effect", "require"},
        {"source", "any"},
        {"when", base::Json::Object{{"field", "tx.outflow"}, {"op", ">="}, {"value", 3'000'000}}},
        {"obligations", base::Json::Array{std::move(obligation)}}});
    return policy::Policy::parse(policy).value().toJson(); // rules in their order
}

inline void adoptPolicy(LocalWorld& seat, base::Json obligation) {
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::policy,
                   authority::documentBytes(policyWith(std::move(obligation))),
                   {"anna", "ben"}) == "adopted");
}

} // namespace strongroom::test
