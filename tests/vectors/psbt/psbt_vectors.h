// The PSBT cases of the BIPs as the vector files have them.
#pragma once

#include "base/text_encoding.h"
#include "support/vectors.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace strongroom::test {

struct PsbtCase {
    std::string id;
    std::string kind;    ///< valid, invalid, locktime, signer_fail, role
    std::string section; ///< The heading that the case stands under.
    base::Bytes bytes;
};

/// Empty when the vectors are absent. Takes the base64 form, which the files' README prefers.
inline std::vector<PsbtCase> psbtCases(const std::string& file) {
    std::vector<PsbtCase> cases;
    const auto text = readVectors(file);
    if (!text)
        return cases;
    const nlohmann::json document = nlohmann::json::parse(*text);
    for (const auto& entry : document.at("cases")) {
        PsbtCase one{entry.at("id"), entry.at("kind"), entry.value("section", std::string()), {}};
        one.bytes = entry.contains("base64") ? base::fromBase64(entry.at("base64").get<std::string>()).value()
                                             : base::fromHex(entry.at("hex").get<std::string>()).value();
        cases.push_back(std::move(one));
    }
    return cases;
}

} // namespace strongroom::test
