#include "files.h"

#include "base/file_system.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace strongroom::cli {

namespace {

Outcome<base::Bytes> readStandardInput() {
    base::Bytes content;
    std::array<std::uint8_t, 65'536> chunk;
    while (const std::size_t read = std::fread(chunk.data(), 1, chunk.size(), stdin)) {
        content.insert(content.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(read));
        if (content.size() > MAX_INPUT_SIZE)
            return base::Unexpected(base::Failure(base::FileError::tooLarge));
    }
    if (std::ferror(stdin) != 0)
        return base::Unexpected(base::Failure(base::FileError::ioError));
    return content;
}

Outcome<void> checkReplaceable(const Invocation& invocation, const std::string& path) {
    if (!invocation.has("--force") && base::makeSystemFileSystem()->exists(path))
        return base::Unexpected(base::Failure("cli.file_exists", "The file exists; --force replaces it."));
    return {};
}

} // namespace

Outcome<base::Bytes> readInput(const std::string& path) {
    if (path == "-")
        return readStandardInput();
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_ASSIGN(base::Bytes content, base::readWhole(*files, path, MAX_INPUT_SIZE));
    return content;
}

Outcome<std::vector<base::Bytes>> readInputs(const std::vector<std::string>& paths) {
    if (std::count(paths.begin(), paths.end(), "-") > 1)
        return base::Unexpected(usageFailure("Only one argument can be standard input."));
    std::vector<base::Bytes> contents;
    for (const std::string& path : paths) {
        STRONGROOM_ASSIGN(base::Bytes content, readInput(path));
        contents.push_back(std::move(content));
    }
    return contents;
}

Outcome<base::Bytes> textOrFile(const Invocation& given, std::string_view text, std::string_view file) {
    if (given.has(text) == given.has(file))
        return base::Unexpected(
            usageFailure("Give either " + std::string(text) + " or " + std::string(file) + "."));
    if (given.has(file))
        return readInput(given.required(file));
    return base::toBytes(base::asBytes(given.required(text)));
}

Outcome<base::Bytes> messageText(const Invocation& given) {
    return textOrFile(given, "--message", "--message-in");
}

Outcome<void> checkOutput(const Invocation& invocation) {
    const auto path = invocation.value("--out");
    return path ? checkReplaceable(invocation, *path) : Outcome<void>{};
}

Outcome<void> writeFile(const Invocation& invocation, const std::string& path, base::ByteSpan content) {
    STRONGROOM_TRY(checkReplaceable(invocation, path));
    const auto files = base::makeSystemFileSystem();
    STRONGROOM_TRY(base::writeWhole(*files, path, content));
    return {};
}

Outcome<void> makeFolder(const std::string& path) {
    STRONGROOM_TRY(base::makeSystemFileSystem()->createFolders(path));
    return {};
}

Outcome<void> writeOutput(const Invocation& invocation, base::ByteSpan content) {
    const auto path = invocation.value("--out");
    return path ? writeFile(invocation, *path, content) : Outcome<void>{};
}

} // namespace strongroom::cli
