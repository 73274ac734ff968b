#include "verbs.h"

#include "service/stateless/descriptors.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> descriptorInfo(const Invocation& given) {
    STRONGROOM_ASSIGN(Json document, service::describeDescriptor(given.arguments[0]));
    return Answer{std::move(document), Verdict::none, {}};
}

Outcome<Answer> deriveFromDescriptor(const Invocation& given) {
    service::DerivationRange range;
    STRONGROOM_ASSIGN(range.from, given.number("--from"));
    STRONGROOM_ASSIGN(range.to, given.number("--to"));
    STRONGROOM_ASSIGN(const std::optional<std::int64_t> branch, given.number("--branch"));
    range.branch = branch.value_or(0);
    STRONGROOM_ASSIGN(Json document,
                      service::deriveScripts(given.arguments[0], given.required("--network"), range));
    return Answer{std::move(document), Verdict::none, {}};
}

} // namespace

std::vector<Verb> descriptorVerbs() {
    return {
        {"descriptor info", "DESC", 1, 1, {}, "What a descriptor says, in canonical form.", descriptorInfo},
        {"descriptor derive",
         "DESC",
         1,
         1,
         {{"--network", "N", Occurs::once}, {"--from", "I"}, {"--to", "J"}, {"--branch", "B"}},
         "Scripts and addresses, inclusive.",
         deriveFromDescriptor},
    };
}

} // namespace strongroom::cli
