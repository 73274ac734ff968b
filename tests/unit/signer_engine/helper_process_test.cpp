#include "local_world.h"

#include <csignal>
#include <fcntl.h>

using namespace strongroom;
using namespace strongroom::test;
using signer::HelperProcess;

namespace {

signer::Frame askedFor(const signer::Frame& request) {
    const std::string what = text(request, "verb");
    if (what == "die")
        raise(SIGKILL);
    if (what == "leave")
        _exit(0);
    signer::Frame reply = frame("answer", {{"pid", std::int64_t{getpid()}}});
    if (what == "descriptors") {
        std::int64_t open = 0;
        for (int descriptor = 3; descriptor < 256; ++descriptor)
            open += fcntl(descriptor, F_GETFD) >= 0 ? 1 : 0;
        reply.header.object()->insert_or_assign("open", open);
    }
    return reply;
}

} // namespace

TEST_CASE("every request has a child of its own, and a dead child is a refusal, not an end") {
    REQUIRE(secret::initialise());
    auto helper = HelperProcess::start(askedFor).value();
    const Reply first = helper.run(frame("work"));
    const Reply second = helper.run(frame("work"));
    REQUIRE(codeOf(first) == "done");
    REQUIRE(codeOf(second) == "done");
    CHECK(number(*first, "pid") != number(*second, "pid"));
    CHECK(number(*first, "pid") != getpid());
    CHECK(codeOf(helper.run(frame("die"))) == "signer.child_lost");
    CHECK(codeOf(helper.run(frame("leave"))) == "signer.child_lost");
    CHECK(codeOf(helper.run(frame("work"))) == "done");
}

TEST_CASE("the process that works on a key has no descriptor of the signer's") {
    REQUIRE(secret::initialise());
    const int stray = open("/dev/null", O_RDONLY);
    REQUIRE(stray >= 0);
    auto helper = HelperProcess::start(askedFor).value();
    const Reply reply = helper.run(frame("descriptors"));
    close(stray);
    REQUIRE(codeOf(reply) == "done");
    CHECK(number(*reply, "open") == 1); // the pipe for its answer
}

TEST_CASE("a helper that is gone is a refusal for ever, and a request too large one for itself") {
    REQUIRE(secret::initialise());
    auto helper = HelperProcess::start(askedFor).value();
    CHECK(codeOf(helper.run(frame("work", {}, std::vector<base::Bytes>(5'000, base::Bytes{1})))) ==
          "signer.frame_too_large");
    CHECK(codeOf(helper.run(frame("work"))) == "done");
    auto gone = HelperProcess::start([](const signer::Frame&) -> signer::Frame {
                    kill(getppid(), SIGKILL);
                    pause();
                    return {};
                }).value();
    CHECK(codeOf(gone.run(frame("work"))) == "signer.child_lost");
    CHECK(codeOf(gone.run(frame("work"))) == "signer.child_lost");
}

TEST_CASE("work on keys answers nothing to a request that is not of its form") {
    REQUIRE(secret::initialise());
    for (const char* operation : {"generate", "seal_hot", "unseal_hot", "sign_hot", "create_cold",
                                  "words_cold", "sign_cold", "anything"}) {
        signer::Frame request;
        request.header = base::Json(base::Json::Object{{"op", operation}});
        const signer::Frame reply = signer::workOnKey(request);
        CAPTURE(operation);
        CHECK(signer::refusalOf(reply).code == "signer.bad_request");
    }
}
