// Public test vectors that are JSON documents.
#pragma once

#include "support/vectors.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace strongroom::test {

/// As readVectors; throws when the file is no JSON.
[[nodiscard]] inline std::optional<nlohmann::json> readJsonVectors(const std::string& relativePath) {
    const auto text = readVectors(relativePath);
    if (!text)
        return std::nullopt;
    return nlohmann::json::parse(*text);
}

} // namespace strongroom::test
