// Shares of a secret (SLIP-0039) from the command line. The work is done in a one-shot signer; the secret and
// the shares go from file to file there and never enter this program.
#include "verbs.h"

#include "one_shot.h"

#include <string>

namespace strongroom::cli {

namespace {

constexpr std::size_t MAX_SHARES = 64; ///< As the signer takes.

Outcome<Answer> splitSecret(const Invocation& given) {
    OneShot shot{.arguments = {"slip39-split", "--out", given.required("--out")},
                 .secretFile = given.required("--in"),
                 .input = {}};
    for (const std::string& group : given.values("--group"))
        shot.arguments.insert(shot.arguments.end(), {"--group", group});
    for (const char* option : {"--group-threshold", "--exponent"})
        if (const auto value = given.value(option))
            shot.arguments.insert(shot.arguments.end(), {option, *value});
    return askSigner(given, shot, AnswerKind::document);
}

Outcome<Answer> combineShares(const Invocation& given) {
    const std::string form = given.value("--as").value_or("mnemonic");
    if (form != "mnemonic" && form != "hex")
        return base::Unexpected(usageFailure("--as is mnemonic or hex."));
    const OneShot shot{.arguments = {"slip39-combine", "--out", given.required("--out"), "--as", form,
                                     "--shares", std::to_string(given.arguments.size())},
                       .secretFile = {},
                       .input = {},
                       .shareFiles = given.arguments};
    return askSigner(given, shot, AnswerKind::document);
}

} // namespace

std::vector<Verb> shareVerbs() {
    return {
        {"slip39 split",
         "",
         0,
         0,
         {{"--in", "FILE", Occurs::once},
          {"--group", "TofN", Occurs::onceOrMore},
          {"--group-threshold", "G"},
          {"--exponent", "E"},
          {"--out", "DIR", Occurs::once}},
         "Splits a mnemonic or a seed into shares, a file each.",
         splitSecret},
        {"slip39 combine",
         "FILE…",
         1,
         MAX_SHARES,
         {{"--as", "mnemonic|hex"}, {"--out", "FILE", Occurs::once}},
         "Gives back what shares were made of.",
         combineShares},
    };
}

} // namespace strongroom::cli
