// strongroom-cli: the console's use cases without a window, and the stateless tools (docs/formats/cli.md).
#include "command_line.h"
#include "terminal.h"
#include "verbs.h"

#include "sandbox/clean_start.h"
#include "service/stateless/self_test.h"

#include <cstdio>

namespace {

using namespace strongroom::cli;

/// The answer of the command line as it stands; nothing is printed yet.
Outcome<Answer> perform(const CommandLine& commandLine) {
    if (commandLine.invocation.has("--version")) {
        const std::string version(STRONGROOM_VERSION);
        return Answer{Json::Object{{"version", version}}, Verdict::none, "strongroom-cli " + version + "\n"};
    }
    if (commandLine.invocation.has("--help")) {
        const std::string usage = usageText(allVerbs(), commandLine.words);
        return Answer{Json::Object{{"usage", usage}}, Verdict::none, usage};
    }
    STRONGROOM_TRY(strongroom::service::selfTestPrimitives());
    return commandLine.verb->run(commandLine.invocation);
}

int fail(const strongroom::base::Failure& failure, OutputForm form) {
    if (failure.code == USAGE_CODE && form == OutputForm::text)
        std::fputs("strongroom-cli --help lists the verbs and their options.\n", stderr);
    std::fputs(render(failure, form).c_str(), stderr);
    return exitStatus(failure);
}

} // namespace

int main(int argc, char** argv) {
    strongroom::sandbox::startClean(argv);
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const OutputForm form = asksForJson(arguments) ? OutputForm::json : OutputForm::text;
    const auto commandLine = parseCommandLine(arguments, allVerbs());
    if (!commandLine)
        return fail(commandLine.error(), form);
    const auto answer = perform(*commandLine);
    if (!answer)
        return fail(answer.error(), form);
    const std::string text = render(*answer, form);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        return fail({"cli.output_failed", "The answer could not be written."}, form);
    return exitStatus(*answer);
}
