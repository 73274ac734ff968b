#include "verbs.h"

#include "files.h"

#include "service/stateless/bundles.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> verifyBundle(const Invocation& given) {
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_ASSIGN(const auto notes, readInputs(given.values("--checkpoint")));
    std::vector<std::string> held;
    for (const base::Bytes& note : notes)
        held.emplace_back(base::asText(note));
    STRONGROOM_ASSIGN(service::BundleVerdict verdict,
                      service::verifyAuditBundle(*files, given.arguments.front(), given.value("--log-key"),
                                                 std::move(held)));
    return Answer{std::move(verdict.document), verdict.valid ? Verdict::positive : Verdict::negative, {}};
}

} // namespace

std::vector<Verb> bundleVerbs() {
    return {
        {"audit verify",
         "BUNDLE",
         1,
         1,
         {{"--log-key", "HEX", Occurs::atMostOnce}, {"--checkpoint", "FILE", Occurs::anyNumber}},
         "Whether an exported audit log proves itself.",
         verifyBundle},
    };
}

} // namespace strongroom::cli
