#include "verbs.h"

#include "service/stateless/extended_keys.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> convertKey(const Invocation& given) {
    STRONGROOM_ASSIGN(Json document, service::convertKey(given.arguments[0], given.required("--to"),
                                                         given.required("--network")));
    return Answer{std::move(document), Verdict::none, {}};
}

} // namespace

std::vector<Verb> keyVerbs() {
    return {
        {"key convert",
         "KEY",
         1,
         1,
         {{"--to", "PREFIX", Occurs::once}, {"--network", "N", Occurs::once}},
         "An extended public key under another SLIP-132 prefix.",
         convertKey},
    };
}

} // namespace strongroom::cli
