#include "verbs.h"

#include "service/stateless/merkle.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> answer(const Outcome<bool>& valid) {
    STRONGROOM_TRY(valid);
    return Answer{Json::Object{{"valid", *valid}}, *valid ? Verdict::positive : Verdict::negative, {}};
}

Outcome<Answer> checkInclusion(const Invocation& given) {
    STRONGROOM_ASSIGN(const std::uint64_t index, given.requiredSize("--index"));
    STRONGROOM_ASSIGN(const std::uint64_t size, given.requiredSize("--size"));
    return answer(service::checkInclusion({.leafHash = given.required("--leaf-hash"),
                                           .index = index,
                                           .size = size,
                                           .root = given.required("--root"),
                                           .proof = given.values("--proof")}));
}

Outcome<Answer> checkConsistency(const Invocation& given) {
    STRONGROOM_ASSIGN(const std::uint64_t size1, given.requiredSize("--size1"));
    STRONGROOM_ASSIGN(const std::uint64_t size2, given.requiredSize("--size2"));
    return answer(service::checkConsistency({.size1 = size1,
                                             .size2 = size2,
                                             .root1 = given.required("--root1"),
                                             .root2 = given.required("--root2"),
                                             .proof = given.values("--proof")}));
}

} // namespace

std::vector<Verb> merkleVerbs() {
    const OptionSpec proof{"--proof", "HEX", Occurs::anyNumber};
    return {
        {"merkle check-inclusion",
         "",
         0,
         0,
         {{"--leaf-hash", "HEX", Occurs::once},
          {"--index", "I", Occurs::once},
          {"--size", "N", Occurs::once},
          {"--root", "HEX", Occurs::once},
          proof},
         "Whether a leaf stands in a log (RFC 6962).",
         checkInclusion},
        {"merkle check-consistency",
         "",
         0,
         0,
         {{"--size1", "M", Occurs::once},
          {"--size2", "N", Occurs::once},
          {"--root1", "HEX", Occurs::once},
          {"--root2", "HEX", Occurs::once},
          proof},
         "Whether one log is the beginning of another (RFC 6962).",
         checkConsistency},
    };
}

} // namespace strongroom::cli
