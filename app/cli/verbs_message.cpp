#include "verbs.h"

#include "files.h"
#include "service/stateless/messages.h"

namespace strongroom::cli {

namespace {

/// Of an option that gives text, and one that names a file of it: exactly one.
Outcome<base::Bytes> textOrFile(const Invocation& given, std::string_view text, std::string_view file) {
    if (given.has(text) == given.has(file))
        return base::Unexpected(
            usageFailure("Give either " + std::string(text) + " or " + std::string(file) + "."));
    if (given.has(file))
        return readInput(given.required(file));
    return base::toBytes(base::asBytes(given.required(text)));
}

Outcome<Answer> verifyMessage(const Invocation& given) {
    if (given.value("--message-in") == "-" && given.value("--signature-in") == "-")
        return base::Unexpected(usageFailure("Only one argument can be standard input."));
    STRONGROOM_ASSIGN(const base::Bytes message, textOrFile(given, "--message", "--message-in"));
    STRONGROOM_ASSIGN(const base::Bytes proof, textOrFile(given, "--signature", "--signature-in"));
    const std::string signature(proof.begin(), proof.end());
    STRONGROOM_ASSIGN(
        service::MessageJudgement judged,
        service::judgeMessage({given.arguments[0], given.required("--network"), message, signature}));
    return Answer{std::move(judged.document), judged.valid ? Verdict::positive : Verdict::negative, {}};
}

} // namespace

std::vector<Verb> messageVerbs() {
    return {
        {"message verify",
         "ADDRESS",
         1,
         1,
         {{"--network", "N", Occurs::once},
          {"--message", "TEXT"},
          {"--message-in", "FILE"},
          {"--signature", "TEXT"},
          {"--signature-in", "FILE"}},
         "Whether an address signed a message (BIP322).",
         verifyMessage},
    };
}

} // namespace strongroom::cli
