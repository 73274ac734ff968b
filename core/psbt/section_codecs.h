// The fields of the input and output sections, between their wire form and the typed structs.
// Internal to the module.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

namespace strongroom::psbt {

[[nodiscard]] base::Result<PsbtInput, Error> decodeInput(const FieldMap& fields);
[[nodiscard]] FieldMap encodeInput(const PsbtInput& input);

[[nodiscard]] base::Result<PsbtOutput, Error> decodeOutput(const FieldMap& fields);
[[nodiscard]] FieldMap encodeOutput(const PsbtOutput& output);

} // namespace strongroom::psbt
