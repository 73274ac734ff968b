#include "verbs.h"

#include "service/stateless/addresses.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> decodeAddress(const Invocation& given) {
    STRONGROOM_ASSIGN(Json document,
                      service::describeAddress(given.arguments[0], given.required("--network")));
    return Answer{std::move(document), Verdict::none, {}};
}

Outcome<Answer> readUri(const Invocation& given) {
    STRONGROOM_ASSIGN(Json document,
                      service::describePaymentUri(given.arguments[0], given.required("--network")));
    return Answer{std::move(document), Verdict::none, {}};
}

} // namespace

std::vector<Verb> addressVerbs() {
    return {{"address decode",
             "ADDR",
             1,
             1,
             {{"--network", "N", Occurs::once}},
             "The script that an address of network N stands for.",
             decodeAddress},
            {"address uri",
             "URI",
             1,
             1,
             {{"--network", "N", Occurs::once}},
             "What a payment request (BIP21) asks for; it decides nothing.",
             readUri}};
}

} // namespace strongroom::cli
