#include "verbs.h"

#include "one_shot.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> checkMnemonic(const Invocation& given) {
    return askSigner(given,
                     {.arguments = {"mnemonic-check"}, .secretFile = given.required("--in"), .input = {}},
                     AnswerKind::verdict);
}

Outcome<Answer> mnemonicToXpub(const Invocation& given) {
    const OneShot shot{.arguments = {"mnemonic-to-xpub", "--path", given.required("--path"), "--network",
                                     given.required("--network")},
                       .secretFile = given.required("--in"),
                       .input = {}};
    return askSigner(given, shot, AnswerKind::document);
}

} // namespace

std::vector<Verb> mnemonicVerbs() {
    const OptionSpec in{"--in", "FILE", Occurs::once};
    return {
        {"mnemonic check", "", 0, 0, {in}, "Whether words are a BIP39 mnemonic.", checkMnemonic},
        {"mnemonic to-xpub",
         "",
         0,
         0,
         {{"--path", "P", Occurs::once}, {"--network", "N", Occurs::once}, in},
         "The account key of a mnemonic.",
         mnemonicToXpub},
    };
}

} // namespace strongroom::cli
