#include "verbs.h"

#include "files.h"
#include "service/stateless/policies.h"

namespace strongroom::cli {

namespace {

Outcome<service::PolicyQuestion> readQuestion(const Invocation& given) {
    std::vector<std::string> paths{given.required("--policy"), given.required("--request")};
    if (const auto history = given.value("--history"))
        paths.push_back(*history);
    STRONGROOM_ASSIGN(const auto now, given.number("--now"));
    STRONGROOM_ASSIGN(std::vector<base::Bytes> files, readInputs(paths));
    service::PolicyQuestion question{.policy = std::move(files[0]),
                                     .request = std::move(files[1]),
                                     .history = std::nullopt,
                                     .now = base::UnixTime{*now}};
    if (files.size() == 3)
        question.history = std::move(files[2]);
    return question;
}

Outcome<Answer> checkPolicy(const Invocation& given) {
    STRONGROOM_ASSIGN(const service::PolicyQuestion question, readQuestion(given));
    STRONGROOM_ASSIGN(service::PolicyVerdict verdict, service::judgeByPolicy(question));
    return Answer{std::move(verdict.document), verdict.permitted ? Verdict::positive : Verdict::negative,
                  std::move(verdict.explanation)};
}

Outcome<Answer> explainPolicy(const Invocation& given) {
    STRONGROOM_ASSIGN(const service::PolicyQuestion question, readQuestion(given));
    STRONGROOM_ASSIGN(service::PolicyVerdict verdict, service::judgeByPolicy(question));
    return Answer{std::move(verdict.document), Verdict::none, std::move(verdict.explanation)};
}

Outcome<Answer> simulatePolicy(const Invocation& given) {
    STRONGROOM_ASSIGN(const service::PolicyQuestion question, readQuestion(given));
    STRONGROOM_ASSIGN(service::PolicySimulation simulation, service::simulatePolicy(question));
    return Answer{std::move(simulation.document), Verdict::none, std::move(simulation.explanation)};
}

} // namespace

std::vector<Verb> policyVerbs() {
    const std::vector<OptionSpec> options{{"--policy", "FILE", Occurs::once},
                                          {"--request", "FILE", Occurs::once},
                                          {"--history", "FILE"},
                                          {"--now", "T", Occurs::once}};
    return {
        {"policy check", "", 0, 0, options, "Whether a policy permits a spend as it is.", checkPolicy},
        {"policy explain", "", 0, 0, options, "What each rule of a policy says about a spend.",
         explainPolicy},
        {"policy simulate", "", 0, 0, options, "What a policy would have done with past payments.",
         simulatePolicy},
    };
}

} // namespace strongroom::cli
