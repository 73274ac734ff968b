#include "one_shot.h"

#include "base/json.h"
#include "base/system_ports.h"
#include "crypto/known_answers.h"
#include "signer/unpoliced/secret_input.h"
#include "signer/unpoliced/share_secret.h"
#include "signer/unpoliced/unpoliced.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <string>

namespace strongroom::signer {

namespace {

using base::Failure;
using base::Json;

constexpr int SECRET_DESCRIPTOR = 3;
constexpr int PASSPHRASE_DESCRIPTOR = 4;
constexpr int FIRST_SHARE_DESCRIPTOR = 5;
constexpr std::size_t MAX_SHARES = 64; // more than any plan asks for that people could carry out
constexpr std::size_t MAX_STDIN = 16U * 1024U * 1024U; // as large as a PSBT may be

struct Options {
    std::map<std::string_view, std::string> values;
    std::vector<std::string> accepted;
    std::vector<std::string> descriptors;
    std::vector<std::string> groups;
    bool passphrase = false;
};

UnpolicedResult<Options> readOptions(const std::vector<std::string_view>& given) {
    Options options;
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (given[i] == "--passphrase") {
            options.passphrase = true;
            continue;
        }
        constexpr std::array<std::string_view, 10> KNOWN{
            "--accept",          "--as",      "--descriptor", "--exponent", "--group",
            "--group-threshold", "--network", "--out",        "--path",     "--shares"};
        const bool known = std::ranges::find(KNOWN, given[i]) != KNOWN.end();
        if (!known || i + 1 == given.size())
            return base::Unexpected(Failure("unpoliced.usage", "An option is unknown or has no value."));
        if (given[i] == "--accept")
            options.accepted.emplace_back(given[i + 1]);
        else if (given[i] == "--descriptor")
            options.descriptors.emplace_back(given[i + 1]);
        else if (given[i] == "--group")
            options.groups.emplace_back(given[i + 1]);
        else
            options.values[given[i]] = given[i + 1];
        ++i;
    }
    return options;
}

UnpolicedResult<secret::SecretText> readPassphrase(const Options& options) {
    if (!options.passphrase)
        return secret::SecretText();
    return readSecretLine(PASSPHRASE_DESCRIPTOR);
}

UnpolicedResult<base::Bytes> readStandardInput() {
    base::Bytes content;
    std::array<std::uint8_t, 65'536> chunk;
    while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), stdin)) {
        content.insert(content.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
        if (content.size() > MAX_STDIN)
            return base::Unexpected(Failure("file.too_large", "The input is larger than a PSBT may be."));
    }
    return content;
}

struct Reply {
    Json document;
    int status = 0;
};

UnpolicedResult<Reply> checkMnemonic() {
    STRONGROOM_ASSIGN(const secret::SecretText words, readSecretLine(SECRET_DESCRIPTOR));
    MnemonicReport report = reportMnemonic(words);
    return Reply{std::move(report.document), report.valid ? 0 : 1};
}

UnpolicedResult<Reply> mnemonicToXpub(Options& options) {
    STRONGROOM_ASSIGN(const secret::SecretText words, readSecretLine(SECRET_DESCRIPTOR));
    STRONGROOM_ASSIGN(const secret::SecretText passphrase, readPassphrase(options));
    base::SystemRandom random;
    STRONGROOM_ASSIGN(Json document, deriveXpub(words, passphrase, options.values["--path"],
                                                options.values["--network"], random));
    return Reply{std::move(document)};
}

void sayUnpoliced() {
    std::fputs("strongroom-signer --unpoliced: signing without policy, approvals or a log\n", stderr);
}

UnpolicedResult<Reply> signOneShot(Options& options) {
    sayUnpoliced();
    STRONGROOM_ASSIGN(base::Bytes psbt, readStandardInput());
    STRONGROOM_ASSIGN(const secret::SecretText key, readSecretLine(SECRET_DESCRIPTOR));
    STRONGROOM_ASSIGN(const secret::SecretText passphrase, readPassphrase(options));
    base::SystemRandom random;
    const UnpolicedSpend spend{std::move(psbt), options.descriptors, options.values["--network"],
                               options.accepted};
    STRONGROOM_ASSIGN(Json document, signPsbt(spend, key, passphrase, random));
    return Reply{std::move(document)};
}

UnpolicedResult<Reply> signMessageOneShot(Options& options) {
    sayUnpoliced();
    if (options.descriptors.size() != 1)
        return base::Unexpected(Failure("unpoliced.usage", "A message is signed by one descriptor."));
    STRONGROOM_ASSIGN(base::Bytes request, readStandardInput());
    STRONGROOM_ASSIGN(const secret::SecretText key, readSecretLine(SECRET_DESCRIPTOR));
    STRONGROOM_ASSIGN(const secret::SecretText passphrase, readPassphrase(options));
    base::SystemRandom random;
    const UnpolicedMessage message{std::move(request), options.descriptors.front(),
                                   options.values["--network"]};
    STRONGROOM_ASSIGN(Json document, signMessage(message, key, passphrase, random));
    return Reply{std::move(document)};
}

UnpolicedResult<std::size_t> numberIn(const Options& options, std::string_view name, std::size_t fallback,
                                      std::size_t most) {
    const auto given = options.values.find(name);
    if (given == options.values.end())
        return fallback;
    std::size_t number = 0;
    const char* const end = given->second.data() + given->second.size();
    const auto read = std::from_chars(given->second.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number > most)
        return base::Unexpected(Failure("unpoliced.usage", "A number is none, or too large."));
    return number;
}

UnpolicedResult<Reply> splitOneShot(Options& options) {
    keys::Slip39Plan plan;
    for (const std::string& text : options.groups) {
        STRONGROOM_ASSIGN(const keys::Slip39Group group, parseShareGroup(text));
        plan.groups.push_back(group);
    }
    STRONGROOM_ASSIGN(plan.groupThreshold,
                      numberIn(options, "--group-threshold", plan.groups.size(), keys::SLIP39_MAX_GROUPS));
    STRONGROOM_ASSIGN(const std::size_t exponent,
                      numberIn(options, "--exponent", plan.exponent, keys::SLIP39_MAX_EXPONENT));
    plan.exponent = static_cast<std::uint8_t>(exponent);
    STRONGROOM_ASSIGN(const secret::SecretText secret, readSecretLine(SECRET_DESCRIPTOR));
    STRONGROOM_ASSIGN(const secret::SecretText passphrase, readPassphrase(options));
    base::SystemRandom random;
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_ASSIGN(Json document,
                      splitIntoFiles(secret, passphrase, plan, {*files, options.values["--out"]}, random));
    return Reply{std::move(document)};
}

UnpolicedResult<Reply> combineOneShot(Options& options) {
    STRONGROOM_ASSIGN(const std::size_t count, numberIn(options, "--shares", 0, MAX_SHARES));
    std::vector<secret::SecretText> shares;
    for (std::size_t i = 0; i < count; ++i) {
        STRONGROOM_ASSIGN(secret::SecretText share,
                          readSecretLine(FIRST_SHARE_DESCRIPTOR + static_cast<int>(i)));
        shares.push_back(std::move(share));
    }
    STRONGROOM_ASSIGN(const secret::SecretText passphrase, readPassphrase(options));
    const SecretForm form = options.values["--as"] == "hex" ? SecretForm::hex : SecretForm::mnemonic;
    base::SystemRandom random;
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_ASSIGN(Json document,
                      combineIntoFile(shares, passphrase, form, {*files, options.values["--out"]}, random));
    return Reply{std::move(document)};
}

UnpolicedResult<Reply> perform(std::string_view verb, Options options) {
    if (verb == "mnemonic-check")
        return checkMnemonic();
    if (verb == "mnemonic-to-xpub")
        return mnemonicToXpub(options);
    if (verb == "psbt-sign")
        return signOneShot(options);
    if (verb == "message-sign")
        return signMessageOneShot(options);
    if (verb == "slip39-split")
        return splitOneShot(options);
    if (verb == "slip39-combine")
        return combineOneShot(options);
    if (verb == "self-test") // main ran it before anything else
        return Reply{Json::Object{{"passed", static_cast<std::int64_t>(crypto::knownAnswers().size())}}};
    return base::Unexpected(Failure("unpoliced.usage", "There is no such verb."));
}

} // namespace

int runOneShot(std::string_view verb, const std::vector<std::string_view>& given) {
    auto options = readOptions(given);
    const UnpolicedResult<Reply> reply =
        options ? perform(verb, *std::move(options)) : base::Unexpected(options.error());
    if (!reply) {
        Json::Object data;
        for (const auto& [name, value] : reply.error().data)
            data.insert_or_assign(name, value);
        const Json error(
            Json::Object{{"code", reply.error().code}, {"data", data}, {"message", reply.error().message}});
        std::fprintf(stderr, "%s\n", error.canonical().c_str());
        return 1;
    }
    const std::string text = reply->document.canonical() + "\n";
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    return written && std::fflush(stdout) == 0 ? reply->status : 2;
}

} // namespace strongroom::signer
