// Why a policy document, a facts document or a history is not accepted.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::policy {

enum class Error : std::uint8_t {
    malformed,
    unsupportedVersion,
    notSupported,
    tooLarge,
    duplicateRule,
    unknownField,
    fieldOutsideClass,
    operatorMismatch,
    valueOutOfRange,
    badSelector,
    badObligation,
    obligationsMisplaced,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::policy
