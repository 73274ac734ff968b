// Changes of the authority as the command line shows them (docs/formats/cli.md: CHANGE).
#pragma once

#include "verb.h"

#include "service/changes.h"

#include <string>
#include <vector>

namespace strongroom::cli {

[[nodiscard]] Json textList(const std::vector<std::string>& texts);
/// Changes of a kind that gather signatures.
[[nodiscard]] Outcome<Json> proposedChanges(service::Workspace& workspace, const std::string& kind);
/// {progress, proposed, …more}
[[nodiscard]] Outcome<Answer> progressAnswer(service::Workspace& workspace, const std::string& kind,
                                             service::ChangeProgress progress, Json::Object more = {});

} // namespace strongroom::cli
