#include "support/vectors.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace strongroom::test {

namespace {

bool s_missing = false;

} // namespace

std::optional<std::string> readVectors(const std::string& relativePath) {
    const char* folder = std::getenv("STRONGROOM_VECTORS");
    if (folder == nullptr || !std::filesystem::is_directory(folder)) {
        s_missing = true;
        return std::nullopt;
    }
    std::ifstream file(std::filesystem::path(folder) / relativePath, std::ios::binary);
    if (!file)
        throw std::runtime_error("no such vector file: " + relativePath);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

bool hasVectors(const std::string& relativePath) {
    const char* folder = std::getenv("STRONGROOM_VECTORS");
    return folder != nullptr && std::filesystem::exists(std::filesystem::path(folder) / relativePath);
}

bool vectorsWereMissing() {
    return s_missing;
}

} // namespace strongroom::test
