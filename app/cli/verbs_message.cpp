#include "verbs.h"

#include "files.h"
#include "one_shot.h"
#include "service/stateless/messages.h"

#include "base/text_encoding.h"

#include <algorithm>
#include <array>

namespace strongroom::cli {

namespace {

Outcome<Answer> verifyMessage(const Invocation& given) {
    if (given.value("--message-in") == "-" && given.value("--signature-in") == "-")
        return base::Unexpected(usageFailure("Only one argument can be standard input."));
    STRONGROOM_ASSIGN(const base::Bytes message, messageText(given));
    STRONGROOM_ASSIGN(const base::Bytes proof, textOrFile(given, "--signature", "--signature-in"));
    const std::string signature(proof.begin(), proof.end());
    STRONGROOM_ASSIGN(
        service::MessageJudgement judged,
        service::judgeMessage({given.arguments[0], given.required("--network"), message, signature}));
    return Answer{std::move(judged.document), judged.valid ? Verdict::positive : Verdict::negative, {}};
}

/// Of the options that name a file, at most one is standard input.
Outcome<void> oneStandardInput(const Invocation& given) {
    constexpr std::array<std::string_view, 3> FILES{"--message-in", "--coins", "--key-in"};
    if (std::ranges::count_if(FILES, [&](std::string_view option) { return given.value(option) == "-"; }) > 1)
        return base::Unexpected(usageFailure("Only one argument can be standard input."));
    return {};
}

/// The coins of a proof of funds: a document {"coins":[…]}.
Outcome<Json> coinsOf(const Invocation& given) {
    const auto path = given.value("--coins");
    if (!path)
        return Json(Json::Array());
    STRONGROOM_ASSIGN(const base::Bytes text, readInput(*path));
    STRONGROOM_ASSIGN(const Json document, Json::parse(std::string(text.begin(), text.end())));
    const Json* coins = document.find("coins");
    if (coins == nullptr)
        return base::Unexpected(base::Failure("input.coins", "The coins are a document {\"coins\":[…]}."));
    return *coins;
}

/// What is to be signed, in words and places: docs/formats/message-proof.md.
Outcome<service::MessageToSign> messageToSign(const Invocation& given) {
    STRONGROOM_TRY(oneStandardInput(given));
    STRONGROOM_ASSIGN(const base::Bytes message, messageText(given));
    STRONGROOM_ASSIGN(Json coins, coinsOf(given));
    Json::Object request{
        {"coins", std::move(coins)}, {"message", base::toHex(message)}, {"utf8", given.has("--utf8")}};
    for (const std::string_view name : {"branch", "index", "time", "age"}) {
        STRONGROOM_ASSIGN(const auto number, given.number("--" + std::string(name)));
        request.emplace(name, number.value_or(0));
    }
    STRONGROOM_ASSIGN(const auto leaf, given.number("--leaf"));
    request.emplace("leaf", leaf ? Json(*leaf) : Json());
    const auto format = given.value("--format");
    request.emplace("format", format ? Json(*format) : Json());
    return service::MessageToSign{std::move(request), given.required("--descriptor"),
                                  given.required("--network")};
}

/// Writes the PSBT of a document to `--out`.
Outcome<Answer> keepPsbt(const Invocation& given, Answer answer) {
    const Json* psbt = answer.document.find("psbt");
    const auto bytes =
        psbt != nullptr && psbt->string() != nullptr ? base::fromBase64(*psbt->string()) : std::nullopt;
    if (!bytes)
        return base::Unexpected(base::Failure("cli.signer_failed", "strongroom-signer gave no PSBT."));
    STRONGROOM_TRY(writeOutput(given, *bytes));
    return answer;
}

Outcome<Answer> prepareMessage(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const service::MessageToSign message, messageToSign(given));
    STRONGROOM_ASSIGN(Json document, service::prepareMessage(message));
    return keepPsbt(given, Answer{std::move(document), Verdict::none, {}});
}

/// Runs in a one-shot signer, which makes the transaction itself and is never given one.
Outcome<Answer> signMessage(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const service::MessageToSign message, messageToSign(given));
    const OneShot shot{
        .arguments = {"message-sign", "--network", message.network, "--descriptor", message.descriptor},
        .secretFile = given.required("--key-in"),
        .input = base::toBytes(base::asBytes(message.request.canonical()))};
    STRONGROOM_ASSIGN(Answer answer, askSigner(given, shot, AnswerKind::document));
    return keepPsbt(given, std::move(answer));
}

Outcome<Answer> finishMessage(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const base::Bytes psbt, readInput(given.arguments[0]));
    STRONGROOM_ASSIGN(Json document, service::finishMessage(psbt, given.value("--format").value_or(""),
                                                            given.required("--network")));
    return keepPsbt(given, Answer{std::move(document), Verdict::none, {}});
}

/// Which words, by which place of which descriptor, in which form.
std::vector<OptionSpec> messageOptions() {
    return {{"--descriptor", "DESC", Occurs::once},
            {"--network", "N", Occurs::once},
            {"--message", "TEXT"},
            {"--message-in", "FILE"},
            {"--utf8", ""},
            {"--branch", "B"},
            {"--index", "I"},
            {"--leaf", "N"},
            {"--format", "simple|full|pof"},
            {"--coins", "FILE"},
            {"--time", "T"},
            {"--age", "S"},
            {"--out", "FILE"},
            {"--force", ""}};
}

std::vector<OptionSpec> withKey(std::vector<OptionSpec> options) {
    options.push_back({"--key-in", "FILE", Occurs::once});
    return options;
}

} // namespace

std::vector<Verb> messageVerbs() {
    return {
        {"message prepare", "", 0, 0, messageOptions(), "What signers of a message sign (BIP322).",
         prepareMessage},
        {"message sign", "", 0, 0, withKey(messageOptions()),
         "Signs a message with a typed key, outside any treasury.", signMessage},
        {"message finalize",
         "FILE",
         1,
         1,
         {{"--network", "N", Occurs::once},
          {"--format", "simple|full|pof"},
          {"--out", "FILE"},
          {"--force", ""}},
         "The proof, once signatures suffice.",
         finishMessage},
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
