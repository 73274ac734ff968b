// No secret stands where it should not: files, arguments, environment.
#include "process_world.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace strongroom;
using namespace strongroom::test;

namespace {

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// Processes that run the signer's program, helper and all.
std::vector<std::string> signers() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string pid = entry.path().filename();
        if (pid.find_first_not_of("0123456789") != std::string::npos)
            continue;
        if (contentOf("/proc/" + pid + "/cmdline").starts_with(STRONGROOM_SIGNER))
            found.push_back(pid);
    }
    return found;
}

} // namespace

TEST_CASE("passphrases, seeds and keys are in no file, argument or environment") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    SignerProcess seat({"--seat", world.seat});
    REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
    REQUIRE(addPayee(world, seat.call()) == "adopted");
    REQUIRE(codeOf(seat(arming(world.person("ben")))) == "done");
    REQUIRE(codeOf(seat(arming(world.person("cleo")))) == "done");
    Proposed proposed = propose(world, seat.call(), "anna", payment(world, 20'000'000), tomorrow());
    REQUIRE(state(world, seat.call(), "dora", proposed) == "done");
    REQUIRE(state(world, seat.call(), "ben", proposed) == "done");
    REQUIRE(isSigned(seat(spending(proposed))));
    Member wrong = world.person("dora");
    wrong.passphrase = "canary passphrase mistyped";
    REQUIRE(codeOf(seat(unlocking(wrong))) == "signer.wrong_passphrase");

    std::vector<std::string> secrets{"canary passphrase",
                                     "tprv",
                                     "xprv",
                                     std::string(base::asText(world.databaseKey)),
                                     base::toHex(world.databaseKey),
                                     base::toBase64(world.databaseKey)};
    std::vector<std::string> places;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file())
            places.push_back(contentOf(entry.path()));
    REQUIRE(places.size() >= 6);
    const std::vector<std::string> running = signers();
    REQUIRE(running.size() >= 2); // the seat and its helper
    for (const std::string& pid : running)
        for (const char* file : {"/cmdline", "/environ", "/comm"})
            places.push_back(contentOf("/proc/" + pid + file));
    for (const std::string& secret : secrets)
        for (const std::string& place : places)
            CHECK(place.find(secret) == std::string::npos);
    // What people wrote and who was paid is in the journal, and not in clear.
    for (const std::string_view word : {"INV 12", "Cables", "withdrawal.signed"})
        CHECK(contentOf(world.seat + "/journal").find(word) == std::string::npos);
}

TEST_CASE("other processes of the same user cannot read the signer's memory") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    SignerProcess seat({"--seat", world.seat});
    REQUIRE(codeOf(seat(unlocking(world.person("anna")))) == "done");
    for (const std::string& pid : signers()) {
        // A process that is not dumpable belongs to root in /proc, so that its own user cannot open it.
        struct stat status {};
        REQUIRE(stat(("/proc/" + pid + "/mem").c_str(), &status) == 0);
        CHECK(status.st_uid == 0); // says nothing when root runs the test; the rest does
        CHECK(contentOf("/proc/" + pid + "/limits").find("Max core file size        0     ") !=
              std::string::npos);
        const std::string text = contentOf("/proc/" + pid + "/status");
        CHECK(text.find("Seccomp:\t2") != std::string::npos);
        CHECK(text.find("NoNewPrivs:\t1") != std::string::npos);
    }
}
