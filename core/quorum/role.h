// What a person may do, as a closed list (POLICY, starter people).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::quorum {

enum class Role : std::uint8_t {
    officer,         ///< Proposes and approves payments.
    compliance,      ///< Approves where the policy asks for it.
    stationOperator, ///< Runs the cold stations; "operator" in documents.
    auditor,         ///< Reads, exports, verifies.
    admin,           ///< Changes policy and people, never alone.
    cfo,             ///< An officer whom a policy may name apart.
};
[[nodiscard]] std::string_view name(Role role);
[[nodiscard]] std::optional<Role> parseRole(std::string_view text);

/// Sorted, without repetition.
using Roles = std::vector<Role>;

} // namespace strongroom::quorum
