#include "signer/engine/guess_limit.h"

#include "local_world.h"

using namespace strongroom;
using namespace strongroom::test;
using signer::GuessLimit;
using signer::SeatFiles;

namespace {

std::string tried(const GuessLimit& limit) {
    const auto may = limit.mayTry();
    return may ? "may try" : may.error().code;
}

} // namespace

TEST_CASE("the wait doubles with every wrong guess, and a right one ends it") {
    ManualClock clock;
    FaultyFileSystem disk;
    SeatFiles files(disk, "/seat");
    GuessLimit limit(clock, files);
    CHECK(tried(limit) == "may try");
    for (const std::int64_t wait : {1, 2, 4}) {
        limit.noteWrong();
        clock.pass(wait - 1);
        CHECK(tried(limit) == "signer.too_many_attempts");
        clock.pass(1);
        CHECK(tried(limit) == "may try");
    }
    limit.noteRight();
    CHECK(files.readWrongAttempts() == 0);
    limit.noteWrong();
    clock.pass(1);
    CHECK(tried(limit) == "may try");
}

TEST_CASE("a process that starts anew waits as long as the one before") {
    ManualClock clock;
    FaultyFileSystem disk;
    SeatFiles files(disk, "/seat");
    GuessLimit before(clock, files);
    before.noteWrong();
    before.noteWrong();
    before.noteWrong();
    const GuessLimit after(clock, files);
    clock.pass(3);
    CHECK(tried(after) == "signer.too_many_attempts");
    clock.pass(1);
    CHECK(tried(after) == "may try");
}
