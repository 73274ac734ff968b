#include "verbs.h"

#include "files.h"
#include "service/stateless/frames.h"

#include <cstdio>

namespace strongroom::cli {

namespace {

/// frame-001.png … in the folder, which is made when missing. Pictures that exist are replaced only by
/// --force.
Outcome<void> writePictures(const Invocation& given, const std::vector<base::Bytes>& pictures) {
    const std::string folder = given.required("--png");
    STRONGROOM_TRY(makeFolder(folder));
    for (std::size_t index = 0; index < pictures.size(); ++index) {
        char name[32]; // NOLINT(cppcoreguidelines-avoid-c-arrays): snprintf
        std::snprintf(name, sizeof name, "/frame-%03zu.png", index + 1);
        STRONGROOM_TRY(writeFile(given, folder + name, pictures[index]));
    }
    return {};
}

Outcome<Answer> encodeFrames(const Invocation& given) {
    service::FrameRequest request{.type = given.required("--as"), .format = given.required("--format")};
    STRONGROOM_ASSIGN(const auto maxVersion, given.number("--max-version"));
    STRONGROOM_ASSIGN(const auto extra, given.number("--extra"));
    request.maxVersion = maxVersion.value_or(request.maxVersion);
    request.extra = extra.value_or(request.extra);
    const auto pictures = given.has("--png") ? service::FramePictures::png : service::FramePictures::none;
    STRONGROOM_ASSIGN(const base::Bytes content, readInput(given.arguments[0]));
    STRONGROOM_ASSIGN(const service::Frames frames, service::makeFrames(content, request, pictures));
    if (given.has("--png"))
        STRONGROOM_TRY(writePictures(given, frames.pictures));
    Json::Array texts;
    std::string lines;
    for (const std::string& text : frames.texts) {
        texts.push_back(text);
        lines += text + "\n";
    }
    return Answer{Json::Object{{"frames", texts}, {"frames_needed", frames.needed}}, Verdict::none, lines};
}

Outcome<service::Received> receive(const Invocation& given) {
    std::vector<std::string> pictures = given.values("--images");
    if (pictures.empty()) {
        if (given.arguments.size() > 1)
            return base::Unexpected(
                usageFailure("Only one file of texts can be read; --images takes several."));
        STRONGROOM_ASSIGN(const base::Bytes lines,
                          readInput(given.arguments.empty() ? "-" : given.arguments[0]));
        return service::readFrames(base::asText(lines));
    }
    // Shells expand `--images *.png`: what follows the first name are pictures, too.
    pictures.insert(pictures.end(), given.arguments.begin(), given.arguments.end());
    STRONGROOM_ASSIGN(const std::vector<base::Bytes> files, readInputs(pictures));
    return service::readFramePictures(files);
}

Outcome<Answer> decodeFrames(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const service::Received received, receive(given));
    STRONGROOM_TRY(writeOutput(given, received.content));
    return Answer{Json::Object{{"format", received.format},
                               {"frames_needed", received.framesNeeded},
                               {"frames_read", received.framesRead},
                               {"length", static_cast<std::int64_t>(received.content.size())},
                               {"sha256", received.sha256},
                               {"type", received.type}},
                  Verdict::none,
                  {}};
}

} // namespace

std::vector<Verb> qrVerbs() {
    return {
        {"qr encode",
         "FILE",
         1,
         1,
         {{"--as", "psbt|bytes", Occurs::once},
          {"--format", "ur|bbqr|specter|base43|base64", Occurs::once},
          {"--max-version", "V"},
          {"--extra", "K"},
          {"--png", "DIR"},
          {"--force", ""}},
         "QR frames of a file, one a line.",
         encodeFrames},
        {"qr decode",
         "[TEXTFILE]",
         0,
         ANY_NUMBER,
         {{"--images", "FILE", Occurs::anyNumber}, {"--out", "FILE", Occurs::once}, {"--force", ""}},
         "The file that frames carry.",
         decodeFrames},
    };
}

} // namespace strongroom::cli
