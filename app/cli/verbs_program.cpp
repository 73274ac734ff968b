#include "verbs.h"

#include "one_shot.h"
#include "service/stateless/self_test.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> selfTest(const Invocation& given) {
    STRONGROOM_TRY(service::selfTestPrimitives());
    // The signer has all that this program has, and the primitives that take a private key.
    return askSigner(given, {.arguments = {"self-test"}, .secretFile = {}, .input = {}},
                     AnswerKind::document);
}

} // namespace

std::vector<Verb> programVerbs() {
    return {{"selftest", "", 0, 0, {}, "Compares every primitive with its published answers.", selfTest}};
}

} // namespace strongroom::cli
