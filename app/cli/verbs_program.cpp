#include "verbs.h"

#include "service/stateless/self_test.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> selfTest(const Invocation&) {
    STRONGROOM_ASSIGN(const std::int64_t passed, service::selfTestPrimitives());
    return Answer{Json::Object{{"passed", passed}}, Verdict::none, {}};
}

} // namespace

std::vector<Verb> programVerbs() {
    return {{"selftest", "", 0, 0, {}, "Compares every primitive with its published answers.", selfTest}};
}

} // namespace strongroom::cli
