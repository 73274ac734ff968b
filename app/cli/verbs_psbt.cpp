#include "verbs.h"

#include "files.h"
#include "one_shot.h"
#include "service/stateless/psbt_review.h"
#include "service/stateless/psbts.h"

#include "base/text_encoding.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> decodePsbt(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes psbt, readInput(given.arguments[0]));
    STRONGROOM_ASSIGN(Json document, service::decodePsbt(psbt));
    return Answer{std::move(document), Verdict::none, {}};
}

Outcome<Answer> reviewPsbt(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes psbt, readInput(given.arguments[0]));
    STRONGROOM_ASSIGN(service::ReviewVerdict review,
                      service::reviewPsbt(psbt, given.values("--descriptor"), given.required("--network")));
    return Answer{std::move(review.document), review.signable ? Verdict::positive : Verdict::negative, {}};
}

Outcome<Answer> keep(const Invocation& given, const Outcome<service::PsbtResult>& result) {
    STRONGROOM_TRY(result);
    STRONGROOM_TRY(writeOutput(given, result->bytes));
    return Answer{result->document, Verdict::none, {}};
}

/// Runs in a one-shot signer, which makes the review itself.
Outcome<Answer> signPsbt(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    if (given.arguments[0] == "-" && given.required("--key-in") == "-")
        return base::Unexpected(usageFailure("Only one argument can be standard input."));
    OneShot shot{.arguments = {"psbt-sign", "--network", given.required("--network")},
                 .secretFile = given.required("--key-in"),
                 .input = {}};
    for (const std::string& descriptor : given.values("--descriptor"))
        shot.arguments.insert(shot.arguments.end(), {"--descriptor", descriptor});
    for (const std::string& code : given.values("--accept"))
        shot.arguments.insert(shot.arguments.end(), {"--accept", code});
    STRONGROOM_ASSIGN(shot.input, readInput(given.arguments[0]));
    STRONGROOM_ASSIGN(Answer answer, askSigner(given, shot, AnswerKind::document));
    const Json* psbt = answer.document.find("psbt");
    const auto bytes =
        psbt != nullptr && psbt->string() != nullptr ? base::fromBase64(*psbt->string()) : std::nullopt;
    if (!bytes)
        return base::Unexpected(base::Failure("cli.signer_failed", "strongroom-signer gave no PSBT."));
    STRONGROOM_TRY(writeOutput(given, *bytes));
    return answer;
}

Outcome<Answer> combinePsbts(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> psbts, readInputs(given.arguments));
    return keep(given, service::combinePsbts(psbts));
}

Outcome<Answer> finalizePsbt(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const base::Bytes psbt, readInput(given.arguments[0]));
    return keep(given, service::finalizePsbt(psbt));
}

Outcome<Answer> convertPsbt(const Invocation& given) {
    const auto to = given.value("--to");
    if (to != "0" && to != "2")
        return base::Unexpected(base::Failure("input.psbt_version", "The version of a PSBT is 0 or 2."));
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const base::Bytes psbt, readInput(given.arguments[0]));
    return keep(given,
                service::convertPsbt(psbt, to == "2" ? service::PsbtVersion::v2 : service::PsbtVersion::v0));
}

} // namespace

std::vector<Verb> psbtVerbs() {
    const OptionSpec out{"--out", "FILE"};
    const OptionSpec force{"--force", ""};
    return {
        {"psbt decode", "FILE", 1, 1, {}, "Everything a PSBT says.", decodePsbt},
        {"psbt review",
         "FILE",
         1,
         1,
         {{"--descriptor", "DESC", Occurs::onceOrMore}, {"--network", "N", Occurs::once}},
         "What a PSBT does, against descriptors you trust.",
         reviewPsbt},
        {"psbt sign",
         "FILE",
         1,
         1,
         {{"--descriptor", "DESC", Occurs::onceOrMore},
          {"--network", "N", Occurs::once},
          {"--key-in", "FILE", Occurs::once},
          {"--accept", "CODE", Occurs::anyNumber},
          out,
          force},
         "Signs with a typed key, outside any treasury.",
         signPsbt},
        {"psbt combine", "FILE FILE…", 2, ANY_NUMBER, {out, force}, "The union of several.", combinePsbts},
        {"psbt finalize",
         "FILE",
         1,
         1,
         {out, force},
         "The transaction, once signatures suffice.",
         finalizePsbt},
        {"psbt convert",
         "FILE",
         1,
         1,
         {{"--to", "0|2", Occurs::once}, out, force},
         "The same in another PSBT version.",
         convertPsbt},
    };
}

} // namespace strongroom::cli
