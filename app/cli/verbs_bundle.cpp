#include "verbs.h"

#include "service/stateless/bundles.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> verifyBundle(const Invocation& given) {
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_ASSIGN(service::BundleVerdict verdict,
                      service::verifyAuditBundle(*files, given.arguments.front(), given.value("--log-key")));
    return Answer{std::move(verdict.document), verdict.valid ? Verdict::positive : Verdict::negative, {}};
}

} // namespace

std::vector<Verb> bundleVerbs() {
    return {
        {"audit verify",
         "BUNDLE",
         1,
         1,
         {{"--log-key", "HEX", Occurs::atMostOnce}},
         "Whether an exported audit log proves itself.",
         verifyBundle},
    };
}

} // namespace strongroom::cli
