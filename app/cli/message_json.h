// Words that a vault says as documents: the same for the console's workspace and for a desk
// (docs/formats/cli.md).
#pragma once

#include "base/json.h"
#include "service/signed_messages.h"
#include "verb.h"

#include <string>

namespace strongroom::cli {

using base::Json;

[[nodiscard]] Json messageRowJson(const service::MessageRow& row);
[[nodiscard]] Json messageDetailJson(const service::MessageDetail& detail);
[[nodiscard]] Json messagePreviewJson(const service::MessagePreview& preview);
/// The answer of a verb that changed it: how it stands now.
[[nodiscard]] Outcome<Answer> messageStanding(service::Workspace& workspace, const std::string& id);

} // namespace strongroom::cli
