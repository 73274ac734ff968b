// The long-lived modes of strongroom-signer, started by strongroom and strongroom-cli:
//
//   --seat FOLDER            serves the seat's socket until it has been idle and disarmed for a while
//   --seat FOLDER --fd N     serves one inherited connection
//   --founding --fd N        a founding session on one inherited connection
//
// Nothing is printed but why it could not start. Errors: status 1 with `error: code: sentence`.
#pragma once

#include <string_view>
#include <vector>

namespace strongroom::signer {

[[nodiscard]] int runSeat(const std::vector<std::string_view>& arguments);
[[nodiscard]] int runFounding(const std::vector<std::string_view>& arguments);

} // namespace strongroom::signer
